"""Which meeting points and ties count: those in a sector, in a period, of a firmness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..engines.engine import Engine
from ..evidence.support import Period, recorded
from ..relations import MEETING_POINTS
from .ties import Tie, Ties

_LASTING = frozenset({"alliance", "body"})
"""Kinds of things that last from the day they are dated."""

_ALWAYS = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a search is limited to; without any of them, everything counts.

    A meeting point counts where it is about `sector` or a narrower one, can have been on a day from `since`
    to `until` (YYYY-MM-DD, both included), and is a commitment of at least the strength `strength` or an
    agreement that holds such a one (about the sector, where one is asked for). A tie with days of its own,
    such as a membership, has to stand in the period.
    """

    sector: NamedNode | None = None
    since: str | None = None
    until: str | None = None
    strength: NamedNode | None = None

    @property
    def timed(self) -> bool:
        """Whether a period is asked for."""
        return self.since is not None or self.until is not None


class Sieve:
    """Tells which things and ties of a network are within limits."""

    def __init__(self, ties: Ties, limits: Limits, on_record: dict[NamedNode, Period]) -> None:
        self._ties = ties
        self._limits = limits
        self._on_record = on_record
        self._sectors = ties.within(limits.sector) if limits.sector is not None else frozenset()
        self._strength = ties.firmness.get(limits.strength) if limits.strength is not None else None
        self._known: dict[NamedNode, bool] = {}

    @classmethod
    def open(cls, engine: Engine, ties: Ties, limits: Limits) -> Sieve:
        """A sieve; asks the engine when undated things were put on record, where a period is asked for."""
        undated: list[NamedNode] = []
        if limits.timed:
            undated = [
                thing
                for thing, kind in ties.kinds.items()
                if kind in MEETING_POINTS and own_period(ties, thing) is None
            ]
        return cls(ties, limits, recorded(engine, undated) if undated else {})

    @property
    def timed(self) -> bool:
        """Whether a period is asked for."""
        return self._limits.timed

    def period(self, thing: NamedNode) -> Period | None:
        """When a meeting point was made or held, else when it was first put on record; None if no source
        dates it. Alliances and bodies last from then on,
        unless they are only announced."""
        found = own_period(self._ties, thing) or self._on_record.get(thing)
        if found is None or self._ties.kind(thing) not in _LASTING or self._ties.only_announced(thing):
            return found
        return (found[0], _ALWAYS)

    def asked(self, sector: NamedNode) -> bool:
        """Whether a sector is the one asked for or a narrower one, or none is asked for."""
        return self._limits.sector is None or sector in self._sectors

    def counts(self, thing: NamedNode) -> bool:
        """Whether a thing is within the limits; what is no meeting point always is."""
        if thing not in self._known:
            self._known[thing] = self._ties.kind(thing) not in MEETING_POINTS or self._within(thing)
        return self._known[thing]

    def _within(self, thing: NamedNode) -> bool:
        limits = self._limits
        if limits.sector is not None and self._sectors.isdisjoint(self._ties.sectors(thing)):
            return False
        if limits.strength is not None:
            if self._strength is None or self._ties.kind(thing) not in ("agreement", "commitment"):
                return False
            if not any(map(self._firm, self._ties.held(thing))):
                return False
        return not limits.timed or self._overlaps(self.period(thing))

    def _firm(self, commitment: NamedNode) -> bool:
        """Whether a commitment is firm enough, and about the sector where one is asked for."""
        strength = self._ties.strength(commitment)
        if strength is None or self._strength is None or strength < self._strength:
            return False
        return self._limits.sector is None or not self._sectors.isdisjoint(self._ties.sectors(commitment))

    def stands(self, tie: Tie) -> bool:
        """Whether a tie is in the period asked for; one without days of its own is. Where none is asked for,
        of a membership's ties the present one counts."""
        if not self._limits.timed or not (tie.since or tie.until):
            return tie.present
        return self._overlaps((tie.since or "", tie.until or _ALWAYS))

    def standing(self, ties: Iterable[Tie]) -> tuple[Tie, ...]:
        """Those of some ties that stand in the period, in order."""
        return tuple(sorted((tie for tie in ties if self.stands(tie)), key=lambda tie: tie.order))

    def _overlaps(self, period: Period | None) -> bool:
        if period is None:
            return False
        return period[0] <= (self._limits.until or _ALWAYS) and (self._limits.since or "") <= period[1]


def own_period(ties: Ties, thing: NamedNode) -> Period | None:
    """The days between which a thing was made or held, as stated of it; of a commitment, whose own dates say
    when it falls due, those of the agreement that holds it. One day that is not stated is left open."""
    dated = [thing]
    if ties.kind(thing) == "commitment":
        dated = ties.objects(thing, "made-under")
    periods = []
    for each in dated:
        earliest, latest = ties.day(each, "earliest"), ties.day(each, "latest")
        if earliest or latest:
            periods.append((earliest or "", latest or _ALWAYS))
    return min(periods, key=lambda period: (period[1], period[0]), default=None)
