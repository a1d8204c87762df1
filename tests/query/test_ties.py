"""Rows of `ties`: on random worlds what follows from the values; in the small world times and passages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from pyoxigraph import NamedNode

from pactgraph.prose.sources import Sources
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network.walk import Walk
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.questions import Questions, Row
from pactgraph.rdf.namespaces import PACT, record
from pactgraph.workspace.workspace import Workspace

from .random_world import World, node, worlds

CORVANE, ESKHOLT = record("region", "corvane"), record("region", "eskholt")
LEAGUE = record("alliance", "lantern-league")


@pytest.fixture(scope="module")
def opened(small_world: Path) -> Workspace:
    return Workspace.open(small_world)


@pytest.fixture(scope="module")
def questions(opened: Workspace) -> Questions:
    return Questions(OxigraphEngine(opened.store), Catalogue(opened.queries, opened.prefixes))


def name(row: Row, column: str) -> str:
    term = row[column]
    assert isinstance(term, NamedNode)
    return term.value.rpartition("/")[2].rpartition("#")[2]


def told(world: World) -> set[tuple[str, str, str]]:
    """The ties of a world, a government under its own name."""
    found = {(paper.name, "party", party) for paper in world.papers for party in paper.parties}
    for pledge in world.pledges:
        found |= {(pledge.name, "committer", party) for party in pledge.committers}
        found |= {(pledge.name, "towards", party) for party in pledge.towards}
        found |= {(pledge.name, "madeUnder", pledge.under)} if pledge.under else set()
    for league in world.leagues:
        found |= {(league.foreseen_by, "providesFor", league.name)} if league.foreseen_by else set()
        found |= {(league.name, status, member) for member, status, *_ in league.members}
    for thing in (*world.papers, *world.pledges, *world.leagues):
        found |= {(thing.name, "sector", sector) for sector in thing.sectors}
    found |= {(f"signing-{paper.name}", "changes", paper.name) for paper in world.papers if paper.day}
    found |= {
        (f"founding-{league.name}", "changes", league.name) for league in world.leagues if league.founded
    }
    return found | {(f"g{number}", "governs", f"r{number}") for number in range(world.regions)}


@given(worlds())
def test_each_statement_of_a_random_world_is_a_tie_and_nothing_else_is(world: World) -> None:
    expected = {
        (subject, relation, world.region(end), end) if end[0] == "g" else (subject, relation, end, None)
        for subject, relation, end in told(world)
    }
    found = {
        (
            name(row, "thing"),
            name(row, "relation"),
            name(row, "other"),
            name(row, "through") if row["through"] is not None else None,
        )
        for row in world.questions().ask("ties")
    }
    assert found == expected


@given(worlds())
def test_a_government_is_a_partner_as_its_territory(world: World) -> None:
    walk = Walk(world.questions())
    for number in range(world.regions):
        assert walk.partner(node(f"g{number}")) == node(f"r{number}")
        assert walk.near(node(f"g{number}")) == []


def test_memberships_of_the_small_world_have_standing_and_time(questions: Questions) -> None:
    rows = [row for row in questions.ask("ties", thing=LEAGUE) if row["other"] == ESKHOLT and row["record"]]
    held = sorted(
        (
            name(row, "relation"),
            name(row, "phase"),
            *(getattr(row[column], "value", None) for column in ("beginEarliest", "endLatest", "present")),
        )
        for row in rows
    )
    assert held == [
        ("founding-member", "reached", "2021-05-14", "2023-12-31", "false"),
        ("left", "over", None, None, "true"),
        ("signatory-of-intent", "ahead", "2020-11-05", "2021-05-13", "false"),
    ]


def test_a_time_has_the_standings_that_may_have_held_then(questions: Questions) -> None:
    rows = questions.ask("ties", thing=LEAGUE, since="2022-01-01", until="2022-12-31")
    standings = {name(row, "relation") for row in rows if row["other"] == ESKHOLT and row["period"]}
    assert standings == {"founding-member"}


def test_a_signature_ties_its_party_and_its_person_to_what_is_signed(questions: Questions) -> None:
    row = next(
        row
        for row in questions.ask("ties", thing=record("person", "ines-calder"))
        if row["relation"] == NamedNode(PACT + "signedBy")
    )
    between = [each for each in questions.ask("ties", thing=row["thing"]) if each["other"] == CORVANE]
    assert any(each["record"] == row["record"] for each in between)
    assert not any("/signature/" in str(each["thing"]) for each in questions.ask("ties"))


def test_rejected_statements_make_no_tie(questions: Questions) -> None:
    countries = [
        row["other"]
        for row in questions.ask("ties", thing=CORVANE)
        if row["relation"] == NamedNode(PACT + "country") and row["thing"] == CORVANE
    ]
    assert countries == [record("country", "corvia")]


def test_each_tie_has_a_source(opened: Workspace, questions: Questions) -> None:
    sources = Sources(questions.engine, opened.rules.rules)
    for row in questions.ask("ties"):
        if row["present"] is not None and row["present"].value == "true":
            assert sources.each(questions.statements("ties", row)), row


def test_opinions_are_no_step_of_a_path(questions: Questions) -> None:
    walk = Walk(questions)
    alderland = record("region", "alderland")
    for end in walk.near(alderland):
        for path in walk.paths(alderland, end, 3, every=True):
            assert not any("/utterance/" in each.value for each in path.things[1:-1])
