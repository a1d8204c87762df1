"""The embedded engine, and plain words for queries that it cannot read."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pyoxigraph import Literal, Store

from pactgraph.query.engines.engine import answer
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.faults import EngineFault, QueryFault
from pactgraph.query.sparql.tokens import MOST_STEPS, tokens


@pytest.fixture
def empty() -> OxigraphEngine:
    return OxigraphEngine(Store())


def test_answers_by_form(engine: OxigraphEngine) -> None:
    def ask(query: str) -> object:
        return answer(engine, query, tokens(query))

    assert ask("ASK { ?s ?p ?o }") is True
    found = engine.select("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (2 'x') } }")
    assert found.columns == ("a", "b")
    assert found.rows == ((Literal(1), None), (Literal(2), Literal("x")))
    assert len(engine.construct("CONSTRUCT { <http://e/> <http://e/> 1 } { ?s ?p ?o }")) == 1
    assert ask("DESCRIBE <https://w3id.org/pactgraph/id/region/eastmark>")


@pytest.mark.parametrize("query", ["", " # nothing\n", "INSERT DATA { <http://e/> <http://e/> 1 }", "{}"])
def test_what_is_no_query_is_a_fault(empty: OxigraphEngine, query: str) -> None:
    with pytest.raises(QueryFault, match="query"):
        answer(empty, query, tokens(query))


def test_forms_do_not_mix(empty: OxigraphEngine) -> None:
    with pytest.raises(QueryFault):
        empty.select("ASK {}")
    with pytest.raises(QueryFault):
        empty.ask("SELECT * {}")
    with pytest.raises(QueryFault):
        empty.construct("SELECT * {}")


@pytest.mark.parametrize(
    ("query", "line", "column", "said"),
    [
        ("SELECT * {\n ?s ?p ?o . FOO }", 2, 13, "FOO is not a word of SPARQL"),
        ("SELECT * {\n ?s ?p ?o FLITER(?o) }", 2, 11, "did you mean FILTER"),
        ("SELECT ?x {\n ?s ?p x:o }", 2, 8, "the prefix x: is not declared"),
        ("SELECT * { ?s ?p ?o ", 1, 10, "never closed"),
        ("SELECT * { ?s ?p ?o ) }", 1, 21, "another kind"),
        ("SELECT * { ?s ?p ?o } }", 1, 23, "closes nothing"),
        ("SELECT * { ?s ?p }", 1, 12, "?s does not belong here, or what follows it is wrong"),
        ("SELECT ?x, ?y { ?s ?p ?o }", 1, 10, ", does not belong here"),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", 1, 24, "ORDER does not belong here"),
        ("SELECT * {\n ?s ?p <o> }", 2, 8, "<o> is a relative IRI"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", 1, 40, "contains a variable that is unbound"),
        ("SELECT * WHERE", 1, 15, "ends too early"),
        ("SELECT * { ?s ?p 'x }", 1, 18, "does not end"),
    ],
)
def test_a_bad_query_has_a_place(
    empty: OxigraphEngine, query: str, line: int, column: int, said: str
) -> None:
    with pytest.raises(QueryFault) as caught:
        empty.select(query)
    assert said in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)
    shown = str(caught.value).splitlines()
    assert shown[0].startswith(f"line {line}, column {column}: ")
    assert shown[1].partition(" | ")[2] == query.splitlines()[line - 1].rstrip()
    assert shown[2].index("^") == len("   1 | ") + column - 1


def test_the_caret_stands_below_wide_characters_and_tabs(empty: OxigraphEngine) -> None:
    with pytest.raises(QueryFault) as caught:
        empty.select("SELECT * {\t?s ?p '東京' FOO }")
    shown = str(caught.value).splitlines()
    assert shown[2].index("^") == len("   1 | ") + len("SELECT * { ?s ?p '") + 4 + len("' ")


def test_a_long_line_is_shown_around_the_place(empty: OxigraphEngine) -> None:
    with pytest.raises(QueryFault) as caught:
        empty.select("SELECT * { " + "?s ?p ?o . " * 200 + " FOO }")
    shown = str(caught.value).splitlines()
    assert len(shown[1]) < 120
    assert shown[1][shown[2].index("^") :].startswith("FOO")


def test_an_engine_that_fails_says_why(empty: OxigraphEngine) -> None:
    with pytest.raises(EngineFault):
        empty.select("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_the_longest_chains_that_are_let_through_do_not_crash() -> None:
    code = (
        "from pactgraph.query.engines.oxigraph import OxigraphEngine\n"
        "from pactgraph.query.sparql.tokens import tokens, MOST_STEPS as N, DEEPEST as D\n"
        "from pyoxigraph import Store\n"
        "n = N // 4\n"
        "for q in ('SELECT * { FILTER(' + '+'.join(['1'] * n) + ') }',\n"
        "          'SELECT * { FILTER(' + '!' * n + '1) }',\n"
        "          'SELECT * { ' + 'OPTIONAL { ?s ?p ?o } ' * n + '}',\n"
        "          'SELECT * { ' + ' UNION '.join(['{ ?s ?p ?o }'] * n) + ' }',\n"
        "          'SELECT * { ' + '{ ' * (D - 1) + '} ' * (D - 1) + '}',\n"
        "          'SELECT * { ' + 'FILTER EXISTS { ' * (D - 1) + '} ' * (D - 1) + '}'):\n"
        "    tokens(q)\n"
        "    OxigraphEngine(Store()).select(q)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert MOST_STEPS <= 2_000
