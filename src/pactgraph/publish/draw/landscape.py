"""What pictures show: partners, the things at which they meet, sectors, and who committed to what.

Plain values of one language, made of the rows of stored questions by `landscape_reader`: IRIs as text, days
as YYYY-MM-DD.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Phase = Literal["", "ahead", "reached", "over"]
"""Whether a state or a standing is still to come, has come about, or has ended; empty where none is told."""


@dataclass(frozen=True, slots=True)
class Agent:
    """A partner of any class (`kind` is its label), with its countries and its place in degrees, where they
    are known; `placed_by` names what lends it its point where it has none of its own."""

    iri: str
    label: str
    kind: str = ""
    country: str = ""
    longitude: float | None = None
    latitude: float | None = None
    placed_by: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of things at which partners meet, with what one and what several are called."""

    iri: str
    label: str
    plural: str


@dataclass(frozen=True, slots=True)
class Part:
    """The part that one partner has in a thing: its label, and the phase of a standing of members."""

    agent: str
    standing: str = ""
    phase: Phase = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A thing at which partners meet: an agreement, an alliance, a commitment, an event ...

    `kind` is the IRI of its class, `host` the thing to which it belongs. It was made or held from `earliest`
    to `latest` and is due from `due_earliest` to `due_latest`; one end of each may be unknown. `note` is what
    is said of its states, `kinds` of its kinds.
    """

    iri: str
    label: str
    kind: str = ""
    parts: tuple[Part, ...] = ()
    sectors: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    due_earliest: str | None = None
    due_latest: str | None = None
    phase: Phase = ""
    kinds: str = ""
    note: str = ""
    host: str | None = None

    @property
    def agents(self) -> tuple[str, ...]:
        """The partners who have part in it now; where there are none yet, those who are to have."""
        now = [part.agent for part in self.parts if part.phase in ("", "reached")]
        return tuple(dict.fromkeys(now or (part.agent for part in self.parts if part.phase == "ahead")))

    @property
    def has_members(self) -> bool:
        """Whether partners stand in it as members do, in phases."""
        return any(part.phase for part in self.parts)


@dataclass(frozen=True, slots=True)
class Cell:
    """The number of commitments of a partner in a sector, and the level of the firmest on the scale."""

    agent: str
    sector: str
    commitments: int
    level: int | None = None


@dataclass(frozen=True)
class Landscape:
    """All that a picture may show.

    `levels` labels the places of the scale of strengths; `about` says in words what was asked for, empty for
    everything; `language` is that of the labels.
    """

    agents: tuple[Agent, ...] = ()
    sectors: tuple[Sector, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    kinds: tuple[Kind, ...] = ()
    cells: tuple[Cell, ...] = ()
    levels: Mapping[int, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    language: str = "en"

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each thing by its IRI."""
        groups: tuple[Iterable[Agent | Sector | Meeting], ...] = (self.agents, self.sectors, self.meetings)
        return {thing.iri: thing.label for group in groups for thing in group}

    @cached_property
    def kind_of(self) -> dict[str, Kind]:
        """The classes by IRI, in their order."""
        return {kind.iri: kind for kind in self.kinds}

    @cached_property
    def meeting_of(self) -> dict[str, Meeting]:
        """The things at which partners meet by IRI."""
        return {meeting.iri: meeting for meeting in self.meetings}

    @cached_property
    def meetings_of(self) -> dict[str, tuple[Meeting, ...]]:
        """The things in which each partner has part, or had, by the partner's IRI."""
        found: dict[str, list[Meeting]] = {}
        for meeting in self.meetings:
            for agent in dict.fromkeys(part.agent for part in meeting.parts):
                found.setdefault(agent, []).append(meeting)
        return {agent: tuple(meetings) for agent, meetings in found.items()}

    def hosts_of(self, meeting: Meeting) -> Iterator[Meeting]:
        """The things to which another belongs, among those here, the nearest first: of an asset the
        commitment into which it is brought, then the agreement under which that is made."""
        seen = {meeting.iri}
        while (above := self.meeting_of.get(meeting.host or "")) is not None and above.iri not in seen:
            seen.add(above.iri)
            meeting = above
            yield above

    def around(self, agent: str) -> Landscape:
        """The landscape of one partner: the things in which it has part with all who have part in them, and
        their sectors."""
        meetings = self.meetings_of.get(agent, ())
        near = {agent, *(part.agent for meeting in meetings for part in meeting.parts)}
        cells = tuple(cell for cell in self.cells if cell.agent == agent)
        sectors = {iri for meeting in meetings for iri in meeting.sectors} | {cell.sector for cell in cells}
        return Landscape(
            tuple(one for one in self.agents if one.iri in near),
            tuple(one for one in self.sectors if one.iri in sectors),
            meetings,
            self.kinds,
            cells,
            self.levels,
            self.about,
            self.language,
        )
