"""What the questions of the network ask, answered by plain loops over the statements that stand.

Written from the definitions, not from the queries: who is joined to what, since when, and what lies within
limits. Things are IRIs as text, days are YYYY-MM-DD.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

ROOT = "https://w3id.org/pactgraph/"
_NAMES = {
    "rdf:type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "rdfs:subClassOf": "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "rdfs:subPropertyOf": "http://www.w3.org/2000/01/rdf-schema#subPropertyOf",
    "org:member": "http://www.w3.org/ns/org#member",
    "org:organization": "http://www.w3.org/ns/org#organization",
    "skos:notation": "http://www.w3.org/2004/02/skos/core#notation",
    "skos:inScheme": "http://www.w3.org/2004/02/skos/core#inScheme",
    "prov:wasAssociatedWith": "http://www.w3.org/ns/prov#wasAssociatedWith",
    "time:before": "http://www.w3.org/2006/time#before",
    "skos:broader": "http://www.w3.org/2004/02/skos/core#broader",
}


def full(name: str) -> str:
    """The IRI of a name such as `pact:party`, `region:saxony` or `strength:intend`."""
    prefix, _, local = name.partition(":")
    if name in _NAMES:
        return _NAMES[name]
    if prefix == "pact":
        return f"{ROOT}def#{local}"
    if prefix == "scheme":
        return f"{ROOT}concept/{local}"
    concepts = ("sector", "strength", "membership-status", "phase", "existence", "stage")
    return f"{ROOT}{'concept' if prefix in concepts else 'id'}/{prefix}/{local}"


@dataclass(frozen=True)
class Within:
    """Limits: a sector, a first and last day, a strength, a day on which a thing stood."""

    sector: str | None = None
    since: str | None = None
    until: str | None = None
    strength: str | None = None
    at: str | None = None

    @property
    def time(self) -> Within:
        """The same limits without those that are no time."""
        return Within(since=self.since, until=self.until, at=self.at)

    @property
    def given(self) -> dict[str, str]:
        """The limits that are set, by their names."""
        return {name: value for name, value in vars(self).items() if value is not None}


class Period(NamedTuple):
    """A value of a thing over some time: earliest and latest begin, earliest and latest end."""

    name: str
    values: set[str]
    begin: str | None
    begun: str | None
    end: str | None
    over: str | None


class Plain:
    """The default graph of a store in dictionaries."""

    def __init__(self, store: Store) -> None:
        self._of: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._to: dict[tuple[str, str], set[str]] = defaultdict(set)
        for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                key = quad.subject.value, quad.predicate.value
                self._of[key].add(quad.object.value)
                self._to[quad.object.value, quad.predicate.value].add(quad.subject.value)

    def of(self, thing: str, *names: str) -> set[str]:
        """What a thing has, by any of these properties."""
        return {value for name in names for value in self._of.get((thing, full(name)), ())}

    def to(self, value: str, *names: str) -> set[str]:
        """What has this value, by any of these properties."""
        return {thing for name in names for thing in self._to.get((value, full(name)), ())}

    @property
    def ranks(self) -> dict[str, str]:
        """The rank of each class that is shown."""
        return {thing: min(values) for (thing, each), values in self._of.items() if each == full("pact:rank")}

    def pairs(self, relation: str) -> list[tuple[str, str]]:
        """The things that a relation ties, each pair."""
        return [
            (thing, value)
            for (thing, each), values in self._of.items()
            if each == relation
            for value in values
            if value.startswith("http")
        ]

    def classes(self, role: str) -> set[str]:
        """The classes with a role, such as `pact:Partner`."""
        return self.to(full(role), "rdfs:subClassOf")

    def role(self, kind: str) -> str:
        """The role of a class, such as `pact:Partner`; empty for one that has none."""
        roles = ("pact:MeetingPoint", "pact:Partner", "pact:Context")
        return next((role for role in roles if full(role) in self.of(kind, "rdfs:subClassOf")), "")

    def of_role(self, role: str) -> dict[str, set[str]]:
        """The classes with a role that each thing is of."""
        found: dict[str, set[str]] = defaultdict(set)
        for kind in self.classes(role):
            for thing in self.to(kind, "rdf:type"):
                found[thing].add(kind)
        return found

    @cached_property
    def points(self) -> dict[str, set[str]]:
        """Agreements, alliances, bodies, commitments, events and assets."""
        return self.of_role("pact:MeetingPoint")

    @cached_property
    def partners(self) -> dict[str, set[str]]:
        """Whoever can be a partner."""
        return self.of_role("pact:Partner")

    def alone(self, agent: str) -> str:
        """The only territory that an agent governs, or the agent itself."""
        governed = self.of(agent, "pact:governs")
        return next(iter(governed)) if len(governed) == 1 else agent

    def stands_as(self, agent: str, thing: str) -> set[str]:
        """As whom an agent has part in a thing: the territory for which it acts there, or its only one."""
        acting = self.of(agent, "pact:governs") & self.of(thing, "pact:involves")
        return acting or {self.alone(agent)}

    @cached_property
    def _giving_part(self) -> list[str]:
        """The properties by which a thing involves somebody."""
        roles = [full("pact:involves"), *self.to(full("pact:involves"), "rdfs:subPropertyOf")]
        told = [each for role in roles for each in self._to.get((role, full("rdfs:subPropertyOf")), ())]
        return [each for each in told if each in self.to(full("pact:ties"), "rdfs:subPropertyOf")]

    def _by_words(self, thing: str) -> set[str]:
        """As whom those have part in a thing who are no mere members: by property, signing, office."""
        agents = {agent for each in self._giving_part for agent in self._of.get((thing, each), ())}
        agents |= {party for each in self.to(thing, "pact:signs") for party in self.of(each, "pact:party")}
        found = {one for agent in agents for one in self.stands_as(agent, thing)}
        for government in self.of(thing, "prov:wasAssociatedWith"):
            found |= self.stands_as(government, thing) & self.of(thing, "pact:involves")
        return found

    def parties(self, agreement: str) -> set[str]:
        """As whom those who made an agreement are party to it."""
        agents = self.of(agreement, "pact:party")
        agents |= {one for each in self.to(agreement, "pact:signs") for one in self.of(each, "pact:party")}
        return {one for agent in agents for one in self.stands_as(agent, agreement)} & self.partners.keys()

    def over(self, membership: str) -> bool:
        """Whether a membership has ended."""
        return any(map(self.ends, self.of(membership, "pact:status")))

    def ends(self, value: str) -> bool:
        """Whether a state is an ending."""
        return full("pact:Ending") in self.of(value, "rdf:type")

    def standings(self, membership: str, limits: Within) -> set[str]:
        """The standings of a membership now, or in the time asked for; endings are none."""
        last, first = limits.at or limits.until, limits.at or limits.since
        if last is None and first is None:
            found = self.of(membership, "pact:status")
        else:
            found = self.holds(membership, first or "0000", last or "9999")
        return {value for value in found if not self.ends(value)}

    def joined(self, thing: str, limits: Within = Within()) -> set[str]:
        """Everything that has part in a thing, now or in the time asked for."""
        return self._by_words(thing) | self.members(thing, limits)

    def members(self, thing: str, limits: Within = Within()) -> set[str]:
        """As whom those are members of a thing, now or in the time asked for, or in no stated standing."""
        return {
            one
            for membership in self.to(thing, "org:organization")
            if not self.of(membership, "pact:status") or self.standings(membership, limits)
            for agent in self.of(membership, "org:member")
            for one in self.stands_as(agent, thing)
        }

    def concerned(self, thing: str) -> set[str]:
        """The partners who have part in a thing, or were members of it."""
        found = self._by_words(thing) | self.of(thing, "pact:involves")
        for membership in self.to(thing, "org:organization"):
            for agent in self.of(membership, "org:member"):
                found |= self.stands_as(agent, thing)
        return found & self.partners.keys()

    def meeting(self, thing: str, limits: Within = Within()) -> set[str]:
        """The partners who have part in a thing, now or in the time asked for."""
        return self.joined(thing, limits) & self.partners.keys()

    def dated(self, thing: str) -> tuple[str | None, str | None]:
        """When a thing was made or held, as far as is known."""
        if full("pact:Commitment") in self.of(thing, "rdf:type"):
            spans = [self.dated(one) for one in self.of(thing, "pact:madeUnder")]
            if not any(day for span in spans for day in span):
                scheme = full("scheme:strength")
                spans = [
                    (each.begin, each.begun)
                    for each in self.periods(thing)
                    if any(scheme in self.of(value, "skos:inScheme") for value in each.values)
                ]
            return _least(first for first, _ in spans), _least(last for _, last in spans)
        if full("pact:Event") in self.of(thing, "rdf:type"):
            first = self.of(thing, "pact:earliest", "pact:beginEarliest")
            last = self.of(thing, "pact:latest", "pact:endLatest")
            if not first | last:
                plans = self.of(thing, "pact:plan")
                first = {day for plan in plans for day in self.of(plan, "pact:earliest")}
                last = {day for plan in plans for day in self.of(plan, "pact:latest")}
            return _least(first), _least(last)
        signatures = self.to(thing, "pact:signs")
        first = {day for each in signatures for day in self.of(each, "pact:earliest")}
        last = {day for each in signatures for day in self.of(each, "pact:latest")}
        if last:
            return _least(first), max(last)
        reached = {
            each.name: each
            for each in self.periods(thing)
            if any(full("phase:reached") in self.of(value, "pact:phase") for value in each.values)
        }
        later = {after for name in reached for after in self.of(name, "time:before")}
        firsts = [each for name, each in reached.items() if name not in later]
        return _least([*first, *(each.begin for each in firsts)]), _least(each.begun for each in firsts)

    def sectors(self, thing: str) -> set[str]:
        """The sectors that a thing touches."""
        return self.of(thing, "pact:touches", "pact:sector")

    def under(self, sector: str, wider: str) -> bool:
        """Whether a sector is another or narrower."""
        if sector == wider:
            return True
        return any(self.under(each, wider) for each in self.of(sector, "skos:broader"))

    def rank(self, strength: str) -> int:
        """The rank of a strength."""
        return int(next(iter(self.of(strength, "skos:notation")), "0"))

    def firmness(self, thing: str) -> int:
        """The rank of the strength of a commitment, or of the firmest that is made under an agreement."""
        commitments = {thing} | self.to(thing, "pact:madeUnder")
        ranks = [self.rank(each) for one in commitments for each in self.of(one, "pact:strength")]
        return max(ranks, default=0)

    def periods(self, thing: str) -> Iterator[Period]:
        """The periods of a thing."""
        for period in self.to(thing, "pact:stateOf"):
            if full("pact:Period") in self.of(period, "rdf:type"):
                times = ("beginEarliest", "beginLatest", "endEarliest", "endLatest")
                days = [_least(self.of(period, f"pact:{name}")) for name in times]
                yield Period(period, self.of(period, "pact:holds"), *days)

    def ended(self, thing: str, day: str, *, before: bool = False) -> bool:
        """Whether a thing had certainly ended on a day, or before it."""
        return any(
            each.begun is not None
            and (each.begun < day if before else each.begun <= day)
            and any(map(self.ends, each.values))
            for each in self.periods(thing)
        )

    def holds(self, thing: str, first: str, last: str) -> set[str]:
        """The values of a thing that may have held in some time."""
        found = set()
        for each in self.periods(thing):
            begun = each.begin or each.begun
            if begun is not None and begun <= last and (each.over is None or each.over >= first):
                found |= each.values
        return found

    def within(self, thing: str, limits: Within) -> bool:
        """Whether a meeting point lies within limits."""
        first, last = self.dated(thing)
        if limits.sector and not any(self.under(each, limits.sector) for each in self.sectors(thing)):
            return False
        if limits.since and not (last >= limits.since if last is not None else first is not None):
            lasting = self.points[thing] & {full("pact:Alliance"), full("pact:Body")}
            if not lasting or last is None or self.ended(thing, limits.since, before=True):
                return False
        if limits.until and not (first <= limits.until if first is not None else last is not None):
            return False
        if limits.strength and self.firmness(thing) < self.rank(limits.strength):
            return False
        if limits.at:
            made = {day for day in (first, last) if day is not None}
            made |= {day for each in self.periods(thing) for day in (each.begin, each.begun) if day}
            return any(day <= limits.at for day in made) and not self.ended(thing, limits.at)
        return True

    def inside(self, limits: Within) -> set[str]:
        """The meeting points within limits."""
        return {thing for thing in self.points if self.within(thing, limits)}


def _least(days: Iterable[str | None]) -> str | None:
    return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class Tie:
    """A tie between two things: the relation reads from `thing` to `other`."""

    thing: str
    relation: str
    other: str
    through: str | None
    record: str | None
    present: bool


def ties(plain: Plain) -> set[Tie]:
    """All ties: relations that tie, signatures, memberships by standing, offices."""
    found: set[Tie] = set()

    def tie(thing: str, relation: str, agent: str, record: str | None = None, present: bool = True) -> None:
        acting = plain.of(agent, "pact:governs") & plain.joined(thing)
        for other in acting or {plain.alone(agent) if plain.alone(agent) != thing else agent}:
            found.add(Tie(thing, relation, other, agent if other != agent else None, record, present))

    for relation in plain.to(full("pact:ties"), "rdfs:subPropertyOf"):
        for thing, value in plain.pairs(relation):
            if not plain.of(thing, "pact:signs"):
                tie(thing, relation, value)
    for signature, agreement in plain.pairs(full("pact:signs")):
        for name in ("pact:party", "pact:signedBy"):
            for agent in plain.of(signature, name):
                tie(agreement, full(name), agent, signature)
    for membership, alliance in plain.pairs(full("org:organization")):
        for agent in plain.of(membership, "org:member"):
            if not plain.of(membership, "pact:status"):
                tie(alliance, full("org:member"), agent, membership)
            for period in plain.periods(membership):
                for value in period.values:
                    tie(alliance, value, agent, membership, value in plain.of(membership, "pact:status"))
            for value in plain.of(membership, "pact:status"):
                if not any(value in values for values, *_ in plain.periods(membership)):
                    tie(alliance, value, agent, membership)
    for holding, post in plain.pairs(full("pact:post")):
        for person in plain.of(holding, "org:member"):
            tie(person, full("pact:post"), post, holding)
    return found
