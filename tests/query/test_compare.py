"""Comparisons: on random worlds the sets that follow from the values, on real documents what they share."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import NamedNode

from pactgraph.model.namespaces import PACT, record
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network.accounts import Accounts, compare_accounts
from pactgraph.query.network.compare import Aspect, CompareFault, Comparison, compare
from pactgraph.query.network.limits import Limits, Sieve
from pactgraph.query.network.reading import read_ties
from pactgraph.query.telling.contrast import contrast
from pactgraph.workspace.workspace import Workspace

from .random_world import World, node, worlds

REPOSITORY = Path(__file__).parents[2]
Sets = tuple[set[str], set[str], set[str]]


def of(world: World, limits: Limits | None = None) -> Comparison:
    engine = OxigraphEngine(world.store())
    ties = read_ties(engine)
    return compare(ties, Sieve.open(engine, ties, limits or Limits()), node("r0"), node("g1"))


def names(aspect: Aspect) -> Sets:
    one, two, three = (
        {thing.value.rpartition("/")[2] for thing in things}
        for things in (aspect.shared, aspect.first, aspect.second)
    )
    return one, two, three


def split(first: set[str], second: set[str]) -> Sets:
    return first & second, first - second, second - first


def parties(world: World) -> dict[str, set[str]]:
    return {paper.name: {world.region(party) for party in paper.parties} for paper in world.papers}


def near(world: World, region: str) -> set[str]:
    found = {name for name, meeting in parties(world).items() if region in meeting}
    found |= {p.name for p in world.pledges if region in map(world.region, (*p.committers, *p.towards))}
    return found | {
        league.name for league in world.leagues if region in {world.region(m) for m, *_ in league.members}
    }


@settings(deadline=None)
@given(worlds())
def test_agreements_commitments_and_alliances_are_split_in_three(world: World) -> None:
    found = of(world)
    for aspect, letter in (("agreement", "a"), ("commitments", "c"), ("alliance", "l")):
        sets = [{name for name in near(world, region) if name[0] == letter} for region in ("r0", "r1")]
        assert names(found.aspect(aspect)) == split(*sets)


@settings(deadline=None)
@given(worlds())
def test_bilateral_partners_and_those_in_papers_of_several(world: World) -> None:
    found = of(world)
    for aspect, bilateral in (("bilateral", True), ("joint", False)):
        sets = []
        for region in ("r0", "r1"):
            papers = [m for m in parties(world).values() if region in m and len(m) > 1]
            chosen = [meeting for meeting in papers if (len(meeting) == 2) == bilateral]
            sets.append({other for meeting in chosen for other in meeting} - {"r0", "r1"})
        assert names(found.aspect(aspect)) == split(*sets)


@settings(deadline=None)
@given(worlds())
def test_partners_in_alliances_are_members_and_those_to_be(world: World) -> None:
    sets = []
    for region in ("r0", "r1"):
        partners: set[str] = set()
        for league in world.leagues:
            members = {world.region(member) for member, status, *_ in league.members if status != "left"}
            if region in members:
                partners |= members
        sets.append(partners - {"r0", "r1"})
    assert names(of(world).aspect("allied")) == split(*sets)


@settings(deadline=None)
@given(worlds())
def test_sectors_are_those_of_where_they_meet(world: World) -> None:
    sectors = {t.name: set(t.sectors) for t in (*world.papers, *world.pledges, *world.leagues)}
    sets = [{sector for name in near(world, region) for sector in sectors[name]} for region in ("r0", "r1")]
    assert names(of(world).aspect("sectors")) == split(*sets)


@settings(deadline=None)
@given(worlds())
def test_strengths_count_the_commitments_of_each_part(world: World) -> None:
    found = of(world)
    strength = {pledge.name: pledge.strength for pledge in world.pledges}
    counted = (found.strengths.shared, found.strengths.first, found.strengths.second)
    for part, counts in zip(names(found.aspect("commitments")), counted, strict=True):
        expected = Counter(strength[name] for name in part)
        assert {s.value.rpartition("/")[2] if s else None: n for s, n in counts.items()} == expected


@settings(deadline=None)
@given(worlds())
def test_a_sector_limits_where_they_meet(world: World) -> None:
    found = of(world, Limits(sector=node("s1")))
    about = {pledge.name for pledge in world.pledges if {"s1", "s2"} & set(pledge.sectors)}
    sets = [{name for name in near(world, region) if name in about} for region in ("r0", "r1")]
    assert names(found.aspect("commitments")) == split(*sets)


def test_one_thing_is_not_compared_with_itself_nor_with_another_kind() -> None:
    ties = read_ties(OxigraphEngine(World(2, [], [], []).store()))
    sieve = Sieve(ties, Limits(), {})
    with pytest.raises(CompareFault, match="the two are one"):
        compare(ties, sieve, node("r0"), node("g0"))
    with pytest.raises(CompareFault, match="one is of the kind region, the other concept"):
        compare(ties, sieve, node("r0"), node("s0"))


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return Workspace.open(REPOSITORY)


@pytest.fixture(scope="module")
def accounts(shipped: Workspace) -> Accounts:
    engine = OxigraphEngine(shipped.store)
    documents = (record("document", name) for name in ("saxon-release-2023-09-06", "mz-2023-09"))
    return compare_accounts(engine, read_ties(engine), *documents)


def test_statements_of_two_documents_are_those_of_their_passages(
    shipped: Workspace, accounts: Accounts
) -> None:
    sets = [
        {
            (quad.subject, quad.predicate, quad.object)
            for quads in shipped.dataset.quads_of.values()
            for quad in quads
            if isinstance(quad.graph_name, NamedNode)
            and quad.graph_name.value.startswith(f"https://w3id.org/pactgraph/id/passage/{slug}_")
        }
        for slug in ("saxon-release-2023-09-06", "mz-2023-09")
    ]
    assert (len(accounts.shared), len(accounts.first), len(accounts.second)) == (
        len(sets[0] & sets[1]),
        len(sets[0] - sets[1]),
        len(sets[1] - sets[0]),
    )


def test_only_the_release_tells_of_the_expert_groups(accounts: Accounts) -> None:
    bodies = next(aspect for aspect in accounts.aspects if aspect.name == "body")
    assert [thing.value.rpartition("/")[2] for thing in bodies.first] == [
        "expert-group-hydrogen",
        "expert-group-microelectronics",
    ]
    assert bodies.shared == bodies.second == ()


def test_what_the_two_documents_put_more_or_less_firmly(accounts: Accounts) -> None:
    strength = NamedNode(PACT + "strength")
    differing = {d.subject.value.rpartition("/")[2] for d in accounts.differences if d.property == strength}
    assert {"arts-partnerships", "youth-exchange", "rubens-research"} <= differing


def test_two_documents_of_one_release_are_said_to_be_so(shipped: Workspace) -> None:
    engine = OxigraphEngine(shipped.store)
    one, other = (record("document", name) for name in ("saxon-release-2023-09-06", "mz-2023-09"))
    outline = contrast(engine, shipped.prefixes, one, other)
    assert outline.lead[0].text.startswith("one release: ")
    third = record("document", "saxon-release-2023-03-06")
    assert [entry.name for entry in contrast(engine, shipped.prefixes, one, third).lead] == ["statements"]


def test_saxony_and_flanders_share_hydrogen_commitments_with_their_strengths(shipped: Workspace) -> None:
    engine = OxigraphEngine(shipped.store)
    hydrogen = shipped.prefixes.expand("sector:hydrogen")
    ends = (record("region", name) for name in ("saxony", "flanders"))
    outline = contrast(engine, shipped.prefixes, *ends, limits=Limits(sector=hydrogen))
    commitments = outline.section("commitments")
    assert commitments is not None
    (shared,) = commitments.entries
    assert shared.name == "shared"
    assert [entry.thing.value.rpartition("/")[2] for entry in shared.entries if entry.thing] == [
        "hydrogen-deployment",
        "hydrogen-joint-forces",
        "energy-transition-trailblazers",
    ]
    strengths = outline.section("strengths")
    assert strengths is not None
    assert strengths.entries[0].text == "Shared: Intend 2, Aspire 1"
