"""`pactgraph index`: says what there is, builds anew, removes."""

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

MAIN = "from pactgraph.cli import main; main()"
EVERYTHING = {"PACTGRAPH_INDEX_FROM": "0"}


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def root(small_world: Path, tmp_path: Path) -> Path:
    """A copy of the small world to edit."""
    return Path(shutil.copytree(small_world, tmp_path / "world"))


def run(root: Path, *arguments: str, **environment: str) -> Ended:
    environment = {"XDG_CACHE_HOME": str(root.parent / "cache"), **environment}
    done = CliRunner().invoke(group, [*arguments, "--workspace", str(root)], env=environment)
    return Ended(done.exit_code, done.stdout, done.stderr)


def run_apart(root: Path, *arguments: str, **environment: str) -> Ended:
    """`run` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *arguments, "--workspace", str(root)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(root.parent / "cache"), **environment},
    )
    return Ended(done.returncode, done.stdout, done.stderr)


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


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_index_gives_the_answers_that_the_files_give(root: Path) -> None:
    for arguments in (["show", "corvane"], ["why", "corvane", "country"], ["run", "best-connected"]):
        parsed, indexed = run_apart(root, *arguments), run_apart(root, *arguments, **EVERYTHING)
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


def test_a_sealed_index_is_taken_as_it_is_until_a_file_is_replaced(root: Path) -> None:
    assert said(root, "--seal")[1:] == ["up to date", "sealed: questions do not look for edits"]
    before = run(root, "show", "corvane", **EVERYTHING).stdout
    register = root / "data/registers/regions.ttl"
    text = register.read_text(encoding="utf-8")
    new = text.replace('"Corvane"@en', '"Corvane the Fair"@en')
    assert new != text
    register.write_text(new, encoding="utf-8")
    assert run(root, "show", "corvane", **EVERYTHING).stdout == before, "an edit in place is not looked for"
    assert said(root)[1:] == ["files to read again: 1", "sealed: questions do not look for edits"]
    other = register.with_name("new")
    other.write_text(new, encoding="utf-8")
    other.replace(register)
    assert said(root)[2].startswith("the seal is broken")
    assert "Corvane the Fair" in run(root, "show", "corvane", **EVERYTHING).stdout
    assert said(root, "--unseal") == ["the seal is off"]
    assert said(root, "--unseal") == ["there is no seal"]
    assert said(root)[1:] == ["up to date"]


@pytest.mark.parametrize("change", ["add", "remove", "rename", "rebuild", "format"])
def test_what_breaks_a_seal(change: str, root: Path) -> None:
    said(root, "--seal")
    document = sorted((root / "data/documents").glob("*.trig"))[0]
    if change == "add":
        (root / "data/curation/extra.ttl").write_text("<http://x/a> <http://x/b> <http://x/c> .\n")
    elif change == "remove":
        document.unlink()
    elif change == "rename":
        document.rename(document.with_name("other.trig"))
    elif change == "rebuild":
        said(root, "--rebuild")
    else:
        document.write_text(document.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
        assert run(root, "format", str(document)).returncode == 0
    assert said(root)[2].startswith("the seal is broken")


@pytest.mark.slow
def test_unseal_shows_an_edit_and_drop_takes_the_seal_away(root: Path) -> None:
    said(root, "--seal")
    register = root / "data/registers/regions.ttl"
    text = register.read_text(encoding="utf-8").replace('"Corvane"@en', '"Corvane the Fair"@en')
    register.write_text(text, encoding="utf-8")
    assert "Corvane the Fair" not in run(root, "show", "corvane", **EVERYTHING).stdout
    said(root, "--unseal")
    assert "Corvane the Fair" in run(root, "show", "corvane", **EVERYTHING).stdout
    said(root, "--seal")
    said(root, "--drop")
    assert not (root / ".pactgraph").exists()
    assert "Corvane the Fair" in run(root, "show", "corvane").stdout


def test_an_index_outside_the_workspace_cannot_be_sealed(root: Path) -> None:
    (root / ".pactgraph").write_text("in the way", encoding="utf-8")
    refused = run(root, "index", "--seal", **EVERYTHING)
    assert (refused.returncode, "only one in the workspace can be sealed" in refused.stderr) == (2, True)


def test_a_file_that_cannot_be_read_is_named_from_the_index_too(root: Path) -> None:
    (root / "data/registers/broken.ttl").write_text("no Turtle", encoding="utf-8")
    first, second = (run_apart(root, "show", "corvane", **EVERYTHING) for _ in range(2))
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
