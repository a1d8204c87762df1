"""The timeline: a band for each class of things, lanes in it, and spans that say how well a day is known;
where a list would be a wall, the number of them by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .boxes import Box
from .dates import (
    ceiling_to,
    floor_to,
    next_day,
    read_day,
    short_month,
    span_in_words,
    step_for,
    tick_label,
    ticks,
)
from .drawing import Anchor, Drawing, Element, Group, Text, circle, line, number, path, rectangle
from .landscape import Kind, Landscape, Meeting
from .lanes import lanes
from .look import Look, Sign, asked, block_height, heading, legend, paragraph, refusal
from .metrics import ASCENT, clean, fitting, joined, text_width, widest, wrap, wrap_notes
from .palette import SERIES

MOST = 60
"""Things that one picture names; of more it shows the number by year."""
RADIUS = 5.0
FADE = 42.0
"""How far a span with an unknown end reaches."""
BAR_HEIGHT = 64.0
"""Pixels of the highest bar."""
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
"""Years that one bar can stand for."""

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A thing at one of its times: when it was made or held, or (`due`) the time set for it. `note` says its
    states and what belongs to it."""

    thing: Meeting
    days: Days
    due: bool
    note: str


@dataclass(frozen=True, slots=True)
class _Band:
    """The entries of a class, made or due, with the name of the band and the style of its marks."""

    name: str
    css: str
    entries: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry on the axis: its mark from `start` to `end`, its texts, and the room that it takes."""

    entry: _Entry
    css: str
    when: str
    start: float
    end: float
    lines: tuple[str, ...]
    size: float
    notes: tuple[str, ...]
    text_x: float
    anchor: Anchor
    below: bool
    left: float
    right: float
    height: float


class _Axis:
    """Days on a line from `left` to `right`, with whole steps at both ends."""

    def __init__(self, days: Sequence[date], left: float, right: float, apart: float) -> None:
        first, last = min(days), max(days)
        self.step = step_for(first, last, max(2, int((right - left) / apart)))
        self.first, self.last = floor_to(first, self.step), ceiling_to(last, self.step)
        self.left, self.right = left, right

    def at(self, day: date) -> float:
        """Where a day begins."""
        whole = (self.last - self.first).days or 1
        return self.left + (self.right - self.left) * (day - self.first).days / whole


def draw_timeline(landscape: Landscape, look: Look) -> Drawing:
    """The dated things of the landscape in order of time. What belongs to another and has no time but that
    one's is counted with it. Raises NothingToDraw."""
    return _Timeline(landscape, look).drawing()


