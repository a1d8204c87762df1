"""The pages of things: a record, a concept, a document; in parts where one page cannot hold it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup
from pyoxigraph import Literal, Quad

from ...model.namespaces import DERIVED, PACT, SKOS
from ..context import Context
from ..jsonld import document_text
from .addresses import is_link
from .documents import passage_sections, text_link, text_pages
from .fact import Fact, Label, value_order
from .frame import File, Relation, embedded
from .pictures import around
from .rdf import SUFFIXES
from .telling import (
    LONGEST,
    NAMES,
    TEXTS,
    Entry,
    Item,
    Row,
    Shown,
    Teller,
    in_one_line,
    in_short,
    shown,
    tag,
)
from .view import (
    HOLDS,
    LABELS,
    PASSAGE_OF,
    PERIOD,
    STATE_OF,
    STATES,
    TYPE,
    VOCABULARY,
    Unit,
)

if TYPE_CHECKING:
    from .site import Maker, Site

MOST = 600
"""The weight of the facts of one part of a page: see `Item.weight`."""

MOST_NAMES, MOST_TEXTS, LONGEST_NAME = 24, 6, 300
"""Names and texts that the head of a page lists; more of them, and longer names, are facts like others."""

MOST_EMBEDDED = 5000
"""Characters of JSON-LD that a page has in itself; of more it has the head."""

_NOT_LINKED = frozenset({PASSAGE_OF, STATE_OF, SKOS + "inScheme"})
"""Properties whose subjects a page tells or lists in another way."""

_SUMMED = frozenset({PACT + "involves", PACT + "touches", "http://www.w3.org/ns/org#memberOf"})
"""Derived properties whose subjects are connections of a page where nothing that was told connects them."""


class Section(NamedTuple):
    """Rows under a heading."""

    heading: Shown
    rows: list[Row]
    id: str = ""


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Each thing's page in each language, and its data files. The vocabulary and the lists of concept
    schemes have pages of their own, but their data files are here too."""
    for unit in site.view.units.values():
        yield from data_files(site, unit)
        if unit.path == VOCABULARY or unit.path == f"/{unit.kind}/":
            continue
        count = part_count(site, unit)
        for language, prefix in site.each_language():
            for number in range(1, count + 1):
                path = part_path(unit.path, number)
                yield prefix + path, partial(_page, site, unit, language, number, count)
    yield from text_pages(site)


def part_path(path: str, number: int) -> str:
    """The path of a part of a page."""
    return path if number == 1 else f"{path}{number}/"


def data_files(site: Site, unit: Unit) -> Iterator[tuple[str, Maker]]:
    """The data files of a page: `/region/saxony.ttl` and so on."""
    for suffix, (format_name, _, _) in SUFFIXES.items():
        yield data_path(unit.path, suffix), partial(_data, site, unit, format_name)


def data_path(path: str, suffix: str) -> str:
    """The path of a data file beside a page."""
    return path.rstrip("/") + suffix


def _data(site: Site, unit: Unit, format_name: str) -> bytes:
    if format_name == "jsonld":
        return document_text(_document(site, unit)).encode()
    return site.writers.written(_quads(site, unit), format_name)


def _quads(site: Site, unit: Unit) -> list[Quad]:
    return site.once("quads", unit, lambda: site.view.accepted(unit.subjects))


def files_of(teller: Teller, path: str) -> list[File]:
    """The data files of a page, for its foot."""
    return [
        File(teller.file(data_path(path, suffix)), media, name)
        for suffix, (_, media, name) in SUFFIXES.items()
    ]


def relations_of(site: Site, unit: Unit, files: list[File]) -> list[Relation]:
    """The typed links of a page about a thing with some data files (signposting.org, FAIR level 1)."""
    iri = site.writers.iri(unit.iri)
    return [
        *([Relation("cite-as", shown(iri))] if is_link(iri) else ()),
        *(Relation("alternate", file.href, file.type) for file in files),
        *(Relation("type", site.writers.iri(one)) for one in site.view.types(unit.iri)[:4] if is_link(one)),
    ]


