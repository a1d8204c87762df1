"""The pages of things: a record, a concept, a document; in parts where one page cannot hold it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from markupsafe import Markup
from pyoxigraph import Literal, Quad

from ..context import Context
from ..jsonld import document_text
from .addresses import is_link
from .chapters import head_of, part_count, partners_of, sections_of, states_of
from .documents import passage_sections, text_link, text_pages
from .fact import Fact, FactLabel
from .page_values import (
    File,
    ListEntry,
    Relation,
    Shown,
    embedded,
    in_one_line,
    in_short,
    shown,
    tag,
)
from .pictures import around
from .rdf import SUFFIXES
from .site_view import (
    LABELS,
    TYPE,
    VOCABULARY,
    PageSubject,
)
from .telling import NAMES, TEXTS, Teller
from .toolkit import Maker, Toolkit

MOST_EMBEDDED = 5000
"""Characters of JSON-LD that a page has in itself; of more it has the head."""


def pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
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


def data_files(site: Toolkit, unit: PageSubject) -> Iterator[tuple[str, Maker]]:
    """The data files of a page: `/region/saxony.ttl` and so on."""
    for suffix, (format_name, _, _) in SUFFIXES.items():
        yield data_path(unit.path, suffix), partial(_data, site, unit, format_name)


def data_path(path: str, suffix: str) -> str:
    """The path of a data file beside a page."""
    return path.rstrip("/") + suffix


def _data(site: Toolkit, unit: PageSubject, format_name: str) -> bytes:
    if format_name == "jsonld":
        return document_text(_document(site, unit)).encode()
    return site.writers.written(_quads(site, unit), format_name)


def _quads(site: Toolkit, unit: PageSubject) -> list[Quad]:
    return site.once("quads", unit, lambda: site.view.accepted(unit.subjects))


def files_of(teller: Teller, path: str) -> list[File]:
    """The data files of a page, for its foot."""
    return [
        File(teller.file(data_path(path, suffix)), media, name)
        for suffix, (_, media, name) in SUFFIXES.items()
    ]


def relations_of(site: Toolkit, unit: PageSubject, files: list[File]) -> list[Relation]:
    """The typed links of a page about a thing with some data files (signposting.org, FAIR level 1)."""
    iri = site.writers.iri(unit.iri)
    return [
        *([Relation("cite-as", shown(iri))] if is_link(iri) else ()),
        *(Relation("alternate", file.href, file.type) for file in files),
        *(Relation("type", site.writers.iri(one)) for one in site.view.types(unit.iri)[:4] if is_link(one)),
    ]


def _page(site: Toolkit, unit: PageSubject, language: str, number: int, count: int) -> bytes:
    view = site.view
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
        if number == 1:
            sections = [*partners_of(site, unit, teller), *states_of(site, unit, teller)]
        sections += sections_of(site, unit, teller, place)
    passages = told[number - 1] if number <= len(told) else []
    passage_list = passage_sections(teller, passages)
    pictures = around(site, teller, unit.iri) if number == 1 else []
    frame = site.frame(
        teller,
        path,
        label.text if number == 1 else f"{label.text}, {teller.say('part', number, count)}",
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
        summary=teller.wording.summary(unit.iri) if number == 1 else "",
        list_path=f"/{unit.kind}/",
        list_name=site.heading(unit.kind, language).text,
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


def plain_title(teller: Teller, label: FactLabel) -> ListEntry:
    """The title of a page, without sources."""
    return ListEntry(Shown(shown(in_short(label.text)), tag(label, teller.language)))


def head_told(
    site: Toolkit, unit: PageSubject, teller: Teller
) -> tuple[ListEntry, list[ListEntry], list[ListEntry]]:
    """The title of a thing's page, its other names, and its texts."""
    head = site.once("head", unit, lambda: head_of(site, unit))
    label = site.view.label(unit.iri, teller.language)
    title, names = _names(teller, label, [fact for fact in head if fact.property in NAMES])
    return title, names, [teller.entry((f,), teller.value(f.value)) for f in head if f.property in TEXTS]


def _names(teller: Teller, label: FactLabel, facts: list[Fact]) -> tuple[ListEntry, list[ListEntry]]:
    """The title of a page, with its sources where the head names them, and its other names."""
    title = plain_title(teller, label)
    others = []
    for fact in facts:
        assert isinstance(fact.value, Literal)
        language = fact.value.language or ""
        entry = teller.entry((fact,), Shown(shown(fact.value.value), language))
        if (fact.value.value, language) == label and fact.accepted:
            title = ListEntry(title.value, entry.sources)
        else:
            others.append(entry)
    return title, others


def _document(site: Toolkit, unit: PageSubject) -> Context:
    return site.once("document", unit, lambda: site.writers.document(_quads(site, unit)))


def _embedded(site: Toolkit, unit: PageSubject) -> Markup:
    """The data of a page as JSON-LD, or the head of it where that is long."""
    found = _document(site, unit)
    if len(document_text(found).encode()) > MOST_EMBEDDED:
        quads = [q for q in site.view.accepted([unit.iri]) if q.predicate.value in (*LABELS, TYPE)]
        found = site.writers.document(quads[:40])
        if len(document_text(found).encode()) > MOST_EMBEDDED:
            found = {}
    compact = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return embedded(compact if compact == shown(compact) else json.dumps(found, separators=(",", ":")))
