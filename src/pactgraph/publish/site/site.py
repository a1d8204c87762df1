"""The site: every path with its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import Markup

from ...model.question import Question
from ..draw.palette import style_sheet
from ..export import vocabulary_of
from .addresses import Linker
from .elements import Elements
from .frame import Frame, Relation
from .material import Material, Settings
from .rdf import Writers
from .telling import Teller, in_one_line
from .view import Unit, View
from .vocabulary import used_terms
from .words import MAIN, NAMES, Words

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

    from .lists import Listing
    from .vocabulary import Shapes

FOLDER = Path(__file__).parent
BATCH, WHOLE = 60, 1_000_000
"""Pages of a batch: for those that share much, and for those that share all."""

OUR_TITLE, LONGEST_TITLE = "Pactgraph", 60
"""The title of the dataset that the logo stands for; characters of a title that pages are headed with."""

Maker = Callable[[], bytes]
Made = TypeVar("Made")
Menu = list[tuple[str, str]]


class Site:
    """The pages of a site by path. Each page is made when it is asked for, the same bytes each time.

    `linker` makes the links: relative ones by default, which open from disk.
    """

    def __init__(self, material: Material, settings: Settings, linker: Linker | None = None) -> None:
        self.material = material
        self.settings = settings
        self.linker = linker or Linker()
        self.view = View(material.facts, material.prefixes)
        self.writers = Writers(vocabulary_of(material.facts.dataset), material.prefixes, settings.base)
        self.words = {language: Words(language) for language in settings.languages}
        compiled = _compiled()
        title = in_one_line(material.about.title, LONGEST_TITLE)
        self._environments = {
            language: _environment(words, title, compiled) for language, words in self.words.items()
        }
        self.listed: tuple[tuple[str, str], Listing] | None = None
        self._made_for: Unit | None = None
        self._made: dict[str, Any] = {}
        self._drawn_menus: dict[tuple[str, str, int, str, bool], Markup] = {}
        self._makers: dict[str, Maker] = {}
        self._batches: list[list[str]] = []
        for section, most in self._sections():
            self._add(section, most)

    def paths(self) -> list[str]:
        """Every path."""
        return list(self._makers)

    def batches(self) -> list[list[str]]:
        """Every path, in batches that share most work: made in this order, one of them at a time."""
        return self._batches

    def _add(self, section: Iterable[tuple[str, Maker]], most: int) -> None:
        """Adds pages, in batches of at most `most`."""
        start = len(self._makers)
        self._makers.update(section)
        paths = list(islice(self._makers, start, None))
        self._batches += [paths[first : first + most] for first in range(0, len(paths), most)]

    def once(self, name: str, unit: Unit, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once as long as pages of the same thing are made."""
        if self._made_for is not unit:
            self._made_for, self._made = unit, {}
        if name not in self._made:
            self._made[name] = make()
        found: Made = self._made[name]
        return found

    def page(self, path: str) -> bytes | None:
        """The content of a path; None where there is no such page."""
        maker = self._makers.get(path)
        return None if maker is None else maker()

    def _sections(self) -> Iterator[tuple[Iterable[tuple[str, Maker]], int]]:
        """The pages of each kind, with how many of them make a batch."""
        from . import (
            dataset_pages,
            hosting,
            lists,
            pairs,
            pictures,
            question_pages,
            search,
            start,
            things,
            vocabulary,
        )

        yield dataset_pages.pages(self), WHOLE
        yield pictures.pages(self), 1
        for section in (things, lists, pairs, question_pages, vocabulary, search, start):
            yield section.pages(self), BATCH
        yield self._assets(), BATCH
        yield hosting.pages(self, list(self._makers)), BATCH

    def _assets(self) -> Iterator[tuple[str, Maker]]:
        yield "/assets/pictures.css", lambda: style_sheet("auto").encode("utf-8")
        for name in ("site.css", "site.js", "logo.svg"):
            yield f"/assets/{name}", (FOLDER / "assets" / name).read_bytes

    def teller(self, language: str, path: str) -> Teller:
        """What puts facts in words on the page at `path` (without the language's prefix)."""
        prefix = self.settings.prefix(language)
        relations = self.material.relations.get(language, {})
        return Teller(self.view, self.words[language], self.linker, prefix + path, prefix, relations)

    def frame(self, teller: Teller, path: str, title: str, **more: Any) -> Frame:
        """The frame of a page in the teller's language."""
        language, words = teller.words.language, teller.words
        about = self.material.about
        frame = Frame(language, path, in_one_line(title), **more)
        frame.section = frame.section or path
        section = frame.section
        frame.header = self._menu("header.html", teller, path, section, self._menus[language])
        frame.about = self._menu("about.html", teller, path, "", self._abouts[language])
        frame.languages = [
            (tag, NAMES[tag], self.linker.link(teller.here, self.settings.prefix(tag) + path))
            for tag in self.settings.languages
        ]
        url = self.settings.url
        if url is not None:
            frame.canonical = url + teller.here[1:]
            if len(self.settings.languages) > 1:
                frame.translations = [
                    (tag, url + (self.settings.prefix(tag) + path)[1:]) for tag in self.settings.languages
                ]
        if about.licence:
            frame.licence, frame.licence_name = about.licence, words("licence")
            frame.relations.append(Relation("license", about.licence))
        frame.relations.append(Relation("describedby", teller.file("/void.ttl"), "text/turtle"))
        frame.credit = about.title
        return frame

    def _menu(self, template: str, teller: Teller, path: str, section: str, entries: Menu) -> Markup:
        """A menu of a page: the same for all pages that are as deep and have no other place in it."""
        language = teller.words.language
        marked = any(target == path for target, _ in entries)
        key = (template, language, teller.here.count("/"), section, marked)
        found = self._drawn_menus.get(key)
        if found is None:
            text = (
                self._environments[language]
                .get_template(template)
                .render(menu=entries, section=section, here=path, link=teller.link)
            )
            found = Markup(text)  # the template escapes
            if not marked and self.linker.up(path) is not None:
                self._drawn_menus[key] = found
        return found

    @cached_property
    def _menus(self) -> dict[str, Menu]:
        found = {}
        for language, words in self.words.items():
            kinds = [(f"/{kind}/", words.kind(kind) or kind) for kind in MAIN if self.view.things(kind)]
            rest = [(f"/{name}/", words(name)) for name in ("network", "questions", "search")]
            found[language] = [*kinds, *rest]
        return found

    @cached_property
    def _abouts(self) -> dict[str, Menu]:
        pages = ("dataset", "changes", "lists", "compare")
        return {
            language: [
                *((f"/{name}/", words(name)) for name in pages),
                ("/def/", words("vocabulary")),
                ("/shape/", words("shapes")),
            ]
            for language, words in self.words.items()
        }

    @cached_property
    def using(self) -> dict[str, list[Question]]:
        """The stored questions that use a term, by its prefixed name."""
        found: dict[str, list[Question]] = {}
        for question in self.material.questions:
            for name in used_terms(question.text):
                found.setdefault(name, []).append(question)
        return found

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of records."""
        from .vocabulary import Shapes

        return Shapes(self)

    def render(self, template: str, teller: Teller, frame: Frame, **values: Any) -> bytes:
        """A page of HTML."""
        found = self._environments[teller.words.language].get_template(template)
        text: str = found.render(page=frame, link=teller.link, file=teller.file, **values)
        return text.encode("utf-8")

    def each_language(self) -> Iterator[tuple[str, str]]:
        """Each language of the pages, with what its paths begin with."""
        for language in self.settings.languages:
            yield language, self.settings.prefix(language)


def _logo() -> Markup:
    """The logo as an element beside the name, which says the same."""
    text = (FOLDER / "assets" / "logo.svg").read_text(encoding="utf-8")
    text = text.replace(' xmlns="http://www.w3.org/2000/svg"', "").replace("\n", "")
    return Markup(
        text.replace(
            'role="img" aria-label="Pactgraph"', 'class="logo" width="24" height="24" aria-hidden="true"'
        )
    )


def _compiled() -> BytecodeCache:
    """What keeps templates compiled, so that languages share them: each has globals of its own."""
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    class Compiled(BytecodeCache):
        def __init__(self) -> None:
            self._codes: dict[str, bytes] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            if bucket.key in self._codes:
                bucket.bytecode_from_string(self._codes[bucket.key])

        def dump_bytecode(self, bucket: Bucket) -> None:
            self._codes[bucket.key] = bucket.bytecode_to_string()

    return Compiled()


def _environment(words: Words, title: str, compiled: BytecodeCache) -> Environment:
    import jinja2

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
        return words(name, *values)

    elements = Elements(words)
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
