"""`--as-of DATE`: what was known then."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

UNDATED = "left out too: document:cable-office-leaflet, of which nothing says when it spoke\n"


@pytest.fixture(autouse=True)
def in_small_world(small_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTGRAPH_WORKSPACE", str(small_world))


def call(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


@pytest.mark.parametrize(
    ("day", "left_out", "agreements"),
    [
        ("2020-11-04", 9, {"alderland-corvane-2020-02-10"}),
        ("2020-11-05", 7, {"alderland-corvane-2020-02-10", "lantern-league-2020-11-05"}),
        ("2022", 4, {"alderland-corvane-2020-02-10", "lantern-league-2020-11-05",
                     "corvane-dunmere-2022-09-14"}),
    ],
)  # fmt: skip
def test_run_knows_what_was_known(day: str, left_out: int, agreements: set[str]) -> None:
    result = call("run", "agreements-of", "--region", "corvane", "--as-of", day, "-f", "csv")
    assert result.exit_code == 0
    rows = result.stdout.splitlines()[1:]
    assert {row.partition(",")[0].rpartition("/")[2] for row in rows} == agreements
    said = f": {left_out} of 11 documents left out, which spoke later; decisions are today's\n{UNDATED}"
    assert said in result.stderr
    assert result.stderr.startswith(f"as of {day if len(day) > 4 else '2022-12-31'}: ")


def test_citations_know_what_was_known() -> None:
    now = call("run", "regions-per-country", "--cite").stdout
    then = call("run", "regions-per-country", "--cite", "--as-of", "2020-11-04").stdout
    assert "lantern-kurier-2020_72-101" not in then
    assert now.count("true") == 1
    assert "true" not in then


def test_sparql() -> None:
    query = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?p pact:passageOf ?d GRAPH ?p { ?thing ?property ?value } }"
    assert call("sparql", query, "-f", "csv").stdout == "n\n11\n"
    result = call("sparql", query, "-f", "csv", "--as-of", "2021-05-14")
    assert result.stdout == "n\n4\n"
    assert "as of 2021-05-14: 6 of 11 documents left out" in result.stderr


def test_why() -> None:
    told = call("why", "lantern-league", "existence").stdout
    assert "lantern-bode-2021" in told
    then = call("why", "lantern-league", "existence", "--as-of", "2020-12-31")
    assert then.exit_code == 0
    assert "lantern-release-2020" in then.stdout
    assert "lantern-bode-2021" not in then.stdout


@pytest.mark.parametrize("command", [("run", "models"), ("sparql", "ASK {}"), ("why", "alderland")], ids=str)
def test_an_endpoint_leaves_no_document_out(command: tuple[str, ...]) -> None:
    result = call(*command, "--as-of", "2022", "--endpoint", "http://127.0.0.1:9/sparql")
    assert result.exit_code == 2
    assert "--as-of is for the workspace's own files" in result.stderr


@pytest.mark.parametrize("day", ["2020-02-30", "soon", "20200101", ""])
def test_a_day_that_is_none_is_said(day: str) -> None:
    for command in (("run", "models"), ("sparql", "ASK {}"), ("why", "alderland")):
        result = call(*command, "--as-of", day)
        assert result.exit_code == 2
        assert "write YYYY-MM-DD" in result.stderr
        assert "Traceback" not in result.output
