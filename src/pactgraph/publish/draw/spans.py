"""Entries on an axis of days: the mark of each, its text beside it, and how well its days are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .boxes import Box
from .dates import ceiling_to, floor_to, next_day, span_in_words, step_for, tick_label, ticks
from .drawing import Anchor, DrawnText, Element, Group, circle, line, number, path, rectangle
from .landscape import Meeting
from .lanes import lanes
from .look import Look, block_height, paragraph
from .metrics import ASCENT, clean, fitting, joined, text_width, widest, wrap, wrap_notes

RADIUS = 5.0
FADE = 42.0
"""How far a span with an unknown end reaches."""

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class SpanEntry:
    """A thing at one of its times: when it was made or held, or (`due`) the time set for it. `note` says its
    states and what belongs to it."""

    thing: Meeting
    days: Days
    due: bool
    note: str


@dataclass(frozen=True, slots=True)
class Band:
    """The entries of a class, made or due, with the name of the band and the style of its marks."""

    name: str
    css: str
    entries: tuple[SpanEntry, ...]


@dataclass(frozen=True, slots=True)
class SpanItem:
    """An entry on the axis: its mark from `start` to `end`, its texts, and the room that it takes."""

    entry: SpanEntry
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


class Axis:
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


def is_ahead(entry: SpanEntry) -> bool:
    return entry.thing.phase == "ahead"


def item_of(entry: SpanEntry, css: str, axis: Axis, look: Look) -> SpanItem:
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
    return SpanItem(entry, css, when, start, end, lines, size, notes, text_x, side, below, *extent, height)


def drawn(band: Band, items: list[SpanItem], look: Look, top: float) -> tuple[list[Element], float]:
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


def _node(item: SpanItem, top: float, look: Look) -> Group:
    thing = item.entry.thing
    text_top = top + (2 * RADIUS + 3 if item.below else 0)
    middle = top + RADIUS if item.below else top + ASCENT * item.size * 0.62
    notes_top = text_top + block_height(len(item.lines), item.size) + 2
    parts: list[Element] = [
        *_mark(item, middle),
        DrawnText(item.text_x, text_top + ASCENT * item.size, item.lines, item.size, "ink", item.anchor),
        DrawnText(item.text_x, notes_top + ASCENT * look.small, item.notes, look.small, "muted", item.anchor),
    ]
    if thing.phase == "over":
        x = (item.start + item.end) / 2
        parts.insert(len(parts) - 2, line(x - 7, middle + 7, x + 7, middle - 7, "strong strike"))
    note = f", {clean(item.entry.note)}" if item.entry.note else ""
    return Group(tuple(parts), "", f"{clean(thing.label)}: {item.when}{note}", thing.iri)


def _mark(item: SpanItem, middle: float) -> list[Element]:
    """A disc for a day, a bar with both ends for some time within a span, a bar open at an unknown end."""
    first, last = item.entry.days
    css = item.css + (" hollow" if is_ahead(item.entry) else "")
    if first is not None and first == last:
        return [circle(item.start, middle, RADIUS, f"{css} target")]
    return bar(item.start, item.end, middle, css, first is not None, last is not None)


def bar(start: float, end: float, middle: float, css: str, begins: bool, ends: bool) -> list[Element]:
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


def scale(axis: Axis, look: Look, top: float, bottom: float) -> list[Element]:
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
            elements.append(
                DrawnText(middle, top + ASCENT * look.small, (label,), look.small, "muted", "middle")
            )
            reached = middle + half + 8
    return elements
