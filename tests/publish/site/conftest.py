"""Sites for the tests: that of the small world, and ways to read pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from pactgraph.publish.site.addresses import file_of
from pactgraph.publish.site.gathering import gather
from pactgraph.publish.site.material import Settings
from pactgraph.publish.site.site import Site
from pactgraph.workspace.workspace import Workspace

pytest.importorskip("jinja2")

Pages = dict[str, str]
TESTS = Path(__file__).parents[2]
REPOSITORY = TESTS.parent


def site_of(root: Path, settings: Settings) -> Site:
    return Site(gather(Workspace.open(root), settings), settings)


@pytest.fixture(scope="session")
def world_site(small_world: Path) -> Site:
    return site_of(small_world, Settings(languages=("en", "de")))


@pytest.fixture(scope="session")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """Makes a site, without pages of questions, of a workspace with one register of the given text and one
    document."""

    def make(register: str = "") -> Site:
        root = tmp_path_factory.mktemp("tiny")
        shutil.copytree(TESTS / "check" / "tiny" / "data", root / "data")
        shutil.copytree(REPOSITORY / "ontology", root / "ontology")
        shutil.copytree(REPOSITORY / "queries", root / "queries")
        if register:
            (root / "data" / "registers" / "more.ttl").write_text(register, encoding="utf-8")
        settings = Settings(languages=("en",))
        return Site(replace(gather(Workspace.open(root), settings), shapes=(), answered=()), settings)

    return make


@pytest.fixture(scope="session")
def tiny_site(make_site: Callable[[str], Site]) -> Site:
    return make_site("")


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
