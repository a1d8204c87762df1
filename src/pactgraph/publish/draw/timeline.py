"""The timeline: a band for each class of things, lanes in it, and spans that say how well a day is known;
where a list would be a wall, the number of them by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from .boxes import Box
from .dates import (
    read_day,
    short_month,
    span_in_words,
)
from .drawing import Drawing, DrawnText, Element, Group, circle, line, rectangle
from .landscape import Kind, Landscape, Meeting
from .look import Look, Sign, asked, block_height, heading, legend, paragraph, refusal
from .metrics import ASCENT, clean, joined, text_width
from .palette import SERIES
from .spans import RADIUS, Axis, Band, Days, SpanEntry, bar, drawn, is_ahead, item_of, scale

MOST = 60
"""Things that one picture names; of more it shows the number by year."""
BAR_HEIGHT = 64.0
"""Pixels of the highest bar."""
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
"""Years that one bar can stand for."""


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
    def _bands(self) -> list[Band]:
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
                entries = [SpanEntry(one, days[one.iri], is_due, self._note(one)) for one in things]
                entries.sort(key=lambda entry: (*_order(entry.days), entry.thing.iri))
                if entries:
                    found.append(Band(clean(name), css, tuple(entries)))
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

    def _told(self, entry: SpanEntry) -> str:
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
        axis = Axis(known, look.margin + inset, look.right - inset, apart)
        axis_top, top = top, top + look.small + 12
        bands: list[Element] = []
        for band in self._bands:
            items = [item_of(entry, band.css, axis, look) for entry in band.entries]
            more, top = drawn(band, items, look, top)
            bands += more
        return [*scale(axis, look, axis_top, top), *bands], top

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
                    DrawnText(left + wide / 2, base - high - 3, (str(many),), look.small, "ink", "middle")
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
                    DrawnText(middle, top + ASCENT * look.small + 4, (when,), look.small, "muted", "middle")
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

    def _headed(self, band: Band, numbers: Mapping[int, tuple[int, int]]) -> str:
        """The name of a band with the number of its entries, and of those that no bar can show."""
        told = self._texts.say("number", band.name, len(band.entries))
        open_ = len(band.entries) - sum(many for many, _ in numbers.values())
        return joined(told, self._texts.say("no-year", open_) if open_ else "")

    def _barred(self, band: Band, year: int, many: int, sure: int) -> str:
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

    def _signs(self, entries: list[SpanEntry]) -> list[Sign]:
        """What the marks that occur mean."""
        say, found = self._texts.say, list[Sign]()
        pairs = [entry.days for entry in entries]
        if any(first == last for first, last in pairs):
            found.append(Sign(say("a-day"), (circle(12, 0, RADIUS, "mark"),)))
        if any(first and last and first != last for first, last in pairs):
            found.append(Sign(say("some-time"), tuple(bar(1, 23, 0, "mark", True, True))))
        if any(first is None or last is None for first, last in pairs):
            found.append(Sign(say("open"), tuple(bar(1, 17, 0, "mark", True, False))))
        if any(is_ahead(entry) for entry in entries):
            found.append(Sign(say("ahead"), (circle(12, 0, RADIUS, "mark hollow"),)))
        if any(entry.thing.phase == "over" for entry in entries):
            mark = (circle(12, 0, RADIUS, "mark"), line(5, 7, 19, -7, "strong strike"))
            found.append(Sign(say("over"), mark))
        return found


def _days(earliest: str | None, latest: str | None) -> Days:
    """The first and the last day that are known, in order."""
    first, last = read_day(earliest), read_day(latest)
    if first is not None and last is not None and last < first:
        first, last = last, first
    return first, last


def _order(days: Days) -> tuple[date, date]:
    first, last = days
    return first or last or date.max, last or date.max


def _by_year(band: Band, step: int) -> dict[int, tuple[int, int]]:
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
