"""The start page, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...model.landscape import Landscape
from ..draw import Kind
from .addresses import Linker
from .lists import counted
from .pictures import both, paper_line
from .telling import Shown

if TYPE_CHECKING:
    from .site import Maker, Site

LATEST = 6
"""Papers that the start page names."""


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """The start page in each language, and `/404.html`."""
    for language, prefix in site.each_language():
        yield f"{prefix}/", partial(_page, site, language)
    yield "/404.html", partial(_not_found, site)


def _page(site: Site, language: str) -> bytes:
    teller = site.teller(language, "/")
    words, landscape = teller.words, site.material.landscapes.get(language)
    frame = site.frame(
        teller, "/", words("claim"), pictures=landscape is not None, description=words("claim")
    )
    papers = sorted(
        landscape.papers if landscape else (), key=lambda p: (p.latest or "", p.iri), reverse=True
    )
    questions = site.material.questions
    return site.render(
        "start.html",
        teller,
        frame,
        pictures=both(_kind(landscape), landscape, teller) if landscape else [],
        lists=counted(site, teller),
        papers=[paper_line(teller, paper) for paper in papers[:LATEST]],
        questions=[
            Shown(
                question.titles.get(language) or question.summary,
                link=teller.link(f"/questions/{question.name}/"),
            )
            for question in questions[:8]
        ],
    )


def _kind(landscape: Landscape) -> Kind:
    """The picture to begin with: a map where it is known where any region lies."""
    return "map" if any(region.longitude is not None for region in landscape.regions) else "network"


def _not_found(site: Site) -> bytes:
    """The page that hosts give for any address: where the site's is known, its links begin with that."""
    language = site.settings.languages[0]
    teller = site.teller(language, "/404.html")
    url = site.settings.url
    if url is not None:
        teller.use(Linker(urlsplit(url).path or "/"))
    frame = site.frame(teller, "/404.html", teller.words("not-found"))
    frame.languages, frame.translations, frame.canonical = [], [], ""
    return site.render("missing.html", teller, frame, lists=counted(site, teller))
