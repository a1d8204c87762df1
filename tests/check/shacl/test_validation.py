"""What a result says, focus nodes, faults of shapes, and the points where the W3C suite is silent."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from pactgraph.check.shacl import Compiled, DataGraph, Result, ShapesFault, compile_shapes, report_graph
from pactgraph.check.shacl.paths import Predicate

PREFIXES = """
PREFIX e: <urn:e:>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + text, format=RdfFormat.TURTLE)]


def shapes(text: str) -> Compiled:
    return compile_shapes(triples(text))


def validate(shape: str, data: str) -> list[Result]:
    return shapes(shape).validate(DataGraph(triples(data)))


def of(name: str) -> NamedNode:
    return NamedNode(f"urn:e:{name}")


def values(shape: str, data: str) -> list[str]:
    return sorted("" if result.value is None else str(result.value) for result in validate(shape, data))


def test_a_result_tells_where_it_comes_from() -> None:
    shape = "e:s sh:targetNode e:a ; sh:property e:p . "
    shape += "e:p sh:path e:name ; sh:minCount 2 ; sh:message 'Two names.'@en ."
    (result,) = validate(shape, "e:a e:name 'x' .")
    assert (result.focus, result.shape, result.value) == (of("a"), of("p"), None)
    assert result.messages == (Literal("Two names.", language="en"),)


def test_a_triple_stated_twice_counts_once() -> None:
    data = triples("e:a e:p 1 , 2 .")
    compiled = shapes("e:s sh:targetNode e:a ; sh:path e:p ; sh:maxCount 2 .")
    assert compiled.validate(DataGraph(data + data)) == []


def test_lexical_forms_are_those_of_the_file() -> None:
    data = "e:a e:p '007'^^xsd:integer , '7'^^xsd:int , '1'^^xsd:boolean ."
    shape = "e:s sh:targetNode e:a ; sh:path e:p ; "
    assert len(validate(shape + "sh:hasValue 7 .", data)) == 1
    assert len(validate(shape + "sh:in ( 7 true ) .", data)) == 3
    assert values(shape + "sh:maxLength 1 .", data) == ['"007"^^<http://www.w3.org/2001/XMLSchema#integer>']
    assert len(validate(shape + "sh:datatype xsd:int .", data)) == 2


@pytest.mark.parametrize(
    "value", ["e:x", "[]", "'text'", "'5'@en", "'2020-01-01'^^xsd:date", "'five'^^xsd:integer"]
)
def test_what_does_not_compare_is_a_result(value: str) -> None:
    for constraint in (
        "sh:minInclusive 1",
        "sh:maxExclusive 9",
        "sh:lessThan e:q",
        "sh:lessThanOrEquals e:q",
    ):
        found = validate(
            f"e:s sh:targetNode e:a ; sh:path e:p ; {constraint} .", f"e:a e:p {value} ; e:q 9 ."
        )
        assert len(found) == 1, constraint


def test_less_than_gives_a_result_for_each_pair() -> None:
    found = validate("e:s sh:targetNode e:a ; sh:path e:p ; sh:lessThan e:q .", "e:a e:p 1 , 5 ; e:q 2 , 3 .")
    assert [result.value for result in found] == [Literal(5), Literal(5)]


def test_focus_nodes_can_be_chosen() -> None:
    compiled = shapes("e:s sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount 1 ] .")
    data = DataGraph(triples("e:a a e:C . e:b a e:C . e:c a e:D ."))
    assert [result.focus for result in compiled.validate(data)] == [of("a"), of("b")]
    assert [result.focus for result in compiled.validate(data, focus=[of("b"), of("c"), of("z")])] == [
        of("b")
    ]
    assert compiled.validate(data, focus=[]) == []


def test_a_node_with_two_ways_into_a_target_is_validated_once() -> None:
    targets = "sh:targetClass e:C , e:D ; sh:targetNode e:a ; sh:targetSubjectsOf e:p"
    assert len(validate(f"e:s {targets} ; sh:nodeKind sh:Literal .", "e:a a e:C , e:D ; e:p 1 .")) == 1


def test_subclasses_count_even_in_a_circle() -> None:
    data = "e:C rdfs:subClassOf e:D . e:D rdfs:subClassOf e:C . e:a a e:C ."
    assert len(validate("e:s sh:targetClass e:D ; sh:nodeKind sh:Literal .", data)) == 1
    assert validate("e:s sh:targetClass e:C ; sh:class e:D .", data) == []


def test_a_class_that_is_a_shape_targets_its_instances() -> None:
    assert len(validate("e:C a rdfs:Class , sh:NodeShape ; sh:nodeKind sh:Literal .", "e:a a e:C .")) == 1
    assert validate("e:C a owl:Class , sh:NodeShape ; sh:nodeKind sh:Literal .", "e:a a e:C .") == []
    own = "owl:Class rdfs:subClassOf rdfs:Class . e:C a owl:Class , sh:NodeShape ; sh:nodeKind sh:Literal ."
    assert len(validate(own, "e:a a e:C .")) == 1


def test_values_of_a_shape_within_a_property_shape() -> None:
    shape = "e:s sh:targetNode e:a ; sh:path e:p ; sh:closed true ; sh:ignoredProperties ( e:ok ) ."
    (result,) = validate(shape, "e:a e:p e:b . e:b e:ok 1 ; e:odd 2 . e:c e:odd 3 .")
    assert (result.focus, result.value, result.path) == (of("a"), Literal(2), Predicate(of("odd")))


