"""The projection, the land, the places of labels, and what the map makes of agreements."""

from __future__ import annotations

import re
from math import cos, radians

import pytest

from pactgraph.prose.words import Words
from pactgraph.publish.draw import Drawing, Look, NothingToDraw, draw, to_svg
from pactgraph.publish.draw.boxes import Box, meet
from pactgraph.publish.draw.land import read_land
from pactgraph.publish.draw.landscape import Agent, Kind, Landscape, Meeting, Part
from pactgraph.publish.draw.landscape_reader import read_landscape, read_point
from pactgraph.publish.draw.placing import place
from pactgraph.publish.draw.projection import project, project_world
from pactgraph.query.stored.questions import Questions

AGENTS = (
    Agent("agent:a", "Alderland", "Region", "Norvia", 10.0, 52.0),
    Agent("agent:b", "Brinmark", "Region", "Norvia", 4.0, 51.0),
    Agent("agent:c", "Corvane", "Region", "Suvia", 14.0, 47.0),
)
FAR = Agent("agent:far", "Farland", "Region", "Osten", 139.7, 35.7)
NOWHERE = Agent("agent:nowhere", "Nowhere")
LENT = Agent("agent:city", "Northport", "City", "Norvia", 9.0, 51.0, "Norvia")
KINDS = (Kind("kind:agreement", "Agreement", "Agreements"), Kind("kind:fund", "Fund", "Funds"))
PAIR = Meeting("meeting:pair", "Pact of two", "kind:agreement", (Part("agent:a"), Part("agent:b")))
THREE = Meeting("meeting:three", "Pact of three", "kind:agreement", tuple(Part(f"agent:{x}") for x in "abc"))


def landscape(*meetings: Meeting, agents: tuple[Agent, ...] = AGENTS) -> Landscape:
    return Landscape(agents, (), meetings, KINDS)


def told(drawing: Drawing) -> str:
    return " ".join(line for text in drawing.texts() for line in text.lines)


def test_the_projection_is_that_of_the_worked_example() -> None:
    """EPSG guidance note 7-2, Lambert azimuthal equal-area, ETRS89-LAEA: 50° N, 5° E."""
    east, south = project(5, 50)
    assert (east + 4321, 3210 - south) == pytest.approx((3962.79945, 2999.71885), abs=1e-5)
    assert project(10, 52) == pytest.approx((0, 0))


def test_the_world_keeps_areas_and_its_edges() -> None:
    """Equal Earth is about 2.05 times as wide as it is high, and a degree by a degree has its area."""
    east, north = project_world(180, 0)[0], -project_world(0, 90)[1]
    assert east / north == pytest.approx(2.05458, abs=1e-4)
    for latitude in (0, 45, 70):
        west, south = project_world(20, latitude)
        wide, high = project_world(20.01, latitude)[0] - west, south - project_world(20, latitude + 0.01)[1]
        assert wide * high == pytest.approx((111.195 / 100) ** 2 * cos(radians(latitude)), rel=2e-3)


def inside(longitude: float, latitude: float, *, world: bool = False) -> bool:
    """Whether the shipped land has a place: by the even-odd rule."""
    x, y = project_world(longitude, latitude) if world else project(longitude, latitude)
    odd = False
    for outline in read_land("world" if world else "land").land:
        for part in outline.data.split("M")[1:]:
            numbers = [int(found) for found in re.findall(r"-?\d+", part)]
            points = [(numbers[0], numbers[1])]
            for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
                points.append((points[-1][0] + dx, points[-1][1] + dy))
            for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    odd = not odd
    return odd


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(13.74, 51.05), (4.35, 50.85), (-8.42, 40.21), (16.6, 49.2), (-3.7, 40.4), (24.9, 60.3), (14.41, 35.88)],
)
def test_there_is_land_where_cities_are(longitude: float, latitude: float) -> None:
    assert inside(longitude, latitude)


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(3.0, 56.0), (5.5, 42.0), (-6.0, 47.0), (18.5, 58.5), (50.5, 42.0), (34.0, 43.5)],
)
def test_there_is_none_at_sea(longitude: float, latitude: float) -> None:
    assert not inside(longitude, latitude)


@pytest.mark.parametrize(
    ("longitude", "latitude", "land"),
    [
        (13.74, 51.05, True),
        (-100, 40, True),
        (134, -25, True),
        (100, 62, True),
        (-170, 66, True),
        (175, 67, True),
        (-150, 0, False),
        (80, -10, False),
        (0, -17.5, False),
        (-5, 68, False),
    ],
)
def test_the_world_has_land_and_sea_in_their_places(longitude: float, latitude: float, land: bool) -> None:
    assert inside(longitude, latitude, world=True) == land


def test_the_land_says_where_it_is_from() -> None:
    land = read_land()
    assert len(land.land) > 50 and len(land.borders) > 50
    assert all(outline.box.within(land.frame.grown(2)) for outline in land.land)


