"""The matrix shows the cells that the question counted, and says what it leaves out."""

from __future__ import annotations

import re

import pytest

from pactgraph.publish.draw import Look, NothingToDraw, draw, to_svg
from pactgraph.publish.draw.landscape import Agent, Cell, Landscape, Sector
from pactgraph.publish.draw.matrix import MOST_COLUMNS, MOST_ROWS

AGENTS = (Agent("agent:a", "Alderland"), Agent("agent:b", "Brinmark"), Agent("agent:c", "Corvane"))
SECTORS = (Sector("sector:h", "Hydrogen"), Sector("sector:s", "Steel"))
LEVELS = {1: "Aspire", 2: "Explore", 3: "Intend", 4: "Decide", 5: "Be bound"}
CELLS = (
    Cell("agent:a", "sector:h", 2, 4),
    Cell("agent:a", "sector:s", 1, 4),
    Cell("agent:b", "sector:h", 1, 2),
    Cell("agent:b", "sector:s", 1),
)


def matrix(cells: tuple[Cell, ...], **more: tuple[Agent, ...] | tuple[Sector, ...]) -> Landscape:
    agents, sectors = more.get("agents", AGENTS), more.get("sectors", SECTORS)
    return Landscape(agents, sectors, cells=cells, levels=LEVELS)  # type: ignore[arg-type]


def titles(landscape: Landscape) -> list[str]:
    return re.findall("<title>(.*?)</title>", to_svg(draw("matrix", landscape)))


def test_cells_say_how_many_commitments_and_how_firm() -> None:
    found = titles(matrix(CELLS))
    assert "Alderland, Hydrogen: 2 (firmest: Decide)" in found
    assert "Brinmark, Steel: 1 (firmest: not stated)" in found
    assert "Alderland: Hydrogen 2 (firmest: Decide); Steel 1 (firmest: Decide)" in found


def test_the_shade_is_that_of_the_firmest() -> None:
    svg = to_svg(draw("matrix", matrix(CELLS)))
    cell = re.search(r"<title>Alderland, Hydrogen: .*?</title>\n<rect class=\"(\w+)\"", svg)
    assert cell and cell[1] == "t4"
    unsaid = re.search(r"<title>Brinmark, Steel: .*?</title>\n<rect class=\"(\w+)\"", svg)
    assert unsaid and unsaid[1] == "none"


def test_the_fullest_come_first_and_the_empty_not_at_all() -> None:
    drawing = draw("matrix", matrix(CELLS))
    told = [" ".join(text.lines) for text in drawing.texts()]
    assert told.index("Alderland") < told.index("Brinmark")
    assert "Corvane" not in told


def test_sectors_that_do_not_fit_side_by_side_make_panels() -> None:
    sectors = tuple(Sector(f"sector:{n}", f"Sector {n}") for n in range(40))
    cells = tuple(Cell("agent:a", f"sector:{n}", 1, 1) for n in range(40))
    drawing = draw("matrix", matrix(cells, sectors=sectors), Look(390))
    told = [" ".join(text.lines) for text in drawing.texts()]
    assert told.count("Alderland") > 2
    assert {f"Sector {n}" for n in range(40)} <= set(told)


def test_what_is_left_out_is_counted() -> None:
    agents = tuple(Agent(f"agent:{n}", f"Region {n}") for n in range(250))
    sectors = tuple(Sector(f"sector:{n}", f"Sector {n}") for n in range(70))
    cells = tuple(Cell(f"agent:{n}", f"sector:{n % 70}", n + 1, 1) for n in range(250))
    drawing = draw("matrix", matrix(cells, agents=agents, sectors=sectors))
    told = " ".join(line for text in drawing.texts() for line in text.lines)
    said = f"{MOST_ROWS} of 250 Partners; {MOST_COLUMNS} of 70 Sectors"
    assert said in told and said in drawing.description
    assert "Region 249" in told and "Region 9 " not in told


def test_nothing_is_refused_with_what_to_ask_instead() -> None:
    with pytest.raises(NothingToDraw, match=r"^no commitment in a sector is known: ask for "):
        draw("matrix", matrix(()))