def items_of(site: Site, unit: Unit) -> list[Item]:
    """The facts about a page's things but for passages and what the head of the page has, and those that have
    its thing as their value."""
    view = site.view
    head = set(head_of(site, unit))
    found = [
        Item(fact, "facts" if subject == unit.iri else subject)
        for subject in unit.subjects
        if subject not in view.spans and subject not in view.told_with
        for fact in view.of[subject]
        if fact not in head
    ]
    links = [
        fact
        for fact in view.on.get(unit.iri, ())
        if fact.property not in _NOT_LINKED
        and fact.subject not in view.spans
        and fact.subject not in view.told_with
    ]
    told = {fact.subject for fact in links if fact.sources != [DERIVED.value]}
    return found + [
        Item(fact, "links")
        for fact in links
        if fact.sources != [DERIVED.value] or (fact.property in _SUMMED and fact.subject not in told)
    ]


def head_of(site: Site, unit: Unit) -> list[Fact]:
    """The names and texts that the head of a page has: not where they are many or long."""
    found = []
    for properties, most, longest in ((NAMES, MOST_NAMES, LONGEST_NAME), (TEXTS, MOST_TEXTS, LONGEST)):
        facts = [fact for fact in site.view.of.get(unit.iri, ()) if fact.property in properties]
        if len(facts) <= most:
            found += [f for f in facts if isinstance(f.value, Literal) and len(f.value.value) <= longest]
    return found