def test_zero_or_more_reaches_a_node_that_is_not_in_the_data() -> None:
    assert validate("e:s sh:targetNode e:z ; sh:path [ sh:zeroOrMorePath e:p ] ; sh:minCount 1 .", "") == []


def test_language_tags_do_not_mind_case() -> None:
    data = "e:a e:p 'x'@EN-gb , 'y'@en-GB ."
    assert validate("e:s sh:targetNode e:a ; sh:path e:p ; sh:languageIn ( 'EN' ) .", data) == []
    assert len(validate("e:s sh:targetNode e:a ; sh:path e:p ; sh:uniqueLang true .", data)) == 1
    assert len(validate("e:s sh:targetNode e:a ; sh:path e:p ; sh:languageIn ( 'e' ) .", data)) == 2


def test_the_report_conforms_when_nothing_is_found() -> None:
    report = report_graph([])
    assert {str(triple.predicate.value).rpartition("#")[2] for triple in report} == {"type", "conforms"}
    assert Literal(True) in [triple.object for triple in report]


def test_the_report_never_takes_a_blank_node_of_the_data() -> None:
    own = BlankNode("report1")
    (result,) = compile_shapes(triples("e:s sh:targetSubjectsOf e:p ; sh:nodeKind sh:IRI .")).validate(
        DataGraph([Triple(own, of("p"), of("o"))])
    )
    report = Dataset(Quad(t.subject, t.predicate, t.object) for t in report_graph([result]))
    assert result.focus == own
    assert not list(report.quads_for_subject(own))


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ("e:s sh:targetNode e:a ; sh:node e:s .", "refer to themselves"),
        ("e:s sh:targetNode e:a ; sh:property e:p . e:p sh:path e:q ; sh:node e:s .", "refer to themselves"),
        ("e:s sh:targetNode e:a ; sh:minCount 1 .", "needs a property shape"),
        ("e:s sh:targetNode e:a ; sh:property e:p . e:p sh:minCount 1 .", "sh:minCount needs"),
        ("e:s sh:targetNode e:a ; sh:property e:p . e:p sh:nodeKind sh:IRI .", "has no sh:path"),
        ("e:s a sh:PropertyShape ; sh:targetNode e:a .", "has no sh:path"),
        ("e:s sh:targetNode e:a ; sh:path e:p , e:q .", "2 values of sh:path"),
        ("e:s sh:targetNode e:a ; sh:path e:p ; sh:minCount 1 , 2 .", "2 values of sh:minCount"),
        ("e:s sh:targetNode e:a ; sh:path e:p ; sh:minCount 1.0 .", "must be an xsd:integer"),
        ("e:s sh:targetNode e:a ; sh:path e:p ; sh:minCount 'x'^^xsd:integer .", "must be an xsd:integer"),
        ("e:s sh:targetNode e:a ; sh:class 'C' .", "must be an IRI"),
        ("e:s sh:targetNode e:a ; sh:nodeKind e:IRI .", "six kinds"),
        ("e:s sh:targetNode e:a ; sh:in e:x .", "must be a list"),
        ("e:s sh:targetNode e:a ; sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .", "runs in a circle"),
        ("e:s sh:targetNode e:a ; sh:pattern '(' .", "regular expression"),
        ("e:s sh:targetNode e:a ; sh:pattern 'a' ; sh:flags 'g' .", "none of s, m, i, x, q"),
        ("e:s sh:targetNode e:a ; sh:minInclusive e:x .", "must be a literal"),
        ("e:s sh:targetNode e:a ; sh:languageIn ( e:en ) .", "must list strings"),
        ("e:s sh:targetNode e:a ; sh:closed true ; sh:ignoredProperties ( 'p' ) .", "must list IRIs"),
        ("e:s sh:targetNode e:a ; sh:closed 'yes' .", "must be true or false"),
        ("e:s sh:targetNode e:a ; sh:severity 'high' .", "must be an IRI"),
        ("e:s sh:targetNode e:a ; sh:message 5 .", "must be a string"),
        ("e:s sh:targetNode [] .", "must be an IRI or a literal"),
        ("e:s sh:targetNode e:a ; sh:and ( 'x' ) .", "stands where a shape should"),
        ("e:s sh:targetNode e:a ; sh:and e:x .", "must be a list"),
    ],
)
def test_ill_formed_shapes_are_told_in_one_line(shape: str, told: str) -> None:
    with pytest.raises(ShapesFault) as caught:
        shapes(shape)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bombs_of_nesting_are_faults() -> None:
    nested = "[ sh:not " * 110 + "[]" + " ]" * 110
    path = "[ sh:inversePath " * 110 + "e:p" + " ]" * 110
    for shape in (f"sh:not {nested}", f"sh:path {path}"):
        with pytest.raises(ShapesFault, match="100"):
            shapes(f"e:s sh:targetNode e:a ; {shape} .")


def test_shapes_that_nothing_reaches_may_be_ill_formed() -> None:
    assert validate("e:s a sh:NodeShape ; sh:minCount 'x' .", "e:a e:p 1 .") == []
