"""Paths of partnership in words, each hop with its passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode

from ..query.evidence.statements import SourceGraph
from ..query.evidence.support import Triple, sources_of
from ..query.network.walk import MOST_HOPS, Hop, Path, Tie, Walk
from ..query.stored.questions import Questions, Row, Value
from ..workspace.rules import Rule
from .meeting_points import Points
from .outline import Entry, Outline
from .sources import Sources
from .texts import Texts
from .tie_words import AHEAD, listed, node, relation, states, stating
from .words import Words

AT_ONCE = 25
"""Paths whose passages and labels are asked for in one go."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The paths between two things: a title, what is to be said beforehand, and an entry for each path, which
    is sought and told as it is taken."""

    title: str
    ends: tuple[NamedNode, NamedNode]
    lead: tuple[Entry, ...]
    paths: Iterator[Entry]

    def outline(self) -> Outline:
        """All of it."""
        return Outline(self.title, self.ends, self.lead, tuple(self.paths))


def trace(
    questions: Questions,
    rules: Sequence[Rule],
    ends: tuple[NamedNode, NamedNode],
    lang: str,
    limits: Mapping[str, Value] | None = None,
    *,
    via: tuple[NamedNode, ...] = (),
    most_hops: int | None = None,
    most_paths: int | None = None,
) -> Trace:
    """The shortest paths between two things within limits, through what is in `via`: no more than
    `most_paths` where that is given; else all, and where `most_hops` is given too, the longer ones of so many
    hops.

    Raises what the engine raises.
    """
    limits = limits or {}
    walk = Walk(questions, limits, via)
    words, texts = Words(questions, lang), Texts(lang)
    words.learn(ends)
    names = tuple(map(words.thing, ends))
    hops = MOST_HOPS if most_hops is None else most_hops
    found = walk.paths(*ends, hops, every=most_paths is None and most_hops is not None)
    first = list(islice(found, AT_ONCE if most_paths is None else most_paths))
    if not first:
        one = walk.partner(ends[0]) == walk.partner(ends[1])
        title = texts.say("one-partner", *names) if one else texts.say("no-path", *names, hops)
        if ends[0] == ends[1]:
            title = texts.say("one-thing", names[0])
        return Trace(title, ends, (), iter(()))
    lead = []
    if most_paths is not None and next(found, None) is not None:
        number = walk.number(*ends, hops)
        lead.append(
            Entry(texts.say("some-paths", len(first), number), "cut", facts=(("of", str(number)),))
            if number is not None
            else Entry(texts.say("more-paths"), "cut")
        )
        found = iter(())
    told = _Guide(questions, words, texts, Sources(questions.engine, rules), walk, limits)
    return Trace(texts.say("paths", *names), ends, tuple(lead), told.tell(first, found))


class _Guide:
    """Tells paths that a walk finds."""

    def __init__(
        self,
        questions: Questions,
        words: Words,
        texts: Texts,
        sources: Sources,
        walk: Walk,
        limits: Mapping[str, Value],
    ) -> None:
        self._questions = questions
        self._words = words
        self._texts = texts
        self._sources = sources
        self._walk = walk
        self._points = Points(questions, words, texts)
        self._at = str(limits["at"]) if limits.get("at") is not None else None

    def tell(self, first: list[Path], others: Iterator[Path]) -> Iterator[Entry]:
        """An entry for each path, numbered from 1; what many say is asked for together."""
        number, paths = 1, first
        while paths:
            self._learn(paths)
            for path in paths:
                yield self._path(path, number)
                number += 1
            paths = list(islice(others, AT_ONCE))

    def _learn(self, paths: list[Path]) -> None:
        ties = [tie for path in paths for hop in path.hops for tie in hop.ties]
        ties += [
            tie for path in paths for hop, after in _inner(path) for tie in self._foreseen(hop, after.end)
        ]
        rows = [row for path in paths for thing in path.things if (row := self._row(thing))]
        rows += [row for tie in ties for end in (tie.subject, tie.object) if (row := self._row(end))]
        self._points.learn(rows)
        self._words.learn(
            term
            for tie in ties
            for term in (tie.subject, tie.object, tie.row["through"], tie.row["relation"])
        )
        said = [each for tie in ties for each in self._questions.statements("ties", tie.row)]
        self._sources.told([*said, *(each for row in rows for each in stating(self._questions, row))])

    def _path(self, path: Path, number: int) -> Entry:
        after = {hop.end: later.end for hop, later in _inner(path)}
        hops = tuple(self._hop(hop, after.get(hop.end)) for hop in path.hops)
        start = path.hops[0].start
        return Entry(f"{number}. {self._words.thing(start)}", "path", start, (), hops)

    def _hop(self, hop: Hop, after: NamedNode | None) -> Entry:
        row = self._row(hop.end)
        details = list(self._standing(row)) if row else []
        if after is not None:
            details += self._provided(self._foreseen(hop, after), hop.end)
        words = relation(
            self._words, self._texts, ((tie.row, tie.subject == hop.start) for tie in hop.ties), self._at
        )
        return Entry(
            self._texts.told(words, self._words.thing(hop.end)),
            "hop",
            hop.end,
            self._passages(
                [each for tie in hop.ties for each in self._questions.statements("ties", tie.row)]
            ),
            tuple(details),
            facts=(
                ("from", hop.start.value),
                ("to", hop.end.value),
                ("relations", " ".join(dict.fromkeys(map(self._curie, hop.ties)))),
            ),
        )

    def _standing(self, row: Row) -> Iterator[Entry]:
        """When a meeting point was, what it is, and how firmly it stands."""
        summary = self._points.summary(row, listed(self._questions, row["states"]))
        if summary:
            yield Entry(summary, "summary", node(row["thing"]))
        yield from states(self._questions, self._words, self._texts, self._sources, row)

    def _foreseen(self, hop: Hop, after: NamedNode) -> list[Tie]:
        """Where a thing on the path leads on to a meeting point of a later class: how its neighbours there
        stand in that one, where their standing is still to come."""
        found = []
        for point in self._walk.near(hop.end):
            later = self._walk.meets(point) and self._walk.rank(hop.end)[0] < self._walk.rank(point)[0]
            if not later or all(tie.object == hop.end for tie in self._walk.between(hop.end, point)):
                continue
            for partner in (hop.start, after):
                standing = [tie for tie in self._walk.between(point, partner) if tie.row["phase"] is not None]
                if all(tie.row["phase"] == AHEAD for tie in standing):
                    found += standing
        return found

    def _provided(self, foreseen: list[Tie], here: NamedNode) -> Iterator[Entry]:
        by_point: dict[NamedNode, list[Tie]] = {}
        for tie in foreseen:
            by_point.setdefault(tie.subject, []).append(tie)
        for point, ties in by_point.items():
            members = [self._member(tie) for tie in ties]
            onward = ((tie.row, tie.subject == here) for tie in self._walk.between(here, point))
            words = relation(self._words, self._texts, onward, self._at)
            row = self._row(point)
            standing = states(self._questions, self._words, self._texts, self._sources, row) if row else ()
            yield Entry(
                self._texts.told(words, self._words.thing(point)),
                "leads-to",
                point,
                (),
                (*standing, *members),
            )

    def _member(self, tie: Tie) -> Entry:
        standing = node(tie.row["relation"])
        label = self._words.label(standing) if standing else ""
        name = self._texts.say("membership-of", self._words.label(tie.object))
        said = self._questions.statements("ties", tie.row)
        return Entry(
            self._texts.told(name, f"{label}, {self._texts.say('not-held')}"),
            "membership",
            tie.object,
            self._passages([each for each in said if each[2] == standing]),
        )

    def _passages(self, statements: list[Triple]) -> tuple[SourceGraph, ...]:
        """The passages that tell some statements; where none does, those of what they rest on."""
        told = sources_of(self._sources.told(statements), statements)
        return told if any(source.is_passage for source in told) else self._sources.each(statements)

    def _row(self, thing: NamedNode) -> Row | None:
        return self._walk.row(thing)

    def _curie(self, tie: Tie) -> str:
        term = node(tie.row["relation"])
        return self._words.curie(term) if term else ""


def _inner(path: Path) -> Iterator[tuple[Hop, Hop]]:
    """The things between the ends of a path: the hop to each and the hop from it."""
    return zip(path.hops, path.hops[1:], strict=False)
