"""What of a landscape the network shows: which things stand for themselves, and what does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sized
from dataclasses import dataclass, replace
from functools import cached_property

from .landscape import Landscape, Meeting

MOST_ROWS, MOST_ROWS_NARROW = 40, 28
"""Rows of a column, on a wide page and on a telephone, beyond which a network is drawn around one partner,
and cut."""


@dataclass(frozen=True)
class Excerpt:
    """What one network shows: `shown` has the cards of its columns, `near` what they are taken from; `all` is
    everything, of which there would be so many `cards` in the middle. `centre` is the partner around whom it
    is drawn, empty for all of them."""

    all: Landscape
    cards: tuple[Meeting, ...]
    near: Landscape
    shown: Landscape
    centre: str = ""

    @cached_property
    def folded(self) -> dict[str, Counter[str]]:
        """How many things of which class belong to a card, by the card's IRI: those that are no cards."""
        cards = {meeting.iri for meeting in self.shown.meetings}
        found: dict[str, Counter[str]] = {}
        for meeting in self.near.meetings:
            if meeting.iri not in cards:
                above = next((one.iri for one in self.near.hosts_of(meeting) if one.iri in cards), None)
                if above is not None:
                    found.setdefault(above, Counter())[meeting.kind] += 1
        return found

    @property
    def cuts(self) -> list[tuple[int, int, str]]:
        """How many of how many are shown, for each column that is cut: `agents`, `meetings`, `sectors`."""
        pairs: tuple[tuple[Sized, Sized, str], ...] = (
            (self.shown.agents, self.all.agents, "agents"),
            (self.shown.meetings, self.cards, "meetings"),
            (self.shown.sectors, self.all.sectors, "sectors"),
        )
        return [(len(some), len(every), name) for some, every, name in pairs if len(some) < len(every)]


def tied(landscape: Landscape) -> Landscape:
    """A landscape of what stands for itself: things that belong to no other, or have members of their own,
    the partners in them, and the sectors that they touch."""
    meetings = tuple(one for one in landscape.meetings if _is_card(landscape, one))
    return of(landscape, meetings)


def excerpt(landscape: Landscape, most: int = MOST_ROWS) -> Excerpt:
    """What of a landscape one picture can show: all of it, or what the partner in most things has part in,
    the latest `most` of it with the `most` partners and sectors that are in most of these."""
    shown = tied(landscape)
    if max(len(shown.agents), len(shown.meetings), len(shown.sectors)) <= most:
        return Excerpt(landscape, shown.meetings, landscape, shown)
    centre = min(shown.meetings_of, key=lambda iri: (-len(shown.meetings_of[iri]), iri))
    near = landscape.around(centre)
    mine = tied(near)
    meetings = tuple(sorted(mine.meetings, key=lambda one: (_last_day(landscape, one), one.iri))[-most:])
    counts = Counter(iri for one in meetings for iri in {*(part.agent for part in one.parts), *one.sectors})
    counts[centre] = len(landscape.meetings) + 1

    def foremost(iris: list[str]) -> set[str]:
        return set(sorted(filter(counts.__contains__, iris), key=lambda iri: (-counts[iri], iri))[:most])

    kept = foremost([one.iri for one in mine.agents]) | foremost([one.iri for one in mine.sectors])
    return Excerpt(
        landscape,
        shown.meetings,
        near,
        replace(
            mine,
            meetings=meetings,
            agents=tuple(one for one in mine.agents if one.iri in kept),
            sectors=tuple(one for one in mine.sectors if one.iri in kept),
        ),
        centre,
    )


def _last_day(landscape: Landscape, meeting: Meeting) -> str:
    """The last day of a thing, or of what it belongs to."""
    days = (one.latest or one.due_latest for one in (meeting, *landscape.hosts_of(meeting)))
    return next(filter(None, days), "")


def _is_card(landscape: Landscape, meeting: Meeting) -> bool:
    if not meeting.parts or meeting.has_members:
        return bool(meeting.parts)
    return not any(above.parts for above in landscape.hosts_of(meeting))


def of(landscape: Landscape, meetings: tuple[Meeting, ...]) -> Landscape:
    """A landscape of some of its things, with the partners in them and the sectors that they touch."""
    joined = {part.agent for one in meetings for part in one.parts}
    touched = {sector for one in meetings for sector in one.sectors}
    return replace(
        landscape,
        agents=tuple(one for one in landscape.agents if one.iri in joined),
        sectors=tuple(one for one in landscape.sectors if one.iri in touched),
        meetings=meetings,
    )
