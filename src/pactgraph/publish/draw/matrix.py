"""The matrix of regions and sectors: how many commitments, and how firm the firmest of them is."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from ...model.landscape import Landscape, Pledge, Region, Sector
from .boxes import Box
from .drawing import Drawing, Element, Group, Text, circle, line, rectangle
from .look import Look, Sign, block_height, heading, legend
from .metrics import ASCENT, DESCENT, clean, fitting, widest, wrap
from .palette import STEPS

MOST_ROWS = 200
"""Regions that one picture shows: those with the most."""
MOST_NAMED = 6
"""How many commitments of a cell are named."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """The commitments of a region in a sector; without any it is but party to an agreement on it."""

    pledges: tuple[Pledge, ...]

    @property
    def strength(self) -> int | None:
        """The firmest strength that is stated."""
        return max((pledge.strength for pledge in self.pledges if pledge.strength is not None), default=None)


def draw_matrix(landscape: Landscape, look: Look) -> Drawing:
    """Regions by sectors, the fullest first; in several panels where the sectors do not fit side by side."""
    return _Matrix(landscape, look).drawing()


class _Matrix:
    def __init__(self, landscape: Landscape, look: Look) -> None:
        self._landscape = landscape
        self._look = look
        self._words = look.words
        self._cells = _cells(landscape)
        by_region, by_sector = dict[str, int](), dict[str, int]()
        for (region, sector), cell in self._cells.items():
            by_region[region] = by_region.get(region, 0) + 1 + len(cell.pledges)
            by_sector[sector] = by_sector.get(sector, 0) + 1 + len(cell.pledges)
        self._regions = sorted(
            (one for one in landscape.regions if one.iri in by_region),
            key=lambda one: (-by_region[one.iri], one.label, one.iri),
        )
        self._sectors = sorted(
            (one for one in landscape.sectors if one.iri in by_sector),
            key=lambda one: (-by_sector[one.iri], one.label, one.iri),
        )
        self._names = self._look.inner * (0.3 if look.narrow else 0.19)
        self._room = 96.0 if look.narrow else 150.0
        self._least = 20.0 if look.narrow else 26.0

    @property
    def _small(self) -> float:
        return self._look.small

    def drawing(self) -> Drawing:
        look, say = self._look, self._words.say
        notes = [", ".join(self._landscape.about)] if self._landscape.about else []
        if len(self._regions) > MOST_ROWS:
            notes.append(say("fullest", MOST_ROWS, len(self._regions)))
            self._regions = self._regions[:MOST_ROWS]
        if not self._cells:
            notes.append(say("nothing"))
        elements, top = heading(look, say("matrix"), notes)
        space = look.inner - self._names - 8
        most = max(1, int(space // self._least))
        panels = ceil(len(self._sectors) / most)
        each = ceil(len(self._sectors) / panels) if panels else 0
        for panel in range(panels):
            some = self._sectors[panel * each : (panel + 1) * each]
            step = min(space / each, 38.0)
            more, top = self._panel(some, step, top)
            elements += more
            top += 16
        more, bottom = legend(look, self._signs(), top)
        elements += more
        height = bottom + look.margin
        page = rectangle(Box(0, 0, look.width, height), "page")
        told = " ".join(f"{self._said_of(region)}." for region in self._regions) or say("nothing")
        return Drawing(look.width, height, say("matrix"), told, (page, *elements))

    def _panel(self, sectors: list[Sector], step: float, top: float) -> tuple[list[Element], float]:
        """Some sectors as columns, all regions as rows, and where they end."""
        look, elements = self._look, list[Element]()
        left = look.margin + self._names + 8
        heads = {}
        for sector in sectors:
            size = fitting(sector.label, self._room, self._small)
            heads[sector.iri] = (_in_columns(sector.label, size, self._room, step), size)
        tall = max(widest(lines, size) for lines, size in heads.values())
        for place, sector in enumerate(sectors):
            lines, size = heads[sector.iri]
            thick = block_height(len(lines), size)
            x = left + step * (place + 0.5) - thick / 2 + ASCENT * size
            title = f"{clean(sector.label)}: {self._count_of(sector)}"
            text = Text(x, top + tall, lines, size, turned=True)
            box = Box(left + step * place, top - 2, left + step * (place + 1), top + tall + 3)
            elements.append(Group((rectangle(box, "bare target"), text), "", title, sector.iri))
        top += tall + 8
        for region in self._regions:
            if not any((region.iri, sector.iri) in self._cells for sector in sectors):
                continue
            row, bottom = self._row(region, sectors, left, step, top)
            elements.append(row)
            elements.append(line(look.margin, bottom + 2, left + step * len(sectors), bottom + 2, "grid"))
            top = bottom + 4
        return elements, top

    def _row(
        self, region: Region, sectors: list[Sector], left: float, step: float, top: float
    ) -> tuple[Group, float]:
        look = self._look
        size = fitting(region.label, self._names, look.size)
        lines = wrap(region.label, self._names, size)
        side = min(step - 3, 26.0)
        height = max(block_height(len(lines), size), side)
        middle = top + height / 2
        first = middle - block_height(len(lines), size) / 2 + ASCENT * size
        box = Box(look.margin - 3, top - 1, left + step * len(sectors), top + height + 1)
        parts: list[Element] = [
            rectangle(box, "bare target"),
            Text(look.margin, first, lines, size),
        ]
        for place, sector in enumerate(sectors):
            cell = self._cells.get((region.iri, sector.iri))
            if cell is not None:
                mark = self._mark(cell, left + step * (place + 0.5), middle, step - 3, side)
                title = f"{clean(region.label)}, {clean(sector.label)}: {self._named(cell)}"
                parts.append(Group(tuple(mark), "", title, focus=False))
        return Group(tuple(parts), "", self._said_of(region), region.iri), top + height

    def _mark(self, cell: _Cell, x: float, y: float, wide: float, high: float) -> list[Element]:
        """A tile with the number of commitments, or a ring."""
        if not cell.pledges:
            return [circle(x, y, 3.5, "none hollow")]
        box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        strength, size = cell.strength, self._small
        css = "none" if strength is None else f"t{_shade(strength, self._landscape)}"
        ink = "ink" if strength is None else f"o{_shade(strength, self._landscape)}"
        baseline = y + (ASCENT - DESCENT) * size / 2
        number = (str(len(cell.pledges)),)
        return [rectangle(box, css, 3), Text(x, baseline, number, size, ink, "middle")]

    def _named(self, cell: _Cell) -> str:
        """The commitments of a cell with their strengths."""
        if not cell.pledges:
            return self._words.say("only-party")
        strengths = self._landscape.strengths
        named = [
            clean(pledge.label)
            + (f" ({clean(strengths.get(pledge.strength, ''))})" if pledge.strength is not None else "")
            for pledge in sorted(cell.pledges, key=lambda one: (-(one.strength or 0), one.label, one.iri))
        ]
        more = [self._words.say("and-more", len(named) - MOST_NAMED)] if len(named) > MOST_NAMED else []
        return "; ".join([*named[:MOST_NAMED], *more])

    def _signs(self) -> list[Sign]:
        if not self._cells:
            return []
        found = []
        strengths = {cell.strength for cell in self._cells.values() if cell.pledges}
        if strengths:
            found.append(Sign(self._words.say("count")))
        for place, label in sorted(self._landscape.strengths.items()):
            if place in strengths:
                tile = rectangle(Box(3, -7, 23, 7), f"t{_shade(place, self._landscape)}", 3)
                found.append(Sign(clean(label), (tile,)))
        if None in strengths:
            found.append(Sign(self._words.say("no-strength"), (rectangle(Box(3, -7, 23, 7), "none", 3),)))
        if any(not cell.pledges for cell in self._cells.values()):
            found.append(Sign(self._words.say("only-party"), (circle(13, 0, 3.5, "none hollow"),)))
        return found

    def _count_of(self, sector: Sector) -> str:
        pledges = {
            pledge.iri
            for (_, iri), cell in self._cells.items()
            if iri == sector.iri
            for pledge in cell.pledges
        }
        return str(len(pledges))

    def _said_of(self, region: Region) -> str:
        """A row in words."""
        parts = []
        for sector in self._sectors:
            cell = self._cells.get((region.iri, sector.iri))
            if cell is not None and cell.pledges:
                count = str(len(cell.pledges))
                if cell.strength is not None:
                    label = self._landscape.strengths.get(cell.strength, str(cell.strength))
                    count = self._words.say("firmest", count, clean(label))
                parts.append(f"{clean(sector.label)} {count}")
        return f"{clean(region.label)}: {'; '.join(parts)}" if parts else clean(region.label)


def _cells(landscape: Landscape) -> dict[tuple[str, str], _Cell]:
    """What there is of each region in each sector."""
    found: dict[tuple[str, str], list[Pledge]] = {}
    for pledge in landscape.pledges:
        for region in pledge.regions:
            for sector in pledge.sectors:
                found.setdefault((region, sector), []).append(pledge)
    shown = {sector.iri for sector in landscape.sectors}
    for paper in landscape.papers:
        if paper.kind == "agreement":
            for region in paper.regions:
                for sector in paper.sectors:
                    if sector in shown:
                        found.setdefault((region, sector), [])
    return {key: _Cell(tuple(pledges)) for key, pledges in found.items()}


def _shade(strength: int, landscape: Landscape) -> int:
    """The shade of a place on the scale, 1 to `STEPS`."""
    scale = sorted({*landscape.strengths, strength})
    return 1 + scale.index(strength) * STEPS // max(len(scale), STEPS)


def _in_columns(label: str, size: float, room: float, step: float) -> tuple[str, ...]:
    """The label in no more lines than a column of the width `step` has room for, longer than `room` where
    they would be more."""
    lines = wrap(label, room, size)
    while block_height(len(lines), size) > step - 2 and len(lines) > 1:
        room *= 1.25
        lines = wrap(label, room, size)
    return lines
