"""The network of ties between things, read once from any engine and then walked in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ...model.collector import paused
from ...model.namespaces import CONCEPT, SKOS
from ...model.table import Term
from ..engines.engine import Engine
from ..evidence.support import Triple
from ..relations import ANNOUNCED, BETWEEN, FACTS, KINDS, MEETING_POINTS, PARTS, RELATIONS, standing

PROPERTY_OF = {name: NamedNode(iri) for iri, name in FACTS.items()}
"""The property of each name in `relations.FACTS`."""
_RANKS = {kind: place for place, kind in enumerate(KINDS.values())}
_FROM_SUBJECT = frozenset((*MEETING_POINTS, "person", "post", "organisation", "group", "region", "place"))
"""Kinds of things whose own statements make ties; what utterances and assessments say makes none."""


class Tie(NamedTuple):
    """One tie between two things of the network, and the accepted statements that make it.

    `relation` is a name of `relations` and reads from `subject` to `object`. `agent` is the government that
    stands in the statements where the tie ends at its region. `record` is the membership, office holding or
    signature behind the tie, if any, with its status and its first and last day (`attested`: a day on which
    it stood).
    """

    relation: str
    subject: NamedNode
    object: NamedNode
    statements: tuple[Triple, ...]
    agent: NamedNode | None = None
    record: NamedNode | None = None
    status: NamedNode | None = None
    since: str | None = None
    until: str | None = None
    attested: str | None = None
    held: bool | None = None

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


@dataclass(frozen=True)
class Ties:
    """Things, what kind they are of, how they stand, and the ties between them.

    A government counts as the region that it governs (`governed`): the two are one partner. `facts` holds,
    by the names in `relations.FACTS`, what is accepted of meeting points and of the records behind ties.
    """

    kinds: Mapping[NamedNode, str]
    facts: Mapping[NamedNode, Facts]
    governed: Mapping[NamedNode, NamedNode]
    broader: Mapping[NamedNode, tuple[NamedNode, ...]]
    firmness: Mapping[NamedNode, int]
    all: tuple[Tie, ...]
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
        """The sectors that a meeting point is about: its own; for an agreement also those of the commitments
        made under it and of the alliances that it provides for."""
        if thing not in self._sectors:
            found = set(self.objects(thing, "sector"))
            if self.kind(thing) == "agreement":
                for commitment in self.subjects(thing, "made-under"):
                    found.update(self.objects(commitment, "sector"))
                for foreseen in self.objects(thing, "provides-for"):
                    if self.kind(foreseen) == "alliance":
                        found.update(self.objects(foreseen, "sector"))
            self._sectors[thing] = frozenset(found)
        return self._sectors[thing]

    def held(self, thing: NamedNode) -> list[NamedNode]:
        """The commitments that are made under an agreement, by IRI; of a commitment itself."""
        return self.subjects(thing, "made-under") if self.kind(thing) == "agreement" else [thing]


def read_ties(engine: Engine) -> Ties:
    """The network of the accepted statements. Raises what the engine's `select` raises."""
    with paused():
        builder = Builder(kinds_of(engine, iris("?class", KINDS)))
        for row in rows_of(engine, iris("?property", [*RELATIONS, *FACTS, *PARTS])):
            builder.add(row)
        return builder.ties(firmness(engine))


def iris(variable: str, values: Iterable[str]) -> str:
    """A VALUES clause of one variable for some IRIs of the vocabulary."""
    return f"VALUES {variable} {{ {' '.join(f'<{iri}>' for iri in values)} }}"


def kinds_of(engine: Engine, values: str) -> dict[NamedNode, str]:
    """The kinds, words of `relations.KINDS`, of things: `values` is a VALUES clause for ?thing or ?class."""
    found = engine.select(f"SELECT ?thing ?class WHERE {{ {values} ?thing a ?class }}")
    kinds: dict[NamedNode, str] = {}
    for thing, class_ in found.rows:
        if isinstance(thing, NamedNode) and isinstance(class_, NamedNode) and class_.value in KINDS:
            kind = KINDS[class_.value]
            before = kinds.get(thing)
            if before is None or _RANKS[kind] < _RANKS[before]:
                kinds[thing] = kind
    return kinds


def rows_of(engine: Engine, values: str) -> list[Triple]:
    """Accepted statements: `values` is a VALUES clause for ?thing, ?property or ?value."""
    found = engine.select(f"SELECT ?thing ?property ?value WHERE {{ {values} ?thing ?property ?value }}")
    return [
        (thing, property_, value)
        for thing, property_, value in found.rows
        if isinstance(thing, NamedNode) and isinstance(property_, NamedNode) and value is not None
    ]


def firmness(engine: Engine) -> dict[NamedNode, int]:
    """The place of each strength on its scale."""
    found = engine.select(
        f"SELECT ?strength ?place WHERE {{ ?strength <{SKOS}inScheme> <{CONCEPT}strength> ; "
        f"<{SKOS}notation> ?place }}"
    )
    return {
        strength: int(place.value)
        for strength, place in found.rows
        if isinstance(strength, NamedNode) and isinstance(place, Literal) and place.value.isdecimal()
    }


