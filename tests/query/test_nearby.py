"""What is told of a thing from its surroundings alone is what is told of it from the whole network."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network.limits import Limits
from pactgraph.query.network.nearby import ties_around
from pactgraph.query.network.reading import read_ties
from pactgraph.query.network.ties import Ties
from pactgraph.query.relations import KINDS
from pactgraph.query.telling import contrast
from pactgraph.query.telling import dossier as telling
from pactgraph.workspace.workspace import Workspace

EACH = 2
"""Things of each kind that the ordinary run tells of."""


class World:
    """The small world, its engine and its whole network."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace.open(root)
        self.engine = OxigraphEngine(self.workspace.store)
        self.network = read_ties(self.engine)

    def things(self) -> list[NamedNode]:
        """Everything that something is stated of, or that is a value."""
        found = {
            end
            for quad in self.workspace.store.quads_for_pattern(None, None, None, DefaultGraph())
            for end in (quad.subject, quad.object)
            if isinstance(end, NamedNode)
        }
        return sorted(found, key=lambda thing: thing.value)

    def some(self) -> list[NamedNode]:
        """Some things of each kind, and some that are none of the network's."""
        by_kind: dict[str, list[NamedNode]] = {}
        for thing in self.things():
            by_kind.setdefault(self.network.kind(thing), []).append(thing)
        assert len(by_kind) > 15
        return [thing for things in by_kind.values() for thing in things[:EACH]]


@pytest.fixture(scope="module")
def world(small_world: Path) -> World:
    return World(small_world)


def same(world: World, things: list[NamedNode], monkeypatch: pytest.MonkeyPatch) -> None:
    def whole(*_: object) -> Ties:
        return world.network

    for thing in things:
        for day in (None, "2022-06-01"):
            near = telling.dossier(world.engine, world.workspace.prefixes, thing, day=day)
            with monkeypatch.context() as patched:
                patched.setattr(telling, "ties_around", whole)
                far = telling.dossier(world.engine, world.workspace.prefixes, thing, day=day)
            assert near == far, thing


def test_a_dossier_of_each_kind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    same(world, world.some(), monkeypatch)


@pytest.mark.slow
def test_every_dossier(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    same(world, world.things(), monkeypatch)


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[pytest.mark.slow] * (seed > 0)) for seed in range(8)]
)
def test_comparisons_within_limits(world: World, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    def whole(*_: object) -> Ties:
        return world.network

    chance = random.Random(seed)
    kinds = [things for kind in KINDS.values() if len(things := world.network.things(kind)) > 1]
    sectors = [thing for thing in world.network.things("concept") if "/sector/" in thing.value]
    for things in kinds:
        first, second = chance.sample(things, 2)
        limits = Limits(
            sector=chance.choice([None, *sectors]),
            since=chance.choice([None, "2022-01-01"]),
            until=chance.choice([None, "2023-12-31"]),
            strength=chance.choice([None, *world.network.firmness]),
        )
        asked = partial(contrast.contrast, world.engine, world.workspace.prefixes, first, second)
        near = asked(limits=limits)
        with monkeypatch.context() as patched:
            patched.setattr(contrast, "ties_around", whole)
            assert near == asked(limits=limits), (first, second, limits)


def test_what_is_far_is_not_read(world: World) -> None:
    """The network around a place without ties has none; around a region it is a part of the whole."""
    (region, *_) = world.network.things("region")
    around = ties_around(world.engine, [region])
    assert set(around.all) < set(world.network.all)
    assert set(around.of(region)) == set(world.network.of(region))
    assert not ties_around(world.engine, [NamedNode("http://x/nothing")]).all
