"""The small world: a complete workspace of invented regions and documents, in `tests/world`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace folder with the data of `tests/world` and the repository's ontology and queries.

    One copy serves the whole session: a test that edits files copies it first.
    """
    root = tmp_path_factory.mktemp("small-world")
    for folder in ("ontology", "queries"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for folder in ("data", "sources", "sources-moved"):
        shutil.copytree(TESTS / "world" / folder, root / folder)
    return root
