"""The laws of the canonical text: it is the graph, it is one, and it changes only where the graph changes."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from pactgraph.rdf.syntax import read
from pactgraph.rdf.writer import canonical_text, write_trig, write_turtle

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PACT = "https://w3id.org/pactgraph/def#"
EX = "http://e.example/"
PREFIXES = {"e": EX, "deep": f"{EX}deep/", "pact": PACT, "xsd": XSD, "u": "urn:u:"}


LOCALS = st.text(
    st.one_of(
        st.sampled_from("abz019._~-!$&'()*+,;=:@/?#"),
        st.characters(min_codepoint=0xA0, max_codepoint=0xEFFFD, exclude_categories=["Cs", "Co", "Cn"]),
    ),
    max_size=5,
)


def is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


IRIS = st.one_of(
    st.sampled_from([f"{RDF}type", f"{PACT}start", f"{PACT}end", f"{EX}%41", "urn:u:1", "urn:u:10", "x:"]),
    st.builds("{0}{1}".format, st.sampled_from([*PREFIXES.values(), "x:"]), LOCALS).filter(is_iri),
).map(NamedNode)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
KINDS = ["string", "integer", "int", "decimal", "double", "boolean", "date", "dateTime", "gYear"]
FORMS = st.sampled_from(
    r"""0 -0 007 +1 -17 1.50 .5 1. -0.0 1e0 INF true 1 True none 2023-09-06 2023-99-99 2023-09-06Z 24:00:00
    2023-09-06T24:00:00+14:00 2024-02""".split()  # noqa: SIM905
)
DATATYPES = st.one_of(st.sampled_from(KINDS).map(lambda kind: NamedNode(XSD + kind)), IRIS)
LITERALS = st.one_of(
    st.builds(lambda value, kind: Literal(value, datatype=kind), st.one_of(FORMS, TEXTS), DATATYPES),
    st.builds(lambda value, tag: Literal(value, language=tag), TEXTS, st.sampled_from(["en", "de", "en-gb"])),
    TEXTS.map(Literal),
)
BLANKS = st.sampled_from([BlankNode(f"n{number}") for number in range(6)])


def quads(*, blank: bool, named: bool) -> st.SearchStrategy[list[Quad]]:
    few = st.lists(IRIS, min_size=1, max_size=4)

    def made(some: list[NamedNode]) -> st.SearchStrategy[list[Quad]]:
        known = st.sampled_from(some)
        nodes = st.one_of(known, BLANKS, BLANKS) if blank else known
        cell = [NamedNode(f"{RDF}first"), NamedNode(f"{RDF}rest")]
        links = st.sampled_from([*some, *cell]) if blank else known
        values = st.one_of(nodes, nodes, LITERALS, st.just(NamedNode(f"{RDF}nil")))
        graphs = st.one_of(st.just(DefaultGraph()), nodes) if named else st.just(DefaultGraph())
        return st.lists(st.builds(Quad, nodes, links, values, graphs), max_size=14)

    return few.flatmap(made)


def same(quads: object) -> ox.Dataset:
    dataset = ox.Dataset(quads)  # type: ignore[arg-type]
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def blocks(text: str) -> list[str]:
    return [part.rstrip("\n") for part in text.split("\n\n") if part and not part.startswith("@prefix")]


@given(quads(blank=False, named=True))
def test_parsing_gives_the_same_quads(data: list[Quad]) -> None:
    text = write_trig(data, PREFIXES)
    assert set(ox.parse(text.encode(), ox.RdfFormat.TRIG)) == set(data)
    assert {placed.quad for placed in read(text, trig=True).quads} == set(data)


@given(quads(blank=True, named=True))
def test_parsing_gives_the_same_graph_where_nodes_are_blank(data: list[Quad]) -> None:
    text = write_trig(data, PREFIXES)
    assert same(ox.parse(text.encode(), ox.RdfFormat.TRIG)) == same(data)
    assert same(placed.quad for placed in read(text, trig=True).quads) == same(data)


@given(quads(blank=True, named=False))
def test_turtle_is_turtle(data: list[Quad]) -> None:
    text = write_turtle(data, PREFIXES)
    assert same(ox.parse(text.encode(), ox.RdfFormat.TURTLE)) == same(data)
    assert text == write_trig(data, PREFIXES) == write_turtle([quad.triple for quad in data], PREFIXES)


@given(quads(blank=True, named=True))
def test_the_canonical_text_of_itself_is_itself(data: list[Quad]) -> None:
    text = write_trig(data, PREFIXES)
    assert write_trig(ox.parse(text.encode(), ox.RdfFormat.TRIG), PREFIXES) == text
    assert canonical_text(text, trig=True, prefixes=PREFIXES) == text


@given(quads(blank=True, named=True), st.randoms(use_true_random=False), st.permutations(range(6)))
def test_neither_order_nor_labels_of_the_input_matter(
    data: list[Quad], chance: random.Random, labels: list[int]
) -> None:
    names = {BlankNode(f"n{number}"): BlankNode(f"m{label}") for number, label in enumerate(labels)}
    renamed = [
        Quad(names.get(s, s), p, names.get(o, o), names.get(g, g))  # type: ignore[call-overload, arg-type]
        for s, p, o, g in ((quad.subject, quad.predicate, quad.object, quad.graph_name) for quad in data)
    ]
    chance.shuffle(renamed)
    assert write_trig(renamed, PREFIXES) == write_trig(data, PREFIXES)


@given(quads(blank=False, named=False), quads(blank=False, named=False))
def test_one_more_fact_changes_only_the_block_of_its_subject(data: list[Quad], more: list[Quad]) -> None:
    before = blocks(write_turtle(data, PREFIXES))
    for quad in more:
        after = blocks(write_turtle([*data, quad], PREFIXES))
        own = blocks(write_turtle([quad], PREFIXES))[0].split("\n")[0]
        assert [block for block in after if block.split("\n")[0] != own] == [
            block for block in before if block.split("\n")[0] != own
        ]


@given(quads(blank=False, named=False))
def test_a_last_fact_adds_one_line(data: list[Quad]) -> None:
    last = NamedNode("x:zzz")
    subject = NamedNode("http://e.example/subject")
    some = [*data, Quad(subject, NamedNode("u:before"), Literal("x"))]
    before = write_turtle(some, {}).split("\n")
    after = write_turtle([*some, Quad(subject, last, Literal("x"))], {}).split("\n")
    place = after.index('    <x:zzz> "x" ;')
    assert after[:place] + after[place + 1 :] == before


def test_many_facts_are_written_in_linear_time() -> None:
    chance = random.Random(7)
    facts = [
        Quad(
            NamedNode(f"http://e.example/{number // 10}"),
            NamedNode(f"{PACT}p{number % 10}"),
            chance.choice(
                [Literal(f"text {number}", language="en"), NamedNode(f"http://e.example/{number}")]
            ),
        )
        for number in range(50_000)
    ]
    assert write_turtle(facts, PREFIXES).count("\n\n") >= 5_000


def test_alike_blank_nodes_in_great_number_are_still_written() -> None:
    knows, subject = NamedNode("x:p"), NamedNode("x:s")
    ring = [BlankNode(f"r{number}") for number in range(400)]
    data = [Quad(node, knows, ring[place - 1]) for place, node in enumerate(ring)]
    data += [Quad(subject, knows, node) for node in ring]
    text = write_turtle(data, {})
    assert canonical_text(text, trig=False, prefixes={}) == text
    assert len(set(ox.parse(text.encode(), ox.RdfFormat.TURTLE))) == len(data)


def test_a_file_of_everything_at_once() -> None:
    torture = (Path(__file__).parent / "torture.trig").read_bytes().decode()
    expected = same(ox.parse(torture.encode(), ox.RdfFormat.TRIG))
    assert same(placed.quad for placed in read(torture, trig=True).quads) == expected
    text = canonical_text(torture, trig=True, prefixes=PREFIXES)
    assert same(ox.parse(text.encode(), ox.RdfFormat.TRIG)) == expected
    assert canonical_text(text, trig=True, prefixes=PREFIXES) == text
    before, after = (read(some, trig=True).comments for some in (torture, text))
    assert len(before) == 9
    assert sorted(comment.text for comment in before) == sorted(comment.text for comment in after)
