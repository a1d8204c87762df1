"""data/pactgraph.ttl with plain rdflib and plain pySHACL, as somebody without Pactgraph would use it."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib

REPOSITORY = Path(__file__).parents[2]
PACT = rdflib.Namespace("https://w3id.org/pactgraph/def#")
ID = "https://w3id.org/pactgraph/id/"


@pytest.fixture(scope="module")
def data() -> rdflib.Graph:
    return rdflib.Graph().parse(REPOSITORY / "data/pactgraph.ttl")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(REPOSITORY / "ontology/shapes.ttl")


def test_the_data_conforms(data: rdflib.Graph, shapes: rdflib.Graph) -> None:
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, text


@pytest.mark.slow
def test_a_second_country_does_not_conform(data: rdflib.Graph, shapes: rdflib.Graph) -> None:
    second = rdflib.Graph().add(
        (rdflib.URIRef(ID + "region/saxony"), PACT.country, rdflib.URIRef(ID + "country/austria"))
    )
    conforms, _, text = pyshacl.validate(data + second, shacl_graph=shapes)
    assert not conforms
    assert "region:saxony" in text


def test_one_line_of_sparql_finds_the_agreements(data: rdflib.Graph) -> None:
    rows = data.query("SELECT ?a { ?a a <https://w3id.org/pactgraph/def#Agreement> }")
    assert {str(row[0]).removeprefix(ID) for row in rows} == {
        "agreement/saxony-flanders-2023-09-06",
        "agreement/semiconductor-regions-2023-03-06",
    }


def test_the_data_never_says_that_flanders_is_dutch(data: rdflib.Graph) -> None:
    countries = set(data.objects(rdflib.URIRef(ID + "region/flanders"), PACT.country))
    assert countries == {rdflib.URIRef(ID + "country/belgium")}
