"""Shapes that reach a query: which go to pySHACL, what comes back, and what a hostile one can do."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from pactgraph.check.checks import Checks
from pactgraph.check.pyshacl_engine import in_time, only
from pactgraph.check.shacl import DataGraph, Result, ShapesFault, compile_shapes
from pactgraph.check.shacl.paths import Predicate
from pactgraph.workspace.workspace import Workspace

from .routing import validated

PREFIXES = """
PREFIX e: <http://e/>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<urn:prefixes> sh:declare [ sh:prefix 'e' ; sh:namespace 'http://e/'^^xsd:anyURI ] .
"""
DATA = (
    "e:a a e:T ; e:p 1 , 2 ; e:q e:b . e:b a e:T ; e:p 3 ; e:q e:a . e:c e:q e:a ; e:r '007'^^xsd:integer ."
)
SHAPE = "e:s sh:targetNode e:a , e:b , e:c ; "
QUERY = "sh:sparql [ sh:prefixes <urn:prefixes> ; sh:select 'SELECT $this { $this e:p 3 }' ]"


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + text, format=RdfFormat.TURTLE)]


def validate(shapes: str, data: str = DATA) -> list[Result]:
    return validated(triples(data), triples(shapes))


def select(query: str, more: str = "") -> str:
    return SHAPE + f"{more} sh:sparql [ sh:prefixes <urn:prefixes> ; sh:select '''{query}''' ] ."


COMPONENT = """
e:component a sh:ConstraintComponent ;
    sh:parameter [ sh:path e:most ] , [ sh:path e:unit ; sh:optional true ] ;
    sh:validator e:ask .
e:ask a sh:SPARQLAskValidator ; sh:message 'over {$most}: {?value}' ;
    sh:ask 'ASK { FILTER(?value <= $most) }' .
