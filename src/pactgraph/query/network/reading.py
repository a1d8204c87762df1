"""Reading the network of ties from an engine, whole or in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from ...model.collector import paused
from ...model.namespaces import CONCEPT, SKOS
from ...model.table import Term
from ..engines.engine import Engine
from ..evidence.support import Period, Triple
from ..relations import BETWEEN, FACTS, KINDS, MAKING, MEETING_POINTS, PARTS, RELATIONS, standing
from .ties import HOLDS, PROPERTY_OF, Stretch, Tie, Ties

_OPEN = "9999-12-31"
_RANKS = {kind: place for place, kind in enumerate(KINDS.values())}
_FROM_SUBJECT = frozenset((*MEETING_POINTS, "person", "post", "organisation", "group", "region", "place"))
"""Kinds of things whose own statements make ties; what utterances and assessments say makes none."""


def read_ties(engine: Engine) -> Ties:
    """The network of the accepted statements. Raises what the engine's `select` raises."""
    with paused():
        builder = Builder(kinds_of(engine, iris("?class", KINDS)))
        for row in rows_of(engine, iris("?property", {**RELATIONS, **FACTS, **PARTS})):
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
        self._direct: dict[tuple[str, NamedNode, Term], list[Triple]] = {}
        self._governs: dict[NamedNode, set[NamedNode]] = {}
        self._acting: dict[NamedNode, list[Triple]] = {}
        self._changing: dict[NamedNode, set[NamedNode]] = {}
        self._plans: dict[NamedNode, set[NamedNode]] = {}
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
        part = PARTS.get(iri)
        if part == "broader":
            self._broader.setdefault(thing, []).append(value)
        elif part == "governs":
            if kind == "government":
                self._governs.setdefault(thing, set()).add(value)
        elif part == "acts-for":
            self._acting.setdefault(thing, []).append(row)
        elif part == "plan":
            self._plans.setdefault(thing, set()).add(value)
        elif kind in BETWEEN:
            self._parts.setdefault(thing, {}).setdefault(part or RELATIONS[iri], []).append(row)
        else:
            if part == "changes":
                self._changing.setdefault(value, set()).add(thing)
            relation = RELATIONS.get(iri)
            if relation is not None and (kind in _FROM_SUBJECT or kind == "government"):
                self._direct.setdefault((relation, thing, value), []).append(row)

    def ties(self, firmness: Mapping[NamedNode, int]) -> Ties:
        """The network of what was taken in."""
        self._date()
        stretches = self._stretches()
        found = [
            tie
            for record, parts in self._parts.items()
            for tie in self._from_record(record, parts, stretches.get(record, ()))
        ]
        told = {(tie.object, tie.subject) for tie in found if tie.record}
        found += [
            tie
            for (relation, _, _), rows in self._direct.items()
            for tie in self._between(relation, sorted(rows, key=lambda row: row[1].value))
            if relation != "member-of" or (tie.subject, tie.object) not in told
        ]
        return Ties(
            self._kinds,
            {
                thing: {name: tuple(sorted(terms, key=str)) for name, terms in named.items()}
                for thing, named in self._facts.items()
            },
            {agent: min(regions, key=_iri) for agent, regions in self._governs.items() if len(regions) == 1},
            {thing: tuple(_sorted(wide)) for thing, wide in self._broader.items()},
            firmness,
            tuple(found),
            stretches,
        )

    def _between(
        self,
        relation: str,
        rows: list[Triple],
        start: NamedNode | None = None,
        end: NamedNode | None = None,
        record: NamedNode | None = None,
    ) -> Iterator[Tie]:
        """The ties that some statements make, unless both ends are one partner or the object is no thing."""
        subject = rows[0][0] if start is None else start
        value = rows[0][2] if end is None else end
        if not isinstance(value, NamedNode):
            return
        about = [record or subject, subject, value]
        for one, one_rows in self._standing_for(subject, about):
            for other, other_rows in self._standing_for(value, about):
                if one != other:
                    agent = value if other != value else subject if one != subject else None
                    yield Tie(relation, one, other, (*rows, *one_rows, *other_rows), agent, record)

    def _standing_for(
        self, agent: NamedNode, about: Iterable[NamedNode]
    ) -> list[tuple[NamedNode, list[Triple]]]:
        """The partners for which an end of a tie stands, with the statements that say so beside the register:
        itself; the region that a government governs; of several regions those for which it acts in what the
        tie is about, and itself where none is named."""
        regions = self._governs.get(agent, set())
        if len(regions) < 2:
            return [(region, []) for region in regions] or [(agent, [])]
        named: dict[NamedNode, list[Triple]] = {}
        for thing in dict.fromkeys(about):
            for row in self._acting.get(thing, ()):
                if isinstance(row[2], NamedNode) and row[2] in regions:
                    named.setdefault(row[2], []).append(row)
        return sorted(named.items(), key=lambda item: item[0].value) or [(agent, [])]

    def _from_record(
        self, record: NamedNode, parts: dict[str, list[Triple]], stretches: Iterable[Stretch]
    ) -> Iterator[Tie]:
        kind = self._kinds[record]
        if kind == "signature":
            pairs = [("signed", "signs", "party"), ("signed-for", "signs", "signed-by")]
        elif kind == "holding":
            pairs = [("holds", "member", "post")]
        elif kind == "membership":
            pairs = [("membership", "organisation", "member")]
        else:
            return
        begin, end = self._span(record, "begin"), self._span(record, "end")
        for relation, from_, to in pairs:
            for one in parts.get(from_, ()):
                for other in parts.get(to, ()):
                    if not isinstance(one[2], NamedNode) or not isinstance(other[2], NamedNode):
                        continue
                    for tie in self._between(relation, [one, other], one[2], other[2], record):
                        if kind == "membership":
                            yield from self._over_time(tie, record, list(stretches))
                        else:
                            yield tie._replace(begin=begin, end=end)

    def _over_time(self, tie: Tie, record: NamedNode, stretches: list[Stretch]) -> Iterator[Tie]:
        """The ties that a membership stands for: one for each present status and one for each period."""
        now = _sorted(_nodes(self._facts.get(record, {}).get("status", ())))
        last = {stretch.value: stretch for stretch in stretches}
        for status in now:
            stretch = last.get(status) or _after(status, stretches)
            rows = [
                (record, PROPERTY_OF["status"], status),
                *([_holding(last[status])] if status in last else []),
            ]
            yield _standing(tie, status, stretch, rows, present=True)
        for stretch in stretches:
            if stretch.value not in now or stretch != last[stretch.value]:
                yield _standing(tie, stretch.value, stretch, [_holding(stretch)], present=False)
        if not now and not stretches:
            yield tie

    def _stretches(self) -> dict[NamedNode, tuple[Stretch, ...]]:
        """The states of each thing over time, in order."""
        found = []
        for period, parts in self._parts.items():
            for _, _, thing in parts.get("state-of", ()):
                for _, _, value in parts.get("value", ()):
                    if isinstance(thing, NamedNode) and isinstance(value, NamedNode):
                        begin, end = self._span(period, "begin"), self._span(period, "end")
                        found.append((thing, Stretch(value, begin, end, period)))
        found.sort(key=lambda each: (each[0].value, (each[1].begin or ("", ""))[1], each[1].period.value))
        return {
            thing: tuple(stretch for _, stretch in group)
            for thing, group in groupby(found, key=lambda each: each[0])
        }

    def _date(self) -> None:
        """Gives each thing its days where it has none of its own."""
        for event in [thing for thing, kind in self._kinds.items() if kind == "event"]:
            begin, end = self._span(event, "begin"), self._span(event, "end")
            if begin or end:
                self._set_days(event, ((begin or ("", ""))[0], (end or ("", _OPEN))[1]))
        signing, making = dict[Term, list[Period]](), dict[Term, list[Period]]()
        for record, parts in self._parts.items():
            span = self._span(record)
            if span is not None:
                for _, _, signed in parts.get("signs", ()):
                    signing.setdefault(signed, []).append(span)
        for thing, events in self._changing.items():
            making[thing] = list(filter(None, map(self._span, filter(self._makes, events))))
        for thing, kind in self._kinds.items():
            if kind in ("agreement", "alliance", "body"):
                if days := signing.get(thing):
                    self._set_days(thing, (min(first for first, _ in days), max(last for _, last in days)))
                elif days := making.get(thing):
                    self._set_days(thing, min(days, key=lambda period: (period[1], period[0])))
            elif kind in ("event", "commitment"):
                plans = sorted(filter(None, map(self._span, self._plans.get(thing, ()))))
                if plans:
                    self._set_days(thing, plans[0])

    def _makes(self, event: NamedNode) -> bool:
        """Whether an event is of a kind by which something comes to be."""
        return any(kind.value in MAKING for kind in _nodes(self._facts.get(event, {}).get("kind", ())))

    def _span(self, thing: NamedNode, of: str = "") -> Period | None:
        """The days between which something was, began or ended, as far as is known."""
        facts, prefix = self._facts.get(thing, {}), f"{of}-" if of else ""
        earliest, latest = (_least(facts.get(prefix + name, ())) for name in ("earliest", "latest"))
        return (earliest or "", latest or _OPEN) if earliest or latest else None

    def _set_days(self, thing: NamedNode, days: Period) -> None:
        """Days of a thing that has none of its own."""
        if self._span(thing) is None:
            for name, day in zip(("earliest", "latest"), days, strict=True):
                if day and day != _OPEN:
                    self._facts.setdefault(thing, {})[name] = {Literal(day)}


