"""Comparisons: on random worlds the sets that follow from the values, on real documents what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from pyoxigraph import NamedNode

from pactgraph.prose.compare import CompareFault, compare
from pactgraph.prose.outline import Entry, Outline
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.questions import Questions, Value
from pactgraph.rdf.namespaces import record
from pactgraph.workspace.workspace import Workspace

from ..query.random_world import Paper, World, node, worlds

REPOSITORY = Path(__file__).parents[2]
Sets = tuple[set[str], set[str], set[str]]


def of(world: World, limits: Mapping[str, Value] | None = None) -> Outline:
    return compare(world.questions(), (), node("r0"), node("g1"), "en", limits)


def names(outline: Outline, section: str) -> Sets:
    """The things of a section that are shared, the first's alone and the second's alone."""
    found = outline.section(section)
    groups = {group.name: group.entries for group in found.entries} if found else {}
    one, two, three = (
        {entry.thing.value.rpartition("/")[2] for entry in groups.get(name, ()) if entry.thing}
        for name in ("shared", "first", "second")
    )
    return one, two, three


def split(first: set[str], second: set[str]) -> Sets:
    return first & second, first - second, second - first


def parties(world: World) -> dict[str, set[str]]:
    return {paper.name: {world.region(party) for party in paper.parties} for paper in world.papers}


def members(world: World) -> dict[str, set[str]]:
    return {
        league.name: {world.region(member) for member, status, *_ in league.members if status != "left"}
        for league in world.leagues
    }


def near(world: World, region: str) -> set[str]:
    found = {name for name, meeting in parties(world).items() if region in meeting}
    found |= {p.name for p in world.pledges if region in map(world.region, (*p.committers, *p.towards))}
    return found | {
        league.name for league in world.leagues if region in {world.region(m) for m, *_ in league.members}
    }


def sectors(world: World, name: str) -> set[str]:
    """What a thing touches: its own sectors, and those of the commitments made under an agreement."""
    things = {thing.name: set(thing.sectors) for thing in (*world.papers, *world.pledges, *world.leagues)}
    held = (set(pledge.sectors) for pledge in world.pledges if pledge.under == name)
    return things[name].union(*held)


@given(worlds())
def test_things_are_split_in_three_and_counted(world: World) -> None:
    found = of(world)
    for section, letter in (("agreements", "a"), ("commitments", "c"), ("alliances", "l")):
        sets = [{name for name in near(world, region) if name[0] == letter} for region in ("r0", "r1")]
        assert names(found, section) == split(*sets)
        for group in entries(found, section):
            assert group.count == len(group.entries)
            assert f"({group.count} known)" in group.text


@given(worlds())
def test_partners_are_those_of_agreements_and_alliances_with_the_ways_in_which_they_meet(
    world: World,
) -> None:
    found = of(world)
    ways: dict[tuple[str, str], set[str]] = {}
    for region in ("r0", "r1"):
        for meeting in parties(world).values():
            for other in meeting - {region} if region in meeting else ():
                ways.setdefault((region, other), set()).add("bilateral" if len(meeting) == 2 else "joint")
        for meeting in members(world).values():
            for other in meeting - {region} if region in meeting else ():
                ways.setdefault((region, other), set()).add("allied")
    sets = [{b for a, b in ways if a == region} - {"r0", "r1"} for region in ("r0", "r1")]
    assert names(found, "regions") == split(*sets)
    for group in entries(found, "regions"):
        for entry in group.entries:
            assert entry.thing is not None
            other = entry.thing.value.rpartition("/")[2]
            told = {side: set(value.split()) for side, value in entry.facts}
            expected = {
                side: ways[region, other]
                for side, region in (("first", "r0"), ("second", "r1"))
                if (region, other) in ways
            }
            assert told == expected


@given(worlds())
def test_sectors_are_those_of_where_they_meet(world: World) -> None:
    found = of(world)
    sets = [
        {sector for name in near(world, region) for sector in sectors(world, name)} for region in ("r0", "r1")
    ]
    assert names(found, "sectors") == split(*sets)


@given(worlds())
def test_strengths_count_the_commitments_of_each_side(world: World) -> None:
    found = of(world)
    strength = {pledge.name: pledge.strength for pledge in world.pledges}
    counts = [Counter(strength[name] for name in side) for side in names(found, "commitments")]
    told = found.section("strengths")
    if not any(name for side in counts for name in side):
        assert told is None
        return
    assert told is not None
    for entry, expected in zip(told.entries, counts, strict=False):
        listed = entry.text.partition(": ")[2]
        numbers = dict(part.rsplit(" ", 1) for part in listed.split(", ")) if listed != "none" else {}
        labels = {"bind": "Be bound", None: "strength not stated"}
        assert {name: int(number) for name, number in numbers.items()} == {
            labels.get(name, (name or "").capitalize()): number for name, number in expected.items()
        }


@given(worlds())
def test_a_sector_limits_where_they_meet(world: World) -> None:
    found = of(world, {"sector": node("s1")})
    within = {"s1", "s2"}
    for section, letter in (("agreements", "a"), ("commitments", "c"), ("alliances", "l")):
        sets = [
            {name for name in near(world, region) if name[0] == letter and sectors(world, name) & within}
            for region in ("r0", "r1")
        ]
        assert names(found, section) == split(*sets)


@given(worlds())
def test_of_long_lists_as_many_are_told_as_asked_for_and_counted_all(world: World) -> None:
    questions = world.questions()
    whole = compare(questions, (), node("r0"), node("r1"), "en")
    cut = compare(questions, (), node("r0"), node("r1"), "en", most=1)
    for section in whole.sections:
        for group, told in zip(entries(whole, section.name), entries(cut, section.name), strict=True):
            if group.count is not None:
                assert told.count == group.count == len(group.entries)
                assert told.entries == (group.entries if group.count <= 2 else group.entries[:1])


def test_one_thing_is_not_compared_with_itself_nor_with_another_kind() -> None:
    questions = World(2, [], [], []).questions()
    with pytest.raises(CompareFault, match="the two are one"):
        compare(questions, (), node("r0"), node("g0"), "en")
    with pytest.raises(CompareFault, match=r"is of the class Region, .* Concept: compare two"):
        compare(questions, (), node("r0"), node("s0"), "en")


def test_agreements_are_compared_by_their_parties() -> None:
    world = World(3, [Paper("a0", ["r0", "g1"], ["s0"], None), Paper("a1", ["g0", "r2"], [], None)], [], [])
    found = compare(world.questions(), (), node("a0"), node("a1"), "en")
    assert names(found, "regions") == ({"r0"}, {"r1"}, {"r2"})
    assert names(found, "sectors") == (set(), {"s0"}, set())


def entries(outline: Outline, section: str) -> tuple[Entry, ...]:
    found = outline.section(section)
    return found.entries if found else ()


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return Workspace.open(REPOSITORY)


@pytest.fixture(scope="module")
def questions(shipped: Workspace) -> Questions:
    return Questions(OxigraphEngine(shipped.store), Catalogue(shipped.queries, shipped.prefixes))


def accounts(shipped: Workspace, questions: Questions, one: str, other: str) -> Outline:
    ends = (record("document", name) for name in (one, other))
    return compare(questions, shipped.rules.rules, *ends, "en")


@pytest.fixture(scope="module")
def two(shipped: Workspace, questions: Questions) -> Outline:
    return accounts(shipped, questions, "saxon-release-2023-09-06", "mz-2023-09")


def test_statements_of_two_documents_are_those_of_their_passages(shipped: Workspace, two: Outline) -> None:
    sets = [
        {
            (quad.subject, quad.predicate, quad.object)
            for quads in shipped.dataset.quads_of.values()
            for quad in quads
            if isinstance(quad.graph_name, NamedNode)
            and quad.graph_name.value.startswith(f"https://w3id.org/pactgraph/id/passage/{slug}_")
            and quad.subject != record("document", slug)
        }
        for slug in ("saxon-release-2023-09-06", "mz-2023-09")
    ]
    (counted,) = (entry for entry in two.lead if entry.name == "statements")
    assert dict(counted.facts) == {
        "shared": str(len(sets[0] & sets[1])),
        "first": str(len(sets[0] - sets[1])),
        "second": str(len(sets[1] - sets[0])),
    }


def test_only_the_release_tells_of_the_expert_groups(two: Outline) -> None:
    groups = {"expert-group-hydrogen", "expert-group-microelectronics"}
    assert names(two, "bodies") == (set(), groups, set())


def test_what_the_two_documents_put_more_or_less_firmly(two: Outline) -> None:
    differing = {entry.text for entry in entries(two, "differences")}
    for name in ("arts-partnerships", "youth-exchange", "rubens-research"):
        assert any(f"(commitment:{name}), strength" in text for text in differing)


def test_two_documents_of_one_release_are_said_to_be_so(
    shipped: Workspace, questions: Questions, two: Outline
) -> None:
    assert two.lead[0].text.startswith("one release: ")
    third = accounts(shipped, questions, "saxon-release-2023-09-06", "saxon-release-2023-03-06")
    assert [entry.name for entry in third.lead] == ["statements"]


def test_saxony_and_flanders_share_hydrogen_commitments_with_their_strengths(
    shipped: Workspace, questions: Questions
) -> None:
    hydrogen = shipped.prefixes.expand("sector:hydrogen")
    ends = (record("region", name) for name in ("saxony", "flanders"))
    outline = compare(questions, shipped.rules.rules, *ends, "en", {"sector": hydrogen})
    (shared,) = entries(outline, "commitments")
    assert shared.name == "shared"
    assert [entry.thing.value.rpartition("/")[2] for entry in shared.entries if entry.thing] == [
        "hydrogen-deployment",
        "hydrogen-joint-forces",
        "energy-transition-trailblazers",
    ]
    assert all(any(source.is_passage for source in entry.sources) for entry in shared.entries)
    assert entries(outline, "strengths")[0].text == "Shared: Intend 2, Aspire 1"


def test_what_two_share_is_what_the_stored_question_says(questions: Questions) -> None:
    ends = [record("region", name) for name in ("saxony", "flanders")]
    outline = compare(questions, (), *ends, "en")
    sides = {"both": 0, "a": 1, "b": 2}
    told: dict[str, int] = {}
    for section in outline.sections:
        for place, side in enumerate(names(outline, section.name)):
            told |= dict.fromkeys(side, place)
    asked = {
        row["thing"].value.rpartition("/")[2]: sides[row["side"].value]
        for row in questions.ask("shared", a=ends[0], b=ends[1])
    }
    assert {name: told.get(name) for name in asked} == asked
