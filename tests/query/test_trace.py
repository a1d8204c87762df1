"""Paths of partnership: the ones that a search of all simple paths finds, in order, and no others."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path as File

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from pactgraph.model.namespaces import CONCEPT, record
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network.limits import Limits, Sieve
from pactgraph.query.network.reading import read_ties
from pactgraph.query.network.trace import Path, Tracer, rank
from pactgraph.workspace.workspace import Workspace

from .random_world import DAYS, HELD, STRENGTHS, League, Pledge, World, node, worlds

NAMES = st.sampled_from(["r0", "r1", "g0", "g1", "s0", "s1", "a0", "c0", "l0"])
LONGEST = 4
Names = tuple[str, ...]


def network(world: World, since: str | None = None, until: str | None = None) -> networkx.Graph:
    """The ties of a world; without the memberships that do not stand in the period."""
    graph = networkx.Graph()
    for paper in world.papers:
        graph.add_edges_from((paper.name, world.region(party)) for party in paper.parties)
    for pledge in world.pledges:
        graph.add_edges_from(
            (pledge.name, world.region(party)) for party in (*pledge.committers, *pledge.towards)
        )
        if pledge.under:
            graph.add_edge(pledge.name, pledge.under)
    for league in world.leagues:
        if league.foreseen_by:
            graph.add_edge(league.name, league.foreseen_by)
        for member, _, first, last in league.members:
            if (first or "") <= (until or "9999") and (since or "") <= (last or "9999"):
                graph.add_edge(league.name, world.region(member))
    for thing in (*world.papers, *world.pledges, *world.leagues):
        graph.add_edges_from((thing.name, sector) for sector in thing.sectors)
    return graph


def simple_paths(
    graph: networkx.Graph, start: str, goal: str, passable: set[str], via: set[str], longest: int = LONGEST
) -> set[Names]:
    """All simple paths whose inner things are passable and hold all of `via`."""
    if start == goal or start not in graph or goal not in graph:
        return set()
    inner = graph.subgraph(passable | {start, goal})
    return {
        tuple(path)
        for path in networkx.all_simple_paths(inner, start, goal, cutoff=longest)
        if via <= {start, goal, *path}
    }


def found(
    world: World, start: str, goal: str, limits: Limits | None = None, via: Names = (), *, every: bool
) -> list[Path]:
    engine = OxigraphEngine(world.store())
    ties = read_ties(engine)
    sieve = Sieve.open(engine, ties, limits or Limits())
    tracer = Tracer(ties, sieve, tuple(map(node, via)))
    return list(tracer.paths(node(start), node(goal), LONGEST, every=every))


def names(paths: list[Path]) -> list[Names]:
    return [tuple(thing.value.rpartition("/")[2] for thing in path.things) for path in paths]


def folded(name: str) -> str:
    return f"r{name[1:]}" if name[0] == "g" else name


def all_passable(world: World) -> set[str]:
    things = {thing.name for thing in (*world.papers, *world.pledges, *world.leagues)}
    return things | {f"r{number}" for number in range(world.regions)}


@settings(deadline=None)
@given(worlds(), NAMES, NAMES)
def test_all_paths_are_the_simple_paths(world: World, start: str, goal: str) -> None:
    expected = simple_paths(network(world), folded(start), folded(goal), all_passable(world), set())
    told = names(found(world, start, goal, every=True))
    assert len(told) == len(set(told))
    assert set(told) == expected
    assert [len(path) for path in told] == sorted(len(path) for path in told)


@settings(deadline=None)
@given(worlds(), NAMES, NAMES)
def test_without_all_the_paths_are_the_shortest(world: World, start: str, goal: str) -> None:
    every = simple_paths(network(world), folded(start), folded(goal), all_passable(world), set())
    least = min(map(len, every), default=0)
    assert set(names(found(world, start, goal, every=False))) == {p for p in every if len(p) == least}


@settings(deadline=None)
@given(worlds(), NAMES, NAMES, st.lists(NAMES, min_size=1, max_size=2))
def test_paths_via_things_are_the_simple_paths_through_them(
    world: World, start: str, goal: str, via: list[str]
) -> None:
    through = {folded(name) for name in via}
    passable = all_passable(world) | through
    every = simple_paths(network(world), folded(start), folded(goal), passable, through)
    assert set(names(found(world, start, goal, via=tuple(via), every=True))) == every
    least = min(map(len, every), default=0)
    shortest = {path for path in every if len(path) == least}
    assert set(names(found(world, start, goal, via=tuple(via), every=False))) == shortest


@settings(deadline=None)
@given(worlds(), NAMES, NAMES, st.sampled_from(["s0", "s1", "s3"]))
def test_a_sector_limits_where_partners_meet(world: World, start: str, goal: str, sector: str) -> None:
    within = world.sectors_within(sector)
    passable = {name for name in all_passable(world) if name[0] == "r"}
    for thing in (*world.papers, *world.pledges, *world.leagues):
        about = set(thing.sectors)
        for pledge in world.pledges:
            about |= set(pledge.sectors) if pledge.under == thing.name else set()
        if about & within:
            passable.add(thing.name)
    expected = simple_paths(network(world), folded(start), folded(goal), passable, set())
    assert set(names(found(world, start, goal, Limits(sector=node(sector)), every=True))) == expected


@settings(deadline=None)
@given(worlds(), NAMES, NAMES, st.sampled_from(STRENGTHS))
def test_a_strength_limits_to_commitments_as_firm_and_what_holds_them(
    world: World, start: str, goal: str, strength: str
) -> None:
    def firm(pledge: Pledge) -> bool:
        return pledge.strength is not None and STRENGTHS.index(pledge.strength) >= STRENGTHS.index(strength)

    passable = {name for name in all_passable(world) if name[0] == "r"}
    passable |= {pledge.name for pledge in world.pledges if firm(pledge)}
    passable |= {pledge.under for pledge in world.pledges if firm(pledge) and pledge.under}
    expected = simple_paths(network(world), folded(start), folded(goal), passable, set())
    limits = Limits(strength=node_of_strength(strength))
    assert set(names(found(world, start, goal, limits, every=True))) == expected


@settings(deadline=None)
@given(worlds(), NAMES, NAMES, st.sampled_from(STRENGTHS), st.sampled_from(["s0", "s1", "s3"]))
def test_a_strength_and_a_sector_have_to_be_those_of_one_commitment(
    world: World, start: str, goal: str, strength: str, sector: str
) -> None:
    firm = {
        pledge.name
        for pledge in world.pledges
        if pledge.strength is not None
        and STRENGTHS.index(pledge.strength) >= STRENGTHS.index(strength)
        and set(pledge.sectors) & world.sectors_within(sector)
    }
    passable = {name for name in all_passable(world) if name[0] == "r"} | firm
    passable |= {pledge.under for pledge in world.pledges if pledge.name in firm and pledge.under}
    expected = simple_paths(network(world), folded(start), folded(goal), passable, set())
    limits = Limits(sector=node(sector), strength=node_of_strength(strength))
    assert set(names(found(world, start, goal, limits, every=True))) == expected


def node_of_strength(strength: str) -> NamedNode:
    return NamedNode(f"{CONCEPT}strength/{strength}")


def on_record(world: World, name: str) -> list[str | None]:
    """The days of the documents that state something of a thing: its own, and that of each alliance that an
    agreement provides for."""
    telling = [name, *(league.name for league in world.leagues if league.foreseen_by == name)]
    return [world.printed[each] for each in telling]


@settings(deadline=None)
@given(worlds(), NAMES, NAMES, st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS))
def test_a_period_limits_to_what_was_made_or_lasted_in_it(
    world: World, start: str, goal: str, one: str | None, other: str | None
) -> None:
    since, until = sorted((one, other)) if one and other else (one, other)
    passable = {name for name in all_passable(world) if name[0] == "r"}
    days = {paper.name: paper.day for paper in world.papers}
    for thing in (*world.papers, *world.pledges, *world.leagues):
        day = days.get(thing.under or "") if isinstance(thing, Pledge) else days.get(thing.name)
        day = day or min(filter(None, on_record(world, thing.name)), default=None)
        if day is None:
            counts = since is None and until is None
        else:
            counts = day <= (until or "9999") and (isinstance(thing, League) or (since or "") <= day)
        if counts:
            passable.add(thing.name)
    expected = simple_paths(network(world, since, until), folded(start), folded(goal), passable, set())
    assert set(names(found(world, start, goal, Limits(since=since, until=until), every=True))) == expected


@settings(deadline=None)
@given(worlds(), NAMES, NAMES)
def test_paths_of_one_length_are_in_the_order_of_their_things(world: World, start: str, goal: str) -> None:
    ties = read_ties(OxigraphEngine(world.store()))
    paths = found(world, start, goal, every=True)
    for one, other in pairwise(paths):
        if len(one.hops) == len(other.hops):
            assert [rank(ties, t) for t in one.things] < [rank(ties, t) for t in other.things]


@settings(deadline=None)
@given(worlds(), NAMES, NAMES)
def test_each_hop_tells_every_tie_between_its_ends(world: World, start: str, goal: str) -> None:
    ties = read_ties(OxigraphEngine(world.store()))
    for path in found(world, start, goal, every=False):
        for hop in path.hops:
            assert hop.ties
            assert sorted(hop.ties, key=lambda tie: tie.order) == list(hop.ties)
            assert set(hop.ties) == set(ties.neighbours[hop.start][hop.end])


def test_the_statuses_of_the_random_worlds_are_those_of_the_scheme() -> None:
    scheme = File(__file__).parents[2] / "ontology" / "schemes" / "membership-status.ttl"
    text = scheme.read_text(encoding="utf-8")
    assert all(f"membership-status:{status}\n" in text for status in HELD)
    assert text.count("skos:inScheme") == len(HELD)


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return Workspace.open(File(__file__).parents[2])


def shipped_paths(shipped: Workspace, start: str, goal: str) -> list[list[str]]:
    engine = OxigraphEngine(shipped.store)
    ties = read_ties(engine)
    prefixes = shipped.prefixes
    ends = [prefixes.expand(name) for name in (start, goal)]
    assert ends[0] is not None and ends[1] is not None
    tracer = Tracer(ties, Sieve.open(engine, ties, Limits()))
    return [[prefixes.curie(thing) for thing in path.things] for path in tracer.paths(ends[0], ends[1])]


def test_saxony_and_flanders_are_linked_by_their_declaration_first_then_by_the_alliance_paper(
    shipped: Workspace,
) -> None:
    inner = [path[1] for path in shipped_paths(shipped, "region:saxony", "region:flanders")]
    assert inner[:2] == ["agreement:saxony-flanders-2023-09-06", "agreement:semiconductor-regions-2023-03-06"]


def test_a_paper_of_thirteen_is_one_meeting_point(shipped: Workspace) -> None:
    paths = shipped_paths(shipped, "region:basque-country", "region:styria")
    assert paths[0] == [
        "region:basque-country",
        "agreement:semiconductor-regions-2023-03-06",
        "region:styria",
    ]
    assert all(len(path) == 3 for path in paths)


def test_flanders_comes_to_hydrogen_by_commitments_and_the_expert_group(shipped: Workspace) -> None:
    inner = {path[1] for path in shipped_paths(shipped, "region:flanders", "sector:hydrogen")}
    assert inner == {
        "body:expert-group-hydrogen",
        "commitment:energy-transition-trailblazers",
        "commitment:hydrogen-deployment",
        "commitment:hydrogen-joint-forces",
    }


def test_a_government_is_no_hop_away_from_its_region(shipped: Workspace) -> None:
    assert shipped_paths(shipped, "region:saxony", "government:saxony") == []
    assert shipped_paths(shipped, "government:saxony", "government:flanders") == shipped_paths(
        shipped, "region:saxony", "region:flanders"
    )


def test_small_world_paths(small_world: File) -> None:
    engine = OxigraphEngine(Workspace.open(small_world).store)
    ties = read_ties(engine)
    tracer = Tracer(ties, Sieve.open(engine, ties, Limits()))
    ends = record("region", "alderland"), record("region", "dunmere")
    first = next(tracer.paths(*ends))
    assert [thing.value.rpartition("/")[2] for thing in first.things] == [
        "alderland",
        "alderland-corvane-2020-02-10",
        "corvane",
        "corvane-dunmere-2022-09-14",
        "dunmere",
    ]
    assert not list(tracer.paths(record("region", "alderland"), record("region", "ivorne")))
