"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..workspace.locate import WorkspaceError
from ..workspace.workspace import Workspace
from .days import last_day

Command = TypeVar("Command", bound=Callable[..., Any])

LANGUAGES = ("en", "de", "nl", "fr")


def workspace_option(command: Command) -> Command:
    """`--workspace DIR`: passes an opened Workspace as `workspace`."""
    return click.option(
        "--workspace",
        metavar="DIR",
        type=click.Path(),
        callback=_open,
        help="The folder with ontology, data and queries. Default: $PACTGRAPH_WORKSPACE, the nearest parent "
        "folder that has the three, or the data that came with pactgraph.",
    )(command)


def lang_option(command: Command) -> Command:
    """`--lang LANGUAGE`: the language of labels, passed as `lang`."""
    return click.option(
        "--lang",
        default="en",
        show_default=True,
        metavar="LANGUAGE",
        help="The language of labels, such as en, de, nl or fr; another one is shown with its tag where "
        "a label is missing.",
    )(command)


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


def open_workspace(folder: str | None) -> Workspace:
    """The workspace at `folder`, or the one found without it. Raises click.UsageError where it is none, and
    UnreadableFile where its prefix table, which every command needs, cannot be read."""
    try:
        workspace = Workspace.open(folder)
        workspace.prefixes  # noqa: B018 - said at once
    except WorkspaceError as fault:
        raise click.UsageError(str(fault)) from fault
    return workspace


def _open(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Workspace:
    return open_workspace(value)
