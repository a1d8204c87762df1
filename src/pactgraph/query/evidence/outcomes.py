"""What became of plans: computed from the days, or as the curation records it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ...model.namespaces import PACT
from ...model.table import Term
from ..engines.engine import Engine
from ..relations import DCTERMS
from ..sparql.values import listed
from .support import Period


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan of `announcement`, or of a change of it: how it fared, between which days, how
    many days before or after those planned, and the passages that report it."""

    record: NamedNode
    announcement: NamedNode
    fulfilment: NamedNode
    period: Period | None
    days: int
    passages: tuple[NamedNode, ...]


def outcomes_of(engine: Engine, things: Iterable[NamedNode]) -> dict[NamedNode, list[Outcome]]:
    """The outcomes of each of the things that has any, by IRI. Raises what `engine.select` raises."""
    rows: dict[tuple[NamedNode, NamedNode, NamedNode], list[tuple[Term | None, ...]]] = {}
    for some in listed(things):
        found = engine.select(
            "SELECT ?outcome ?thing ?fulfilment ?earliest ?latest ?days ?source WHERE { "
            f"VALUES ?thing {{ {some} }} "
            f"{{ ?plan <{PACT}plans> ?thing . BIND(?thing AS ?planned) }} UNION "
            f"{{ ?plan <{PACT}plans> ?planned . ?planned <{PACT}changes> ?thing }} "
            f"?outcome <{PACT}announcement> ?plan ; <{PACT}fulfilment> ?fulfilment . "
            f"OPTIONAL {{ ?planned <{PACT}earliest>|<{PACT}beginEarliest> ?earliest }} "
            f"OPTIONAL {{ ?planned <{PACT}latest>|<{PACT}endLatest> ?latest }} "
            f"OPTIONAL {{ ?outcome <{PACT}daysOff> ?days }} "
            f"OPTIONAL {{ ?outcome <{DCTERMS}source> ?source }} }}"
        )
        for outcome, thing, fulfilment, *rest in found.rows:
            if (
                isinstance(outcome, NamedNode)
                and isinstance(thing, NamedNode)
                and isinstance(fulfilment, NamedNode)
            ):
                rows.setdefault((outcome, thing, fulfilment), []).append(tuple(rest))
    told: dict[NamedNode, list[Outcome]] = {}
    for outcome, thing, fulfilment in sorted(rows, key=lambda key: tuple(node.value for node in key)):
        group = rows[outcome, thing, fulfilment]
        earliest, latest = (_least(row[place] for row in group) for place in (0, 1))
        days = _least(row[2] for row in group)
        passages = {row[3] for row in group if isinstance(row[3], NamedNode)}
        told.setdefault(thing, []).append(
            Outcome(
                outcome,
                thing,
                fulfilment,
                (earliest or "", latest or "9999-12-31") if earliest or latest else None,
                int(days or 0),
                tuple(sorted(passages, key=lambda node: node.value)),
            )
        )
    return told


def _least(terms: Iterable[Term | None]) -> str | None:
    return min((term.value for term in terms if isinstance(term, Literal)), default=None)
