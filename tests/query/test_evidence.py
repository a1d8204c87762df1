"""Evidence: which graphs make a statement, what stands, what was decided, how many witnesses there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from law_cases import documents
from pyoxigraph import Literal, NamedNode, Store
from worlds import bounds

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.evidence.statements import (
    SourcedStatement,
    exists,
    rulings_about,
    statements_of,
    statements_on,
    witnesses,
)
from pactgraph.query.evidence.witnesses import standing_witnesses
from pactgraph.rdf.namespaces import DERIVED, XSD, pact, record
from pactgraph.workspace.law import stand
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
CORVANE = record("region", "corvane")
MERANIA, CORVIA = record("country", "merania"), record("country", "corvia")


@pytest.fixture
def engine(small_world: Path) -> OxigraphEngine:
    return OxigraphEngine(Workspace.open(small_world).store)


def countries(engine: OxigraphEngine) -> dict[NamedNode, SourcedStatement]:
    return {
        statement.value: statement
        for statement in statements_of(engine, CORVANE, pact("country"))
        if isinstance(statement.value, NamedNode)
    }


def test_a_rejected_value_is_told_with_its_passage_and_does_not_stand(engine: OxigraphEngine) -> None:
    wrong = countries(engine)[MERANIA]
    assert not wrong.accepted
    (source,) = wrong.sources
    assert (source.document, source.start, source.end) == (record("document", "lantern-kurier-2020"), 72, 101)
    assert source.releases == (record("release", "lantern-league-2020-11-05"),)


def test_the_value_that_stands_has_passage_and_register(engine: OxigraphEngine) -> None:
    right = countries(engine)[CORVIA]
    assert right.accepted
    assert [source.is_passage for source in right.sources] == [True, False]
    assert witnesses(right.sources) == 1


def test_the_decision_is_told_with_both_values(engine: OxigraphEngine) -> None:
    for statement in countries(engine).values():
        (ruling,) = statement.rulings
        assert ruling.decision == record("decision", "corvane-not-in-merania")
        assert ruling.rejects
        assert ruling.value == MERANIA
        assert ruling.date == "2024-03-01"


def test_rulings_are_found_from_the_value_too(engine: OxigraphEngine) -> None:
    assert [ruling.subject for ruling in rulings_about(engine, MERANIA)] == [CORVANE]
    assert rulings_about(engine, record("region", "harrowe")) == []


def test_a_decision_on_a_time_rejects_it_as_one_passage_tells_it() -> None:
    world, (one, two, three) = documents("2023-01-01", "2023-02-01", "2023-03-01")
    world.things(Event="e")
    one.says(*bounds("event:e", "2022"))
    two.says(*bounds("event:e", "2022-06-23"))
    wrong = three.says(*bounds("event:e", "2022-06-24"))
    world.decide("no", "rejected", "event:e", day="2022-06-24", passages=[wrong])
    store = Store()
    store.extend(world.quads())
    stand(store, Workspace.open(REPOSITORY).rules.rules)
    engine, event = OxigraphEngine(store), record("event", "e")
    found = {
        each.value.value: (each.accepted, each.rejected, each.disputed, len(each.rulings))
        for each in statements_of(engine, event, pact("earliest"))
        if isinstance(each.value, Literal)
    }
    assert found == {
        "2022-01-01": (False, False, False, 1),
        "2022-06-23": (True, False, False, 1),
        "2022-06-24": (False, True, False, 1),
    }
    heard = standing_witnesses(
        engine, [(event, pact("earliest"), Literal("2022-06-23", datatype=NamedNode(XSD + "date")))]
    )
    assert [sorted(each.value.rpartition("/")[2] for each in found) for found in heard.values()] == [
        ["d1", "d2"]
    ]


def test_what_the_law_makes_is_a_statement_where_it_is_asked_for(engine: OxigraphEngine) -> None:
    dunmere = record("agreement", "corvane-dunmere-2022-09-14")
    told = statements_of(engine, dunmere)
    assert not any(statement.derived for statement in told)
    made = [s for s in statements_of(engine, dunmere, derived=True) if s.derived]
    assert pact("involvesAsParty") in {statement.property for statement in made}
    assert {source.graph for statement in made for source in statement.sources} == {DERIVED}
    (left,) = statements_of(engine, record("membership", "lantern-league-eskholt"), pact("status"))
    assert left.derived
    assert left.accepted


def test_links_to_a_thing_are_statements_with_it_as_value(engine: OxigraphEngine) -> None:
    found = statements_on(engine, CORVANE)
    assert {statement.value for statement in found} == {CORVANE}
    assert pact("party") in {statement.property for statement in found}
    assert all(statement.sources for statement in found)


def test_two_retellings_of_one_release_are_one_witness(engine: OxigraphEngine) -> None:
    league = record("alliance", "lantern-league")
    announced = next(
        statement
        for statement in statements_of(engine, league, pact("existence"))
        if str(statement.value).endswith("announced>")
    )
    documents = {source.document for source in announced.sources}
    assert documents == {
        record("document", "lantern-release-2020"),
        record("document", "lantern-kurier-2020"),
    }
    assert witnesses(announced.sources) == 1


def test_what_nobody_speaks_of_does_not_exist(engine: OxigraphEngine) -> None:
    assert exists(engine, CORVANE)
    assert not exists(engine, record("region", "nowhere"))
    assert statements_of(engine, record("region", "nowhere")) == []
