"""The examples in data/README.md: they parse, and they show what the registers hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from pactgraph.rdf.namespaces import PASSAGE, pact, split_passage
from pactgraph.rdf.prefixes import Prefixes

ROOT = Path(__file__).parents[2]
BLOCKS: list[tuple[str, str]] = re.findall(
    r"^```(turtle|trig)\n(.*?)^```$", (ROOT / "data/README.md").read_text(encoding="utf-8"), re.M | re.S
)


def quads(language: str, text: str) -> list[Quad]:
    table = Prefixes.from_triples(quad.triple for quad in parse(path=ROOT / "ontology/prefixes.ttl"))
    lines = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in table.items())
    form = RdfFormat.TRIG if language == "trig" else RdfFormat.TURTLE
    return list(parse(input=lines + text, format=form))


def test_there_is_an_example_of_a_record_a_passage_a_plan_a_period_and_a_decision() -> None:
    assert [language for language, _ in BLOCKS] == ["turtle", "trig", "trig", "trig", "turtle"]


@pytest.mark.parametrize("number", range(5))
def test_terms_of_an_example_are_in_the_ontology(number: int) -> None:
    known = {quad.subject for quad in parse(path=ROOT / "ontology/pactgraph.ttl")}
    terms = {
        term
        for quad in quads(*BLOCKS[number])
        for term in quad
        if isinstance(term, NamedNode) and term.value.startswith(pact("").value)
    }
    assert terms
    assert terms <= known


def test_the_record_shown_is_in_the_register() -> None:
    held = {quad.triple for quad in parse(path=ROOT / "data/registers/regions.ttl")}
    shown = {quad.triple for quad in quads(*BLOCKS[0])}
    assert shown
    assert shown <= held


def test_the_passage_shown_is_named_after_its_span() -> None:
    shown = quads(*BLOCKS[1])
    (name,) = {str(q.subject.value) for q in shown if str(q.subject).startswith(f"<{PASSAGE}")}
    span = split_passage(name)
    assert span is not None
    values = {quad.predicate.value: quad.object.value for quad in shown}
    assert (values[pact("start").value], values[pact("end").value]) == (str(span[1]), str(span[2]))
    assert [quad.subject.value for quad in shown if quad.graph_name == NamedNode(name)] == [
        "https://w3id.org/pactgraph/id/region/flanders"
    ]


@pytest.mark.parametrize("number", [2, 3])
def test_the_plan_and_the_period_shown_are_in_the_documents(number: int) -> None:
    held = {quad for path in ROOT.glob("data/documents/*.trig") for quad in parse(path=path)}
    shown = set(quads(*BLOCKS[number]))
    assert shown
    assert shown <= held
