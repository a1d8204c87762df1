"""Data files that cannot be read: the answer is given, the files are named, and the exit code is 1."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pactgraph.cli import group

COMMANDS = [
    ("run", "regions-per-country"),
    ("sparql", "ASK { ?region a pact:Region }"),
    ("show", "alderland"),
    ("why", "alderland", "country"),
    ("export", "-f", "nt"),
    ("stats",),
    ("stats", "--json"),
    ("stats", "--uncovered"),
]
BAD = "data/registers/bad.ttl"


@pytest.fixture(scope="module")
def damaged(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with two files that are no Turtle."""
    root = tmp_path_factory.mktemp("damaged") / "world"
    shutil.copytree(small_world, root)
    (root / BAD).write_text("<http://e/a> <http://e/b>\n\n oops .\n")
    (root / "data/documents/worse.trig").write_bytes(b"\xff\xfe")
    return root


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_answer_is_given_the_files_are_named_and_the_exit_code_is_1(
    command: tuple[str, ...], damaged: Path, small_world: Path
) -> None:
    whole = CliRunner().invoke(group, [*command, "--workspace", str(small_world)])
    assert whole.exit_code == 0
    assert "left out" not in whole.stderr
    result = CliRunner().invoke(group, [*command, "--workspace", str(damaged)])
    assert result.exit_code == 1
    assert result.stdout == whole.stdout
    assert result.stderr.count(f"left out: {BAD}:3") == 1
    assert result.stderr.count("left out: data/documents/worse.trig") == 1
    assert "Traceback" not in result.output


def test_a_call_at_fault_ends_with_2_all_the_same(damaged: Path) -> None:
    result = CliRunner().invoke(group, ["run", "members-of", "--workspace", str(damaged)])
    assert result.exit_code == 2


@pytest.mark.parametrize("arguments", [(), ("--help",), ("queries",), ("run", "--help")], ids=str)
def test_what_reads_no_data_ends_with_0(arguments: tuple[str, ...], damaged: Path) -> None:
    result = CliRunner(env={"PACTGRAPH_WORKSPACE": str(damaged)}).invoke(group, list(arguments))
    assert result.exit_code == 0


def test_the_process_ends_with_1(damaged: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from pactgraph.cli import main; main()", "run", "models",
         "--workspace", str(damaged)],
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith(b"?alliance\t?model\n")
