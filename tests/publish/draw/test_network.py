"""The network: one node for a paper of many, and a cut where there is too much."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from pactgraph.model.landscape import Happening, Landscape, Paper, Part, Pledge, Region, Sector
from pactgraph.publish.draw import draw, to_svg
from pactgraph.publish.draw.drawing import Group, Shape
from pactgraph.publish.draw.excerpt import MOST_ROWS, limited

REGIONS = tuple(Region(f"region:{n}", f"Region {n}") for n in range(13))
SECTORS = (Sector("sector:h", "Hydrogen"), Sector("sector:none", "Nothing"))
MANY = Paper(
    "paper:many", "Paper of many", "agreement", tuple(Part(one.iri) for one in REGIONS), ("sector:h",)
)
ALLIANCE = Paper(
    "paper:alliance",
    "Alliance",
    "alliance",
    (*(Part(one.iri, "announced") for one in REGIONS[:12]), Part("region:new", "member")),
    ("sector:h",),
    provided_by="paper:many",
)


def links(landscape: Landscape) -> int:
    return len(re.findall(r'<path class="link', to_svg(draw("network", landscape))))


def test_a_paper_of_thirteen_has_thirteen_lines_and_no_pair_has_one() -> None:
    assert links(Landscape(REGIONS, SECTORS, (MANY,))) == 13 + 1


def test_an_alliance_repeats_nothing_of_the_agreement_that_provides_for_it() -> None:
    world = Landscape((*REGIONS, Region("region:new", "Newcomer")), SECTORS, (MANY, ALLIANCE))
    assert links(world) == 13 + 1 + 1
    assert "provided for by the agreement above" in to_svg(draw("network", world))


def test_what_an_agreement_provides_for_stands_right_below_it(
    random_landscape: Callable[[int], Landscape],
) -> None:
    seen = 0
    for seed in range(20):
        world = random_landscape(seed)
        drawing = draw("network", world)
        papers = [group for group in drawing.elements if isinstance(group, Group) and group.key[:1] == "a"]
        boxes = {group.iri: card_of(group) for group in papers}
        below: dict[str, list[str]] = {}
        for paper in world.papers:
            if paper.provided_by in boxes and paper.iri in boxes:
                below.setdefault(paper.provided_by, []).append(paper.iri)
        for host, hosted in below.items():
            block = sorted([host, *hosted], key=lambda iri: boxes[iri][0])
            assert block[0] == host
            for above, beneath in pairwise(block):
                assert boxes[beneath][0] - sum(boxes[above]) == pytest.approx(14, abs=0.2)
                seen += 1
    assert seen > 5


def card_of(group: Group) -> tuple[float, float]:
    """The top and the height of a node's card."""
    shape = next(each for each in group.children if isinstance(each, Shape))
    return float(shape.attributes["y"]), float(shape.attributes["height"])


def test_things_without_a_tie_are_left_out() -> None:
    svg = to_svg(draw("network", Landscape((*REGIONS, Region("region:lone", "Lone")), SECTORS, (MANY,))))
    assert "Lone" not in svg and "Nothing" not in svg


def test_announced_is_broken_and_explained() -> None:
    alone = Paper(
        "paper:a", "Alliance", "alliance", (Part("region:1", "announced"), Part("region:2", "past"))
    )
    svg = to_svg(draw("network", Landscape(REGIONS, (), (alone,))))
    assert re.search(r'class="link c0 dash ', svg) and re.search(r'class="link c0 dots ', svg)
    assert ">member to be<" in svg and ">member once<" in svg


def test_beyond_sixty_rows_it_is_drawn_around_the_best_connected_region() -> None:
    regions = tuple(Region(f"region:{n}", f"Region {n}") for n in range(200))
    papers = tuple(
        Paper(
            f"paper:{n}", f"Paper {n}", "agreement", (Part("region:7"), Part(f"region:{n}")), (), "2020-01-01"
        )
        for n in range(200)
        if n != 7
    )
    world = Landscape(regions, (), papers)
    shown, centre, rows = limited(world)
    assert centre == "region:7" and rows == 200
    assert max(len(shown.regions), len(shown.papers), len(shown.sectors)) <= MOST_ROWS
    assert "region:7" in {region.iri for region in shown.regions}
    svg = to_svg(draw("network", world))
    assert "around Region 7, because all would be 200 rows" in svg


def test_nothing_is_said_to_be_nothing() -> None:
    assert "Nothing within what was asked for." in to_svg(draw("network", Landscape()))


def test_the_same_landscape_gives_the_same_picture(random_landscape: Callable[[int], Landscape]) -> None:
    assert to_svg(draw("network", random_landscape(3))) == to_svg(draw("network", random_landscape(3)))


def test_a_repeated_party_is_one_line() -> None:
    twice = Paper("paper:t", "Twice", "agreement", (Part("region:1"), Part("region:2")), ("sector:h",))
    assert links(Landscape(REGIONS, SECTORS, (twice,))) == 3


def test_other_pictures_say_what_they_leave_out() -> None:
    things = tuple(
        Happening(f"thing:{n}", f"Thing {n}", "event", f"{1500 + n}-01-01", f"{1500 + n}-01-01")
        for n in range(400)
    )
    regions = tuple(Region(f"region:{n}", f"Region {n}") for n in range(250))
    pledges = tuple(Pledge(f"pledge:{n}", "P", (f"region:{n}",), ("sector:h",), 1) for n in range(250))
    timeline = to_svg(draw("timeline", Landscape(happenings=things)))
    assert "the latest 300 of 400" in timeline
    assert "Thing 399" in timeline and "Thing 99<" not in timeline
    matrix = to_svg(draw("matrix", Landscape(regions, SECTORS, (), (), pledges, {1: "Aspire"})))
    assert "the 200 fullest rows of 250" in matrix
