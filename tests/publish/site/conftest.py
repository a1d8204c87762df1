"""Sites for the tests: that of the small world, and ways to read pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from pactgraph.cli.material import gather
from pactgraph.publish.site.addresses import file_of
from pactgraph.publish.site.material import Settings
from pactgraph.publish.site.site import Site
from pactgraph.workspace.workspace import Workspace

pytest.importorskip("jinja2")

Pages = dict[str, str]


def site_of(root: Path, settings: Settings) -> Site:
    return Site(gather(Workspace.open(root), settings), settings)


@pytest.fixture(scope="session")
def world_site(small_world: Path) -> Site:
    return site_of(small_world, Settings(languages=("en", "de")))


@pytest.fixture(scope="session")
def world_files(world_site: Site) -> dict[str, bytes]:
    """Every file of the small world's site by its name."""
    found = {}
    for path in world_site.paths():
        content = world_site.page(path)
        assert content is not None
        found[file_of(path)] = content
    return found


@pytest.fixture(scope="session")
def world_pages(world_files: dict[str, bytes]) -> Pages:
    """Every page of HTML by the name of its file."""
    return {name: text.decode("utf-8") for name, text in world_files.items() if name.endswith(".html")}


@pytest.fixture(scope="session")
def links() -> Callable[[str], Iterator[str]]:
    """The addresses that a page has in `href` and `src`."""

    def find(page: str) -> Iterator[str]:
        for found in re.finditer(r'\b(?:href|src)="([^"]*)"', page):
            yield unescape(found[1])

    return find
