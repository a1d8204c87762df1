"""The projection, the land, the places of labels, and what the map makes of agreements."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Store

from pactgraph.model.landscape import Landscape, Paper, Part, Region
from pactgraph.publish.draw import Look, draw, to_svg
from pactgraph.publish.draw.boxes import Box, meet
from pactgraph.publish.draw.land import read_land
from pactgraph.publish.draw.placing import place
from pactgraph.publish.draw.projection import project
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network.landscape import read_landscape

REGIONS = (
    Region("region:a", "Alderland", "Norvia", 10.0, 52.0),
    Region("region:b", "Brinmark", "Norvia", 4.0, 51.0),
    Region("region:c", "Corvane", "Suvia", 14.0, 47.0),
    Region("region:far", "Farland", "Osten", 139.7, 35.7),
    Region("region:nowhere", "Nowhere"),
)
PAIR = Paper("paper:pair", "Pact of two", "agreement", (Part("region:a"), Part("region:b")))
THREE = Paper("paper:three", "Pact of three", "agreement", tuple(Part(f"region:{x}") for x in "abc"))


def test_the_projection_is_that_of_the_worked_example() -> None:
    """EPSG guidance note 7-2, Lambert azimuthal equal-area, ETRS89-LAEA: 50° N, 5° E."""
    east, south = project(5, 50)
    assert (east + 4321, 3210 - south) == pytest.approx((3962.79945, 2999.71885), abs=1e-5)
    assert project(10, 52) == pytest.approx((0, 0))


def inside(longitude: float, latitude: float) -> bool:
    """Whether the shipped land has a place: by the even-odd rule."""
    x, y = project(longitude, latitude)
    odd = False
    for outline in read_land().land:
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
    language: str, store: Store
) -> None:
    landscape = read_landscape(OxigraphEngine(store), language)
    drawing = draw("map", landscape, Look(390, language))
    told = {" ".join(text.lines).replace("- ", "-") for text in drawing.texts()}
    assert {region.label for region in landscape.regions} <= told


def test_a_label_without_room_has_no_spot() -> None:
    assert place([(10.0, 10.0)], [(60.0, 12.0)], 4, Box(0, 0, 40, 40)) == [None]


def test_only_an_agreement_of_two_is_a_line() -> None:
    svg = to_svg(draw("map", Landscape(REGIONS, papers=(PAIR, THREE))))
    ties = re.findall(r'<path class="tie strong target"', svg)
    assert len(ties) == 1
    assert "<title>Alderland – Brinmark: Pact of two</title>" in svg
    without = to_svg(draw("map", Landscape(REGIONS, papers=(THREE,))))
    assert 'class="tie' not in without


def test_the_parties_of_a_paper_have_its_colour() -> None:
    svg = to_svg(draw("map", Landscape(REGIONS, papers=(THREE,))))
    assert len(re.findall(r'<circle class="f0 edge target"', svg)) == 3


def test_several_agreements_of_a_pair_are_one_stronger_line() -> None:
    again = Paper("paper:again", "Second pact", "agreement", PAIR.parts)
    svg = to_svg(draw("map", Landscape(REGIONS, papers=(PAIR, again))))
    assert re.findall(r'class="tie strong target"[^>]*stroke-width="([\d.]+)"', svg) == ["3.1"]
    assert "Pact of two; Second pact" in svg


def test_regions_beyond_the_map_are_named_below_it() -> None:
    drawing = draw("map", Landscape(REGIONS))
    told = " ".join(line for text in drawing.texts() for line in text.lines)
    assert "Beyond the map or without a known place: Farland, Nowhere." in told


def test_a_wrong_place_is_no_place() -> None:
    from pactgraph.query.network.landscape import read_point

    assert read_point("POINT(13.5182 50.9327)") == (13.5182, 50.9327)
    assert read_point("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> point (1 2)") == (1.0, 2.0)
    for text in ("POINT(200 10)", "POINT(10)", "LINESTRING(1 2, 3 4)", "POINT(1 2) x", "POINT(nan 1)"):
        assert read_point(text) is None


def test_two_regions_at_one_place_are_both_there() -> None:
    twin = Region("region:twin", "Twinland", "", 10.0, 52.0)
    svg = to_svg(draw("map", Landscape((*REGIONS, twin)), Look(390)))
    assert "<title>Twinland</title>" in svg and "<title>Alderland, Norvia</title>" in svg
