"""Plain rdflib as a second opinion on queries: an engine of its own, with the faults that it has.

It is asked as anybody may ask it: a Dataset of what stands, as the Python face gives it. Of an answer, only
the form of literals is made that of an Oxigraph store (`007` is 7).
"""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib.plugins import sparql

from pactgraph.api.graphs import to_dataset
from pactgraph.query.engines.folded_terms import fold_table, fold_triples
from pactgraph.query.unlogged import unlogged
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.rdf.table import Table

sparql.SPARQL_LOAD_GRAPHS = False  # else FROM reads files and web addresses


class PlainRdflib:
    """Answers over quads by rdflib."""

    name = "rdflib"
    timeout = None

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._dataset = to_dataset(quads, Prefixes({}))

    def select(self, query: str) -> Table:
        """The rows of a SELECT query. Raises what rdflib happens to raise."""
        with unlogged():
            found = self._dataset.query(query)
            # not list(found): where its length cannot be told for a TypeError, that gives no rows
            rows = [*iter(found)]
        cells = (tuple(None if cell is None else _term(cell) for cell in row) for row in rows)
        return fold_table(Table(tuple(map(str, found.vars or ())), tuple(cells)))

    def ask(self, query: str) -> bool:
        """The answer to an ASK query."""
        with unlogged():
            return bool(self._dataset.query(query).askAnswer)

    def construct(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once."""
        with unlogged():
            return fold_triples(Triple(*map(_term, triple)) for triple in self._dataset.query(query))


def _term(term: rdflib.term.Node) -> NamedNode | BlankNode | Literal:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    assert isinstance(term, rdflib.Literal), term
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
