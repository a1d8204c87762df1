"""`pactgraph show`: what the graph says of a thing, in plain words."""

from __future__ import annotations

import click

from ..query.telling.dossier import dossier
from ..query.telling.wording import Wording
from ..workspace.workspace import Workspace
from .days import last_day
from .engine_options import engine_options
from .lookup import open_engine, resolve_thing
from .options import lang_option, workspace_option
from .outline import Giver, give_outline, outline_option, say_language
from .things import completer


@click.command(name="show")
@click.argument("thing", metavar="THING", shell_complete=completer())
@click.option(
    "--at",
    metavar="DATE",
    callback=last_day,
    help="As of this day: what documents that had spoken by then said, and what stood then.",
)
@click.option("--all", "everything", is_flag=True, help="List everything, and every passage.")
@outline_option
@lang_option
@engine_options
@workspace_option
def command(thing: str, at: str | None, everything: bool, form: str, lang: str, workspace: Workspace) -> None:
    """Tell what the graph says of THING: who or what it is, its agreements by year, its partners (bilateral
    and through alliances, kept apart), sectors, commitments by strength, bodies, people, what was announced
    and what became of it, where sources disagree, where it is named, and what each document says, with
    passages.

    THING is a slug, a CURIE, an IRI, a label in any language, a NUTS or ISO code, or a Wikidata id. A slug
    that an agreement and the release on it have in common means the agreement.

    Example: pactgraph show saxony
    """
    engine = open_engine(workspace)
    node = resolve_thing(engine, workspace, thing, lang)
    wording = Wording(lang)
    say_language(wording, lang)
    outline = dossier(engine, workspace.prefixes, node, lang, at)
    give_outline(outline, form, Giver(workspace.prefixes, wording, everything=everything), workspace.prefixes)
