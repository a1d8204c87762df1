"""What all pages of a site have in common: the dataset, its words, links, menus and templates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from markupsafe import Markup

from ...prose.texts import Texts
from ...prose.words import LAST, Words
from ...query.stored.question import Question
from ..export import vocabulary_of
from .addresses import OTHER, Linker
from .material import Material, Settings
from .page_values import Frame, Relation, Shown, in_one_line, in_short, shown, tag
from .rdf import Writers
from .shapes import Shapes
from .site_rows import SiteRows
from .site_view import SiteView
from .telling import Item, Teller
from .templates import environment_of
from .wording import Wording

MOST_IN_MENU = 7
"""Kinds of things that every page leads to, the first ones."""

LONGEST_TITLE = 60
"""Characters of the dataset's title that pages are headed with."""

_TOKEN = re.compile(r"[A-Za-z][\w-]*:[A-Za-z]\w*")

Maker = Callable[[], bytes]
Made = TypeVar("Made")
Menu = list[tuple[str, str]]


class Toolkit:
    """What pages are made with, and what is made once for several of them.

    `linker` makes the links: relative ones by default, which open from disk.
    """

    def __init__(self, material: Material, settings: Settings, linker: Linker | None = None) -> None:
        self.material = material
        self.settings = settings
        self.linker = linker or Linker()
        self.view = SiteView(material.facts, material.prefixes)
        self.texts = {language: Texts(language, "site") for language in settings.languages}
        self.rows = SiteRows(material.questions)
        places = self.shapes.places_of_properties
        self.wordings = {
            language: Wording(self.view, self.rows, places, texts, Words(material.questions, language))
            for language, texts in self.texts.items()
        }
        self.writers = Writers(vocabulary_of(material.facts.dataset), material.prefixes, settings.base)
        title = in_one_line(material.about.title, LONGEST_TITLE)
        self._environments = {
            language: environment_of(texts, title) for language, texts in self.texts.items()
        }
        self.items: dict[str, list[Item]] = {}
        """What the page at a path tells, of pages that were asked for."""
        self._made: dict[str, tuple[object, Any]] = {}
        self._drawn_menus: dict[tuple[str, str, int, str, bool], Markup] = {}

    @cached_property
    def kinds(self) -> list[str]:
        """The first segments of the paths of things, in the order of the classes of these."""
        kinds = {unit.kind for unit in self.view.units.values()} - {"def"}
        wording = next(iter(self.wordings.values()))

        def place(kind: str) -> tuple[object, ...]:
            class_ = self._classes.get(kind)
            return (kind == OTHER, wording.kind(class_).rank if class_ else LAST, kind)

        return sorted(kinds, key=place)

    @cached_property
    def _found_by(self) -> list[str]:
        """The kinds of what meeting points touch, and of what has passages: many look for things by these."""
        iris = [*sorted(self.rows.touching)[:1], *sorted(self.view.passages)[:1]]
        return [self.view.units[self.view.page[iri]].kind for iri in iris if iri in self.view.page]

    @cached_property
    def _classes(self) -> dict[str, str]:
        """The class that most of the things are of whose paths begin so."""
        found = {}
        for kind, units in self.view.by_kind.items():
            classes = Counter(
                self.rows.class_of.get(unit.iri) or next(iter(self.view.types(unit.iri)), "")
                for unit in units
            )
            found[kind] = min(classes, key=lambda one: (-classes[one], one))
        return found

    @cached_property
    def papers(self) -> list[str]:
        """What makes partners, by `partners`, the latest first."""
        wording = next(iter(self.wordings.values()))
        things = {row.thing for rows in self.rows.partners.values() for row in rows}
        dated = {iri: wording.days(iri) or ("", "") for iri in things}
        return sorted(things, key=lambda iri: (dated[iri][1] or dated[iri][0], iri), reverse=True)

    def papers_heading(self, language: str) -> str:
        """The classes of what makes partners."""
        kinds = {self.wordings[language].kind(self.rows.class_of.get(iri, "")) for iri in self.papers}
        return ", ".join(kind.plural for kind in sorted(kinds, key=lambda kind: kind.rank))

    def heading(self, kind: str, language: str) -> Shown:
        """What the list of the things is called whose paths begin so: the scheme of concepts that it is, else
        the plural of their class."""
        scheme = self.view.units.get(f"/{kind}/")
        if scheme is not None:
            label = self.view.label(scheme.iri, language)
            return Shown(shown(in_short(label.text)), tag(label, language))
        class_ = self._classes.get(kind)
        if kind == OTHER or not class_:
            return Shown(self.texts[language].say("other"))
        return Shown(shown(self.wordings[language].kind(class_).plural))

    def once(self, name: str, of: object, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once as long as it is asked for of the same thing."""
        known = self._made.get(name)
        if known is None or known[0] != of:
            known = self._made[name] = of, make()
        found: Made = known[1]
        return found

    def teller(self, language: str, path: str) -> Teller:
        """What puts facts in words on the page at `path` (without the language's prefix)."""
        prefix = self.settings.prefix(language)
        return Teller(self.wordings[language], self.linker, prefix + path, prefix)

    def frame(self, teller: Teller, path: str, title: str, **more: Any) -> Frame:
        """The frame of a page in the teller's language."""
        language, say = teller.language, teller.say
        about = self.material.about
        frame = Frame(language, path, in_one_line(title), **more)
        frame.section = frame.section or path
        section = frame.section
        frame.header = self._menu("header.html", teller, path, section, self._menus[language])
        frame.about = self._menu("about.html", teller, path, "", self._abouts[language])
        frame.languages = [
            (
                tag,
                Texts(tag, "site").say("own-name"),
                self.linker.link(teller.here, self.settings.prefix(tag) + path),
            )
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
            frame.licence, frame.licence_name = about.licence, say("licence")
            frame.relations.append(Relation("license", about.licence))
        frame.relations.append(Relation("describedby", teller.file("/void.ttl"), "text/turtle"))
        frame.credit = about.title
        return frame

    def _menu(self, template: str, teller: Teller, path: str, section: str, entries: Menu) -> Markup:
        """A menu of a page: the same for all pages that are as deep and have no other place in it."""
        language = teller.language
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
        for language, texts in self.texts.items():
            main = dict.fromkeys([*self.kinds[:MOST_IN_MENU], *self._found_by])
            kinds = [(f"/{kind}/", self.heading(kind, language).text) for kind in main]
            rest = [(f"/{name}/", texts.say(name)) for name in ("network", "questions", "search")]
            found[language] = [*kinds, *rest]
        return found

    @cached_property
    def _abouts(self) -> dict[str, Menu]:
        pages = ("dataset", "changes", "lists", "compare")
        return {
            language: [
                *((f"/{name}/", texts.say(name)) for name in pages),
                ("/def/", texts.say("vocabulary")),
                ("/shape/", texts.say("shapes")),
            ]
            for language, texts in self.texts.items()
        }

    @cached_property
    def using(self) -> dict[str, list[Question]]:
        """The stored questions that use a term, by its prefixed name."""
        found: dict[str, list[Question]] = {}
        for question in self.material.answered:
            for name in set(_TOKEN.findall(question.text)):
                found.setdefault(name, []).append(question)
        return found

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of records."""
        return Shapes(self.material.shapes, self.material.prefixes)

    def render(self, template: str, teller: Teller, frame: Frame, **values: Any) -> bytes:
        """A page of HTML."""
        found = self._environments[teller.language].get_template(template)
        text: str = found.render(page=frame, link=teller.link, file=teller.file, **values)
        return text.encode("utf-8")

    def each_language(self) -> Iterator[tuple[str, str]]:
        """Each language of the pages, with what its paths begin with."""
        for language in self.settings.languages:
            yield language, self.settings.prefix(language)
