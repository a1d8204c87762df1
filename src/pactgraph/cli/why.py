"""`pactgraph why`: every passage behind a statement."""

from __future__ import annotations

import click
from pyoxigraph import NamedNode

from ..model.table import Term
from ..query.engines.engine import Engine
from ..query.evidence.statements import Source, Statement, statements_of, statements_on, witnesses
from ..query.telling.sentences import Teller
from ..workspace.texts import Texts
from ..workspace.workspace import Workspace
from .engine_options import engine_options
from .lookup import open_engine, resolve_property, resolve_thing
from .options import as_of_option, lang_option, workspace_option
from .page import Page
from .passages import NO_TEXTS, quote, where
from .printing import note


@click.command(name="why")
@click.argument("thing", metavar="THING")
@click.argument("property_", metavar="[PROPERTY]", required=False)
@click.option(
    "--about/--of",
    "about",
    default=None,
    help="Only statements about THING; or only statements "
    "of other things that have THING as their value. Default: both.",
)
@as_of_option
@lang_option
@engine_options
@workspace_option
def command(
    thing: str,
    property_: str | None,
    about: bool | None,
    as_of: str | None,
    lang: str,
    workspace: Workspace,
) -> None:
    """Give every passage behind the statements about THING: document, offsets (code points from 0, the end
    excluded), publisher, release, and the words themselves where the text is at hand.

    THING is a slug, a CURIE, an IRI, a label in any language, a NUTS or ISO code, or a Wikidata id.
    PROPERTY limits the answer to one property, by label or CURIE.

    Example: pactgraph why flanders country
    """
    engine = open_engine(workspace, as_of)
    node = resolve_thing(engine, workspace, thing, lang)
    limit = resolve_property(engine, workspace, property_, lang) if property_ else None
    found: list[Statement] = []
    if about is not False:
        found += statements_of(engine, node, limit)
    if about is not True:
        found += statements_on(engine, node, limit)
    told(engine, workspace, node, found, lang)


def told(engine: Engine, workspace: Workspace, node: NamedNode, found: list[Statement], lang: str) -> None:
    """Prints the statements with their sources, grouped by subject and property."""
    teller = Teller(engine, workspace.prefixes, lang, _terms(node, found))
    page = Page()
    page.title(teller.thing(node))
    if not found:
        note("not stated: no source says anything of it with that property")
        return
    texts = Texts.default()
    for (subject, property_), group in _grouped(found).items():
        of = "" if subject == node else f"{teller.thing(subject)}: "
        page.heading(f"{of}{teller.name(property_)}")
        for statement in group:
            mark = "" if statement.accepted else "  [rejected]"
            page.line(f"{teller.thing(statement.value)}{mark}", 1)
            for source in statement.sources:
                _source(page, teller, source, texts)
            if sum(source.is_passage for source in statement.sources) > 1:
                page.line(f"independent witnesses: {witnesses(statement.sources)}", 2)
        for ruling in dict.fromkeys(ruling for statement in group for ruling in statement.rulings):
            verb = "rejects" if ruling.rejects else "accepts"
            page.line(
                f"decision of {ruling.date or 'unknown date'} {verb} {teller.thing(ruling.value)}: "
                f"{ruling.reason} ({teller.curie(ruling.decision)})",
                1,
            )
    if texts is None and any(source.is_passage for statement in found for source in statement.sources):
        note(NO_TEXTS)


def _grouped(found: list[Statement]) -> dict[tuple[NamedNode, NamedNode], list[Statement]]:
    groups: dict[tuple[NamedNode, NamedNode], list[Statement]] = {}
    for statement in found:
        groups.setdefault((statement.subject, statement.property), []).append(statement)
    return groups


def _source(page: Page, teller: Teller, source: Source, texts: Texts | None) -> None:
    page.line(where(source, teller), 2)
    words = quote(source, texts)
    if words:
        page.line(words, 3)
    for premise in source.premises:
        page.line(f"read with {teller.curie(premise)}", 3)


def _terms(node: NamedNode, found: list[Statement]) -> list[Term | None]:
    terms: list[Term | None] = [node]
    for statement in found:
        terms += [statement.subject, statement.property, statement.value]
        terms += [ruling.value for ruling in statement.rulings]
        for source in statement.sources:
            terms += [source.document, *source.publishers, *source.creators, *source.releases]
    return terms
