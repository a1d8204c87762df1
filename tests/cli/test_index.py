"""`pactgraph index`: makes the index, says what there is, removes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from pactgraph.cli import group
from pactgraph.workspace import workspace

MAIN = "from pactgraph.cli import main; main()"


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def root(small_world: Path, tmp_path: Path) -> Path:
    """A copy of the small world to edit."""
    return Path(shutil.copytree(small_world, tmp_path / "world"))


def run(root: Path, *arguments: str) -> Ended:
    done = CliRunner().invoke(group, [*arguments, "--workspace", str(root)])
    return Ended(done.exit_code, done.stdout, done.stderr)


def run_apart(root: Path, *arguments: str) -> Ended:
    """`run` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *arguments, "--workspace", str(root)],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def said(root: Path, *arguments: str) -> list[str]:
    done = run(root, "index", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_made_current_outdated_and_removed(root: Path) -> None:
    assert said(root, "--status") == ["no index"]
    made, where = said(root)
    assert made == "the index is made"
    assert where.startswith(f"{root / '.pactgraph/index'}/")
    assert ": current, " in where
    assert said(root) == ["the index is current already", where]
    assert said(root, "--status") == [where]
    register = root / "data/registers/regions.ttl"
    register.write_text(register.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    assert said(root, "--status") == [
        "no index of the files as they are",
        "no longer current, removed by the next `pactgraph index`: 1",
    ]
    assert said(root)[0] == "the index is made"
    assert len(said(root, "--status")) == 1
    assert said(root, "--drop") == said(root, "--drop") == ["there is no index any more"]
    assert said(root, "--status") == ["no index"]


@pytest.mark.slow
def test_the_index_gives_the_answers_that_the_files_give(root: Path) -> None:
    calls = (["show", "corvane"], ["why", "corvane", "country"], ["run", "best-connected"])
    before = [run_apart(root, *arguments) for arguments in calls]
    said(root)
    assert [run_apart(root, *arguments) for arguments in calls] == before
    assert all(done.stdout for done in before)


def test_a_file_that_cannot_be_read_is_named_from_the_index_too(root: Path) -> None:
    (root / "data/registers/broken.ttl").write_text("no Turtle", encoding="utf-8")
    first = run_apart(root, "show", "corvane")
    assert [run(root, "index", *rest).returncode for rest in ((), (), ("--status",))] == [1, 1, 1]
    assert run_apart(root, "show", "corvane") == first
    assert first.stderr.startswith("left out: data/registers/broken.ttl:1:")
    assert first.returncode == 1


def test_where_reading_takes_long_it_is_advised_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(root, "show", "corvane").stderr == ""
    monkeypatch.setattr(workspace, "ADVISED_FROM", 1000)
    (line,) = run(root, "show", "corvane").stderr.splitlines()
    assert line.endswith("MB of files were read: `pactgraph index` makes the next question quicker")
    said(root)
    assert run(root, "show", "corvane").stderr == ""


def test_one_that_cannot_be_made_is_said_in_one_line(root: Path) -> None:
    (root / ".pactgraph").write_text("in the way", encoding="utf-8")
    refused = run(root, "index")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("Error: cannot write ")
    assert refused.stderr.count("\n") == 1
    assert said(root, "--status") == ["no index"]
    assert run(root, "show", "corvane").returncode == 0
