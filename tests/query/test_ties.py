"""The network of ties holds what follows from the values of a random world by the simplest means."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import NamedNode

from pactgraph.model.namespaces import CONCEPT, record
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.evidence.support import support
from pactgraph.query.network.reading import read_ties
from pactgraph.query.network.ties import Ties
from pactgraph.query.phrases import LANGUAGES, RELATION_NAMES, phrase
from pactgraph.query.relations import RELATIONS, STANDINGS
from pactgraph.workspace.workspace import Workspace

from .random_world import HELD, World, node, worlds

ALDERLAND, CORVANE, ESKHOLT = (record("region", name) for name in ("alderland", "corvane", "eskholt"))
LEAGUE = record("alliance", "lantern-league")


@pytest.fixture(scope="module")
def engine(small_world: Path) -> OxigraphEngine:
    return OxigraphEngine(Workspace.open(small_world).store)


@pytest.fixture(scope="module")
def ties(engine: OxigraphEngine) -> Ties:
    return read_ties(engine)


@settings(deadline=None)
@given(worlds())
def test_each_statement_of_a_random_world_is_a_tie_and_nothing_else_is(world: World) -> None:
    expected = set()
    for paper in world.papers:
        expected |= {(paper.name, "party", world.region(party)) for party in paper.parties}
    for pledge in world.pledges:
        expected |= {(pledge.name, "committer", world.region(party)) for party in pledge.committers}
        expected |= {(pledge.name, "towards", world.region(party)) for party in pledge.towards}
        if pledge.under:
            expected.add((pledge.name, "made-under", pledge.under))
    for league in world.leagues:
        if league.foreseen_by:
            expected.add((league.foreseen_by, "provides-for", league.name))
        for member, status, _, _ in league.members:
            relation = STANDINGS[f"{CONCEPT}membership-status/{status}"]
            expected.add((league.name, relation, world.region(member)))
    for thing in (*world.papers, *world.pledges, *world.leagues):
        expected |= {(thing.name, "sector", sector) for sector in thing.sectors}
    found = read_ties(OxigraphEngine(world.store())).all
    signings = {
        (record("event", f"signing-{paper.name}"), "concerns", node(paper.name))
        for paper in world.papers
        if paper.day
    }
    assert {(tie.subject, tie.relation, tie.object) for tie in found} == signings | {
        (node(subject), relation, node(end)) for subject, relation, end in expected
    }


@settings(deadline=None)
@given(worlds())
def test_a_tie_of_a_government_ends_at_its_region_and_names_it(world: World) -> None:
    found = read_ties(OxigraphEngine(world.store()))
    assert not any("/government/" in end.value for end in found.neighbours)
    through = {tie.agent for tie in found.all if tie.agent}
    told = {party for paper in world.papers for party in paper.parties}
    told |= {party for pledge in world.pledges for party in (*pledge.committers, *pledge.towards)}
    told |= {member for league in world.leagues for member, *_ in league.members}
    assert through == {node(party) for party in told if party.startswith("g")}


@settings(deadline=None)
@given(worlds())
def test_a_membership_is_held_as_its_status_says(world: World) -> None:
    found = read_ties(OxigraphEngine(world.store()))
    for tie in found.all:
        if tie.status is not None:
            assert tie.held is HELD[tie.status.value.rpartition("/")[2]]


@settings(deadline=None)
@given(worlds())
def test_sectors_of_an_agreement_are_its_own_and_those_that_it_touches(world: World) -> None:
    found = read_ties(OxigraphEngine(world.store()))
    for paper in world.papers:
        expected = set(paper.sectors)
        expected |= {
            sector for pledge in world.pledges if pledge.under == paper.name for sector in pledge.sectors
        }
        assert found.sectors(node(paper.name)) == {node(sector) for sector in expected}


def test_a_sector_holds_all_that_are_narrower() -> None:
    found = read_ties(OxigraphEngine(World(2, [], [], []).store()))
    assert found.within(node("s0")) == {node("s0"), node("s1"), node("s2")}
    assert found.within(node("s3")) == {node("s3")}


def test_memberships_of_the_small_world_have_standing_and_time(ties: Ties) -> None:
    held = sorted(
        (tie.relation, tie.since, tie.until)
        for tie in ties.of(LEAGUE)
        if tie.object == ESKHOLT and tie.status
    )
    assert held == [
        ("member", "2021-05-14", "2023-12-31"),
        ("member-once", "2024-01-01", None),
        ("member-to-be", "2020-11-05", "2021-05-13"),
    ]


def test_a_signature_ties_its_party_and_its_person(ties: Ties) -> None:
    person = record("person", "ines-calder")
    agreement = next(tie.subject for tie in ties.of(person, "signed-for"))
    assert {tie.relation for tie in ties.neighbours[agreement][CORVANE]} == {"party", "signed"}


def test_rejected_statements_make_no_tie(ties: Ties) -> None:
    assert ties.objects(CORVANE, "country") == [record("country", "corvia")]


def test_opinions_make_no_tie(ties: Ties) -> None:
    assert not any("/utterance/" in end.value or "/assessment/" in end.value for end in ties.neighbours)


def test_each_statement_of_a_tie_has_a_source(engine: OxigraphEngine, ties: Ties) -> None:
    rows = [row for tie in ties.all for row in tie.statements]
    sources = support(engine, rows)
    assert all(sources[row] for row in rows)


def test_an_alliance_that_was_founded_is_more_than_announced(ties: Ties) -> None:
    assert not ties.only_announced(LEAGUE)
    assert ties.only_announced(record("body", "river-commission"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_relation_has_words_both_ways_in_each_language(language: str) -> None:
    own = {"involves", "touches", "signed", "signed-for", "holds", "membership", *STANDINGS.values()}
    assert set(RELATION_NAMES) == set(RELATIONS.values()) | own
    for relation in RELATION_NAMES:
        assert all(phrase(relation, language))


def test_the_ends_of_a_tie_are_each_other() -> None:
    found = read_ties(OxigraphEngine(World(2, [], [], []).store()))
    assert found.all == ()
    assert found.partner(node("g1")) == node("r1")
    assert found.kind(NamedNode("http://example.org/nothing")) == "thing"
