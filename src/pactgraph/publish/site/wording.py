"""What things, properties and kinds are called in one language, and in which order pages tell them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode

from ...prose.texts import Texts
from ...prose.words import ClassWords, Words
from ...rdf.namespaces import PACT
from .addresses import is_link
from .fact import FactLabel
from .page_values import in_short, shown, tag
from .site_rows import SiteRows
from .site_view import TYPE, SiteView

NO_DAY = ("9", "9")
"""What things without a day are ordered by."""

Place = tuple[object, ...]


class Called(NamedTuple):
    """A thing's name, the language of it where that is not the page's, and the path or address it has."""

    text: str
    language: str
    path: str | None
    address: str


class Wording:
    """Names, phrases and summaries in one language; each is made once."""

    def __init__(
        self, view: SiteView, rows: SiteRows, places: Mapping[str, Place], texts: Texts, words: Words
    ) -> None:
        self.view = view
        self.rows = rows
        self.texts = texts
        self.prose = Texts(texts.language)
        self.language = texts.language
        self._words = words
        self._given = places
        self._called: dict[str, Called] = {}
        self._summaries: dict[str, str] = {}
        self._places: dict[str, Place] = {}
        self._phrases: dict[tuple[str, bool], str] = {}

    def label(self, iri: str) -> FactLabel:
        """What a thing is called."""
        return self.view.label(iri, self.language)

    def called(self, iri: str) -> Called:
        """What a thing is called, and where it is told."""
        found = self._called.get(iri)
        if found is None:
            label, path = self.label(iri), self.view.place(iri)
            text, language = shown(in_short(label.text)), tag(label, self.language)
            address = shown(iri) if path is None and is_link(iri) else ""
            found = Called(text.strip("<>") if address else text, language, path, address)
            self._called[iri] = found
        return found

    def phrase(self, relation: str, back: bool) -> str:
        """How a relation reads from its subject to its value, or back; where the ontology does not say so,
        its label, with an arrow where it is read back."""
        key = (relation, back)
        found = self._phrases.get(key)
        if found is None:
            node = NamedNode(relation)
            if self._words.has_phrase(node, back=back):
                found = shown(self._words.phrase(node)[back])
            else:
                found = f"{'← ' if back else ''}{self.called(relation).text}"
            self._phrases[key] = found
        return found

    def kind(self, class_: str) -> ClassWords:
        """A class as it is shown."""
        return self._words.kind(NamedNode(class_))

    def days(self, iri: str) -> tuple[str, str] | None:
        """The first and the last day on which a thing was made or held; of what is no meeting point those
        that it is stated to have."""
        point = self.rows.points.get(iri)
        if point is not None and (point.earliest or point.latest):
            return point.earliest, point.latest
        for first, last in (("earliest", "latest"), ("beginEarliest", "endLatest")):
            days = self.view.text(iri, PACT + first) or "", self.view.text(iri, PACT + last) or ""
            if any(days):
                return days
        return None

    def period(self, days: tuple[str, str]) -> str:
        """A span of days in words; nothing where neither is known."""
        return self.texts.period(days[0] or None, days[1] or None) if any(days) else ""

    def by_day(self, iri: str) -> Place:
        """The place of a thing in the order of time."""
        first, last = self.days(iri) or NO_DAY
        return (first or last, self.label(iri).text.casefold(), iri)

    def summary(self, iri: str) -> str:
        """What is said of a thing beside its name: when, of what kind, in what state."""
        found = self._summaries.get(iri)
        if found is None:
            days = self.days(iri)
            said = [self.period(days)] if days else []
            point = self.rows.points.get(iri)
            said += [self.called(concept).text for concept in point.concepts] if point else []
            found = self._summaries[iri] = ", ".join(said)
        return found

    def place(self, property_: str) -> Place:
        """The place of a property among those of a thing: its class, then as the shapes have them, then by
        label."""
        found = self._places.get(property_)
        if found is None:
            label = self.label(property_).text.casefold()
            first = (0.0,) if property_ == TYPE else self._given.get(property_, (1e9,))
            found = self._places[property_] = (first, label, property_)
        return found
