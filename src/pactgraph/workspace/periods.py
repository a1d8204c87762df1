"""Makes periods of the dated values of each thing's states: which contradict each other, begin a period, end
it.

It comes after the rules that make tellings and before those that read periods, and is Python because it is
one walk: whether a telling begins anything depends on all others of its thing, on their order and on what
came between. As SPARQL it took ten rules, one of them sixty lines long, and several times as long.

What it makes: `cito:isDisputedBy` between tellings; periods with their begins and ends, the tellings that
they rest on (`prov:wasDerivedFrom`) and `pact:lastTold`; `time:before` from a period to the next one;
`prov:alternateOf` from a last period to another one whose value entails its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, islice, permutations, takewhile
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store

from ..rdf.namespaces import BOUNDS, CITO, DERIVED, PROV, XSD, pact
from .decisions import DERIVED_FROM, TYPE, Node, Term
from .tellings import Telling, Values, told_states
from .times import FIRST_DAY, LAST_DAY, Interval

CLASH = NamedNode(CITO + "isDisputedBy")
_BEFORE = NamedNode("http://www.w3.org/2006/time#before")
_ALTERNATE = NamedNode(PROV + "alternateOf")
_PERIOD, _STATE_OF, _HOLDS = pact("Period"), pact("stateOf"), pact("holds")
_, _BEGIN, _END = BOUNDS
_LAST_TOLD = (pact("lastTold"),)
_DATE = NamedNode(XSD + "date")
_DAY = timedelta(days=1)
_Statement = tuple[NamedNode, NamedNode, Term]


def walk(store: Store) -> None:
    """Makes periods and clashes of all tellings in the store, in the default graph and in `graph:derived`."""
    values = Values(store)
    made = [
        statement
        for (thing, _), tellings in told_states(store).items()
        for statement in _State(thing, tellings, values).statements()
    ]
    store.extend([Quad(subject, predicate, value) for subject, predicate, value in made])
    store.extend([Quad(subject, predicate, value, DERIVED) for subject, predicate, value in made])


class _Period(NamedTuple):
    """A period and the telling that begins it."""

    node: NamedNode
    told: Telling

    @property
    def earliest(self) -> str | None:
        """The first day on which it can have begun, as far as it is known."""
        return self.told.day.first if self.told.begun and self.told.day.first > FIRST_DAY else None

    @property
    def latest(self) -> str | None:
        """The day by which it had begun."""
        return self.told.day.last if self.told.day.last < LAST_DAY else None

    @property
    def order(self) -> tuple[str, str, str]:
        """Where it stands among the periods of its thing."""
        return (self.latest or LAST_DAY, self.earliest or "", self.told.value.value)


class _Others(NamedTuple):
    """What is told that neither of two values tells, in the order of the last days, and up to each of these
    the latest first day, and the latest last day of what a decision puts later."""

    tellings: list[Telling]
    lasts: list[str]
    since: list[str]
    put: list[str]


class _State:
    """All that is told of one thing and property; `tellings` are in the order of their last days, so that
    what many documents tell takes little longer than their number."""

    def __init__(self, thing: Node, tellings: list[Telling], values: Values) -> None:
        self.thing = thing
        self.tellings = tellings
        self.tells = values.tells
        self.endings = values.endings
        self.changes = [told for told in tellings if told.begun]
        self.ended = [told for told in tellings if told.end is not None]
        self.of_value = dict[NamedNode, list[Telling]]()
        for told in tellings:
            self.of_value.setdefault(told.value, []).append(told)
        self._others = dict[tuple[NamedNode, NamedNode], _Others]()

    def statements(self) -> Iterator[_Statement]:
        """What the walk makes."""
        if len(self.tellings) == 1 and not self.ended:
            yield from self._period(_Period(_node(self.tellings[0]), self.tellings[0]), None)
            return
        clashes = [*self.clashes()]
        for told, other in clashes:
            yield told.node, CLASH, other.node
        clashing = {(told.value, other.node) for told, other in clashes}
        begin = (told for told in self.tellings if told.record or not self.repeats(told))
        periods = sorted((_Period(_node(told), told) for told in begin), key=lambda period: period.order)
        last = list[_Period]()
        for period in periods:
            later = (
                other
                for other in periods
                if other.told.after(period.told) and (period.told.value, other.told.node) not in clashing
            )
            following = next(later, None)
            yield from self._period(period, following)
            if following is None and period.told.end is None:
                last.append(period)
        for weaker, stronger in permutations(last, 2):
            values = stronger.told.value, weaker.told.value
            if values[0] != values[1] and self.tells(*values):
                yield weaker.node, _ALTERNATE, stronger.node

    def clashes(self) -> Iterator[tuple[Telling, Telling]]:
        """The pairs of tellings of which the one disputes the other.

        Two values for days that may be one, of which neither tells the other, dispute each other. An ending,
        or the told end of a period, disputes what is told for later days without a change of its own.
        """
        if len(self.of_value) > 1:
            tellings = sorted(self.tellings, key=lambda told: told.day.first)
            for at, one in enumerate(tellings):
                for other in takewhile(one.overlaps, islice(tellings, at + 1, None)):
                    agree = self.tells(one.value, other.value) or self.tells(other.value, one.value)
                    if not (agree or one.put or other.put):
                        yield one, other
                        yield other, one
        for told in self.ended:
            assert told.end is not None
            yield from ((told, other) for other in self.tellings if self._unchanged(told, told.end, other))
        for value in self.endings.intersection(self.of_value):
            others = [other for other in self.tellings if other.value != value]
            for told in self.of_value[value]:
                yield from ((told, other) for other in others if self._unchanged(told, told.day, other))

    def _unchanged(self, told: Telling, end: Interval, other: Telling) -> bool:
        """Whether a value is told, and no more than told, for days after an end without a change to it."""
        if other.begun or other.put or other.day.first <= end.last:
            return False
        return not any(
            change is not told
            and self.tells(change.value, other.value)
            and change.day.last >= end.first
            and change.day.first <= other.day.last
            for change in self.changes
        )

    def repeats(self, told: Telling) -> bool:
        """Whether a telling begins nothing, for another carries it."""
        for value, tellings in self.of_value.items():
            if self.tells(value, told.value):
                since, _ = self._limit(told, told.value, value)
                start = bisect_left(tellings, since, key=lambda other: other.day.last)
                if any(self._carries(tellings[at], told) for at in range(start, len(tellings))):
                    return True
        return False

    def _carries(self, other: Telling, told: Telling) -> bool:
        """Whether a value told by another telling, not for a later day, still held when this was told."""
        if other is told or not self.tells(other.value, told.value) or other.after(told):
            return False
        if other.end is not None and told.day.first > other.end.last:
            return False
        if other.value == told.value and other.overlaps(told) and not self._goes_first(other, told):
            return False
        return not self._interrupted(other, told)

    def _goes_first(self, other: Telling, told: Telling) -> bool:
        """Which of two tellings of one value, whose days overlap, begins it: what goes on from no earlier
        one; the record; what has begun on a day, not by a day; the one of the earlier last day."""
        same = takewhile(lambda each: each.day.last < other.day.first, self.of_value[other.value])
        if any(not self._interrupted(each, other) for each in same):
            return False
        first, second = (
            (each.record is None, not each.begun, each.day.last, each.day.first) for each in (other, told)
        )
        return first < second

    def _interrupted(self, other: Telling, told: Telling, value: NamedNode | None = None) -> bool:
        """Whether between two tellings something else came than `value`, if not given that of the second: a
        value that neither this nor the first one tells, or an end."""
        since, put = self._limit(told, value or told.value, other.value)
        return other.day.last < since or (not other.put and other.day.first <= put)

    def _limit(self, told: Telling, value: NamedNode, before: NamedNode) -> tuple[str, str]:
        """The last day before a telling on which something else than two values can have come; and the last
        day of what a decision puts later."""
        others = self._between(value, before)
        at = bisect_left(others.lasts, told.day.first)
        since = others.since[at]
        if told.put:
            rest = (each for each in others.tellings[at:] if told.after(each))
            since = max((since, *(each.day.first for each in rest)))
        for each in self.ended:
            if each.end and each.end.last < told.day.first and self.tells(each.value, value):
                since = max(since, each.end.first if each.end.first > FIRST_DAY else each.end.last)
        return since, others.put[at]

    def _between(self, value: NamedNode, before: NamedNode) -> _Others:
        """What ends that a value told before holds on as another one."""
        if (value, before) not in self._others:
            tellings = [
                each
                for each in self.tellings
                if not self.tells(each.value, value) and not self.tells(before, each.value)
            ]
            since = accumulate((each.day.first for each in tellings), max, initial="")
            put = accumulate((each.day.last if each.put else "" for each in tellings), max, initial="")
            lasts = [each.day.last for each in tellings]
            self._others[value, before] = _Others(tellings, lasts, [*since], [*put])
        return self._others[value, before]

    def _period(self, period: _Period, following: _Period | None) -> Iterator[_Statement]:
        """What is said of a period, which another one may follow."""
        node, told = period
        if told.record is None:
            yield node, TYPE, _PERIOD
            yield node, _STATE_OF, self.thing
            yield node, _HOLDS, told.value
            yield from _days(node, _BEGIN, (period.earliest, period.latest))
        yield from ((node, DERIVED_FROM, each.node) for each in self._witnesses(told))
        until = following and following.latest
        last = self._last_told(period, until)
        yield from _days(node, _LAST_TOLD, (last,))
        if following is not None:
            yield node, _BEFORE, following.node
            if told.end is None:
                end = max(filter(None, (_day_before(until), until and period.latest)), default=None)
                begin = max(filter(None, (last, _day_before(following.earliest))), default=None)
                yield from _days(node, _END, (begin and min(begin, end or begin), end))

    def _witnesses(self, told: Telling) -> Iterator[Telling]:
        """What tells the value that a telling begins, or one that entails it, before anything else came;
        records tell their own periods alone."""
        for value, tellings in self.of_value.items():
            if self.tells(value, told.value):
                start = bisect_left(tellings, told.day.first, key=lambda each: each.day.last)
                for each in islice(tellings, start, None):
                    ended = told.end is not None and each.day.first > told.end.last
                    if each.record is None and not ended and not self._interrupted(told, each, told.value):
                        yield each

    def _last_told(self, period: _Period, until: str | None) -> str | None:
        """The last day for which the value of a period is told, before it ends and before the next begins."""
        told = period.told
        same = self.of_value[told.value]
        for at in reversed(range(bisect_left(same, until or LAST_DAY, key=lambda each: each.day.last))):
            if told.end is None or same[at].day.first <= told.end.last:
                return same[at].day.last
        return period.latest


def _node(told: Telling) -> NamedNode:
    return told.record or NamedNode(told.node.value.replace("/telling/", "/period/", 1))


def _days(
    node: NamedNode, properties: tuple[NamedNode, ...], days: tuple[str | None, ...]
) -> Iterator[_Statement]:
    for each, day in zip(properties, days, strict=True):
        if day is not None:
            yield node, each, Literal(day, datatype=_DATE)


def _day_before(day: str | None) -> str | None:
    """The day before; None for what is no day, and for the first."""
    try:
        return None if day is None else (date.fromisoformat(day) - _DAY).isoformat()
    except (ValueError, OverflowError):
        return None
