"""First half of the law's oracle: what is rejected, who tells what, when documents speak, and times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import product

from oracle_terms import (
    BOUNDS,
    DERIVED_FROM,
    EVER,
    NEVER,
    OURS,
    PAIRS,
    RDF,
    SUPPORTED_BY,
    TYPE,
    UNKNOWN,
    Day,
    Source,
    Time,
    Told,
    Triple,
    Value,
    Vocabulary,
    by_last,
    in_passage,
    pact,
    told,
)
from pyoxigraph import Literal, Quad

Record = dict[str, set[Value]]
"""What the files say outside passages of one record."""


class Tellings:
    """What passages, registers and curation tell, but for what is rejected or, on the day `as_of`, not yet
    told."""

    def __init__(self, quads: Iterable[Quad], as_of: date | None = None) -> None:
        said = {told(quad) for quad in quads}
        self.vocabulary = Vocabulary(said)
        self.in_passages = {telling for telling in said if in_passage(telling[3])}
        self.outside = said - self.in_passages
        self.records: dict[str, Record] = defaultdict(lambda: defaultdict(set))
        for s, p, o, _ in self.outside:
            self.records[s][p].add(o)
        self.later: set[Triple] = set()
        self.rejected: set[Told] = set()
        for record in self.records.values():
            if pact("Decision") in record[TYPE]:
                self._decide(record)
        self._find_sources()
        self.speaking = {document: self._speaking_day(document) for document in self.typed("Document")}
        self.spoken_by = {document: day.last for document, day in self.speaking.items() if day.last != EVER}
        if as_of is not None:
            known = {document for document, day in self.spoken_by.items() if day <= as_of}
            self._index(telling for telling in self.tellings if telling[4] <= known)

    # 1. Rejected

    def _decide(self, decision: Record) -> None:
        judgements = {str(judgement).rpartition("/")[2] for judgement in decision[pact("judgement")]}
        statements = _statements(decision)
        passages = decision[SUPPORTED_BY]
        if "rejected" in judgements:
            self.rejected |= {
                telling
                for telling in self.in_passages
                if (not passages or telling[3] in passages)
                and (telling[:3] in statements or (not statements and self._of_time(telling, decision)))
            }
        if "accepted" in judgements:
            for subject, predicate, value in statements:
                if predicate in self.vocabulary.one_valued | self.vocabulary.state_properties:
                    self.rejected |= {
                        telling
                        for telling in self.in_passages
                        if telling[:2] == (subject, predicate) and telling[2] != value
                    }
        if "later" in judgements:
            self.later |= statements

    def _of_time(self, telling: Told, decision: Record) -> bool:
        """Whether this is a bound of the time that the decision gives, told in one passage just so."""
        subject, predicate, _, passage = telling
        return (
            subject in decision[RDF + "subject"]
            and BOUNDS.get(predicate) == "time"
            and all(
                {o for s, p, o, g in self.in_passages if (s, p, g) == (subject, bound, passage)}
                == decision[bound]
                for bound in PAIRS["time"]
            )
        )

    # Who tells what, and when they speak

    def _find_sources(self) -> None:
        """Each triple that is told, with its source; a derivation tells for the documents of its premises,
        and is gone, with its record, where all is rejected that one of them says."""
        document_of = {s: str(o) for s, p, o, _ in self.outside if p == pact("passageOf")}
        standing = self.in_passages - self.rejected
        silent = {g for *_, g in self.rejected} - {g for *_, g in standing}
        premises: dict[Triple | str, list[set[Value]]] = defaultdict(list)
        for derivation, record in self.records.items():
            if pact("Derivation") in record[TYPE]:
                premises[derivation].append(record[DERIVED_FROM])
                for statement in _statements(record):
                    premises[statement].append(record[DERIVED_FROM])
        tellings = {(s, p, o, g, frozenset({document_of[g]})) for s, p, o, g in standing}
        for s, p, o, g in self.outside:
            for found in premises.get(s) or premises.get((s, p, o)) or [set()]:
                if not found & silent:
                    documents = frozenset(
                        document_of[str(premise)] for premise in found if premise in document_of
                    )
                    tellings.add((s, p, o, g, documents))
        self._index(tellings)

    def _index(self, tellings: Iterable[tuple[str, str, Value, str, Source]]) -> None:
        self.tellings = set(tellings)
        self.told: dict[Triple, set[Source]] = defaultdict(set)
        self._pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for s, p, o, _, source in self.tellings:
            self.told[s, p, o].add(source)
            if isinstance(o, str):
                self._pairs[p].add((s, o))

    def values(self, subject: str, predicate: str) -> set[str]:
        return {value for thing, value in self._pairs[predicate] if thing == subject}

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        return sorted(self._pairs[predicate])

    def typed(self, *names: str) -> set[str]:
        return {thing for thing, name in self._pairs[TYPE] if name in map(pact, names)}

    def is_a(self, thing: str, *names: str) -> bool:
        return thing in self.typed(*names)

    def _releases(self, document: str) -> set[str]:
        return {r for r in self.values(document, DERIVED_FROM) if self.is_a(r, "Release")}

    def _speaking_day(self, document: str) -> Day:
        for release in sorted(self._releases(document)):
            time = self.time(release, "time")
            if time is not None and time.last is not None:
                return time.day
            retelling = (other for other, origin in self.pairs(DERIVED_FROM) if origin == release)
            days = [time.day for other in retelling if (time := self.time(other, "time")) and time.last]
            return min(days, key=by_last, default=UNKNOWN)
        time = self.time(document, "time")
        return time.day if time is not None and time.last is not None else UNKNOWN

    def day_of(self, source: Source) -> Day:
        """The day on which a source speaks: when the last of its documents has spoken."""
        days = [self.speaking.get(document, UNKNOWN) for document in source]
        return Day(max(d.first for d in days), max(d.last for d in days)) if days else UNKNOWN

    def tellers(self, record: str) -> set[Source]:
        """Who tells anything of a record."""
        return {source for s, *_, source in self.tellings if s == record and source != OURS}

    def first_told(self, record: str) -> Day:
        """The first day on which somebody tells anything of a record."""
        return min(map(self.day_of, self.tellers(record)), key=by_last, default=UNKNOWN)

    def witnesses(self, sources: Iterable[Source]) -> frozenset[str]:
        return frozenset(
            witness
            for source in sources
            for document in source
            for witness in (self._releases(document) or {document})
        )

    # 2. Times

    def time(self, subject: str, kind: str) -> Time | None:
        tellings: dict[tuple[str, Source], list[date | None]] = defaultdict(lambda: [None, None])
        for s, p, o, graph, source in self.tellings:
            if s == subject and BOUNDS.get(p) == kind and isinstance(o, Literal):
                tellings[graph, source][PAIRS[kind].index(p)] = date.fromisoformat(o.value)
        if not tellings:
            return None
        firsts = [first for first, _ in tellings.values()]
        lasts = [last for _, last in tellings.values()]
        first = max((f for f in firsts if f is not None), default=None)
        last = min((x for x in lasts if x is not None), default=None)
        conflict = first is not None and last is not None and first > last
        if conflict:  # the hull: a bound that one telling lacks is no bound of it
            first = None if None in firsts else min(f for f in firsts if f is not None)
            last = None if None in lasts else max(x for x in lasts if x is not None)
        containing = frozenset(
            source
            for (_, source), (f, x) in tellings.items()
            if (f or NEVER) <= (first or NEVER) and (last or EVER) <= (x or EVER)
        )
        return Time(first, last, conflict, containing)

    def happened(self, event: str) -> Time | None:
        """When an event took place, or, of one that lasts, began."""
        for kind in ("time", "begin"):
            if (time := self.time(event, kind)) is not None and time.is_told:
                return time
        return None


def _statements(record: Record) -> set[Triple]:
    """The statements that a decision or derivation is about."""
    subjects, predicates = record[RDF + "subject"], record[RDF + "predicate"]
    return {(str(s), str(p), o) for s, p, o in product(subjects, predicates, record[RDF + "object"])}
