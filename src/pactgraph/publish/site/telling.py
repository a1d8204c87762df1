"""Facts as a page shows them: names with their languages, values with their links, numbered sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from unicodedata import category

from pyoxigraph import Literal

from ...model.namespaces import DOCUMENT, PACT, PASSAGE, RDFS, SKOS
from .addresses import Linker, is_link
from .fact import Fact, Label
from .view import LABELS, PASSAGE_OF, TYPE, View
from .words import Words

LONGEST = 1500
"""Characters of a literal that a page shows."""

DCTERMS = "http://purl.org/dc/terms/"
NAMES = frozenset({*LABELS, SKOS + "altLabel"})
TEXTS = frozenset({DCTERMS + "description", PACT + "task", SKOS + "definition"})
_FIRST = (
    TYPE,
    PACT + "kind",
    PACT + "stage",
    PACT + "bindingness",
    PACT + "existence",
    PACT + "status",
    PACT + "strength",
    PACT + "progress",
    PACT + "earliest",
    PACT + "latest",
    PACT + "beginEarliest",
    PACT + "beginLatest",
    PACT + "endEarliest",
    PACT + "endLatest",
    PACT + "country",
    PACT + "place",
    PACT + "party",
    PACT + "committer",
    PACT + "towards",
    PACT + "madeUnder",
    PACT + "sector",
)
_LAST = (PACT + "printedName", SKOS + "editorialNote", RDFS + "isDefinedBy", RDFS + "seeAlso")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ud800-\udfff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_SPACE = re.compile(r"\s+")

Relations = Mapping[str, tuple[str, str]]
"""How a property reads from subject to value and back, by IRI."""


def shown(text: str) -> str:
    """A text with U+FFFD for each character that HTML has not (HTML Standard, section 13.2.3.5)."""
    return text if text.isprintable() else _UNSEEN.sub("\ufffd", text)


def in_one_line(text: str, longest: int = 160) -> str:
    """A text for a title or an attribute: one line, short, without characters that steer or hide text."""
    text = _SPACE.sub(" ", text[: longest * 4]).strip()
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    if text.isprintable():
        return text
    return "".join(
        c if c == "\u200d" or category(c) not in ("Cc", "Cf", "Cs", "Cn") else "\ufffd" for c in shown(text)
    )


class Shown(NamedTuple):
    """A value on a page: its text, the text's language where that is not the page's, where it leads, whether
    that is outside the site, and what is said besides."""

    text: str
    language: str = ""
    link: str = ""
    outside: bool = False
    note: str = ""


class Entry(NamedTuple):
    """A value with the numbers of its sources, and the decision that rejects it where one does."""

    value: Shown
    sources: tuple[int, ...] = ()
    rejected: bool = False
    decision: str = ""


class Row(NamedTuple):
    """What is said under one heading."""

    heading: Shown
    entries: list[Entry]


class Item(NamedTuple):
    """A fact on a page, and the group that it is told in: `facts` of the page's thing, `links` to it, or the
    facts of another subject by that subject."""

    fact: Fact
    group: str

    @property
    def weight(self) -> int:
        """About how much of a page it takes."""
        value = self.fact.value
        length = 0 if self.group == "links" or isinstance(value, str) else min(len(value.value), LONGEST)
        return 2 + length // 60 + len(self.fact.sources)


class Spoken(NamedTuple):
    """What a passage says of one thing: a row a property."""

    subject: Shown
    rows: list[Row]


class Line(NamedTuple):
    """A line of a list: a thing, what is said of it, and the numbers of the choices that it goes with."""

    value: Shown
    note: str
    choices: str


class Source(NamedTuple):
    """A source of a page: its number and who says it where."""

    number: int
    text: Shown
    where: str = ""


class Teller:
    """Puts the facts of one page in words, in one language, and numbers their sources as they come."""

    def __init__(
        self, view: View, words: Words, linker: Linker, here: str, prefix: str, relations: Relations
    ) -> None:
        self.view = view
        self.words = words
        self.here = here
        self.prefix = prefix
        self.use(linker)
        self._relations = relations
        self._numbers: dict[str, int] = {}
        self._named: dict[str, Shown] = {}

    def link(self, path: str) -> str:
        """The link to a path of this language's pages."""
        if self._base is None:
            return self._linker.link(self.here, self.prefix + path)
        page, mark, place = path.partition("#")
        if mark and self.prefix + page == self.here:
            return f"#{place}"
        return f"{self._base}{page[1:]}{'index.html' if page[-1] == '/' else ''}{mark}{place}"

    def file(self, path: str) -> str:
        """The link to a path that all languages share."""
        return self._linker.link(self.here, path)

    def use(self, linker: Linker) -> None:
        """Makes links so from now on."""
        self._linker = linker
        up = linker.up(self.here)
        self._base = None if up is None else f"{up}{self.prefix[1:]}/" if self.prefix else up

    def path(self, iri: str) -> str | None:
        """The path, with the place in the page, at which a thing is told."""
        return self.view.place(iri)

    def name(self, iri: str) -> Shown:
        """A thing by its name, with a link to its page or, for a web address, to what it names."""
        found = self._named.get(iri)
        if found is None:
            found = self._named[iri] = self._name(iri)
        return found

    def _name(self, iri: str) -> Shown:
        key = (iri, self.words.language)
        known = self.view.named.get(key)
        if known is None:
            label = self.view.label(iri, self.words.language)
            path = self.path(iri)
            text, language = shown(in_short(label.text)), tag(label, self.words.language)
            outside = shown(iri) if path is None and is_link(iri) else ""
            known = self.view.named[key] = text.strip("<>") if outside else text, language, path, outside
        text, language, path, outside = known
        if path is not None:
            return Shown(text, language, self.link(path))
        return Shown(text, language, outside, bool(outside))

    def value(self, value: str | Literal) -> Shown:
        """A value of a statement."""
        if isinstance(value, str):
            return self.name(value)
        text, note = value.value, ""
        if len(text) > LONGEST:
            note = self.words("shortened", len(text))
            text = text[:LONGEST].rstrip() + "…"
        language = value.language or ""
        return Shown(shown(text), "" if language == self.words.language else language, note=note)

    def summary(self, iri: str) -> str:
        """What a list says of a thing beside its name: when, how firm, of what kind."""
        found = self.view.summaries.get((iri, self.words.language))
        if found is None:
            found = self.view.summaries[iri, self.words.language] = self._summary(iri)
        return found

    def _summary(self, iri: str) -> str:
        view, language = self.view, self.words.language
        said = []
        period = view.day(iri)
        if period is not None:
            said.append(self.words.period(*period))
        for property_ in (PACT + "strength", PACT + "kind"):
            said += [shown(view.label(node, language).text) for node in view.nodes(iri, property_)]
        return ", ".join(said)

    def entry(self, fact: Fact, value: Shown, *, numbered: bool = True) -> Entry:
        """A value with its sources."""
        decision = ""
        if not fact.accepted and not fact.rejected and not value.note:
            value = value._replace(note=self.words("not-standing"))
        if fact.rejected:
            found = self.view.decision(fact)
            path = self.path(found) if found else None
            decision = self.link(path) if path else ""
        return Entry(value, self.numbers(fact) if numbered else (), fact.rejected, decision)

    def numbers(self, fact: Fact) -> tuple[int, ...]:
        """The numbers of a fact's sources on this page."""
        numbers = self._numbers
        return tuple([numbers.setdefault(source, len(numbers) + 1) for source in fact.sources])

    def ordered(self, items: Iterable[Item], subjects: Iterable[str]) -> list[Item]:
        """Items that come by value in the order in which a page tells them: facts of its
        thing, links to it, other subjects."""
        places = {"facts": 0, "links": 1} | {subject: place for place, subject in enumerate(subjects, 2)}
        return sorted(items, key=lambda item: self._order(item, places[item.group]))

    def _order(self, item: Item, place: int) -> tuple[object, ...]:
        fact = item.fact
        if item.group == "links":
            return (place, self._place(fact.property), *self._by_day(fact))
        return (place, self._place(fact.property))

    def rows(self, items: Iterable[Item], *, numbered: bool = True) -> list[Row]:
        """Items of one group, in their order, a row a property; their sources are `numbered` or left out."""
        found: list[Row] = []
        last = ""
        for item in items:
            fact = item.fact
            if fact.property != last:
                found.append(Row(self._heading(fact.property, item.group == "links"), []))
                last = fact.property
            if item.group == "links":
                value = self.name(fact.subject)._replace(note=self.summary(fact.subject))
            else:
                value = self.value(fact.value)
            found[-1].entries.append(self.entry(fact, value, numbered=numbered))
        return found

    def _heading(self, property_: str, backwards: bool) -> Shown:
        heading = self.name(property_)
        if not backwards:
            return heading
        words = self._relations.get(property_)
        if words is not None:
            return heading._replace(text=words[1], language="")
        return heading._replace(text=self.words("as", heading.text))

    def _by_day(self, fact: Fact) -> tuple[object, ...]:
        first, last = self.view.day(fact.subject) or ("9", "9")
        return (first or last, self.view.label(fact.subject, self.words.language).text, fact.subject)

    def _place(self, property_: str) -> tuple[object, ...]:
        key = (property_, self.words.language)
        found = self.view.placed.get(key)
        if found is None:
            if property_ in _FIRST:
                found = (0, _FIRST.index(property_))
            else:
                label = self.view.label(*key).text.casefold()
                found = (2 if property_ in _LAST else 1, label, property_)
            self.view.placed[key] = found
        return found

    def sources(self) -> list[Source]:
        """The sources numbered so far."""
        return [Source(number, *self._source(graph)) for graph, number in self._numbers.items()]

    def _source(self, graph: str) -> tuple[Shown, str]:
        words, view = self.words, self.view
        span = view.spans.get(graph)
        if span is not None:
            document = view.nodes(graph, PASSAGE_OF)
            iri = document[0] if document else f"{DOCUMENT}{graph[len(PASSAGE) :].rpartition('_')[0]}"
            name = self.name(iri)
            link = self.link(view.passage_place(graph))
            return Shown(name.text, name.language, link), words("characters", *span)
        stem = shown(graph.rsplit("/", 1)[-1])
        layer = view.layers.get(graph, "")
        if layer == "documents":
            document_iri = f"{DOCUMENT}{graph.rsplit('/', 1)[-1]}"
            if document_iri in view.page:
                return self.name(document_iri), words("record-of")
        phrase = {
            "registers": "register",
            "curation": "curation",
            "vocabulary": "vocabulary-file",
            "derived": "derived",
        }.get(layer)
        return Shown(words(phrase, stem) if phrase else stem, link=self.link("/dataset/#graphs")), ""


def in_short(text: str, longest: int = 300) -> str:
    """A name that is not longer than a name should be."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def tag(label: Label, language: str) -> str:
    """The language of a label where it is another one than the page's."""
    return "" if label.language == language else label.language
