"""Edits as curators make them, and worse: whatever they write, each finding has words and a place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from pactgraph.check.checks import Checks
from pactgraph.workspace.workspace import Workspace

from . import edits


def edit(root: Path, seed: int, steps: int) -> int:
    """Edits a workspace `steps` times and checks it after each. Gives how many findings there were in all."""
    chance = Random(seed)
    originals = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in edits.data_files(root)
    }
    checks = Checks(Workspace(root))
    total = 0
    for step in range(steps):
        changed = edits.edit(root, originals, chance)
        checks.again()
        findings = checks.findings()
        nowhere = [each for each in findings if each.file is None or not each.message or not each.remedy]
        assert nowhere == [], f"seed {seed}, step {step}: {changed}"
        total += len(findings)
    return total


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_random_edits_of_the_tiny_workspace(
    seed: int, tiny: object, amount: Callable[[int, int], int]
) -> None:
    assert edit(tiny.root, seed, amount(10, 150)) > 5  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_random_edits_of_the_small_world(
    seed: int, small_world: Path, tmp_path: Path, amount: Callable[[int, int], int]
) -> None:
    root = tmp_path / "world"
    shutil.copytree(small_world, root)
    assert edit(root, seed, amount(8, 60))
