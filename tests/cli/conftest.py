"""What the commands share: workspaces that no test edits are loaded once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactgraph.workspace import workspace
from pactgraph.workspace.loading import Loaded


@pytest.fixture(autouse=True)
def loaded_once(once: Callable[..., Loaded], monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands find the small world and the shipped data loaded already: see `once`."""
    monkeypatch.setattr(workspace, "load", once)