def _standing(
    tie: Tie, status: NamedNode, stretch: Stretch | None, rows: list[Triple], *, present: bool
) -> Tie:
    """The tie of a membership in one standing."""
    said = standing(status.value)
    return tie._replace(
        relation=said.relation,
        statements=(*tie.statements, *rows),
        status=status,
        begin=stretch.begin if stretch else None,
        end=stretch.end if stretch else None,
        held=said.held,
        present=present,
    )


def _after(status: NamedNode, stretches: list[Stretch]) -> Stretch | None:
    """The time of a status that no period tells: it came when the last period ended, where that is told."""
    ended = stretches[-1] if stretches else None
    if ended is None or ended.end is None:
        return None
    first, last = ended.end
    begin = (_following(first) if first else "", _following(last) if last != _OPEN else _OPEN)
    return Stretch(status, begin, None, ended.period)


def _following(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _holding(stretch: Stretch) -> Triple:
    return (stretch.period, HOLDS, stretch.value)


def _least(terms: Iterable[Term]) -> str | None:
    return min((term.value for term in terms if isinstance(term, Literal)), default=None)


def _nodes(terms: Iterable[Term]) -> Iterator[NamedNode]:
    return (term for term in terms if isinstance(term, NamedNode))


def _iri(node: NamedNode) -> str:
    return node.value


def _sorted(things: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(things, key=_iri)
