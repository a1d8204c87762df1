"""`pactgraph show`: what the graph says of a thing, in plain words."""

from __future__ import annotations

import click

from ..api.opened import OpenWorkspace
from .account_output import MOST, give_account, outline_option
from .completing import completer
from .open_options import graph_options
from .options import as_of_option, last_day


@click.command(name="show")
@click.argument("thing", metavar="THING", shell_complete=completer())
@click.option("--at", metavar="DATE", callback=last_day, help="What stood on this day.")
@as_of_option
@click.option("--all", "everything", is_flag=True, help="List everything, and every passage.")
@outline_option
@graph_options
def command(
    thing: str, at: str | None, as_of: str | None, everything: bool, form: str, graph: OpenWorkspace
) -> None:
    """Tell what the graph says of THING: who or what it is, its agreements by year, its partners (bilateral
    and through alliances, kept apart), sectors, commitments by strength, bodies, people, what was announced
    and what became of it, where sources disagree, where it is named, and what each document says, with
    passages.

    THING is a slug, a CURIE, an IRI, a label in any language, a NUTS or ISO code, or a Wikidata id. A slug
    that an agreement and the release on it have in common means the agreement.

    Example: pactgraph show saxony
    """
    most = None if everything or form != "text" else MOST
    account = graph.show(thing, at=at, as_of=as_of, most=most)
    give_account(account, form, graph, everything=everything)
