"""The templates of pages, with the words and the elements of one language each."""

from __future__ import annotations

from pathlib import Path

import jinja2
from jinja2.bccache import Bucket
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


def compiled() -> jinja2.BytecodeCache:
    """What keeps templates compiled, so that languages share them: each has globals of its own."""

    class CompiledTemplates(jinja2.BytecodeCache):
        def __init__(self) -> None:
            self._codes: dict[str, bytes] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            if bucket.key in self._codes:
                bucket.bytecode_from_string(self._codes[bucket.key])

        def dump_bytecode(self, bucket: Bucket) -> None:
            self._codes[bucket.key] = bucket.bytecode_to_string()

    return CompiledTemplates()


def environment_of(texts: Texts, title: str, compiled: jinja2.BytecodeCache) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        bytecode_cache=compiled,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        cache_size=-1,
    )

    @jinja2.pass_context  # else the compiler would put in the words of the language that comes first
    def say(context: object, name: str, *values: object) -> str:
        return texts.say(name, *values)

    elements = Elements(texts)
    environment.globals.update(site_title=title, logo=_logo() if title == OUR_TITLE else "")
    environment.filters.update(
        say=say,
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
