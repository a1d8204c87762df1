"""Options that limit what counts: sector, period, strength, day."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..api.limits import Limits
from .options import first_day, last_day

Command = TypeVar("Command", bound=Callable[..., Any])


def limit_options(command: Command) -> Command:
    """`--sector`, `--since`, `--until`, `--strength` and `--at`: passed as one value, `limits`."""

    @functools.wraps(command)
    def limited(
        *arguments: Any,
        sector: str | None,
        since: str | None,
        until: str | None,
        strength: str | None,
        at: str | None,
        **named: Any,
    ) -> Any:
        return command(*arguments, limits=Limits(sector, since, until, strength, at), **named)

    for option in (
        click.option("--sector", metavar="SECTOR", help="Only what is about this sector or a narrower one."),
        click.option(
            "--since",
            metavar="DATE",
            callback=first_day,
            help="Only what was made, held or lasted on this day or later.",
        ),
        click.option(
            "--until", metavar="DATE", callback=last_day, help="Only what was made or held by this day."
        ),
        click.option(
            "--strength",
            metavar="STRENGTH",
            help="Only commitments at least this firm, and agreements that hold one: aspire, explore, "
            "intend, decide, done.",
        ),
        click.option(
            "--at",
            metavar="DATE",
            callback=last_day,
            help="Only what may have stood on this day: made by then and not certainly ended; memberships of "
            "then.",
        ),
    )[::-1]:
        limited = option(limited)
    return limited  # type: ignore[return-value]