"""


@pytest.mark.parametrize(
    ("shapes", "routed"),
    [
        ("e:s sh:targetNode e:a ; sh:nodeKind sh:IRI .", ""),
        (f"e:s sh:targetNode e:a ; {QUERY} .", "s"),
        (f"e:s sh:targetNode e:a ; sh:deactivated true ; {QUERY} .", ""),
        (f"e:s sh:targetNode e:a ; {QUERY.replace('[ ', '[ sh:deactivated true ; ')} .", ""),
        (f"e:s sh:targetNode e:a ; sh:node e:n . e:n {QUERY} .", "s"),
        (f"e:s sh:targetNode e:a ; sh:property [ sh:path e:q ; sh:node e:n ] . e:n {QUERY} .", "s"),
        (f"e:s sh:targetNode e:a ; sh:or ( [ sh:nodeKind sh:IRI ] [ sh:not e:n ] ) . e:n {QUERY} .", "s"),
        (f"e:s sh:targetNode e:a ; sh:node e:n . e:t sh:targetNode e:b ; sh:node e:n . e:n {QUERY} .", "s t"),
        (f"e:s sh:targetNode e:a ; sh:nodeKind sh:IRI . e:t sh:targetNode e:b ; {QUERY} .", "t"),
        (f"e:T a sh:NodeShape , rdfs:Class ; {QUERY} .", "T"),
        (COMPONENT + "e:s sh:targetNode e:a ; sh:property [ sh:path e:p ; e:most 2 ] .", "s"),
        (COMPONENT + "e:s sh:targetNode e:a ; sh:path e:p ; sh:minCount 1 .", ""),
        ("e:s a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this {}' ] .", "s"),
    ],
)
def test_the_shapes_that_reach_a_query_are_for_pyshacl(shapes: str, routed: str) -> None:
    found = compile_shapes(triples(shapes)).with_queries
    assert found == {NamedNode(f"http://e/{name}") for name in routed.split()}


def test_each_shape_is_checked_once() -> None:
    shapes = f"""e:s sh:targetNode e:a ; sh:nodeKind sh:Literal .
        e:t sh:targetNode e:b ; sh:nodeKind sh:Literal ; {QUERY} .
        e:T a sh:NodeShape , rdfs:Class ; sh:nodeKind sh:Literal ."""
    found = sorted((str(each.focus), str(each.shape)) for each in validate(shapes))
    wanted = [("a", "T"), ("a", "s"), ("b", "T"), ("b", "t"), ("b", "t")]
    assert found == [(f"<http://e/{focus}>", f"<http://e/{shape}>") for focus, shape in wanted]


def test_path_value_and_messages_of_solutions() -> None:
    query = "SELECT $this (e:p AS ?path) ?value { $this e:p ?value FILTER(?value = 3) }"
    shapes = SHAPE + (
        "sh:sparql [ sh:prefixes <urn:prefixes> ; sh:message '{$this} has {?value}' ; "
        f"sh:select '''{query}''' ] ."
    )
    (result,) = validate(shapes)
    assert (result.path, result.value) == (Predicate(NamedNode("http://e/p")), Literal(3))
    assert [str(each) for each in result.messages] == ['"http://e/b has 3"']


def test_values_come_as_written() -> None:
    (result,) = validate(select("SELECT $this ?value { $this e:r ?value }"))
    assert result.value == Literal("007", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))


def test_a_component_asks_about_every_value_node() -> None:
    (result,) = validate(COMPONENT + SHAPE + "sh:path e:p ; e:most 2 .")
    assert result.focus == NamedNode("http://e/b")
    assert result.component == NamedNode("http://e/component")


def test_a_target_may_be_a_query() -> None:
    query = "sh:prefixes <urn:prefixes> ; sh:select 'SELECT ?this { ?this e:p 3 }'"
    target = f"sh:target [ a sh:SPARQLTarget ; {query} ]"
    (result,) = validate(f"e:s a sh:NodeShape ; {target} ; sh:nodeKind sh:Literal .")
    assert result.focus == NamedNode("http://e/b")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT $this { $this ?p ?o MINUS { $this ?p 1 } }", "MINUS"),
        ("SELECT $this { VALUES ?x { 1 } }", "VALUES"),
        ("SELECT $this { SERVICE <urn:x> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT $this { #\n SERVICE#\n<urn:x> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT $this { " + "{" * 200 + "}" * 200 + "}", "nested"),
        ("SELECT $this { FILTER(1" + " + 1" * 20_000 + ") }", "operators"),
        ("SELECT $this { \x01 }", "begins nothing"),
    ],
)
def test_queries_that_may_not_be_asked(query: str, told: str) -> None:
    text = query.replace("\x01", "\\u0001")
    with pytest.raises(ShapesFault, match=told):
        validate(select(text))


@pytest.mark.parametrize("key", ["sh:ask", "sh:construct", "sh:select"])
def test_no_query_of_any_kind_asks_a_server(key: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        port = server.getsockname()[1]
        query = f"SELECT ?this {{ SERVICE <http://127.0.0.1:{port}/> {{ ?this ?p ?o }} }}"
        shapes = f"e:s a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ; {key} '{query}' ] ; {QUERY} ."
        with pytest.raises(ShapesFault, match="SERVICE"):
            validate(shapes)
        with pytest.raises(TimeoutError):
            server.accept()


ENDLESS = "SELECT $this { $this (e:q|^e:q|!e:q)* ?a . ?b ?c ?d . ?f ?g ?h . ?i ?j ?k . ?l ?m ?n . ?o ?r ?s }"


def test_a_query_without_end_is_ended(tiny: Any) -> None:
    folder = tiny.root / "ontology" / "shapes"
    folder.mkdir()
    (folder / "endless.ttl").write_text(
        f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix pact: <https://w3id.org/pactgraph/def#> .
        <http://example.org/shape/Endless> a sh:NodeShape ; sh:targetClass pact:Region ;
            sh:sparql [ sh:select '''{ENDLESS.replace("e:q", "pact:country")}''' ;
                sh:prefixes <http://example.org/p> ] .
        <http://example.org/p> sh:declare [ sh:prefix "pact" ;
            sh:namespace "https://w3id.org/pactgraph/def#"^^<http://www.w3.org/2001/XMLSchema#anyURI> ] .
        """,
        encoding="utf-8",
    )
    tiny.edit("regions.ttl", "org:postIn government:north", "org:postIn government:nort")
    found = [each for each in Checks(Workspace(tiny.root), seconds=2).findings() if each.rule != "canonical"]
    link, ended = sorted(found, key=lambda each: each.rule)
    assert (link.rule, ended.rule) == ("link", "shapes")
    assert ended.message == "pySHACL is ended, and its shapes are not checked: no answer within 2 s"


