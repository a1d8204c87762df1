"""What surrounds a thing in the network, with all that is needed to tell it."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from ...model.prefixes import Prefixes
from ...model.table import Term
from ..engines.engine import Engine
from ..evidence.outcomes import Outcome, outcomes_of
from ..evidence.remarks import remarks_on
from ..evidence.statements import Source, describe_sources
from ..evidence.support import Triple, recorded, support
from ..network.ties import Tie, Ties
from ..relations import MEETING_POINTS
from .asof import AsOf
from .outline import Entry
from .sentences import Teller
from .speech import Speech, statements_of_states, terms_of, terms_of_tie
from .wording import Wording


class Surroundings:
    """A thing, the meeting points next to it and the partners who meet there, as of a day.

    A tie counts where each of its statements has a source that counts and where it stands on the day. A
    sector takes in what is about narrower ones. `terms` are further terms whose names are wanted.
    """

    def __init__(
        self,
        engine: Engine,
        ties: Ties,
        prefixes: Prefixes,
        thing: NamedNode,
        lang: str,
        as_of: AsOf,
        terms: Iterable[Term | None] = (),
    ) -> None:
        self.ties = ties
        self.me = ties.partner(thing)
        self.as_of = as_of
        self.wording = Wording(lang)
        mine = self._mine()
        near = sorted({end for end in mine if ties.kind(end) in MEETING_POINTS}, key=_iri)
        foreseen = {end for point in (self.me, *near) for end in ties.objects(point, "provides-for")}
        posts = {end for end in mine if ties.kind(end) == "post"}
        beyond = self._beyond(sorted({*near, *foreseen, *posts}, key=_iri))
        rows: list[Triple] = []
        names: list[Term | None] = [thing, self.me, *terms]
        for end, found in [*mine.items(), *beyond]:
            names.append(end)
            for tie in found:
                rows += tie.statements
                names += terms_of_tie(tie)
        ends = {*near, *(end for end, _ in beyond)}
        told = sorted((end for end in ends if ties.kind(end) in MEETING_POINTS), key=_iri)
        for point in (self.me, *told):
            rows += statements_of_states(ties, point, as_of.day)
            names += terms_of(ties, point, as_of.day)
        self._known = {row: as_of.sources(found) for row, found in support(engine, rows).items()}
        self.outcomes = self._outcomes(engine, [self.me, *told])
        names += [outcome.fulfilment for found in self.outcomes.values() for outcome in found]
        self.remarks = remarks_on(engine, told, lang)
        names += [sector for point in near for sector in ties.sectors(point)]
        self.speech = Speech(
            ties,
            Teller(engine, prefixes, lang, names),
            self.wording,
            self._known,
            recorded(engine, told),
            as_of.day,
        )
        self.near = {
            end: counting
            for end in sorted(mine, key=_iri)
            if (counting := [tie for tie in sorted(mine[end], key=lambda tie: tie.order) if self.counts(tie)])
        }

    def _mine(self) -> dict[NamedNode, list[Tie]]:
        found: dict[NamedNode, list[Tie]] = {}
        for me in self.ties.within(self.me) if self.ties.kind(self.me) == "concept" else (self.me,):
            for end, ties in self.ties.neighbours.get(me, {}).items():
                found.setdefault(end, []).extend(ties)
        return found

    def _beyond(self, near: list[NamedNode]) -> list[tuple[NamedNode, list[Tie]]]:
        return [(end, ties) for point in near for end, ties in self.ties.neighbours[point].items()]

    def _outcomes(self, engine: Engine, things: list[NamedNode]) -> dict[NamedNode, list[Outcome]]:
        found = outcomes_of(engine, things)
        passages = {passage for each in found.values() for outcome in each for passage in outcome.passages}
        self._reports = describe_sources(engine, passages)
        return {
            thing: counting
            for thing, each in found.items()
            if (counting := list(filter(self._known_outcome, each)))
        }

    def _known_outcome(self, outcome: Outcome) -> bool:
        """Whether an outcome was known on the day: by a passage, or because its time had come."""
        if outcome.passages:
            return bool(self.reports(outcome))
        day = self.as_of.day
        return day is None or (outcome.period is not None and outcome.period[1] <= day)

    def reports(self, outcome: Outcome) -> tuple[Source, ...]:
        """The passages that report an outcome and count."""
        return self.as_of.sources(self._reports[passage] for passage in outcome.passages)

    def counts(self, tie: Tie) -> bool:
        """Whether a tie was known and stood on the day."""
        if not self.as_of.stands(tie):
            return False
        return self.as_of.day is None or all(self._known.get(row) for row in tie.statements)

    def of_kind(self, *kinds: str) -> list[NamedNode]:
        """What is next to the thing and of some kinds, by IRI."""
        return [end for end in self.near if self.ties.kind(end) in kinds]

    def with_relation(self, *relations: str, subject: bool | None = None) -> dict[NamedNode, list[Tie]]:
        """What is tied to the thing by some relations, with these ties; with `subject` only where the thing
        is the subject of the tie, or is not."""
        found = {}
        for end, ties in self.near.items():
            chosen = [
                tie
                for tie in ties
                if tie.relation in relations and (subject is None or (tie.object == end) == subject)
            ]
            if chosen:
                found[end] = chosen
        return found

    def at(self, point: NamedNode, *relations: str) -> list[NamedNode]:
        """Who or what is tied to a meeting point as the object of some relations, as of the day, by IRI."""
        return sorted(
            {
                tie.object
                for tie in self.ties.of(point, *relations)
                if tie.subject == point and self.counts(tie)
            },
            key=_iri,
        )

    def states(self, point: NamedNode) -> list[Entry]:
        """How a meeting point stood on the day."""
        return [entry for entry in self.speech.states(point) if entry.sources or self.as_of.day is None]

    def listed(self, things: Iterable[NamedNode]) -> str:
        """The names of some things, by name."""
        return ", ".join(sorted(self.speech.teller.name(thing) for thing in things))


def _iri(node: NamedNode) -> str:
    return node.value
