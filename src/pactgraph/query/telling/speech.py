"""Ties and meeting points in words: what a hop says, how a thing stands, since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from ...model.namespaces import kind_of
from ..evidence.statements import Source
from ..evidence.support import Period, Triple, sources_of
from ..network.limits import own_period
from ..network.ties import HOLDS, PROPERTY_OF, Tie, Ties
from .outline import Entry
from .sentences import Teller
from .wording import Wording

_STATES = ("stage", "bindingness", "existence", "status", "strength", "progress")
"""Facts of a meeting point that say how firmly it stands."""


class Speech:
    """Says what the network holds, with the sources that `known` gives for statements; as of a day, nothing
    of what ended later."""

    def __init__(
        self,
        ties: Ties,
        teller: Teller,
        wording: Wording,
        known: Mapping[Triple, tuple[Source, ...]],
        on_record: Mapping[NamedNode, Period],
        day: str | None = None,
    ) -> None:
        self.ties = ties
        self.teller = teller
        self.wording = wording
        self._known = known
        self._on_record = on_record
        self._day = day

    def sources(self, rows: Iterable[Triple]) -> tuple[Source, ...]:
        """The sources of some statements, each once, passages first."""
        return sources_of(self._known, rows)

    def relation(self, ties: Sequence[Tie], start: NamedNode) -> str:
        """How some ties read from one of their ends, each relation once, with what is to be said of it:
        through which government where not by itself, in what standing, since when."""
        said: dict[str, list[str]] = {}
        own = {tie.relation for tie in ties if tie.agent is None}
        for tie in ties:
            if tie.agent is not None and tie.relation in own:
                continue
            words = self.wording.relation(tie.relation, onward=tie.subject == start)
            more = "; ".join(self._details(tie))
            if words not in said.setdefault(more, []):
                said[more].append(words)
        return ", ".join(
            f"{', '.join(words)} ({more})" if more else ", ".join(words) for more, words in said.items()
        )

    def _details(self, tie: Tie) -> list[str]:
        more = []
        if tie.agent is not None:
            more.append(self.wording.say("through", self.teller.name(tie.agent)))
        if tie.status is not None:
            more.append(self.teller.name(tie.status))
        ended = tie.until is not None and (self._day is None or tie.until < self._day)
        if tie.relation == "member-to-be" and not ended:
            more.append(self.wording.say("not-held"))
        return [*more, *self.days(tie)]

    def days(self, tie: Tie) -> list[str]:
        """Since when and until when a tie stands."""
        said = []
        if tie.begin:
            first, last = tie.begin
            words = self.wording.period(tie.begin) if first else last
            said.append(self.wording.say("since" if first else "since-latest", words))
        if tie.until and (self._day is None or tie.until <= self._day):
            said.append(self.wording.say("until", tie.until))
        return said

    def date(self, thing: NamedNode) -> str | None:
        """When a meeting point was made or held; else since when it is on record; None where none says."""
        period = own_period(self.ties, thing)
        if period is not None:
            return self.wording.period(period)
        recorded = self._on_record.get(thing)
        return self.wording.say("on-record", self.wording.period(recorded)) if recorded else None

    def due(self, thing: NamedNode) -> str | None:
        """When a commitment falls due, where that is stated."""
        if self.ties.kind(thing) != "commitment":
            return None
        earliest, latest = self.ties.day(thing, "earliest"), self.ties.day(thing, "latest")
        if not (earliest or latest):
            return None
        return self.wording.say("due", self.wording.period((earliest or "", latest or "9999-12-31")))

    def summary(self, thing: NamedNode) -> str:
        """A meeting point in one line: its date, its kinds, when it is due."""
        kinds = [self.teller.name(term) for term in self.ties.nodes(thing, "kind")]
        parts = [self.date(thing), ", ".join(kinds), self.due(thing)]
        return "; ".join(part for part in parts if part)

    def states(self, thing: NamedNode) -> list[Entry]:
        """How firmly a meeting point stands, one entry for each of its facts, with the sources."""
        return [
            Entry(
                self.wording.told(self.teller.name(PROPERTY_OF[fact]), self.teller.name(value)),
                fact,
                value,
                self.sources(_telling(self.ties, thing, fact, value)),
            )
            for fact in _STATES
            for value in _values(self.ties, thing, fact, self._day)
        ]


def _values(ties: Ties, thing: NamedNode, fact: str, day: str | None) -> tuple[NamedNode, ...]:
    """What is accepted of a thing under a name, or was so on a day, where the thing has states over time."""
    stretches = [
        each for each in ties.stretches.get(thing, ()) if (kind_of(each.value.value) or "").endswith(fact)
    ]
    if day is None or not stretches:
        return ties.nodes(thing, fact)
    return tuple(dict.fromkeys(each.value for each in stretches if each.holds_on(day)))


def _telling(ties: Ties, thing: NamedNode, fact: str, value: NamedNode) -> list[Triple]:
    """The statements that say a state of a thing: outright, and as periods."""
    periods = [each.period for each in ties.stretches.get(thing, ()) if each.value == value]
    return [(thing, PROPERTY_OF[fact], value), *((period, HOLDS, value) for period in periods)]


def statements_of_states(ties: Ties, thing: NamedNode, day: str | None = None) -> list[Triple]:
    """The statements behind `Speech.states`."""
    return [
        row
        for fact in _STATES
        for value in _values(ties, thing, fact, day)
        for row in _telling(ties, thing, fact, value)
    ]


def terms_of(ties: Ties, thing: NamedNode, day: str | None = None) -> list[NamedNode]:
    """The terms that a meeting point's summary and states name."""
    terms = [thing, *ties.nodes(thing, "kind")]
    for fact in _STATES:
        terms += [PROPERTY_OF[fact], *_values(ties, thing, fact, day)]
    return terms


def terms_of_tie(tie: Tie) -> list[NamedNode]:
    """The terms that a tie's words name."""
    return [term for term in (tie.subject, tie.object, tie.agent, tie.status) if term is not None]
