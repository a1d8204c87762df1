"""Comparing two agents: the pairs that are partners, and what they share and what each has alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from ...rdf.namespaces import PACT
from .chapters import group_of
from .page_values import Shown, by_name, in_one_line
from .telling import Teller
from .toolkit import Maker, Toolkit

STANDS_FOR = PACT + "standsFor"
"""The derived property that says for which territory a government stands."""

MOST_PAIRS = 600
"""Pairs beyond which only those with an agreement of their own are compared."""

MOST_ALONE = 60
"""Things of a class that a page lists of those that one has alone."""


class Pair(NamedTuple):
    """Two agents, in how many things they are partners, and whether one of those is of just the two."""

    one: str
    other: str
    things: int
    is_bilateral: bool


class PairLine(NamedTuple):
    """A pair in the list of pairs."""

    name: Shown
    things: int


class Column(NamedTuple):
    """Things of a class that both or one of them have: a heading, those that are listed, and how many there
    are."""

    heading: str
    values: list[Shown]
    total: int


class PairGroup(NamedTuple):
    """What two agents have of a class: of both as a table where partners meet there, and by side."""

    heading: str
    columns: list[Column]


def pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
    """`/compare/` with the pairs, and a page for each of them, in each language."""
    every = pairs(site)
    found = every if len(every) <= MOST_PAIRS else [pair for pair in every if pair.is_bilateral]
    for language, prefix in site.each_language():
        yield f"{prefix}/compare/", partial(_index, site, language, found, len(every))
        for pair in found:
            yield prefix + pair_path(site, pair), partial(_page, site, pair, language)


def pairs(site: Toolkit) -> list[Pair]:
    """The pairs of partners that have pages, in the order of their IRIs."""
    found = []
    for one, rows in site.rows.partners.items():
        for other in sorted({row.partner for row in rows if one < row.partner}):
            shared = [row for row in rows if row.partner == other]
            ways = {row.way for row in shared}
            if one in site.view.page and other in site.view.page:
                found.append(Pair(one, other, len({row.thing for row in shared}), "bilateral" in ways))
    return sorted(found)


def pair_path(site: Toolkit, pair: Pair) -> str:
    """The path of the page of a pair."""
    one, other = (site.view.page[iri].rstrip("/").rpartition("/")[2] for iri in pair[:2])
    return f"/compare/{one}--{other}/"


def _index(site: Toolkit, language: str, found: list[Pair], every: int) -> bytes:
    teller = site.teller(language, "/compare/")
    frame = site.frame(teller, "/compare/", teller.say("compare"))
    lines = [
        PairLine(Shown(_title(site, pair, language), link=teller.link(pair_path(site, pair))), pair.things)
        for pair in sorted(found, key=lambda pair: -pair.things)
    ]
    return site.render("pairs.html", teller, frame, lines=lines, total=every)


def _title(site: Toolkit, pair: Pair, language: str) -> str:
    one, other = (in_one_line(site.view.label(iri, language).text) for iri in pair[:2])
    return f"{one} – {other}"


def _page(site: Toolkit, pair: Pair, language: str) -> bytes:
    path = pair_path(site, pair)
    teller = site.teller(language, path)
    frame = site.frame(teller, path, _title(site, pair, language), section="/compare/")
    themselves = {*pair[:2], *(land for iri in pair[:2] for land in site.view.nodes(iri, STANDS_FOR))}
    one, other = (site.rows.around.get(iri, set()) - themselves for iri in pair[:2])
    groups: dict[str, list[list[str]]] = {}
    for number, side in enumerate((one & other, one - other, other - one)):
        for iri in side:
            groups.setdefault(group_of(site, iri), [[], [], []])[number].append(iri)
    kinds = sorted(map(teller.wording.kind, groups), key=lambda kind: (kind.rank, kind.iri.value))
    return site.render(
        "pair.html",
        teller,
        frame,
        names=[teller.name(iri) for iri in pair[:2]],
        groups=[PairGroup(kind.plural, _columns(teller, pair, groups[kind.iri.value])) for kind in kinds],
    )


def _columns(teller: Teller, pair: Pair, sides: list[list[str]]) -> list[Column]:
    """What both have, and what each has alone."""
    alone = [teller.say("only", teller.name(iri).text) for iri in pair[:2]]
    found = []
    for heading, things in zip((teller.say("shared"), *alone), sides, strict=True):
        values = sorted(map(teller.noted, things), key=by_name)
        most = MOST_ALONE if heading in alone else len(values)
        found.append(Column(heading, values[:most], len(values)))
    return found
