"""What the commands share: workspaces that no test edits are loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pactgraph.workspace import workspace
from pactgraph.workspace.files import SourceFile
from pactgraph.workspace.loading import Loaded, load
from pactgraph.workspace.rules import Rules

REPOSITORY = Path(__file__).parents[2]
Load = Callable[..., Loaded]


@pytest.fixture(scope="session")
def _once(small_world: Path) -> Load:
    known: dict[tuple[SourceFile, ...], Loaded] = {}

    def loaded(files: Iterable[SourceFile], rules: Rules, *, as_of: str | None = None) -> Loaded:
        files = tuple(files)
        kept = files and any(files[0].path.is_relative_to(root) for root in (small_world, REPOSITORY))
        if as_of is not None or not kept:
            return load(files, rules, as_of=as_of)
        if files not in known:
            known[files] = load(files, rules)
        return known[files]

    return loaded


@pytest.fixture(autouse=True)
def loaded_once(_once: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands find the small world and the shipped data, which no test edits, loaded already. Nothing that
    has a loaded store writes to it."""
    monkeypatch.setattr(workspace, "load", _once)
