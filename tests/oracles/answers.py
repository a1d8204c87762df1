"""What stands in a world, in one form for the law and its oracle, so that the two can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from law_oracle import Law
from oracle_terms import BOUNDS, DERIVED_FROM, PACT, RDF, TYPE, Outcome, Period, Triple, concept, pact, plain
from pyoxigraph import Literal, Quad
from worlds import iri, term


class Answer(NamedTuple):
    """The default graph: plain statements, and by their content the records that the law makes."""

    statements: frozenset[Triple]
    periods: frozenset[Period]
    tellings: frozenset[tuple[str, str, date, date]]
    outcomes: frozenset[Outcome]

    def values(self, subject: str, predicate: str) -> set[str]:
        """What the default graph says of a thing, days as texts, IRIs with their prefix's name only."""
        found = {o for s, p, o in self.statements if (s, p) == (iri(subject), iri(predicate))}
        return {short(value) for value in found}

    def stretches(self, thing: str) -> list[str]:
        """The periods of a thing in order, as "value begin..end": each end of a stretch is a day, an interval
        "day/day", "by day" for one of which only the last day is known, "from day" for one of which only the
        first is known, or "" where nothing is."""
        found = sorted(
            (p for p in self.periods if p.thing == iri(thing)),
            key=lambda p: (p.begin_latest or date.min, p.begin_earliest or date.min, p.value),
        )
        return [
            f"{short(p.value).partition(':')[2]} {_interval(p.begin_earliest, p.begin_latest)}"
            f"..{_interval(p.end_earliest, p.end_latest)}"
            for p in found
        ]

    def on(self, day: str, thing: str) -> dict[str, str]:
        """The values of a thing that held on a day, with "perhaps" or "" for surely."""
        asked = date.fromisoformat(day)
        held = ((p, p.on(asked)) for p in self.periods if p.thing == iri(thing))
        return {short(p.value).partition(":")[2]: how for p, how in held if how is not None}

    def outcome(self, plan: str) -> tuple[str, int | None] | None:
        """Fulfilment and days off that were computed for a plan."""
        found = [(o.fulfilment, o.days_off) for o in self.outcomes if o.plan == iri(plan)]
        assert len(found) < 2, found
        return found[0] if found else None

    def disputed(self) -> set[tuple[str, str]]:
        return {
            (short(s), short(o).partition(":")[2]) for s, p, o in self.statements if p == pact("disputed")
        }


def of_oracle(quads: Iterable[Quad], as_of: str | None = None) -> Answer:
    law = Law(quads, date.fromisoformat(as_of) if as_of else None)
    return Answer(
        frozenset(law.default), frozenset(law.periods), frozenset(law.state_tellings), frozenset(law.outcomes)
    )


def of_default_graph(quads: Iterable[Quad], named: Iterable[Quad]) -> Answer:
    """The answer that a default graph holds; what no named graph says of it was made."""
    triples = {(plain(q.subject), plain(q.predicate), plain(q.object)) for q in quads}
    told = {plain(q.subject) for q in named}
    about: dict[str, dict[str, set[str | Literal]]] = defaultdict(lambda: defaultdict(set))
    for s, p, o in triples:
        about[str(s)][str(p)].add(o)
    periods, tellings, outcomes, records = set(), set(), set(), set()
    for subject, said in about.items():
        types = said[TYPE]
        if pact("Telling") in types:
            records.add(subject)
            tellings.add(
                (
                    _one(said, "stateOf"),
                    _one(said, "holds"),
                    _day(said, "earliest") or date.min,
                    _day(said, "latest") or date.max,
                )
            )
        elif pact("stateOf") in said and pact("holds") in said:
            records.add(subject)
            periods.add(
                Period(
                    _one(said, "stateOf"),
                    _one(said, "holds"),
                    _day(said, "beginEarliest"),
                    _day(said, "beginLatest"),
                    _day(said, "endEarliest"),
                    _day(said, "endLatest"),
                    _day(said, "lastTold"),
                    frozenset(str(witness) for witness in said[pact("witness")]),
                )
            )
        elif pact("Outcome") in types and subject not in told:
            records.add(subject)
            days = {value.value for value in said[pact("daysOff")] if isinstance(value, Literal)}
            assert len(days) < 2, (subject, days)
            outcomes.add(
                Outcome(
                    _one(said, "announcement"),
                    _one(said, "fulfilment").rpartition("/")[2],
                    int(days.pop()) if days else None,
                )
            )
    of_periods = {pact(name) for name in ("stateOf", "holds", "witness", "lastTold")} | set(BOUNDS)
    statements = {
        (str(s), str(p), o)
        for s, p, o in triples
        if not (s in records and (s not in told or p in of_periods))
        and not (p == DERIVED_FROM and (s not in told or o in records))
    }
    return Answer(frozenset(statements), frozenset(periods), frozenset(tellings), frozenset(outcomes))


