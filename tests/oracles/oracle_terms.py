"""Words of the law's oracle: names of terms, days, tellings, periods, outcomes, and what values entail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

PACT = "https://w3id.org/pactgraph/def#"
CONCEPT = "https://w3id.org/pactgraph/concept/"
PASSAGE = "https://w3id.org/pactgraph/id/passage/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ORG = "http://www.w3.org/ns/org#"
TYPE = RDF + "type"
DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"
IN_SCHEME = "http://www.w3.org/2004/02/skos/core#inScheme"
FUNCTIONAL = "http://www.w3.org/2002/07/owl#FunctionalProperty"
SUPPORTED_BY = "http://purl.org/spar/cito/isSupportedBy"
DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")

NEVER, EVER = date.min, date.max
ONE_DAY = timedelta(days=1)

PAIRS = {
    kind: (PACT + first, PACT + last)
    for kind, first, last in (
        ("time", "earliest", "latest"),
        ("begin", "beginEarliest", "beginLatest"),
        ("end", "endEarliest", "endLatest"),
    )
}
BOUNDS = {bound: kind for kind, pair in PAIRS.items() for bound in pair}

Value = str | Literal
Triple = tuple[str, str, Value]
Told = tuple[str, str, Value, str]
"""A triple and the graph that says it."""

Source = frozenset[str]
"""The documents that tell something together; none where it is ours."""

OURS: Source = frozenset()


class Day(NamedTuple):
    """An interval of days."""

    first: date
    last: date

    def before(self, other: Day) -> bool:
        """Whether it certainly lies before the other."""
        return self.last < other.first

    def meets(self, other: Day) -> bool:
        """Whether the order of the two is unknown."""
        return not self.before(other) and not other.before(self)


UNKNOWN = Day(NEVER, EVER)


class Time(NamedTuple):
    """A standing time: its bounds as far as they are told, whether it is a hull of tellings that conflict,
    and the sources of the tellings that contain it."""

    first: date | None
    last: date | None
    conflict: bool
    sources: frozenset[Source]

    @property
    def day(self) -> Day:
        return Day(self.first or NEVER, self.last or EVER)

    @property
    def is_told(self) -> bool:
        """Whether a bound is left of it: the hull of tellings that lack them may have none."""
        return self.first is not None or self.last is not None


class Telling(NamedTuple):
    """A value told of a thing for a day: `begun` on it, else only attested. `record` is the told Period."""

    value: str
    day: Day
    begun: bool
    sources: frozenset[Source]
    record: str | None = None


class Period(NamedTuple):
    """A value of a thing over a stretch."""

    thing: str
    value: str
    begin_earliest: date | None
    begin_latest: date | None
    end_earliest: date | None
    end_latest: date | None
    last_told: date | None
    witnesses: frozenset[str]

    def on(self, day: date) -> str | None:
        """How it holds on a day: surely (""), "perhaps", or not at all (None)."""
        begin = self.begin_earliest or self.begin_latest
        if begin is None or begin > day or (self.end_latest is not None and self.end_latest < day):
            return None
        begun = self.begin_latest is not None and self.begin_latest <= day
        no_end = self.end_earliest is None and self.end_latest is None
        lasting = no_end or (self.end_earliest is not None and self.end_earliest >= day)
        return "" if begun and lasting else "perhaps"


class Outcome(NamedTuple):
    """What became of a plan, by the days."""

    plan: str
    fulfilment: str
    days_off: int | None


def pact(name: str) -> str:
    return PACT + name


def concept(name: str) -> str:
    return CONCEPT + name


def in_passage(graph: str) -> bool:
    return graph.startswith(PASSAGE)


class Vocabulary:
    """What the ontology says of values, schemes and kinds of events."""

    def __init__(self, said: Iterable[Told]) -> None:
        triples = {(s, p, o) for s, p, o, _ in said}
        self.property_of_scheme = {s: str(o) for s, p, o in triples if p == pact("valuesOf")}
        self.state_properties = set(self.property_of_scheme.values())
        functional = {s for s, p, o in triples if p == TYPE and o == FUNCTIONAL}
        self.one_valued = functional - self.state_properties - set(BOUNDS)
        self.scheme_of = {s: str(o) for s, p, o in triples if p == IN_SCHEME}
        self.endings = {s for s, p, o in triples if p == TYPE and o == pact("Ending")}
        tables: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for s, p, o in triples:
            tables[p][s].add(str(o))
        self.classes_of_scheme = tables[pact("statesOf")]
        self.leads_to = tables[pact("leadsTo")]
        self.planned_as = tables[pact("plannedAs")]
        self._steps = tables[pact("entails")]

    def property_of(self, value: str) -> str:
        """The property that takes a value."""
        return self.property_of_scheme[self.scheme_of[value]]

    def entails(self, stronger: str, weaker: str) -> bool:
        """Whether a value says another, too, by as many steps as it takes."""
        return stronger == weaker or any(self.entails(step, weaker) for step in self._steps[stronger])


def by_last(day: Day) -> tuple[date, date]:
    return day.last, day.first


def literal(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=DATE)


def plain(term: object) -> Value:
    assert isinstance(term, NamedNode | Literal), term
    return term.value if isinstance(term, NamedNode) else term


def name(term: object) -> str:
    """An IRI."""
    assert isinstance(term, NamedNode), term
    return term.value


def told(quad: Quad) -> Told:
    return name(quad.subject), name(quad.predicate), plain(quad.object), name(quad.graph_name)
