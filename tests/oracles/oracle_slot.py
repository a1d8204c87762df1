"""One state of one thing in the law's oracle: the values told of it, in what order they came, its periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from oracle_tellings import Tellings
from oracle_terms import EVER, NEVER, ONE_DAY, Day, Period, Telling, concept


class Slot:
    """One state of one thing: the values told of it, in what order they came."""

    def __init__(self, told: Tellings, thing: str, prop: str, tellings: list[Telling]) -> None:
        self.told, self.thing, self.prop, self.tellings = told, thing, prop, tellings
        self.later = {value for t, p, value in told.later if (t, p) == (thing, prop)}
        self.conflicts = [(a, b) for a in tellings for b in tellings if self._clash(a, b)]
        self.beginning = list[Telling]()
        for telling in sorted(tellings, key=lambda t: t.day.first):
            if not self._swallowed(telling):
                self.beginning.append(telling)

    def _after(self, one: Telling, other: Telling) -> bool:
        """Whether one telling came after another: by its day, or, where the days leave it open, because a
        decision says so of its value."""
        if one.day.meets(other.day):
            return one.value in self.later and other.value not in self.later
        return other.day.before(one.day)

    def _related(self, one: str, other: str) -> bool:
        return self.told.vocabulary.entails(one, other) or self.told.vocabulary.entails(other, one)

    def _end(self, t: Telling) -> Day | None:
        """The told end of the period that a telling records."""
        end = self.told.time(t.record, "end") if t.record is not None else None
        return end.day if end is not None and end.is_told else None

    def _clash(self, a: Telling, b: Telling) -> bool:
        """Whether two tellings are a conflict: of one day, or b a value told after the ending a without a
        change of its own."""
        if a.day.meets(b.day):
            return not self._related(a.value, b.value) and not {a.value, b.value} & self.later
        end = a.day if a.value in self.told.vocabulary.endings and a.value != b.value else self._end(a)
        return (
            end is not None
            and not b.begun
            and end.before(b.day)
            and b.value not in self.later
            and not any(
                c is not a
                and c.begun
                and self.told.vocabulary.entails(c.value, b.value)
                and not c.day.before(end)
                and not b.day.before(c.day)
                for c in self.tellings
            )
        )

    def _carries(self, o: Telling, t: Telling) -> bool:
        """Whether one telling says another's value, too, is not certainly later, and nothing else came
        between."""
        return (
            o is not t
            and self.told.vocabulary.entails(o.value, t.value)
            and not self._after(o, t)
            and not self._ended(o, t)
            and not any(
                self._after(x, o)
                and self._after(t, x)
                and not self.told.vocabulary.entails(x.value, t.value)
                and not self.told.vocabulary.entails(o.value, x.value)
                for x in self.tellings
            )
        )

    def _goes_first(self, one: Telling, other: Telling) -> bool:
        """Of two tellings of one value, whether this one can begin the period of both: the earlier; where
        nobody knows which that is, not one that itself goes on from an earlier one."""
        if one.day.meets(other.day):
            goes_on = any(
                t.value == one.value and t.day.before(one.day) and self._carries(t, one)
                for t in self.tellings
            )
            return not goes_on and self._rank(one) < self._rank(other)
        return one.day.before(other.day)

    def _rank(self, t: Telling) -> tuple[bool, bool, date, date, int]:
        return t.record is None, not t.begun, t.day.last, t.day.first, self.tellings.index(t)

    def _swallowed(self, t: Telling) -> bool:
        """Whether a telling is agreement with another that came before, and begins nothing; a record of a
        period always is one."""
        return t.record is None and any(
            self._carries(o, t) and (o.value != t.value or self._goes_first(o, t)) for o in self.tellings
        )

    def _ended(self, record: Telling, t: Telling) -> bool:
        end = self._end(record)
        return end is not None and end.before(t.day)

    def _ends(self, q: Telling, p: Telling) -> bool:
        return self._after(q, p) and not any(b is q and a.value == p.value for a, b in self.conflicts)

    def _next(self, p: Telling) -> Telling | None:
        enders = [q for q in self.beginning if self._ends(q, p)]
        return min(enders, key=lambda q: (q.day.last, self._begin(q) or NEVER, q.value), default=None)

    def _begin(self, t: Telling) -> date | None:
        """The first day on which it can have begun."""
        return t.day.first if t.begun and t.day.first != NEVER else None

    def present(self) -> set[str]:
        last = {
            p.value if self._end(p) is None else concept("membership-status/left")
            for p in self.beginning
            if self._next(p) is None
        }
        return {
            value
            for value in last
            if not any(v != value and self.told.vocabulary.entails(v, value) for v in last)
        }

    def periods(self) -> Iterator[Period]:
        for p in self.beginning:
            following = self._next(p)
            begin_latest = p.day.last if p.day.last != EVER else None
            told = [
                t.day.last
                for t in self.tellings
                if t.value == p.value and t.day.last != EVER and not self._ended(p, t)
            ]
            end_earliest = end_latest = None
            if following is not None:
                if following.day.last != EVER:
                    told = [day for day in told if day < following.day.last]
                    end_latest = max(following.day.last - ONE_DAY, begin_latest or NEVER)
                last_told = max(told, default=begin_latest)
                begin = self._begin(following)
                ends = [last_told, begin and begin - ONE_DAY]
                end_earliest = max((day for day in ends if day is not None), default=None)
                if end_earliest is not None and end_latest is not None:
                    end_earliest = min(end_earliest, end_latest)
            else:
                last_told = max(told, default=begin_latest)
            if p.record is not None and (end := self.told.time(p.record, "end")):
                end_earliest, end_latest = end.first, end.last
            yield Period(
                self.thing,
                p.value,
                self._begin(p),
                begin_latest,
                end_earliest,
                end_latest,
                last_told,
                self._witnesses(p),
            )

    def _witnesses(self, p: Telling) -> frozenset[str]:
        """The releases of tellings that say the value, or one that entails it, while it held: of a record
        nobody who speaks of another record, or of a day after its told end."""
        return self.told.witnesses(
            source
            for t in self.tellings
            if self.told.vocabulary.entails(t.value, p.value)
            and t.record in (None, p.record)
            and not self._ended(p, t)
            and not self._after(p, t)
            and not any(
                self._after(x, p) and self._after(t, x) and not self.told.vocabulary.entails(x.value, p.value)
                for x in self.beginning
            )
            for source in t.sources
        )
