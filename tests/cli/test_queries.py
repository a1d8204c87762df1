"""`pactgraph queries` and `pactgraph completion`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group


@pytest.fixture(autouse=True)
def in_small_world(small_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTGRAPH_WORKSPACE", str(small_world))


def call(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def test_lists_name_question_and_parameters() -> None:
    lines = [line.split("\t") for line in call("queries").stdout.splitlines()]
    assert lines[0] == ["name", "question", "parameters"]
    by_name = {name: (question, parameters) for name, question, parameters in lines[1:]}
    assert by_name["agreements-of"][0].endswith("?")
    assert by_name["agreements-of"][1] == "--region"
    assert by_name["commitments-of"][1] == "--region [--sector]"
    assert by_name["timeline"][1] == "--a --b"


def test_filters_by_every_word() -> None:
    some = call("queries", "Commitments", "strength").stdout.splitlines()
    assert 1 < len(some) < len(call("queries", "commitments").stdout.splitlines())
    nothing = call("queries", "zeppelin")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "zeppelin" in nothing.stderr


def test_json_tells_everything() -> None:
    told = json.loads(call("queries", "--json").stdout)
    query = next(query for query in told if query["name"] == "agreements-of")
    assert query["file"].startswith("queries/")
    assert query["parameters"][0]["name"] == "region"
    assert query["parameters"][0]["required"] is True
    assert query["parameters"][0]["classes"] == ["https://w3id.org/pactgraph/def#Region"]
    assert 1 in query["answers"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    result = call("completion", shell)
    assert result.exit_code == 0
    assert "_PACTGRAPH_COMPLETE" in result.stdout


def complete(words: str, incomplete_at: int) -> list[str]:
    environment = os.environ | {
        "_PACTGRAPH_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(incomplete_at),
    }
    code = "import sys; sys.argv = ['pactgraph']; from pactgraph.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_completes_commands_queries_and_things() -> None:
    assert "sparql" in complete("pactgraph sp", 1)
    assert complete("pactgraph run agreements", 2) == ["agreements-of"]
    assert "--region" in complete("pactgraph run agreements-of --reg", 3)
    regions = complete("pactgraph run agreements-of --region ", 4)
    assert len(regions) > 3
    assert complete(f"pactgraph run agreements-of --region {regions[0][:-1]}", 4) == [regions[0]]
    assert complete("pactgraph run agreements-of --region zeppelin", 4) == []