def part_count(site: Site, unit: Unit) -> int:
    """The number of parts of a thing's page, the same in each language."""
    weight = sum(item.weight for item in items_of(site, unit))
    return max(1, -(-weight // MOST)) + len(site.view.parts(unit.iri)) - 1


def split(items: list[Item]) -> list[list[Item]]:
    """The items in parts that fit a page each, in order."""
    found: list[list[Item]] = [[]]
    weight = 0
    for item in items:
        weight += item.weight
        while len(found) <= (weight - 1) // MOST:
            found.append([])
        found[-1].append(item)
    return found


def _page(site: Site, unit: Unit, language: str, number: int, count: int) -> bytes:
    view, words = site.view, site.words[language]
    path = part_path(unit.path, number)
    teller = site.teller(language, path)
    label = view.label(unit.iri, language)
    told = view.parts(unit.iri)
    title, names, texts = (
        head_told(site, unit, teller) if number == 1 else (plain_title(teller, label), [], [])
    )
    place = 1 if number == 1 else number - len(told) + 1
    sections = []
    if number == 1 or number > len(told):
        sections = [*(states_of(site, unit, teller) if number == 1 else ())]
        sections += sections_of(site, unit, teller, place)
    passages = told[number - 1] if number <= len(told) else []
    passage_list = passage_sections(teller, passages)
    pictures = around(site, teller, unit.iri) if number == 1 else []
    frame = site.frame(
        teller,
        path,
        label.text if number == 1 else f"{label.text}, {words('part', number, count)}",
        section=f"/{unit.kind}/",
        description=in_one_line(next((e.value.text for e in texts), ""), 200),
        pictures=bool(pictures),
    )
    files = files_of(teller, unit.path)
    frame.relations += relations_of(site, unit, files)
    if number == 1:
        frame.jsonld = site.once("embedded", unit, lambda: _embedded(site, unit))
    iri = site.writers.iri(unit.iri)
    return site.render(
        "thing.html",
        teller,
        frame,
        name=title,
        list_path=f"/{unit.kind}/",
        list_name=words.kind(unit.kind) or shown(view.label(_scheme(unit), language).text),
        texts=texts,
        names=names,
        iri=shown(iri),
        iri_link=shown(iri) if is_link(iri) else "",
        pictures=pictures,
        sections=sections,
        passages=passage_list,
        text_page=text_link(site, teller, unit.iri) if number == 1 else "",
        part=number,
        part_count=count,
        part_list=[
            (each, teller.link(part_path(unit.path, each)), each == number) for each in range(1, count + 1)
        ]
        if count > 1
        else [],
        source_list=teller.sources(),
        files=files,
    )


def plain_title(teller: Teller, label: Label) -> Entry:
    """The title of a page, without sources."""
    return Entry(Shown(shown(in_short(label.text)), tag(label, teller.words.language)))


def head_told(site: Site, unit: Unit, teller: Teller) -> tuple[Entry, list[Entry], list[Entry]]:
    """The title of a thing's page, its other names, and its texts."""
    head = site.once("head", unit, lambda: head_of(site, unit))
    label = site.view.label(unit.iri, teller.words.language)
    title, names = _names(teller, label, [fact for fact in head if fact.property in NAMES])
    return title, names, [teller.entry(f, teller.value(f.value)) for f in head if f.property in TEXTS]


def _names(teller: Teller, label: Label, facts: list[Fact]) -> tuple[Entry, list[Entry]]:
    """The title of a page, with its sources where the head names them, and its other names."""
    title = plain_title(teller, label)
    others = []
    for fact in facts:
        assert isinstance(fact.value, Literal)
        language = fact.value.language or ""
        entry = teller.entry(fact, Shown(shown(fact.value.value), language))
        if (fact.value.value, language) == label and fact.accepted:
            title = Entry(title.value, entry.sources)
        else:
            others.append(entry)
    return title, others


def _scheme(unit: Unit) -> str:
    return unit.iri.rsplit("/", 1)[0]


def sections_of(site: Site, unit: Unit, teller: Teller, place: int | None) -> list[Section]:
    """The facts of a part of a page in sections; without a place those of all parts."""
    words = teller.words
    by_value = site.once(
        "items", unit, lambda: sorted(items_of(site, unit), key=lambda item: value_order(item.fact))
    )
    items = site.once(words.language, unit, lambda: split(teller.ordered(by_value, unit.subjects)))
    if place is None:
        mine = [item for part in items for item in part]
    else:
        mine = items[place - 1] if place <= len(items) else []
    found = []
    for key in dict.fromkeys(item.group for item in mine):
        rows = teller.rows([item for item in mine if item.group == key])
        if key in ("facts", "links"):
            found.append(Section(Shown(words(key)), rows))
        else:
            found.append(Section(teller.name(key)._replace(link=""), rows))
    return found


def states_of(site: Site, unit: Unit, teller: Teller) -> Iterator[Section]:
    """The states of a page's thing over time, where it has any: a row a scheme, the first state first."""
    view = site.view
    periods = [
        fact
        for fact in view.on.get(unit.iri, ())
        if fact.property == STATE_OF and fact.accepted and PERIOD in view.types(fact.subject)
    ]
    rows: dict[str, list[tuple[tuple[str, str], Entry]]] = {}
    for fact in periods:
        begin, end = (
            [view.text(fact.subject, f"{PACT}{name}{bound}") or "" for bound in ("Earliest", "Latest")]
            for name in ("begin", "end")
        )
        told = " – ".join(teller.words.period(*days) if days[1] else "…" for days in (begin, end))
        for value in view.nodes(fact.subject, HOLDS):
            scheme = next(iter(view.nodes(value, SKOS + "inScheme")), "")
            entry = teller.entry(fact, teller.name(value)._replace(note=told))
            rows.setdefault(scheme, []).append(((begin[1], value), entry))
    if rows:
        yield Section(
            Shown(teller.words("states")),
            [
                Row(teller.name(scheme), [entry for _, entry in sorted(rows[scheme])])
                for scheme in sorted(rows)
            ],
            STATES,
        )


def _document(site: Site, unit: Unit) -> Context:
    return site.once("document", unit, lambda: site.writers.document(_quads(site, unit)))


def _embedded(site: Site, unit: Unit) -> Markup:
    """The data of a page as JSON-LD, or the head of it where that is long."""
    found = _document(site, unit)
    if len(document_text(found).encode()) > MOST_EMBEDDED:
        quads = [q for q in site.view.accepted([unit.iri]) if q.predicate.value in (*LABELS, TYPE)]
        found = site.writers.document(quads[:40])
        if len(document_text(found).encode()) > MOST_EMBEDDED:
            found = {}
    compact = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return embedded(compact if compact == shown(compact) else json.dumps(found, separators=(",", ":")))
