"""The embedded engine: Oxigraph, through pyoxigraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from ...rdf.namespaces import ACCEPTED
from ...rdf.table import Table
from ..faults import EngineFault, QueryFault
from ..sparql.from_clauses import Clauses, clauses
from .query_limits import limits

_PLACE = r"(?s)error at (\d+):(\d+): (.*)"


class OxigraphEngine:
    """The engine interface over a pyoxigraph Store."""

    name = "oxigraph"

    def __init__(self, store: Store, timeout: float | None = None) -> None:
        """An engine over `store`, whose queries may take `timeout` seconds each (None: any)."""
        self._store = store
        self.timeout = timeout

    def select(self, query: str) -> Table:
        """The rows of a SELECT query. Raises QueryFault, or EngineFault where evaluation fails."""
        with self._evaluation():
            found = _query(self._store, query)
            if not isinstance(found, QuerySolutions):
                raise QueryFault("this is no SELECT query")
            columns = tuple(variable.value for variable in found.variables)
            return Table(columns, tuple(tuple(row) for row in found))

    def ask(self, query: str) -> bool:
        """The answer to an ASK query. Raises as `select` does."""
        with self._evaluation():
            found = _query(self._store, query)
            if not isinstance(found, QueryBoolean):
                raise QueryFault("this is no ASK query")
            return bool(found)

    def construct(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once. Raises as `select` does."""
        with self._evaluation():
            found = _query(self._store, query)
            if not isinstance(found, QueryTriples):
                raise QueryFault("this is no CONSTRUCT or DESCRIBE query")
            return list(dict.fromkeys(found))

    @contextmanager
    def _evaluation(self) -> Iterator[None]:
        try:
            with limits(self.timeout):
                yield
        except (OSError, RuntimeError, ValueError) as error:
            raise EngineFault(str(error)) from error


def check_syntax(query: str) -> None:
    """Raises QueryFault for a query that is not well-formed, with the words of the embedded engine: other
    engines accept what SPARQL 1.1 forbids, or say less about it."""
    _query(Store(), query)


def _query(store: Store, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    asked = clauses(query)
    try:
        return store.query(query) if asked is None else _query_part(store, asked)
    except SyntaxError as error:
        from ..sparql.diagnosis import diagnose

        said = str(error.msg)
        place = re.fullmatch(_PLACE, said)
        if place is None:
            raise diagnose(query, None, None, said) from error
        raise diagnose(query, int(place[1]), int(place[2]), place[3]) from error


def _query_part(store: Store, asked: Clauses) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The answer over the graphs that dataset clauses name. Several graphs of FROM are one, in which a
    statement stands once (SPARQL 1.1, section 13.2.1): Oxigraph would count it for each of them, so they are
    put together first."""
    if len(asked.default) <= 1 and ACCEPTED.value not in asked.named:
        named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in asked.named]
        return store.query(asked.query, default_graph=list(map(_graph, asked.default)), named_graphs=named)
    part = Store()
    graphs: list[tuple[str, NamedNode | DefaultGraph]] = [(iri, DefaultGraph()) for iri in asked.default]
    for iri, name in [*graphs, *((iri, NamedNode(iri)) for iri in asked.named)]:
        found = store.quads_for_pattern(None, None, None, _graph(iri))
        part.extend(Quad(quad.subject, quad.predicate, quad.object, name) for quad in found)
    return part.query(asked.query)


def _graph(iri: str) -> NamedNode | DefaultGraph:
    """The graph of the store that is meant by a graph of a store that `pactgraph push` has filled."""
    return DefaultGraph() if iri == ACCEPTED.value else NamedNode(iri)
