"""What the commands share: workspaces that no test edits are loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pactgraph.workspace import workspace
from pactgraph.workspace.files import SourceFile
from pactgraph.workspace.loading import Loaded, load, load_accepted

REPOSITORY = Path(__file__).parents[2]
Load = Callable[[Iterable[SourceFile]], Loaded]


@pytest.fixture(scope="session")
def _once(small_world: Path) -> dict[str, Load]:
    known: dict[tuple[str, tuple[SourceFile, ...]], Loaded] = {}

    def once(loading: Load) -> Load:
        def loaded(files: Iterable[SourceFile]) -> Loaded:
            files = tuple(files)
            if not files or not any(files[0].path.is_relative_to(root) for root in (small_world, REPOSITORY)):
                return loading(files)
            if (key := (loading.__name__, files)) not in known:
                known[key] = loading(files)
            return known[key]

        return loaded

    return {loading.__name__: once(loading) for loading in (load, load_accepted)}


@pytest.fixture(autouse=True)
def loaded_once(_once: dict[str, Load], monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands find the small world and the shipped data, which no test edits, loaded already. Nothing that
    has a loaded store writes to it."""
    for name, loading in _once.items():
        monkeypatch.setattr(workspace, name, loading)
