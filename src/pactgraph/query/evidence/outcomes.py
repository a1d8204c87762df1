"""What became of announced things, as the curation records it."""

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
    """What became of `announcement`: how it fared, between which days, and the passages that report it."""

    record: NamedNode
    announcement: NamedNode
    fulfilment: NamedNode
    period: Period | None
    passages: tuple[NamedNode, ...]


def outcomes_of(engine: Engine, things: Iterable[NamedNode]) -> dict[NamedNode, list[Outcome]]:
    """The outcomes of each of the things that has any, by IRI. Raises what `engine.select` raises."""
    rows: dict[tuple[NamedNode, NamedNode, NamedNode], list[tuple[Term | None, ...]]] = {}
    for some in listed(things):
        found = engine.select(
            "SELECT ?outcome ?thing ?fulfilment ?earliest ?latest ?source WHERE { "
            f"VALUES ?thing {{ {some} }} "
            f"?outcome <{PACT}announcement> ?thing ; <{PACT}fulfilment> ?fulfilment . "
            f"OPTIONAL {{ ?outcome <{PACT}earliest> ?earliest }} "
            f"OPTIONAL {{ ?outcome <{PACT}latest> ?latest }} "
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
        passages = {row[2] for row in group if isinstance(row[2], NamedNode)}
        told.setdefault(thing, []).append(
            Outcome(
                outcome,
                thing,
                fulfilment,
                (earliest or "", latest or "9999-12-31") if earliest or latest else None,
                tuple(sorted(passages, key=lambda node: node.value)),
            )
        )
    return told


def _least(terms: Iterable[Term | None]) -> str | None:
    return min((term.value for term in terms if isinstance(term, Literal)), default=None)
