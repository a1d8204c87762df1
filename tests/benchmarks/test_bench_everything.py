"""The benchmark of everything leaves nothing out, and a call without an answer cannot pass unseen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from calls import COMMANDS, QUERIES, calls
from click.testing import CliRunner
from growth import Costs, Row, markdown, read, without_answer, write
from measure import ANSWERED, Cost

from pactgraph import cli

EVERYTHING = Path(__file__).parent / "bench_everything.py"


def taking(seconds: float, lines: int = 10, end: str = ANSWERED) -> Cost:
    return Cost(seconds, seconds, 50.0, lines, end)


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(EVERYTHING), *arguments], capture_output=True, text=True, check=False
    )


def test_every_command_is_measured() -> None:
    assert set(COMMANDS) == set(cli.COMMANDS)
    assert all(COMMANDS.values())


def test_every_stored_query_is_measured_with_each_of_its_parameters() -> None:
    told = json.loads(CliRunner().invoke(cli.group, ["queries", "--json"]).stdout)
    assert set(QUERIES) == {query["name"] for query in told}
    without = {
        (query["name"], parameter["name"])
        for query in told
        for parameter in query["parameters"]
        if not any(f"--{parameter['name']} " in options for options in QUERIES[query["name"]])
    }
    assert without == set()


def test_calls_have_names_of_their_own() -> None:
    named = [(call.name, call.way) for call in calls()]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_the_exponent_is_that_of_the_time_above_the_floor(exponent: float) -> None:
    at = {10: taking(0.25)} | {
        size: taking(0.25 + ((size - 10) / 100) ** exponent) for size in (110, 1000, 5000)
    }
    assert Row("show x", "files", at).exponent == pytest.approx(exponent)


def test_a_call_that_hardly_grows_has_no_exponent() -> None:
    assert Row("show x", "files", {10: taking(0.2), 100: taking(0.21), 1000: taking(0.24)}).exponent is None


def test_a_steep_call_is_marked_and_one_without_an_answer_stands_first(tmp_path: Path) -> None:
    costs: Costs = {
        ("run linear", "files", 10): taking(0.1),
        ("run linear", "files", 1000): taking(1.1),
        ("run linear", "files", 5000): taking(5.1),
        ("run steep", "files", 10): taking(0.1),
        ("run steep", "files", 1000): taking(1.1),
        ("run steep", "files", 5000): taking(25.1),
        ("run endless", "index", 10): taking(0.1),
        ("run endless", "index", 1000): taking(120.0, 0, "no answer in 120 s"),
        ("run empty", "files", 10): taking(0.1, 1),
        ("run empty", "files", 1000): taking(0.1, 1),
    }
    lines = markdown(costs).splitlines()[2:]
    assert [line.split("`")[1] for line in lines] == ["run endless", "run steep", "run linear", "run empty"]
    assert "1,000: no answer in 120 s" in lines[0]
    assert "above 1.1" in lines[1]
    assert "above" not in lines[2]
    assert "no rows" in lines[3]
    assert without_answer(costs) == ["run endless (index) at 1,000: no answer in 120 s"]
    assert without_answer(costs, ["endless"]) == []
    write(costs, tmp_path / "table.tsv")
    assert read(tmp_path / "table.tsv") == costs
    faster = costs | {("run steep", "files", 5000): taking(12.55)}
    assert "12.55 (0.50)" in markdown(faster, costs)


def test_a_file_that_is_no_table_is_the_call_s_fault(tmp_path: Path) -> None:
    (tmp_path / "other.tsv").write_text("a\tb\n")
    refused = bench("--against", str(tmp_path / "other.tsv"))
    assert refused.returncode == 2
    assert "is no table of this benchmark" in refused.stderr


@pytest.mark.slow
def test_it_measures_and_compares(tmp_path: Path) -> None:
    table = str(tmp_path / "table.tsv")
    chosen = ("--sizes", "20", "--only", "run agreements-of", "--only", "site", "--only", "push", "-o", table)
    first = bench(*chosen)
    assert first.returncode == 0, first.stderr
    assert first.stdout.count("`run agreements-of --region {busiest}`") == 2
    assert "told from a sample" in first.stdout
    again = bench("--sizes", "20", "--only", "agreements-of", "--against", table)
    assert again.returncode == 0
    assert "(" in again.stdout.splitlines()[2].split("|")[4]


@pytest.mark.slow
def test_a_call_that_takes_too_long_has_no_answer(tmp_path: Path) -> None:
    asked = ("--sizes", "400,500", "--way", "files", "--limit", "1", "--only", "validate")
    done = bench(*asked)
    assert done.returncode == 1
    assert "400: no answer in 1 s; 500: no answer in 1 s" in done.stdout
    assert bench(*asked, "--known", "validate").returncode == 0
