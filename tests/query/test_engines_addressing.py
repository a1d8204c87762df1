"""What an endpoint is asked in the place of the default graph: the same as the embedded engine, whatever the
form of the query. The rewritten query is run on a store in which all graphs are named."""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, Quad, Store

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.remote.addressing import addressed
from pactgraph.query.sparql.tokens import tokens
from pactgraph.rdf.namespaces import ACCEPTED, LEDGER

HEAD = (
    "PREFIX pact: <https://w3id.org/pactgraph/def#> PREFIX region: <https://w3id.org/pactgraph/id/region/> "
    "PREFIX passage: <https://w3id.org/pactgraph/id/passage/> "
)


@pytest.fixture(scope="module")
def remote(store: Store) -> OxigraphEngine:
    """The tiny workspace as a store that others run holds it, with the books of a push."""
    named = Store()
    for quad in store:
        graph = ACCEPTED if quad.graph_name == DefaultGraph() else quad.graph_name
        named.add(Quad(quad.subject, quad.predicate, quad.object, graph))
        named.add(Quad(quad.subject, quad.predicate, quad.object, LEDGER))
    return OxigraphEngine(named)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o",
        "SELECT (COUNT(*) AS ?n) { GRAPH $g { ?s ?p ?o } }",
        "SELECT ?a ?g WHERE { ?a a pact:Agreement . GRAPH ?g { ?a pact:party ?b } } ORDER BY ?a ?g",
        "SELECT ?a WHERE { ?a a pact:Agreement GRAPH passage:paper_0-9 { ?a ?p ?o } } ORDER BY ?a ?p ?o",
        "SELECT ?a ?g WHERE { ?a a pact:Agreement OPTIONAL { GRAPH ?g { ?a pact:none ?o } } } ORDER BY ?a",
        "SELECT ?a { ?a a pact:Region FILTER NOT EXISTS { GRAPH ?g { ?a pact:party ?o } } } ORDER BY ?a",
        "SELECT ?b { { SELECT DISTINCT ?a { GRAPH ?g { ?a pact:party ?c } } } ?a pact:party ?b } ORDER BY ?b",
        "SELECT ?g (COUNT(?o) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g HAVING (?n > 1) ORDER BY ?g",
        "SELECT ?x { { GRAPH ?x { ?s ?p ?o } } UNION { ?x a pact:Region } } ORDER BY ?x ?s ?p ?o",
        "SELECT (EXISTS { GRAPH ?g { ?a ?p ?o } } AS ?e) ?a { GRAPH ?h { ?a a ?c } } ORDER BY ?a ?h ?c",
        "SELECT ?a { ?a a pact:Region GRAPH ?g { ?a a ?c } } ORDER BY (EXISTS { ?b pact:party ?a }) ?a ?g ?c",
        "SELECT ?a ?g { GRAPH ?g { ?a a ?c } } ORDER BY ?g VALUES ?a { region:northmark region:southmark }",
        "SELECT ?a ?g { GRAPH ?g { ?a a ?c } } ORDER BY ?g VALUES (?a ?c) { (region:northmark pact:Region) }",
        "SELECT ?a { GRAPH ?g { ?a a ?c FILTER(\"GRAPH ?g {\" != 'FROM') } } ORDER BY ?a ?g # GRAPH ?g {",
        "SELECT ?a { ?a a pact:Region MINUS { GRAPH ?g { ?a pact:printedName ?n } } } ORDER BY ?a",
        "ASK { GRAPH ?g { region:northmark pact:party ?o } }",
        "ASK { GRAPH ?g { ?s pact:party region:northmark } }",
        "CONSTRUCT { ?a pact:in ?g } WHERE { GRAPH ?g { ?a pact:party ?b } ?a a pact:Agreement }",
        "CONSTRUCT { } WHERE { GRAPH ?g { ?a pact:party ?b } }",
    ],
)
def test_the_same_answer(engine: OxigraphEngine, remote: OxigraphEngine, query: str) -> None:
    text = HEAD + query
    sent = addressed(text, tokens(text))
    assert sent.default_graph is None
    if query.startswith("ASK"):
        assert remote.ask(sent.query) == engine.ask(text)
    elif query.startswith("CONSTRUCT"):
        assert set(remote.construct(sent.query)) == set(engine.construct(text))
    else:
        expected = engine.select(text)
        assert remote.select(sent.query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?g FROM <http://x/g> WHERE { ?s ?p ?g }",
        "SELECT ?g FROM NAMED <http://x/g> WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_a_query_that_says_what_it_is_about_stays(query: str) -> None:
    sent = addressed(query, tokens(query))
    assert (sent.query, sent.default_graph) == (query, None)


@pytest.mark.parametrize(
    "query", ["SELECT * { ?s ?p ?o }", "ASK {}", "DESCRIBE <http://x/>", "SELECT ?graph { }"]
)
def test_a_query_without_graph_goes_with_the_protocol(query: str) -> None:
    sent = addressed(query, tokens(query))
    assert (sent.query, sent.default_graph) == (query, ACCEPTED.value)
