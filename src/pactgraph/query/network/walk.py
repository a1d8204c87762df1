"""Paths of partnership between two things: a breadth-first search over the rows of `ties`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ...rdf.namespaces import PACT
from ...rdf.table import Term
from ..stored.questions import Questions, Row, Value

MOST_HOPS = 6
"""How long a path may be unless more is asked for."""

MEETING_POINT = NamedNode(PACT + "MeetingPoint")
CONTEXT = NamedNode(PACT + "Context")
_DAYS = ("beginEarliest", "beginLatest", "endEarliest", "endLatest")
_LAST = 1000
"""The rank of what has no class that is shown."""

Rank = tuple[int, int, int, str, str]
Layer = dict[NamedNode, frozenset[int]]


class Tie(NamedTuple):
    """A row of `ties` between two things as partners: of a government that stands for a territory, the
    territory. The relation reads from `subject` to `object`."""

    subject: NamedNode
    object: NamedNode
    row: Row

    @property
    def order(self) -> tuple[str, ...]:
        """Sort key: what has no first day, then by first day; then by relation."""
        columns = ("relation", "record", "through", "thing", "other", *_DAYS)
        first = _text(self.row["beginEarliest"]) or _text(self.row["beginLatest"])
        return (first, *(_text(self.row[column]) for column in columns))


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: all ties between two neighbours."""

    start: NamedNode
    end: NamedNode
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A path through the network; no thing stands on it twice."""

    hops: tuple[Hop, ...]

    @property
    def things(self) -> tuple[NamedNode, ...]:
        """The things on the path, from its start to its end."""
        return (self.hops[0].start, *(hop.end for hop in self.hops))


class Walk:
    """Finds paths between things within limits, which are given by the names of parameters.

    A meeting point, however many meet there, is one thing on the path. A path does not pass through what
    partners merely share (a sector, a place, a country, a law), nor through a record, unless it is in `via`.
    Where the path starts and ends, the limits do not count.
    """

    def __init__(
        self, questions: Questions, limits: Mapping[str, Value] | None = None, via: tuple[NamedNode, ...] = ()
    ) -> None:
        self._questions = questions
        self._limits = {name: value for name, value in (limits or {}).items() if value is not None}
        self._via = {self.partner(thing): 1 << place for place, thing in enumerate(dict.fromkeys(via))}
        self._passable: dict[NamedNode, bool] = {}
        self._beyond: dict[NamedNode, Row | None] = {}

    def partner(self, thing: NamedNode) -> NamedNode:
        """What stands for a thing on a path: its territory for a government, else the thing itself."""
        return self._partners.get(thing, thing)

    def class_of(self, thing: NamedNode) -> NamedNode | None:
        """The class as which a thing is shown; None for one that has none."""
        return self._classes.get(thing)

    def meets(self, thing: NamedNode) -> bool:
        """Whether partners meet at a thing."""
        return self._role(thing) == MEETING_POINT

    def between(self, one: NamedNode, other: NamedNode) -> tuple[Tie, ...]:
        """The ties between two things that stand in the time asked for, in order."""
        return tuple(sorted(self._near.get(one, {}).get(other, ()), key=lambda tie: tie.order))

    def near(self, thing: NamedNode) -> list[NamedNode]:
        """What is tied to a thing, in the order of `rank`."""
        return sorted(self._near.get(thing, ()), key=self.rank)

    def row(self, thing: NamedNode) -> Row | None:
        """The row of `meeting-points` for a thing where partners meet, within the limits or (where a path
        ends) beyond them."""
        if not self.meets(thing):
            return None
        if thing not in self._points and thing not in self._beyond:
            rows = self._questions.ask("meeting-points", thing=thing, at=self._limits.get("at"))
            rows = rows or self._questions.ask("meeting-points", thing=thing)
            self._beyond[thing] = next((row for row in rows if row["thing"] == thing), None)
        return self._points.get(thing) or self._beyond.get(thing)

    def number(self, start: NamedNode, goal: NamedNode, most_hops: int = MOST_HOPS) -> int | None:
        """How many paths of the least length there are; None where they have to pass through some things,
        which no count without seeking them tells."""
        start, goal = self.partner(start), self.partner(goal)
        if self._via:
            return None
        layer: dict[NamedNode, int] = {goal: 1}
        for _ in range(most_hops):
            before: dict[NamedNode, int] = {}
            for thing, paths in layer.items():
                for end in self._near.get(thing, ()):
                    if end == start or (end != goal and self._open(end)):
                        before[end] = before.get(end, 0) + paths
            if start in before:
                return before[start]
            layer = before
        return 0

    def rank(self, thing: NamedNode) -> Rank:
        """Sort key of the things next to one another: by class, then by the number of partners who meet (two
        are closer than thirteen), commitments firmest first, then by date."""
        class_ = self._classes.get(thing)
        place = self._kinds[class_][0] if class_ in self._kinds else _LAST
        if not self.meets(thing):
            return (place, 0, 0, "", thing.value)
        row = self._points.get(thing, {})
        number = [int(_text(row.get(column)) or 0) for column in ("partners", "level")]
        return (place, number[0], -number[1], _text(row.get("earliest")), thing.value)

    def paths(
        self, start: NamedNode, goal: NamedNode, most_hops: int = MOST_HOPS, *, every: bool = False
    ) -> Iterator[Path]:
        """The paths from one thing to another, of at most `most_hops` hops: those of the least length, or
        all where `every` is set, shortest first; those of one length in the order of `rank`, hop by hop.

        A start that is also the goal, or counts as one partner with it, has no path. Raises what the engine
        raises.
        """
        start, goal = self.partner(start), self.partner(goal)
        if start == goal:
            return
        wanted = sum(bit for thing, bit in self._via.items() if thing not in (start, goal))
        # What can be so many hops before the goal, with the sets of `via` that a walk from there can pass.
        layers: list[Layer] = [{goal: frozenset({0})}]
        for _ in range(most_hops):
            layers.append(self._before(layers[-1], start, goal))
            if not layers[-1]:
                return
            found = False
            if wanted in layers[-1].get(start, ()):
                for path in self._onward([start], [], goal, layers, wanted):
                    found = True
                    yield path
            if found and not every:
                return

    def _before(self, layer: Layer, start: NamedNode, goal: NamedNode) -> Layer:
        """The layer of the things one hop before those of a layer."""
        by_passed: dict[frozenset[int], set[NamedNode]] = {}
        for thing, seen in layer.items():
            if thing == start or thing not in self._near:
                continue
            bit = 0 if thing == goal else self._via.get(thing, 0)
            passed = frozenset(each | bit for each in seen) if bit else seen
            by_passed.setdefault(passed, set()).update(self._near[thing])
        found: Layer = {}
        for passed, ends in by_passed.items():
            for end in ends:
                if end != goal and (end == start or self._open(end)):
                    found[end] = found[end] | passed if end in found else passed
        return found

    def _onward(
        self, things: list[NamedNode], hops: list[Hop], goal: NamedNode, layers: list[Layer], wanted: int
    ) -> Iterator[Path]:
        """The paths that go on from `things` in as many hops as there are layers left; `wanted` are those of
        `via` that are still to come."""
        here, left = things[-1], len(layers) - 1 - len(hops)
        if left == 0:
            yield Path(tuple(hops))
            return
        layer, near = layers[left - 1], self._near[here]
        ahead = near.keys() & layer.keys() if len(near) < len(layer) else layer.keys() & near.keys()
        for end in sorted(ahead.difference(things), key=self.rank):
            need = wanted if end == goal else wanted & ~self._via.get(end, 0)
            if any(need & ~seen == 0 for seen in layer[end]):
                things.append(end)
                hops.append(Hop(here, end, self.between(here, end)))
                yield from self._onward(things, hops, goal, layers, need)
                things.pop()
                hops.pop()

    def _open(self, thing: NamedNode) -> bool:
        """Whether a path may pass through a thing."""
        if thing not in self._passable:
            role = self._role(thing)
            shown = self._classes.get(thing) in self._kinds and role != CONTEXT
            within = role != MEETING_POINT or not self._limits or thing in self._points
            self._passable[thing] = within and (shown or thing in self._via)
        return self._passable[thing]

    def _role(self, thing: NamedNode) -> NamedNode | None:
        class_ = self._classes.get(thing)
        return self._kinds[class_][1] if class_ in self._kinds else None

    @cached_property
    def _near(self) -> dict[NamedNode, dict[NamedNode, list[Tie]]]:
        """For each thing the things tied to it in the time asked for, with the ties."""
        since, until = self._limits.get("since"), self._limits.get("until")
        day = self._limits.get("at")
        if day is not None:
            since = until = day
        timed = since is not None or until is not None
        found: dict[NamedNode, dict[NamedNode, list[Tie]]] = {}
        for row in self._questions.ask_unordered("ties", since=since, until=until):
            thing, other = row["thing"], row["other"]
            dated = timed and any(row[column] is not None for column in _DAYS)
            if not isinstance(thing, NamedNode) or not isinstance(other, NamedNode):
                continue
            if dated or _text(row["present"]) == "true":
                tie = Tie(self.partner(thing), self.partner(other), row)
                if tie.subject != tie.object:
                    found.setdefault(tie.subject, {}).setdefault(tie.object, []).append(tie)
                    found.setdefault(tie.object, {}).setdefault(tie.subject, []).append(tie)
        return found

    @cached_property
    def _points(self) -> dict[NamedNode, Row]:
        """The meeting points within the limits."""
        rows = self._questions.ask_unordered("meeting-points", **self._limits)
        return {row["thing"]: row for row in rows if isinstance(row["thing"], NamedNode)}

    @cached_property
    def _things(self) -> list[Row]:
        return self._questions.ask_unordered("things")

    @cached_property
    def _classes(self) -> dict[NamedNode, NamedNode]:
        return _mapping(self._things, "thing", "class")

    @cached_property
    def _partners(self) -> dict[NamedNode, NamedNode]:
        return _mapping(self._things, "thing", "partner")

    @cached_property
    def _kinds(self) -> dict[NamedNode, tuple[int, NamedNode | None]]:
        """The place and the role of each class that is shown."""
        found: dict[NamedNode, tuple[int, NamedNode | None]] = {}
        for row in self._questions.ask("kinds"):
            class_, role = row["class"], row["role"]
            if isinstance(class_, NamedNode):
                place = int(_text(row["rank"]) or _LAST)
                found[class_] = (place, role if isinstance(role, NamedNode) else None)
        return found


def _mapping(rows: list[Row], key: str, column: str) -> dict[NamedNode, NamedNode]:
    return {
        one: other
        for row in rows
        if isinstance(one := row[key], NamedNode) and isinstance(other := row[column], NamedNode)
    }


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
