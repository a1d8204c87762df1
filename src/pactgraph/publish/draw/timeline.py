"""The timeline: a band for each kind of thing, lanes in it, and spans that say how well a day is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...model.landscape import Happening, HappeningKind, Landscape
from .boxes import Box
from .dates import ceiling_to, floor_to, next_day, read_day, span_in_words, step_for, tick_label, ticks
from .drawing import Anchor, Drawing, Element, Group, Text, circle, line, number, path, rectangle
from .lanes import lanes
from .look import Look, Sign, block_height, heading, legend, paragraph
from .metrics import ASCENT, clean, fitting, joined, text_width, widest, wrap, wrap_notes

BANDS: tuple[HappeningKind, ...] = ("agreement", "alliance", "body", "event", "commitment")
MOST = 300
"""Things that one picture shows: the latest."""
RADIUS = 5.0
FADE = 42.0
"""How far a span with an unknown end reaches."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A thing on the axis: its mark from `start` to `end`, its texts, and the room that it takes."""

    thing: Happening
    when: str
    start: float
    end: float
    first: date | None
    last: date | None
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
    """The dated things of the landscape in order of time."""
    words = look.words
    days = {thing.iri: _days(thing) for thing in landscape.happenings}
    dated = [thing for thing in landscape.happenings if any(days[thing.iri])]
    notes = [", ".join(landscape.about)] if landscape.about else []
    if len(dated) > MOST:
        notes.append(words.say("latest", MOST, len(dated)))
        dated = sorted(dated, key=lambda thing: max(filter(None, days[thing.iri])))[-MOST:]
        dated.sort(key=lambda thing: min(filter(None, days[thing.iri])))
    known = [day for pair in (days[thing.iri] for thing in dated) for day in pair if day is not None]
    if not dated:
        notes.append(words.say("nothing"))
    elements, top = heading(look, words.say("timeline"), notes)
    signs: list[Sign] = []
    if dated:
        apart = text_width(f"{words.month(9, short=True)} 2000", look.small) + 18
        inset = 18 if look.narrow else apart / 2
        axis = _Axis(known, look.margin + inset, look.right - inset, apart)
        axis_top = top
        top += look.small + 12
        bands: list[Element] = []
        for kind in BANDS:
            some = [_item(thing, days[thing.iri], axis, look) for thing in dated if thing.kind == kind]
            if some:
                more, top = _band(kind, some, look, top)
                bands += more
        elements += _scale(axis, look, axis_top, top)
        elements += bands
        signs = _signs(dated, days, look)
        top += 14
    more, bottom = legend(look, signs, top)
    height = bottom + look.margin
    told = " ".join(
        f"{clean(thing.label)}: {span_in_words(*days[thing.iri], words)}"
        + (f", {clean(thing.note)}." if thing.note else ".")
        for thing in dated
    )
    page = rectangle(Box(0, 0, look.width, height), "page")
    return Drawing(
        look.width, height, words.say("timeline"), told or words.say("nothing"), (page, *elements, *more)
    )


def _days(thing: Happening) -> tuple[date | None, date | None]:
    """The first and the last day that are known, in order."""
    first, last = read_day(thing.earliest), read_day(thing.latest)
    if first is not None and last is not None and last < first:
        first, last = last, first
    return first, last


