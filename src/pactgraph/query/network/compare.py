"""Two things side by side: what they share, and what each has alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...model.fault import Fault
from ..relations import BETWEEN, MEETING_POINTS
from .limits import Sieve
from .ties import Ties

AGENTS = ("region", "government", "organisation", "group", "person")
"""Kinds of things that can be partners."""

_KINDS = (
    "agreement",
    "alliance",
    "body",
    "event",
    "asset",
    "region",
    "government",
    "organisation",
    "group",
    "person",
    "post",
    "country",
    "place",
    "law",
)
_GOVERNED = frozenset({"region", "government"})
"""Kinds that may be compared with one another: a government of several regions stands for itself."""

_PARTIES = ("party", "signed")
_MEMBERS = ("member", "member-to-be")


class CompareFault(Fault):
    """Two things cannot be compared; the message says why."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing in which two are compared: what is shared, and what is the first's or the second's alone."""

    name: str
    shared: tuple[NamedNode, ...]
    first: tuple[NamedNode, ...]
    second: tuple[NamedNode, ...]

    @classmethod
    def of(cls, name: str, first: Iterable[NamedNode], second: Iterable[NamedNode]) -> Aspect:
        """The aspect of two sets."""
        one, other = set(first), set(second)
        return cls(name, _sorted(one & other), _sorted(one - other), _sorted(other - one))

    def __bool__(self) -> bool:
        return bool(self.shared or self.first or self.second)


@dataclass(frozen=True, slots=True)
class Strengths:
    """How many commitments of each strength are shared, or the first's or the second's alone; None is a
    strength that is not stated."""

    shared: dict[NamedNode | None, int]
    first: dict[NamedNode | None, int]
    second: dict[NamedNode | None, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things and all aspects in which they can be compared that have anything to tell."""

    first: NamedNode
    second: NamedNode
    aspects: tuple[Aspect, ...]
    strengths: Strengths

    def aspect(self, name: str) -> Aspect:
        """The aspect of a name; an empty one where there is nothing to tell."""
        return next((each for each in self.aspects if each.name == name), Aspect(name, (), (), ()))


def compare(ties: Ties, sieve: Sieve, first: NamedNode, second: NamedNode) -> Comparison:
    """Two things of one kind compared by what they are tied to, within limits.

    Partners (regions, organisations, people) are compared by where they meet, and by their partners: those
    in agreements of just two, in agreements of more, and in alliances. Raises CompareFault where the two are
    one, or are not of one kind.
    """
    one, other = ties.partner(first), ties.partner(second)
    if one == other:
        raise CompareFault("the two are one: compare two different things")
    kinds = ties.kind(one), ties.kind(other)
    if kinds[0] != kinds[1] and not _GOVERNED.issuperset(kinds):
        raise CompareFault(f"one is of the kind {kinds[0]}, the other {kinds[1]}: compare two of one kind")
    near = {thing: _near(ties, sieve, thing) for thing in (one, other)}
    aspects = []
    if kinds[0] in AGENTS:
        for name, partners in (("bilateral", _bilateral), ("joint", _joint), ("allied", _allied)):
            sets = [partners(ties, sieve, near[thing], thing) - {one, other} for thing in (one, other)]
            aspects.append(Aspect.of(name, *sets))
    aspects.append(
        Aspect.of(
            "sectors",
            *(filter(sieve.asked, _sectors(ties, near[thing], thing)) for thing in (one, other)),
        )
    )
    commitments = Aspect.of("commitments", *(_of(ties, near[thing], "commitment") for thing in (one, other)))
    aspects.append(commitments)
    aspects += [
        Aspect.of(kind, *(_of(ties, near[thing], kind) - {one, other} for thing in (one, other)))
        for kind in (MEETING_POINTS if kinds[0] in AGENTS else _KINDS)
        if kind != "commitment"
    ]
    return Comparison(
        first,
        second,
        tuple(filter(None, aspects)),
        Strengths(
            *(
                _strengths(ties, points)
                for points in (commitments.shared, commitments.first, commitments.second)
            )
        ),
    )


def _near(ties: Ties, sieve: Sieve, thing: NamedNode) -> set[NamedNode]:
    """What is tied to a thing within the limits."""
    found: set[NamedNode] = set()
    for me in ties.within(thing) if ties.kind(thing) == "concept" else (thing,):
        found.update(
            end
            for end, between in ties.neighbours.get(me, {}).items()
            if ties.kind(end) not in BETWEEN and sieve.counts(end) and sieve.standing(between)
        )
    return found


def _of(ties: Ties, near: set[NamedNode], kind: str) -> set[NamedNode]:
    return {end for end in near if ties.kind(end) == kind}


def _at(ties: Ties, sieve: Sieve, near: set[NamedNode], kind: str, *relations: str) -> list[set[NamedNode]]:
    """Who is tied by some relations, within the limits, to each of the meeting points of a kind."""
    return [
        {tie.object for tie in ties.of(point, *relations) if tie.subject == point and sieve.stands(tie)}
        for point in _of(ties, near, kind)
    ]


def _bilateral(ties: Ties, sieve: Sieve, near: set[NamedNode], thing: NamedNode) -> set[NamedNode]:
    papers = _at(ties, sieve, near, "agreement", *_PARTIES)
    return {end for parties in papers if thing in parties and len(parties) == 2 for end in parties - {thing}}


def _joint(ties: Ties, sieve: Sieve, near: set[NamedNode], thing: NamedNode) -> set[NamedNode]:
    papers = _at(ties, sieve, near, "agreement", *_PARTIES)
    return {end for parties in papers if thing in parties and len(parties) > 2 for end in parties - {thing}}


def _allied(ties: Ties, sieve: Sieve, near: set[NamedNode], thing: NamedNode) -> set[NamedNode]:
    leagues = _at(ties, sieve, near, "alliance", *_MEMBERS)
    return {end for members in leagues if thing in members for end in members - {thing}}


def _sectors(ties: Ties, near: set[NamedNode], thing: NamedNode) -> set[NamedNode]:
    """The sectors of a meeting point, or those of the meeting points next to a thing."""
    if ties.kind(thing) in MEETING_POINTS:
        return set(ties.sectors(thing))
    points = [end for end in near if ties.kind(end) in MEETING_POINTS]
    return {sector for point in points for sector in ties.objects(point, "sector")} - {thing}


def _strengths(ties: Ties, commitments: Iterable[NamedNode]) -> dict[NamedNode | None, int]:
    """Commitments by strength, the firmest first, those without one last."""
    by_place = {place: strength for strength, place in ties.firmness.items()}
    counts = Counter(ties.strength(commitment) for commitment in commitments)
    return {
        None if place is None else by_place[place]: counts[place]
        for place in sorted(counts, key=lambda place: -(place or 0))
    }


def _sorted(things: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
    return tuple(sorted(things, key=lambda thing: thing.value))