def _one(said: dict[str, set[str | Literal]], name: str) -> str:
    (value,) = said[pact(name)]
    assert isinstance(value, str)
    return value


def _day(said: dict[str, set[str | Literal]], name: str) -> date | None:
    days = {value.value for value in said[pact(name)] if isinstance(value, Literal)}
    assert len(days) < 2, (name, days)
    return date.fromisoformat(days.pop()) if days else None


def short(value: str | Literal) -> str:
    """An IRI as the worlds write it."""
    if isinstance(value, Literal):
        return value.value
    if value.startswith(PACT):
        return "pact:" + value.removeprefix(PACT)
    kind, _, slug = value.removeprefix("https://w3id.org/pactgraph/").partition("/")[2].partition("/")
    return f"{kind}:{slug}" if slug and plain(term(f"{kind}:{slug}")) == value else value


def _interval(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        return str(first) if first == last else f"{first}/{last}"
    if last is not None:
        return f"by {last}"
    return f"from {first}" if first is not None else ""


def difference(oracle: Answer, law: Answer) -> str:
    """What only one of two answers says, a line each; the law's own helping statements do not count, nor
    whose word a period is where a conflict or a decision makes that a matter of taste."""
    lines = []
    known = {p for _, p, _ in oracle.statements} | {pact(name) for name in _NOTIONS.split()}
    said = {statement for statement in law.statements if statement[1] in known}
    for name, one, other in (
        ("statement", oracle.statements, said),
        ("period", _settled(oracle), _settled(law)),
        ("telling", oracle.tellings, law.tellings),
        ("outcome", oracle.outcomes, law.outcomes),
    ):
        for who, only in (("oracle", one - other), ("law", other - one)):
            lines += [f"  only the {who}: {name} {_printed(found)}" for found in only]
    return "\n".join(sorted(lines))


def _settled(answer: Answer) -> set[Period]:
    """The periods, those of things in dispute without witnesses."""
    later = {s for s, _, o in answer.statements if o == concept("judgement/later")}
    judged = {o for s, p, o in answer.statements if s in later and p == RDF + "subject"}
    unsettled = judged | {s for s, p, _ in answer.statements if p == pact("disputed")}
    return {p._replace(witnesses=frozenset()) if p.thing in unsettled else p for p in answer.periods}


_NOTIONS = (
    "disputed plan spokenBy witness involves involvesAsParty involvesAsCommitter involvesTowards"
    " involvesAsParticipant involvesAsFounder involvesAsMember mayInvolve touches stage existence status"
    " strength progress earliest latest beginEarliest beginLatest endEarliest endLatest"
)


def _printed(found: Iterable[object]) -> str:
    def told(part: object) -> str:
        if isinstance(part, str | Literal):
            return short(part)
        if isinstance(part, frozenset):
            return " ".join(sorted(map(told, part)))
        return "-" if part is None else str(part)

    return " | ".join(map(told, found))
