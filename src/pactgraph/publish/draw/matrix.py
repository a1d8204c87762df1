"""The matrix of partners and sectors: how many commitments, and how firm the firmest of them is."""

from __future__ import annotations

from math import ceil

from .boxes import Box
from .drawing import Drawing, DrawnText, Element, Group, line, rectangle
from .landscape import Agent, Cell, Landscape, Sector
from .look import Look, Sign, asked, block_height, cut, heading, legend, refusal
from .metrics import ASCENT, DESCENT, clean, fitting, widest, wrap
from .palette import STEPS

MOST_ROWS = 60
MOST_COLUMNS = 48
"""Partners and sectors that one picture shows: those with the most commitments."""


def draw_matrix(landscape: Landscape, look: Look) -> Drawing:
    """Partners by sectors, the fullest first; in several panels where the sectors do not fit side by side.
    Raises NothingToDraw."""
    return _Matrix(landscape, look).drawing()


class _Matrix:
    def __init__(self, landscape: Landscape, look: Look) -> None:
        self._landscape = landscape
        self._look = look
        self._texts = look.texts
        if not landscape.cells:
            raise refusal(
                landscape,
                "no commitment in a sector",
                "ask for another partner or sector, for less strength or more time, or draw the network",
            )
        rows, columns = dict[str, int](), dict[str, int]()
        for cell in landscape.cells:
            rows[cell.agent] = rows.get(cell.agent, 0) + cell.commitments
            columns[cell.sector] = columns.get(cell.sector, 0) + cell.commitments
        agents = [one for one in landscape.agents if one.iri in rows]
        sectors = [one for one in landscape.sectors if one.iri in columns]
        agents.sort(key=lambda one: (-rows[one.iri], one.label, one.iri))
        sectors.sort(key=lambda one: (-columns[one.iri], one.label, one.iri))
        self._agents, self._sectors = agents[:MOST_ROWS], sectors[:MOST_COLUMNS]
        self._sizes = len(agents), len(sectors)
        shown = {one.iri for one in self._agents} | {one.iri for one in self._sectors}
        self._cells = {
            (cell.agent, cell.sector): cell
            for cell in landscape.cells
            if cell.agent in shown and cell.sector in shown
        }
        self._names = look.inner * (0.3 if look.narrow else 0.19)
        self._room = 96.0 if look.narrow else 150.0
        self._least = 20.0 if look.narrow else 26.0

    @property
    def _small(self) -> float:
        return self._look.small

    def drawing(self) -> Drawing:
        look, title, notes = self._look, self._texts.say("matrix"), self._notes()
        elements, top = heading(look, title, notes)
        space = look.inner - self._names - 8
        most = max(1, int(space // self._least))
        panels = ceil(len(self._sectors) / most)
        each = ceil(len(self._sectors) / panels)
        for panel in range(panels):
            some = self._sectors[panel * each : (panel + 1) * each]
            more, top = self._panel(some, min(space / each, 38.0), top)
            elements += more
            top += 16
        more, bottom = legend(look, self._signs(), top)
        elements += more
        height = bottom + look.margin
        page = rectangle(Box(0, 0, look.width, height), "page")
        told = " ".join(f"{each}." for each in (*notes, *map(self._said_of, self._agents)))
        return Drawing(look.width, height, title, told, (page, *elements))

    def _notes(self) -> list[str]:
        """What was asked for, and what is cut."""
        notes = asked(self._landscape)
        shown = len(self._agents), len(self._sectors)
        cuts = [
            cut(self._texts, some, every, self._texts.say(name))
            for some, every, name in zip(shown, self._sizes, ("agents", "sectors"), strict=True)
            if some < every
        ]
        if cuts:
            notes += [self._texts.say("most", "; ".join(cuts)), self._texts.say("narrow")]
        return notes

    def _panel(self, sectors: list[Sector], step: float, top: float) -> tuple[list[Element], float]:
        """Some sectors as columns, the partners with commitments in them as rows, and where they end."""
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
            text = DrawnText(x, top + tall, lines, size, turned=True)
            box = Box(left + step * place, top - 2, left + step * (place + 1), top + tall + 3)
            elements.append(Group((rectangle(box, "bare target"), text), "", clean(sector.label), sector.iri))
        top += tall + 8
        for agent in self._agents:
            if not any((agent.iri, sector.iri) in self._cells for sector in sectors):
                continue
            row, bottom = self._row(agent, sectors, left, step, top)
            elements.append(row)
            elements.append(line(look.margin, bottom + 2, left + step * len(sectors), bottom + 2, "grid"))
            top = bottom + 4
        return elements, top

    def _row(
        self, agent: Agent, sectors: list[Sector], left: float, step: float, top: float
    ) -> tuple[Group, float]:
        look = self._look
        size = fitting(agent.label, self._names, look.size)
        lines = wrap(agent.label, self._names, size)
        side = min(step - 3, 26.0)
        height = max(block_height(len(lines), size), side)
        middle = top + height / 2
        first = middle - block_height(len(lines), size) / 2 + ASCENT * size
        box = Box(look.margin - 3, top - 1, left + step * len(sectors), top + height + 1)
        parts: list[Element] = [
            rectangle(box, "bare target"),
            DrawnText(look.margin, first, lines, size),
        ]
        for place, sector in enumerate(sectors):
            cell = self._cells.get((agent.iri, sector.iri))
            if cell is not None:
                mark = self._mark(cell, left + step * (place + 0.5), middle, step - 3, side)
                title = f"{clean(agent.label)}, {clean(sector.label)}: {self._counted(cell)}"
                parts.append(Group(tuple(mark), "", title, focus=False))
        return Group(tuple(parts), "", self._said_of(agent), agent.iri), top + height

    def _mark(self, cell: Cell, x: float, y: float, wide: float, high: float) -> list[Element]:
        """A tile with the number of commitments."""
        box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        shade = None if cell.level is None else _shade(cell.level)
        css, ink = ("none", "ink") if shade is None else (f"t{shade}", f"o{shade}")
        number = (str(cell.commitments),)
        size = fitting(number[0], wide - 2, self._small)
        baseline = y + (ASCENT - DESCENT) * size / 2
        return [rectangle(box, css, 3), DrawnText(x, baseline, number, size, ink, "middle")]

    def _counted(self, cell: Cell) -> str:
        """The number of commitments of a cell and the strength of the firmest."""
        stated = "" if cell.level is None else self._landscape.levels.get(cell.level, str(cell.level))
        label = stated or self._texts.say("no-strength")
        return self._texts.say("firmest", cell.commitments, clean(label))

    def _signs(self) -> list[Sign]:
        found = [Sign(self._texts.say("count"))]
        levels = {cell.level for cell in self._cells.values()}
        for level, label in sorted(self._landscape.levels.items()):
            if level in levels:
                tile = rectangle(Box(3, -7, 23, 7), f"t{_shade(level)}", 3)
                found.append(Sign(clean(label), (tile,)))
        if None in levels:
            found.append(Sign(self._texts.say("no-strength"), (rectangle(Box(3, -7, 23, 7), "none", 3),)))
        return found

    def _said_of(self, agent: Agent) -> str:
        """A row in words."""
        parts = []
        for sector in self._sectors:
            cell = self._cells.get((agent.iri, sector.iri))
            if cell is not None:
                parts.append(f"{clean(sector.label)} {self._counted(cell)}")
        return f"{clean(agent.label)}: {'; '.join(parts)}" if parts else clean(agent.label)


def _shade(level: int) -> int:
    """The shade of a place on the scale, 1 to `STEPS`."""
    return max(1, min(level, STEPS))


def _in_columns(label: str, size: float, room: float, step: float) -> tuple[str, ...]:
    """The label in no more lines than a column of the width `step` has room for, longer than `room` where
    they would be more."""
    lines = wrap(label, room, size)
    while block_height(len(lines), size) > step - 2 and len(lines) > 1:
        room *= 1.25
        lines = wrap(label, room, size)
    return lines
