"""`pactgraph push`: the dataset into a store that others run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..api.opened import OpenWorkspace
from ..rdf.fault import PactgraphError
from ..workspace.packing import packed
from .credentials import credentials_of
from .open_options import workspace_option
from .printing import draw_over, note, say
from .results import put_into

if TYPE_CHECKING:
    from ..api import OwnDefault, PushReport

_TIMEOUT = 120.0
_QUIET = 1.0
"""Seconds that a push may take before it shows a bar."""


@click.command("push")
@click.argument("url")
@click.option("--update-url", metavar="URL", help="Where the store takes updates, if it is not found.")
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
@click.option("--take-over", is_flag=True, help="Go on where another push, which is gone, has left its mark.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Send nothing: write all of it to this file, in N-Quads, for the store's own loader.",
)
@workspace_option
def command(
    url: str,
    update_url: str | None,
    default: OwnDefault,
    batch: int | None,
    user: str | None,
    timeout: float,
    take_over: bool,
    dry_run: bool,
    output: Path | None,
    graph: OpenWorkspace,
) -> None:
    """Load the dataset into a SPARQL 1.1 store.

    URL is the store's query endpoint. The store then holds a named graph for each file and each passage, the
    accepted statements in the graph https://w3id.org/pactgraph/graph/default and in its own default graph,
    where it has one, and what follows from others in https://w3id.org/pactgraph/graph/derived.

    The graphs of each file that has changed are replaced, in one update; what stands is replaced where it has
    changed; a graph that a push has put there and that is gone is removed; others are left alone. The store
    keeps the books, with a digest for each file, in the graph https://w3id.org/pactgraph/push/ledger: a push
    that breaks off is taken up by the next one, and a second one at the same time is refused.

    A first push of very much is quicker by the store's own loader: -o writes what it is to load.

    A user's password is taken from $PACTGRAPH_PASSWORD, a bearer token from $PACTGRAPH_TOKEN.

    Exit code 0: the store holds the dataset; 1: a data file cannot be sent, and nothing is; 2: another push
    is at work, or the store does not answer, does not do what is asked, or holds other numbers of statements
    than were sent.

    Example: pactgraph push http://127.0.0.1:7878/query
    """
    from ..api import BATCH, PushSettings

    if output is not None:
        if dry_run or take_over:
            raise click.UsageError("-o sends nothing: leave out --dry-run and --take-over")
        _write(graph, url, output, default)
        return
    settings = PushSettings(update_url, default, batch or BATCH, dry_run, take_over)
    bar = _Bar() if sys.stderr is not None and sys.stderr.isatty() else None
    try:
        report = graph.push(
            url,
            settings,
            credentials=credentials_of(user),
            timeout=timeout,
            progress=bar.show if bar else None,
            tell=note,
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
    say(_told(report, dry_run))


def _write(graph: OpenWorkspace, url: str, output: Path, default: OwnDefault) -> None:
    from ..api import loader

    made_by = loader(url)
    own_default = default != "leave" and made_by.own_default
    put_into(output, packed(output, graph.push_quads(own_default=own_default)))
    line = made_by.line.replace("pactgraph.nq", output.name)
    note(f"load it: {line}; then push once more, which finds the store up to date")


def _told(report: PushReport, dry_run: bool) -> str:
    """What was done, or would be, and what the store holds then."""
    whole = (
        f"{_number(report.statements, 'statement')} in {_number(report.graphs, 'graph')}, "
        f"{report.accepted:,} accepted"
    )
    if report.unchanged:
        return f"{report.url} is up to date: {whole}"
    changed, removed = _number(report.changed, "graph"), _number(report.removed, "graph")
    if dry_run:
        return f"{report.url} would get {changed} and lose {removed}; then it holds {whole}"
    return (
        f"{report.url}: {changed} changed, {removed} removed, {_number(report.sent, 'statement')} sent; "
        f"it holds {whole} (digest {report.digest[:16]})"
    )


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
