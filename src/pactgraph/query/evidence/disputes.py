"""Which statements something contradicts: another value where there can be one, or a decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode

from ...model.namespaces import OWL, PACT, RDF, ROOT
from ..engines.engine import Engine
from ..sparql.binding import serialise
from .support import Triple

AT_ONCE = 300
"""Statements that one query asks for."""

_REJECTED = NamedNode(ROOT + "concept/judgement/rejected")
_DISPUTED_BY = "http://purl.org/spar/cito/isDisputedBy"


class Disputes(NamedTuple):
    """Of some statements, those that a decision rejects, and those that a source or a decision contradicts
    (the rejected ones among them)."""

    rejected: frozenset[Triple]
    contradicted: frozenset[Triple]


def disputes(engine: Engine, statements: Iterable[Triple]) -> Disputes:
    """What contradicts some statements: a decision that rejects it or names a passage that disputes it, or,
    where its property admits one value, a source or a decision that gives another one.

    Raises what `engine.select` raises.
    """
    asked = list(dict.fromkeys(statements))
    single = {
        row[0] for row in engine.select(f"SELECT ?p WHERE {{ ?p a <{OWL}FunctionalProperty> }}").rows
    } & {row[1] for row in asked}
    rejected, contradicted = set[Triple](), set[Triple]()
    values: dict[tuple[object, object], set[object]] = {}
    slots = list(dict.fromkeys((subject, property_) for subject, property_, _ in asked))
    for start in range(0, len(slots), AT_ONCE):
        part = slots[start : start + AT_ONCE]
        pairs = " ".join(f"({serialise(s)} {serialise(p)})" for s, p in part)
        for subject, property_, value, judgement, passage in engine.select(
            f"SELECT DISTINCT ?s ?p ?o ?judgement ?passage WHERE {{ VALUES (?s ?p) {{ {pairs} }} "
            f"?decision a <{PACT}Decision> ; <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o ; "
            f"<{PACT}judgement> ?judgement . OPTIONAL {{ ?decision <{_DISPUTED_BY}> ?passage }} }}"
        ).rows:
            if isinstance(subject, NamedNode) and isinstance(property_, NamedNode) and value is not None:
                if judgement == _REJECTED:
                    rejected.add((subject, property_, value))
                elif property_ in single:
                    values.setdefault((subject, property_), set()).add(value)
                if judgement == _REJECTED or passage is not None:
                    contradicted.add((subject, property_, value))
        pairs = " ".join(f"({serialise(s)} {serialise(p)})" for s, p in part if p in single)
        if pairs:
            for subject, property_, value in engine.select(
                f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES (?s ?p) {{ {pairs} }} "
                "GRAPH ?graph { ?s ?p ?o } }"
            ).rows:
                values.setdefault((subject, property_), set()).add(value)
    contradicted |= {row for row in asked if values.get((row[0], row[1]), set()) - {row[2]}}
    wanted = frozenset(asked)
    return Disputes(frozenset(rejected) & wanted, frozenset(contradicted) & wanted)