class Builder:
    """Puts statements together to ties."""

    def __init__(self, kinds: dict[NamedNode, str]) -> None:
        self._kinds = kinds
        self._facts: dict[NamedNode, dict[str, set[Term]]] = {}
        self._parts: dict[NamedNode, dict[str, list[Triple]]] = {}
        self._direct: list[tuple[str, Triple]] = []
        self._governed: dict[NamedNode, NamedNode] = {}
        self._broader: dict[NamedNode, list[NamedNode]] = {}

    def add(self, row: Triple) -> None:
        """Takes one statement in."""
        thing, property_, value = row
        iri = property_.value
        kind = self._kinds.get(thing)
        if (fact := FACTS.get(iri)) is not None:
            if kind is not None:
                self._facts.setdefault(thing, {}).setdefault(fact, set()).add(value)
            return
        if not isinstance(value, NamedNode):
            return
        if iri == SKOS + "broader":
            self._broader.setdefault(thing, []).append(value)
        elif kind == "government" and PARTS.get(iri) == "governs":
            before = self._governed.get(thing)
            self._governed[thing] = value if before is None else min(before, value, key=_iri)
        elif kind in BETWEEN:
            name = PARTS.get(iri) or RELATIONS[iri]
            self._parts.setdefault(thing, {}).setdefault(name, []).append(row)
        elif (relation := RELATIONS.get(iri)) is not None and (kind in _FROM_SUBJECT or kind == "government"):
            self._direct.append((relation, row))

    def ties(self, firmness: Mapping[NamedNode, int]) -> Ties:
        """The network of what was taken in."""
        found = [tie for relation, row in self._direct if (tie := self._tie(relation, [row])) is not None]
        for record, parts in self._parts.items():
            found += self._from_record(record, parts)
        return Ties(
            self._kinds,
            {
                thing: {name: tuple(sorted(terms, key=str)) for name, terms in named.items()}
                for thing, named in self._facts.items()
            },
            self._governed,
            {thing: tuple(_sorted(wide)) for thing, wide in self._broader.items()},
            firmness,
            tuple(found),
        )

    def _tie(
        self,
        relation: str,
        rows: list[Triple],
        start: NamedNode | None = None,
        end: NamedNode | None = None,
        record: NamedNode | None = None,
    ) -> Tie | None:
        """A tie, unless both its ends are one partner or its object is no thing."""
        subject = rows[0][0] if start is None else start
        value = rows[0][2] if end is None else end
        if not isinstance(value, NamedNode):
            return None
        one, other = self._governed.get(subject, subject), self._governed.get(value, value)
        if one == other:
            return None
        agent = value if other != value else subject if one != subject else None
        return Tie(relation, one, other, tuple(rows), agent, record)

    def _from_record(self, record: NamedNode, parts: dict[str, list[Triple]]) -> Iterator[Tie]:
        kind = self._kinds[record]
        if kind == "signature":
            pairs = [("signed", "signs", "party"), ("signed-for", "signs", "signed-by")]
        elif kind == "holding":
            pairs = [("holds", "member", "post")]
        else:
            pairs = [("membership", "organisation", "member")]
        for relation, from_, to in pairs:
            for one in parts.get(from_, ()):
                for other in parts.get(to, ()):
                    start, end = one[2], other[2]
                    if not isinstance(start, NamedNode) or not isinstance(end, NamedNode):
                        continue
                    yield from self._stated(record, relation, start, end, [one, other])

    def _stated(
        self, record: NamedNode, relation: str, start: NamedNode, end: NamedNode, rows: list[Triple]
    ) -> Iterator[Tie]:
        """The tie that a record stands for, with its time; one for each status that is accepted of it."""
        facts = self._facts.get(record, {})
        since, until, attested = (_least(facts.get(name, ())) for name in ("since", "until", "attested"))
        statuses: list[NamedNode | None] = [*_sorted(_nodes(facts.get("status", ())))]
        for status in statuses or [None]:
            said = standing(status.value if status else None)
            stated = [*rows, *([(record, PROPERTY_OF["status"], status)] if status else [])]
            member = relation == "membership"
            tie = self._tie(said.relation if member else relation, stated, start, end, record)
            if tie is not None:
                held = said.held if member else None
                yield tie._replace(status=status, since=since, until=until, attested=attested, held=held)


def _least(terms: Iterable[Term]) -> str | None:
    return min((term.value for term in terms if isinstance(term, Literal)), default=None)


def _nodes(terms: Iterable[Term]) -> Iterator[NamedNode]:
    return (term for term in terms if isinstance(term, NamedNode))


def _iri(node: NamedNode) -> str:
    return node.value


def _sorted(things: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(things, key=_iri)
