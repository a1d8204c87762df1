"""Comparisons in words, as outlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode

from ...model.namespaces import PACT, PROV
from ...model.prefixes import Prefixes
from ...model.table import Term
from ..engines.engine import Engine
from ..evidence.remarks import remarks_on
from ..evidence.support import Triple, recorded, support
from ..network.accounts import Accounts, compare_accounts
from ..network.compare import Aspect, CompareFault, Comparison, compare
from ..network.limits import Limits, Sieve
from ..network.nearby import ties_around
from ..network.reading import read_ties
from ..network.ties import Ties
from ..relations import MEETING_POINTS
from ..sparql.binding import serialise
from .outline import Entry, Outline
from .sentences import Teller
from .speech import Speech, statements_of_states, terms_of
from .wording import Wording

_DERIVED = NamedNode(PROV + "wasDerivedFrom")
_STRENGTH = NamedNode(PACT + "strength")
Item = Callable[[NamedNode], Entry]
Rank = Callable[[NamedNode], int]


def contrast(
    engine: Engine,
    prefixes: Prefixes,
    first: NamedNode,
    second: NamedNode,
    lang: str = "en",
    limits: Limits | None = None,
) -> Outline:
    """Two things of one kind, or two documents, side by side, within limits (which documents have none).

    Raises CompareFault where they cannot be compared, and what the engine's `select` raises.
    """
    documents = [_is_document(engine, thing) for thing in (first, second)]
    if first == second:
        raise CompareFault("the two are one: compare two different things")
    if all(documents):
        return _Documents(engine, prefixes, read_ties(engine), lang, first, second).outline()
    if any(documents):
        raise CompareFault("only one of the two is a document: compare two of one kind")
    ties = ties_around(engine, [first, second])
    sieve = Sieve.open(engine, ties, limits or Limits())
    return _Things(engine, prefixes, ties, lang, compare(ties, sieve, first, second)).outline()


def _is_document(engine: Engine, thing: NamedNode) -> bool:
    return engine.ask(f"ASK {{ {serialise(thing)} a <{PACT}Document> }}")


class _Things:
    """Tells a comparison of two things of the network."""

    def __init__(self, engine: Engine, prefixes: Prefixes, ties: Ties, lang: str, found: Comparison) -> None:
        self._ties = ties
        self._found = found
        self._wording = Wording(lang)
        items = {item for aspect in found.aspects for item in _all(aspect)}
        points = sorted((i for i in items if ties.kind(i) in MEETING_POINTS), key=lambda i: i.value)
        ends = [ties.partner(thing) for thing in (found.first, found.second)]
        terms: list[Term | None] = [found.first, found.second, *items, *ties.firmness]
        rows: list[Triple] = []
        for point in (*points, *ends):
            terms += terms_of(ties, point)
            rows += statements_of_states(ties, point)
        self._between = {
            item: [
                row
                for end in ends
                for tie in ties.neighbours.get(end, {}).get(item, ())
                for row in tie.statements
            ]
            for item in items
        }
        for found_rows in self._between.values():
            rows += found_rows
        self._remarks = remarks_on(engine, points, lang)
        self._speech = Speech(
            ties,
            Teller(engine, prefixes, lang, terms),
            self._wording,
            support(engine, rows),
            recorded(engine, points),
        )

    def outline(self) -> Outline:
        """The outline."""
        first, second = self._found.first, self._found.second
        teller, say = self._speech.teller, self._wording.say
        names = teller.name(first), teller.name(second)
        sections = []
        standing = [self._standing(thing) for thing in (first, second)]
        if any(entry.entries for entry in standing):
            sections.append(Entry(say("standing"), "standing", entries=tuple(standing)))
        for aspect in self._found.aspects:
            heading = say(_HEADINGS.get(aspect.name, aspect.name))
            sections.append(_aspect(self._wording, heading, aspect, names, self._item, self._firmness))
            if aspect.name == "commitments":
                sections.append(self._strengths(names))
        title = say("pair", teller.thing(first), teller.thing(second))
        lead = () if sections else (Entry(say("nothing"), "nothing"),)
        return Outline(title, (first, second), lead, tuple(sections))

    def _standing(self, thing: NamedNode) -> Entry:
        """How one of the two stands, where it is a meeting point."""
        point = self._ties.partner(thing)
        if self._ties.kind(point) not in MEETING_POINTS:
            return Entry("", "", thing)
        summary = self._speech.summary(point)
        lead = [Entry(summary, "summary")] if summary else []
        states = self._speech.states(point)
        return Entry(self._speech.teller.thing(thing), "thing", thing, entries=(*lead, *states))

    def _item(self, item: NamedNode) -> Entry:
        text = self._speech.teller.thing(item)
        entries: tuple[Entry, ...] = ()
        if self._ties.kind(item) in MEETING_POINTS:
            summary = self._speech.summary(item)
            text = f"{text}; {summary}" if summary else text
            texts = self._remarks.get(item, {}).get("description", ())
            said = "; ".join(map(self._speech.teller.thing, texts))
            entries = (
                *self._speech.states(item),
                *([Entry(said, "description")] if said and self._ties.kind(item) == "commitment" else []),
            )
        return Entry(text, self._ties.kind(item), item, self._speech.sources(self._between[item]), entries)

    def _firmness(self, item: NamedNode) -> int:
        return self._ties.strength(item) or 0 if self._ties.kind(item) == "commitment" else 0

    def _strengths(self, names: tuple[str, str]) -> Entry:
        found, say = self._found.strengths, self._wording.say
        groups = []
        for name, counts in (
            (say("shared"), found.shared),
            (say("only", names[0]), found.first),
            (say("only", names[1]), found.second),
        ):
            told = [
                f"{self._speech.teller.name(strength) if strength else say('no-strength')} {number}"
                for strength, number in counts.items()
            ]
            groups.append(Entry(self._wording.told(name, ", ".join(told) or say("none")), "strengths"))
        scale = sorted(self._ties.firmness, key=lambda strength: self._ties.firmness[strength])
        named = ", ".join(map(self._speech.teller.name, scale))
        groups.append(Entry(say("scale", named), "scale"))
        return Entry(say("strengths"), "strengths", entries=tuple(groups))


class _Documents:
    """Tells a comparison of two documents."""

    def __init__(
        self,
        engine: Engine,
        prefixes: Prefixes,
        ties: Ties,
        lang: str,
        first: NamedNode,
        second: NamedNode,
    ) -> None:
        self._ends = first, second
        self._wording = Wording(lang)
        self._found: Accounts = compare_accounts(engine, ties, first, second)
        self._releases = [
            {
                row[0]
                for row in engine.select(
                    f"SELECT ?release WHERE {{ {serialise(end)} {serialise(_DERIVED)} ?release }}"
                ).rows
                if isinstance(row[0], NamedNode)
            }
            for end in self._ends
        ]
        terms: list[Term | None] = [first, second, *self._releases[0], *self._releases[1]]
        rows: list[Triple] = []
        for aspect in self._found.aspects:
            terms += _all(aspect)
        for each in self._found.differences:
            terms += [each.subject, each.property, *each.first, *each.second]
            rows += [(each.subject, each.property, value) for value in (*each.first, *each.second)]
        self._teller = Teller(engine, prefixes, lang, terms)
        self._known = support(engine, rows)

    def outline(self) -> Outline:
        """The outline."""
        say, teller = self._wording.say, self._teller
        names = teller.curie(self._ends[0]), teller.curie(self._ends[1])
        shared = self._releases[0] & self._releases[1]
        lead = [
            Entry(say("release", ", ".join(sorted(map(teller.thing, shared)))), "release")
            if shared
            else None,
            Entry(
                say(
                    "statements-counted",
                    len(self._found.shared),
                    names[0],
                    len(self._found.first),
                    names[1],
                    len(self._found.second),
                ),
                "statements",
                facts=(
                    ("shared", str(len(self._found.shared))),
                    ("first", str(len(self._found.first))),
                    ("second", str(len(self._found.second))),
                ),
            ),
        ]
        sections = [self._differences(names)] if self._found.differences else []
        for aspect in self._found.aspects:
            heading = say(_HEADINGS.get(aspect.name, aspect.name))
            sections.append(_aspect(self._wording, heading, aspect, names, self._item, _alike))
        title = say("pair", *map(teller.thing, self._ends))
        return Outline(title, self._ends, tuple(filter(None, lead)), tuple(sections))

    def _item(self, item: NamedNode) -> Entry:
        return Entry(self._teller.thing(item), "thing", item)

    def _differences(self, names: tuple[str, str]) -> Entry:
        told = []
        for each in self._found.differences:
            sides = []
            for name, document, values in zip(names, self._ends, (each.first, each.second), strict=True):
                sources = {
                    source.graph: source
                    for value in values
                    for source in self._known.get((each.subject, each.property, value), ())
                    if source.document == document
                }
                text = self._wording.told(name, "; ".join(map(self._teller.thing, values)))
                sides.append(Entry(text, "value", document, tuple(sources.values())))
            heading = f"{self._teller.thing(each.subject)}, {self._teller.name(each.property)}"
            told.append(Entry(heading, "difference", each.subject, entries=tuple(sides)))
        return Entry(self._wording.say("differences"), "differences", entries=tuple(told))


_HEADINGS = {
    "agreement": "agreements",
    "alliance": "alliances",
    "commitment": "commitments",
    "body": "bodies",
    "event": "events",
    "asset": "assets",
    "region": "regions",
    "government": "governments",
    "organisation": "organisations",
    "group": "groups",
    "person": "persons",
    "post": "posts",
    "country": "countries",
    "place": "places",
    "law": "laws",
}


def _aspect(
    wording: Wording, heading: str, aspect: Aspect, names: tuple[str, str], item: Item, rank: Rank
) -> Entry:
    groups = [
        Entry(text, name, entries=tuple(_told(items, item, rank)))
        for text, name, items in (
            (wording.say("shared"), "shared", aspect.shared),
            (wording.say("only", names[0]), "first", aspect.first),
            (wording.say("only", names[1]), "second", aspect.second),
        )
        if items
    ]
    return Entry(heading, aspect.name, entries=tuple(groups))


def _told(items: Iterable[NamedNode], item: Item, rank: Rank) -> list[Entry]:
    """Entries for some things, those of the highest rank first, then by text."""
    ranked = sorted(((-rank(each), item(each)) for each in items), key=lambda pair: (pair[0], pair[1].text))
    return [entry for _, entry in ranked]


def _alike(_item: NamedNode) -> int:
    return 0


def _all(aspect: Aspect) -> tuple[NamedNode, ...]:
    return (*aspect.shared, *aspect.first, *aspect.second)
