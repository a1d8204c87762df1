"""Days and spans of days: read, put in words, and ticked on an axis."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta

from ...prose.texts import Texts

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[-+]\d{2}:\d{2})?", re.ASCII)


def read_day(text: str | None) -> date | None:
    """The day of an xsd:date without its time zone; None for what is no day of the years 1 to 9999."""
    match = _DATE.fullmatch(text or "")
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def span_in_words(first: date | None, last: date | None, texts: Texts) -> str:
    """A day, or the span in which it is: a month, a quarter, a half year, a year, or its ends."""
    if first is None or last is None:
        end = first or last
        return texts.say("by" if first is None else "from", _day(end, texts)) if end else ""
    if first == last:
        return _day(first, texts)
    return _calendar_span(first, last, texts) or texts.say("between", _day(first, texts), _day(last, texts))


def _calendar_span(first: date, last: date, texts: Texts) -> str:
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if not whole or last < first:
        return ""
    if months == 1:
        return f"{_month(first.month, texts)} {first.year}"
    if first.month == 1 and months % 12 == 0:
        return str(first.year) if months == 12 else f"{first.year}–{last.year}"
    if months in (3, 6) and (first.month - 1) % months == 0:
        which = _word(texts, "ordinals", (first.month - 1) // months + 1)
        return texts.say("quarter" if months == 3 else "half", which, first.year)
    return ""


def _day(day: date, texts: Texts) -> str:
    number = texts.say("first-day") if day.day == 1 else texts.say("day", day.day)
    return f"{number} {_month(day.month, texts)} {day.year}"


def short_month(month: int, texts: Texts) -> str:
    """The short name of a month, 1 to 12."""
    return _word(texts, "short-months", month)


def _month(month: int, texts: Texts) -> str:
    return _word(texts, "months", month)


def _word(texts: Texts, name: str, place: int) -> str:
    """One of a row of words, from 1."""
    return texts.say(name).split()[place - 1]


STEPS = (1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 6000)
"""Months from tick to tick."""


def step_for(first: date, last: date, most: int) -> int:
    """The months from tick to tick with which a span has at most `most` ticks."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return next((step for step in STEPS if months / step <= most), STEPS[-1])


def floor_to(day: date, step: int) -> date:
    """The last tick on or before a day."""
    months = ((day.year * 12 + day.month - 1) // step) * step
    return date(months // 12, months % 12 + 1, 1) if months >= 12 else date(1, 1, 1)


def ceiling_to(day: date, step: int) -> date:
    """The first tick after a day; the last day there is where there is none."""
    months = ((day.year * 12 + day.month - 1) // step + 1) * step
    return date(months // 12, months % 12 + 1, 1) if months // 12 <= MAXYEAR else date.max


def ticks(first: date, last: date, step: int) -> Iterator[date]:
    """The ticks from the one on `first` to the last one on or before `last`."""
    day = floor_to(first, step)
    while day <= last:
        if day >= first:
            yield day
        after = ceiling_to(day, step)
        if after <= day or after == date.max:
            return
        day = after


def tick_label(day: date, step: int, texts: Texts) -> str:
    """A year; a month with its year where ticks are closer than that."""
    if step >= 12:
        return str(day.year)
    return f"{short_month(day.month, texts)} {day.year}"


def next_day(day: date) -> date:
    """The day after; the same day where there is none."""
    return day + timedelta(days=1) if day < date.max else day