@pytest.mark.parametrize(
    "shapes",
    [
        SHAPE + "sh:sparql [] .",
        SHAPE + "sh:sparql [ sh:select 5 ] .",
        SHAPE + "sh:sparql [ sh:select 'nothing' ] .",
        SHAPE + "sh:sparql [ sh:select 'SELECT $this { $this none:p 1 }' ] .",
        SHAPE + "sh:sparql [ sh:select 'SELECT $this { $this ' ] .",
        COMPONENT.replace("e:most ]", "e:most ; sh:optional true ]") + SHAPE + "e:most 1 .",
        COMPONENT.replace("sh:ask '", "sh:nothing '") + SHAPE + "e:most 1 .",
    ],
)
def test_what_pyshacl_cannot_use_is_told_in_one_line(shapes: str, tiny: Any) -> None:
    folder = tiny.root / "ontology" / "shapes"
    folder.mkdir()
    more = triples(shapes.replace("e:a , e:b , e:c", "<https://w3id.org/pactgraph/id/region/north>"))
    text = "".join(f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in more)
    (folder / "faulty.ttl").write_text(text, encoding="utf-8")
    (finding,) = tiny.findings()
    assert finding.rule == "shapes"
    assert finding.message.startswith("pySHACL ")
    assert "\n" not in finding.headline


def test_a_class_that_is_a_shape_is_no_target_of_the_other_engine() -> None:
    shapes = triples(f"e:T a sh:NodeShape , rdfs:Class . e:s sh:targetNode e:b ; {QUERY} .")
    left = only(shapes, {NamedNode("http://e/s")})
    assert {triple.object for triple in left if triple.subject == NamedNode("http://e/T")} == {
        NamedNode("http://www.w3.org/ns/shacl#NodeShape")
    }
    assert len(in_time(DataGraph(triples(DATA)), left, 60)) == 1


def test_shapes_that_cannot_be_used_are_told_where_they_stand(tiny: Any) -> None:
    folder = tiny.root / "ontology" / "shapes"
    folder.mkdir()
    text = """PREFIX sh: <http://www.w3.org/ns/shacl#>
        <http://e/Fine> a sh:NodeShape ; sh:targetNode <http://e/a> .
        <http://e/Wrong> a sh:NodeShape ; sh:targetNode <http://e/a> ; sh:property <http://e/one> .
        <http://e/one> sh:path <http://e/p> ; sh:minCount "one" .
        """
    (folder / "own.ttl").write_text(text, encoding="utf-8")
    (finding,) = tiny.findings()
    assert finding.place == "ontology/shapes/own.ttl:4:9"
    assert finding.message == 'sh:minCount of <http://e/one> must be an xsd:integer, not "one"'
    blank = text.replace("<http://e/one> .", "[ sh:path [] ] .")
    (folder / "own.ttl").write_text(blank, encoding="utf-8")
    (finding,) = tiny.findings()
    assert finding.place.startswith("ontology/shapes/own.ttl:3:")
    assert finding.message == "sh:path of a blank node is not a property path at a blank node"
