"""`pactgraph trace`: the partnership links between two things."""

from __future__ import annotations

import click

from ..api.limits import Limits
from ..api.opened import OpenWorkspace
from .account_output import Giver, give_account, outline_option
from .completing import completer
from .limit_options import limit_options
from .open_options import graph_options
from .options import as_of_option

MOST = 8
"""How many paths are told without --all."""


@click.command(name="trace")
@click.argument("start", metavar="FROM", shell_complete=completer())
@click.argument("goal", metavar="TO", shell_complete=completer())
@click.option(
    "--max-hops",
    metavar="N",
    type=click.IntRange(1, 20),
    help="No path longer than this. Default: 6.",
)
@click.option(
    "--via",
    metavar="THING",
    multiple=True,
    help="Only paths through this thing; may be given more than once.",
)
@limit_options
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=f"Tell every path of the least length, not only the first {MOST}; with --max-hops also the longer "
    "ones; and every passage.",
)
@outline_option
@as_of_option
@graph_options
def command(
    start: str,
    goal: str,
    max_hops: int | None,
    via: tuple[str, ...],
    limits: Limits,
    everything: bool,
    form: str,
    as_of: str | None,
    graph: OpenWorkspace,
) -> None:
    """Tell how FROM and TO are linked by partnership, shortest path first: each hop with its relation, the
    agreement or commitment, its date, how firm it is, and the passages that say so.

    FROM and TO are regions, people, organisations, sectors or any other things: a slug, a CURIE, an IRI, a
    label in any language, a NUTS or ISO code. A paper of many parties is one meeting point. A region stands
    for its government too. A sector, a place, a country or a law is no link between two who share it: a path
    may start or end there, and passes through only with --via.

    Example: pactgraph trace saxony flanders
    """
    most = None if everything else MOST
    if form != "text":
        give_account(
            graph.trace(start, goal, limits, via=via, most_hops=max_hops, most_paths=most, as_of=as_of),
            form,
            graph,
            everything=everything,
        )
        return
    paths = graph.paths(start, goal, limits, via=via, most_hops=max_hops, most_paths=most, as_of=as_of)
    giver = Giver(graph, everything=everything)
    giver.begin(paths.title, paths.lead)
    for path in paths.paths:
        giver.section(path)
    giver.end()
