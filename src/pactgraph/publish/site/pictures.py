"""Pictures: pages with the network, time line, map and matrix, and the network around a region."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from ...model.landscape import Landscape, Paper
from ..draw import KINDS, Kind, Look, draw, to_svg
from .telling import Shown, Teller

if TYPE_CHECKING:
    from .site import Maker, Site

WIDE, NARROW, AROUND = 1000, 390, 760
MOST_PAPERS = 100
"""Papers that a page lists below its picture, the latest ones."""


class PaperLine(NamedTuple):
    """A paper in words: its name, when, which regions, which sectors."""

    paper: Shown
    date: str
    regions: list[Shown]
    sectors: list[Shown]


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """A page for each kind of picture in each language that has what it shows."""
    for kind in KINDS:
        for language, prefix in site.each_language():
            if language in site.material.landscapes:
                yield f"{prefix}/{kind}/", partial(_page, site, kind, language)


def drawn(kind: Kind, landscape: Landscape, teller: Teller, width: int) -> Markup:
    """A picture as an element of a page, whose things lead to their pages."""

    def link(iri: str) -> str | None:
        path = teller.path(iri)
        return teller.link(path) if path else None

    look = Look(width, landscape.language, heading=False)
    return Markup(to_svg(draw(kind, landscape, look), link=link, inline=True, styled=False))


def around(site: Site, teller: Teller, iri: str) -> list[tuple[str, Markup]]:
    """The network around a region that has part in a paper, as `both` gives it; nothing for other things."""
    landscape = site.material.landscapes.get(teller.words.language)
    if landscape is None or iri not in landscape.papers_of:
        return []
    return both("network", landscape.around(iri), teller, AROUND)


def both(kind: Kind, landscape: Landscape, teller: Teller, wide: int = WIDE) -> list[tuple[str, Markup]]:
    """A picture for wide and for narrow pages, with the names of their classes."""
    return [
        ("wide", drawn(kind, landscape, teller, wide)),
        ("narrow", drawn(kind, landscape, teller, NARROW)),
    ]


def _page(site: Site, kind: Kind, language: str) -> bytes:
    path = f"/{kind}/"
    teller = site.teller(language, path)
    landscape = site.material.landscapes[language]
    frame = site.frame(teller, path, teller.words(kind), pictures=True)
    latest = sorted(landscape.papers, key=lambda paper: (paper.latest or "", paper.iri), reverse=True)
    return site.render(
        "picture.html",
        teller,
        frame,
        kind=kind,
        pictures=both(kind, landscape, teller),
        others=[(teller.link(f"/{other}/"), teller.words(other), other == kind) for other in KINDS],
        papers=[paper_line(teller, paper) for paper in latest[:MOST_PAPERS]],
        list_all=teller.link("/agreement/") if len(latest) > MOST_PAPERS else "",
    )


def paper_line(teller: Teller, paper: Paper) -> PaperLine:
    """A paper in words."""
    return PaperLine(
        teller.name(paper.iri),
        teller.words.period(paper.earliest or "", paper.latest or "")
        if paper.earliest or paper.latest
        else "",
        [teller.name(iri) for iri in dict.fromkeys(paper.regions)],
        [teller.name(iri) for iri in paper.sectors],
    )
