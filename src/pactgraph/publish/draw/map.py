"""The map: regions as points, coloured by the papers of several parties that they are in; only agreements of
two regions are lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from ...model.landscape import Landscape, Paper, Region
from .boxes import Box, Point
from .dates import read_day, span_in_words
from .drawing import Drawing, Element, Group, Shape, Text, Window, circle, line, number, path, rectangle
from .land import read_land
from .look import Look, Sign, block_height, heading, legend, paragraph
from .metrics import ASCENT, clean, widest, wrap
from .placing import Spot, place
from .projection import project

COLOURED = 5
"""How many papers of several parties have a colour of their own: those with the most parties."""
MOST_LABELS = 150
"""How many regions have labels: those in the most papers."""
MARGIN = 260.0
SMALLEST = 1100.0
"""Kilometres around the points, and of the shortest side of a map."""


@dataclass(frozen=True, slots=True)
class _Spotted:
    """A region on the map."""

    region: Region
    at: Point


def draw_map(landscape: Landscape, look: Look) -> Drawing:
    """The regions of the landscape on the map of Europe."""
    return _Map(landscape, look).drawing()


class _Map:
    def __init__(self, landscape: Landscape, look: Look) -> None:
        self._landscape = landscape
        self._look = look
        self._words = look.words
        self._radius = 5.0 if look.narrow else 6.5
        self._several = self._of_several()
        self._colours = {paper.iri: place for place, paper in enumerate(self._several[:COLOURED])}
        self._land = read_land()
        places = {
            region.iri: project(region.longitude, region.latitude)
            for region in landscape.regions
            if region.longitude is not None and region.latitude is not None
        }
        frame = self._land.frame
        self._places = {
            iri: (x, y)
            for iri, (x, y) in places.items()
            if frame.left < x < frame.right and frame.top < y < frame.bottom
        }

    def _of_several(self) -> list[Paper]:
        """The papers that colour regions, those with the most parties first: an alliance that an agreement
        provides for is left to that agreement, unless others are in it too."""
        shown = {paper.iri: paper for paper in self._landscape.papers}
        found = []
        for paper in self._landscape.papers:
            host = shown.get(paper.provided_by or "")
            if host is not None and set(paper.regions) <= set(host.regions):
                continue
            if len(set(paper.regions)) > 2 or (paper.kind == "alliance" and len(set(paper.regions)) == 2):
                found.append(paper)
        return sorted(found, key=lambda paper: (-len(set(paper.regions)), paper.iri))

    def drawing(self) -> Drawing:
        look, say = self._look, self._words.say
        notes = [", ".join(self._landscape.about)] if self._landscape.about else []
        if not self._landscape.regions:
            notes.append(say("nothing"))
        elements, top = heading(look, say("map"), notes)
        view, box = self._window(top)
        scale = box.width / view.width
        land, borders = self._land.seen(view)
        thin, thick = number(0.6 / scale), number(0.9 / scale)
        shapes: list[Element] = [rectangle(view, "sea")]
        if land:
            outline = {"class": "land", "d": land, "fill-rule": "evenodd", "stroke-width": thin}
            shapes.append(Shape("path", outline))
        if borders:
            shapes.append(Shape("path", {"class": "border", "d": borders, "stroke-width": thick}))
        elements.append(Window(box, view, tuple(shapes)))
        spotted = [
            _Spotted(
                region,
                (
                    box.left + (self._places[region.iri][0] - view.left) * scale,
                    box.top + (self._places[region.iri][1] - view.top) * scale,
                ),
            )
            for region in self._landscape.regions
            if region.iri in self._places
        ]
        spotted.sort(
            key=lambda one: (-len(self._landscape.papers_of.get(one.region.iri, ())), one.region.iri)
        )
        where = {one.region.iri: one.at for one in spotted}
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
        return Drawing(look.width, height, say("map"), self._told(), (page, *elements))

    def _window(self, top: float) -> tuple[Box, Box]:
        """The part of the map that has all points, in kilometres; and where it is drawn, in pixels."""
        look, frame = self._look, self._land.frame
        points = list(self._places.values()) or [(0.0, 0.0)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        spread = max(xs) - min(xs)
        width = max(spread + 2 * max(MARGIN, spread * (0.2 if look.narrow else 0.06)), SMALLEST)
        height = max(max(ys) - min(ys) + 2 * MARGIN, SMALLEST)
        tallest, flattest = (1.25, 0.95) if look.narrow else (0.8, 0.55)
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
        """A curve for each pair of regions with agreements of their own, and its course in short lines."""
        pairs: dict[tuple[str, str], list[Paper]] = {}
        for paper in self._landscape.papers:
            one, *rest = sorted(set(paper.regions)) or [""]
            if paper.is_bilateral and one in where and rest[0] in where:
                pairs.setdefault((one, rest[0]), []).append(paper)
        groups, chords = list[Group](), list[tuple[Point, Point]]()
        for (one, other), papers in sorted(pairs.items()):
            start, end = sorted((where[one], where[other]))
            dx, dy = end[0] - start[0], end[1] - start[1]
            bend = ((start[0] + end[0]) / 2 + dy * 0.13, (start[1] + end[1]) / 2 - dx * 0.13)
            data = (
                f"M{number(start[0])} {number(start[1])}"
                f"Q{number(bend[0])} {number(bend[1])} {number(end[0])} {number(end[1])}"
            )
            thickness = min(2.2 + 0.9 * (len(papers) - 1), 6.0)
            shape = Shape("path", {"class": "tie strong target", "d": data, "stroke-width": thickness})
            names = " – ".join(clean(self._landscape.labels[iri]) for iri in (one, other))
            told = "; ".join(self._dated(paper) for paper in papers)
            iri = papers[0].iri if len(papers) == 1 else ""
            groups.append(Group((shape,), "", f"{names}: {told}", iri))
            turns = [_bezier(start, bend, end, step / 6) for step in range(7)]
            chords += pairwise(turns)
        return groups, chords

    def _nodes(
        self, spotted: list[_Spotted], box: Box, chords: list[tuple[Point, Point]]
    ) -> tuple[list[Group], list[Region]]:
        """The points with their labels, and the regions for whose labels there is no room."""
        look = self._look
        size = look.size - 0.5 if look.narrow else look.size
        lines = [wrap(one.region.label, 105 if look.narrow else 190, size) for one in spotted]
        sizes = [(widest(some, size), block_height(len(some), size)) for some in lines]
        points = [one.at for one in spotted]
        spots = place(points, sizes[:MOST_LABELS], self._radius, box.grown(-3), chords)
        spots += [None] * (len(points) - len(spots))
        groups, without = list[Group](), list[Region]()
        for one, some, spot in zip(spotted, lines, spots, strict=True):
            parts: list[Element] = []
            if spot is None:
                without.append(one.region)
            else:
                if spot.leader is not None:
                    (x1, y1), (x2, y2) = spot.leader
                    parts.append(line(x1, y1, x2, y2, "lead"))
                parts += self._point(one)
                parts.append(_label(one, spot, some, size))
            groups.append(
                Group(tuple(parts or self._point(one)), "", self._said_of(one.region), one.region.iri)
            )
        return groups, without

    def _point(self, one: _Spotted) -> list[Element]:
        """A disc in the colours of the region's papers of several parties."""
        papers = [paper for paper in self._several if one.region.iri in paper.regions]
        (x, y), radius = one.at, self._radius
        css = [f"f{self._colours[paper.iri]}" for paper in papers if paper.iri in self._colours]
        if len(css) < len(papers):
            css.append("muted")
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
        say, found = self._words.say, list[Sign]()
        for paper in self._several[:COLOURED]:
            count = self._words.count(
                len(set(paper.regions)),
                *(("one-party", "parties") if paper.kind == "agreement" else ("one-member", "members")),
            )
            sign = circle(12, 0, 5.5, f"f{self._colours[paper.iri]}")
            found.append(Sign(f"{clean(paper.label)} ({count})", (sign,)))
        if len(self._several) > COLOURED:
            found.append(Sign(say("others"), (circle(12, 0, 5.5, "muted"),)))
        if tied:
            papers = [paper for paper in self._landscape.papers if paper.is_bilateral]
            named = "; ".join(clean(paper.label) for paper in papers) if len(papers) <= 3 else ""
            tie = Shape("path", {"class": "tie strong", "d": "M1 3Q12 -4 23 3", "stroke-width": 2.2})
            found.append(Sign(say("bilateral-named", named) if named else say("bilateral"), (tie,)))
        several = {iri for paper in self._several for iri in paper.regions}
        if any(iri not in several for iri in self._places):
            found.append(Sign(say("no-paper"), (circle(12, 0, 4.5, "none hollow"),)))
        return found

    def _remarks(self, unlabelled: list[Region]) -> list[str]:
        say = self._words.say
        elsewhere = [region for region in self._landscape.regions if region.iri not in self._places]
        return [
            *(
                say(name, ", ".join(sorted(clean(region.label) for region in regions)))
                for name, regions in (("unlabelled", unlabelled), ("elsewhere", elsewhere))
                if regions
            ),
            say("land"),
        ]

    def _dated(self, paper: Paper) -> str:
        when = span_in_words(read_day(paper.earliest), read_day(paper.latest), self._words)
        return clean(paper.label) + (f" ({when})" if when else "")

    def _said_of(self, region: Region) -> str:
        papers = self._landscape.papers_of.get(region.iri, ())
        told = "; ".join(self._dated(paper) for paper in papers)
        name = clean(region.label) + (f", {clean(region.country)}" if region.country else "")
        return f"{name}: {told}" if told else name

    def _told(self) -> str:
        """The map in words."""
        labels, parts = self._landscape.labels, [f"{self._words.say('regions')}: {len(self._places)}."]
        for paper in self._landscape.papers:
            if paper.is_bilateral or paper in self._several:
                names = ", ".join(clean(labels.get(iri, iri)) for iri in paper.regions)
                parts.append(f"{self._dated(paper)}: {names}.")
        return " ".join(parts)


def _label(one: _Spotted, spot: Spot, lines: tuple[str, ...], size: float) -> Text:
    """The label in its box, set towards its point."""
    x, y = one.at[0], spot.box.top + ASCENT * size
    middle = (spot.box.left + spot.box.right) / 2
    if abs(middle - x) < spot.box.width / 4:
        return Text(middle, y, lines, size, "halo", "middle")
    if middle > x:
        return Text(spot.box.left, y, lines, size, "halo")
    return Text(spot.box.right, y, lines, size, "halo", "end")


def _bezier(start: Point, bend: Point, end: Point, part: float) -> Point:
    back = 1 - part
    return (
        back * back * start[0] + 2 * back * part * bend[0] + part * part * end[0],
        back * back * start[1] + 2 * back * part * bend[1] + part * part * end[1],
    )
