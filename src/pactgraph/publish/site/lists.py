"""Lists of things by kind, with filters, and the list of the lists."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from ...rdf.layout import natural
from ...rdf.namespaces import PACT
from .chapters import sections_of
from .fact import is_told
from .page_values import Line, ListEntry, Section, Shown, in_short, shown
from .site_view import PageSubject
from .telling import Teller
from .things import files_of, head_told, relations_of
from .toolkit import Maker, Toolkit
from .wording import Wording

MOST_ROWS = 150
"""Rows of one part of a list."""

MOST_CHOICES = 40
"""Values of a filter, the most frequent ones."""

MOST_FACETS = 8
YEAR, PARTNERS, SECTORS = "year", "partners", "sectors"
"""Filters that are no property's: by the year of a thing, by who has part in it, by what it touches."""

SORTING = frozenset({PACT + "Partner", PACT + "Context"})
"""Roles of the things by which others can be sorted."""


class FilterChoice(NamedTuple):
    """A value of a filter: its number in the list's page, its text, of how many things it is one, and its
    IRI where it has one."""

    number: int
    text: str
    things: int
    iri: str = ""


class Facet(NamedTuple):
    """A filter: its name and choices."""

    name: str
    choices: list[FilterChoice]


@dataclass(frozen=True, slots=True)
class Listing:
    """The things of a list, in order, each with the numbers of its choices; and its filters."""

    units: list[tuple[PageSubject, str]]
    facets: list[Facet]


def pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
    """Each list in each language, in parts, its lines as a script where it has several; and `/lists/`."""
    for kind in site.kinds:
        count = len(site.view.things(kind))
        parts = max(1, -(-count // MOST_ROWS))
        for language, prefix in site.each_language():
            for number in range(1, parts + 1):
                yield prefix + list_path(kind, number), partial(_page, site, kind, language, number, parts)
            if parts > 1:
                yield prefix + _rows_path(kind), partial(_rows, site, kind, language)
    for language, prefix in site.each_language():
        yield f"{prefix}/lists/", partial(_lists, site, language)


def list_path(kind: str, number: int = 1) -> str:
    """The path of a part of the list of a kind."""
    return f"/{kind}/" if number == 1 else f"/lists/{kind}/{number}/"


def _rows_path(kind: str) -> str:
    return f"/lists/{kind}/rows.js"


def listing(site: Toolkit, kind: str, language: str) -> Listing:
    """The list of a kind in a language; the one made last is kept for the next part of it."""
    return site.once("listing", (kind, language), lambda: _listing(site, kind, language))


def _listing(site: Toolkit, kind: str, language: str) -> Listing:
    wording = site.wordings[language]
    numbers: dict[tuple[str, str], int] = {}
    counts: Counter[int] = Counter()
    units = []
    for unit in _in_order(site.view.things(kind), wording):
        mine = [numbers.setdefault(choice, len(numbers) + 1) for choice in _choices(unit, wording)]
        counts.update(mine)
        units.append((unit, " ".join(map(str, mine))))
    facets: dict[str, list[FilterChoice]] = {}
    for (facet, value), number in numbers.items():
        text = value if facet == YEAR else shown(in_short(wording.label(value).text, 60))
        choice = FilterChoice(number, text, counts[number], "" if facet == YEAR else value)
        facets.setdefault(facet, []).append(choice)
    kept = [facet for facet, choices in facets.items() if len(choices) > 1]
    kept.sort(key=lambda facet: _place(facet, wording))
    return Listing(units, [_facet(facet, facets[facet], wording) for facet in kept[:MOST_FACETS]])


def _in_order(units: list[PageSubject], wording: Wording) -> list[PageSubject]:
    """Things in the order of time where most have one, else by name."""
    if sum(1 for unit in units if wording.days(unit.iri)) * 2 > len(units):
        return sorted(units, key=lambda unit: wording.by_day(unit.iri))
    return sorted(units, key=lambda unit: (wording.label(unit.iri).text.casefold(), unit.path))


def _place(facet: str, wording: Wording) -> tuple[object, ...]:
    own = (PARTNERS, SECTORS, YEAR)
    return (0, own.index(facet)) if facet in own else (1, wording.place(facet))


def _facet(facet: str, choices: list[FilterChoice], wording: Wording) -> Facet:
    kept = sorted(choices, key=lambda one: (-one.things, one.text))[:MOST_CHOICES]
    own = facet in (PARTNERS, SECTORS, YEAR)
    name = wording.texts.say(facet) if own else shown(wording.label(facet).text)
    return Facet(name, sorted(kept, key=lambda one: natural(one.text.casefold())))


def lines_of(teller: Teller, units: list[tuple[PageSubject, str]]) -> list[Line]:
    """Things as lines of a list."""
    return [Line(teller.name(unit.iri), teller.wording.summary(unit.iri), choices) for unit, choices in units]


def _choices(unit: PageSubject, wording: Wording) -> Iterator[tuple[str, str]]:
    """The filters that a thing goes with, each with a value: its partners and sectors, its year, and the
    values of properties by which things can be sorted."""
    view, rows = wording.view, wording.rows
    partners, sectors = rows.partners_in(unit.iri), rows.sectors.get(unit.iri, [])
    filtered = {*partners, *sectors}
    yield from ((PARTNERS, partner) for partner in partners)
    yield from ((SECTORS, sector) for sector in sectors)
    for fact in view.of.get(unit.iri, ()):
        value = fact.value
        class_ = rows.class_of.get(value) if isinstance(value, str) and value not in filtered else None
        if class_ and fact.accepted and is_told(fact):
            role = wording.kind(class_).role
            if role is not None and role.value in SORTING:
                yield fact.property, str(value)
    days = wording.days(unit.iri)
    if days is not None:
        yield YEAR, shown((days[0] or days[1])[:4])


def _page(site: Toolkit, kind: str, language: str, number: int, parts: int) -> bytes:
    path = list_path(kind, number)
    teller = site.teller(language, path)
    found = listing(site, kind, language)
    lines = lines_of(teller, found.units[(number - 1) * MOST_ROWS : number * MOST_ROWS])
    name = site.heading(kind, language)
    unit = site.view.units.get(f"/{kind}/")
    title = name.text if number == 1 else f"{name.text}, {teller.say('part', number, parts)}"
    frame = site.frame(teller, path, title, section=f"/{kind}/", script=len(found.units) > 5)
    sections: list[Section] = []
    entry, names, texts = ListEntry(name), list[ListEntry](), list[ListEntry]()
    files = [] if unit is None else files_of(teller, unit.path)
    if unit is not None and number == 1:
        frame.relations += relations_of(site, unit, files)
        entry, names, texts = head_told(site, unit, teller)
        entry = entry._replace(value=name)
        sections = sections_of(site, unit, teller, None)
    return site.render(
        "list.html",
        teller,
        frame,
        name=entry,
        names=names,
        texts=texts,
        lines=lines,
        total=len(found.units),
        facets=found.facets,
        told_facets=[
            (facet.name, [(_told(teller, choice), choice.things) for choice in facet.choices])
            for facet in (found.facets if number == 1 else ())
        ],
        rows_script=teller.link(_rows_path(kind)) if parts > 1 else "",
        part_list=[(n, teller.link(list_path(kind, n)), n == number) for n in range(1, parts + 1)]
        if parts > 1
        else [],
        sections=sections,
        source_list=teller.sources(),
        files=files,
    )


def _told(teller: Teller, choice: FilterChoice) -> Shown:
    return teller.name(choice.iri) if choice.iri else Shown(choice.text)


def _rows(site: Toolkit, kind: str, language: str) -> bytes:
    """The lines of a list for the filter's script: name, link, note, choices. Links are from the list's first
    part, and begin with the way to the top, which the script replaces on further parts."""
    lines = lines_of(site.teller(language, list_path(kind)), listing(site, kind, language).units)
    rows = [[line.value.text, line.value.link, line.note, line.choices] for line in lines]
    return f"pactgraph.rows({json.dumps(rows, ensure_ascii=False, separators=(',', ':'))})\n".encode()


def _lists(site: Toolkit, language: str) -> bytes:
    teller = site.teller(language, "/lists/")
    frame = site.frame(teller, "/lists/", teller.say("all-lists"))
    return site.render("lists.html", teller, frame, lists=counted(site, teller))


def counted(site: Toolkit, teller: Teller) -> list[tuple[Shown, int]]:
    """Every list with the number of its things."""
    language = teller.language
    return [
        (
            site.heading(kind, language)._replace(link=teller.link(list_path(kind))),
            len(site.view.things(kind)),
        )
        for kind in site.kinds
    ]
