"""`pactgraph show`: what the graph says of a thing, in plain words."""

from __future__ import annotations

from collections.abc import Iterable

import click
from pyoxigraph import Literal, NamedNode

from ..model.namespaces import PACT, RDF, RDFS, SKOS
from ..model.table import Term
from ..query.evidence import Source, Statement, slug_of, statements_of, statements_on
from ..query.telling import Teller
from ..workspace.texts import Texts
from ..workspace.workspace import Workspace
from .lookup import open_engine, resolve_thing
from .options import lang_option, workspace_option
from .page import Page
from .passages import quote

_TYPE = NamedNode(RDF + "type")
_NAMES = frozenset({RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", PACT + "printedName"})
_OWN_RECORD = frozenset({PACT + "passageOf"})
MOST = 8
"""How many links of one kind, and statements of one document, are listed without --all."""


@click.command(name="show")
@click.argument("thing", metavar="THING")
@click.option("--all", "everything", is_flag=True, help="List every link and every statement.")
@lang_option
@workspace_option
def command(thing: str, everything: bool, lang: str, workspace: Workspace) -> None:
    """Tell what the graph says of THING: its names, facts, links both ways, what each document says of it
    with the passages, and where sources disagree.

    THING is a slug, a CURIE, an IRI, a label in any language, a NUTS or ISO code, or a Wikidata id.

    Example: pactgraph show saxony
    """
    engine = open_engine(workspace)
    node = resolve_thing(engine, workspace, thing, lang)
    facts = statements_of(engine, node)
    links = [link for link in statements_on(engine, node) if link.property.value not in _OWN_RECORD]
    teller = Teller(engine, workspace.prefixes, lang, _terms(node, [*facts, *links]))
    page = Page()
    most = None if everything else MOST
    page.title(teller.thing(node))
    _identity(page, teller, facts)
    _facts(page, teller, facts)
    _links(page, teller, links, most)
    _accounts(page, teller, node, [*facts, *links], most)
    _disagreements(page, teller, node, [*facts, *links])


def _identity(page: Page, teller: Teller, facts: list[Statement]) -> None:
    kinds = [teller.name(f.value) for f in facts if f.property == _TYPE and isinstance(f.value, NamedNode)]
    if kinds:
        page.line(f"{teller.name(_TYPE)}: {', '.join(kinds)}", 1)
    names = dict.fromkeys(
        f"{f.value.value} @{f.value.language}" if f.value.language else f.value.value
        for f in facts
        if f.property.value in _NAMES and isinstance(f.value, Literal)
    )
    if names:
        page.line(f"names: {', '.join(names)}", 1)


def _facts(page: Page, teller: Teller, facts: list[Statement]) -> None:
    rows: dict[str, list[str]] = {}
    for fact in facts:
        if fact.accepted and fact.property != _TYPE and fact.property.value not in _NAMES:
            rows.setdefault(teller.name(fact.property), []).append(teller.thing(fact.value))
    if rows:
        page.heading("Facts")
        for name, values in rows.items():
            page.line(f"{name}: {'; '.join(values)}", 1)


def _links(page: Page, teller: Teller, links: list[Statement], most: int | None) -> None:
    rows: dict[str, list[str]] = {}
    for link in links:
        if link.accepted:
            rows.setdefault(teller.name(link.property), []).append(teller.thing(link.subject))
    if rows:
        page.heading("Linked from")
        for name, subjects in rows.items():
            page.line(f"as {name} of", 1)
            _listed(page, subjects, most, 2)


def _accounts(
    page: Page, teller: Teller, node: NamedNode, statements: list[Statement], most: int | None
) -> None:
    told: dict[NamedNode, list[tuple[Source, Statement]]] = {}
    for statement in statements:
        for source in statement.sources:
            if source.document is not None:
                told.setdefault(source.document, []).append((source, statement))
    if not told:
        return
    texts = Texts.default()
    page.heading("What documents say")
    for document in sorted(told, key=lambda iri: iri.value):
        page.line(f"{slug_of(document)}: {teller.name(document)}", 1)
        lines = []
        for source, statement in sorted(told[document], key=lambda pair: pair[0].order):
            mark = "" if statement.accepted else " [rejected]"
            words = quote(source, texts)
            lines.append(
                f"{source.start}-{source.end}: {_sentence(teller, node, statement)}{mark}"
                + (f" {words}" if words else "")
            )
        _listed(page, lines, most, 2)


def _disagreements(page: Page, teller: Teller, node: NamedNode, statements: list[Statement]) -> None:
    rulings = {
        ruling.decision: (ruling, statement) for statement in statements for ruling in statement.rulings
    }
    if not rulings:
        return
    page.heading("Disagreements")
    for ruling, statement in rulings.values():
        verb = "rejected" if ruling.rejects else "accepted"
        page.line(
            f"{teller.thing(ruling.subject)}, {teller.name(statement.property)}: "
            f"{teller.thing(ruling.value)} {verb} on {ruling.date}. {ruling.reason}",
            1,
        )


def _sentence(teller: Teller, node: NamedNode, statement: Statement) -> str:
    name = teller.name(statement.property)
    if statement.subject == node:
        return f"{name}: {teller.thing(statement.value)}"
    return f"{name} of {teller.thing(statement.subject)}"


def _listed(page: Page, lines: list[str], most: int | None, level: int) -> None:
    shown = lines if most is None or len(lines) <= most + 1 else lines[:most]
    for line in shown:
        page.line(line, level)
    if len(shown) < len(lines):
        page.line(f"and {len(lines) - len(shown)} more (--all lists them)", level)


def _terms(node: NamedNode, statements: Iterable[Statement]) -> list[Term | None]:
    terms: list[Term | None] = [node, _TYPE]
    for statement in statements:
        terms += [statement.subject, statement.property, statement.value]
        terms += [source.document for source in statement.sources]
        terms += [value for ruling in statement.rulings for value in (ruling.subject, ruling.value)]
    return terms
