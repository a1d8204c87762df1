"""SPARQL-based constraints and components: pre-binding, messages, terms as written, and what is refused."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from pactgraph.check.shacl import DataGraph, Result, ShapesFault, compile_shapes
from pactgraph.check.shacl.paths import Predicate

PREFIXES = """
PREFIX e: <urn:e:>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
<urn:prefixes> sh:declare [ sh:prefix 'e' ; sh:namespace 'urn:e:'^^xsd:anyURI ] .
"""
DATA = "e:a e:p 1 , 2 ; e:q e:b . e:b e:p 3 ; e:q e:a . e:c e:q e:a ; e:r '007'^^xsd:integer ."
SHAPE = "e:s sh:targetNode e:a , e:b , e:c ; "


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + text, format=RdfFormat.TURTLE)]


def validate(shapes: str, data: str = DATA) -> list[Result]:
    return compile_shapes(triples(shapes)).validate(DataGraph(triples(data)))


def select(query: str, more: str = "") -> str:
    return SHAPE + f"{more} sh:sparql [ sh:prefixes <urn:prefixes> ; sh:select '''{query}''' ] ."


def focus(query: str, more: str = "") -> str:
    return " ".join(sorted(str(result.focus)[7:-1] for result in validate(select(query, more))))


@pytest.mark.parametrize(
    ("query", "nodes"),
    [
        ("SELECT $this { $this e:p 3 }", "b"),
        ("SELECT * { $this e:p 3 }", "b"),
        ("SELECT ?this WHERE { FILTER(?this = e:c) }", "c"),
        ("SELECT $this { { FILTER($this = e:c) } UNION { $this e:p 3 } }", "b c"),
        ("SELECT $this { { { BIND($this AS ?that) } FILTER(?that = e:a) } }", "a"),
        ("SELECT $this { OPTIONAL { $this e:p ?x } FILTER(!bound(?x)) }", "c"),
        ("SELECT $this { OPTIONAL { ?x e:q e:a FILTER(?x = $this) } FILTER(!bound(?x)) }", "a"),
        ("SELECT $this { OPTIONAL { BIND($this AS ?x) } FILTER(?x = e:b) }", "b"),
        ("SELECT $this { FILTER NOT EXISTS { $this e:p ?x } }", "c"),
        ("SELECT $this { FILTER NOT EXISTS { ?x e:q ?y FILTER(?y = $this) } }", "c"),
        ("SELECT $this { FILTER NOT EXISTS { $this e:q ?y . ?y e:p 1 } . $this e:q ?z . }", "a"),
        (
            "SELECT $this { $this e:p ?x . FILTER NOT EXISTS { ?y e:q $this ; e:p ?z . FILTER(?z > ?x) } }",
            "b",
        ),
        ("SELECT $this { FILTER NOT EXISTS { $this e:p ?x } FILTER NOT EXISTS { ?y e:q $this } }", "c"),
        ("SELECT $this { FILTER(NOT EXISTS { $this e:p ?x } || $this = e:a) }", "a c"),
        ("SELECT $this { FILTER NOT EXISTS { { $this e:p 1 } UNION { $this e:p 3 } } }", "c"),
        (
            "SELECT $this { OPTIONAL { $this e:p ?x FILTER NOT EXISTS { $this e:p 1 } } FILTER bound(?x) }",
            "b",
        ),
        ("SELECT $this { { $this e:q e:a FILTER NOT EXISTS { $this e:p ?x . ?y e:q $this } } }", "c"),
        ("SELECT $this { FILTER EXISTS { BIND($this AS ?x) FILTER(?x = e:b) } }", "b"),
        ("SELECT $this { FILTER EXISTS { { FILTER($this = e:b) } } }", "b"),
        ("SELECT $this { $this e:p ?x } GROUP BY $this HAVING (COUNT(?x) > 1)", "a"),
        (
            "SELECT $this { { SELECT $this (MAX(?x) AS ?n) { $this e:p ?x } GROUP BY $this } FILTER(?n=2) }",
            "a",
        ),
        ("SELECT $this { $this e:p ?x } ORDER BY ?x LIMIT 1", "a b"),
        ("SELECT $this { { SELECT $this ?x { $this e:p ?x } ORDER BY ?x LIMIT 1 } FILTER(?x = 3) }", "b"),
        ("SELECT $this { $this e:q/e:q $this }", "a b"),
        ("# { $this }\nSELECT $this { $this e:p 3 . FILTER(\"}{ MINUS\" != '') }", "b"),
        ("SELECT $this { FILTER(bound($currentShape) && $currentShape = e:s && $this = e:a) }", "a"),
        ("SELECT $this $currentShape { $this e:p 3 } GROUP BY $this $currentShape", "b"),
    ],
)
def test_this_is_bound_beforehand_for_every_focus_node(query: str, nodes: str) -> None:
    assert focus(query) == nodes


def test_the_current_shape_may_be_a_blank_node() -> None:
    query = """PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT $this { GRAPH $shapesGraph { $currentShape sh:severity sh:Info }
            FILTER isBlank($currentShape) }"""
    shapes = f"[] sh:targetNode e:a ; sh:severity sh:Info ; sh:sparql [ sh:select '''{query}''' ] ."
    assert len(validate(shapes)) == 1


def test_blank_focus_nodes_are_bound_too() -> None:
    shapes = (
        "e:s sh:targetSubjectsOf e:p ; sh:sparql [ sh:select 'SELECT $this { { FILTER isBlank($this) } }' ] ."
    )
    assert len(validate(shapes, "[] e:p 1 . e:a e:p 1 .")) == 1


def test_values_come_as_written() -> None:
    (result,) = validate(select("SELECT $this ?value { $this e:r ?value }"))
    assert result.value == Literal("007", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    (far,) = validate(select("SELECT $this ?value { $this e:q ?x . ?y e:r ?value FILTER($this = e:b) }"))
    assert far.value == result.value
    shapes = "e:s sh:targetObjectsOf e:r ; sh:sparql [ sh:select 'SELECT $this { FILTER($this = 7) }' ] ."
    (literal,) = validate(shapes)
    assert literal.focus == literal.value == result.value


def test_path_value_and_messages_of_solutions() -> None:
    query = (
        "SELECT $this (e:p AS ?path) ?value ?n { $this e:p ?value BIND(?value + 1 AS ?n) FILTER(?value = 3) }"
    )
    message = "'{$this} has {?value}, not {?n} nor {?none}'@en , 'plain'"
    shapes = (
        SHAPE + f"sh:sparql [ sh:prefixes <urn:prefixes> ; sh:message {message} ; sh:select '''{query}''' ] ."
    )
    (result,) = validate(shapes)
    assert (result.path, result.value) == (Predicate(NamedNode("urn:e:p")), Literal(3))
    told = {str(each) for each in result.messages}
    assert told == {'"urn:e:b has 3, not 4 nor {?none}"@en', '"plain"'}
    own = "SELECT $this ?message { $this e:p 3 BIND('said' AS ?message) }"
    assert [result.messages for result in validate(select(own))] == [(Literal("said"),)]


def test_without_value_a_node_shape_tells_the_focus_node_and_a_property_shape_nothing() -> None:
    query = "SELECT $this { $this $PATH 3 }"
    (result,) = validate(select(query, "sh:path e:p ;"))
    assert (result.value, result.path) == (None, Predicate(NamedNode("urn:e:p")))
    (result,) = validate(select("SELECT $this { $this e:p 3 }"))
    assert (result.value, result.path) == (NamedNode("urn:e:b"), None)


def test_the_path_is_written_in_place_of_its_variable() -> None:
    assert focus("SELECT $this { $this $PATH 3 }", "sh:path ( [ sh:inversePath e:q ] e:p ) ;") == "a"


def test_deactivated_constraints_and_failures() -> None:
    query = "SELECT $this ?failure { BIND(true AS ?failure) }"
    with pytest.raises(ShapesFault, match="reports a failure"):
        validate(select(query))
    off = SHAPE + f"sh:sparql [ sh:deactivated true ; sh:select '{query}' ] ."
    assert validate(off) == []


COMPONENT = """
e:component a sh:ConstraintComponent ;
    sh:parameter [ sh:path e:most ] , [ sh:path e:unit ; sh:optional true ] ;
    sh:validator e:ask .
