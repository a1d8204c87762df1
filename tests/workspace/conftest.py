"""What the tests of the index share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .little_workspace import make


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """A folder in memory where the system has one: an index flushes its files to the disk many times."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder).resolve()


@pytest.fixture
def always_indexed(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Has an index made of workspaces of a few bytes, too; gives the user's cache folder."""
    cache = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("PACTGRAPH_INDEX_FROM", "0")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return cache


@pytest.fixture
def root(quick_path: Path) -> Path:
    """A workspace folder of three small files."""
    return make(quick_path / "workspace")
