"""What pictures show is the rows of stored questions, on the shipped data and in the small world."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from pactgraph.prose.words import Words
from pactgraph.publish.draw import KINDS, draw
from pactgraph.publish.draw.landscape import Landscape, Meeting
from pactgraph.publish.draw.landscape_reader import read_landscape
from pactgraph.query.stored.questions import Questions, Row
from pactgraph.rdf.namespaces import CONCEPT, RECORD

SAXONY, FLANDERS = (NamedNode(f"{RECORD}region/{slug}") for slug in ("saxony", "flanders"))
HYDROGEN = NamedNode(CONCEPT + "sector/hydrogen")


@pytest.fixture(params=["shipped", "world"])
def both(request: pytest.FixtureRequest, questions: Questions, world_questions: Questions) -> Questions:
    return questions if request.param == "shipped" else world_questions


def read(questions: Questions, *agents: NamedNode, lang: str = "en", **limits: NamedNode | str) -> Landscape:
    return read_landscape(questions, Words(questions, lang), limits, agents)


def slugs(things: object) -> list[str]:
    return sorted(thing.iri.rpartition("/")[2] for thing in things)  # type: ignore[attr-defined]


def one(landscape: Landscape, slug: str) -> Meeting:
    (found,) = (each for each in landscape.meetings if each.iri.endswith("/" + slug))
    return found


def iris(rows: list[Row], column: str) -> set[str]:
    return {term.value for row in rows if isinstance(term := row[column], NamedNode)}


def test_everything_shown_is_a_row(both: Questions) -> None:
    shown = read(both)
    assert {each.iri for each in shown.meetings} == iris(both.ask("meeting-points"), "thing")
    joined = both.ask("who-meets")
    told = {(each.iri, part.agent) for each in shown.meetings for part in each.parts}
    assert told == {(row["thing"].value, row["partner"].value) for row in joined}  # type: ignore[union-attr]
    touched = {(each.iri, sector) for each in shown.meetings for sector in each.sectors}
    about = both.ask("in-sectors")
    assert touched == {(row["thing"].value, row["sector"].value) for row in about}  # type: ignore[union-attr]
    cells = {(each.agent, each.sector, each.commitments) for each in shown.cells}
    assert cells == {
        (row["agent"].value, row["sector"].value, int(row["commitments"].value))  # type: ignore[union-attr]
        for row in both.ask("commitment-matrix")
    }


def test_the_partners_of_a_thing_are_as_many_as_the_question_counts(both: Questions) -> None:
    counted = {
        row["thing"].value: int(row["partners"].value)  # type: ignore[union-attr]
        for row in both.ask("meeting-points")
        if row["partners"] is not None
    }
    for each in read(both).meetings:
        now = {part.agent for part in each.parts if part.phase != "over"}
        assert len(now) == counted.get(each.iri, 0), each.iri


def test_partners_have_label_class_country_and_place(shipped: Landscape) -> None:
    saxony = next(agent for agent in shipped.agents if agent.iri == SAXONY.value)
    assert (saxony.label, saxony.kind, saxony.country) == ("Saxony", "Region", "Germany")
    assert (saxony.longitude, saxony.latitude, saxony.placed_by) == (13.5182, 50.9327, "")
    assert {agent.kind for agent in shipped.agents} > {"Region"}


def test_the_rejected_country_is_not_shown(shipped: Landscape) -> None:
    assert [agent.country for agent in shipped.agents if agent.iri == FLANDERS.value] == ["Belgium"]


def test_things_have_parties_days_states_and_hosts(shipped: Landscape) -> None:
    pact = one(shipped, "saxony-flanders-2023-09-06")
    assert set(pact.agents) == {SAXONY.value, FLANDERS.value}
    assert (pact.earliest, pact.phase, pact.note) == ("2023-09-06", "reached", "Signed")
    assert "Joint declaration" in pact.kinds
    declaration, alliance = (
        one(shipped, "semiconductor-regions-2023-03-06"),
        one(shipped, "semiconductor-regions"),
    )
    assert len(declaration.agents) == 13
    assert (alliance.phase, alliance.host) == ("ahead", declaration.iri)
    assert {part.phase for part in alliance.parts if part.standing == "Signatory of intent"} == {"ahead"}
    assert one(shipped, "arts-partnerships").host == pact.iri


def test_classes_are_in_the_order_of_the_ontology(shipped: Landscape) -> None:
    assert [kind.plural for kind in shipped.kinds][:4] == ["Agreements", "Alliances", "Bodies", "Commitments"]
    assert shipped.levels[2] == "Explore"


def test_who_has_left_is_told_apart_and_was_a_member_before(world_questions: Questions) -> None:
    def phase(landscape: Landscape) -> str:
        league = one(landscape, "lantern-league")
        return next(part.phase for part in league.parts if part.agent.endswith("/eskholt"))

    assert phase(read(world_questions)) == "over"
    assert phase(read(world_questions, at="2022-12-31")) == "reached"


def test_what_two_partners_have_part_in(questions: Questions) -> None:
    two = read(questions, SAXONY, NamedNode(RECORD + "government/flanders"))
    assert two.about[0] == "Saxony"
    assert "expert-group-hydrogen" in slugs(two.meetings)
    assert "visit-dresden-2022" not in slugs(two.meetings) and "solar" not in slugs(two.meetings)
    assert {each.agent for each in two.cells} >= {SAXONY.value, FLANDERS.value}


def test_within_a_sector_and_a_time(questions: Questions) -> None:
    found = read(questions, sector=HYDROGEN)
    assert {each.iri for each in found.meetings} == iris(
        questions.ask("meeting-points", sector=HYDROGEN), "thing"
    )
    assert found.about == ("Hydrogen",)
    timed = read(questions, since="2023-09-01", until="2023-09-30", at="2023-09-15")
    assert timed.about == ("2023-09-01–2023-09-30", "on 15 September 2023")


def test_labels_fall_back_openly(questions: Questions) -> None:
    found = read(questions, lang="de")
    assert found.labels[SAXONY.value] == "Sachsen"
    assert found.labels[RECORD + "agreement/saxony-flanders-2023-09-06"].endswith(" @en")


def test_a_picture_is_the_same_from_what_it_needs_alone(both: Questions) -> None:
    whole, words = read(both), Words(both, "en")
    for kind in KINDS:
        alone = read_landscape(both, words, pictures=(kind,))
        assert draw(kind, alone) == draw(kind, whole)


def test_around_a_partner_are_its_things_with_all_who_have_part(shipped: Landscape) -> None:
    near = shipped.around(FLANDERS.value)
    assert set(near.meetings) == set(shipped.meetings_of[FLANDERS.value])
    assert {part.agent for each in near.meetings for part in each.parts} == {
        agent.iri for agent in near.agents
    }
