"""The generator of workspaces: the same call gives the same bytes, and what it writes is valid data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pactgraph.check.checks import Checks
from pactgraph.workspace.workspace import Workspace

GENERATE = Path(__file__).parent / "generate.py"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(GENERATE), str(folder), *arguments], capture_output=True, text=True, check=False
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "workspace"
    assert run(folder, "--documents", "60").returncode == 0
    return folder


def test_what_it_writes_is_valid(written: Path) -> None:
    assert Checks(Workspace.open(written)).findings() == []


def test_it_writes_as_many_documents_as_asked_for_with_about_100_quads_each(written: Path) -> None:
    quads_of = Workspace.open(written).dataset.quads_of
    documents = [quads for file, quads in quads_of.items() if file.layer == "documents"]
    assert len(documents) == 60
    assert 80 < sum(map(len, documents)) / 60 < 130


def test_retellings_share_statements_and_decisions_reject_some(written: Path) -> None:
    dataset = Workspace.open(written).dataset
    assert dataset.rejected
    assert len(dataset.default_graph()) < sum(map(len, dataset.quads_of.values()))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(written: Path, tmp_path: Path) -> None:
    run(tmp_path / "again", "--documents", "60")
    run(tmp_path / "other", "--documents", "60", "--seed", "2")
    assert contents(tmp_path / "again") == contents(written)
    assert contents(tmp_path / "other") != contents(written)


def test_a_folder_that_holds_something_is_refused(written: Path) -> None:
    before = contents(written)
    refused = run(written, "--documents", "3")
    assert refused.returncode == 2
    assert "name a folder that is empty or missing" in refused.stderr
    assert contents(written) == before
