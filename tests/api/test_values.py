"""Terms as Python values."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from decimal import Decimal

import pytest

from pactgraph import Iri, OpenWorkspace, Rows, Text

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"2020-02-29"^^xsd:date', date(2020, 2, 29)),
        ('"2020-02-29T12:00:00"^^xsd:dateTime', datetime(2020, 2, 29, 12)),
        ("7", 7),
        ('"7"^^xsd:nonNegativeInteger', 7),
        ("1.50", Decimal("1.5")),
        ("1e3", 1000.0),
        ("true", True),
        ('"plain"', "plain"),
    ],
)
def test_a_literal_has_the_type_of_python(graph: OpenWorkspace, written: str, value: object) -> None:
    found = graph.sparql(f"SELECT ?x {{ BIND({written} AS ?x) }}")
    assert isinstance(found, Rows)
    assert found[0].x == value
    assert type(found[0].x) is type(value)


@pytest.mark.parametrize("written", ['"2020-13-45"^^xsd:date', '"2020"^^xsd:gYear', '"x"^^xsd:integer'])
def test_what_python_has_no_value_for_stays_text_with_its_datatype(
    graph: OpenWorkspace, written: str
) -> None:
    found = graph.sparql(f"SELECT ?x {{ BIND({written} AS ?x) }}")
    assert isinstance(found, Rows)
    (value,) = found[0]
    assert isinstance(value, Text)
    assert value == written.split('"')[1]
    assert value.datatype == written.replace("xsd:", XSD).partition("^^")[2]


def test_text_keeps_its_language_and_a_thing_its_names(graph: OpenWorkspace) -> None:
    found = graph.sparql(
        'SELECT ?region ?name { VALUES ?region { region:alderland } BIND("Hav"@de AS ?name) }'
    )
    assert isinstance(found, Rows)
    region, name = found[0]
    assert isinstance(region, Iri)
    assert isinstance(name, Text)
    assert (name, name.language) == ("Hav", "de")
    assert region == "https://w3id.org/pactgraph/id/region/alderland"
    assert region.curie == "region:alderland"
    assert region.label == "Alderland"
    copy = pickle.loads(pickle.dumps(region))
    assert (copy, copy.curie, copy.label) == (region, region.curie, region.label)


def test_a_cell_without_a_value_is_none(graph: OpenWorkspace) -> None:
    found = graph.sparql("SELECT ?x ?nothing { BIND(1 AS ?x) }")
    assert isinstance(found, Rows)
    assert tuple(found[0]) == (1, None)
