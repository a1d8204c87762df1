"""`pactgraph index`: says what there is, builds anew, removes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MAIN = "from pactgraph.cli import main; main()"
EVERYTHING = {"PACTGRAPH_INDEX_FROM": "0"}


@pytest.fixture
def root(small_world: Path, tmp_path: Path) -> Path:
    """A copy of the small world to edit."""
    return Path(shutil.copytree(small_world, tmp_path / "world"))


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from pactgraph.cli import main; main()",
            *arguments,
            "--workspace",
            str(root),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(root.parent / "cache"), **environment},
    )


def said(root: Path, *arguments: str, **environment: str) -> list[str]:
    done = run(root, "index", *arguments, **{**EVERYTHING, **environment})
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_small_workspace_needs_none(root: Path) -> None:
    for task in ("--status", "--rebuild"):
        done = run(root, "index", task)
        assert done.returncode == 0
        assert done.stdout.startswith("no index is needed: ")
        assert "$PACTGRAPH_INDEX_FROM" in done.stderr
    assert not (root / ".pactgraph").exists()


def test_before_the_first_question_there_is_none(root: Path) -> None:
    (line,) = said(root)
    assert line.startswith("no index yet: the next question builds it")


def test_status_after_a_question_an_edit_and_another_question(root: Path) -> None:
    first = run(root, "show", "corvane", **EVERYTHING)
    assert (first.returncode, first.stderr) == (0, "")
    where, current = said(root, "--status")
    assert where.startswith(f"{root / '.pactgraph'}: ")
    assert current == "up to date"
    register = root / "data/registers/regions.ttl"
    register.write_text(register.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    assert said(root)[1] == "files to read again: 1"
    assert run(root, "show", "corvane", **EVERYTHING).stdout == first.stdout
    assert said(root)[1] == "up to date"


def test_the_index_gives_the_answers_that_the_files_give(root: Path) -> None:
    for arguments in (["show", "corvane"], ["why", "corvane", "country"], ["run", "best-connected"]):
        parsed, indexed = run(root, *arguments), run(root, *arguments, **EVERYTHING)
        assert indexed.stdout == parsed.stdout != ""
        assert indexed.stderr == parsed.stderr
    assert (root / ".pactgraph" / "current").exists()


def test_rebuild_makes_another_generation_and_drop_takes_all_away(root: Path) -> None:
    assert said(root, "--rebuild")[1] == "up to date"
    before = (root / ".pactgraph" / "current").read_text()
    assert said(root, "--rebuild")[1] == "up to date"
    assert (root / ".pactgraph" / "current").read_text() != before
    assert said(root, "--drop") == [f"removed {root / '.pactgraph'}"]
    assert not (root / ".pactgraph").exists()
    assert said(root, "--drop") == ["there is no index"]


def test_a_file_that_cannot_be_read_is_named_from_the_index_too(root: Path) -> None:
    (root / "data/registers/broken.ttl").write_text("no Turtle", encoding="utf-8")
    first, second = (run(root, "show", "corvane", **EVERYTHING) for _ in range(2))
    assert first.stderr == second.stderr
    assert first.stderr.startswith("left out: data/registers/broken.ttl:1:")
    assert first.returncode == second.returncode == 1


def test_an_index_that_cannot_be_kept_is_said_in_one_line_and_the_answer_comes(root: Path) -> None:
    for folder in (root / ".pactgraph", root.parent / "cache"):
        folder.write_text("in the way", encoding="utf-8")
    done = run(root, "show", "corvane", **EVERYTHING)
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("no index is kept, the files are read anew each time: ")
    assert done.stdout == run(root, "show", "corvane").stdout
    refused = run(root, "index", "--rebuild", **EVERYTHING)
    assert refused.returncode == 2
    assert "the index cannot be kept" in refused.stderr
    assert "Traceback" not in refused.stderr
