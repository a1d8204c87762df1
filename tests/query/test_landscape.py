"""What pictures show, read from the small world and from the shipped data."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from pactgraph.model.landscape import Landscape
from pactgraph.model.namespaces import CONCEPT, RECORD
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network.landscape import read_landscape
from pactgraph.query.network.limits import Limits
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
SAXONY, FLANDERS = (NamedNode(f"{RECORD}region/{slug}") for slug in ("saxony", "flanders"))


@pytest.fixture(scope="module")
def engine() -> OxigraphEngine:
    return OxigraphEngine(Workspace.open(REPOSITORY).store)


@pytest.fixture(scope="module")
def shipped(engine: OxigraphEngine) -> Landscape:
    return read_landscape(engine)


@pytest.fixture(scope="module")
def world(small_world: Path) -> Landscape:
    return read_landscape(OxigraphEngine(Workspace.open(small_world).store))


def slugs(things: object) -> list[str]:
    return sorted(thing.iri.rpartition("/")[2] for thing in things)  # type: ignore[attr-defined]


def test_regions_have_label_country_and_place(shipped: Landscape) -> None:
    saxony = next(region for region in shipped.regions if region.iri == SAXONY.value)
    assert (saxony.label, saxony.country) == ("Saxony", "Germany")
    assert (saxony.longitude, saxony.latitude) == (13.5182, 50.9327)
    assert len(shipped.regions) == 13


def test_the_rejected_country_is_not_shown(shipped: Landscape) -> None:
    assert [region.country for region in shipped.regions if region.iri == FLANDERS.value] == ["Belgium"]


def test_papers_have_their_parties_and_announced_members_are_no_members(shipped: Landscape) -> None:
    papers = {paper.iri.rpartition("/")[2]: paper for paper in shipped.papers}
    pact = papers["saxony-flanders-2023-09-06"]
    assert pact.is_bilateral and set(pact.regions) == {SAXONY.value, FLANDERS.value}
    assert (pact.earliest, pact.state, pact.note) == ("2023-09-06", "done", "Signed")
    declaration, alliance = papers["semiconductor-regions-2023-03-06"], papers["semiconductor-regions"]
    assert len(declaration.parts) == 13 and not declaration.is_bilateral
    assert {part.standing for part in declaration.parts} == {"party"}
    assert {part.standing for part in alliance.parts} == {"announced"}
    assert (alliance.kind, alliance.state, alliance.provided_by) == ("alliance", "planned", declaration.iri)


def test_happenings_have_their_spans(shipped: Landscape) -> None:
    founding = next(one for one in shipped.happenings if one.iri.endswith("/founding-semiconductor-regions"))
    assert (founding.earliest, founding.latest, founding.state) == ("2024-01-01", "2024-03-31", "planned")
    assert [one.earliest for one in shipped.happenings] == sorted(
        one.earliest or "" for one in shipped.happenings
    )


def test_pledges_have_the_strength_that_stands(shipped: Landscape) -> None:
    pledge = next(one for one in shipped.pledges if one.iri.endswith("/youth-exchange"))
    assert pledge.strength == 2
    assert shipped.strengths[2] == "Explore"
    assert set(pledge.regions) == {SAXONY.value, FLANDERS.value}


def test_what_several_regions_have_part_in(engine: OxigraphEngine) -> None:
    both = read_landscape(engine, regions=[SAXONY, NamedNode(RECORD + "government/flanders")])
    assert both.about == ("Saxony", "Flanders")
    assert "expert-group-hydrogen" in slugs(both.happenings)
    assert "visit-dresden-2022" not in slugs(both.happenings)
    assert "solar" not in slugs(both.papers)
    pledges = slugs(both.pledges)
    assert "hydrogen-joint-forces" in pledges and "saxony-bundle-expertise" not in pledges


def test_within_a_sector_only_that_sector_is_shown(engine: OxigraphEngine) -> None:
    found = read_landscape(engine, limits=Limits(sector=NamedNode(CONCEPT + "sector/hydrogen")))
    assert slugs(found.sectors) == ["hydrogen"]
    assert slugs(found.papers) == ["saxony-flanders-2023-09-06"]
    assert {sector for pledge in found.pledges for sector in pledge.sectors} == {CONCEPT + "sector/hydrogen"}


def test_within_a_period(engine: OxigraphEngine) -> None:
    found = read_landscape(engine, limits=Limits(since="2023-09-01", until="2023-09-30"))
    assert slugs(found.papers) == ["automotive-regions", "saxony-flanders-2023-09-06", "solar"]
    assert {one.earliest for one in found.happenings} == {"2023-09-06"}
    assert found.about == ("2023-09-01–2023-09-30",)


def test_a_commitment_is_in_the_period_in_which_it_falls_due(engine: OxigraphEngine) -> None:
    found = read_landscape(engine, limits=Limits(since="2024-02-01", until="2024-02-29"))
    assert slugs(found.happenings) == ["establish-alliance", "founding-semiconductor-regions"]


def test_labels_fall_back_openly(engine: OxigraphEngine) -> None:
    found = read_landscape(engine, "de")
    assert found.labels[SAXONY.value] == "Sachsen"
    assert found.labels[RECORD + "agreement/saxony-flanders-2023-09-06"].endswith(" @en")


def test_the_small_world_has_every_standing(world: Landscape) -> None:
    standings = {part.standing for paper in world.papers for part in paper.parts}
    assert {"party", "member", "past", "announced"} <= standings
    assert {happening.state for happening in world.happenings} == {"done", "off", "unstated"}
    governments = [paper for paper in world.papers if "corvane-dunmere" in paper.iri]
    assert governments and all(
        region.startswith(RECORD + "region/") for paper in governments for region in paper.regions
    )


def test_who_has_left_is_a_member_no_more(world: Landscape, small_world: Path) -> None:
    def standing(landscape: Landscape) -> str:
        league = next(paper for paper in landscape.papers if paper.iri.endswith("/lantern-league"))
        return next(part.standing for part in league.parts if part.region.endswith("/eskholt"))

    assert standing(world) == "past"
    engine = OxigraphEngine(Workspace.open(small_world).store)
    assert standing(read_landscape(engine, limits=Limits(since="2022", until="2022-12-31"))) == "member"
