"""Days as people type them: a date, a month or a year."""

from __future__ import annotations

import calendar
import re
from datetime import date

import click

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def first_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A day as YYYY-MM-DD; YYYY-MM and YYYY mean their first day. Raises click.BadParameter for no day."""
    return None if value is None else _day(value, last=False)


def last_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A day as YYYY-MM-DD; YYYY-MM and YYYY mean their last day. Raises click.BadParameter for no day."""
    return None if value is None else _day(value, last=True)


def _day(text: str, *, last: bool) -> str:
    match = _DAY.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else 0 for part in match.groups())
        month = month or (12 if last else 1)
        day = day or (calendar.monthrange(year, month)[1] if last else 1)
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day: write YYYY-MM-DD, YYYY-MM or YYYY") from error
