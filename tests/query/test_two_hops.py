"""Regions two hops apart among hundreds of agreements, by the query and by the simplest computation there is:
joins of this size are where Virtuoso has lost rows, and where plans of Oxigraph have taken minutes."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import real_stores
from pyoxigraph import NamedNode, parse

from pactgraph.query.engines.engine import Engine
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.remote.endpoint import RemoteEngine
from pactgraph.query.sparql.binding import bind
from pactgraph.workspace.rules import read_rules, run

from .random_world import Paper, World, node

REPOSITORY = Path(__file__).parents[2]
QUERY = (REPOSITORY / "queries" / "links" / "two-hops.rq").read_text(encoding="utf-8")
slow = pytest.mark.slow
Rows = list[tuple[NamedNode, ...]]


@pytest.fixture(scope="module")
def world() -> World:
    """A few regions that are in every second agreement and many that are in some; governments stand in for
    half of them."""
    chance = random.Random(5)
    weights = [1 / (1 + number) for number in range(40)]
    papers = []
    for number in range(500):
        size = chance.choice([2, 2, 2, 2, 3, 4, 5])
        regions = dict.fromkeys(chance.choices(range(40), weights, k=size))
        parties = [f"{chance.choice('rg')}{region}" for region in regions]
        papers.append(Paper(f"a{number}", parties, [], None))
    return World(40, papers, [], [])


@pytest.fixture(scope="module")
def hops(world: World) -> Callable[[int], Rows]:
    """The rows for a region, in order."""
    papers = {paper.name: {world.region(party) for party in paper.parties} for paper in world.papers}
    among: dict[str, set[str]] = {}
    for name, regions in papers.items():
        for region in regions:
            among.setdefault(region, set()).add(name)

    def found(number: int) -> Rows:
        start = f"r{number}"
        first = among.get(start, set())
        direct = {region for name in first for region in papers[name]}
        rows = {
            (node(target), node(via), node(one), node(other))
            for one in first
            for via in papers[one] - {start}
            for other in among[via] - {one}
            for target in papers[other] - direct - {start, via}
        }
        return sorted(rows, key=lambda row: [term.value for term in row])

    return found


@pytest.fixture(
    scope="module", params=["embedded", *(pytest.param(name, marks=slow) for name in real_stores.NAMES)]
)
def engine(request: pytest.FixtureRequest, world: World, stores: real_stores.Stores) -> Engine:
    told = world.store()
    for quad in parse(path=REPOSITORY / "ontology" / "pactgraph.ttl"):
        told.add(quad)
    for rule in read_rules(REPOSITORY).rules:
        if rule.name in ("70-involved", "72-territories"):
            run(told, rule)
    if request.param == "embedded":
        return OxigraphEngine(told)
    store = stores.empty(request.param)
    store.load(told)
    return RemoteEngine(store.query)


def test_every_row_for_regions_of_all_kinds(engine: Engine, hops: Callable[[int], Rows]) -> None:
    counted = 0
    for number in range(0, 40, 6):
        expected = hops(number)
        counted += len(expected)
        rows = engine.select(bind(QUERY, {"_region_iri": node(f"r{number}")})).rows
        assert list(rows) == expected, number
    assert counted > 100
