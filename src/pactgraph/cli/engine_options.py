"""The options that say who answers, for every command that asks the graph."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..api import Choice

Command = TypeVar("Command", bound=Callable[..., Any])

ENDPOINT = "PACTGRAPH_ENDPOINT"
_KEY = "pactgraph.engine"
"""In the context's `meta`, which a command shares with the group that called it."""


def engine_parameters() -> list[click.Parameter]:
    """`--endpoint`, `--user` and `--timeout`; `choice` tells what was asked for."""
    return [
        click.Option(
            ["--endpoint"],
            metavar="URL",
            expose_value=False,
            callback=_keep,
            help="Ask a SPARQL endpoint whose store `pactgraph push` has loaded. Default: "
            "$PACTGRAPH_ENDPOINT, else the workspace's own files.",
        ),
        click.Option(
            ["--user"],
            metavar="NAME",
            expose_value=False,
            callback=_keep,
            help="The endpoint's user; the password is taken from $PACTGRAPH_PASSWORD or asked for. A bearer "
            "token is taken from $PACTGRAPH_TOKEN.",
        ),
        click.Option(
            ["--timeout"],
            type=click.FloatRange(0, 86_400, min_open=True),
            metavar="SECONDS",
            expose_value=False,
            callback=_keep,
            help="The time that each query may take.  [default: 60]",
        ),
    ]


def engine_options(command: Command) -> Command:
    """Adds the options to a command made with decorators, whose `graph` is asked so."""
    parameters = getattr(command, "__click_params__", [])
    command.__click_params__ = [*reversed(engine_parameters()), *parameters]  # type: ignore[attr-defined]
    return command


def choice() -> Choice:
    """Who answers the running command: the endpoint of `--endpoint`, else of $PACTGRAPH_ENDPOINT, else the
    embedded engine. Raises click.UsageError for options that do not go together."""
    context = click.get_current_context(silent=True)
    asked: dict[str, Any] = {} if context is None else context.meta.get(_KEY, {})
    endpoint = asked.get("endpoint")
    if endpoint is None and asked:
        endpoint = os.environ.get(ENDPOINT) or None
    if endpoint is None:
        if asked.get("user") is not None:
            raise click.UsageError("--user goes with --endpoint URL")
        return Choice(timeout=asked.get("timeout"))
    from .credentials import credentials_of

    return Choice(endpoint, credentials_of(asked.get("user")), asked.get("timeout"))


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    context.meta.setdefault(_KEY, {})[parameter.name] = value
