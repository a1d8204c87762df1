"""The second engine: rdflib, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from ...model.namespaces import ACCEPTED, XSD
from ...model.table import Table, Term
from ...model.unlogged import unlogged
from ..fault import EngineFault, QueryFault
from ..sparql.from_clauses import Clauses, clauses
from .folding import fold_table, fold_triples
from .limits import limits
from .oxigraph import check_syntax
from .rdflib_rules import rules

_STRING = XSD + "string"


class RdflibEngine:
    """The engine interface over an rdflib Dataset, whose default graph is no union."""

    name = "rdflib"

    def __init__(self, quads: Iterable[Quad], timeout: float | None = None) -> None:
        """An engine over `quads`, those of a pyoxigraph Store, so that literals have its forms; its queries
        may take `timeout` seconds each (None: any)."""
        self._dataset = dataset_of(quads)
        self.timeout = timeout

    def select(self, query: str) -> Table:
        """The rows of a SELECT query. Raises QueryFault, or EngineFault where evaluation fails."""
        columns, rows = self._run(query, "SELECT")
        terms: dict[Any, Term] = {}
        found = (tuple(None if cell is None else _from_rdflib(cell, terms) for cell in row) for row in rows)
        return fold_table(Table(tuple(map(str, columns)), tuple(found)))

    def ask(self, query: str) -> bool:
        """The answer to an ASK query. Raises as `select` does."""
        return bool(self._run(query, "ASK")[1])

    def construct(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once. Raises as `select` does."""
        terms: dict[Any, Term] = {}
        found = []
        for row in self._run(query, "CONSTRUCT")[1]:
            subject, predicate, value = (_from_rdflib(term, terms) for term in row)
            if isinstance(subject, (NamedNode, BlankNode)) and isinstance(predicate, NamedNode):
                found.append(Triple(subject, predicate, value))
        return fold_triples(found)

    def _part(self, asked: Clauses) -> rdflib.Dataset:
        """The dataset that dataset clauses describe."""
        part = rdflib.Dataset(default_union=False)
        graphs = [(iri, part.default_graph) for iri in asked.default]
        graphs += [(iri, part.graph(rdflib.URIRef(iri))) for iri in asked.named]
        for iri, graph in graphs:
            name = DATASET_DEFAULT_GRAPH_ID if iri == ACCEPTED.value else rdflib.URIRef(iri)
            graph += self._dataset.get_context(name)
        return part

    def _run(self, query: str, form: str) -> tuple[list[Any], Any]:
        """Columns and rows of the answer, or its triples, or its truth value."""
        check_syntax(query)
        asked = clauses(query)
        with rules(), limits(self.timeout):
            try:
                dataset, text = (self._dataset, query) if asked is None else (self._part(asked), asked.query)
                found = dataset.query(text)
                kind = "CONSTRUCT" if found.type == "DESCRIBE" else found.type
                if kind != form:
                    raise QueryFault(f"this is no {form} query")
                if kind == "ASK":
                    return [], found.askAnswer
                # not list(found): where its length cannot be told for a TypeError, that gives no rows
                return list(found.vars or []), [*iter(found)]
            except (QueryFault, MemoryError):
                raise
            except Exception as error:  # rdflib raises whatever its parts happen to raise
                said = " ".join(str(error).split())
                raise EngineFault(f"rdflib fails: {type(error).__name__} {said}".rstrip()) from error


def dataset_of(quads: Iterable[Quad]) -> rdflib.Dataset:
    """A new Dataset of the quads, whose default graph is no union."""
    dataset = rdflib.Dataset(default_union=False)
    graphs: dict[object, rdflib.Graph] = {}
    terms: dict[Term, rdflib.term.Node] = {}
    with unlogged():
        for quad in quads:
            graph = graphs.get(quad.graph_name)
            if graph is None:
                graph = graphs[quad.graph_name] = dataset.graph(_graph_name(quad.graph_name))
            graph.add(
                (
                    _to_rdflib(quad.subject, terms),
                    _to_rdflib(quad.predicate, terms),
                    _to_rdflib(quad.object, terms),
                )
            )
    return dataset


def _graph_name(name: NamedNode | BlankNode | DefaultGraph | Triple) -> rdflib.term.Identifier:
    if isinstance(name, DefaultGraph):
        return DATASET_DEFAULT_GRAPH_ID
    return rdflib.BNode(name.value) if isinstance(name, BlankNode) else rdflib.URIRef(str(name)[1:-1])


def _to_rdflib(term: Any, known: dict[Term, rdflib.term.Node]) -> rdflib.term.Node:
    found = known.get(term)
    if found is not None:
        return found
    made: rdflib.term.Node
    if isinstance(term, NamedNode):
        made = rdflib.URIRef(term.value)
    elif isinstance(term, Literal):
        if term.language is not None:
            made = rdflib.Literal(term.value, lang=term.language)
        elif term.datatype.value == _STRING:
            made = rdflib.Literal(term.value)
        else:
            datatype = rdflib.URIRef(term.datatype.value)
            made = rdflib.Literal(term.value, datatype=datatype, normalize=False)
    elif isinstance(term, BlankNode):
        made = rdflib.BNode(term.value)
    else:
        raise EngineFault("rdflib knows no triple terms: use --engine oxigraph")
    known[term] = made
    return made


def _from_rdflib(term: Any, known: dict[Any, Term]) -> Term:
    found = known.get(term)
    if found is None:
        try:
            found = known[term] = _term(term)
        except ValueError as error:
            raise EngineFault(f"rdflib gives a term that is none of RDF: {term!r} ({error})") from error
    return found


def _term(term: Any) -> Term:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return (
            Literal(str(term), datatype=NamedNode(str(term.datatype)))
            if term.datatype
            else Literal(str(term))
        )
    raise ValueError(f"a {type(term).__name__}")
