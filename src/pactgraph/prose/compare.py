"""Two things side by side: what they share, and what each has alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from ..query.stored.questions import Questions, Row, Value
from ..rdf.fault import Fault
from ..workspace.rules import Rule
from .accounts import compare_accounts
from .meeting_points import Points
from .neighbours import CONTEXT, MEETING_POINT, PARTNER, read_near
from .outline import Entry, Outline
from .sides import Sides
from .sources import Sources
from .texts import Texts
from .tie_words import node
from .tie_words import text as said
from .view import ChapterView
from .words import ClassWords, Words


class CompareFault(Fault):
    """Two things cannot be compared; the message says why."""


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """What one of two things is tied to: by class, and for partners the ways in which they meet."""

    view: ChapterView
    by_class: dict[NamedNode, set[NamedNode]]
    sectors: set[NamedNode]
    ways: dict[NamedNode, list[str]] = field(default_factory=dict)

    def among(self, class_: NamedNode) -> set[NamedNode]:
        """The things of a class."""
        return self.by_class.get(class_, set())


def compare(
    questions: Questions,
    rules: Sequence[Rule],
    first: NamedNode,
    second: NamedNode,
    lang: str,
    limits: Mapping[str, Value] | None = None,
    *,
    most: int | None = None,
) -> Outline:
    """Two things of one class, or two partners, side by side within limits. Of each list no more than `most`
    entries are told, with how many there are; without it all.

    Raises CompareFault where they cannot be compared, and what the engine raises.
    """
    words, texts, sources = Words(questions, lang), Texts(lang), Sources(questions.engine, rules)
    things = {thing: row for row in questions.ask_unordered("things") if (thing := node(row["thing"]))}
    ends = [_partner(things.get(thing), thing) for thing in (first, second)]
    if ends[0] == ends[1]:
        raise CompareFault("the two are one: compare two different things")
    kinds = [_kind(words, things.get(end)) for end in ends]
    if kinds[0] is None and kinds[1] is None:
        return compare_accounts(questions, words, texts, sources, (first, second), most=most)
    if not (kinds[0] and kinds[1] and (kinds[0] == kinds[1] or kinds[0].role == kinds[1].role == PARTNER)):
        told = ", ".join(
            f"{words.thing(thing)} {f'is of the class {kind.label}' if kind else 'has no such class'}"
            for thing, kind in zip((first, second), kinds, strict=True)
        )
        raise CompareFault(f"{told}: compare two of one class")
    points = Points(questions, words, texts)
    sides = [
        _side(questions, words, texts, sources, points, (thing, end), kind, limits or {}, most)
        for thing, end, kind in zip((first, second), ends, kinds, strict=True)
        if kind
    ]
    return _Comparison(sides, (first, second), ends).outline()


def _partner(row: Row | None, thing: NamedNode) -> NamedNode:
    return (node(row["partner"]) if row else None) or thing


def _kind(words: Words, row: Row | None) -> ClassWords | None:
    class_ = node(row["class"]) if row else None
    return words.kind(class_) if class_ else None


def _side(
    questions: Questions,
    words: Words,
    texts: Texts,
    sources: Sources,
    points: Points,
    ends: tuple[NamedNode, NamedNode],
    kind: ClassWords,
    limits: Mapping[str, Value],
    most: int | None,
) -> ComparedSide:
    """What a thing, for which a partner stands, is tied to within limits: the meeting points that count, what
    it is tied to itself, the sectors of both, and who else has part in such agreements and alliances."""
    thing, end = ends
    by = "agent" if kind.role == PARTNER else "thing"
    near = read_near(questions, words, thing, end, limits, by)
    view = ChapterView(questions, words, texts, sources, points, near, said_day(limits), most)
    by_class = {class_: set(found) for class_, found in near.by_class().items() if class_}
    met = {point for point in near.points if point != end or kind.role == MEETING_POINT}
    rows = questions.ask_unordered("in-sectors", agent=end if by == "agent" else None)
    sectors = {sector for row in rows if row["thing"] in met and (sector := node(row["sector"]))} - {end}
    ways: dict[NamedNode, list[str]] = {}
    if kind.role == PARTNER:
        told = {MEETING_POINT} if limits else {MEETING_POINT, CONTEXT, None}
        by_class = {class_: found for class_, found in by_class.items() if words.kind(class_).role in told}
        for row in questions.ask("partners", agent=end):
            partner, way = node(row["partner"]), said(row["way"])
            if partner and row["thing"] in met:
                by_class.setdefault(near.classes[partner], set()).add(partner)
                if way not in ways.setdefault(partner, []):
                    ways[partner].append(way)
    by_class = {class_: found - sectors for class_, found in by_class.items()}
    return ComparedSide(view, by_class, sectors, ways)


def said_day(limits: Mapping[str, Value]) -> str | None:
    """The day of limits."""
    day = limits.get("at")
    return None if day is None else str(day)


class _Comparison:
    """Tells the sides of two things."""

    def __init__(
        self, sides: Sequence[ComparedSide], things: tuple[NamedNode, NamedNode], ends: Sequence[NamedNode]
    ) -> None:
        self._sides = sides
        self._things = things
        self._ends = ends
        view = sides[0].view
        self._view, self._words, self._texts = view, view.words, view.texts
        self._words.learn(things)
        self._names = [self._words.label(thing) for thing in things]

    def outline(self) -> Outline:
        """The outline: how the two stand, then a section for each class."""
        sections = [*self._standing()]
        classes = {class_ for side in self._sides for class_ in side.by_class}
        for kind in sorted(map(self._words.kind, classes), key=lambda kind: kind.rank):
            sides = Sides.of(*(side.among(kind.iri) - {*self._ends, *self._things} for side in self._sides))
            sections += self._section(kind.plural, kind.several, sides)
            sections += self._strengths(sides)
        sectors = Sides.of(*(side.sectors for side in self._sides))
        sections += self._section(self._texts.say("sectors"), "sectors", sectors)
        title = self._texts.say("pair", *map(self._words.thing, self._things))
        lead = () if sections else (Entry(self._texts.say("nothing"), "nothing"),)
        return Outline(title, self._things, lead, tuple(sections))

    def _standing(self) -> Iterator[Entry]:
        """How the two stand, where partners meet in them."""
        told = []
        for side, thing in zip(self._sides, self._things, strict=True):
            row = side.view.near.points.get(thing)
            if row is not None:
                side.view.learn([thing])
                sources = side.view.passages(side.view.statements(thing))
                summary = Entry(side.view.points.summary(row), "summary", thing, sources)
                told.append(Entry(self._words.thing(thing), "thing", thing, entries=(summary,)))
        if told:
            yield Entry(self._texts.say("standing"), "standing", entries=tuple(told))

    def _section(self, heading: str, name: str, sides: Sides) -> Iterator[Entry]:
        groups = sides.groups(self._texts, self._names)
        if groups:
            yield Entry(heading, name, entries=tuple(self._group(*group) for group in groups))

    def _group(self, text: str, name: str, things: Sequence[NamedNode]) -> Entry:
        """One side: what is firm first, then by name."""
        order = sorted(self._view.by_name(things), key=lambda thing: -self._level(thing))
        told = self._view.cut(order)
        for side in self._sides:
            side.view.learn(thing for thing in told if thing in side.view.near.ties)
        return self._view.group(text, name, order, self._item)

    def _item(self, thing: NamedNode) -> Entry:
        row = self._row(thing)
        ways = [self._way(side, name, thing) for side, name in zip(self._sides, self._names, strict=True)]
        summary = self._view.points.summary(row) if row else ""
        text = "; ".join([self._words.thing(thing), *filter(None, [summary, *ways])])
        statements = [each for side in self._sides for each in side.view.statements(thing)]
        class_ = self._view.near.classes[thing]
        return Entry(
            text,
            self._words.kind(class_).one,
            thing,
            self._view.passages(statements),
            tuple(self._remarks(thing) if row and row["level"] is not None else ()),
            facts=tuple(
                (name, " ".join(found))
                for name, side in zip(("first", "second"), self._sides, strict=True)
                if (found := side.ways.get(thing))
            ),
        )

    def _way(self, side: ComparedSide, name: str, partner: NamedNode) -> str:
        """How one of the two meets a partner."""
        ways = [self._texts.say(f"way-{way}") for way in side.ways.get(partner, ())]
        return self._texts.told(name, ", ".join(ways)) if ways else ""

    def _remarks(self, thing: NamedNode) -> Iterator[Entry]:
        """Our texts on a commitment."""
        rows = [
            (property_, value)
            for row in self._view.questions.ask("about", thing=thing)
            if (property_ := node(row["property"])) and (value := row["value"])
        ]
        for property_, texts in self._view.remarks(rows).items():
            yield Entry("; ".join(map(self._words.thing, texts)), self._words.curie(property_))

    def _strengths(self, sides: Sides) -> Iterator[Entry]:
        """How many of each side are how firm, where any has a strength."""
        counts = [Counter(map(self._level, found)) for found in (sides.shared, sides.first, sides.second)]
        if not any(level for found in counts for level in found):
            return
        scale = {
            int(said(row["level"])): strength
            for row in self._view.questions.ask("strengths")
            if (strength := node(row["strength"]))
        }
        self._words.learn(scale.values())
        headings = (self._texts.say("shared"), *(self._texts.say("only", name) for name in self._names))
        told = []
        for heading, found in zip(headings, counts, strict=True):
            none = self._texts.say("no-strength")
            listed = ", ".join(
                f"{self._words.label(scale[level]) if level else none} {found[level]}"
                for level in sorted(found, reverse=True)
            )
            told.append(Entry(self._texts.told(heading, listed or self._texts.say("none")), "strengths"))
        named = ", ".join(self._words.label(scale[level]) for level in sorted(scale))
        told.append(Entry(self._texts.say("scale", named), "scale"))
        yield Entry(self._texts.say("strengths"), "strengths", entries=tuple(told))

    def _row(self, thing: NamedNode) -> Row | None:
        found = (side.view.near.points.get(thing) for side in self._sides)
        return next(filter(None, found), None)

    def _level(self, thing: NamedNode) -> int:
        row = self._row(thing)
        return int(said(row["level"]) or 0) if row else 0
