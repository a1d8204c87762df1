"""The time and the memory of a query: `--timeout` at home; what has no end or no bounds ends in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group
from pactgraph.workspace.index import build

MAIN = "from pactgraph.cli import main; main()"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ALL_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
STARS = "SELECT * { ?a ?p ?b . " + " ".join(f"OPTIONAL {{ ?a ?p{n} ?b{n} }}" for n in range(50)) + " }"
STEP = "pact:party|^pact:party"
PATH = f"ASK {{ ?a {'/'.join(f'({STEP})*' for _ in range(200))} pact:Region }}"
DOUBLES = "".join(f"BIND(CONCAT(?v{n}, ?v{n}, ?v{n}, ?v{n}) AS ?v{n + 1}) " for n in range(30))
CONCAT = f"SELECT (STRLEN(?v30) AS ?n) {{ BIND('0123456789' AS ?v0) {DOUBLES} }}"


def asked(world: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, [*arguments, "--workspace", str(world)])


def process(world: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", MAIN, *arguments, "--workspace", str(world)]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)


def test_a_query_without_end_ends_at_its_limit(small_world: Path) -> None:
    done = asked(small_world, "sparql", ENDLESS, "--timeout", "0.3")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "no answer within 0.3 s: ask for less, or give more time with --timeout" in done.stderr


def test_the_command_itself_says_it_in_one_line(small_world: Path) -> None:
    done = process(small_world, "sparql", ENDLESS, "--timeout", "0.3")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: no answer within 0.3 s: ask for less, or give more time with --timeout\n"


@pytest.mark.slow
@pytest.mark.parametrize("query", [ALL_ROWS, STARS, PATH, CONCAT], ids=["rows", "stars", "path", "concat"])
def test_what_has_no_end_or_no_bounds_ends_in_one_line(small_world: Path, query: str) -> None:
    done = process(small_world, "sparql", query, "--timeout", "20")
    if done.returncode == 0:
        assert query not in (ALL_ROWS, CONCAT)
        return
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_memory_that_runs_out_is_said(small_world: Path) -> None:
    done = process(small_world, "sparql", CONCAT)
    assert (done.returncode, done.stdout) == (2, "")
    assert "memory runs out: ask for less" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("memory", [100, 300, 500, 1000, 2000])
def test_little_memory_is_an_answer_or_one_line(root: Path, memory: int) -> None:
    """Under `ulimit -v`, without an index and with one."""
    question = "run agreements-of --region alderland -f csv"
    script = f'ulimit -v {memory}000; exec "$0" -c "$1" {question} --workspace "$2"'
    for indexed in (False, True):
        if indexed:
            build(root)
        done = subprocess.run(
            ["bash", "-c", script, sys.executable, MAIN, str(root)],
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode == 0:
            assert done.stdout.count("\n") > 1
        else:
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr.startswith("Error: ")
            assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["sparql", "show", "why", "compare", "trace", "figures", "draw"])
def test_the_help_says_the_limit(command: str) -> None:
    told = " ".join(CliRunner().invoke(group, [command, "--help"]).output.split())
    assert "--timeout SECONDS The time that each query may take. [default: 60]" in told


def test_a_failure_of_pyshacl_is_a_finding(root: Path) -> None:
    spoil(root)
    done = asked(root, "validate", "--engine", "pyshacl")
    assert done.exit_code == 1
    assert '"2020-02-30" is not a well-formed xsd:date' in done.stdout
    assert "pySHACL fails, and its shapes are not checked" in done.stdout


@pytest.fixture
def root(small_world: Path, tmp_path: Path) -> Path:
    """A copy of the small world that may be edited."""
    import shutil

    return Path(shutil.copytree(small_world, tmp_path / "world"))


def spoil(root: Path) -> None:
    path = root / "data" / "documents" / "harbour-accord-2020.trig"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"2020-02-10"', '"2020-02-30"', 1), encoding="utf-8")
