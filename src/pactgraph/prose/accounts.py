"""Two documents side by side: what both tell of, what only one, and what they tell differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pyoxigraph import NamedNode

from ..query.evidence.support import Triple
from ..query.stored.questions import Questions, Row
from ..rdf.namespaces import PROV
from ..rdf.table import Term
from .outline import Entry, Outline
from .sides import Sides
from .sources import Sources
from .texts import Texts
from .tie_words import node
from .words import Words

_RELEASE = NamedNode(PROV + "wasDerivedFrom")
T = TypeVar("T")


def compare_accounts(
    questions: Questions,
    words: Words,
    texts: Texts,
    sources: Sources,
    documents: tuple[NamedNode, NamedNode],
    *,
    most: int | None = None,
) -> Outline:
    """Two documents compared by the statements of their passages, accepted or not, but for what each says of
    itself. Of each list no more than `most` entries are told, with how many there are; without it all.

    Raises what the engine raises.
    """
    return _Accounts(questions, words, texts, sources, documents, most).outline()


class _Accounts:
    """Tells a comparison of two documents."""

    def __init__(
        self,
        questions: Questions,
        words: Words,
        texts: Texts,
        sources: Sources,
        documents: tuple[NamedNode, NamedNode],
        most: int | None,
    ) -> None:
        self._questions, self._words, self._texts, self._sources = questions, words, texts, sources
        self._documents, self._most = documents, most
        self._names = [words.curie(document) for document in documents]
        self._told = [self._statements(document) for document in documents]
        words.learn(documents)

    def outline(self) -> Outline:
        """The outline."""
        title = self._texts.say("pair", *map(self._words.thing, self._documents))
        sections = (*self._differences(), *self._classes())
        return Outline(title, self._documents, tuple(self._lead()), sections)

    def _statements(self, document: NamedNode) -> set[Triple]:
        rows = self._questions.ask_unordered("told-by", document=document)
        return {triple for row in rows for triple in self._questions.statements("told-by", row)}

    def _lead(self) -> Iterator[Entry]:
        releases = [
            {
                row["value"]
                for row in self._questions.ask("about", thing=document)
                if row["property"] == _RELEASE
            }
            for document in self._documents
        ]
        shared = [release for release in releases[0] & releases[1] if release is not None]
        if shared:
            told = ", ".join(sorted(map(self._words.thing, shared)))
            yield Entry(self._texts.say("release", told), "release")
        one, other = self._told
        counts = len(one & other), len(one - other), len(other - one)
        text = self._texts.say(
            "statements-counted", counts[0], self._names[0], counts[1], self._names[1], counts[2]
        )
        facts = tuple(zip(("shared", "first", "second"), map(str, counts), strict=True))
        yield Entry(text, "statements", facts=facts)

    def _differences(self) -> Iterator[Entry]:
        """Properties of one thing that have one value by nature, with what each document gives."""
        slots: dict[tuple[NamedNode, NamedNode], list[Row]] = {}
        rows = self._questions.ask("compare-accounts", a=self._documents[0], b=self._documents[1])
        for row in rows:
            subject, property_ = node(row["subject"]), node(row["property"])
            if subject and property_ and row["otherValue"] is not None:
                slots.setdefault((subject, property_), []).append(row)
        if not slots:
            return
        self._words.learn(term for slot in slots for term in slot)
        self._words.learn(
            row[column] for found in slots.values() for row in found for column in ("value", "otherValue")
        )
        told = []
        order = sorted(slots, key=lambda slot: (self._words.label(slot[0]), str(slot)))
        for subject, property_ in order:
            found = slots[subject, property_]
            sides = tuple(
                self._value(
                    subject, property_, [value for row in found if (value := row[column]) is not None], place
                )
                for place, column in enumerate(("value", "otherValue"))
            )
            heading = f"{self._words.thing(subject)}, {self._words.label(property_)}"
            told.append(Entry(heading, "difference", subject, entries=sides))
        shown = self._cut(told)
        heading = self._texts.say("known", self._texts.say("differences"), len(told))
        yield Entry(heading, "differences", entries=tuple(shown), count=len(told))

    def _value(self, subject: NamedNode, property_: NamedNode, values: list[Term], place: int) -> Entry:
        values = list(dict.fromkeys(values))
        found = self._sources.each((subject, property_, value) for value in values)
        document = self._documents[place]
        text = self._texts.told(self._names[place], "; ".join(map(self._words.thing, values)))
        return Entry(text, "value", document, tuple(each for each in found if each.document == document))

    def _classes(self) -> Iterator[Entry]:
        """The things of which both speak, or one alone, by class: those tied to others, and what is tied."""
        classes = {
            thing: class_
            for row in self._questions.ask_unordered("things")
            if (thing := node(row["thing"])) and (class_ := node(row["class"]))
        }
        spoken = [self._things(statements) for statements in self._told]
        kinds = {classes[thing] for things in spoken for thing in things if thing in classes}
        for kind in sorted(map(self._words.kind, kinds), key=lambda kind: kind.rank):
            sides = Sides.of(
                *({thing for thing in things if classes.get(thing) == kind.iri} for things in spoken)
            )
            told = tuple(
                self._group(text, name, things)
                for text, name, things in sides.groups(self._texts, self._names)
            )
            yield Entry(kind.plural, kind.several, kind.iri, entries=told)

    def _things(self, statements: set[Triple]) -> set[NamedNode]:
        subjects = {subject for subject, _, _ in statements}
        return subjects | {
            value
            for _, property_, value in statements
            if isinstance(value, NamedNode) and self._words.has_phrase(property_)
        }

    def _group(self, text: str, name: str, things: tuple[NamedNode, ...]) -> Entry:
        self._words.learn(things)
        order = sorted(things, key=lambda thing: (self._words.label(thing).casefold(), thing.value))
        told = tuple(Entry(self._words.thing(thing), "thing", thing) for thing in self._cut(order))
        return Entry(text, name, entries=told, count=len(things))

    def _cut(self, items: list[T]) -> list[T]:
        """Those of some items that are told: all, where no more than one would be left out."""
        return items if self._most is None or len(items) <= self._most + 1 else items[: self._most]