def _item(thing: Happening, days: tuple[date | None, date | None], axis: _Axis, look: Look) -> _Item:
    """A thing with its text right of its mark, left of it where there is more room, or below."""
    first, last = days
    if first is not None and first == last:
        start = end = axis.at(first)
    elif first is None or last is None:
        start = axis.at(first) if first else max(axis.left, axis.at(next_day(last or axis.last)) - FADE)
        end = axis.at(next_day(last)) if last else min(axis.right, start + FADE)
    else:
        start, end = axis.at(first), axis.at(next_day(last))
    end = max(end, start)
    when = span_in_words(first, last, look.words)
    outer = (start - RADIUS, end + RADIUS)
    rooms = (look.right - outer[1] - 5, outer[0] - 5 - look.margin)
    wanted = 180.0 if look.narrow else 300.0
    below = max(rooms) < min(130.0, wanted)
    room = min(wanted, look.inner if below else max(rooms))
    side: Anchor = "start" if below or rooms[0] >= min(wanted, rooms[1]) else "end"
    if not below:
        room = min(wanted, rooms[0] if side == "start" else rooms[1])
    size = fitting(thing.label, room, look.size)
    lines, notes = wrap(thing.label, room, size), wrap_notes(joined(when, thing.note), room, look.small)
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
    return _Item(
        thing, when, start, end, first, last, lines, size, notes, text_x, side, below, *extent, height
    )


def _band(kind: HappeningKind, items: list[_Item], look: Look, top: float) -> tuple[list[Element], float]:
    """A band with its name, its things in lanes, and where it ends."""
    name, top = paragraph(
        look.words.say(kind), look.margin, top + 8, look.inner, look.small, f"ink {kind}", bold=True
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
    text_top = top + (2 * RADIUS + 3 if item.below else 0)
    middle = top + RADIUS if item.below else top + ASCENT * item.size * 0.62
    notes_top = text_top + block_height(len(item.lines), item.size) + 2
    parts: list[Element] = [
        *_mark(item, middle),
        Text(item.text_x, text_top + ASCENT * item.size, item.lines, item.size, "ink", item.anchor),
        Text(item.text_x, notes_top + ASCENT * look.small, item.notes, look.small, "muted", item.anchor),
    ]
    if item.thing.state == "off":
        x = (item.start + item.end) / 2
        parts.insert(len(parts) - 2, line(x - 7, middle + 7, x + 7, middle - 7, "strong strike"))
    note = f", {clean(item.thing.note)}" if item.thing.note else ""
    return Group(tuple(parts), "", f"{clean(item.thing.label)}: {item.when}{note}", item.thing.iri)


def _mark(item: _Item, middle: float) -> list[Element]:
    """A disc for a day, a bar with both ends for some time within a span, a bar open at an unknown end."""
    css = item.thing.kind + (" hollow" if item.thing.state == "planned" else "")
    if item.first is not None and item.first == item.last:
        return [circle(item.start, middle, RADIUS, f"{css} target")]
    return _bar(item.start, item.end, middle, css, item.first is not None, item.last is not None)


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
        label = tick_label(day, axis.step, look.words)
        half = text_width(label, look.small) / 2
        middle = min(max(x, look.margin + half), look.right - half)
        if middle - half > reached:
            elements.append(Text(middle, top + ASCENT * look.small, (label,), look.small, "muted", "middle"))
            reached = middle + half + 8
    return elements


def _signs(
    dated: list[Happening], days: dict[str, tuple[date | None, date | None]], look: Look
) -> list[Sign]:
    """What the marks that occur mean."""
    say, found = look.words.say, list[Sign]()
    pairs = [days[thing.iri] for thing in dated]
    if any(first == last for first, last in pairs):
        found.append(Sign(say("a-day"), (circle(12, 0, RADIUS, "event"),)))
    if any(first and last and first != last for first, last in pairs):
        found.append(Sign(say("some-time"), tuple(_bar(1, 23, 0, "event", True, True))))
    if any(first is None or last is None for first, last in pairs):
        found.append(Sign(say("open"), tuple(_bar(1, 17, 0, "event", True, False))))
    if any(thing.state == "planned" for thing in dated):
        found.append(Sign(say("planned"), (circle(12, 0, RADIUS, "event hollow"),)))
    if any(thing.state == "off" for thing in dated):
        mark = (circle(12, 0, RADIUS, "event"), line(5, 7, 19, -7, "strong strike"))
        found.append(Sign(say("off"), mark))
    return found
