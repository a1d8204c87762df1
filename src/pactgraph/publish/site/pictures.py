"""Pictures: pages with the network, time line, map and matrix, and the network around a partner."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from ..draw import KINDS, Kind, Look, NothingToDraw, draw, to_svg
from ..draw.landscape import Landscape
from .page_values import PaperLine, by_name
from .telling import Teller
from .toolkit import Maker, Toolkit

WIDE, NARROW, AROUND = 1000, 390, 760
MOST_PAPERS = 100
"""Papers that a page lists below its picture, the latest ones."""


def pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
    """A page for each kind of picture in each language."""
    for kind in KINDS:
        for language, prefix in site.each_language():
            yield f"{prefix}/{kind}/", partial(_page, site, kind, language)


def drawn(kind: Kind, landscape: Landscape, teller: Teller, width: int) -> Markup:
    """A picture as an element of a page, whose things lead to their pages. Raises NothingToDraw."""

    def link(iri: str) -> str | None:
        path = teller.path(iri)
        return teller.link(path) if path else None

    look = Look(width, landscape.language, heading=False)
    return Markup(to_svg(draw(kind, landscape, look), link=link, inline=True, styled=False))


def both(kind: Kind, landscape: Landscape, teller: Teller, wide: int = WIDE) -> list[tuple[str, Markup]]:
    """A picture for wide and for narrow pages, with the names of their classes; none where it would show
    nothing."""
    try:
        return [
            ("wide", drawn(kind, landscape, teller, wide)),
            ("narrow", drawn(kind, landscape, teller, NARROW)),
        ]
    except NothingToDraw:
        return []


def around(site: Toolkit, teller: Teller, iri: str) -> list[tuple[str, Markup]]:
    """The network around a partner, as `both` gives it; nothing for other things."""
    landscape = site.material.landscapes[teller.language]
    if iri not in landscape.meetings_of:
        return []
    return both("network", landscape.around(iri), teller, AROUND)


def _page(site: Toolkit, kind: Kind, language: str) -> bytes:
    path = f"/{kind}/"
    teller = site.teller(language, path)
    frame = site.frame(teller, path, teller.say(kind), pictures=True)
    return site.render(
        "picture.html",
        teller,
        frame,
        kind=kind,
        pictures=both(kind, site.material.landscapes[language], teller),
        others=[(teller.link(f"/{other}/"), teller.say(other), other == kind) for other in KINDS],
        papers=paper_lines(site, teller, site.papers[:MOST_PAPERS]),
        papers_heading=site.papers_heading(language),
        total=len(site.papers),
    )


def paper_lines(site: Toolkit, teller: Teller, things: list[str]) -> list[PaperLine]:
    """What makes partners in words: name with time and states, who has part in each, which sectors."""
    rows = site.rows
    return [
        PaperLine(
            teller.noted(iri),
            sorted((teller.name(one) for one in rows.partners_in(iri)), key=by_name),
            sorted((teller.name(one) for one in rows.sectors.get(iri, ())), key=by_name),
        )
        for iri in things
    ]
