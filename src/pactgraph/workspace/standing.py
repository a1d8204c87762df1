"""Which triples stand in the default graph, decided in a store that has all named graphs.

A triple stands where a file states it outside any passage, or where a passage states it and no decision of
the curation rejects it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from ..model.namespaces import PACT, PASSAGE, RDF, ROOT

Subject = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple

_JUDGEMENT = NamedNode(PACT + "judgement")
_REJECTED = NamedNode(ROOT + "concept/judgement/rejected")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + part) for part in ("subject", "predicate", "object"))


class Rejections(Container[object]):
    """The statements that decisions in the `graphs` of the curation reject; those about a subject are looked
    up when one of them is asked for, and then known: the store must not change any more.

    A decision whose parts stand in several graphs is whole; one with two values of a part rejects each
    statement they make.
    """

    def __init__(self, store: Store, graphs: Iterable[NamedNode | DefaultGraph]) -> None:
        self._store = store
        self._graphs = frozenset(graphs)
        self._known: dict[Subject, set[Triple]] = {}

    def __contains__(self, statement: object) -> bool:
        if not isinstance(statement, Triple):
            return False
        subject = statement.subject
        if subject not in self._known:
            about = self._store.quads_for_pattern(None, _SUBJECT, subject)
            decisions = {quad.subject for quad in about if quad.graph_name in self._graphs}
            self._known[subject] = self.judged(filter(self._rejects, decisions))
        return statement in self._known[subject]

    def _rejects(self, decision: Subject) -> bool:
        found = self._store.quads_for_pattern(decision, _JUDGEMENT, _REJECTED)
        return any(quad.graph_name in self._graphs for quad in found)

    def all(self) -> set[Triple]:
        """Every statement that is rejected."""
        decisions: set[Subject] = set()
        for graph in self._graphs:
            decisions.update(
                q.subject for q in self._store.quads_for_pattern(None, _JUDGEMENT, _REJECTED, graph)
            )
        return self.judged(decisions)

    def judged(self, decisions: Iterable[Subject]) -> set[Triple]:
        """The statements that these decisions are about, whatever they say of them."""
        return {
            Triple(subject, predicate, value)
            for decision in decisions
            for subject in self._values(decision, _SUBJECT)
            if isinstance(subject, NamedNode | BlankNode)
            for predicate in self._values(decision, _PREDICATE)
            if isinstance(predicate, NamedNode)
            for value in self._values(decision, _OBJECT)
        }

    def _values(self, decision: Subject, part: NamedNode) -> set[Term]:
        found = self._store.quads_for_pattern(decision, part, None)
        return {quad.object for quad in found if quad.graph_name in self._graphs}


class _InGraph(Protocol):
    """A quad of pyoxigraph, or another thing with the name of its graph."""

    @property
    def graph_name(self) -> object: ...


def in_passage(quad: _InGraph) -> bool:
    """Whether a quad stands in a passage's graph."""
    graph = quad.graph_name
    return isinstance(graph, NamedNode) and graph.value.startswith(PASSAGE)


def stands(store: Store, triple: Triple, rejections: Container[object]) -> bool:
    """Whether a triple stands in the default graph, by the named graphs of the store."""
    rejecting: bool | None = None
    for quad in store.quads_for_pattern(triple.subject, triple.predicate, triple.object):
        if in_passage(quad):
            if rejecting is None:
                rejecting = triple in rejections
            if not rejecting:
                return True
        elif not isinstance(quad.graph_name, DefaultGraph):
            return True
    return False


def mend(store: Store, triples: Iterable[Triple], rejections: Container[object]) -> None:
    """Puts those of the triples that stand into the default graph, and takes the others out."""
    default = DefaultGraph()
    adding = []
    for triple in triples:
        quad = Quad(triple.subject, triple.predicate, triple.object, default)
        if stands(store, triple, rejections):
            adding.append(quad)
        else:
            store.remove(quad)
    store.extend(adding)
