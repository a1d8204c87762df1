"""Why derived statements stand: the rule, its premises, and the passages on which all of it rests."""

from __future__ import annotations

import pytest
from plain_rdflib import PlainRdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from pactgraph.query.engines.engine import Engine
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.evidence.premises import Grounds, reasons
from pactgraph.rdf.namespaces import DERIVED, PACT, PASSAGE, RECORD, pact, record
from pactgraph.workspace.rules import Rule, run

HEAD = f"PREFIX pact: <{PACT}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
DATA = f"""
@prefix pact: <{PACT}> .
@prefix id: <{RECORD}> .
@prefix p: <{PASSAGE}> .
@prefix g: <https://w3id.org/pactgraph/graph/> .
g:register {{ <{RECORD}government/north> pact:governs <{RECORD}region/north> . }}
g:paper {{ p:a_0-1 pact:passageOf <{RECORD}document/a> . p:a_2-3 pact:passageOf <{RECORD}document/a> . }}
p:a_0-1 {{ <{RECORD}agreement/x> pact:party <{RECORD}government/north> . }}
p:a_2-3 {{ <{RECORD}agreement/x> pact:sector <{RECORD}sector/s> ; pact:stage <{RECORD}stage/t> . }}
p:a_4-5 {{ <{RECORD}agreement/y> pact:party <{RECORD}region/north> . }}
"""
RULES = (
    Rule(
        "10-involved",
        "# Who governs a territory involves it.\n# A second line.\n"
        + HEAD
        + "CONSTRUCT { ?thing pact:involves ?agent } WHERE { { ?thing pact:party ?agent } "
        "UNION { ?thing pact:party ?government . ?government pact:governs ?agent } }",
    ),
    Rule(
        "20-told",
        "# A telling has a name of its own.\n"
        + HEAD
        + "CONSTRUCT { ?told pact:stateOf ?thing ; pact:holds ?value } WHERE { "
        "GRAPH ?source { ?thing pact:stage ?value } OPTIONAL { ?source pact:passageOf ?document } "
        f'BIND(IRI(CONCAT("{RECORD}telling/", SHA1(STR(?thing)))) AS ?told) }}',
    ),
    Rule(
        "30-counted",
        "# Agents are counted.\n" + HEAD + "CONSTRUCT { ?thing pact:value ?number } WHERE { "
        "{ SELECT ?thing (COUNT(DISTINCT ?agent) AS ?number) WHERE { ?thing pact:involves ?agent } "
        "GROUP BY ?thing } FILTER EXISTS { ?thing pact:sector ?sector } }",
    ),
    Rule("40-broken", "# It is none.\nCONSTRUCT { ?a ?b"),
    Rule("41-no-rule", "# It asks.\nSELECT * WHERE { ?a ?b ?c }"),
)
AGREEMENT, NORTH = record("agreement", "x"), record("region", "north")
INVOLVES = (AGREEMENT, pact("involves"), NORTH)
PARTY = (AGREEMENT, pact("party"), record("government", "north"))
GOVERNS = (record("government", "north"), pact("governs"), NORTH)


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(DATA, format=RdfFormat.TRIG)
    store.extend([Quad(*quad.triple, DefaultGraph()) for quad in store if quad.predicate != pact("stage")])
    for rule in RULES[:3]:
        run(store, rule)
    return store


@pytest.fixture(scope="module", params=[OxigraphEngine, PlainRdflib])
def engine(request: pytest.FixtureRequest, store: Store) -> Engine:
    made: Engine = request.param(store)
    return made


def passages(found: Grounds, statement: tuple[NamedNode, NamedNode, NamedNode | Literal]) -> list[str]:
    return [source.graph.value.rpartition("/")[2] for source in found.sources(statement) or ()]


def test_a_rule_is_named_with_its_sentence_and_what_it_matched(engine: Engine) -> None:
    (reason,) = reasons(engine, RULES, [INVOLVES])[INVOLVES]
    assert (reason.rule, reason.sentence) == (
        "10-involved",
        "Who governs a territory involves it. A second line.",
    )
    assert {match.statement() for match in reason.premises} == {PARTY, GOVERNS}


def test_a_name_that_a_rule_computes_is_found_by_its_value(engine: Engine, store: Store) -> None:
    (told,) = store.quads_for_pattern(None, pact("stateOf"), AGREEMENT, DERIVED)
    row = (told.subject, pact("holds"), record("stage", "t"))
    (reason,) = reasons(engine, RULES, [row])[row]
    assert {m.graph for m in reason.premises if m.graph} == {NamedNode(PASSAGE + "a_2-3")}


def test_grounds_go_down_to_passages_and_registers(engine: Engine) -> None:
    number = (AGREEMENT, pact("value"), Literal(2))
    found = Grounds(engine, RULES, [number, PARTY])
    assert passages(found, number) == ["a_0-1", "a_2-3", "register"]
    assert passages(found, PARTY) == ["a_0-1"]
    assert found.explanation(PARTY) is None
    why = found.explanation(number)
    assert why is not None
    assert [reason.rule for reason in why.reasons] == ["30-counted", "10-involved"]
    assert [row for row, _ in why.told] == sorted(
        [GOVERNS, PARTY, (AGREEMENT, pact("sector"), record("sector", "s"))], key=str
    )


def test_what_no_graph_says_has_no_grounds(engine: Engine) -> None:
    nowhere = (AGREEMENT, pact("involves"), record("region", "nowhere"))
    found = Grounds(engine, RULES, [nowhere])
    assert found.sources(nowhere) is None
    assert found.explanation(nowhere) is None
    assert reasons(engine, RULES, [nowhere]) == {nowhere: ()}
