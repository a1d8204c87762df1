"""Dates, times and durations of XML Schema 1.1: their lexical forms and their partial orders."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,17}|0[0-9]{3}))"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = (
    r"(?:(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"
    r"|(?P<midnight>24:00:00(?:\.0+)?))"
)
_ZONE = r"(?P<zone>Z|(?P<sign>[+-])(?P<zh>0[0-9]|1[0-3]):(?P<zm>[0-5][0-9])|(?P<far>[+-])14:00)"
_FORMS = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}?",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}?",
    "time": f"{_TIME}{_ZONE}?",
    "gYear": f"{_YEAR}{_ZONE}?",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}?",
    "gMonth": f"--{_MONTH}{_ZONE}?",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}?",
    "gDay": f"---{_DAY}{_ZONE}?",
}
_PATTERNS: dict[str, re.Pattern[str]] = {}
_DURATION = re.compile(
    r"(?P<minus>-?)P(?=[0-9T])(?:(?P<years>[0-9]{1,18})Y)?(?:(?P<months>[0-9]{1,18})M)?(?:(?P<days>[0-9]{1,18})D)?"
    r"(?P<t>T(?=[0-9])(?:(?P<hours>[0-9]{1,18})H)?(?:(?P<minutes>[0-9]{1,18})M)?(?:(?P<seconds>[0-9]+(?:\.[0-9]+)?)S)?)?"
)
_DAY_SECONDS = 86400
_FOURTEEN_HOURS = 14 * 3600
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# XML Schema 1.1 Datatypes, section 3.3.6.1: the four moments that durations are added to for comparison.
_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


class Moment(NamedTuple):
    """The first instant of a date, time or part of a date: seconds from a fixed day, in UTC when `zoned`."""

    kind: str
    seconds: Decimal
    zoned: bool


class Duration(NamedTuple):
    """A duration: months and seconds, both of the same sign."""

    months: int
    seconds: Decimal


def _days(year: int, month: int, day: int) -> int:
    """Days from 0000-03-01 in the Gregorian calendar reckoned backwards and forwards."""
    if month < 3:
        year, month = year - 1, month + 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 1


def _length(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def moment(lexical: str, kind: str) -> Moment | None:
    """The value of a lexical form of the datatype `xsd:<kind>`; None when it is not one (also for a day that
    the month does not have). Missing parts are those of 1972-12-31 at midnight, a leap year's last day."""
    pattern = _PATTERNS.get(kind) or _PATTERNS.setdefault(kind, re.compile(_FORMS[kind]))
    found = pattern.fullmatch(lexical)
    if found is None:
        return None
    part = {name: text for name, text in found.groupdict().items() if text is not None}
    year = int(part.get("year", 1972))
    month = int(part.get("month", 12 if kind in ("time", "gDay") else 1))
    day = int(part.get("day", 31 if kind == "time" else 1))
    if day > _length(year, month):
        return None
    seconds = Decimal(0)
    if "midnight" in part:
        seconds = Decimal(0 if kind == "time" else _DAY_SECONDS)
    elif "hour" in part:
        seconds = int(part["hour"]) * 3600 + int(part["minute"]) * 60 + Decimal(part["second"])
    seconds += _days(year, month, day) * _DAY_SECONDS
    offset = int(part.get("zh", 0)) * 3600 + int(part.get("zm", 0)) * 60
    if "far" in part:
        offset = _FOURTEEN_HOURS
    if "-" in (part.get("sign"), part.get("far")):
        offset = -offset
    return Moment("dateTime" if kind == "dateTimeStamp" else kind, seconds - offset, "zone" in part)


def moments_compare(a: Moment, b: Moment) -> int | None:
    """-1, 0, 1, or None: other kinds of moment, or one without zone within 14 hours of one with zone
    (XML Schema 1.1 Datatypes, section D.2.1)."""
    if a.kind != b.kind:
        return None
    gap = a.seconds - b.seconds
    if a.zoned != b.zoned and abs(gap) <= _FOURTEEN_HOURS:
        return None
    return (gap > 0) - (gap < 0)


def span(lexical: str, kind: str) -> Duration | None:
    """The value of a lexical form of the duration type `xsd:<kind>`; None when it is not one."""
    found = _DURATION.fullmatch(lexical)
    if found is None:
        return None
    years, months, days = found["years"], found["months"], found["days"]
    if kind == "dayTimeDuration" and (years or months):
        return None
    if kind == "yearMonthDuration" and (days or found["t"]):
        return None
    count = 12 * int(years or 0) + int(months or 0)
    seconds = int(days or 0) * _DAY_SECONDS + int(found["hours"] or 0) * 3600
    seconds += int(found["minutes"] or 0) * 60
    total = seconds + Decimal(found["seconds"] or 0)
    return Duration(-count, -total) if found["minus"] else Duration(count, total)


def spans_compare(a: Duration, b: Duration) -> int | None:
    """-1, 0 or 1 when the four reference moments agree on the order, else None (section 3.3.6.1)."""
    if a.months == b.months:
        return (a.seconds > b.seconds) - (a.seconds < b.seconds)
    orders = set()
    for year, month in _STARTS:
        left, right = (_after(year, month, each) for each in (a, b))
        orders.add((left > right) - (left < right))
    return orders.pop() if len(orders) == 1 else None


def _after(year: int, month: int, duration: Duration) -> Decimal:
    years, months = divmod(year * 12 + month - 1 + duration.months, 12)
    return _days(years, months + 1, 1) * _DAY_SECONDS + duration.seconds
