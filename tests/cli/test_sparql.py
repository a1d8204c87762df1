"""`pactgraph sparql`: any query."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

QUERY = "SELECT ?r { ?r a pact:Region } ORDER BY ?r"


@pytest.fixture(autouse=True)
def in_small_world(small_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTGRAPH_WORKSPACE", str(small_world))


def sparql(*arguments: str, **how: object) -> Result:
    return CliRunner().invoke(group, ["sparql", *arguments], **how)  # type: ignore[arg-type]


def test_by_argument_file_and_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text(QUERY, encoding="utf-8-sig")
    given = sparql(QUERY)
    assert given.exit_code == 0
    assert given.stdout.startswith("?r\n<https://w3id.org/pactgraph/id/region/")
    assert sparql("--file", str(file)).stdout == given.stdout
    assert sparql(input=QUERY).stdout == given.stdout
    assert sparql("-", input=QUERY).stdout == given.stdout


def test_prefixes_of_the_workspace_need_no_declaration_and_may_be_declared() -> None:
    declared = f"PREFIX pact: <https://w3id.org/pactgraph/def#>\n{QUERY}"
    assert sparql(declared).stdout == sparql(QUERY).stdout
    other = "PREFIX pact: <http://other/> SELECT ?r { ?r a pact:Region }"
    assert sparql(other).stdout == "?r\n"


def test_ask_construct_and_formats() -> None:
    assert sparql("ASK { ?s ?p ?o }").stdout == "true\n"
    assert sparql("ASK { ?s ?p ?o }", "-f", "table").stdout == "yes\n"
    assert "pact:Region" in sparql("CONSTRUCT { ?s a pact:Region } { ?s a pact:Region }").stdout
    assert sparql("CONSTRUCT { ?s a pact:Region } { ?s a region:saxony }").stderr.startswith("no triples")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?r {\n ?r a pact:Region FLITER(?r) }", "line 2, column 19: FLITER is not a word of SPARQL"),
        ("SELECT ?r {\n ?r a pakt:Region }", "line 2, column 7: the prefix pakt: is not declared"),
        ("SELECT ?r { ?r a pact:Region ", "line 1, column 11: this { is never closed"),
        (
            "SELECT ?r { ?r rdfs:label ?l ; pact:country }",
            "line 1, column 32: pact:country does not belong here",
        ),
        ("INSERT DATA { pact:a pact:b pact:c }", "updates nothing"),
        ("", "empty"),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "--allow-service"),
        ("{" * 50_000, "nested"),
        ("ASK {} #" + "x" * 1_000_001, "characters"),
    ],
)
def test_a_bad_query_shows_its_line_with_a_caret(query: str, said: str) -> None:
    result = sparql(query)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    if said.startswith("line"):
        shown = result.stderr.splitlines()
        assert shown[-1].strip().endswith("^")
        line, column = (int(number) for number in re.findall(r"\d+", said)[:2])
        assert shown[-2].partition(" | ")[2] == query.splitlines()[line - 1].rstrip()
        assert shown[-1].index("^") - shown[-2].index("|") - 2 == column - 1


def test_a_file_that_is_none(tmp_path: Path) -> None:
    assert "cannot be read" in sparql("--file", str(tmp_path / "none.rq")).stderr
    (tmp_path / "bad.rq").write_bytes(b"ASK { ?s ?p '\xff' }")
    assert "not UTF-8" in sparql("--file", str(tmp_path / "bad.rq")).stderr
    assert "not both" in sparql(QUERY, "--file", "x").stderr


def test_service_is_tried_when_it_is_allowed() -> None:
    result = sparql("--allow-service", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert result.exit_code == 2
    assert "cannot be answered" in result.stderr


def test_explain_tells_the_algebra() -> None:
    result = sparql(QUERY, "--explain")
    assert result.stdout == sparql(QUERY).stdout
    for said in (
        "OrderBy",
        "BGP",
        "?r <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
        "rows in",
        "oxigraph",
    ):
        assert said in result.stderr


def test_graph_tells_what_each_passage_says() -> None:
    found = sparql("SELECT DISTINCT ?passage { GRAPH ?passage { ?s pact:party ?o } } ORDER BY ?passage")
    assert "/id/passage/" in found.stdout
