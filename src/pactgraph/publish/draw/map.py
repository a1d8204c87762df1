"""The map: partners as points, coloured by the things of several partners that they are in; what two of them
have together is a line. The window, and whether it shows Europe or the world, come from the points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, pi, sin, sqrt

from .boxes import Box, Point
from .dates import read_day, span_in_words
from .drawing import (
    Drawing,
    DrawnShape,
    DrawnText,
    Element,
    Group,
    Window,
    circle,
    line,
    number,
    path,
    rectangle,
)
from .excerpt import tied
from .land import read_land
from .landscape import Agent, Landscape, Meeting
from .look import Look, Sign, asked, block_height, cut, heading, known, legend, paragraph, refusal
from .metrics import ASCENT, clean, widest, wrap
from .placing import Spot, place
from .projection import project, project_world

FEW_LINES, MOST_LINES, MOST_LINES_NARROW = 12, 60, 30
"""How many lines are drawn thick, and how many at all, on a wide page and on a telephone: those of the pairs
with the most."""
THICKEST = 6.0
"""Pixels of the thickest line; of one of many on a telephone half of it."""
COLOURED = 5
"""How many things of several partners have a colour of their own: those with the most partners."""
MOST_SIGNED = 2
"""How many things of the same partners the legend names."""
MOST_LABELS = 150
"""How many partners have labels: those in the most things."""
MOST_NAMED = 60
"""How many partners a remark below the map names."""
MARGIN = 260.0
SMALLEST = 1100.0
"""Kilometres around the points, and of the shortest side of a map."""
_TURN = pi * (3 - sqrt(5))
"""From one point to the next where several have one place: the golden angle."""


@dataclass(frozen=True, slots=True)
class _Spotted:
    """A partner on the map."""

    agent: Agent
    at: Point


def draw_map(landscape: Landscape, look: Look) -> Drawing:
    """The partners of the landscape on a map. Raises NothingToDraw."""
    return _Map(landscape, look).drawing()


class _Map:
    def __init__(self, landscape: Landscape, look: Look) -> None:
        self._landscape = landscape
        self._look = look
        self._texts = look.texts
        self._radius = 5.0 if look.narrow else 6.5
        self._cards = tied(landscape).meetings
        self._numbers = {iri: len(meetings) for iri, meetings in landscape.meetings_of.items()}
        located = {
            agent.iri: (agent.longitude, agent.latitude)
            for agent in landscape.agents
            if agent.longitude is not None and agent.latitude is not None
        }
        if not located:
            raise refusal(
                landscape,
                "no place of a partner",
                "ask for another partner or sector, for more time, or draw the network",
            )
        land = read_land()
        places = {iri: project(*place) for iri, place in located.items()}
        frame = land.frame
        if not all(frame.left < x < frame.right and frame.top < y < frame.bottom for x, y in places.values()):
            land = read_land("world")
            places = {iri: project_world(*place) for iri, place in located.items()}
        self._land, self._places = land, places

    @cached_property
    def _several(self) -> list[list[Meeting]]:
        """The things that colour partners, those of the same partners together, those with most partners
        first: what belongs to another is left to that one, unless others are in it too."""
        found: dict[frozenset[str], list[Meeting]] = {}
        for meeting in self._cards:
            if any(set(meeting.agents) <= set(host.agents) for host in self._landscape.hosts_of(meeting)):
                continue
            if len(meeting.agents) > 2 or (meeting.has_members and len(meeting.agents) == 2):
                found.setdefault(frozenset(meeting.agents), []).append(meeting)
        return sorted(found.values(), key=lambda some: (-len(some[0].agents), some[0].iri))

    @cached_property
    def _pairs(self) -> list[Meeting]:
        """What two partners have together, other than membership."""
        return [one for one in self._cards if len(one.agents) == 2 and not one.has_members]

    @cached_property
    def _joined(self) -> list[tuple[tuple[str, str], list[Meeting]]]:
        """Each pair of partners on the map with what they have together, the pairs with the most first."""
        pairs: dict[tuple[str, str], list[Meeting]] = {}
        for meeting in self._pairs:
            one, other = sorted(meeting.agents)
            if one in self._places and other in self._places:
                pairs.setdefault((one, other), []).append(meeting)
        return sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0]))

    @property
    def _drawn_pairs(self) -> list[tuple[tuple[str, str], list[Meeting]]]:
        return self._joined[: self._most_lines]

    @property
    def _most_lines(self) -> int:
        return MOST_LINES_NARROW if self._look.narrow else MOST_LINES

    def drawing(self) -> Drawing:
        look, title = self._look, self._texts.say("map")
        notes = asked(self._landscape)
        if len(self._joined) > self._most_lines:
            notes.append(self._texts.say("pairs", self._most_lines, len(self._joined)))
            notes.append(self._texts.say("narrow"))
        elements, top = heading(look, title, notes)
        view, box = self._window(top)
        scale = box.width / view.width
        land, borders = self._land.seen(view)
        thin, thick = number(0.6 / scale), number(0.9 / scale)
        shapes: list[Element] = [rectangle(view, "sea")]
        if land:
            outline = {"class": "land", "d": land, "fill-rule": "evenodd", "stroke-width": thin}
            shapes.append(DrawnShape("path", outline))
        if borders:
            shapes.append(DrawnShape("path", {"class": "border", "d": borders, "stroke-width": thick}))
        elements.append(Window(box, view, tuple(shapes)))
        spotted = list(self._spotted(view, box, scale))
        where = {one.agent.iri: one.at for one in spotted}
        ties, chords = self._ties(where)
        elements += ties
        nodes, unlabelled = self._nodes(spotted, box, chords)
        elements += nodes
        more, bottom = legend(look, self._signs(bool(ties)), box.bottom + 12)
        elements += more
        for note in self._remarks(unlabelled):
            text, bottom = paragraph(note, look.margin, bottom + 6, look.inner, look.small, "muted")
            elements.append(text)
        height = bottom + look.margin
        page = rectangle(Box(0, 0, look.width, height), "page")
        return Drawing(look.width, height, title, self._told(notes), (page, *elements))

    def _spotted(self, view: Box, box: Box, scale: float) -> Iterator[_Spotted]:
        """The partners with their pixels, those in most things first. Several of one place stand around it,
        side by side in a spiral."""
        placed = [one for one in self._landscape.agents if one.iri in self._places]
        placed.sort(key=lambda one: (bool(one.placed_by), -self._numbers.get(one.iri, 0), one.iri))
        before: dict[Point, int] = {}
        for agent in placed:
            x, y = self._places[agent.iri]
            rank = before.get((x, y), 0)
            before[x, y] = rank + 1
            away = 2.1 * self._radius * sqrt(rank)
            at = (
                box.left + (x - view.left) * scale + away * cos(rank * _TURN),
                box.top + (y - view.top) * scale + away * sin(rank * _TURN),
            )
            room = box.grown(-self._radius - 1)
            inside = min(max(at[0], room.left), room.right), min(max(at[1], room.top), room.bottom)
            yield _Spotted(agent, inside)

    def _window(self, top: float) -> tuple[Box, Box]:
        """The part of the map that has all points, in kilometres; and where it is drawn, in pixels."""
        look, frame = self._look, self._land.frame
        points = list(self._places.values())
        xs, ys = [x for x, _ in points], [y for _, y in points]
        spread = max(xs) - min(xs)
        width = max(spread + 2 * max(MARGIN, spread * (0.2 if look.narrow else 0.06)), SMALLEST)
        fall = max(ys) - min(ys)
        height = max(fall + 2 * max(MARGIN, fall * 0.08), SMALLEST)
        tallest, flattest = (1.25, 0.95) if look.narrow else (0.8, 0.55)
        if self._land is not read_land():
            tallest, flattest = 0.8, 0.46
        height = max(height, width * flattest)
        width = max(width, height / tallest)
        width = min(width, frame.width, frame.height / flattest)
        height = min(height, frame.height, width * tallest)
        east = (
            max(width - spread, 0) * 0.31 if look.narrow else 0.0
        )  # labels stand right of their points first
        left = (max(xs) + min(xs) - width) / 2 + east
        up = (max(ys) + min(ys) - height) / 2
        left = min(max(left, frame.left), frame.right - width)
        up = min(max(up, frame.top), frame.bottom - height)
        view = Box(left, up, left + width, up + height)
        return view, Box(look.margin, top, look.right, top + look.inner * height / width)

    def _ties(self, where: dict[str, Point]) -> tuple[list[Group], list[tuple[Point, Point]]]:
        """A curve for each pair of partners with something of their own, and its course in short lines."""
        drawn = self._drawn_pairs
        most = max((len(meetings) for _, meetings in drawn), default=1)
        few = len(drawn) <= FEW_LINES
        thinnest, thickest = (2.2, THICKEST) if few else (1.2, THICKEST)
        if self._look.narrow and not few:
            thinnest, thickest = thinnest / 2, thickest / 2
        step = min(0.7, (thickest - thinnest) / max(most - 1, 1))
        groups, chords = list[Group](), list[tuple[Point, Point]]()
        for (one, other), meetings in sorted(drawn):
            start, end = sorted((where[one], where[other]))
            dx, dy = end[0] - start[0], end[1] - start[1]
            bend = ((start[0] + end[0]) / 2 + dy * 0.13, (start[1] + end[1]) / 2 - dx * 0.13)
            data = (
                f"M{number(start[0])} {number(start[1])}"
                f"Q{number(bend[0])} {number(bend[1])} {number(end[0])} {number(end[1])}"
            )
            thickness = thinnest + step * (len(meetings) - 1)
            shape = DrawnShape("path", {"class": "tie strong target", "d": data, "stroke-width": thickness})
            names = " – ".join(clean(self._landscape.labels[iri]) for iri in (one, other))
            told = "; ".join(map(self._dated, meetings))
            iri = meetings[0].iri if len(meetings) == 1 else ""
            groups.append(Group((shape,), "", f"{names}: {told}", iri))
            turns = [_bezier(start, bend, end, turn / 6) for turn in range(7)]
            chords += pairwise(turns)
        return groups, chords

    def _nodes(
        self, spotted: list[_Spotted], box: Box, chords: list[tuple[Point, Point]]
    ) -> tuple[list[Group], list[Agent]]:
        """The points with their labels, and the partners for whose labels there is no room."""
        look = self._look
        size = look.size - 0.5 if look.narrow else look.size
        lines = [wrap(one.agent.label, 105 if look.narrow else 190, size) for one in spotted]
        sizes = [(widest(some, size), block_height(len(some), size)) for some in lines]
        points = [one.at for one in spotted]
        spots = place(points, sizes[:MOST_LABELS], self._radius, box.grown(-3), chords)
        spots += [None] * (len(points) - len(spots))
        groups, without = list[Group](), list[Agent]()
        for one, some, spot in zip(spotted, lines, spots, strict=True):
            parts: list[Element] = []
            if spot is None:
                without.append(one.agent)
            else:
                if spot.leader is not None:
                    (x1, y1), (x2, y2) = spot.leader
                    parts.append(line(x1, y1, x2, y2, "lead"))
                parts += self._point(one)
                parts.append(_label(one, spot, some, size))
            groups.append(
                Group(tuple(parts or self._point(one)), "", self._said_of(one.agent), one.agent.iri)
            )
        return groups, without

    def _point(self, one: _Spotted) -> list[Element]:
        """A disc in the colours of the things of several partners that a partner is in; a square where the
        point is another's."""
        mine = [rank for rank, some in enumerate(self._several) if one.agent.iri in some[0].agents]
        (x, y), radius = one.at, self._radius
        css = [f"f{rank}" for rank in mine if rank < COLOURED]
        if len(css) < len(mine):
            css.append("muted")
        if one.agent.placed_by:
            half = radius * 0.85
            style = f"{css[0]} edge target" if css else "none hollow target"
            return [rectangle(Box(x - half, y - half, x + half, y + half), style)]
        if not css:
            return [circle(x, y, radius - 1, "none hollow target")]
        if len(css) == 1:
            return [circle(x, y, radius, f"{css[0]} edge target")]
        parts: list[Element] = [circle(x, y, radius + 1, "page target")]
        for turn, colour in enumerate(css):
            angles = (2 * pi * (turn + part) / len(css) - pi / 2 for part in (0, 1))
            first, last = (
                f"{number(x + radius * cos(angle))} {number(y + radius * sin(angle))}" for angle in angles
            )
            data = f"M{number(x)} {number(y)}L{first}A{number(radius)} {number(radius)} 0 0 1 {last}z"
            parts.append(path(data, colour))
        return parts

    def _signs(self, tied: bool) -> list[Sign]:
        say, found = self._texts.say, list[Sign]()
        for rank, some in enumerate(self._several[:COLOURED]):
            name = "; ".join(clean(one.label) for one in some[:MOST_SIGNED])
            if len(some) > MOST_SIGNED:
                name = say("more", name, self._counted(some[MOST_SIGNED:]))
            found.append(Sign(f"{name} ({known(self._texts, some[0])})", (circle(12, 0, 5.5, f"f{rank}"),)))
        if rest := [one for some in self._several[COLOURED:] for one in some]:
            found.append(Sign(say("others", self._counted(rest)), (circle(12, 0, 5.5, "muted"),)))
        if tied:
            tie = DrawnShape("path", {"class": "tie strong", "d": "M1 3Q12 -4 23 3", "stroke-width": 2.2})
            drawn = [one for _, some in self._drawn_pairs for one in some]
            named = "; ".join(clean(one.label) for one in drawn) if len(drawn) <= 3 else ""
            meaning = say("pair-named", named) if named else say("pair", self._counted(drawn))
            found.append(Sign(meaning, (tie,)))
        several = {iri for some in self._several for iri in some[0].agents}
        if any(iri not in several for iri in self._places):
            found.append(Sign(say("no-several"), (circle(12, 0, 4.5, "none hollow"),)))
        if any(agent.placed_by for agent in self._landscape.agents):
            found.append(Sign(say("lent"), (rectangle(Box(7, -5, 17, 5), "none hollow"),)))
        return found

    def _counted(self, meetings: list[Meeting]) -> str:
        """How many things there are of each class."""
        told = []
        for kind in self._landscape.kinds:
            many = sum(one.kind == kind.iri for one in meetings)
            if many:
                told.append(f"{many} {clean(kind.label if many == 1 else kind.plural)}")
        return ", ".join(told)

    def _remarks(self, unlabelled: list[Agent]) -> list[str]:
        """The partners that have no label or no place, by name, as far as there is room, and their number."""
        placeless = [agent for agent in self._landscape.agents if agent.iri not in self._places]
        found = []
        for name, agents in (("unlabelled", unlabelled), ("placeless", placeless)):
            ranked = sorted(agents, key=lambda one: (-self._numbers.get(one.iri, 0), one.iri))
            named = sorted(clean(agent.label) for agent in ranked[:MOST_NAMED])
            told = ", ".join(named)
            if len(agents) > MOST_NAMED:
                told = self._texts.say("more", told, len(agents) - MOST_NAMED)
            if agents:
                found.append(self._texts.say(name, told))
        return [*found, self._texts.say("land")]

    def _dated(self, meeting: Meeting) -> str:
        when = span_in_words(read_day(meeting.earliest), read_day(meeting.latest), self._texts)
        return clean(meeting.label) + (f" ({when})" if when else "")

    def _said_of(self, agent: Agent) -> str:
        told = "; ".join(self._dated(one) for one in self._cards if agent.iri in one.agents)
        name = clean(agent.label) + (f", {clean(agent.country)}" if agent.country else "")
        if agent.placed_by:
            name += f" ({self._texts.say('lent')})"
        return f"{name}: {told}" if told else name

    def _told(self, notes: list[str]) -> str:
        """The map in words."""
        labels = self._landscape.labels
        agents = self._landscape.agents
        some = cut(self._texts, len(self._places), len(agents), self._texts.say("agents"))
        parts = [*(f"{note}." for note in notes), f"{some}."]
        for meeting in (*(one for some in self._several for one in some), *self._pairs):
            names = ", ".join(clean(labels.get(iri, iri)) for iri in meeting.agents)
            parts.append(f"{self._dated(meeting)}: {names}.")
        return " ".join([*parts, *self._remarks([])])


def _label(one: _Spotted, spot: Spot, lines: tuple[str, ...], size: float) -> DrawnText:
    """The label in its box, set towards its point."""
    x, y = one.at[0], spot.box.top + ASCENT * size
    middle = (spot.box.left + spot.box.right) / 2
    if abs(middle - x) < spot.box.width / 4:
        return DrawnText(middle, y, lines, size, "halo", "middle")
    if middle > x:
        return DrawnText(spot.box.left, y, lines, size, "halo")
    return DrawnText(spot.box.right, y, lines, size, "halo", "end")


def _bezier(start: Point, bend: Point, end: Point, part: float) -> Point:
    back = 1 - part
    return (
        back * back * start[0] + 2 * back * part * bend[0] + part * part * end[0],
        back * back * start[1] + 2 * back * part * bend[1] + part * part * end[1],
    )
