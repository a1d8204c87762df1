"""Facts and rows as a page shows them: names with their links, values, numbered sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import Literal

from ...rdf.namespaces import DOCUMENT, PACT, PASSAGE, SKOS
from .addresses import Linker
from .fact import Fact
from .page_values import ListEntry, QuotedSource, Shown, TableRow, shown
from .site_rows import TieRow
from .site_view import LABELS, PASSAGE_OF
from .wording import Wording

LONGEST = 1500
"""Characters of a literal that a page shows."""

DCTERMS = "http://purl.org/dc/terms/"
NAMES = frozenset({*LABELS, SKOS + "altLabel"})
TEXTS = frozenset({DCTERMS + "description", PACT + "task", SKOS + "definition"})
POINT = "http://www.opengis.net/ont/geosparql#wktLiteral"
_POINT = re.compile(r"\s*(?:<[^>]*/CRS84>\s*)?POINT\s*\(\s*(\S+)\s+(\S+?)\s*\)\s*", re.IGNORECASE)
_LAYERS = {
    "registers": "register",
    "curation": "curation",
    "vocabulary": "vocabulary-file",
    "derived": "derived",
}
"""What the files of a layer are called."""


class Item(NamedTuple):
    """What one line of a page says, in any language: in which group (`facts` of the page's thing, `links` to
    it, the class of what it is tied to, or another subject whose facts these are); by which property, read
    back or not; which value; by which statements; and the ties that it tells."""

    group: str
    relation: str
    value: str | Literal
    facts: tuple[Fact, ...]
    back: bool = False
    ties: tuple[TieRow, ...] = ()

    def with_more(self, other: Item) -> Item:
        """This line with what another one of the same value adds."""
        return self._replace(facts=(*self.facts, *other.facts), ties=(*self.ties, *other.ties))

    @property
    def weight(self) -> int:
        """About how much of a page it takes."""
        length = 0 if isinstance(self.value, str) else min(len(self.value.value), LONGEST)
        return 2 + length // 60 + sum(len(fact.sources) for fact in self.facts)


def fact_item(fact: Fact, group: str) -> Item:
    """A fact as a line."""
    return Item(group, fact.property, fact.value, (fact,))


class Teller:
    """Puts the facts of one page in words, in one language, and numbers their sources as they come."""

    def __init__(self, wording: Wording, linker: Linker, here: str, prefix: str) -> None:
        self.wording = wording
        self.view = wording.view
        self.texts = wording.texts
        self.say = wording.texts.say
        self.language = wording.language
        self.here = here
        self.prefix = prefix
        self.use(linker)
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
            text, language, path, address = self.wording.called(iri)
            link = address if path is None else self.link(path)
            found = self._named[iri] = Shown(text, language, link, bool(address))
        return found

    def noted(self, iri: str) -> Shown:
        """A thing by its name, with its summary."""
        return self.name(iri)._replace(note=self.wording.summary(iri))

    def value(self, value: str | Literal) -> Shown:
        """A value of a statement."""
        if isinstance(value, str):
            return self.name(value)
        text, note = value.value, ""
        if value.datatype.value == POINT and (point := _POINT.fullmatch(text)):
            return Shown(_degrees(point[2], "N", "S") + ", " + _degrees(point[1], "E", "W"))
        if len(text) > LONGEST:
            note = self.say("shortened", len(text))
            text = text[:LONGEST].rstrip() + "…"
        language = value.language or ""
        return Shown(shown(text), "" if language == self.language else language, note=note)

    def entry(self, facts: tuple[Fact, ...], value: Shown, *, numbered: bool = True) -> ListEntry:
        """A value with its sources, marked where what says it does not stand."""
        decision = ""
        rejected = any(fact.rejected for fact in facts)
        if not rejected and not value.note and not all(fact.accepted for fact in facts):
            value = value._replace(note=self.say("not-standing"))
        if rejected:
            found = next(filter(None, map(self.view.decision, facts)), None)
            path = self.view.place(found) if found else None
            decision = self.link(path) if path else ""
        return ListEntry(value, self.numbers(facts) if numbered else (), rejected, decision)

    def numbers(self, facts: Iterable[Fact]) -> tuple[int, ...]:
        """The numbers on this page of the sources of facts, each once."""
        numbers = self._numbers
        found = [numbers.setdefault(source, len(numbers) + 1) for fact in facts for source in fact.sources]
        return tuple(found if len(found) < 2 else dict.fromkeys(found))

    def ordered(self, items: Iterable[Item]) -> list[Item]:
        """Items of one thing, which come by value, in the order of their properties."""
        return sorted(items, key=lambda item: self.wording.place(item.relation))

    def rows(self, items: Iterable[Item], *, numbered: bool = True) -> list[TableRow]:
        """Items of one group, in their order, a row a property or phrase, a line a value; their sources are
        `numbered` or left out."""
        found: dict[object, tuple[Shown, dict[str | Literal, Item]]] = {}
        for item in items:
            heading, key = self.name(item.relation), item.relation
            if item.back or item.ties:
                key = self.wording.phrase(item.relation, item.back)
                heading = heading._replace(text=key, language="")
            _, lines = found.setdefault(key, (heading, {}))
            known = lines.get(item.value)
            lines[item.value] = item if known is None else known.with_more(item)
        return [
            TableRow(
                heading, [self.entry(one.facts, self._told(one), numbered=numbered) for one in lines.values()]
            )
            for heading, lines in found.values()
        ]

    def _told(self, item: Item) -> Shown:
        if isinstance(item.value, Literal) or not (item.back or item.ties):
            return self.value(item.value)
        found = self.noted(item.value)
        spans = {self.span(tie.begin, tie.end) for tie in item.ties if any(tie.begin + tie.end)}
        through = sorted({self.wording.called(tie.through).text for tie in item.ties if tie.through})
        said = [found.note, *sorted(spans), *(self.wording.prose.say("through", name) for name in through)]
        return found._replace(note=", ".join(filter(None, said)))

    def span(self, begin: tuple[str, str], end: tuple[str, str]) -> str:
        """A time by the bounds of its begin and of its end; dots where one is not known to have come."""
        return " – ".join(self.wording.period(days) if days[1] else "…" for days in (begin, end))

    def sources(self) -> list[QuotedSource]:
        """The sources numbered so far."""
        return [QuotedSource(number, *self._source(graph)) for graph, number in self._numbers.items()]

    def _source(self, graph: str) -> tuple[Shown, str]:
        view = self.view
        span = view.spans.get(graph)
        if span is not None:
            document = view.nodes(graph, PASSAGE_OF)
            iri = document[0] if document else f"{DOCUMENT}{graph[len(PASSAGE) :].rpartition('_')[0]}"
            name = self.name(iri)
            link = self.link(view.passage_place(graph))
            return Shown(name.text, name.language, link), self.say("characters", *span)
        stem = shown(graph.rsplit("/", 1)[-1])
        layer = view.layers.get(graph, "")
        if layer == "documents":
            document_iri = f"{DOCUMENT}{graph.rsplit('/', 1)[-1]}"
            if document_iri in view.page:
                return self.name(document_iri), self.say("record-of")
        phrase = _LAYERS.get(layer)
        return Shown(self.say(phrase, stem) if phrase else stem, link=self.link("/dataset/#graphs")), ""


def _degrees(number: str, above: str, below: str) -> str:
    """A number of degrees with its half of the world."""
    return f"{number.lstrip('+-')}° {below if number.startswith('-') else above}"
