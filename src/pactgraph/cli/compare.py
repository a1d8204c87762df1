"""`pactgraph compare`: two things side by side."""

from __future__ import annotations

import click

from ..query.network.compare import CompareFault
from ..query.telling.contrast import contrast
from ..query.telling.wording import Wording
from ..workspace.workspace import Workspace
from .engine_options import engine_options
from .lookup import open_engine, resolve_thing
from .options import lang_option, workspace_option
from .outline import Giver, give_outline, outline_option, say_language
from .things import completer
from .within import limit_options, limits_of


@click.command(name="compare")
@click.argument("first", metavar="A", shell_complete=completer())
@click.argument("second", metavar="B", shell_complete=completer())
@limit_options
@click.option("--all", "everything", is_flag=True, help="List everything, and every passage.")
@outline_option
@lang_option
@engine_options
@workspace_option
def command(
    first: str,
    second: str,
    sector: str | None,
    since: str | None,
    until: str | None,
    strength: str | None,
    everything: bool,
    form: str,
    lang: str,
    workspace: Workspace,
) -> None:
    """Tell what A and B share and what each has alone: partners, sectors, commitments and their strengths.

    A and B are two regions, two agreements, two documents or two other things of one kind. Of regions the
    commitments shared are those that both have part in: what they promised each other. Documents are
    compared by what their passages say, and where they tell the same thing differently.

    Example: pactgraph compare saxony flanders --sector hydrogen
    """
    engine = open_engine(workspace)
    one = resolve_thing(engine, workspace, first, lang)
    other = resolve_thing(engine, workspace, second, lang)
    limits = limits_of(engine, workspace, lang, sector, since, until, strength)
    wording = Wording(lang)
    say_language(wording, lang)
    try:
        outline = contrast(engine, workspace.prefixes, one, other, lang, limits)
    except CompareFault as fault:
        raise click.UsageError(str(fault)) from fault
    giver = Giver(workspace.prefixes, wording, everything=everything)
    give_outline(outline, form, giver, workspace.prefixes)
