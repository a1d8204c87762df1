"""Quads and triples as graphs of rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from ..query.unlogged import unlogged
from ..rdf.fault import PactgraphError
from ..rdf.namespaces import XSD
from ..rdf.prefixes import Prefixes

Bound = TypeVar("Bound", bound=rdflib.Graph)
_STRING = XSD + "string"


def to_dataset(quads: Iterable[Quad], prefixes: Prefixes) -> rdflib.Dataset:
    """A new Dataset of the quads, whose default graph is no union, with the prefixes bound. Raises
    PactgraphError for a statement about a statement."""
    dataset = rdflib.Dataset(default_union=False)
    term = cache(_term)
    graph = cache(lambda name: dataset.graph(_graph_name(name)))
    with unlogged():
        for quad in quads:
            graph(quad.graph_name).add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return _bound(dataset, prefixes)


def to_graph(triples: Iterable[Triple], prefixes: Prefixes) -> rdflib.Graph:
    """A new Graph of the triples, with the prefixes bound. Raises as `to_dataset` does."""
    graph = rdflib.Graph()
    term = cache(_term)
    with unlogged():
        for triple in triples:
            graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return _bound(graph, prefixes)


def _bound(graph: Bound, prefixes: Prefixes) -> Bound:
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace, replace=True)
    return graph


def _graph_name(name: NamedNode | BlankNode | DefaultGraph) -> rdflib.term.Identifier:
    return DATASET_DEFAULT_GRAPH_ID if isinstance(name, DefaultGraph) else _term(name)


def _term(term: object) -> rdflib.term.Identifier:
    """A term with its lexical form as it is."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise PactgraphError("rdflib knows no statements about statements: ask for what they are about")
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
