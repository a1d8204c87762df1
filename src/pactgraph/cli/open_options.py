"""The workspace as the Python face opens it, for every command."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from ..api.caller import Caller
from ..api.opened import OpenWorkspace, opened
from ..workspace.finding import Finding
from .engine_options import choice, engine_options
from .left_out import name_left_out
from .options import lang_option
from .printing import note

Command = TypeVar("Command", bound=Callable[..., Any])


class CommandLineCaller(Caller):
    """Says on standard error what is to be known beside an answer; files left out end the command with 1."""

    def left_out(self, findings: Iterable[Finding]) -> None:
        name_left_out(findings)

    def warn(self, text: str) -> None:
        note(text)

    def note(self, text: str) -> None:
        note(text)

    def option(self, name: str) -> str:
        return f"--{name.replace('_', '-')}"


def open_graph(folder: str | None = None, lang: str = "en") -> OpenWorkspace:
    """The workspace at `folder`, or the one found without it, with the engine that the running command was
    asked for. Raises click.UsageError for options that do not go together, and Fault where there is no
    workspace or its prefix table, which every command needs, cannot be read."""
    return opened(folder, choice(), lang, CommandLineCaller())


def folder_option(command: Command) -> Command:
    """`--workspace DIR`: the folder, or None, passed as `workspace`."""
    return click.option(
        "--workspace",
        metavar="DIR",
        type=click.Path(),
        help="The folder with ontology, data and queries. Default: $PACTGRAPH_WORKSPACE, the nearest parent "
        "folder that has the three, or the data that came with pactgraph.",
    )(command)


def workspace_option(command: Command) -> Command:
    """`--workspace DIR`: passed as `graph`, an OpenWorkspace."""

    @functools.wraps(command)
    def asked(*arguments: Any, workspace: str | None, lang: str = "en", **named: Any) -> Any:
        return command(*arguments, graph=open_graph(workspace, lang), **named)

    return folder_option(asked)  # type: ignore[return-value]


def graph_options(command: Command) -> Command:
    """`--lang`, the options of engines and `--workspace`: passed as one value, `graph`, an OpenWorkspace."""
    return lang_option(engine_options(workspace_option(command)))