def test_labels_keep_off_each_other_and_off_points() -> None:
    points = [(90.0 + 24 * (n % 5), 100.0 + 22 * (n // 5)) for n in range(20)]
    spots = place(points, [(60.0, 12.0)] * 20, 4, Box(0, 0, 300, 300))
    found = [spot for spot in spots if spot is not None]
    assert len(found) > 8
    for number, one in enumerate(found):
        assert one.box.within(Box(0, 0, 300, 300))
        assert not any(one.box.overlaps(other.box) for other in found[number + 1 :])
        assert not any(one.box.overlaps(Box(x - 4, y - 4, x + 4, y + 4)) for x, y in points)
    leaders = [spot.leader for spot in found if spot.leader is not None]
    assert leaders
    assert not any(meet(one, other) for n, one in enumerate(leaders) for other in leaders[n + 1 :])
    assert not any(spot.box.crosses(*leader) for spot in found for leader in leaders if spot.leader != leader)


@pytest.mark.parametrize("language", ["en", "de", "nl", "fr"])
def test_every_region_of_the_shipped_data_has_its_label_on_a_telephone_too(
    language: str, questions: Questions
) -> None:
    landscape = read_landscape(questions, Words(questions, language))
    drawing = draw("map", landscape, Look(390, language))
    labels = {" ".join(text.lines).replace("- ", "-") for text in drawing.texts()}
    assert {agent.label for agent in landscape.agents if agent.latitude is not None} <= labels


def test_a_label_without_room_has_no_spot() -> None:
    assert place([(10.0, 10.0)], [(60.0, 12.0)], 4, Box(0, 0, 40, 40)) == [None]


def test_only_what_two_have_is_a_line() -> None:
    svg = to_svg(draw("map", landscape(PAIR, THREE)))
    ties = re.findall(r'<path class="tie strong target"', svg)
    assert len(ties) == 1
    assert "<title>Alderland – Brinmark: Pact of two</title>" in svg
    without = to_svg(draw("map", landscape(THREE)))
    assert 'class="tie' not in without


def test_the_partners_in_a_thing_have_its_colour_and_their_number_is_that_of_what_is_known() -> None:
    drawing = draw("map", landscape(THREE))
    assert len(re.findall(r'<circle class="f0 edge target"', to_svg(drawing))) == 3
    assert "Pact of three (3 known partners)" in told(drawing).replace("\xa0", " ")


def test_things_of_the_same_partners_have_one_colour() -> None:
    fund = Meeting("meeting:fund", "Tide Fund", "kind:fund", THREE.parts)
    drawing = draw("map", landscape(THREE, fund))
    assert len(re.findall(r'<circle class="f0 edge target"', to_svg(drawing))) == 3
    assert "Pact of three; Tide Fund" in told(drawing)


def test_who_has_left_or_is_invited_has_no_colour() -> None:
    parts = (
        *(Part(f"agent:{x}", "Member", "reached") for x in "ab"),
        Part("agent:c", "Left", "over"),
    )
    drawing = draw("map", landscape(Meeting("meeting:l", "League", "kind:fund", parts)))
    assert len(re.findall(r'<circle class="f0 edge target"', to_svg(drawing))) == 2
    assert "League (known: Member: 2 · Left: 1)" in told(drawing).replace("\xa0", " ")


def test_several_agreements_of_a_pair_are_one_stronger_line() -> None:
    again = Meeting("meeting:again", "Second pact", "kind:agreement", PAIR.parts)
    svg = to_svg(draw("map", landscape(PAIR, again)))
    assert re.findall(r'class="tie strong target"[^>]*stroke-width="([\d.]+)"', svg) == ["2.9"]
    assert "Pact of two; Second pact" in svg


def test_partners_beyond_europe_are_on_a_map_of_the_world_and_the_placeless_are_named() -> None:
    europe = draw("map", landscape(PAIR))
    world = draw("map", landscape(PAIR, agents=(*AGENTS, FAR, NOWHERE)))
    assert "<title>Farland, Osten</title>" in to_svg(world)
    assert "Without a known place: Nowhere." in told(world)
    assert "4 of 5 Partners" in world.description
    assert land_of(europe) != land_of(world)


def land_of(drawing: Drawing) -> str:
    found = re.search(r'class="land" d="([^"]{0,200})', to_svg(drawing))
    assert found
    return found[1]


def test_points_of_the_whole_earth_are_within_the_picture() -> None:
    edges = tuple(
        Agent(f"agent:{x}{y}", f"P{x}{y}", "", "", float(x), float(y)) for x in (-179, 179) for y in (-50, 70)
    )
    for width in (390, 1000):
        drawing = draw("map", landscape(agents=edges), Look(width))
        xs = [
            float(x) for x in re.findall(r'<circle class="none hollow target" cx="([\d.]+)"', to_svg(drawing))
        ]
        assert len(xs) == 4 and max(xs) - min(xs) > width * 0.6


def test_the_point_of_a_country_is_said_to_be_one() -> None:
    drawing = draw("map", landscape(PAIR, agents=(*AGENTS, LENT)))
    assert "as no place of its own is known" in told(drawing)
    assert re.search(r"<title>Northport, Norvia \(square: .*?</title>\n<rect", to_svg(drawing))


def test_without_any_place_it_is_refused() -> None:
    with pytest.raises(NothingToDraw, match=r"^no place of a partner is known: ask for .*draw the network"):
        draw("map", landscape(agents=(NOWHERE,)))


def test_a_wrong_place_is_no_place() -> None:
    assert read_point("POINT(13.5182 50.9327)") == (13.5182, 50.9327)
    assert read_point("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> point (1 2)") == (1.0, 2.0)
    for text in ("POINT(200 10)", "POINT(10)", "LINESTRING(1 2, 3 4)", "POINT(1 2) x", "POINT(nan 1)"):
        assert read_point(text) is None


def test_partners_at_one_place_stand_side_by_side() -> None:
    twins = tuple(Agent(f"agent:{n}", f"Twin {n}", "", "", 10.0, 52.0) for n in range(12))
    svg = to_svg(draw("map", landscape(agents=(*AGENTS, *twins)), Look(390)))
    places = re.findall(r'<circle class="none hollow target" cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert len(set(places)) == len(AGENTS) + 12
    assert "<title>Twin 11</title>" in svg and "<title>Alderland, Norvia</title>" in svg
