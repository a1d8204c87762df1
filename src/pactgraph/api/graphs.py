"""Quads and triples as graphs of rdflib."""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from pyoxigraph import Quad, Triple

from ..model.prefixes import Prefixes
from ..query.engines.rdflib_engine import dataset_of


def to_dataset(quads: Iterable[Quad], prefixes: Prefixes) -> rdflib.Dataset:
    """A new Dataset of the quads, whose default graph is no union, with the prefixes bound."""
    dataset = dataset_of(quads)
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset


def to_graph(triples: Iterable[Triple], prefixes: Prefixes) -> rdflib.Graph:
    """A new Graph of the triples, with the prefixes bound."""
    dataset = dataset_of(Quad(each.subject, each.predicate, each.object) for each in triples)
    graph = rdflib.Graph()
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace, replace=True)
    graph += dataset.default_graph
    return graph
