"""Paths of partnership: those that networkx finds over the same rows, and that follow from the values of
random worlds by a search of all simple paths; in order, and no others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations, pairwise
from pathlib import Path as File

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network.walk import CONTEXT, Path, Walk
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.questions import Questions, Value
from pactgraph.rdf.namespaces import CONCEPT, record
from pactgraph.workspace.workspace import Workspace

from .random_world import DAYS, HELD, STRENGTHS, World, node, worlds

NAMES = ("r0", "r1", "g0", "g1", "s0", "s1", "a0", "c0", "l0")
PAIRS = [*combinations(NAMES, 2), ("r1", "r0"), ("s0", "r0"), ("r0", "r0")]
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


Expected = Callable[[str, str], set[Names]]


def check(
    world: World, expected: Expected, limits: Mapping[str, Value] | None = None, via: Names = ()
) -> None:
    """Asserts that the paths between the things of a world are those expected for two names, each once, the
    shorter first; and of these the shortest where not all are asked for."""
    walk = Walk(world.questions(), limits, tuple(map(node, via)))
    for start, goal in PAIRS:
        every = expected(folded(start), folded(goal))
        told = names(list(walk.paths(node(start), node(goal), LONGEST, every=True)))
        assert len(told) == len(set(told))
        assert set(told) == every, (start, goal)
        assert [len(path) for path in told] == sorted(len(path) for path in told)
        least = min(map(len, every), default=0)
        shortest = names(list(walk.paths(node(start), node(goal), LONGEST)))
        assert shortest == [path for path in told if len(path) == least]


def names(paths: list[Path]) -> list[Names]:
    return [tuple(thing.value.rpartition("/")[2] for thing in path.things) for path in paths]


def folded(name: str) -> str:
    return f"r{name[1:]}" if name[0] == "g" else name


def all_passable(world: World) -> set[str]:
    things = {thing.name for thing in (*world.papers, *world.pledges, *world.leagues)}
    return things | {f"r{number}" for number in range(world.regions)}


def touching(world: World, sector: str) -> set[str]:
    """What is about a sector or a narrower one, itself or by a commitment made under it."""
    found = set()
    for thing in (*world.papers, *world.pledges, *world.leagues):
        about = set(thing.sectors)
        for pledge in world.pledges:
            about |= set(pledge.sectors) if pledge.under == thing.name else set()
        if about & world.sectors_within(sector):
            found.add(thing.name)
    return found


@given(worlds())
def test_the_paths_are_the_simple_paths(world: World) -> None:
    graph, passable = network(world), all_passable(world)
    check(world, lambda start, goal: simple_paths(graph, start, goal, passable, set()))


@given(worlds(), st.lists(st.sampled_from(NAMES), min_size=1, max_size=2))
def test_paths_via_things_are_the_simple_paths_through_them(world: World, via: list[str]) -> None:
    through = {folded(name) for name in via}
    graph, passable = network(world), all_passable(world) | through
    check(world, lambda start, goal: simple_paths(graph, start, goal, passable, through), via=tuple(via))


@given(worlds(), st.sampled_from(["s0", "s1", "s3"]))
def test_a_sector_limits_where_partners_meet(world: World, sector: str) -> None:
    passable = {name for name in all_passable(world) if name[0] == "r"} | touching(world, sector)
    graph = network(world)
    limits: Mapping[str, Value] = {"sector": node(sector)}
    check(world, lambda start, goal: simple_paths(graph, start, goal, passable, set()), limits)


@given(worlds(), st.sampled_from(STRENGTHS), st.sampled_from([None, "s0", "s1", "s3"]))
def test_a_strength_limits_to_commitments_as_firm_and_what_holds_them(
    world: World, strength: str, sector: str | None
) -> None:
    firm = [
        pledge
        for pledge in world.pledges
        if pledge.strength is not None and STRENGTHS.index(pledge.strength) >= STRENGTHS.index(strength)
    ]
    passable = {pledge.name for pledge in firm} | {pledge.under for pledge in firm if pledge.under}
    if sector is not None:
        passable &= touching(world, sector)
    passable |= {name for name in all_passable(world) if name[0] == "r"}
    graph = network(world)
    limits = {"sector": node(sector) if sector else None, "strength": node_of_strength(strength)}
    check(world, lambda start, goal: simple_paths(graph, start, goal, passable, set()), limits)


def node_of_strength(strength: str) -> NamedNode:
    return NamedNode(f"{CONCEPT}strength/{strength}")


@given(worlds(), st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS))
def test_a_period_limits_to_what_was_made_or_lasted_in_it(
    world: World, one: str | None, other: str | None
) -> None:
    since, until = sorted((one, other)) if one and other else (one, other)
    passable = {name for name in all_passable(world) if name[0] == "r"}
    days = {paper.name: paper.day for paper in world.papers}
    days |= {pledge.name: days.get(pledge.under or "") for pledge in world.pledges}
    days |= {league.name: league.founded for league in world.leagues}
    for name, day in days.items():
        if day is None:
            counts = since is None and until is None
        else:
            counts = day <= (until or "9999") and (name[0] == "l" or (since or "") <= day)
        if counts:
            passable.add(name)
    graph = network(world, since, until)
    limits = {"since": since, "until": until}
    check(world, lambda start, goal: simple_paths(graph, start, goal, passable, set()), limits)


@given(worlds())
def test_paths_of_one_length_are_in_the_order_of_their_things(world: World) -> None:
    walk = Walk(world.questions())
    for start, goal in PAIRS:
        paths = list(walk.paths(node(start), node(goal), LONGEST, every=True))
        for one, other in pairwise(paths):
            if len(one.hops) == len(other.hops):
                assert list(map(walk.rank, one.things)) < list(map(walk.rank, other.things))


def over_rows(questions: Questions, ends: set[NamedNode]) -> networkx.Graph:
    """The rows of `ties` that stand now as a graph of what a path may pass through, and of two ends."""
    roles = {row["class"]: row["role"] for row in questions.ask("kinds")}
    things = questions.ask("things")
    partners = {row["thing"]: row["partner"] or row["thing"] for row in things}
    open_ = {row["thing"] for row in things if roles[row["class"]] != CONTEXT} | ends
    graph = networkx.Graph()
    for row in questions.ask("ties"):
        one, other = (partners.get(row[column], row[column]) for column in ("thing", "other"))
        if one != other and {one, other} <= open_ and row["present"].value == "true":
            graph.add_edge(one, other)
    return graph


@given(worlds())
def test_the_shortest_paths_are_those_of_networkx_over_the_same_rows(world: World) -> None:
    questions = world.questions()
    walk = Walk(questions)
    for pair in PAIRS:
        start, goal = (walk.partner(node(name)) for name in pair)
        graph = over_rows(questions, {start, goal})
        told = [path.things for path in walk.paths(start, goal, most_hops=20)]
        if start == goal or not (graph.has_node(start) and graph.has_node(goal)):
            assert told == []
        elif networkx.has_path(graph, start, goal):
            assert sorted(told) == sorted(map(tuple, networkx.all_shortest_paths(graph, start, goal)))
        else:
            assert told == []


@given(worlds())
def test_each_hop_tells_every_tie_between_its_ends(world: World) -> None:
    questions = world.questions()
    walk = Walk(questions)
    for start, goal in PAIRS:
        for hop in (hop for path in walk.paths(node(start), node(goal)) for hop in path.hops):
            ends = {hop.start, hop.end}
            rows = [
                row
                for row in questions.ask("ties")
                if {walk.partner(row["thing"]), walk.partner(row["other"])} == ends
            ]
            assert hop.ties
            assert sorted(map(str, rows)) == sorted(str(tie.row) for tie in hop.ties)
            assert sorted(hop.ties, key=lambda tie: tie.order) == list(hop.ties)


def test_the_statuses_of_the_random_worlds_are_those_of_the_scheme() -> None:
    scheme = File(__file__).parents[2] / "ontology" / "schemes" / "membership-status.ttl"
    text = scheme.read_text(encoding="utf-8")
    assert all(f"membership-status:{status}\n" in text for status in HELD)
    assert text.count("skos:inScheme") == len(HELD)


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return Workspace.open(File(__file__).parents[2])


def asked(workspace: Workspace) -> Questions:
    return Questions(OxigraphEngine(workspace.store), Catalogue(workspace.queries, workspace.prefixes))


def shipped_paths(shipped: Workspace, start: str, goal: str) -> list[list[str]]:
    prefixes = shipped.prefixes
    ends = [prefixes.expand(name) for name in (start, goal)]
    assert ends[0] is not None and ends[1] is not None
    paths = Walk(asked(shipped)).paths(ends[0], ends[1])
    return [[prefixes.curie(thing) for thing in path.things] for path in paths]


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
    walk = Walk(asked(Workspace.open(small_world)))
    ends = record("region", "alderland"), record("region", "dunmere")
    first = next(walk.paths(*ends))
    assert [thing.value.rpartition("/")[2] for thing in first.things] == [
        "alderland",
        "alderland-corvane-2020-02-10",
        "corvane",
        "corvane-dunmere-2022-09-14",
        "dunmere",
    ]
    assert not list(walk.paths(record("region", "alderland"), record("region", "ivorne")))
