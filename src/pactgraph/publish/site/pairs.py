"""Comparing two regions: the pairs that have part in one paper, and what they share and do not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from ...model.landscape import Landscape, Pledge
from .pictures import paper_line
from .telling import Shown, Teller, in_one_line

if TYPE_CHECKING:
    from .site import Maker, Site

MOST_PARTIES = 30
"""Regions of a paper beyond which its pairs are not compared."""

MOST_PAIRS = 600
"""Pairs beyond which only those with an agreement of their own are compared."""

MOST_LISTED = 120


class Pair(NamedTuple):
    """Two regions, and in how many papers both have part."""

    one: str
    other: str
    papers: int


class PairLine(NamedTuple):
    """A pair in the list of pairs."""

    name: Shown
    papers: int


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """`/compare/` with the pairs, and a page for each of them, in each language."""
    landscapes = site.material.landscapes
    found = pairs(site, next(iter(landscapes.values()))) if landscapes else []
    for language, prefix in site.each_language():
        yield f"{prefix}/compare/", partial(_index, site, language, found)
        for pair in found:
            yield prefix + pair_path(site, pair), partial(_page, site, pair, language)


def pairs(site: Site, landscape: Landscape) -> list[Pair]:
    """The pairs to compare, in the order of their IRIs."""
    counts: dict[tuple[str, str], int] = {}
    own: set[tuple[str, str]] = set()
    for paper in landscape.papers:
        regions = sorted({iri for iri in paper.regions if iri in site.view.page})
        if len(regions) > MOST_PARTIES:
            continue
        for pair in combinations(regions, 2):
            counts[pair] = counts.get(pair, 0) + 1
            if paper.is_bilateral:
                own.add(pair)
    kept = counts.keys() if len(counts) <= MOST_PAIRS else own
    return [Pair(*pair, counts[pair]) for pair in sorted(kept)]


def pair_path(site: Site, pair: Pair) -> str:
    """The path of the page of a pair."""
    one, other = (site.view.page[iri].rstrip("/").rpartition("/")[2] for iri in pair[:2])
    return f"/compare/{one}--{other}/"


def _index(site: Site, language: str, found: list[Pair]) -> bytes:
    teller = site.teller(language, "/compare/")
    frame = site.frame(teller, "/compare/", teller.words("compare"))
    lines = [
        PairLine(
            Shown(_title(site, pair, language), link=teller.link(pair_path(site, pair))),
            pair.papers,
        )
        for pair in sorted(found, key=lambda pair: -pair.papers)
    ]
    return site.render("pairs.html", teller, frame, lines=lines)


def _title(site: Site, pair: Pair, language: str) -> str:
    one, other = (in_one_line(site.view.label(iri, language).text) for iri in pair[:2])
    return f"{one} – {other}"


def _page(site: Site, pair: Pair, language: str) -> bytes:
    path = pair_path(site, pair)
    teller = site.teller(language, path)
    landscape = site.material.landscapes[language]
    title = _title(site, pair, language)
    frame = site.frame(teller, path, title, section="/compare/")
    papers = [paper for paper in landscape.papers_of.get(pair.one, ()) if pair.other in paper.regions]
    sectors = {iri: _sectors(site, iri, language) for iri in pair[:2]}
    both = sectors[pair.one] & sectors[pair.other]
    named = [teller.name(iri) for iri in pair[:2]]
    columns = [
        (Shown(teller.words("shared")), _named(teller, both)),
        *(
            (name._replace(text=teller.words("only", name.text)), _named(teller, sectors[iri] - both))
            for name, iri in zip(named, pair[:2], strict=True)
        ),
    ]
    pledges = [p for p in landscape.pledges_of.get(pair.one, ()) if pair.other in p.regions]
    return site.render(
        "pair.html",
        teller,
        frame,
        names=named,
        papers=[paper_line(teller, paper) for paper in papers],
        columns=columns,
        pledges=[_pledge(teller, landscape, pledge) for pledge in pledges[:MOST_LISTED]],
    )


def _sectors(site: Site, region: str, language: str) -> set[str]:
    landscape = site.material.landscapes[language]
    papers = {sector for paper in landscape.papers_of.get(region, ()) for sector in paper.sectors}
    return papers | {s for pledge in landscape.pledges_of.get(region, ()) for s in pledge.sectors}


def _named(teller: Teller, things: set[str]) -> list[Shown]:
    return sorted((teller.name(iri) for iri in things), key=lambda one: one.text.casefold())


def _pledge(teller: Teller, landscape: Landscape, pledge: Pledge) -> Shown:
    note = landscape.strengths.get(pledge.strength, "") if pledge.strength else ""
    return teller.name(pledge.iri)._replace(note=note)
