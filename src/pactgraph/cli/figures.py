"""`pactgraph figures`: degree, betweenness and communities of partners."""

from __future__ import annotations

import click

from ..api.limits import Limits
from ..api.opened import OpenWorkspace
from ..rdf.printable import wrap
from .limit_options import limit_options
from .open_options import graph_options
from .options import as_of_option
from .printing import note, on_terminal, say, terminal_width
from .results import Output, give, output_options


@click.command(name="figures")
@click.option(
    "--through",
    metavar="PLACE",
    multiple=True,
    help="In what partners meet: agreements, alliances, commitments, bodies, events, assets; may be given "
    "more than once. Default: agreements.",
)
@click.option(
    "--by",
    "group",
    type=click.Choice(("year", "sector", "strength")),
    help="The figures of each year, sector or strength.",
)
@limit_options
@output_options
@as_of_option
@graph_options
def command(
    through: tuple[str, ...],
    group: str | None,
    limits: Limits,
    output: Output,
    as_of: str | None,
    graph: OpenWorkspace,
) -> None:
    """Measure how partners are connected: one row for each region or other partner, the best connected first.

    \b
    meetings         agreements (or what --through names) it takes part in
    partners         others it meets there
    weight           each meeting of n partners counts 1/(n-1) for each other
    between          share of shortest paths through it, partners and papers
    bridging         the same among partners alone
    community        its community: partners who meet more with each other

    A year counts agreements of that year; a sector those about it or a narrower one; a strength those that
    hold a commitment at least so firm.

    Example: pactgraph figures --sector microelectronics
    """
    answer, explained = graph.measured(limits, through=through, by=group, as_of=as_of)
    in_table = output.file is None and (
        output.format in ("table", "markdown") or (output.format is None and on_terminal())
    )
    give(answer, output)
    if in_table and explained:
        say()
    for text in explained:
        for line in wrap(text, max(30, min(100, terminal_width()))):
            (say if in_table else note)(line)
