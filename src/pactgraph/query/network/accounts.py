"""Two documents side by side: what both tell of, what only one, and what they tell differently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...model.namespaces import OWL, PACT
from ...model.table import Term
from ..engines.engine import Engine
from ..evidence.support import Triple
from ..sparql.binding import serialise
from .compare import Aspect
from .ties import Ties

_SECTOR = NamedNode(PACT + "sector")
_KINDS = (
    "agreement",
    "alliance",
    "commitment",
    "body",
    "event",
    "asset",
    "region",
    "government",
    "organisation",
    "group",
    "person",
    "country",
    "place",
    "law",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A property of one thing that has one value by nature, with what each document gives."""

    subject: NamedNode
    property: NamedNode
    first: tuple[Term, ...]
    second: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """What two documents tell: statements both make or one alone, things both speak of or one alone, and
    what they tell differently, in order."""

    shared: tuple[Triple, ...]
    first: tuple[Triple, ...]
    second: tuple[Triple, ...]
    aspects: tuple[Aspect, ...]
    differences: tuple[Difference, ...]


def compare_accounts(engine: Engine, ties: Ties, first: NamedNode, second: NamedNode) -> Accounts:
    """Two documents compared by the statements of their passages, accepted or not."""
    one, other = _told(engine, first), _told(engine, second)
    aspects = [
        Aspect.of(
            kind, *({thing for thing in _things(rows) if ties.kind(thing) == kind} for rows in (one, other))
        )
        for kind in _KINDS
    ]
    sectors = ({value for _, property_, value in rows if property_ == _SECTOR} for rows in (one, other))
    aspects.insert(0, Aspect.of("sectors", *(_nodes(found) for found in sectors)))
    return Accounts(
        _sorted(one & other),
        _sorted(one - other),
        _sorted(other - one),
        tuple(filter(None, aspects)),
        _differences(engine, one, other),
    )


def _told(engine: Engine, document: NamedNode) -> set[Triple]:
    found = engine.select(
        f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?passage <{PACT}passageOf> {serialise(document)} . "
        "GRAPH ?passage { ?s ?p ?o } }"
    )
    return {
        (subject, property_, value)
        for subject, property_, value in found.rows
        if isinstance(subject, NamedNode) and isinstance(property_, NamedNode) and value is not None
    }


def _things(rows: Iterable[Triple]) -> set[NamedNode]:
    return {term for subject, _, value in rows for term in (subject, value) if isinstance(term, NamedNode)}


def _nodes(terms: Iterable[Term]) -> set[NamedNode]:
    return {term for term in terms if isinstance(term, NamedNode)}


def _differences(engine: Engine, one: set[Triple], other: set[Triple]) -> tuple[Difference, ...]:
    functional = {
        row[0]
        for row in engine.select(f"SELECT ?p WHERE {{ ?p a <{OWL}FunctionalProperty> }}").rows
        if isinstance(row[0], NamedNode)
    }
    values: list[dict[tuple[NamedNode, NamedNode], set[Term]]] = []
    for rows in (one, other):
        by_key: dict[tuple[NamedNode, NamedNode], set[Term]] = {}
        for subject, property_, value in rows:
            if property_ in functional:
                by_key.setdefault((subject, property_), set()).add(value)
        values.append(by_key)
    return tuple(
        Difference(*key, tuple(sorted(values[0][key], key=str)), tuple(sorted(values[1][key], key=str)))
        for key in sorted(values[0].keys() & values[1].keys(), key=lambda key: (key[0].value, key[1].value))
        if values[0][key] != values[1][key]
    )


def _sorted(rows: Iterable[Triple]) -> tuple[Triple, ...]:
    return tuple(sorted(rows, key=lambda row: tuple(map(str, row))))
