"""Paths of partnership between two things, shortest first, on the network in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..relations import BETWEEN, MARKS, MEETING_POINTS
from .limits import Sieve
from .ties import Tie, Ties

MOST_HOPS = 6
"""How long a path may be unless more is asked for."""


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


def rank(ties: Ties, thing: NamedNode) -> tuple[int, int, int, str, str]:
    """Sort key of the things next to one another: meeting points by how close a tie they are, then by the
    number of partners who meet (two are closer than thirteen), commitments firmest first, then by date;
    after them regions, then whoever else."""
    kind = ties.kind(thing)
    if kind not in MEETING_POINTS:
        return (len(MEETING_POINTS) + (kind != "region"), 0, 0, "", thing.value)
    firm = ties.strength(thing) or 0 if kind == "commitment" else 0
    day = ties.day(thing, "earliest") if kind != "commitment" else None
    return (MEETING_POINTS.index(kind), len(_meeting(ties, thing)), -firm, day or "", thing.value)


def _meeting(ties: Ties, thing: NamedNode) -> set[NamedNode]:
    return {end for end in ties.neighbours.get(thing, {}) if ties.kind(end) not in (*MARKS, *MEETING_POINTS)}


class Tracer:
    """Finds paths between things within limits.

    A meeting point, however many meet there, is one thing on the path. A path does not pass through a mark
    (a sector, a place, a country, a law), unless it is in `via`: what two partners share with everybody is
    no partnership. Where the path starts and ends, the limits do not count.
    """

    def __init__(self, ties: Ties, sieve: Sieve, via: tuple[NamedNode, ...] = ()) -> None:
        self._ties = ties
        self._sieve = sieve
        self._via = {ties.partner(thing): 1 << place for place, thing in enumerate(dict.fromkeys(via))}
        self._passable: dict[NamedNode, bool] = {}
        self._ranks: dict[NamedNode, tuple[int, int, int, str, str]] = {}

    def paths(
        self, start: NamedNode, goal: NamedNode, most_hops: int = MOST_HOPS, *, every: bool = False
    ) -> Iterator[Path]:
        """The paths from one thing to another, of at most `most_hops` hops: those of the least length, or
        all where `every` is set, shortest first; those of one length in the order of `rank`, hop by hop.

        A start that is also the goal, or counts as one partner with it, has no path.
        """
        start, goal = self._ties.partner(start), self._ties.partner(goal)
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
                for path in self._walk([start], [], goal, layers, wanted):
                    found = True
                    yield path
            if found and not every:
                return

    def _before(self, layer: Layer, start: NamedNode, goal: NamedNode) -> Layer:
        """The layer of the things one hop before those of a layer."""
        neighbours = self._ties.neighbours
        by_passed: dict[frozenset[int], set[NamedNode]] = {}
        for thing, seen in layer.items():
            if thing == start or thing not in neighbours:
                continue
            bit = 0 if thing == goal else self._via.get(thing, 0)
            passed = frozenset(each | bit for each in seen) if bit else seen
            ends = by_passed.setdefault(passed, set())
            ends.update(end for end, ties in neighbours[thing].items() if self._stands(ties))
        found: Layer = {}
        for passed, ends in by_passed.items():
            for end in ends:
                if end != goal and (end == start or self._open(end)):
                    found[end] = found[end] | passed if end in found else passed
        return found

    def _open(self, thing: NamedNode) -> bool:
        """Whether a path may pass through a thing."""
        if thing not in self._passable:
            kind = self._ties.kind(thing)
            closed = kind in BETWEEN or (kind in MARKS and thing not in self._via)
            self._passable[thing] = not closed and self._sieve.counts(thing)
        return self._passable[thing]

    def _stands(self, ties: list[Tie]) -> bool:
        return any(map(self._sieve.stands, ties))

    def _walk(
        self, things: list[NamedNode], hops: list[Hop], goal: NamedNode, layers: list[Layer], wanted: int
    ) -> Iterator[Path]:
        """The paths that go on from `things` in as many hops as there are layers left; `wanted` are those of
        `via` that are still to come."""
        here, left = things[-1], len(layers) - 1 - len(hops)
        if left == 0:
            yield Path(tuple(hops))
            return
        layer, near = layers[left - 1], self._ties.neighbours[here]
        ahead = near.keys() & layer.keys() if len(near) < len(layer) else layer.keys() & near.keys()
        for end in sorted(ahead.difference(things), key=self._rank):
            need = wanted if end == goal else wanted & ~self._via.get(end, 0)
            if not any(need & ~seen == 0 for seen in layer[end]):
                continue
            ties = self._sieve.standing(near[end])
            if ties:
                things.append(end)
                hops.append(Hop(here, end, ties))
                yield from self._walk(things, hops, goal, layers, need)
                things.pop()
                hops.pop()

    def _rank(self, thing: NamedNode) -> tuple[int, int, int, str, str]:
        if thing not in self._ranks:
            self._ranks[thing] = rank(self._ties, thing)
        return self._ranks[thing]


Layer = dict[NamedNode, frozenset[int]]
