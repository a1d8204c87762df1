"""Exports: what each scope holds, that each format gives back the same graph, and that bytes are stable."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from pactgraph.publish.export import (
    about,
    accepted_facts,
    rebase,
    rebase_prefixes,
    render,
    told_by,
    vocabulary_of,
    whole_dataset,
)
from pactgraph.rdf.formats import RDF
from pactgraph.rdf.namespaces import ROOT, pact, record
from pactgraph.workspace.workspace import Workspace

OXIGRAPH = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nt": "nt",
    "nq": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
CORVANE, MERANIA = record("region", "corvane"), record("country", "merania")
WRONG = (CORVANE, pact("country"), MERANIA)


@pytest.fixture(scope="module")
def workspace(small_world: Path) -> Workspace:
    return Workspace.open(small_world)


def scope(workspace: Workspace, format_name: str) -> list[Quad]:
    if not RDF[format_name].graphs:
        return accepted_facts(workspace.facts)
    return whole_dataset(workspace.facts)


@pytest.mark.parametrize("format_name", RDF)
def test_each_format_gives_back_the_graph(workspace: Workspace, format_name: str) -> None:
    quads = scope(workspace, format_name)
    content = render(quads, format_name, workspace.prefixes)
    assert set(parse(content, format=OXIGRAPH[format_name])) == set(quads)


def through_rdflib(content: bytes, format_name: str) -> set[Quad]:
    """What rdflib makes of an export; it gives the default graph a name, which is taken off again."""
    dataset = rdflib.Dataset()
    normalise, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        dataset.parse(data=content, format=RDFLIB[format_name])
    finally:
        rdflib.NORMALIZE_LITERALS = normalise
    read = parse(dataset.serialize(format="nquads").encode(), format=RdfFormat.N_QUADS)
    default = NamedNode("urn:x-rdflib:default")
    if not RDF[format_name].graphs:
        return {Quad(*quad.triple) for quad in read}
    return {Quad(*quad.triple) if quad.graph_name == default else quad for quad in read}


@pytest.mark.parametrize("format_name", RDF)
def test_rdflib_reads_the_same_graph(workspace: Workspace, format_name: str) -> None:
    quads = scope(workspace, format_name)
    content = render(quads, format_name, workspace.prefixes, vocabulary_of(workspace.dataset))
    assert through_rdflib(content, format_name) == set(quads)


HOSTILE = [
    Quad(CORVANE, pact("task"), Literal("</script><script>alert(1)</script> ]]> --> &amp; {{ 7 * 7 }}")),
    Quad(CORVANE, pact("task"), Literal('" \' \\ """ \n \t \r\n > . @prefix x: <y> .', language="en")),
    Quad(
        CORVANE,
        pact("task"),
        Literal("\u202egnp.exe\u202c \u2066\u05d0\u2069 \ufeff \u2028 \x85", language="he"),
    ),
    Quad(CORVANE, pact("task"), Literal("\U0001f469\u200d\U0001f52c \U0001f1e9\U0001f1ea e\u0301")),
    Quad(CORVANE, pact("task"), Literal("x" * 100_000)),
    Quad(CORVANE, pact("task"), Literal("=cmd|'/c calc'!A1,\"|;")),
    Quad(CORVANE, pact("country"), NamedNode("javascript:alert(1)")),
    Quad(CORVANE, pact("country"), NamedNode("https://example.org/a%2Fb?c=d&e='f'#~g(h)!;,")),
    Quad(NamedNode(f"{ROOT}id/region/../../../etc/passwd"), pact("country"), CORVANE),
    Quad(NamedNode(f"{ROOT}id/region/\u202egnp"), pact("country"), CORVANE),
    Quad(
        NamedNode(f"{ROOT}id/region/..%2F..%2Fx"),
        pact("value"),
        Literal("080.00", datatype=NamedNode("urn:t")),
    ),
]


@pytest.mark.parametrize("format_name", RDF)
def test_hostile_terms_come_back_as_they_are(workspace: Workspace, format_name: str) -> None:
    content = render(HOSTILE, format_name, workspace.prefixes, vocabulary_of(workspace.dataset))
    assert set(parse(content, format=OXIGRAPH[format_name])) == set(HOSTILE)
    assert through_rdflib(content, format_name) == set(HOSTILE)


