"""The law of what stands, told a second time: plain Python over a list of quads, slow and easy to check.

It shares no code with `pactgraph.workspace`, knows no SPARQL, and names each paragraph of the law where it
applies it. A day is an interval of two dates; `NEVER` and `EVER` stand for bounds that nobody told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from operator import itemgetter

from oracle_slot import Slot
from oracle_tellings import Tellings
from oracle_terms import (
    BOUNDS,
    EVER,
    NEVER,
    ORG,
    OURS,
    PAIRS,
    TYPE,
    Day,
    Outcome,
    Period,
    Source,
    Telling,
    Triple,
    Value,
    by_last,
    concept,
    literal,
    pact,
)
from pyoxigraph import Quad


class Law(Tellings):
    """What the quads of all named graphs make stand, today or by what was known on the day `as_of`.

    `default` is the default graph without derived records; these are `periods`, `state_tellings` (thing,
    value, first and last day) and `outcomes`.
    """

    def __init__(self, quads: Iterable[Quad], as_of: date | None = None) -> None:
        super().__init__(quads, as_of)
        self.default: set[Triple] = set()
        self.disputed: set[tuple[str, str]] = set()
        self._facts()
        self._times()
        self._state_tellings()
        self._states()
        self._plans()
        self._outcomes()
        self._holdings()
        self._members()
        self._involvement()
        self._touches()
        self.default |= {(thing, pact("disputed"), prop) for thing, prop in self.disputed}
        self._speaking()
        for change, thing in self.pairs(pact("changes")):
            self.default |= {(change, TYPE, pact("Change")), (change, pact("concerns"), thing)}

    def _speaking(self) -> None:
        """By when documents have spoken, and whose word they pass on; by when plans and periods were told."""
        spoken_by = dict(self.spoken_by)
        for record in self.typed("Plan", "Period"):
            spoken_by[record] = self.first_told(record).last
        self.default |= {(s, pact("spokenBy"), literal(day)) for s, day in spoken_by.items() if day != EVER}
        for document in self.typed("Document"):
            witnesses = self.witnesses({frozenset({document})})
            self.default |= {(document, pact("witness"), witness) for witness in witnesses}

    # 2. Times

    def _times(self) -> None:
        for subject, kind in sorted({(s, BOUNDS[p]) for s, p, _ in self.told if p in BOUNDS}):
            time = self.time(subject, kind)
            assert time is not None
            for bound, day in zip(PAIRS[kind], (time.first, time.last), strict=True):
                if day is not None:
                    self.default.add((subject, bound, literal(day)))
                if time.conflict:
                    self.disputed.add((subject, bound))
            self.default |= {(subject, pact("witness"), witness) for witness in self.witnesses(time.sources)}

    # 3. One-valued facts, and all that is neither of one value nor of a time nor a state

    def _facts(self) -> None:
        values: dict[tuple[str, str], dict[Value, set[Source]]] = defaultdict(dict)
        for (s, p, o), sources in self.told.items():
            if p in self.vocabulary.one_valued:
                values[s, p][o] = sources
            elif p not in BOUNDS and p not in self.vocabulary.state_properties:
                self.default.add((s, p, o))
        for (s, p), found in values.items():
            of_registers = {value for value, sources in found.items() if OURS in sources}
            stand = of_registers or set(found)
            self.default |= {(s, p, value) for value in stand}
            self._pairs[p] -= {(s, str(value)) for value in found if value not in stand}
            if len(found) > 1:
                self.disputed.add((s, p))

    # 4. States: who tells which value for what day

    def _state_tellings(self) -> None:
        self.slots: dict[tuple[str, str], list[Telling]] = defaultdict(list)
        for change, thing in self.pairs(pact("changes")):
            for value in self._values_of_kind(change, self.vocabulary.leads_to, thing):
                self._tell_change(change, thing, value)
        for event in self.typed("Event"):
            if (time := self.happened(event)) is not None:
                self._tell(event, concept("event-status/held"), time.day, True, self._as_it_stands(event))
        for plan, thing in self.pairs(pact("plans")):
            self._tell_plan(plan, thing)
        for (thing, prop, told), sources in self.told.items():
            if prop in self.vocabulary.state_properties:
                for source in sources:
                    begun = prop == pact("strength")
                    telling = Telling(str(told), self.day_of(source), begun, frozenset({source}))
                    self.slots[thing, prop].append(telling)
        for record, thing in self.pairs(pact("stateOf")):
            for value in self.values(record, pact("holds")):
                self._tell_period(record, thing, value)
        for agreement in self.typed("Agreement"):
            self._tell_signatures(agreement)

    def _tell(
        self,
        thing: str,
        value: str,
        day: Day,
        begun: bool,
        sources: Iterable[Source],
        record: str | None = None,
    ) -> None:
        slot = thing, self.vocabulary.property_of(value)
        self.slots[slot].append(Telling(value, day, begun, frozenset(sources), record))

    def _values_of_kind(self, event: str, table: dict[str, set[str]], thing: str) -> set[str]:
        """The values that the kinds of an event have in a table, of schemes that say the state of such a
        thing."""
        return {
            value
            for kind in self.values(event, pact("kind"))
            for value in table[kind]
            if any(
                (thing, TYPE, name) in self.told
                for name in self.vocabulary.classes_of_scheme[self.vocabulary.scheme_of[value]]
            )
        }

    def _as_it_stands(self, record: str) -> set[Source]:
        """Who tells the time of an event, or the begin or end of what lasts, as it stands; of a period also
        who tells it and none of these."""
        times = [self.time(record, kind) for kind in PAIRS]
        sources = {source for time in times if time is not None for source in time.sources}
        if self.values(record, pact("holds")):
            told = {(graph, source) for s, _, _, graph, source in self.tellings if s == record}
            dated = {
                (graph, source) for s, p, _, graph, source in self.tellings if s == record and p in BOUNDS
            }
            sources |= {source for _, source in told - dated}
        return sources

    def _tell_change(self, change: str, thing: str, value: str) -> None:
        time = self.happened(change)
        if time is not None:
            self._tell(thing, value, time.day, True, self._as_it_stands(change))
            return
        status = {
            v.rpartition("/")[2]: self.told[change, pact("status"), v]
            for v in self.values(change, pact("status"))
        }
        to_come = any(thing == change for _, thing in self.pairs(pact("plans")))
        if to_come or {"planned", "cancelled"} & set(status):
            sources = status.get("held", set())
        else:
            sources = self.told[change, pact("changes"), thing]
        for source in sources:
            self._tell(thing, value, self.day_of(source), False, {source})

    def _tell_plan(self, plan: str, thing: str) -> None:
        day, sources = self.first_told(plan), self.told[plan, pact("plans"), thing]
        if self.is_a(thing, "Event"):
            self._tell(thing, concept("event-status/planned"), day, False, sources)
            for changed in self.values(thing, pact("changes")):
                for value in self._values_of_kind(thing, self.vocabulary.planned_as, changed):
                    self._tell(changed, value, day, False, sources)
        elif self.is_a(thing, "Agreement"):
            self._tell(thing, concept("stage/announced"), day, False, sources)
        elif self.is_a(thing, "Alliance", "Body"):
            self._tell(thing, concept("existence/announced"), day, False, sources)

    def _tell_period(self, record: str, thing: str, value: str) -> None:
        begin, end = self.time(record, "begin"), self.time(record, "end")
        sources = self._as_it_stands(record)
        end_latest = end.last if end is not None and end.last is not None else EVER
        if begin is not None and begin.first is not None:
            self._tell(thing, value, begin.day, True, sources, record)
        elif begin is not None and begin.is_told:
            self._tell(thing, value, Day(begin.day.last, begin.day.last), False, sources, record)
        else:
            first = self.first_told(record)
            day = Day(min(first.first, end_latest), min(first.last, end_latest))
            self._tell(thing, value, day, False, sources, record)

    def _tell_signatures(self, agreement: str) -> None:
        """Signed by all, for the day of the last signature, where each party, by itself or by its government
        or territory, has a dated one."""
        governs = set(self.pairs(pact("governs")))
        dated = {
            signature: time
            for signature, signed in self.pairs(pact("signs"))
            if signed == agreement and (time := self.time(signature, "time")) and time.last is not None
        }
        signers = {signer for signature in dated for signer in self.values(signature, pact("party"))}
        signers |= {one for pair in governs for one in pair if signers & set(pair)}
        parties = self.values(agreement, pact("party"))
        if dated and parties and parties <= signers:
            days = [time.day for time in dated.values()]
            day = Day(max(day.first for day in days), max(day.last for day in days))
            sources = {source for time in dated.values() for source in time.sources}
            self._tell(agreement, concept("stage/signed"), day, True, sources)

    # 5. Periods

    def _states(self) -> None:
        self.periods: set[Period] = set()
        self.state_tellings: set[tuple[str, str, date, date]] = set()
        self.present: dict[tuple[str, str], set[str]] = {}
        for (thing, prop), tellings in self.slots.items():
            slot = Slot(self, thing, prop, tellings)
            if slot.conflicts:
                self.disputed.add((thing, prop))
            self.periods |= set(slot.periods())
            self.present[thing, prop] = slot.present()
            self.default |= {(thing, prop, value) for value in slot.present()}
            self.state_tellings |= {(thing, t.value, t.day.first, t.day.last) for t in tellings}
        records = {s for s, _ in self.pairs(pact("stateOf"))} & {s for s, _ in self.pairs(pact("holds"))}
        of_periods = {pact("stateOf"), pact("holds"), pact("witness"), *BOUNDS}
        self.default = {t for t in self.default if not (t[0] in records and t[1] in of_periods)}

    # 4. Plans and what became of them

    def _plans(self) -> None:
        self.plans_of: dict[str, dict[str, Day]] = defaultdict(dict)
        for plan, thing in self.pairs(pact("plans")):
            self.plans_of[thing][plan] = self.first_told(plan)
        for thing, plans in self.plans_of.items():
            standing = [
                plan for plan, day in plans.items() if not any(day.before(other) for other in plans.values())
            ]
            self.default |= {(thing, pact("plan"), plan) for plan in standing}
            times = [time.day for plan in standing if (time := self.time(plan, "time"))]
            if any(not one.meets(other) for one in times for other in times):
                self.disputed.add((thing, pact("plan")))

    def _outcomes(self) -> None:
        self.outcomes: set[Outcome] = set()
        judged = {plan for _, plan in self.pairs(pact("announcement"))}
        for thing, plans in self.plans_of.items():
            happened = self._came_about(thing)
            for plan, told in plans.items():
                if plan in judged:
                    continue
                if happened is not None:
                    postponed = any(other.before(told) for other in plans.values())
                    self.outcomes |= self._outcome(plan, happened, postponed)
                elif concept("event-status/cancelled") in self.present.get((thing, pact("status")), ()):
                    self.outcomes.add(Outcome(plan, "not-held", None))

    def _came_about(self, thing: str) -> Day | None:
        """When what was planned happened; an unknown first day only says by when."""
        if self.is_a(thing, "Event"):
            time = self.happened(thing)
            return time.day if time is not None else None
        reached = {
            "Commitment": "progress/done",
            "Agreement": "stage/signed",
            "Alliance": "existence/established",
            "Body": "existence/established",
        }
        wanted = {concept(value) for name, value in reached.items() if self.is_a(thing, name)}
        begins = [
            Day(p.begin_earliest or NEVER, p.begin_latest or EVER)
            for p in self.periods
            if p.thing == thing and p.value in wanted and (p.begin_earliest or p.begin_latest)
        ]
        return min(begins, key=by_last, default=None)

    def _outcome(self, plan: str, happened: Day, postponed: bool) -> set[Outcome]:
        time = self.time(plan, "time")
        if time is None or not time.is_told:
            return set()
        planned = time.day
        if happened.before(planned):
            return {Outcome(plan, "came-early", (happened.last - planned.first).days)}
        if planned.before(happened):
            return {Outcome(plan, "came-late", (happened.first - planned.last).days)}
        if planned.first <= happened.first and happened.last <= planned.last:
            return {Outcome(plan, "as-postponed" if postponed else "came-true", 0)}
        return set()

    # 6. What follows

    def _holdings(self) -> None:
        """The last day for which a holding is told, and where nobody tells its begin, the first, by which it
        had begun."""
        for holding in self.typed("OfficeHolding"):
            end = self.time(holding, "end")
            last = end.day.last if end is not None else EVER
            days = [
                min(day, last)
                for source in self.tellers(holding)
                if (day := self.day_of(source).last) != EVER
            ]
            if days:
                self.default.add((holding, pact("lastTold"), literal(max(days))))
                if self.time(holding, "begin") is None:
                    self.default.add((holding, pact("beginLatest"), literal(min(days))))

    def _members(self) -> None:
        self.members: dict[str, set[str]] = defaultdict(set)
        for membership in self.typed("Membership"):
            for value in self.present.get((membership, pact("status")), ()):
                member = self.vocabulary.entails(value, concept("membership-status/member"))
                agents = self.values(membership, ORG + "member")
                for agent, alliance in product(agents, self.values(membership, ORG + "organization")):
                    if member:
                        self.default.add((agent, ORG + "memberOf", alliance))
                    if member or value == concept("membership-status/signatory-of-intent"):
                        self.members[alliance].add(agent)

    def _involvement(self) -> None:
        """Who is involved: each agent, and the territories for which it surely acts; `mayInvolve` those of a
        government of several of which the words name none."""
        surely: set[Triple] = set()
        perhaps: list[tuple[str, set[str]]] = []
        for utterance, person in self.pairs(pact("speaker")):
            surely.add((utterance, pact("involves"), person))
        for thing, name, agent, _ in self._takes_part():
            surely.add((thing, pact(name), agent))
        for thing, name, territories, acting in self._acted_for():
            named = territories & {
                named for record in acting for named in self.values(record, pact("actsFor"))
            }
            if named or len(territories) == 1:
                surely |= {(thing, pact(name), territory) for territory in named or territories}
            else:
                perhaps.append((thing, territories))
        surely |= {(thing, pact("involves"), agent) for thing, _, agent in surely}
        self.default |= surely
        for thing, territories in perhaps:
            if not any((thing, pact("involves"), territory) in surely for territory in territories):
                self.default |= {(thing, pact("mayInvolve"), territory) for territory in territories}

    def _takes_part(self) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
        """Thing, property, agent, and the records whose `actsFor` says for whom the agent acts."""
        for name, predicates in (
            ("involvesAsParty", ("party",)),
            ("involvesAsCommitter", ("committer",)),
            ("involvesTowards", ("towards",)),
            ("involvesAsParticipant", ("participant",)),
            ("involvesAsFounder", ("setUpBy", "initiatedBy", "host")),
            ("involves", ("carriedOutBy", "broughtBy", ORG + "hasMember")),
        ):
            for predicate in predicates:
                for thing, agent in self.pairs(predicate if ":" in predicate else pact(predicate)):
                    yield thing, name, agent, (thing,)
        for signature, agreement in self.pairs(pact("signs")):
            for agent in self.values(signature, pact("party")):
                yield agreement, "involvesAsParty", agent, (signature, agreement)
        for alliance, agents in self.members.items():
            for agent in agents:
                yield alliance, "involvesAsMember", agent, (alliance,)

    def _acted_for(self) -> Iterator[tuple[str, str, set[str], tuple[str, ...]]]:
        """Thing, property, the territories of a government that acts in it by itself or by somebody in one
        of its posts, and the records whose `actsFor` says for which."""
        for thing, name, agent, acting in self._takes_part():
            yield thing, name, self.values(agent, pact("governs")), acting
            for post in self._posts(agent, thing):
                for government in self.values(post, ORG + "postIn"):
                    yield thing, name, self.values(government, pact("governs")), acting
        for utterance in {*map(itemgetter(0), self.pairs(pact("speaker")) + self.pairs(pact("capacity")))}:
            posts = self.values(utterance, pact("capacity"))
            for speaker in self.values(utterance, pact("speaker")) if not posts else ():
                posts |= self._posts(speaker, utterance)
            for post in posts:
                for government in self.values(post, ORG + "postIn"):
                    territories = self.values(government, pact("governs"))
                    yield utterance, "involves", territories, (utterance,)

    def _posts(self, person: str, thing: str) -> set[str]:
        """The posts in which a person may have been at the time of a thing."""
        return {
            post
            for holding, holder in self.pairs(ORG + "member")
            if holder == person and self.is_a(holding, "OfficeHolding") and not self._outside(holding, thing)
            for post in self.values(holding, pact("post"))
        }

    def _outside(self, holding: str, thing: str) -> bool:
        """Whether a holding certainly lies outside the time of a thing, whose end may be unknown."""
        time, end = self.happened(thing), self.time(thing, "end")
        if time is None:
            return False
        last = time.day.last if self.time(thing, "time") else end.day.last if end else EVER
        held_from, held_to = self.time(holding, "begin"), self.time(holding, "end")
        ended = held_to is not None and held_to.day.last < time.day.first
        return ended or (held_from is not None and held_from.day.first > last)

    def _touches(self) -> None:
        points = ("Agreement", "Alliance", "Asset", "Body", "Commitment", "Event")
        for thing in set().union(*map(self.typed, points)):
            sectors = set(self.values(thing, pact("sector")))
            for asset in self.values(thing, pact("bringsIn")):
                sectors |= self.values(asset, pact("sector"))
            for commitment in self.typed("Commitment"):
                under = self.values(commitment, pact("madeUnder"))
                if self.is_a(thing, "Alliance", "Body"):
                    under |= self.values(commitment, pact("concerns"))
                    under |= self.values(commitment, pact("committer"))
                if thing in under:
                    for touching in {commitment, *self.values(commitment, pact("bringsIn"))}:
                        sectors |= self.values(touching, pact("sector"))
            self.default |= {(thing, pact("touches"), sector) for sector in sectors}
