"""Standard output that is closed, full or has no reader: the same for every command that prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MAIN = "from pactgraph.cli import main; main()"
FEW = ["--help", "show alderland", "export"]
REST = [
    "stats",
    "validate",
    "--version",
    "",
    "queries",
    "queries --json",
    "run agreements-of --region alderland",
    "run --help",
    "sparql 'SELECT * { ?s ?p ?o }'",
    "why alderland",
    "compare alderland corvane",
    "compare alderland corvane -f json",
    "trace alderland corvane",
    "figures",
    "figures -f csv",
    "draw network",
    "draw matrix -f svg",
    "export -f nq",
    "describe",
    "diff data/documents/harbour-accord-2020.trig data/documents/harbour-accord-2020.trig -f json",
    "validate -f json",
    "validate -f turtle",
    "format --check data",
    "index --status",
    "completion bash",
]
COMMANDS = [*FEW, *(pytest.param(command, marks=pytest.mark.slow) for command in REST)]


def shell(world: Path, command: str, rest: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"\"$0\" -c '{MAIN}' {command} {rest}", sys.executable],
        cwd=world,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def prints(world: Path, command: str) -> bool:
    return shell(world, command, "").stdout != ""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_has_gone_is_no_fault(small_world: Path, command: str) -> None:
    done = shell(small_world, command, "| true; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stderr) == (0, "") or not prints(small_world, command)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_one_line(small_world: Path, command: str) -> None:
    done = shell(small_world, command, "> /dev/full")
    if done.returncode != 2:
        assert not prints(small_world, command)
        return
    assert done.stderr.splitlines()[-1] == "Error: standard output cannot be written: No space left on device"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_output_is_one_line(small_world: Path, command: str) -> None:
    done = shell(small_world, command, ">&-")
    if done.returncode != 2:
        assert not prints(small_world, command)
        return
    assert done.stderr.splitlines()[-1] == "Error: standard output is closed"
    assert "Traceback" not in done.stderr


def test_closed_input_and_errors_are_no_fault(small_world: Path) -> None:
    done = shell(small_world, "run agreements-of --region alderland -f csv", "<&- 2>&-")
    assert done.returncode == 0
    assert done.stdout.count("\n") > 1
    assert shell(small_world, "run agreements-of --region nowhere", "2>&-").returncode == 2
    assert shell(small_world, "sparql", "<&-").returncode == 2


def test_what_is_said_to_nobody_is_no_fault(small_world: Path) -> None:
    done = shell(small_world, "run agreements-of --region alderland -f csv", "2> /dev/full")
    assert (done.returncode, done.stderr) == (0, "")
