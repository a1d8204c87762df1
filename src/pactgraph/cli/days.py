"""Days as people type them: a date, a month or a year."""

from __future__ import annotations

import click

from ..model.days import day


def first_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A day as YYYY-MM-DD; YYYY-MM and YYYY mean their first day. Raises click.BadParameter for no day."""
    return None if value is None else _day(value, last=False)


def last_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A day as YYYY-MM-DD; YYYY-MM and YYYY mean their last day. Raises click.BadParameter for no day."""
    return None if value is None else _day(value, last=True)


def _day(text: str, *, last: bool) -> str:
    try:
        return day(text, last=last)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
