"""What pictures show, asked of any engine: see `pactgraph.model.landscape`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from ...model.landscape import (
    Happening,
    HappeningKind,
    Landscape,
    Paper,
    Part,
    Pledge,
    Region,
    Sector,
    Standing,
    State,
)
from ...model.namespaces import CONCEPT
from ..engines.engine import Engine
from ..naming.labels import Label, all_labels, best
from ..sparql.values import listed
from .limits import Limits, Sieve
from .reading import read_ties
from .ties import Ties

CENTROID = "http://www.w3.org/ns/dcat#centroid"

_POINT = re.compile(
    r"\s*(?:<[^>]*/CRS84>\s*)?POINT\s*\(\s*([-+]?\d+(?:\.\d+)?)\s+([-+]?\d+(?:\.\d+)?)\s*\)\s*", re.IGNORECASE
)
_STANDINGS: dict[str, Standing] = {
    "party": "party",
    "signed": "party",
    "member": "member",
    "member-to-be": "announced",
    "member-once": "past",
    "membership": "unstated",
}
_BECOMING: tuple[Standing, ...] = ("unstated", "announced", "member", "past", "party")
"""Standings in the order in which a region comes to them."""
_STATES: dict[str, State] = {
    CONCEPT + "event-status/planned": "planned",
    CONCEPT + "event-status/held": "done",
    CONCEPT + "event-status/cancelled": "off",
    CONCEPT + "existence/announced": "planned",
    CONCEPT + "existence/established": "done",
    CONCEPT + "existence/dissolved": "off",
    CONCEPT + "stage/announced": "planned",
    CONCEPT + "stage/agreed": "done",
    CONCEPT + "stage/signed": "done",
    CONCEPT + "stage/in-force": "done",
    CONCEPT + "stage/provisionally-applied": "done",
    CONCEPT + "stage/suspended": "off",
    CONCEPT + "stage/ended": "off",
    CONCEPT + "stage/replaced": "off",
    CONCEPT + "progress/not-begun": "planned",
    CONCEPT + "progress/done": "done",
    CONCEPT + "progress/given-up": "off",
}
_LATEST: tuple[State, ...] = ("off", "done", "planned")
_DATED: tuple[HappeningKind, ...] = ("agreement", "alliance", "body", "event", "commitment")


def read_landscape(
    engine: Engine,
    lang: str = "en",
    limits: Limits = Limits(),  # noqa: B008 - immutable
    regions: Iterable[NamedNode] = (),
    ties: Ties | None = None,
    called: dict[NamedNode, list[Label]] | None = None,
) -> Landscape:
    """What is within limits and, where `regions` are given (a government stands for its region), what all of
    them have part in. Labels are in `lang`, with an open fallback. `ties` saves reading the network where it
    is known already, and `called` asking for labels again: those of all languages are added to it. Raises
    what the engine's `select` raises.
    """
    network = read_ties(engine) if ties is None else ties
    return _Reader(engine, network, limits, lang, {} if called is None else called).read(regions)


class _Reader:
    def __init__(
        self, engine: Engine, ties: Ties, limits: Limits, lang: str, called: dict[NamedNode, list[Label]]
    ) -> None:
        self._engine = engine
        self._ties = ties
        self._limits = limits
        self._sieve = Sieve.open(engine, ties, limits)
        self._any_time = Sieve.open(engine, ties, replace(limits, since=None, until=None))
        self._lang = lang
        self._called = called
        self._names: dict[NamedNode, str] = {}

    def read(self, regions: Iterable[NamedNode]) -> Landscape:
        ties, limits = self._ties, self._limits
        asked = list(dict.fromkeys(ties.partner(region) for region in regions))
        papers = [
            thing for thing in self._about(("agreement", "alliance"), asked) if self._sieve.counts(thing)
        ]
        pledges = [
            thing
            for thing in ties.things("commitment")
            if self._sieve.counts(thing) and self._committed(thing).issuperset(asked)
        ]
        dated = [thing for thing in self._about(_DATED, asked) if self._is_dated(thing)]
        wanted = ties.within(limits.sector) if limits.sector is not None else None
        partners = {*asked, *(region for thing in papers for region in self._regions(thing))}
        partners |= {region for thing in pledges for region in self._regions(thing)}
        if not asked and limits == Limits():
            partners |= set(ties.things("region"))
        sectors = {
            sector
            for thing in (*papers, *pledges)
            for sector in ties.sectors(thing)
            if wanted is None or sector in wanted
        }
        strengths = {place: strength for strength, place in ties.firmness.items()}
        about = [*asked, *(term for term in (limits.sector, limits.strength) if term is not None)]
        self._name([*partners, *sectors, *papers, *pledges, *dated, *strengths.values(), *about])
        period = "–".join(day or "…" for day in (limits.since, limits.until)) if limits.timed else ""
        return Landscape(
            tuple(sorted(self._places(partners), key=lambda one: (one.label, one.iri))),
            tuple(
                sorted(
                    (Sector(iri.value, self._names[iri]) for iri in sectors),
                    key=lambda one: (one.label, one.iri),
                )
            ),
            tuple(sorted(map(self._paper, papers), key=lambda one: (one.latest or "9", one.iri))),
            tuple(
                sorted(
                    map(self._happening, dated),
                    key=lambda one: (one.earliest or one.latest or "", one.latest or "", one.iri),
                )
            ),
            tuple(self._pledge(thing, wanted) for thing in pledges),
            {place: self._names[strength] for place, strength in sorted(strengths.items())},
            (*(self._names[term] for term in about), *([period] if period else [])),
            self._lang,
        )

    def _about(self, kinds: Iterable[str], asked: list[NamedNode]) -> list[NamedNode]:
        """The things of some kinds in the sector and of the strength asked for that all of the regions asked
        for have part in, of any time."""
        return [
            thing
            for kind in kinds
            for thing in self._ties.things(kind)
            if self._any_time.counts(thing) and (not asked or self._involved(thing).issuperset(asked))
        ]

    def _is_dated(self, thing: NamedNode) -> bool:
        """Whether a thing has a time, within the period asked for: of a commitment, when it falls due."""
        earliest, latest = self._ties.day(thing, "earliest"), self._ties.day(thing, "latest")
        first, last = earliest or latest, latest or earliest
        if first is None or last is None:
            return False
        return first <= (self._limits.until or "9") and last >= (self._limits.since or "")

    def _committed(self, thing: NamedNode) -> set[NamedNode]:
        """The regions that make a commitment, or towards whom it is made."""
        return set(self._ties.objects(thing, "committer", "towards"))

    def _involved(self, thing: NamedNode) -> set[NamedNode]:
        """The regions that have part in a thing: by themselves, through others, or through the agreement or
        alliance that it belongs to."""
        ties = self._ties
        found = {agent for agent in ties.nodes(thing, "involves") if ties.kind(agent) == "region"}
        for tie in ties.of(thing):
            other = tie.other(thing)
            kind = ties.kind(other)
            if kind == "region" and tie.relation != "modelled-on":
                found.add(other)
            elif kind in ("agreement", "alliance") and tie.relation in (
                "occasion",
                "concerns",
                "coordinates",
                "provides-for",
                "made-under",
                "committer",
            ):
                found.update(self._regions(other))
        return found

    def _parts(self, thing: NamedNode) -> dict[NamedNode, Standing]:
        """The regions in an agreement or an alliance, each with its last standing in the period."""
        found: dict[NamedNode, tuple[str, int]] = {}
        for tie in self._ties.of(thing, *_STANDINGS):
            if tie.subject != thing or self._ties.kind(tie.object) != "region" or not self._sieve.stands(tie):
                continue
            standing = (tie.since or "", _BECOMING.index(_STANDINGS[tie.relation]))
            found[tie.object] = max(standing, found.get(tie.object, standing))
        return {region: _BECOMING[place] for region, (_, place) in found.items()}

    def _regions(self, thing: NamedNode) -> list[NamedNode]:
        ties = self._ties
        if ties.kind(thing) == "commitment":
            return [one for one in ties.objects(thing, "committer") if ties.kind(one) == "region"]
        return [*self._parts(thing)]

    def _paper(self, thing: NamedNode) -> Paper:
        ties = self._ties
        alliance = ties.kind(thing) == "alliance"
        provided = ties.subjects(thing, "provides-for") if alliance else []
        parts = sorted(self._parts(thing).items(), key=lambda part: part[0].value)
        state, note = self._state(thing)
        return Paper(
            thing.value,
            self._names[thing],
            "alliance" if alliance else "agreement",
            tuple(Part(region.value, standing) for region, standing in parts),
            tuple(sorted(sector.value for sector in ties.sectors(thing))),
            ties.day(thing, "earliest"),
            ties.day(thing, "latest"),
            state,
            note,
            provided[0].value if provided else None,
        )

    def _happening(self, thing: NamedNode) -> Happening:
        ties = self._ties
        state, note = self._state(thing)
        kind = next(kind for kind in _DATED if kind == ties.kind(thing))
        earliest, latest = ties.day(thing, "earliest"), ties.day(thing, "latest")
        return Happening(thing.value, self._names[thing], kind, earliest, latest, state, note)

    def _pledge(self, thing: NamedNode, wanted: frozenset[NamedNode] | None) -> Pledge:
        sectors = self._ties.sectors(thing)
        return Pledge(
            thing.value,
            self._names[thing],
            tuple(region.value for region in self._regions(thing)),
            tuple(sorted(one.value for one in (sectors if wanted is None else sectors & wanted))),
            self._ties.strength(thing),
        )

    def _state(self, thing: NamedNode) -> tuple[State, str]:
        """Whether a thing has come to be, and what is said of it in words."""
        terms = [
            term
            for fact in ("stage", "existence", "status", "strength", "progress")
            for term in self._ties.values(thing, fact)
            if isinstance(term, NamedNode)
        ]
        self._name(terms)
        states = [_STATES[term.value] for term in terms if term.value in _STATES]
        state: State = min(states, key=_LATEST.index, default="unstated")
        return state, ", ".join(self._names[term] for term in terms)

    def _places(self, regions: Iterable[NamedNode]) -> Iterator[Region]:
        ordered = sorted(regions, key=lambda region: region.value)
        places: dict[NamedNode, tuple[float, float]] = {}
        for values in listed(ordered):
            found = self._engine.select(
                f"SELECT ?region ?place WHERE {{ VALUES ?region {{ {values} }} "
                f"?region <{CENTROID}> ?place }} ORDER BY ?region ?place"
            )
            for region, place in found.rows:
                if isinstance(region, NamedNode) and isinstance(place, Literal):
                    point = read_point(place.value)
                    if point is not None:
                        places.setdefault(region, point)
        countries = {region: self._ties.objects(region, "country") for region in ordered}
        self._name([country for found in countries.values() for country in found])
        for region in ordered:
            longitude, latitude = places.get(region, (None, None))
            country = ", ".join(self._names[country] for country in countries[region])
            yield Region(region.value, self._names[region], country, longitude, latitude)

    def _name(self, things: Iterable[NamedNode]) -> None:
        missing = {thing for thing in things if thing not in self._names}
        # (A set less the keys of a dictionary reads all the keys, which a network has by the thousand.)
        self._called |= all_labels(self._engine, [thing for thing in missing if thing not in self._called])
        for thing in missing:
            found = self._called.setdefault(thing, [])
            self._names[thing] = best(found, self._lang).told(self._lang) if found else _slug(thing)


def read_point(text: str) -> tuple[float, float] | None:
    """Longitude and latitude in degrees of a WKT point in CRS84 (GeoSPARQL 1.1, section 8.5.1); None for
    another geometry or for degrees that there are not."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    longitude, latitude = float(match[1]), float(match[2])
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _slug(thing: NamedNode) -> str:
    return thing.value.rstrip("/#").rpartition("/")[2].rpartition("#")[2] or thing.value
