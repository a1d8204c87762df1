"""What is published as our vocabulary has our terms only; terms of others keep their own names, and their
words go wherever ours go."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from loopback_store import LoopbackStore
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from pactgraph.publish.context import context
from pactgraph.publish.export import vocabulary_of, whole_dataset
from pactgraph.publish.push.push import push
from pactgraph.query.remote.transport import Transport
from pactgraph.rdf.namespaces import ACCEPTED, CONCEPT, PACT, RDF, RDFS, ROOT, file_graph
from pactgraph.workspace.files import source_files
from pactgraph.workspace.rules import read_rules
from pactgraph.workspace.workspace import Workspace

OURS, THEIRS = file_graph("pactgraph"), file_graph("display")
TYPE, LABEL = NamedNode(RDF + "type"), NamedNode(RDFS + "label")
MEMBER = NamedNode("http://www.w3.org/ns/org#hasMember")
BACK = Quad(MEMBER, NamedNode(PACT + "backPhrase"), Literal("is a member of", language="en"), DefaultGraph())


@pytest.fixture(scope="module")
def workspace(small_world: Path) -> Workspace:
    return Workspace.open(small_world)


def _in(graph: NamedNode) -> Quad:
    """The words of a term of others, in a graph."""
    return Quad(BACK.subject, BACK.predicate, BACK.object, graph)


def own(subject: object) -> bool:
    """Whether a subject is ours."""
    return isinstance(subject, NamedNode) and subject.value.startswith(ROOT)


def test_each_file_is_about_terms_of_one_side(workspace: Workspace) -> None:
    graphs = {OURS: True, THEIRS: False}
    seen = set()
    for quad in vocabulary_of(workspace.dataset):
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and graph in graphs:
            seen.add(graph)
            assert own(quad.subject) is graphs[graph], quad
    assert seen == set(graphs)


def test_what_others_named_is_no_part_of_our_ontology(workspace: Workspace) -> None:
    for quad in vocabulary_of(workspace.dataset):
        if quad.graph_name == THEIRS and quad.predicate.value == RDFS + "isDefinedBy":
            assert not own(quad.object), quad


def test_an_export_with_the_vocabulary_keeps_the_two_apart(workspace: Workspace) -> None:
    quads = whole_dataset(workspace.facts, vocabulary=True)
    assert _in(THEIRS) in quads
    assert BACK in quads
    assert not any(quad.subject == MEMBER for quad in quads if quad.graph_name == OURS)
    assert not any(quad.graph_name in (OURS, THEIRS) for quad in whole_dataset(workspace.facts))


def test_the_context_names_properties_of_others_as_they_do(workspace: Workspace) -> None:
    terms = context(vocabulary_of(workspace.dataset), workspace.prefixes)
    assert terms["org:hasMember"] == {"@type": "@id"}
    assert terms["rdfs:label"] == terms["pact:phrase"] == {"@container": "@language"}
    named = {"@context": terms, "id": "region:a", "org:hasMember": "region:b"}
    (quad,) = parse(json.dumps(named), format=RdfFormat.JSON_LD)
    assert quad.predicate == MEMBER


def test_a_store_has_the_words_of_all_terms_after_a_push(small_world: Path) -> None:
    remote = LoopbackStore()
    try:
        push(source_files(small_world), read_rules(small_world), Transport(), remote.url)
        store: Store = remote.store
        assert _in(THEIRS) in store
        assert _in(ACCEPTED) in store
    finally:
        remote.close()


def test_the_page_of_our_vocabulary_and_its_files_have_our_terms_only(small_world: Path) -> None:
    pytest.importorskip("jinja2")
    from pactgraph.publish.site.gathering import gather
    from pactgraph.publish.site.material import Settings
    from pactgraph.publish.site.site import Site

    settings = Settings(languages=("en",))
    site = Site(gather(Workspace.open(small_world), settings), settings)
    page = (site.page("/def/") or b"").decode("utf-8")
    assert "pact:Agreement" in page
    assert "pact:backPhrase" in page
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert "Agreement" in ids
    assert not [each for each in ids if each.startswith(("org-", "skos-", "foaf-"))]
    for suffix, format_ in ((".ttl", RdfFormat.TURTLE), (".nt", RdfFormat.N_TRIPLES)):
        subjects = {quad.subject for quad in parse(site.page(f"/def{suffix}") or b"", format=format_)}
        assert NamedNode(PACT + "Agreement") in subjects
        assert all(own(subject) and not subject.value.startswith(CONCEPT) for subject in subjects)
