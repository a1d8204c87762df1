"""A tiny valid workspace that tests may spoil, and what they need to spoil it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pactgraph.check.checks import Checks
from pactgraph.workspace.finding import Finding
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
TINY = Path(__file__).parent / "tiny"


@dataclass
class Tiny:
    """A workspace of a test's own: two regions of one country, an agreement, one note with four passages."""

    root: Path

    def path(self, file: str) -> Path:
        """The file of that name, such as `regions.ttl`, wherever in the workspace it lies."""
        (found,) = (path for path in self.root.rglob(file) if path.is_file())
        return found

    def edit(self, file: str, old: str, new: str, *, count: int = 1) -> Path:
        """Replaces `old`, which occurs `count` times, by `new`."""
        path = self.path(file)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == count, f"{old!r} occurs {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    def line(self, file: str, part: str) -> int:
        """The number of the only line that holds `part`."""
        lines = self.path(file).read_text(encoding="utf-8").split("\n")
        (number,) = (number for number, line in enumerate(lines, 1) if part in line)
        return number

    def findings(self) -> list[Finding]:
        """What the checks find, remarks on canonical text left out."""
        found = Checks(Workspace(self.root)).findings()
        return [finding for finding in found if finding.rule != "canonical"]


@pytest.fixture(scope="session")
def _tiny_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tiny") / "workspace"
    shutil.copytree(TINY, root)
    shutil.copytree(REPOSITORY / "ontology", root / "ontology", dirs_exist_ok=True)
    (root / "queries").mkdir()
    return root


@pytest.fixture
def tiny(tmp_path: Path, _tiny_master: Path) -> Iterator[Tiny]:
    """A fresh copy of the tiny workspace."""
    root = tmp_path / "workspace"
    shutil.copytree(_tiny_master, root)
    yield Tiny(root)
