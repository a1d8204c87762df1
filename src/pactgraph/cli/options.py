"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..workspace.days import day

Command = TypeVar("Command", bound=Callable[..., Any])


def lang_option(command: Command) -> Command:
    """`--lang LANGUAGE`: the language of labels, passed as `lang`."""
    return click.option(
        "--lang",
        default="en",
        show_default=True,
        metavar="LANGUAGE",
        help="The language of labels, such as en, de, fr or nl; another one is shown with its tag where "
        "a label is missing.",
    )(command)


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


def as_of_option(command: Command) -> Command:
    """`--as-of DATE`: a day as YYYY-MM-DD or None, passed as `as_of`."""
    return click.option(
        "--as-of",
        metavar="DATE",
        callback=last_day,
        help="Ask what was known then: what documents say that spoke later, or nobody knows when, is left "
        "out, and what stands is computed from the others. Registers and the curation stay, and its "
        "decisions are today's. DATE is YYYY-MM-DD; a month or a year means its last day.",
    )(command)


def as_utf8(text: str) -> str:
    """An argument of the command line as UTF-8, whatever the locale: where Python could not decode it, it
    holds lone surrogates (PEP 383)."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return text