e:ask sh:message 'over {$most}: {?value}' ; sh:ask 'ASK { FILTER(?value <= $most || bound(?unit)) }' .
"""


def test_a_component_asks_about_every_value_node() -> None:
    (result,) = validate(COMPONENT + SHAPE + "sh:path e:p ; e:most 2 .")
    assert (result.focus, result.value) == (NamedNode("urn:e:b"), Literal(3))
    assert result.messages == (Literal("over 2: 3"),)
    assert result.component == NamedNode("urn:e:component")
    assert validate(COMPONENT + SHAPE + "sh:path e:p ; e:most 2 ; e:unit 'm' .") == []


def test_a_component_may_look_at_the_focus_node_too() -> None:
    component = "e:c a sh:ConstraintComponent ; sh:parameter [ sh:path e:on ] ; sh:validator "
    component += "[ sh:ask 'ASK { $this $on ?o . FILTER(?o = $value) }' ] . "
    assert len(validate(component + SHAPE + "sh:path e:q ; e:on <urn:e:q> .")) == 0
    assert len(validate(component + SHAPE + "sh:path e:q ; e:on <urn:e:p> .")) == 3


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT $this { $this ?p ?o MINUS { $this ?p 1 } }", "MINUS"),
        ("SELECT $this { VALUES ?x { 1 } }", "VALUES"),
        ("SELECT $this { SERVICE <urn:x> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT $this { BIND(1 AS $this) }", "assigns"),
        ("SELECT $this { { SELECT ?x { ?x ?y ?z } } }", "must select"),
        ("SELECT ?x { $this ?p ?x }", "must select"),
        ("SELECT (COUNT($this) AS ?n) { $this ?p ?x }", "must select"),
        ("SELECT $this { $this e:p ", "does not parse"),
        ("SELECT $this { $this e:p 1 } }", "does not parse"),
        ("SELECT $this { $this none:p 1 }", "does not parse"),
        ("SELECT $this { " + "{" * 200 + "}" * 200 + "}", "does not parse"),
        ("CONSTRUCT { $this ?p ?o } { $this ?p ?o }", "neither SELECT nor ASK"),
        ("nothing", "no group"),
    ],
)
def test_queries_that_shacl_does_not_allow(query: str, told: str) -> None:
    with pytest.raises(ShapesFault, match=told):
        compile_shapes(triples(select(query)))


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        (SHAPE + "sh:sparql [] .", "needs a sh:select"),
        (SHAPE + "sh:sparql [ sh:select 5 ] .", "plain string"),
        (COMPONENT + SHAPE + "e:most 1 , 2 .", "two values for one parameter"),
        (COMPONENT.replace("e:unit", "<urn:other/most>"), "same name"),
        (COMPONENT.replace("e:most ]", "e:value ]"), "must not be named value"),
        (COMPONENT.replace("e:most ]", "e:most ; sh:optional true ]"), "not optional"),
        (
            "<urn:prefixes> sh:declare [ sh:prefix 'e' ; sh:namespace 'urn:two:'^^xsd:anyURI ] ."
            + select("SELECT $this { $this e:p 1 }"),
            "two namespaces",
        ),
        (
            "<urn:prefixes> owl:imports <urn:more> . <urn:more> sh:declare [ sh:prefix 'f' ] ."
            + select("SELECT $this { $this e:p 1 }"),
            "needs sh:prefix and sh:namespace",
        ),
    ],
)
def test_ill_formed_declarations(shapes: str, told: str) -> None:
    with pytest.raises(ShapesFault, match=told):
        compile_shapes(triples(shapes if "sh:target" in shapes else shapes + SHAPE + "e:most 1 ."))


def test_a_validation_leaves_the_store_as_it_was() -> None:
    data = DataGraph(triples(DATA))
    before = set(data.store)
    compiled = compile_shapes(triples(select("SELECT $this { $this e:p 3 }")))
    assert len(compiled.validate(data)) == len(compiled.validate(data)) == 1
    assert set(data.store) == before
    assert list(data.store.named_graphs()) == []
