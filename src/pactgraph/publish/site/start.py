"""The start page, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from .addresses import Linker
from .lists import counted
from .page_values import Shown
from .pictures import both, paper_lines
from .toolkit import Maker, Toolkit

LATEST = 6
"""Papers that the start page names."""


def pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
    """The start page in each language, and `/404.html`."""
    for language, prefix in site.each_language():
        yield f"{prefix}/", partial(_page, site, language)
    yield "/404.html", partial(_not_found, site)


def _page(site: Toolkit, language: str) -> bytes:
    teller = site.teller(language, "/")
    say, landscape = teller.say, site.material.landscapes[language]
    frame = site.frame(teller, "/", say("claim"), pictures=True, description=say("claim"))
    questions = site.material.answered
    return site.render(
        "start.html",
        teller,
        frame,
        pictures=both("map", landscape, teller) or both("network", landscape, teller),
        lists=counted(site, teller),
        papers=paper_lines(site, teller, site.papers[:LATEST]),
        papers_heading=site.papers_heading(language),
        total=len(site.papers),
        questions=[
            Shown(
                question.titles.get(language) or question.summary,
                link=teller.link(f"/questions/{question.name}/"),
            )
            for question in questions[:8]
        ],
    )


def _not_found(site: Toolkit) -> bytes:
    """The page that hosts give for any address: where the site's is known, its links begin with that."""
    language = site.settings.languages[0]
    teller = site.teller(language, "/404.html")
    url = site.settings.url
    if url is not None:
        teller.use(Linker(urlsplit(url).path or "/"))
    frame = site.frame(teller, "/404.html", teller.say("not-found"))
    frame.languages, frame.translations, frame.canonical = [], [], ""
    return site.render("missing.html", teller, frame, lists=counted(site, teller))
