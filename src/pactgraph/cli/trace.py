"""`pactgraph trace`: the partnership links between two things."""

from __future__ import annotations

from itertools import islice

import click
from pyoxigraph import NamedNode

from ..query.network.limits import Sieve
from ..query.network.reading import read_ties
from ..query.network.trace import MOST_HOPS, Path, Tracer
from ..query.telling.itinerary import AT_ONCE, Guide
from ..query.telling.outline import Entry, Outline, to_json, to_markdown
from ..query.telling.sentences import Teller
from ..workspace.workspace import Workspace
from .engine_options import engine_options
from .lookup import open_engine, resolve_thing
from .options import lang_option, workspace_option
from .outline import Giver, outline_option, say_language
from .printing import give_json, say, write_text
from .things import completer
from .within import limit_options, limits_of

MOST = 8
"""How many paths are told without --all."""


@click.command(name="trace")
@click.argument("start", metavar="FROM", shell_complete=completer())
@click.argument("goal", metavar="TO", shell_complete=completer())
@click.option(
    "--max-hops",
    metavar="N",
    type=click.IntRange(1, 20),
    help=f"No path longer than this. Default: {MOST_HOPS}.",
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
@lang_option
@engine_options
@workspace_option
def command(
    start: str,
    goal: str,
    max_hops: int | None,
    via: tuple[str, ...],
    sector: str | None,
    since: str | None,
    until: str | None,
    strength: str | None,
    everything: bool,
    form: str,
    lang: str,
    workspace: Workspace,
) -> None:
    """Tell how FROM and TO are linked by partnership, shortest path first: each hop with its relation, the
    agreement or commitment, its date, how firm it is, and the passages that say so.

    FROM and TO are regions, people, organisations, sectors or any other things: a slug, a CURIE, an IRI, a
    label in any language, a NUTS or ISO code. A paper of many parties is one meeting point. A region stands
    for its government too. A sector, a place, a country or a law is no link between two who share it: a path
    may start or end there, and passes through only with --via.

    Example: pactgraph trace saxony flanders
    """
    engine = open_engine(workspace)
    begin = resolve_thing(engine, workspace, start, lang)
    end = resolve_thing(engine, workspace, goal, lang)
    through = tuple(resolve_thing(engine, workspace, name, lang) for name in via)
    limits = limits_of(engine, workspace, lang, sector, since, until, strength)
    ties = read_ties(engine)
    tracer = Tracer(ties, Sieve.open(engine, ties, limits), through)
    most = MOST_HOPS if max_hops is None else max_hops
    found = tracer.paths(begin, end, most, every=everything and max_hops is not None)
    guide = Guide(engine, ties, workspace.prefixes, lang)
    say_language(guide.wording, lang)
    ends = Teller(engine, workspace.prefixes, lang, [begin, end])
    giver = Giver(workspace.prefixes, guide.wording, everything=everything)
    first = list(found if form != "text" and everything else islice(found, MOST + (not everything)))
    if not first:
        _none(ends, guide, begin, end, most, one=ties.partner(begin) == ties.partner(end), form=form)
        return
    shown = first if everything else first[:MOST]
    title = guide.wording.say("paths", ends.thing(begin), ends.thing(end))
    if form != "text":
        outline = Outline(title, (begin, end), (), tuple(_numbered(guide, shown)))
        if form == "json":
            give_json(to_json(outline, workspace.prefixes, giver.words))
        else:
            write_text(to_markdown(outline, workspace.prefixes, giver.words), "markdown")
        return
    giver.page.title(title)
    number = 1
    while shown:
        for entry in guide.tell(shown, number):
            giver.page.heading(entry.text)
            for hop in giver.quoted_once(entry).entries:
                giver.entry(hop, 1)
        number += len(shown)
        shown = list(islice(found, AT_ONCE)) if everything else []
    if len(first) > MOST and not everything:
        say()
        giver.page.line(guide.wording.say("more-paths"))
    giver.end()


def _numbered(guide: Guide, paths: list[Path]) -> list[Entry]:
    told: list[Entry] = []
    for start in range(0, len(paths), AT_ONCE):
        told += guide.tell(paths[start : start + AT_ONCE], start + 1)
    return told


def _none(
    ends: Teller, guide: Guide, begin: NamedNode, end: NamedNode, most: int, *, one: bool, form: str
) -> None:
    """Says that there is no path, which is an answer."""
    names = (ends.thing(begin), ends.thing(end))
    said = guide.wording.say("one-partner", *names) if one else guide.wording.say("no-path", *names, most)
    if form == "json":
        things = [{"iri": thing.value, "curie": ends.curie(thing)} for thing in (begin, end)]
        empty = {"title": said, "things": things, "lead": [], "sections": []}
        give_json(empty)
    else:
        say(said)
