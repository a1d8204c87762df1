"""Paths of partnership in words, with the passages of each hop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from ...model.prefixes import Prefixes
from ..engines.engine import Engine
from ..evidence.support import Triple, recorded, support
from ..network.ties import Tie, Ties
from ..network.trace import Hop, Path
from ..relations import MEETING_POINTS
from .outline import Entry
from .sentences import Teller
from .speech import Speech, statements_of_states, terms_of, terms_of_tie
from .wording import Wording

AT_ONCE = 25
"""Paths whose sources and labels are asked for in one go."""


class Guide:
    """Tells paths found in a network, in one language."""

    def __init__(self, engine: Engine, ties: Ties, prefixes: Prefixes, lang: str) -> None:
        self._engine = engine
        self._ties = ties
        self._prefixes = prefixes
        self._lang = lang
        self.wording = Wording(lang)

    def tell(self, paths: Sequence[Path], first: int = 1) -> list[Entry]:
        """An entry for each path, numbered from `first`. Raises what the engine's `select` raises."""
        meeting = sorted(
            {thing for path in paths for thing in path.things if self._ties.kind(thing) in MEETING_POINTS},
            key=lambda thing: thing.value,
        )
        foreseen = {(path, place): self._foreseen(path, place) for path in paths for place in _inner(path)}
        rows: list[Triple] = []
        terms: list[NamedNode] = []
        for path in paths:
            for hop in path.hops:
                for tie in hop.ties:
                    rows += tie.statements
                    terms += [hop.start, hop.end, *terms_of_tie(tie)]
        for thing in meeting:
            rows += statements_of_states(self._ties, thing)
            terms += terms_of(self._ties, thing)
        for ties in foreseen.values():
            for tie in ties:
                rows += [*tie.statements, *statements_of_states(self._ties, tie.subject)]
                terms += [*terms_of_tie(tie), *terms_of(self._ties, tie.subject)]
        speech = Speech(
            self._ties,
            Teller(self._engine, self._prefixes, self._lang, terms),
            self.wording,
            support(self._engine, rows),
            recorded(self._engine, meeting),
        )
        return [
            self._path(speech, path, number, [foreseen[path, place] for place in _inner(path)])
            for number, path in enumerate(paths, first)
        ]

    def _path(self, speech: Speech, path: Path, number: int, foreseen: list[list[Tie]]) -> Entry:
        hops = []
        for place, hop in enumerate(path.hops):
            ahead = foreseen[place] if place < len(foreseen) else []
            hops.append(self._hop(speech, hop, ahead, last=place == len(path.hops) - 1))
        start = path.hops[0].start
        return Entry(f"{number}. {speech.teller.thing(start)}", "path", start, (), tuple(hops))

    def _hop(self, speech: Speech, hop: Hop, foreseen: list[Tie], *, last: bool) -> Entry:
        details: list[Entry] = []
        if self._ties.kind(hop.end) in MEETING_POINTS:
            summary = speech.summary(hop.end)
            if summary:
                details.append(Entry(summary, "summary", hop.end))
            details += speech.states(hop.end)
        details += self._told(speech, foreseen)
        return Entry(
            self.wording.told(speech.relation(hop.ties, hop.start), speech.teller.thing(hop.end)),
            "hop",
            hop.end,
            speech.sources(row for tie in hop.ties for row in tie.statements),
            tuple(details),
            facts=(
                ("from", hop.start.value),
                ("to", hop.end.value),
                ("relations", " ".join(dict.fromkeys(tie.relation for tie in hop.ties))),
            ),
        )

    def _foreseen(self, path: Path, place: int) -> list[Tie]:
        """At an agreement that provides for an alliance: how the neighbours on the path stand in it, where
        that is announced and not yet held."""
        before, here, after = path.things[place - 1], path.things[place], path.things[place + 1]
        if self._ties.kind(here) != "agreement":
            return []
        found = []
        for alliance in self._ties.objects(here, "provides-for"):
            near = self._ties.neighbours.get(alliance, {})
            for partner in (before, after):
                standing = [tie for tie in near.get(partner, ()) if tie.held is not None]
                if standing and not any(tie.held or tie.relation == "member-once" for tie in standing):
                    found += sorted(standing, key=lambda tie: tie.order)
        return found

    def _told(self, speech: Speech, foreseen: Iterable[Tie]) -> list[Entry]:
        by_alliance: dict[NamedNode, list[Tie]] = {}
        for tie in foreseen:
            by_alliance.setdefault(tie.subject, []).append(tie)
        told = []
        for alliance, ties in by_alliance.items():
            members = [
                Entry(
                    self.wording.told(
                        self.wording.say("membership-of", speech.teller.name(tie.object)),
                        f"{speech.teller.name(tie.status)}, {self.wording.say('not-held')}",
                    )
                    if tie.status is not None
                    else self.wording.say("not-held"),
                    "membership",
                    tie.object,
                    speech.sources(tie.statements[-1:]),
                )
                for tie in ties
            ]
            words = self.wording.relation("provides-for", onward=True)
            told.append(
                Entry(
                    self.wording.told(words, speech.teller.thing(alliance)),
                    "provides-for",
                    alliance,
                    (),
                    (*speech.states(alliance), *members),
                )
            )
        return told


def _inner(path: Path) -> range:
    """The places of the things on a path between its ends."""
    return range(1, len(path.hops))
