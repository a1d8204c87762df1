"""`pactgraph push`: the dataset into a store that others run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from ..api.opened import OpenWorkspace
from ..model.fault import PactgraphError
from .credentials import credentials_of
from .face import workspace_option
from .printing import draw_over, note, say

if TYPE_CHECKING:
    from ..api import OwnDefault, PushProtocol, PushReport

_TIMEOUT = 120.0
_QUIET = 1.0
"""Seconds that a push may take before it shows a bar."""


@click.command("push")
@click.argument("url")
@click.option(
    "--protocol",
    type=click.Choice(["auto", "update", "gsp"]),
    default="auto",
    show_default=True,
    help="SPARQL Update, or the Graph Store Protocol; auto: Update, else the other.",
)
@click.option("--update-url", metavar="URL", help="Where the store takes updates, if it is not found.")
@click.option(
    "--data-url", metavar="URL", help="Where it follows the Graph Store Protocol, if it is not found."
)
@click.option(
    "--default-graph",
    "default",
    type=click.Choice(["auto", "replace", "leave"]),
    default="auto",
    show_default=True,
    help="The store's own default graph. auto: filled where it is empty or was filled by a push; replace: "
    "whatever it holds; leave: never touched.",
)
@click.option(
    "--batch", type=click.IntRange(10, 1_000_000), metavar="N", help="Statements in a request. Default: 1000."
)
@click.option("--user", metavar="NAME", help="Password: $PACTGRAPH_PASSWORD, or asked for.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=_TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="For each request.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@workspace_option
def command(
    url: str,
    protocol: PushProtocol,
    update_url: str | None,
    data_url: str | None,
    default: OwnDefault,
    batch: int | None,
    user: str | None,
    timeout: float,
    dry_run: bool,
    graph: OpenWorkspace,
) -> None:
    """Load the dataset into a SPARQL 1.1 store.

    URL is the store's query endpoint. The store then holds a named graph for each file and each passage, the
    accepted statements in the graph https://w3id.org/pactgraph/graph/default and in its own default graph,
    where it has one, and what follows from others in https://w3id.org/pactgraph/graph/derived.

    Only what has changed is sent, and read back; a graph that a push has put there and that is gone is
    removed; others are left alone. A push that breaks off is taken up by the next one. The store keeps the
    books, in the graph https://w3id.org/pactgraph/push/ledger.

    A user's password is taken from $PACTGRAPH_PASSWORD, a bearer token from $PACTGRAPH_TOKEN.

    Exit code 0: the store holds the dataset; 1: a data file cannot be sent, and nothing is; 2: the store does
    not answer, does not do what is asked, or holds other statements than were sent.

    Example: pactgraph push http://127.0.0.1:7878/query
    """
    from ..api import BATCH, PushSettings

    settings = PushSettings(protocol, update_url, data_url, default, batch or BATCH, dry_run)
    bar = _Bar() if sys.stderr is not None and sys.stderr.isatty() else None
    try:
        report = graph.push(
            url,
            settings,
            credentials=credentials_of(user),
            timeout=timeout,
            progress=bar.show if bar else None,
        )
    except PactgraphError:
        _clear(bar)
        raise
    except KeyboardInterrupt:
        _clear(bar)
        note("stopped: push again, and it goes on from here")
        sys.exit(130)
    _clear(bar)
    for remark in report.notes:
        note(remark)
    for line in _told(report, dry_run):
        say(line)


def _told(report: PushReport, dry_run: bool) -> list[str]:
    """What was done, or would be, and what the store holds then."""
    whole = (
        f"{_number(report.statements, 'statement')} in {_number(report.graphs, 'graph')}, "
        f"{report.accepted:,} accepted"
    )
    if report.unchanged:
        return [f"{report.url} is up to date: {whole}"]
    changed, removed = _number(report.changed, "graph"), _number(report.removed, "graph")
    if dry_run:
        return [f"{report.url} would get {changed} and lose {removed}; then it holds {whole}"]
    way = "Update" if report.way == "update" else "the Graph Store Protocol"
    sent = f"{report.inserted:,} statements sent, {report.deleted:,} taken out by {way}"
    return [
        f"{report.url}: {changed} changed, {removed} removed; {sent}",
        f"it holds {whole}; what was sent reads back as it was (digest {report.digest[:16]})",
    ]


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _clear(bar: _Bar | None) -> None:
    if bar is not None:
        bar.clear()


class _Bar:
    """A bar on a terminal, drawn over and over once a push takes long."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._start, self._drawn = clock, clock(), False

    def show(self, done: int, total: int) -> None:
        """Draws how far the push has come."""
        if total and self._clock() - self._start >= _QUIET:
            share = done / total
            self._drawn = True
            bar = "#" * int(share * 30)
            draw_over(f"sending [{bar:<30}] {share:4.0%} of {total:,} statements")

    def clear(self) -> None:
        """Takes the bar away."""
        if self._drawn:
            draw_over("")
