"""Options that limit what counts: sector, period, strength."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from pyoxigraph import NamedNode

from ..model.namespaces import CONCEPT
from ..query.engines.engine import Engine
from ..query.naming.names import NameFault, Names
from ..query.naming.within import Within
from ..query.network.limits import Limits
from ..workspace.workspace import Workspace
from .days import first_day, last_day

Command = TypeVar("Command", bound=Callable[..., Any])

SECTORS = Within((), (NamedNode(CONCEPT + "sector"),))
STRENGTHS = Within((), (NamedNode(CONCEPT + "strength"),))


def limit_options(command: Command) -> Command:
    """`--sector`, `--since`, `--until` and `--strength`, passed under these names."""
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
    )[::-1]:
        command = option(command)
    return command


def limits_of(
    engine: Engine,
    workspace: Workspace,
    lang: str,
    sector: str | None,
    since: str | None,
    until: str | None,
    strength: str | None,
) -> Limits:
    """What the options limit to. Raises click.UsageError for a name that means nothing, or a period that ends
    before it begins."""
    if since is not None and until is not None and until < since:
        raise click.UsageError(f"--until {until} is before --since {since}")
    names = Names(engine, workspace.prefixes, lang)
    try:
        return Limits(
            names.resolve(sector, SECTORS) if sector is not None else None,
            since,
            until,
            names.resolve(strength, STRENGTHS) if strength is not None else None,
        )
    except NameFault as fault:
        raise click.UsageError(str(fault)) from fault
