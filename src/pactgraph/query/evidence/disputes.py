"""Which statements something contradicts, and which tellings decisions reject."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode

from ...rdf.namespaces import CITO, OWL, PACT, RDF, ROOT
from ...rdf.table import Term
from ..engines.engine import Engine
from ..sparql.binding import serialise
from .support import Triple

AT_ONCE = 300
"""Statements that one query asks for."""

_JUDGEMENT = ROOT + "concept/judgement/"
_ACCEPTED, _REJECTED = NamedNode(_JUDGEMENT + "accepted"), NamedNode(_JUDGEMENT + "rejected")
_DISPUTED_BY = CITO + "isDisputedBy"

Slot = tuple[NamedNode, NamedNode]


class Judged(NamedTuple):
    """What one decision says of a property of a thing: of which value, how, whether it names a passage that
    says otherwise, and a passage that it rejects."""

    value: Term
    judgement: Term | None
    opposed: bool
    rejects: Term | None

    def rejected(self, value: Term) -> bool:
        """Whether the decision is against this value."""
        return (self.judgement == _REJECTED and value == self.value) or (
            self.judgement == _ACCEPTED and value != self.value
        )


class Disputes(NamedTuple):
    """Of some statements, those that a source or a decision contradicts, and the passages in which decisions
    reject them."""

    contradicted: frozenset[Triple]
    rejected: dict[Triple, frozenset[NamedNode]]


def disputes(engine: Engine, statements: Iterable[Triple]) -> Disputes:
    """What contradicts some statements: the graph says that their property is disputed; a decision rejects
    them or names a passage against them; or it gives another value, or rejects one that a passage tells,
    where there can be one only.

    Raises what `engine.select` raises.
    """
    asked = list(dict.fromkeys(statements))
    single = {
        row[0] for row in engine.select(f"SELECT ?p WHERE {{ ?p a <{OWL}FunctionalProperty> }}").rows
    } & {row[1] for row in asked}
    judged, disputed = dict[Slot, list[Judged]](), set[Slot]()
    slots = list(dict.fromkeys((subject, property_) for subject, property_, _ in asked))
    for start in range(0, len(slots), AT_ONCE):
        pairs = " ".join(f"({serialise(s)} {serialise(p)})" for s, p in slots[start : start + AT_ONCE])
        for slot, found in _judged(engine, pairs):
            judged.setdefault(slot, []).append(found)
        table = engine.select(
            f"SELECT DISTINCT ?s ?p WHERE {{ VALUES (?s ?p) {{ {pairs} }} ?s <{PACT}disputed> ?p }}"
        )
        disputed.update(
            (s, p) for s, p in table.rows if isinstance(s, NamedNode) and isinstance(p, NamedNode)
        )
    contradicted, rejected = set[Triple](), dict[Triple, frozenset[NamedNode]]()
    for row in asked:
        subject, property_, value = row
        of = judged.get((subject, property_), [])
        if (subject, property_) in disputed or any(_against(each, value, property_ in single) for each in of):
            contradicted.add(row)
        told = (each.rejects for each in of if each.rejected(value))
        rejected[row] = frozenset(passage for passage in told if isinstance(passage, NamedNode))
    return Disputes(frozenset(contradicted), rejected)


def _judged(engine: Engine, pairs: str) -> Iterable[tuple[Slot, Judged]]:
    table = engine.select(
        "SELECT DISTINCT ?s ?p ?o ?judgement ?against ?rejects WHERE { "
        f"VALUES (?s ?p) {{ {pairs} }} "
        f"?decision a <{PACT}Decision> ; <{RDF}subject> ?s ; <{PACT}judgement> ?judgement . "
        f"{{ ?decision <{RDF}predicate> ?p ; <{RDF}object> ?o }} UNION "
        f"{{ ?decision ?p ?o FILTER(?p IN (<{PACT}earliest>, <{PACT}latest>)) }} "
        f"OPTIONAL {{ ?decision <{_DISPUTED_BY}> ?against }} "
        f"OPTIONAL {{ ?decision <{PACT}rejects> ?rejects }} }}"
    )
    for subject, property_, value, judgement, against, rejects in table.rows:
        if isinstance(subject, NamedNode) and isinstance(property_, NamedNode) and value is not None:
            yield (subject, property_), Judged(value, judgement, against is not None, rejects)


def _against(decision: Judged, value: Term, single: bool) -> bool:
    if decision.value == value:
        return decision.judgement == _REJECTED or decision.opposed
    told = decision.judgement == _REJECTED and decision.rejects is not None
    return single and (told or decision.judgement == _ACCEPTED)
