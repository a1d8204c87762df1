"""What pictures show: regions, the papers and alliances that join them, sectors, happenings and pledges.

Plain values between the layer that asks the graph and the layer that draws: IRIs as text, labels in one
language, days as YYYY-MM-DD.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Standing = Literal["party", "member", "announced", "past", "unstated"]
"""How a region stands in a paper or an alliance: party to it, member, member to be, member once, or member of
which no status is stated."""

State = Literal["planned", "done", "off", "unstated"]
"""Whether something is still to come, has come to be, or was called off or dissolved."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its country's label and its place in degrees, where they are known."""

    iri: str
    label: str
    country: str = ""
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Part:
    """The part that one region has in a paper."""

    region: str
    standing: Standing = "party"


@dataclass(frozen=True, slots=True)
class Paper:
    """An agreement or an alliance: what regions meet in.

    `provided_by` is the agreement that provides for the alliance, `note` what is said of its stage.
    """

    iri: str
    label: str
    kind: Literal["agreement", "alliance"] = "agreement"
    parts: tuple[Part, ...] = ()
    sectors: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    state: State = "unstated"
    note: str = ""
    provided_by: str | None = None

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that have part in it."""
        return tuple(part.region for part in self.parts)

    @property
    def is_bilateral(self) -> bool:
        """Whether it is an agreement of just two regions."""
        return self.kind == "agreement" and len(set(self.regions)) == 2


HappeningKind = Literal["agreement", "alliance", "body", "event", "commitment"]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something with a time: made, held or set up then, or (a commitment) due then.

    The time is some day, or some days, from `earliest` to `latest`; one of the two may be unknown.
    """

    iri: str
    label: str
    kind: HappeningKind
    earliest: str | None
    latest: str | None
    state: State = "unstated"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pledge:
    """A commitment of regions in sectors. `strength` is its place on the scale of strengths, from 1."""

    iri: str
    label: str
    regions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    strength: int | None = None


@dataclass(frozen=True)
class Landscape:
    """All that a picture may show.

    `strengths` labels the places of the scale of strengths; `about` says in words what was asked for, empty
    for everything; `language` is that of the labels.
    """

    regions: tuple[Region, ...] = ()
    sectors: tuple[Sector, ...] = ()
    papers: tuple[Paper, ...] = ()
    happenings: tuple[Happening, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    strengths: Mapping[int, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    language: str = "en"

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each thing by its IRI."""
        groups: tuple[Iterable[Region | Sector | Paper | Happening | Pledge], ...] = (
            self.regions,
            self.sectors,
            self.papers,
            self.happenings,
            self.pledges,
        )
        return {thing.iri: thing.label for group in groups for thing in group}

    @cached_property
    def papers_of(self) -> dict[str, tuple[Paper, ...]]:
        """The papers of each region that has part in one, by the region's IRI."""
        found: dict[str, list[Paper]] = {}
        for paper in self.papers:
            for region in dict.fromkeys(paper.regions):
                found.setdefault(region, []).append(paper)
        return {region: tuple(papers) for region, papers in found.items()}

    @cached_property
    def pledges_of(self) -> dict[str, tuple[Pledge, ...]]:
        """The commitments of each region that has any, by the region's IRI."""
        found: dict[str, list[Pledge]] = {}
        for pledge in self.pledges:
            for region in dict.fromkeys(pledge.regions):
                found.setdefault(region, []).append(pledge)
        return {region: tuple(pledges) for region, pledges in found.items()}

    @cached_property
    def _places(self) -> dict[str, int]:
        """The place of each region among the regions, by its IRI."""
        return {one.iri: place for place, one in enumerate(self.regions)}

    def around(self, region: str) -> Landscape:
        """The landscape of one region: its papers with all who have part in them, and their sectors."""
        papers = self.papers_of.get(region, ())
        partners = {region, *(iri for paper in papers for iri in paper.regions)}
        pledges = self.pledges_of.get(region, ())
        told = (*(paper.sectors for paper in papers), *(pledge.sectors for pledge in pledges))
        sectors = {iri for some in told for iri in some}
        return Landscape(
            tuple(
                self.regions[place]
                for place in sorted(map(self._places.__getitem__, partners & self._places.keys()))
            ),
            tuple(one for one in self.sectors if one.iri in sectors),
            papers,
            self.happenings,
            pledges,
            self.strengths,
            self.about,
            self.language,
        )
