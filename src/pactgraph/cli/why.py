"""`pactgraph why`: every passage behind a statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click
from pyoxigraph import NamedNode

from ..model.table import Term
from ..query.engines.engine import Engine
from ..query.evidence.premises import THE_LAW, Explanation, Grounds
from ..query.evidence.statements import Source, Statement, statements_of, statements_on, witnesses
from ..query.evidence.support import Triple
from ..query.evidence.witnesses import DAYS, standing_witnesses
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
    excluded), publisher, release, and the words themselves where the text is at hand. A statement that no
    passage makes in these words is told with the rules that make it and what they start from; with PROPERTY
    all of these are told, without it the states of THING. Of a time and of a state it says who tells them as
    they stand: a wider time, and a state that entails it, are witnesses too.

    THING is a slug, a CURIE, an IRI, a label in any language, a NUTS or ISO code, or a Wikidata id.
    PROPERTY limits the answer to one property, by label or CURIE.

    Example: pactgraph why flanders country
    """
    engine = open_engine(workspace, as_of)
    node = resolve_thing(engine, workspace, thing, lang)
    limit = resolve_property(engine, workspace, property_, lang) if property_ else None
    found: list[Statement] = []
    if about is not False:
        found += statements_of(engine, node, limit, derived=limit is not None)
    if about is not True:
        found += statements_on(engine, node, limit, derived=limit is not None)
    told(engine, workspace, node, found, lang)


def told(engine: Engine, workspace: Workspace, node: NamedNode, found: list[Statement], lang: str) -> None:
    """Prints the statements with their sources, grouped by subject and property."""
    triples = {each: (each.subject, each.property, each.value) for each in found}
    derived = [triples[each] for each in found if each.derived]
    grounds = Grounds(engine, workspace.rules.rules, derived)
    explained = {row: why for row in derived if (why := grounds.explanation(row)) is not None}
    heard = standing_witnesses(engine, (triples[each] for each in found if each.accepted))
    teller = Teller(engine, workspace.prefixes, lang, _terms(node, found, explained, heard))
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
            page.line(f"{teller.thing(statement.value)}{_mark(statement)}", 1)
            explanation = explained.get(triples[statement])
            if explanation is not None:
                _explained(page, teller, explanation, texts)
            else:
                for source in statement.sources:
                    refused = not statement.rejected and source.graph in statement.refused
                    _source(page, teller, source, texts, 2, "  [rejected]" if refused else "")
            _witnesses(page, teller, statement, heard.get(triples[statement], ()))
        for ruling in dict.fromkeys(ruling for statement in group for ruling in statement.rulings):
            page.line(
                f"decision of {ruling.date or 'unknown date'} {_VERBS.get(ruling.judgement, 'judges')} "
                f"{teller.thing(ruling.value)}: {ruling.reason} ({teller.curie(ruling.decision)})",
                1,
            )
    sources = [source for statement in found for source in statement.sources]
    sources += [source for why in explained.values() for _, several in why.told for source in several]
    if texts is None and any(source.is_passage for source in sources):
        note(NO_TEXTS)


_VERBS = {"rejected": "rejects", "accepted": "accepts", "later": "puts later"}


def _mark(statement: Statement) -> str:
    """What is to be known of a statement beside its value."""
    if statement.rejected:
        return "  [rejected]"
    if statement.disputed:
        return "  [disputed]"
    if statement.accepted:
        return ""
    return "  [wider than what stands]" if statement.property in DAYS else "  [told for another day]"


def _explained(page: Page, teller: Teller, why: Explanation, texts: Texts | None) -> None:
    for reason in why.reasons:
        name = reason.rule if reason.rule == THE_LAW else f"rule {reason.rule}"
        page.line(f"by {name}: {reason.sentence}", 2)
    for (subject, property_, value), sources in why.told:
        page.line(f"from {teller.thing(subject)}: {teller.name(property_)}: {teller.thing(value)}", 2)
        for source in sources:
            _source(page, teller, source, texts, 3)


def _witnesses(page: Page, teller: Teller, statement: Statement, heard: Sequence[NamedNode]) -> None:
    """How many independent ones there are: of a time and a state, by name."""
    left = [source for source in statement.sources if source.graph not in statement.refused]
    if heard:
        page.line(f"independent witnesses: {len(heard)} ({', '.join(map(teller.curie, heard))})", 2)
    elif sum(source.is_passage for source in left) > 1:
        page.line(f"independent witnesses: {witnesses(left)}", 2)


def _grouped(found: list[Statement]) -> dict[tuple[NamedNode, NamedNode], list[Statement]]:
    groups: dict[tuple[NamedNode, NamedNode], list[Statement]] = {}
    for statement in found:
        groups.setdefault((statement.subject, statement.property), []).append(statement)
    return groups


def _source(
    page: Page, teller: Teller, source: Source, texts: Texts | None, indent: int, mark: str = ""
) -> None:
    page.line(f"{where(source, teller)}{mark}", indent)
    words = quote(source, texts)
    if words:
        page.line(words, indent + 1)
    for premise in source.premises:
        page.line(f"read with {teller.curie(premise)}", indent + 1)


def _terms(
    node: NamedNode,
    found: list[Statement],
    explained: Mapping[Triple, Explanation],
    heard: Mapping[Triple, Sequence[NamedNode]],
) -> list[Term | None]:
    terms: list[Term | None] = [node]
    for statement in found:
        terms += [statement.subject, statement.property, statement.value]
        terms += [ruling.value for ruling in statement.rulings]
        terms += _terms_of_sources(statement.sources)
    for explanation in explained.values():
        for row, sources in explanation.told:
            terms += [*row, *_terms_of_sources(sources)]
    terms += [witness for told_by in heard.values() for witness in told_by]
    return terms


def _terms_of_sources(sources: Sequence[Source]) -> list[Term | None]:
    return [
        term
        for source in sources
        for term in (source.document, *source.publishers, *source.creators, *source.releases)
    ]
