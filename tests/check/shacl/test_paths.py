"""Property paths: walked here and by SPARQL, and written as RDF."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple, parse

from pactgraph.check.shacl import ShapesFault
from pactgraph.check.shacl.data_graph import DataGraph
from pactgraph.check.shacl.paths import (
    Alternative,
    InSequence,
    Inverse,
    Path,
    Predicate,
    Repeated,
    as_rdf,
    walk,
)
from pactgraph.check.shacl.shapes_graph import ShapesGraph

NODES = [NamedNode(f"urn:n{at}") for at in range(6)]
PREDICATES = [NamedNode(f"urn:p{at}") for at in range(3)]

leaves = st.sampled_from(PREDICATES).map(Predicate)


def composed(inner: st.SearchStrategy[Path]) -> st.SearchStrategy[Path]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        inner.map(Inverse),
        several.map(InSequence),
        several.map(Alternative),
        st.builds(Repeated, inner, st.sampled_from("?*+")),
    )


paths = st.recursive(leaves, composed, max_leaves=5)
triples = st.lists(
    st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES)),
    max_size=14,
)


def sparql(path: Path) -> str:
    """A path in SPARQL's surface syntax."""
    match path:
        case Predicate(iri):
            return str(iri)
        case Inverse(inner):
            return f"(^{sparql(inner)})"
        case InSequence(parts):
            return f"({'/'.join(map(sparql, parts))})"
        case Alternative(parts):
            return f"({'|'.join(map(sparql, parts))})"
        case Repeated(inner, mark):
            return f"({sparql(inner)}{mark})"


@given(paths, triples)
@settings(max_examples=300, deadline=None)
def test_a_path_leads_where_sparql_says(path: Path, data: list[Triple]) -> None:
    graph, store = DataGraph(data), Store()
    store.extend(Quad(*triple) for triple in data)
    step = walk(path, graph)
    for node in {term for triple in data for term in (triple.subject, triple.object)}:
        walked = [graph.terms[end] for end in step(graph.number(node))]
        query = f"SELECT DISTINCT ?end {{ {node} {sparql(path)} ?end }}"
        assert len(walked) == len(set(walked))
        assert set(walked) == {row["end"] for row in store.query(query)}


@given(paths)
def test_a_path_written_as_rdf_reads_back(path: Path) -> None:
    labels = (BlankNode(f"b{at}") for at in range(1000))
    node, structure = as_rdf(path, lambda: next(labels))
    assert ShapesGraph(structure).path(node, NamedNode("urn:shape")) == path


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "'text'",
        "()",
        "( ex:p )",
        "[ sh:alternativePath ( ex:p ) ]",
        "[ sh:alternativePath ex:p ]",
        "[ sh:inversePath 5 ]",
        "[ sh:zeroOrMorePath [ ] ]",
        "_:a . _:a sh:inversePath _:a",
        "_:a . _:a rdf:first ex:p ; rdf:rest _:a",
    ],
)
def test_an_ill_formed_path_is_a_fault(text: str) -> None:
    prefixes = (
        "PREFIX ex: <urn:> PREFIX sh: <http://www.w3.org/ns/shacl#> "
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    )
    graph = [quad.triple for quad in parse(f"{prefixes} ex:s sh:path {text} .", format=RdfFormat.TURTLE)]
    stated = next(triple.object for triple in graph if triple.predicate.value.endswith("#path"))
    with pytest.raises(ShapesFault, match="sh:path of <urn:s>"):
        ShapesGraph(graph).path(stated, NamedNode("urn:s"))