@pytest.mark.parametrize("format_name", RDF)
def test_the_order_of_the_input_does_not_change_a_byte(workspace: Workspace, format_name: str) -> None:
    quads = scope(workspace, format_name)
    once = render(quads, format_name, workspace.prefixes)
    assert render(quads[::-1], format_name, workspace.prefixes) == once


def test_accepted_facts_leave_out_what_is_rejected_and_the_vocabulary(workspace: Workspace) -> None:
    facts = accepted_facts(workspace.facts)
    assert Quad(*WRONG) not in facts
    assert Quad(CORVANE, pact("country"), record("country", "corvia")) in facts
    assert not any(quad.subject == pact("Region") for quad in facts)
    with_vocabulary = accepted_facts(workspace.facts, vocabulary=True)
    assert any(quad.subject == pact("Region") for quad in with_vocabulary)
    assert set(facts) < set(with_vocabulary)


def test_the_whole_dataset_keeps_what_is_rejected_in_its_passage_only(workspace: Workspace) -> None:
    found = [quad for quad in whole_dataset(workspace.facts) if tuple(quad.triple) == WRONG]
    assert [quad.graph_name.value for quad in found] == [
        record("passage", "lantern-kurier-2020_72-101").value
    ]


def test_one_documents_account_holds_its_passages_and_its_own_graph(workspace: Workspace) -> None:
    quads = told_by(workspace.dataset, record("document", "lantern-kurier-2020"))
    assert any(tuple(quad.triple) == WRONG for quad in quads)
    names = {quad.graph_name.value for quad in quads}
    assert all("lantern-kurier-2020" in name for name in names)
    assert len(names) > 5
    assert told_by(workspace.dataset, record("document", "nothing")) == []


def test_a_description_is_closed_under_blank_nodes_and_stops_at_things() -> None:
    one, two, stray = BlankNode("one"), BlankNode("two"), BlankNode("stray")
    kept = [
        Quad(CORVANE, pact("a"), one),
        Quad(one, pact("b"), two),
        Quad(two, pact("c"), MERANIA),
        Quad(two, pact("c"), one),
    ]
    left = [
        Quad(MERANIA, pact("d"), CORVANE),
        Quad(stray, pact("a"), one),
        Quad(one, pact("b"), two, MERANIA),
    ]
    assert set(about([*left, *kept], CORVANE)) == set(kept)


def test_rebasing_moves_every_own_iri_and_nothing_else(workspace: Workspace) -> None:
    quads = whole_dataset(workspace.facts)
    base = "https://data.example.org/ties/"
    moved = list(rebase(quads, base))
    assert not any(ROOT in str(term) for quad in moved for term in quad if isinstance(term, NamedNode))
    assert [Quad(*(_back(term, base) for term in quad)) for quad in moved] == quads
    text = render(moved, "trig", rebase_prefixes(workspace.prefixes, base)).decode("utf-8")
    assert f"@prefix region: <{base}id/region/> ." in text
    assert ROOT not in text


def _back(term: object, base: str) -> object:
    if isinstance(term, NamedNode) and term.value.startswith(base):
        return NamedNode(ROOT + term.value[len(base) :])
    return term


def test_a_base_that_makes_no_iri_is_refused(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="IRI"):
        list(rebase(accepted_facts(workspace.facts), "not a base/"))


def test_triple_formats_merge_the_graphs(workspace: Workspace) -> None:
    quads = told_by(workspace.dataset, record("document", "lantern-kurier-2020"))
    parsed = set(parse(render(quads, "nt", workspace.prefixes), format=RdfFormat.N_TRIPLES))
    assert parsed == {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads}


def test_a_carriage_return_comes_back_through_xml() -> None:
    quads = [Quad(CORVANE, pact("task"), Literal("a\rb\r\nc"))]
    content = render(quads, "rdfxml", {})
    assert set(parse(content, format=RdfFormat.RDF_XML)) == set(quads)
    graph = rdflib.Graph().parse(data=content, format="xml")
    assert [str(value) for value in graph.objects()] == ["a\rb\r\nc"]


@pytest.mark.parametrize("text", ["\x00", "\x1b[2J", "\uffff"])
def test_what_xml_cannot_hold_is_refused_and_other_formats_hold_it(text: str) -> None:
    quads = [Quad(CORVANE, pact("task"), Literal(text))]
    with pytest.raises(ValueError, match="XML"):
        render(quads, "rdfxml", {})
    for name in RDF:
        if name != "rdfxml":
            assert set(parse(render(quads, name, {}), format=OXIGRAPH[name])) == set(quads)
