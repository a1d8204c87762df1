"""Which triples stand in the default graph, decided in a store that has all named graphs.

A triple stands where a file states it outside any passage, or where a passage states it and no decision of
the curation rejects it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from ..model.namespaces import PACT, PASSAGE, RDF, ROOT

_JUDGEMENT = NamedNode(PACT + "judgement")
_REJECTED = NamedNode(ROOT + "concept/judgement/rejected")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + part) for part in ("subject", "predicate", "object"))


def rejected(store: Store, graphs: Iterable[NamedNode]) -> frozenset[Triple]:
    """The statements that decisions in the `graphs` of the curation reject. A decision whose parts stand in
    several graphs is whole; one with two values of a part rejects each statement they make."""
    parts: dict[NamedNode, dict[object, set[object]]] = {_SUBJECT: {}, _PREDICATE: {}, _OBJECT: {}}
    decisions: set[object] = set()
    for graph in dict.fromkeys(graphs):
        decisions.update(q.subject for q in store.quads_for_pattern(None, _JUDGEMENT, _REJECTED, graph))
        for predicate, values in parts.items():
            for quad in store.quads_for_pattern(None, predicate, None, graph):
                values.setdefault(quad.subject, set()).add(quad.object)
    return frozenset(
        Triple(subject, predicate, value)  # type: ignore[arg-type]
        for decision in decisions
        for subject in parts[_SUBJECT].get(decision, ())
        if isinstance(subject, NamedNode | BlankNode)
        for predicate in parts[_PREDICATE].get(decision, ())
        if isinstance(predicate, NamedNode)
        for value in parts[_OBJECT].get(decision, ())
    )


def stands(store: Store, triple: Triple, rejections: frozenset[Triple]) -> bool:
    """Whether a triple stands in the default graph, by the named graphs of the store."""
    rejecting = triple in rejections
    for quad in store.quads_for_pattern(triple.subject, triple.predicate, triple.object):
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and graph.value.startswith(PASSAGE):
            if not rejecting:
                return True
        elif not isinstance(graph, DefaultGraph):
            return True
    return False


def mend(store: Store, triples: Iterable[Triple], rejections: frozenset[Triple]) -> None:
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
