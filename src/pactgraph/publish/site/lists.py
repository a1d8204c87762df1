"""Lists of things by kind, with filters, and the list of the lists."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ...model.layout import natural
from ...model.namespaces import PACT
from .telling import Entry, Line, Shown, Teller, in_short, shown, tag
from .view import Unit
from .words import KINDS

if TYPE_CHECKING:
    from .site import Maker, Site
    from .things import Section

MOST_ROWS = 150
"""Rows of one part of a list."""

MOST_CHOICES = 40
"""Values of a filter, the most frequent ones."""

_FACETS = tuple(
    PACT + name
    for name in (
        "country",
        "kind",
        "stage",
        "existence",
        "status",
        "strength",
        "party",
        "committer",
        "participant",
        "sector",
    )
)
_DATED = frozenset({"agreement", "document", "release", "event"})


class Choice(NamedTuple):
    """A value of a filter: its number in the list's page, its text, of how many things it is one, and its
    IRI where it has one."""

    number: int
    text: str
    things: int
    iri: str = ""


class Facet(NamedTuple):
    """A filter: its name and choices."""

    name: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Listing:
    """The things of a list, in order, each with the numbers of its choices; and its filters."""

    units: list[tuple[Unit, str]]
    facets: list[Facet]


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Each list in each language, in parts, its lines as a script where it has several; and `/lists/`."""
    for kind, count in _kinds(site).items():
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


def _kinds(site: Site) -> dict[str, int]:
    """The kinds that have a list, with the number of their things: ours first, in the order of the menus."""
    view = site.view
    kinds = {unit.kind for unit in view.units.values()} - {"def"}
    ordered = [kind for kind in KINDS if kind in kinds] + sorted(kinds - KINDS.keys())
    return {kind: len(view.things(kind)) for kind in ordered}


def heading(site: Site, kind: str, language: str) -> Shown:
    """What the list of a kind is called."""
    words = site.words[language].kind(kind)
    if words is not None:
        return Shown(words)
    scheme = site.view.units.get(f"/{kind}/")
    if scheme is None:
        return Shown(kind.replace("-", " ").capitalize())
    label = site.view.label(scheme.iri, language)
    return Shown(shown(in_short(label.text)), tag(label, language))


def listing(site: Site, kind: str, language: str) -> Listing:
    """The list of a kind in a language; the one made last is kept for the next part of it."""
    if site.listed is None or site.listed[0] != (kind, language):
        site.listed = (kind, language), _listing(site, kind, language)
    return site.listed[1]


def _listing(site: Site, kind: str, language: str) -> Listing:
    view, words = site.view, site.words[language]
    numbers: dict[tuple[str, str], int] = {}
    counts: Counter[int] = Counter()
    units = []
    for unit in sorted(view.things(kind), key=partial(_order, site, kind, language)):
        mine = [numbers.setdefault(choice, len(numbers) + 1) for choice in _choices(site, unit)]
        counts.update(mine)
        units.append((unit, " ".join(map(str, mine))))
    facets = []
    for property_ in (*_FACETS, "year"):
        found = [
            Choice(
                number,
                _choice(site, property_, value, language),
                counts[number],
                "" if property_ == "year" else value,
            )
            for (facet, value), number in numbers.items()
            if facet == property_
        ]
        if len(found) > 1:
            kept = sorted(found, key=lambda one: (-one.things, one.text))[:MOST_CHOICES]
            name = words("year") if property_ == "year" else shown(view.label(property_, language).text)
            facets.append(Facet(name, sorted(kept, key=lambda one: natural(one.text.casefold()))))
    return Listing(units, facets)


def _choice(site: Site, property_: str, value: str, language: str) -> str:
    return value if property_ == "year" else shown(in_short(site.view.label(value, language).text, 60))


def lines_of(teller: Teller, units: list[tuple[Unit, str]]) -> list[Line]:
    """Things as lines of a list."""
    return [Line(teller.name(unit.iri), teller.summary(unit.iri), choices) for unit, choices in units]


def _choices(site: Site, unit: Unit) -> Iterator[tuple[str, str]]:
    for property_ in _FACETS:
        for value in dict.fromkeys(site.view.nodes(unit.iri, property_)):
            yield property_, value
    period = site.view.day(unit.iri)
    if period is not None:
        yield "year", shown((period[0] or period[1])[:4])


def _order(site: Site, kind: str, language: str, unit: Unit) -> tuple[object, ...]:
    name = (site.view.label(unit.iri, language).text.casefold(), unit.path)
    if kind in _DATED:
        period = site.view.day(unit.iri) or ("9", "9")
        return (period[0] or period[1], *name)
    return name


def _page(site: Site, kind: str, language: str, number: int, parts: int) -> bytes:
    from .things import files_of, head_told, relations_of, sections_of

    path = list_path(kind, number)
    teller = site.teller(language, path)
    found = listing(site, kind, language)
    lines = lines_of(teller, found.units[(number - 1) * MOST_ROWS : number * MOST_ROWS])
    name = heading(site, kind, language)
    unit = site.view.units.get(f"/{kind}/")
    title = name.text if number == 1 else f"{name.text}, {teller.words('part', number, parts)}"
    frame = site.frame(teller, path, title, section=f"/{kind}/", script=len(found.units) > 5)
    sections: list[Section] = []
    entry, names, texts = Entry(name), list[Entry](), list[Entry]()
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


def _told(teller: Teller, choice: Choice) -> Shown:
    return teller.name(choice.iri) if choice.iri else Shown(choice.text)


def _rows(site: Site, kind: str, language: str) -> bytes:
    """The lines of a list for the filter's script: name, link, note, choices. Links are from the list's first
    part, and begin with the way to the top, which the script replaces on further parts."""
    lines = lines_of(site.teller(language, list_path(kind)), listing(site, kind, language).units)
    rows = [[line.value.text, line.value.link, line.note, line.choices] for line in lines]
    return f"pactgraph.rows({json.dumps(rows, ensure_ascii=False, separators=(',', ':'))})\n".encode()


def _lists(site: Site, language: str) -> bytes:
    teller = site.teller(language, "/lists/")
    frame = site.frame(teller, "/lists/", teller.words("all-lists"))
    return site.render("lists.html", teller, frame, lists=counted(site, teller))


def counted(site: Site, teller: Teller) -> list[tuple[Shown, int]]:
    """Every list with the number of its things."""
    language = teller.words.language
    return [
        (heading(site, kind, language)._replace(link=teller.link(list_path(kind))), count)
        for kind, count in _kinds(site).items()
    ]
