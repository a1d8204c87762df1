"""The templates of pages, with the words and the elements of one language each."""

from __future__ import annotations

from pathlib import Path

import jinja2
from markupsafe import Markup

from ...prose.texts import Texts
from .elements import Elements

FOLDER = Path(__file__).parent
OUR_TITLE = "Pactgraph"
"""The title of the dataset that the logo stands for."""


def _logo() -> Markup:
    """The logo as an element beside the name, which says the same."""
    text = (FOLDER / "assets" / "logo.svg").read_text(encoding="utf-8")
    text = text.replace(' xmlns="http://www.w3.org/2000/svg"', "").replace("\n", "")
    return Markup(
        text.replace(
            'role="img" aria-label="Pactgraph"', 'class="logo" width="24" height="24" aria-hidden="true"'
        )
    )


def environment_of(texts: Texts, title: str) -> jinja2.Environment:
    """What renders templates in the language of `texts`, on a site with a title."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        cache_size=-1,
    )

    elements = Elements(texts)
    environment.globals.update(site_title=title, logo=_logo() if title == OUR_TITLE else "")
    environment.filters.update(
        say=texts.say,
        bdi=elements.bdi,
        shown=elements.shown,
        entry=elements.entry,
        head=elements.head,
        rows=elements.rows,
        spoken=elements.spoken,
        sources=elements.sources,
        lines=elements.lines,
        papers=elements.papers,
        parts=elements.parts,
        data=elements.data,
        relations=elements.relations,
        languages=elements.languages,
    )
    return environment
