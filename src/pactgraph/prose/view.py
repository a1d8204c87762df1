"""What every chapter on a thing is written with: questions, words, passages, how long lists may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from ..query.evidence.statements import SourceGraph, describe_sources
from ..query.evidence.support import Triple, sources_of
from ..query.stored.questions import Questions, Row
from ..rdf.namespaces import CONCEPT, DERIVED, PACT, RDFS, SKOS
from ..rdf.table import Term
from .meeting_points import Points
from .neighbours import Near
from .outline import Entry
from .sources import Sources
from .texts import Texts
from .tie_words import Directed, days, node, relation
from .tie_words import text as said
from .words import Words

MOST_NAMES = 12
"""How many names one line lists where lists are cut."""

NAMES = frozenset((RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", PACT + "printedName"))
"""Properties whose values are names."""
PRINTED = NamedNode(PACT + "printedName")
DESCRIPTION = NamedNode("http://purl.org/dc/terms/description")

_FACTS = ("earliest", "latest", "kinds", "states")
"""Columns of a meeting point that programs are told as they are."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ChapterView:
    """One thing as it is told, of what stood on the day `at`; of each list at most `most` entries."""

    questions: Questions
    words: Words
    texts: Texts
    sources: Sources
    points: Points
    near: Near
    at: str | None
    most: int | None

    def cut(self, items: Sequence[T], most: int | None = None) -> Sequence[T]:
        """Those of some items that are told: all, where no more than one would be left out."""
        limit = self.most and (most or self.most)
        return items if limit is None or len(items) <= limit + 1 else items[:limit]

    def group(
        self,
        text: str,
        name: str,
        items: Sequence[T],
        tell: Callable[[T], Entry],
        thing: NamedNode | None = None,
        *,
        most: int | None = None,
    ) -> Entry:
        """An entry with one for each of the items that are told, and how many items there are."""
        told = tuple(map(tell, self.cut(items, most)))
        return Entry(text, name, thing, entries=told, count=len(items))

    def ends(
        self,
        text: str,
        name: str,
        ends: Sequence[NamedNode],
        thing: NamedNode | None = None,
        *,
        most: int | None = None,
    ) -> Entry:
        """An entry with one for each of the ends that are told."""
        self.learn(self.cut(ends, most))
        return self.group(
            text, name, ends, partial(self.end, but=(thing,) if thing else ()), thing, most=most
        )

    def learn(self, ends: Iterable[NamedNode]) -> None:
        """Asks together for words and passages of what is to be told of some ends."""
        ends = list(ends)
        self.points.learn(row for end in ends if (row := self.near.points.get(end)))
        self.sources.told(triple for end in ends for triple in self.statements(end))

    def by_name(self, things: Iterable[NamedNode]) -> list[NamedNode]:
        """The things by label."""
        found = set(things)
        self.words.learn(found)
        return sorted(found, key=lambda thing: (_natural(self.words.label(thing)), thing.value))

    def names(self, things: Iterable[NamedNode]) -> str:
        """The labels of some things on one line."""
        found = self.by_name(things)
        told = self.cut(found, MOST_NAMES)
        listed = ", ".join(map(self.words.label, told))
        return listed if len(told) == len(found) else self.texts.say("some", listed, len(told), len(found))

    def relation(self, ties: Sequence[Directed]) -> str:
        """How some ties read from the thing."""
        return relation(self.words, self.texts, ties, self.at, self.near.own)

    def end(self, end: NamedNode, but: Collection[NamedNode] = ()) -> Entry:
        """What the thing is tied to, and how; of a meeting point how it stands, `but` for one state, and what
        else is tied there; of a post who held it."""
        ties, row = self.near.ties.get(end, []), self.near.points.get(end)
        words = self.relation(ties) or self._part(end)
        summary = self.points.summary(row, but) if row else ""
        text = f"{words}{self.texts.colon}{self.words.thing(end)}" if words else self.words.thing(end)
        return Entry(
            f"{text}; {summary}" if summary else text,
            self.words.kind(class_).one if (class_ := self.near.classes.get(end)) else "thing",
            end,
            self.passages(self.statements(end)),
            tuple(self._beyond(end) if row else self._holders(end)),
            facts=tuple((name, told) for name in _FACTS if row and (told := said(row[name]))),
        )

    def _part(self, end: NamedNode) -> str:
        """How a thing has part in what it is not tied to, as rules make it of other things."""
        properties = {
            property_
            for row in self.questions.ask("about", thing=self.near.thing)
            if row["value"] == end and (property_ := node(row["property"]))
        }
        return self.names(properties)

    def statements(self, end: NamedNode) -> list[Triple]:
        """The statements that the ties to an end say, and the states of a meeting point."""
        found = [
            triple
            for row, _ in self.near.ties.get(end, ())
            for triple in self.questions.statements("ties", row)
        ]
        row = self.near.points.get(end)
        return found + (self.questions.statements("meeting-points", row) if row else [])

    def passages(self, statements: Iterable[Triple]) -> tuple[SourceGraph, ...]:
        """The passages, or files, that tell some statements; none of what only rules make."""
        found = self.sources.told(statements)
        return tuple(source for source in sources_of(found, found) if source.graph != DERIVED)

    def named(self, point: NamedNode) -> str:
        """A thing in one line: its name and, of a meeting point next to the thing, when it was and how it
        stands."""
        row = self.near.points.get(point)
        summary = self.points.summary(row) if row else ""
        return f"{self.words.thing(point)}; {summary}" if summary else self.words.thing(point)

    def _beyond(self, point: NamedNode) -> Iterator[Entry]:
        """What stands of a meeting point itself: our texts on it, and what else it is tied to."""
        rows = [
            (property_, value)
            for row in sorted(self.questions.ask_unordered("about", thing=point), key=_in_order)
            if said(row["derived"]) != "true"
            and (property_ := node(row["property"]))
            and (value := row["value"])
        ]
        for property_, texts in self.remarks(rows).items():
            text = "; ".join(map(self.words.thing, texts))
            label = "" if property_ == DESCRIPTION else f"{self.words.label(property_)}{self.texts.colon}"
            yield Entry(f"{label}{text}", self.words.curie(property_))
        ends: dict[str, set[NamedNode]] = {}
        row = self.near.points[point]
        known = {each for name in ("kinds", "states") for each in self.points.concepts(row, name)}
        for property_, value in rows:
            if isinstance(value, NamedNode) and self.words.has_phrase(property_):
                partner = self.near.stand_for.get(value, value)
                if not {value, partner} & self.near.own:
                    ends.setdefault(self.words.phrase(property_).onward, set()).add(partner)
            elif isinstance(value, NamedNode) and value.value.startswith(CONCEPT) and value not in known:
                text = self.texts.told(self.words.label(property_), self.words.label(value))
                yield Entry(
                    text, self.words.curie(property_), value, self.passages([(point, property_, value)])
                )
        if ends:
            yield Entry("; ".join(f"{words} {self.names(of)}" for words, of in ends.items()), "details")
        yield from self.outcomes(point)

    def _holders(self, post: NamedNode) -> Iterator[Entry]:
        for row in self.questions.ask("office-holders", at=self.at):
            person = node(row["person"])
            if row["post"] == post and person is not None and person not in self.near.own:
                text = "; ".join([self.words.thing(person), *days(self.texts, row, self.at)])
                statements = self.questions.statements("office-holders", row)
                yield Entry(text, "holder", person, self.passages(statements))

    def remarks(self, rows: Iterable[tuple[NamedNode, Term]]) -> dict[NamedNode, list[Literal]]:
        """The texts of ours among some properties and values, by property: those in the language asked for,
        else those in English, else all."""
        found: dict[NamedNode, list[Literal]] = {}
        for property_, value in rows:
            if isinstance(value, Literal) and value.language and property_.value not in NAMES:
                found.setdefault(property_, []).append(value)
        for property_, texts in found.items():
            for language in (self.words.lang, "en"):
                chosen = [text for text in texts if text.language == language]
                if chosen:
                    found[property_] = chosen
                    break
        return found

    def outcomes(self, thing: NamedNode) -> list[Entry]:
        """What became of what was announced of a thing, or of a change of it, with the passages that report
        it."""
        changes = {row["thing"] for row in self.announcements() if row["concerns"] == thing}
        found: dict[NamedNode, list[Row]] = {}
        for me in sorted(self.near.own, key=str):
            for row in self.questions.ask("outcomes", thing=me):
                record = node(row["outcome"])
                if record is not None and row["announcement"] in (thing, *changes):
                    found.setdefault(record, []).append(row)
        graphs = {graph for rows in found.values() for row in rows if (graph := node(row["source"]))}
        known = describe_sources(self.questions.engine, graphs) if graphs else {}
        return [self._outcome(rows, known) for rows in found.values()]

    def _outcome(self, rows: list[Row], known: dict[NamedNode, SourceGraph]) -> Entry:
        row, fulfilment = rows[0], node(rows[0]["fulfilment"])
        told = self.words.label(fulfilment) if fulfilment else ""
        off = abs(int(said(row["daysOff"]) or 0))
        told += f" ({self.texts.say('days-off', off)})" if off else ""
        first, last = said(row["earliest"]), said(row["latest"])
        told += f", {self.texts.period(first, last)}" if first or last else ""
        sources = {known[graph] for row in rows if (graph := node(row["source"])) in known and graph}
        in_order = tuple(sorted(sources, key=lambda source: source.order))
        return Entry(self.texts.say("outcome", told), "outcome", fulfilment, in_order)

    def announcements(self) -> list[Row]:
        """The rows of what was announced of the thing and near it."""
        own = sorted(self.near.own, key=str)
        return [row for me in own for row in self.questions.ask("announcements", thing=me)]


def _in_order(row: Row) -> tuple[str, ...]:
    return tuple(map(str, row.values()))


def _natural(text: str) -> list[tuple[int, str]]:
    """A sort key by which numbers in texts come in their order, and case does not count."""
    parts = re.split(r"(\d+)", text.casefold())
    return [(int(part) if part.isdecimal() else 0, part) for part in parts]


def tagged(term: Term | None) -> str:
    """A name with its language."""
    language = term.language if isinstance(term, Literal) else None
    return f"{said(term)} @{language}" if language else said(term)
