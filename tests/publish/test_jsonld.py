"""JSON-LD: the same graph, compact, and the context that is published."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from pactgraph.publish.context import context, context_document
from pactgraph.publish.export import vocabulary_of, whole_dataset
from pactgraph.publish.jsonld import write_jsonld
from pactgraph.rdf.namespaces import RDF, RDFS, XSD, pact
from pactgraph.workspace.workspace import Workspace

LABEL, TYPE = NamedNode(RDFS + "label"), NamedNode(RDF + "type")
A = NamedNode("https://w3id.org/pactgraph/id/region/a")
GRAPH = NamedNode("https://w3id.org/pactgraph/graph/g")


@pytest.fixture
def workspace(small_world: Path) -> Workspace:
    return Workspace.open(small_world)


def test_the_dataset_comes_back(workspace: Workspace) -> None:
    quads = whole_dataset(workspace.facts, vocabulary=True)
    text = write_jsonld(quads, vocabulary_of(workspace.dataset), workspace.prefixes)
    assert set(parse(text, format=RdfFormat.JSON_LD)) == set(quads)
    shuffled = random.Random(1).sample(quads, len(quads))
    assert write_jsonld(shuffled, vocabulary_of(workspace.dataset), workspace.prefixes) == text


HOSTILE = [
    Quad(A, LABEL, Literal("</script>\u202e\x01 \U0001f600", language="en"), GRAPH),
    Quad(A, LABEL, Literal("plain"), GRAPH),
    Quad(A, LABEL, Literal("7", datatype=NamedNode(XSD + "integer")), GRAPH),
    Quad(A, LABEL, A, GRAPH),
    Quad(A, TYPE, Literal("no class"), DefaultGraph()),
    Quad(A, TYPE, NamedNode("region:a"), DefaultGraph()),
    Quad(NamedNode("geo:50.9,13.5"), pact("country"), NamedNode("javascript:alert(1)"), DefaultGraph()),
    Quad(NamedNode("urn:x"), pact("country"), Literal("region:a"), DefaultGraph()),
    Quad(A, pact("earliest"), Literal("2023-99-99", datatype=NamedNode(XSD + "date")), DefaultGraph()),
    Quad(A, pact("earliest"), Literal("2023-01-01"), DefaultGraph()),
    Quad(A, pact("value"), Literal("080.00", datatype=NamedNode(XSD + "decimal")), DefaultGraph()),
    Quad(BlankNode("x"), pact("country"), BlankNode("x"), DefaultGraph()),
    Quad(A, NamedNode("https://example.org/a/p"), Literal("@id"), DefaultGraph()),
]


@pytest.mark.parametrize("quads", [[quad] for quad in HOSTILE] + [HOSTILE])
def test_odd_terms_come_back_as_they_are(workspace: Workspace, quads: list[Quad]) -> None:
    text = write_jsonld(quads, vocabulary_of(workspace.dataset), workspace.prefixes)
    assert set(parse(text, format=RdfFormat.JSON_LD)) == set(quads)


def test_objects_read_well(workspace: Workspace) -> None:
    vocabulary = vocabulary_of(workspace.dataset)
    text = write_jsonld(whole_dataset(workspace.facts), vocabulary, workspace.prefixes)
    document = json.loads(text)
    corvane = next(node for node in document["@graph"] if node["id"] == "region:corvane")
    assert corvane["type"] == "pact:Region"
    assert corvane["rdfs:label"]["en"] == "Corvane"
    assert corvane["pact:country"] == "country:corvia"
    assert "owl" not in document["@context"]


def test_the_published_context_reads_what_is_written(workspace: Workspace) -> None:
    vocabulary = vocabulary_of(workspace.dataset)
    published = json.loads(context_document(context(vocabulary, workspace.prefixes)))
    quads = whole_dataset(workspace.facts)
    document = json.loads(write_jsonld(quads, vocabulary, workspace.prefixes))
    assert document["@context"].items() <= published["@context"].items()
    document["@context"] = published["@context"]
    assert set(parse(json.dumps(document), format=RdfFormat.JSON_LD)) == set(quads)
