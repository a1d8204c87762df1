"""The workspaces that views are compared on: the shipped data, the small world, random ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import pytest
from click.testing import CliRunner

import pactgraph
from pactgraph.cli import group
from pactgraph.workspace import workspace
from pactgraph.workspace.loading import Loaded
from pactgraph.workspace.workspace import Workspace

from .plain import Plain, Within
from .realms import REPOSITORY, Realm

Row = dict[str, "str | None"]


class Place:
    """A workspace: as users open it, and what stands in it."""

    def __init__(self, name: str, root: Path) -> None:
        self.name = name
        self.root = root
        self.face = pactgraph.open_workspace(root)
        self._asked: dict[object, list[Row]] = {}

    def __repr__(self) -> str:
        return self.name

    def expanded(self, name: str) -> str:
        """The IRI of a prefixed name."""
        found = self._workspace.prefixes.expand(name)
        assert found is not None, name
        return found.value

    @cached_property
    def _workspace(self) -> Workspace:
        return Workspace.open(self.root)

    @cached_property
    def plain(self) -> Plain:
        """What stands, for the plain answers."""
        return Plain(self._workspace.store)

    def rows(self, question: str, limits: Within = Within(), **params: str | None) -> list[Row]:  # noqa: B008
        """The rows of a stored question, things as IRIs, everything else as text; asked once."""
        given = {**limits.given, **params}
        key = (question, *sorted((name, value) for name, value in given.items() if value is not None))
        if key not in self._asked:
            found = self.face.query(question, **given)
            self._asked[key] = [
                {
                    name: None if value is None else str(value)
                    for name, value in zip(found.columns, row, strict=True)
                }
                for row in found
            ]
        return self._asked[key]

    @cached_property
    def _labels(self) -> dict[str, str]:
        named = self.face.sparql(
            "SELECT ?thing (SAMPLE(?label) AS ?name) { ?thing rdfs:label|skos:prefLabel ?label ."
            " FILTER(LANG(?label) = 'en') } GROUP BY ?thing"
        )
        return {str(row.thing): str(row.name) for row in named}

    def label(self, thing: str) -> str:
        """The English name of a thing."""
        return self._labels[thing]

    def of(self, *kinds: str) -> list[str]:
        """The things of these classes that stand in it, in order."""
        return sorted({thing for kind in kinds for thing in self.plain.to(self.expanded(kind), "rdf:type")})


@pytest.fixture(autouse=True)
def loaded_once(once: Callable[..., Loaded], monkeypatch: pytest.MonkeyPatch) -> None:
    """Views find the small world and the shipped data loaded already: see `once`."""
    monkeypatch.setattr(workspace, "load", once)


@pytest.fixture(scope="session")
def realm(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Place]:
    """Makes the random workspace of a seed, once."""
    known: dict[int, Place] = {}

    def make(seed: int) -> Place:
        if seed not in known:
            known[seed] = Place(f"seed {seed}", Realm(seed).write(tmp_path_factory.mktemp(f"realm{seed}")))
        return known[seed]

    return make


@pytest.fixture(scope="session")
def realms(realm: Callable[[int], Place], amount: Callable[[int, int], int]) -> list[Place]:
    """Random workspaces: one, or a hundred in a whole run."""
    return [realm(seed) for seed in range(amount(1, 100))]


@pytest.fixture(scope="session")
def places(small_world: Path, realms: list[Place]) -> list[Place]:
    """All of them."""
    return [Place("shipped", REPOSITORY), Place("world", small_world), *realms]


@pytest.fixture(scope="session")
def built(
    small_world: Path, realm: Callable[[int], Place], tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Place, Path]]:
    """The small world and a random workspace, each with its site in English."""
    return [site_of(place, tmp_path_factory) for place in (Place("world", small_world), realm(0))]


def site_of(place: Place, folders: pytest.TempPathFactory) -> tuple[Place, Path]:
    """A workspace with the folder of its site in English."""
    pytest.importorskip("jinja2")
    root = folders.mktemp("site") / "site"
    call = ["site", str(root), "--lang", "en", "--no-validation", "--workspace", str(place.root)]
    made = CliRunner().invoke(group, call)
    assert made.exit_code == 0, made.output
    return place, root
