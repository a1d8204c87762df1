"""The network of ties between things, walked in memory: `reading` reads it from any engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ...model.collector import paused
from ...model.namespaces import PACT
from ...model.table import Term
from ..evidence.support import Period, Triple
from ..relations import ANNOUNCED, FACTS

PROPERTY_OF = {name: NamedNode(iri) for iri, name in FACTS.items()}
"""The property of each name in `relations.FACTS`."""
HOLDS = NamedNode(PACT + "holds")


class Tie(NamedTuple):
    """One tie between two things of the network, and the accepted statements that make it.

    `relation` is a name of `relations` and reads from `subject` to `object`. `agent` is the government that
    stands in the statements where the tie ends at its region. `record` is the membership, office holding or
    signature behind the tie, if any, with its status and the days between which it began and ended, as far
    as they are known. A membership makes a tie for each period: it is `present` where the last one counts.
    """

    relation: str
    subject: NamedNode
    object: NamedNode
    statements: tuple[Triple, ...]
    agent: NamedNode | None = None
    record: NamedNode | None = None
    status: NamedNode | None = None
    begin: Period | None = None
    end: Period | None = None
    held: bool | None = None
    present: bool = True

    @property
    def since(self) -> str | None:
        """The first day for which the tie can be told: its earliest begin, else the day by which it began."""
        return (self.begin[0] or self.begin[1]) if self.begin else None

    @property
    def until(self) -> str | None:
        """The last day on which it can have stood, where it has ended."""
        return self.end[1] if self.end else None

    def other(self, end: NamedNode) -> NamedNode:
        """The end of the tie that `end` is not."""
        return self.object if end == self.subject else self.subject

    @property
    def order(self) -> tuple[str, ...]:
        """Sort key: what has no first day, then by first day; then by relation."""
        record, agent = self.record, self.agent
        return (
            self.since or "",
            self.relation,
            record.value if record else "",
            agent.value if agent else "",
            self.subject.value,
            self.object.value,
        )


Facts = dict[str, tuple[Term, ...]]


class Stretch(NamedTuple):
    """A value that a thing has had between two times, as far as they are known."""

    value: NamedNode
    begin: Period | None
    end: Period | None
    period: NamedNode

    def holds_on(self, day: str) -> bool:
        """Whether it may have been so on a day."""
        first = (self.begin[0] or self.begin[1]) if self.begin else None
        return first is not None and first <= day and (self.end is None or day <= self.end[1])


@dataclass(frozen=True)
class Ties:
    """Things, what kind they are of, how they stand, and the ties between them.

    A government counts as the region that it governs (`governed`): the two are one partner; one of several
    regions counts as the region for which it acts, and where none is named stands for itself. `facts` holds,
    by the names in `relations.FACTS`, what is accepted of meeting points and of the records behind ties.
    The days of an agreement are those of its signatures, those of an alliance or a body of its founding;
    those of a commitment, and of an event that is still to come, are set by its plan. `stretches` are the
    states of things over time.
    """

    kinds: Mapping[NamedNode, str]
    facts: Mapping[NamedNode, Facts]
    governed: Mapping[NamedNode, NamedNode]
    broader: Mapping[NamedNode, tuple[NamedNode, ...]]
    firmness: Mapping[NamedNode, int]
    all: tuple[Tie, ...]
    stretches: Mapping[NamedNode, tuple[Stretch, ...]] = field(default_factory=dict)
    _sectors: dict[NamedNode, frozenset[NamedNode]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def neighbours(self) -> dict[NamedNode, dict[NamedNode, list[Tie]]]:
        """For each thing the things tied to it, with the ties."""
        found: dict[NamedNode, dict[NamedNode, list[Tie]]] = {}
        with paused():
            for tie in self.all:
                for start, end in ((tie.subject, tie.object), (tie.object, tie.subject)):
                    found.setdefault(start, {}).setdefault(end, []).append(tie)
        return found

    def partner(self, thing: NamedNode) -> NamedNode:
        """The node that stands for a thing: its region for a government, else the thing itself."""
        return self.governed.get(thing, thing)

    def kind(self, thing: NamedNode) -> str:
        """What kind of thing it is: a word of `relations.KINDS`, or `thing`."""
        return self.kinds.get(thing, "thing")

    def of(self, thing: NamedNode, *relations: str) -> Iterator[Tie]:
        """The ties of a thing, of some relations where any are given, in no order."""
        for ties in self.neighbours.get(thing, {}).values():
            for tie in ties:
                if not relations or tie.relation in relations:
                    yield tie

    def objects(self, thing: NamedNode, *relations: str) -> list[NamedNode]:
        """What a thing is tied to as the subject of some relations, each once, by IRI."""
        return _sorted({tie.object for tie in self.of(thing, *relations) if tie.subject == thing})

    def subjects(self, thing: NamedNode, *relations: str) -> list[NamedNode]:
        """What is tied to a thing as the object of some relations, each once, by IRI."""
        return _sorted({tie.subject for tie in self.of(thing, *relations) if tie.object == thing})

    def things(self, kind: str) -> list[NamedNode]:
        """All things of a kind, by IRI."""
        return _sorted(thing for thing, found in self.kinds.items() if found == kind)

    def values(self, thing: NamedNode, fact: str) -> tuple[Term, ...]:
        """What is accepted of a thing under a name of `relations.FACTS`, sorted."""
        return self.facts.get(thing, {}).get(fact, ())

    def nodes(self, thing: NamedNode, fact: str) -> tuple[NamedNode, ...]:
        """The concepts that are accepted of a thing under a name of `relations.FACTS`, by IRI."""
        return tuple(term for term in self.values(thing, fact) if isinstance(term, NamedNode))

    def day(self, thing: NamedNode, fact: str) -> str | None:
        """The date, as YYYY-MM-DD, that a thing has under a name; the least where there are several."""
        return next((term.value for term in self.values(thing, fact) if isinstance(term, Literal)), None)

    def only_announced(self, thing: NamedNode) -> bool:
        """Whether an alliance or body is announced, and no source has it established."""
        return [term.value for term in self.nodes(thing, "existence")] == [ANNOUNCED]

    def strength(self, thing: NamedNode) -> int | None:
        """How firm a commitment is, as a place on the scale of strengths; of several the least."""
        found = [
            self.firmness[term]
            for term in self.values(thing, "strength")
            if isinstance(term, NamedNode) and term in self.firmness
        ]
        return min(found, default=None)

    def within(self, sector: NamedNode) -> frozenset[NamedNode]:
        """A sector and all that are narrower."""
        found, new = {sector}, {sector}
        while new:
            new = {narrow for narrow, wide in self.broader.items() if not new.isdisjoint(wide)} - found
            found |= new
        return frozenset(found)

    def sectors(self, thing: NamedNode) -> frozenset[NamedNode]:
        """The sectors that a meeting point is about: its own, and those that it touches."""
        if thing not in self._sectors:
            own = self.objects(thing, "sector")
            self._sectors[thing] = frozenset((*own, *self.nodes(thing, "touches")))
        return self._sectors[thing]

    def held(self, thing: NamedNode) -> list[NamedNode]:
        """The commitments that are made under an agreement, by IRI; of a commitment itself."""
        return self.subjects(thing, "made-under") if self.kind(thing) == "agreement" else [thing]


def _iri(node: NamedNode) -> str:
    return node.value


def _sorted(things: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(things, key=_iri)
