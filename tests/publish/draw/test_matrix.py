"""The matrix counts commitments and tells the firmest."""

from __future__ import annotations

import re

from pactgraph.model.landscape import Landscape, Paper, Part, Pledge, Region, Sector
from pactgraph.publish.draw import Look, draw, to_svg

REGIONS = (Region("region:a", "Alderland"), Region("region:b", "Brinmark"), Region("region:c", "Corvane"))
SECTORS = (Sector("sector:h", "Hydrogen"), Sector("sector:s", "Steel"))
STRENGTHS = {1: "Aspire", 2: "Explore", 3: "Intend", 4: "Decide", 5: "Done"}
PLEDGES = (
    Pledge("pledge:1", "Pipes", ("region:a", "region:b"), ("sector:h",), 2),
    Pledge("pledge:2", "Storage", ("region:a",), ("sector:h", "sector:s"), 4),
    Pledge("pledge:3", "Talks", ("region:b",), ("sector:s",), None),
)
PAPER = Paper("paper:1", "Pact", "agreement", tuple(Part(f"region:{x}") for x in "abc"), ("sector:h",))


def titles(landscape: Landscape) -> list[str]:
    return re.findall("<title>(.*?)</title>", to_svg(draw("matrix", landscape)))


def test_cells_count_and_name_commitments() -> None:
    found = titles(Landscape(REGIONS, SECTORS, (PAPER,), (), PLEDGES, STRENGTHS))
    assert "Alderland, Hydrogen: Storage (Decide); Pipes (Explore)" in found
    assert "Brinmark, Steel: Talks" in found
    assert "Corvane, Hydrogen: party to an agreement on it, no commitment of its own" in found
    assert "Alderland: Hydrogen 2 (firmest: Decide); Steel 1 (firmest: Decide)" in found


def test_the_shade_is_that_of_the_firmest() -> None:
    svg = to_svg(draw("matrix", Landscape(REGIONS, SECTORS, (), (), PLEDGES, STRENGTHS)))
    cell = re.search(r"<title>Alderland, Hydrogen: .*?</title>\n<rect class=\"(\w+)\"", svg)
    assert cell and cell[1] == "t4"
    unsaid = re.search(r"<title>Brinmark, Steel: .*?</title>\n<rect class=\"(\w+)\"", svg)
    assert unsaid and unsaid[1] == "none"


def test_the_fullest_come_first_and_the_empty_not_at_all() -> None:
    drawing = draw("matrix", Landscape(REGIONS, SECTORS, (), (), PLEDGES, STRENGTHS))
    told = [" ".join(text.lines) for text in drawing.texts()]
    assert told.index("Alderland") < told.index("Brinmark")
    assert "Corvane" not in told


def test_sectors_that_do_not_fit_side_by_side_make_panels() -> None:
    sectors = tuple(Sector(f"sector:{n}", f"Sector {n}") for n in range(40))
    pledges = tuple(Pledge(f"pledge:{n}", "P", ("region:a",), (f"sector:{n}",), 1) for n in range(40))
    drawing = draw("matrix", Landscape(REGIONS, sectors, (), (), pledges, STRENGTHS), Look(390))
    told = [" ".join(text.lines) for text in drawing.texts()]
    assert told.count("Alderland") > 2
    assert {f"Sector {n}" for n in range(40)} <= set(told)
