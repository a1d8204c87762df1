"""What lies around some statements on another engine, copied into a store of ours.

Rules are written for the embedded engine, and a store that others run may plan one for minutes, or lose rows
of it. So they are asked of a copy of what they can have read: a few steps from the statements, fetched by
queries that ask no more than what is said of a thing, or what points to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from ...rdf.namespaces import PACT, RDFS, RECORD, SKOS
from ...rdf.table import Term
from ..engines.engine import Engine
from ..engines.oxigraph import OxigraphEngine
from ..sparql.values_block import listed
from .support import Triple

STEPS = 4
"""How far the premises of what a rule makes lie from it: a member of an alliance, its membership, the period
of its standing, the telling that begins it, the change that tells it."""

_HUBS = tuple(
    f"{RECORD}{kind}/"
    for kind in ("region", "country", "government", "organisation", "place", "document", "release", "passage")
)
"""Kinds of things to which so much points that only the statements' own are looked at from there."""

_VOCABULARY = " ".join(
    f"<{iri}>"
    for iri in (
        *(
            PACT + name
            for name in ("valuesOf", "statesOf", "leadsTo", "plannedAs", "entails", "implies", "phase")
        ),
        SKOS + "inScheme",
        RDFS + "subClassOf",
        RDFS + "subPropertyOf",
    )
)


def nearby(engine: Engine, statements: Iterable[Triple]) -> Engine:
    """The embedded engine over a copy of what lies around some statements; itself where it is that engine.

    Raises what `engine.select` raises.
    """
    if isinstance(engine, OxigraphEngine):
        return engine
    store = Store()
    _copy(engine, store, f"VALUES ?p {{ {_VOCABULARY} }}")
    new = _records(statements)
    met = set[NamedNode]()
    for step in range(STEPS):
        met |= new
        found = set[NamedNode]()
        for some in listed(new):
            found |= _copy(engine, store, f"VALUES ?s {{ {some} }}")
        for some in listed(thing for thing in new if step == 0 or not thing.value.startswith(_HUBS)):
            found |= _copy(engine, store, f"VALUES ?o {{ {some} }}")
        new = found - met
    return OxigraphEngine(store)


def _copy(engine: Engine, store: Store, limit: str) -> set[NamedNode]:
    """Copies statements, from the default graph and the named ones; gives the records that they name."""
    plain = engine.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {limit} ?s ?p ?o }}").rows
    named = engine.select(f"SELECT DISTINCT ?s ?p ?o ?g WHERE {{ {limit} GRAPH ?g {{ ?s ?p ?o }} }}").rows
    store.extend(_quads((*row, None) for row in plain))
    store.extend(_quads(named))
    return _records((*plain, *named))


def _quads(rows: Iterable[tuple[Term | None, ...]]) -> Iterator[Quad]:
    for subject, verb, value, graph in rows:
        if (
            isinstance(subject, NamedNode | BlankNode)
            and isinstance(verb, NamedNode)
            and isinstance(value, NamedNode | BlankNode | Literal)
        ):
            yield Quad(subject, verb, value, graph if isinstance(graph, NamedNode) else DefaultGraph())


def _records(rows: Iterable[tuple[Term | None, ...]]) -> set[NamedNode]:
    return {
        term for row in rows for term in row if isinstance(term, NamedNode) and term.value.startswith(RECORD)
    }
