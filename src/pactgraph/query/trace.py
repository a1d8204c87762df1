"""Paths of partnership between two things, shortest first, on the network in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from .limits import Sieve
from .relations import BETWEEN, MARKS, MEETING_POINTS
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
        self._near: dict[NamedNode, list[tuple[NamedNode, tuple[Tie, ...]]]] = {}

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
        layers = [{goal: {0}}]
        for _ in range(most_hops):
            layers.append(self._before(layers[-1], start, goal))
            if not layers[-1]:
                return
            found = False
            if any(seen == wanted for seen in layers[-1].get(start, ())):
                for path in self._walk([start], [], goal, layers, wanted):
                    found = True
                    yield path
            if found and not every:
                return

    def _before(
        self, layer: dict[NamedNode, set[int]], start: NamedNode, goal: NamedNode
    ) -> dict[NamedNode, set[int]]:
        """The things one hop before those of a layer, each with the sets of `via` that a walk from it to the
        goal can pass."""
        found: dict[NamedNode, set[int]] = {}
        for thing, seen in layer.items():
            if thing == start:
                continue
            bit = 0 if thing == goal else self._via.get(thing, 0)
            passed = {each | bit for each in seen}
            for end in self._ties.neighbours.get(thing, {}):
                if end == goal or not (end == start or self._passable(end)):
                    continue
                if end not in found:
                    if self._standing(thing, end):
                        found[end] = set(passed)
                elif not passed <= found[end]:
                    found[end] |= passed
        return found

    def _passable(self, thing: NamedNode) -> bool:
        kind = self._ties.kind(thing)
        if kind in BETWEEN or (kind in MARKS and thing not in self._via):
            return False
        return self._sieve.counts(thing)

    def _standing(self, thing: NamedNode, end: NamedNode) -> bool:
        return any(self._sieve.stands(tie) for tie in self._ties.neighbours[thing][end])

    def _walk(
        self,
        things: list[NamedNode],
        hops: list[Hop],
        goal: NamedNode,
        layers: list[dict[NamedNode, set[int]]],
        wanted: int,
    ) -> Iterator[Path]:
        """The paths that go on from `things` in as many hops as there are layers left."""
        here, left = things[-1], len(layers) - 1 - len(hops)
        if left == 0:
            yield Path(tuple(hops))
            return
        layer = layers[left - 1]
        for end, ties in self._neighbours(here):
            if end in things or end not in layer:
                continue
            passed = 0 if end == goal else self._via.get(end, 0)
            need = wanted & ~passed
            if not any(need & ~seen == 0 for seen in layer[end]):
                continue
            things.append(end)
            hops.append(Hop(here, end, ties))
            yield from self._walk(things, hops, goal, layers, need)
            things.pop()
            hops.pop()

    def _neighbours(self, thing: NamedNode) -> list[tuple[NamedNode, tuple[Tie, ...]]]:
        """The neighbours of a thing by `rank`, with the ties that stand; sorted once."""
        if thing not in self._near:
            near = self._ties.neighbours.get(thing, {})
            self._near[thing] = [
                (end, standing)
                for end in sorted(near, key=lambda end: rank(self._ties, end))
                if (standing := self._sieve.standing(near[end]))
            ]
        return self._near[thing]