class _Timeline:
    def __init__(self, landscape: Landscape, look: Look) -> None:
        self._landscape = landscape
        self._look = look
        self._texts = look.texts
        self._made = {one.iri: _days(one.earliest, one.latest) for one in landscape.meetings}
        self._due = {one.iri: _days(one.due_earliest, one.due_latest) for one in landscape.meetings}

    def drawing(self) -> Drawing:
        look, bands = self._look, self._bands
        entries = [entry for band in bands for entry in band.entries]
        if not entries:
            raise refusal(
                self._landscape,
                "nothing with a time",
                "ask for another partner or sector, for more time, or draw the network",
            )
        many = len(entries) > MOST
        notes = asked(self._landscape)
        if many:
            notes += [self._texts.say("by-year", len(entries)), self._texts.say("narrow-names")]
        if undated := self._counted(self._undated):
            notes.append(self._texts.say("undated", undated))
        title = self._texts.say("timeline")
        elements, top = heading(look, title, notes)
        more, top = self._bars(top) if many else self._lanes(top)
        elements += more
        signs = self._bar_signs() if many else self._signs(entries)
        more, bottom = legend(look, signs, top + 14)
        height = bottom + look.margin
        told = self._told_by_year() if many else " ".join(map(self._told, entries))
        told = " ".join([*(f"{note}." for note in notes), told])
        page = rectangle(Box(0, 0, look.width, height), "page")
        return Drawing(look.width, height, title, told, (page, *elements, *more))

    @cached_property
    def _bands(self) -> list[_Band]:
        found = []
        for place, kind in enumerate(self._landscape.kinds):
            some = [one for one in self._landscape.meetings if one.kind == kind.iri]
            made = [one for one in some if any(self._made[one.iri]) and one.iri not in self._belonging]
            due = [one for one in some if self._is_due(one)]
            css = f"k{place % SERIES}"
            for name, things, is_due in (
                (kind.plural, made, False),
                (self._texts.say("due", kind.plural), due, True),
            ):
                days = self._due if is_due else self._made
                entries = [_Entry(one, days[one.iri], is_due, self._note(one)) for one in things]
                entries.sort(key=lambda entry: (*_order(entry.days), entry.thing.iri))
                if entries:
                    found.append(_Band(clean(name), css, tuple(entries)))
        return found

    def _is_due(self, one: Meeting) -> bool:
        """Whether a time is set for a thing other than the one at which it is dated already."""
        return any(self._due[one.iri]) and self._due[one.iri] != self._made[one.iri]

    @cached_property
    def _belonging(self) -> dict[str, str]:
        """What belongs to another thing of a known time and has no time but that one's, with that thing."""
        found = {}
        for one in self._landscape.meetings:
            mine = self._made[one.iri]
            for above in self._landscape.hosts_of(one):
                if any(self._made[above.iri]) and (mine == self._made[above.iri] or not any(mine)):
                    found[one.iri] = above.iri
        return found

    @property
    def _undated(self) -> list[Meeting]:
        return [
            one
            for one in self._landscape.meetings
            if one.iri not in self._belonging and not any((*self._made[one.iri], *self._due[one.iri]))
        ]

    @cached_property
    def _beside(self) -> dict[str, list[Meeting]]:
        """What is counted with a thing."""
        found: dict[str, list[Meeting]] = {}
        for iri, above in self._belonging.items():
            found.setdefault(above, []).append(self._landscape.meeting_of[iri])
        return found

    def _note(self, one: Meeting) -> str:
        counted = self._counted(self._beside.get(one.iri, ()))
        return joined(one.kinds, one.note, self._texts.say("with", counted) if counted else "")

    def _counted(self, things: Sequence[Meeting]) -> str:
        """How many things there are of each class."""
        counts = Counter(one.kind for one in things)

        def called(kind: Kind) -> str:
            return f"{counts[kind.iri]} {kind.label if counts[kind.iri] == 1 else kind.plural}"

        return ", ".join(clean(called(kind)) for kind in self._landscape.kinds if counts[kind.iri])

    def _told(self, entry: _Entry) -> str:
        when = span_in_words(*entry.days, self._texts)
        note = f", {clean(entry.note)}" if entry.note else ""
        return f"{clean(entry.thing.label)}: {when}{note}."

    def _lanes(self, top: float) -> tuple[list[Element], float]:
        """Every entry by its name, on an axis, and where they end."""
        look = self._look
        known = [
            day for band in self._bands for entry in band.entries for day in entry.days if day is not None
        ]
        apart = text_width(f"{short_month(9, self._texts)} 2000", look.small) + 18
        inset = 18 if look.narrow else apart / 2
        axis = _Axis(known, look.margin + inset, look.right - inset, apart)
        axis_top, top = top, top + look.small + 12
        bands: list[Element] = []
        for band in self._bands:
            items = [_item(entry, band.css, axis, look) for entry in band.entries]
            more, top = _band(band, items, look, top)
            bands += more
        return [*_scale(axis, look, axis_top, top), *bands], top

    def _bars(self, top: float) -> tuple[list[Element], float]:
        """The number of entries by year, a row of bars for each band, and where they end."""
        look = self._look
        elements: list[Element] = []
        first, last, step = self._years
        count = (last - first) // step + 1
        wide = look.inner / count
        highest = max((many for numbers in self._numbers for many, _ in numbers.values()), default=1)
        for band, numbers in zip(self._bands, self._numbers, strict=True):
            name, top = paragraph(
                self._headed(band, numbers),
                look.margin,
                top + 8,
                look.inner,
                look.small,
                f"ink {band.css}",
                bold=True,
            )
            elements.append(name)
            if not numbers:
                continue
            tallest = BAR_HEIGHT * max(many for many, _ in numbers.values()) / highest
            base = top + look.small + 8 + tallest
            elements.append(line(look.margin, base, look.right, base, "rule"))
            for year, (many, sure) in sorted(numbers.items()):
                left = look.margin + wide * ((year - first) // step)
                right = left + max(wide - 1.5, 2.5)
                high, solid = (max(1.0, BAR_HEIGHT * each / highest) for each in (many, sure))
                parts: list[Element] = [
                    rectangle(Box(left + 1.5, base - high, right, base), f"pale {band.css} target")
                ]
                if sure:
                    parts.append(rectangle(Box(left + 1.5, base - solid, right, base), band.css))
                parts.append(
                    Text(left + wide / 2, base - high - 3, (str(many),), look.small, "ink", "middle")
                )
                elements.append(Group(tuple(parts), "", self._barred(band, year, many, sure)))
            top = base + 4
        reached = -1.0
        for place in range(count):
            when = _called(first + place * step, step)
            middle = look.margin + wide * (place + 0.5)
            half = text_width(when, look.small) / 2
            middle = min(max(middle, look.margin + half), look.right - half)
            if middle - half > reached:
                elements.append(
                    Text(middle, top + ASCENT * look.small + 4, (when,), look.small, "muted", "middle")
                )
                reached = middle + half + 8
        return elements, top + block_height(1, look.small) + 4

    @cached_property
    def _years(self) -> tuple[int, int, int]:
        """The first and the last year, and the years that a bar stands for."""
        years = [
            day.year
            for band in self._bands
            for entry in band.entries
            for day in entry.days
            if day is not None
        ]
        most = max(2, int(self._look.inner / 26))
        first, last = min(years), max(years)
        step = next((step for step in YEARS if (last // step - first // step) < most), YEARS[-1])
        return first // step * step, last // step * step, step

    @cached_property
    def _numbers(self) -> list[dict[int, tuple[int, int]]]:
        """The bars of each band."""
        return [_by_year(band, self._years[2]) for band in self._bands]

    def _headed(self, band: _Band, numbers: Mapping[int, tuple[int, int]]) -> str:
        """The name of a band with the number of its entries, and of those that no bar can show."""
        told = self._texts.say("number", band.name, len(band.entries))
        open_ = len(band.entries) - sum(many for many, _ in numbers.values())
        return joined(told, self._texts.say("no-year", open_) if open_ else "")

    def _barred(self, band: _Band, year: int, many: int, sure: int) -> str:
        """A bar in words."""
        told = self._texts.say("number", f"{band.name}, {_called(year, self._years[2])}", many)
        return told if sure == many else f"{told} ({self._texts.say('by-then', many - sure)})"

    def _told_by_year(self) -> str:
        parts = []
        for band, numbers in zip(self._bands, self._numbers, strict=True):
            bars = (self._barred(band, year, *many) for year, many in sorted(numbers.items()))
            parts.append("; ".join([self._headed(band, numbers), *bars]) + ".")
        return " ".join(parts)

    def _bar_signs(self) -> list[Sign]:
        """What a pale bar means, where there is one."""
        if all(many == sure for numbers in self._numbers for many, sure in numbers.values()):
            return []
        return [Sign(self._texts.say("pale"), (rectangle(Box(3, -6, 23, 6), "pale mark"),))]

    def _signs(self, entries: list[_Entry]) -> list[Sign]:
        """What the marks that occur mean."""
        say, found = self._texts.say, list[Sign]()
        pairs = [entry.days for entry in entries]
        if any(first == last for first, last in pairs):
            found.append(Sign(say("a-day"), (circle(12, 0, RADIUS, "mark"),)))
        if any(first and last and first != last for first, last in pairs):
            found.append(Sign(say("some-time"), tuple(_bar(1, 23, 0, "mark", True, True))))
        if any(first is None or last is None for first, last in pairs):
            found.append(Sign(say("open"), tuple(_bar(1, 17, 0, "mark", True, False))))
        if any(_is_ahead(entry) for entry in entries):
            found.append(Sign(say("ahead"), (circle(12, 0, RADIUS, "mark hollow"),)))
        if any(entry.thing.phase == "over" for entry in entries):
            mark = (circle(12, 0, RADIUS, "mark"), line(5, 7, 19, -7, "strong strike"))
            found.append(Sign(say("over"), mark))
        return found


def _is_ahead(entry: _Entry) -> bool:
    return entry.thing.phase == "ahead"


def _days(earliest: str | None, latest: str | None) -> Days:
    """The first and the last day that are known, in order."""
    first, last = read_day(earliest), read_day(latest)
    if first is not None and last is not None and last < first:
        first, last = last, first
    return first, last


def _order(days: Days) -> tuple[date, date]:
    first, last = days
    return first or last or date.max, last or date.max


def _by_year(band: _Band, step: int) -> dict[int, tuple[int, int]]:
    """The entries of a band by the year (or the first of `step` years) by which they certainly were or are
    due: how many, and of how many it is certain that it was that year and none before."""
    found: dict[int, tuple[int, int]] = {}
    for entry in band.entries:
        first, last = entry.days
        if last is not None:
            year = last.year // step * step
            many, sure = found.get(year, (0, 0))
            found[year] = many + 1, sure + (first is not None and first.year // step * step == year)
    return found


def _called(year: int, step: int) -> str:
    return str(year) if step == 1 else f"{year}–{year + step - 1}"


def _item(entry: _Entry, css: str, axis: _Axis, look: Look) -> _Item:
    """An entry with its text right of its mark, left of it where there is more room, or below."""
    first, last = entry.days
    label = entry.thing.label
    if first is not None and first == last:
        start = end = axis.at(first)
    elif first is None or last is None:
        start = axis.at(first) if first else max(axis.left, axis.at(next_day(last or axis.last)) - FADE)
        end = axis.at(next_day(last)) if last else min(axis.right, start + FADE)
    else:
        start, end = axis.at(first), axis.at(next_day(last))
    end = max(end, start)
    when = span_in_words(first, last, look.texts)
    outer = (start - RADIUS, end + RADIUS)
    rooms = (look.right - outer[1] - 5, outer[0] - 5 - look.margin)
    wanted = 180.0 if look.narrow else 300.0
    below = max(rooms) < min(130.0, wanted)
    room = min(wanted, look.inner if below else max(rooms))
    side: Anchor = "start" if below or rooms[0] >= min(wanted, rooms[1]) else "end"
    if not below:
        room = min(wanted, rooms[0] if side == "start" else rooms[1])
    size = fitting(label, room, look.size)
    lines, notes = wrap(label, room, size), wrap_notes(joined(when, entry.note), room, look.small)
    width = max(widest(lines, size), widest(notes, look.small))
    height = block_height(len(lines), size) + 2 + block_height(len(notes), look.small)
    if below:
        text_x = min(max(start - RADIUS, look.margin), look.right - width)
        extent = (min(outer[0], text_x), max(outer[1], text_x + width))
        height += 2 * RADIUS + 3
    elif side == "start":
        text_x = outer[1] + 5
        extent = (outer[0], text_x + width)
    else:
        text_x = outer[0] - 5
        extent = (text_x - width, outer[1])
    return _Item(entry, css, when, start, end, lines, size, notes, text_x, side, below, *extent, height)


def _band(band: _Band, items: list[_Item], look: Look, top: float) -> tuple[list[Element], float]:
    """A band with its name, its things in lanes, and where it ends."""
    name, top = paragraph(
        band.name, look.margin, top + 8, look.inner, look.small, f"ink {band.css}", bold=True
    )
    elements: list[Element] = [name]
    top += 5
    placed = lanes([(item.left, item.right) for item in items], 12)
    for lane in range(max(placed) + 1):
        some = [item for item, where in zip(items, placed, strict=True) if where == lane]
        height = max(item.height for item in some)
        elements += [_node(item, top, look) for item in some]
        top += height + (6 if look.narrow else 8)
    return elements, top


def _node(item: _Item, top: float, look: Look) -> Group:
    thing = item.entry.thing
    text_top = top + (2 * RADIUS + 3 if item.below else 0)
    middle = top + RADIUS if item.below else top + ASCENT * item.size * 0.62
    notes_top = text_top + block_height(len(item.lines), item.size) + 2
    parts: list[Element] = [
        *_mark(item, middle),
        Text(item.text_x, text_top + ASCENT * item.size, item.lines, item.size, "ink", item.anchor),
        Text(item.text_x, notes_top + ASCENT * look.small, item.notes, look.small, "muted", item.anchor),
    ]
    if thing.phase == "over":
        x = (item.start + item.end) / 2
        parts.insert(len(parts) - 2, line(x - 7, middle + 7, x + 7, middle - 7, "strong strike"))
    note = f", {clean(item.entry.note)}" if item.entry.note else ""
    return Group(tuple(parts), "", f"{clean(thing.label)}: {item.when}{note}", thing.iri)


def _mark(item: _Item, middle: float) -> list[Element]:
    """A disc for a day, a bar with both ends for some time within a span, a bar open at an unknown end."""
    first, last = item.entry.days
    css = item.css + (" hollow" if _is_ahead(item.entry) else "")
    if first is not None and first == last:
        return [circle(item.start, middle, RADIUS, f"{css} target")]
    return _bar(item.start, item.end, middle, css, first is not None, last is not None)


def _bar(start: float, end: float, middle: float, css: str, begins: bool, ends: bool) -> list[Element]:
    up, down = middle - RADIUS, middle + RADIUS
    box = Box(start, middle - 3, max(end, start + 2), middle + 3)
    parts: list[Element] = [rectangle(box, f"span {css} target")]
    for x, known, way in ((box.left, begins, -1), (box.right, ends, 1)):
        if known:
            parts.append(line(x, up, x, down, f"end {css}"))
        else:
            tip, back = number(x + way * 6), number(x)
            data = f"M{back} {number(up)}L{tip} {number(middle)}L{back} {number(down)}"
            parts.append(path(data, f"end {css}"))
    return parts


def _scale(axis: _Axis, look: Look, top: float, bottom: float) -> list[Element]:
    """Lines and labels of the axis; a label that would meet the one before it is left out."""
    elements: list[Element] = []
    reached = -1.0
    for day in ticks(axis.first, axis.last, axis.step):
        x = axis.at(day)
        elements.append(line(x, top + look.small + 6, x, bottom, "grid"))
        label = tick_label(day, axis.step, look.texts)
        half = text_width(label, look.small) / 2
        middle = min(max(x, look.margin + half), look.right - half)
        if middle - half > reached:
            elements.append(Text(middle, top + ASCENT * look.small, (label,), look.small, "muted", "middle"))
            reached = middle + half + 8
    return elements
