"""Figures of the network: what the simplest computation gives on random worlds, in every process alike."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from itertools import combinations
from math import isclose
from pathlib import Path

import pytest
from hypothesis import given
from pyoxigraph import NamedNode

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network import figures as module
from pactgraph.query.network.figures import Figures, figures, measure, meetings, places
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.questions import Questions
from pactgraph.rdf.fault import Fault
from pactgraph.rdf.namespaces import CONCEPT
from pactgraph.workspace.extras import MissingExtra
from pactgraph.workspace.workspace import Workspace

from .random_world import HELD, World, node, worlds

REPOSITORY = Path(__file__).parents[2]
Graph = dict[str, set[str]]


def of(world: World) -> Figures:
    (found,) = measure(world.questions(), {}).figures
    return found


def met(world: World) -> dict[str, set[str]]:
    found = {paper.name: {world.region(party) for party in paper.parties} for paper in world.papers}
    return {name: meeting for name, meeting in found.items() if meeting}


def bipartite(found: dict[str, set[str]]) -> Graph:
    graph: Graph = {}
    for point, meeting in found.items():
        for partner in meeting:
            graph.setdefault(point, set()).add(partner)
            graph.setdefault(partner, set()).add(point)
    return graph


def projection(found: dict[str, set[str]]) -> Graph:
    graph: Graph = {partner: set() for meeting in found.values() for partner in meeting}
    for meeting in found.values():
        for one, other in combinations(meeting, 2):
            graph[one].add(other)
            graph[other].add(one)
    return graph


def shortest(graph: Graph, start: str, goal: str) -> list[tuple[str, ...]]:
    """All shortest paths, by trying every path in order of length."""
    queue, found = deque([(start,)]), list[tuple[str, ...]]()
    while queue:
        path = queue.popleft()
        if found and len(path) >= len(found[0]):
            break
        for end in graph[path[-1]]:
            if end == goal:
                found.append((*path, end))
            elif end not in path:
                queue.append((*path, end))
    return found


def betweenness(graph: Graph) -> dict[str, float]:
    """The share of shortest paths through each thing, summed over pairs and divided by their number."""
    counts = dict.fromkeys(graph, 0.0)
    for one, other in combinations(sorted(graph), 2):
        paths = shortest(graph, one, other)
        for path in paths:
            for thing in path[1:-1]:
                counts[thing] += 1 / len(paths)
    pairs = (len(graph) - 1) * (len(graph) - 2) / 2
    return {thing: count / pairs if pairs else 0.0 for thing, count in counts.items()}


def names(found: Figures) -> list[str]:
    return [row.partner.value.rpartition("/")[2] for row in found.rows]


@given(worlds())
def test_degrees_and_weights(world: World) -> None:
    found, where = of(world), met(world)
    assert set(names(found)) == {partner for meeting in where.values() for partner in meeting}
    assert found.points == len(where)
    pairs = {pair for meeting in where.values() for pair in combinations(sorted(meeting), 2)}
    assert found.pairs == len(pairs)
    for name, row in zip(names(found), found.rows, strict=True):
        mine = [meeting for meeting in where.values() if name in meeting]
        assert row.meetings == len(mine)
        assert row.partners == len(set().union(*mine) - {name})
        assert isclose(row.weight, sum(1 for meeting in mine if len(meeting) > 1), abs_tol=1e-9)


@given(worlds())
def test_betweenness_on_both_graphs(world: World) -> None:
    found, where = of(world), met(world)
    both, alone = betweenness(bipartite(where)), betweenness(projection(where))
    for name, row in zip(names(found), found.rows, strict=True):
        assert isclose(row.between, both[name], abs_tol=1e-9)
        assert isclose(row.bridging, alone[name], abs_tol=1e-9)


def modularity(where: dict[str, set[str]], community: dict[str, int]) -> float:
    weights: dict[frozenset[str], float] = {}
    for meeting in where.values():
        for pair in combinations(meeting, 2):
            weights[frozenset(pair)] = weights.get(frozenset(pair), 0.0) + 1 / (len(meeting) - 1)
    total = sum(weights.values())
    degree = {name: sum(w for pair, w in weights.items() if name in pair) for name in community}
    inside = sum(w for pair, w in weights.items() if len({community[name] for name in pair}) == 1)
    expected = sum(
        degree[one] * degree[other]
        for one in community
        for other in community
        if community[one] == community[other]
    )
    return inside / total - expected / (2 * total) ** 2 if total else 0.0


@given(worlds())
def test_communities_part_the_partners_better_than_one_for_each_and_one_for_all(world: World) -> None:
    found, where = of(world), met(world)
    community = {name: row.community for name, row in zip(names(found), found.rows, strict=True)}
    assert set(community.values()) == set(range(1, found.communities + 1))
    graph = projection(where)
    for one, other in combinations(community, 2):
        if community[one] == community[other]:
            assert shortest(graph, one, other)
    value = modularity(where, community)
    assert value >= modularity(where, {name: place for place, name in enumerate(community)}) - 1e-9
    assert value >= modularity(where, dict.fromkeys(community, 0)) - 1e-9


@given(worlds())
def test_partners_are_in_order(world: World) -> None:
    rows = of(world).rows
    keys = [(-row.partners, -row.meetings, row.partner.value) for row in rows]
    assert keys == sorted(keys)


@given(worlds())
def test_partners_meet_in_alliances_as_members_and_in_commitments(world: World) -> None:
    questions = world.questions()
    known = places(questions)
    found = meetings(questions, [known["alliances"], known["commitments"]], {})
    expected: dict[NamedNode, set[NamedNode]] = {}
    for league in world.leagues:
        held = {node(world.region(member)) for member, status, *_ in league.members if HELD[status]}
        expected |= {node(league.name): held} if held else {}
    for pledge in world.pledges:
        agents = {node(world.region(party)) for party in (*pledge.committers, *pledge.towards)}
        expected |= {node(pledge.name): agents} if agents else {}
    assert found == expected


def test_two_groups_with_one_bridge_are_two_communities() -> None:
    places = [NamedNode(f"http://example.org/{name}") for name in "abcdefgh"]
    where = {
        NamedNode(f"http://example.org/paper-{n}"): frozenset(pair)
        for n, pair in enumerate([*combinations(places[:4], 2), *combinations(places[4:], 2), places[3:5]])
    }
    found = figures(where)
    community = {row.partner: row.community for row in found.rows}
    assert [community[place] for place in places] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert {row.partner for row in found.rows if row.bridging > 0.5} == set(places[3:5])


def test_nobody_has_no_figures() -> None:
    found = figures({})
    assert (found.rows, found.points, found.pairs, found.communities) == ((), 0, 0, 0)


def test_large_networks_are_estimated_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [NamedNode(f"http://example.org/{n}") for n in range(6)]
    where = {places[0]: frozenset(places[1:4]), places[5]: frozenset(places[3:5])}
    exact = figures(where)
    assert exact.pivots is None
    monkeypatch.setattr(module, "MOST_STEPS", 15)
    monkeypatch.setattr(module, "FEWEST_PIVOTS", 1)
    found = figures(where)
    assert found.pivots == 15 // 5
    assert found == figures(where)
    assert [row.partners for row in found.rows] == [row.partners for row in exact.rows]


def test_without_networkx_the_message_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(MissingExtra, match=r"pip install 'pactgraph\[network\]'"):
        figures({})


def test_the_thirteen_of_the_shipped_data() -> None:
    (found,) = measure(shipped(), {}).figures
    assert names(found)[:2] == ["flanders", "saxony"]
    assert len(found.rows) == 13
    assert {row.partners for row in found.rows} == {12}
    assert [row.meetings for row in found.rows] == [2, 2, *[1] * 11]


def shipped() -> Questions:
    workspace = Workspace.open(REPOSITORY)
    return Questions(OxigraphEngine(workspace.store), Catalogue(workspace.queries, workspace.prefixes))


def test_partners_meet_in_what_the_ontology_calls_meeting_points() -> None:
    questions = shipped()
    assert list(places(questions))[:2] == ["agreements", "alliances"]
    with pytest.raises(Fault, match="partners do not meet in 'regions': there are agreements, alliances, "):
        measure(questions, {}, ["regions"])


@given(worlds())
def test_a_group_has_the_figures_of_its_limit(world: World) -> None:
    questions = world.questions()
    for by, value in (("sector", node("s1")), ("strength", NamedNode(f"{CONCEPT}strength/intend"))):
        every = measure(questions, {}, ["agreements", "commitments"], by).table
        alone = measure(questions, {by: value}, ["agreements", "commitments"]).table
        if any(row[0] == value for row in every.rows):
            assert [row[1:] for row in every.rows if row[0] == value] == list(alone.rows)


def test_every_process_gives_the_same_bytes() -> None:
    script = "from pactgraph.cli import main; main()"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, "figures", "--through", "commitments", "-f", "csv"],
            capture_output=True,
            check=True,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
