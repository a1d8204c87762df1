"""`pactgraph compare`: two things side by side."""

from __future__ import annotations

import click

from ..api.limits import Limits
from ..api.opened import OpenWorkspace
from .account_output import MOST, give_account, outline_option
from .completing import completer
from .limit_options import limit_options
from .open_options import graph_options
from .options import as_of_option


@click.command(name="compare")
@click.argument("first", metavar="A", shell_complete=completer())
@click.argument("second", metavar="B", shell_complete=completer())
@limit_options
@as_of_option
@click.option("--all", "everything", is_flag=True, help="List everything, and every passage.")
@outline_option
@graph_options
def command(
    first: str,
    second: str,
    limits: Limits,
    as_of: str | None,
    everything: bool,
    form: str,
    graph: OpenWorkspace,
) -> None:
    """Tell what A and B share and what each has alone: partners, sectors, commitments and their strengths.

    A and B are two regions, two agreements, two documents or two other things of one kind. Of regions the
    commitments shared are those that both have part in: what they promised each other. Documents are
    compared by what their passages say, and where they tell the same thing differently.

    Example: pactgraph compare saxony flanders --sector hydrogen
    """
    most = MOST if form == "text" and not everything else None
    account = graph.compare(first, second, limits, as_of=as_of, most=most)
    give_account(account, form, graph, everything=everything)
