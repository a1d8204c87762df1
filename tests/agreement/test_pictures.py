"""What pictures list and count, read from their SVG, against the questions that they render."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

import pytest

import pactgraph
from pactgraph.api import Limits
from pactgraph.publish.draw import KINDS

from .conftest import Place
from .plain import Within, full
from .reading import Element, read
from .test_questions import limits_for

pytestmark = pytest.mark.slow

OVER = full("phase:over")


@dataclass
class Asked:
    """What the questions answer within limits, for all partners or for one: what the picture is about."""

    place: Place
    limits: Within
    agent: str | None
    points: dict[str, dict[str, str | None]] = field(default_factory=dict)
    parts: dict[str, dict[str, bool]] = field(default_factory=dict)
    """For each thing its partners, and whether their part in it is over."""
    sectors: dict[str, set[str]] = field(default_factory=dict)
    hosts: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, place: Place, limits: Within, agent: str | None) -> Asked:
        found = cls(place, limits, agent)
        rows = place.rows("meeting-points", limits, agent=agent)
        found.points = {row["thing"] or "": row for row in rows}
        time = Within(since=limits.since, until=limits.until, at=limits.at)
        over: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for row in place.rows("who-meets", time, agent=agent):
            over[row["thing"] or "", row["partner"] or ""].append(row["phase"] == OVER)
        for (thing, partner), each in over.items():
            if thing in found.points:
                found.parts.setdefault(thing, {})[partner] = all(each)
        for row in place.rows("in-sectors", agent=agent):
            if row["thing"] in found.points:
                found.sectors.setdefault(row["thing"] or "", set()).add(row["sector"] or "")
        for row in place.rows("hosts", agent=agent):
            if row["host"] in found.points:
                found.hosts.setdefault(row["thing"] or "", set()).add(row["host"] or "")
        return found

    def above(self, thing: str) -> set[str]:
        """Everything to which a thing belongs."""
        found, queue = set[str](), [thing]
        while queue:
            for host in self.hosts.get(queue.pop(), set()) - found - {thing}:
                found.add(host)
                queue.append(host)
        return found


class Drawn:
    """A picture as a reader gets it: its description, and the title of each thing in it by the thing."""

    def __init__(self, place: Place, picture: pactgraph.Picture) -> None:
        self.root = read(picture.svg)
        self.description = self.root.one("desc").text
        self.titles = [
            first.text
            for each in self.root.elements
            if "node" in each.css
            for first in each.children
            if isinstance(first, Element) and first.tag == "title"
        ]
        self.texts = [each.text for each in self.root.all("text")]
        self._label = place.label

    def about(self, thing: str) -> list[str]:
        """The titles that begin with the name of a thing."""
        name = self._label(thing)
        return [
            title for title in self.titles if re.match(rf"{re.escape(name)}(?:[,:] |$)", title) is not None
        ]

    def number(self, name: str) -> int | None:
        """The number that the description gives after `name`, or None."""
        found = re.search(rf"(?:^|\. )(?:[^.]*, )?{re.escape(name)}: (\d+)\.", self.description)
        return int(found[1]) if found else None


def cases(place: Place, many: int) -> Iterator[tuple[Within, str | None]]:
    """All of it, some of it, and what is around one partner."""
    chance = Random(f"{place.name} pictures")
    partners = sorted(place.plain.partners)
    for number, limits in enumerate(limits_for(place, many)):
        yield limits, None
        if number % 2 == 0:
            yield limits, chance.choice(partners)


def drawn(place: Place, kind: str, limits: Within, agent: str | None) -> Drawn | None:
    """A picture, or None where it is refused as there is nothing to draw."""
    try:
        picture = place.face.draw(kind, [agent] if agent else [], Limits(**limits.given))  # type: ignore[arg-type]
    except pactgraph.PactgraphError as fault:
        assert "\n" not in str(fault)
        return None
    return Drawn(place, picture)


def listed(title: str) -> list[str]:
    """The names that a title lists behind its last colon, without what stands in brackets."""
    return [re.sub(r" \([^()]*\)$", "", each) for each in title.rpartition(": ")[2].split("; ")]


def test_network(places: list[Place]) -> None:
    for place in places:
        for limits, agent in cases(place, 2):
            asked, where = Asked.of(place, limits, agent), (place, limits, agent)
            picture = drawn(place, "network", limits, agent)
            if picture is None:
                assert not asked.parts, where
                continue
            cards = {thing: titles[0] for thing in asked.points if (titles := picture.about(thing))}
            check_cards(place, asked, picture, cards)
            partners = {partner for thing in cards for partner in asked.parts.get(thing, ())}
            assert {each for each in place.plain.partners if picture.about(each)} == partners, where
            assert picture.number("Partners") == len(partners), where
            sectors = {sector for thing in cards for sector in asked.sectors.get(thing, ())}
            assert picture.number("Sectors") == len(sectors), where
            for sector in sectors:
                (title,) = picture.about(sector)
                touching = {place.label(thing) for thing in cards if sector in asked.sectors.get(thing, ())}
                assert set(listed(title)) == touching, (*where, title)


def check_cards(place: Place, asked: Asked, picture: Drawn, cards: dict[str, str]) -> None:
    """Compares the cards of a network: who is in each, how many, and what is counted with it."""
    where = (place, asked.limits, asked.agent)
    folded = 0
    for thing, title in cards.items():
        who = asked.parts[thing]
        assert sorted(listed(title)) == sorted(map(place.label, who)), (*where, title)
        now = [partner for partner, over in who.items() if not over]
        if found := re.search(r"(\d+) known partner", title):
            assert int(found[1]) == len(now), (*where, title)
            assert (asked.points[thing]["partners"] or "0") == found[1], (*where, title)
        else:
            numbers = re.search(r"known: ((?:[^:·]+: \d+,? ?)+)", title)
            counts = re.findall(r": (\d+)", numbers[1]) if numbers else []
            assert sum(map(int, counts)) == len(now), (*where, title)
        if found := re.search(r"with ((?:\d+ [^,·:]+,? ?)+)(?:: |$)", title):
            folded += sum(map(int, re.findall(r"\d+", found[1])))
    hidden = [thing for thing in asked.points if thing not in cards and asked.above(thing) & cards.keys()]
    assert folded == len(hidden), where
    lost = [thing for thing in asked.parts if thing not in cards and thing not in hidden]
    assert not lost, (*where, lost)


def test_network_tells_how_many_partners_it_leaves_out(places: list[Place]) -> None:
    for place in places:
        asked = Asked.of(place, Within(), None)
        picture = drawn(place, "network", Within(), None)
        if picture is not None:
            partners = {partner for who in asked.parts.values() for partner in who}
            shown = {each for each in partners if picture.about(each)}
            told = f"{len(shown)} of {len(partners)} Partners" in picture.description
            assert told == (shown < partners), (place, partners - shown)


def test_timeline(places: list[Place]) -> None:
    days = ("earliest", "latest", "dueEarliest", "dueLatest")
    for place in places:
        for limits, agent in cases(place, 2):
            asked, where = Asked.of(place, limits, agent), (place, limits, agent)
            picture = drawn(place, "timeline", limits, agent)
            dated = {thing for thing, row in asked.points.items() if any(row[day] for day in days)}
            if picture is None:
                assert not dated, where
                continue
            told = {thing: titles for thing in asked.points if (titles := picture.about(thing))}
            assert told.keys() <= dated, where
            beside = 0
            for titles in told.values():
                if found := re.search(r"with ((?:\d+ [^,·:]+,? ?)+)$", titles[0]):
                    beside += sum(map(int, re.findall(r"\d+", found[1])))
            undated = re.search(r"without a known time: ([^.]*)\.", picture.description)
            without = sum(map(int, re.findall(r"\d+", undated[1]))) if undated else 0
            assert without <= len(asked.points.keys() - dated), where
            due = {
                thing
                for thing, row in asked.points.items()
                if (row["dueEarliest"] or row["dueLatest"])
                and (row["dueEarliest"], row["dueLatest"]) != (row["earliest"], row["latest"])
            }
            assert due <= told.keys(), where
            alone = {thing for thing in told if len(told[thing]) == 1 and thing in due}
            assert len(told) - len(alone) <= len(told) <= len(asked.points), where
            assert len(told) + beside + without >= len(asked.points), where


def test_map(places: list[Place]) -> None:
    for place in places:
        located = {row["agent"] for row in place.rows("points") if row["point"]}
        for limits, agent in cases(place, 2):
            asked, where = Asked.of(place, limits, agent), (place, limits, agent)
            picture = drawn(place, "map", limits, agent)
            partners = {partner for who in asked.parts.values() for partner in who}
            if picture is None:
                assert not partners & located, where
                continue
            seen = {each for each in place.plain.partners if picture.about(each)}
            assert seen == partners & located, where
            numbers = re.search(r"\b(\d+) of (\d+) Partners\.", picture.description)
            assert numbers, (*where, picture.description[:200])
            assert (int(numbers[1]), int(numbers[2])) == (len(seen), len(partners)), where
            for each in partners - seen:
                assert place.label(each) in picture.description.rpartition("Without a known place:")[2], where


def test_matrix(places: list[Place]) -> None:
    for place in places:
        for limits, agent in cases(place, 4):
            where = (place, limits, agent)
            rows = place.rows("commitment-matrix", limits, agent=agent)
            picture = drawn(place, "matrix", limits, agent)
            if picture is None:
                assert not rows, where
                continue
            cells = set()
            for row in rows:
                agent_, sector = place.label(row["agent"] or ""), place.label(row["sector"] or "")
                firmest = place.label(row["strength"]) if row["strength"] else "not stated"
                cells.add(f"{agent_}, {sector}: {row['commitments']} (firmest: {firmest})")
            titles = {each.text for each in picture.root.all("title")}
            told = {title for title in titles if re.search(r", [^,:]+: \d+ \(firmest: [^()]*\)$", title)}
            told = {title for title in told if title.count("(firmest") == 1}
            assert told == cells, where


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_drawn_on_every_day(
    kind: str, places: list[Place], amount: Callable[[int, int], int]
) -> None:
    for place in places[: amount(4, 1000)]:
        for day in ("2020-06-14", "2020-06-15", "2020-06-16", "2023-05-05"):
            asked = Asked.of(place, Within(at=day), None)
            assert (drawn(place, kind, Within(at=day), None) is None) <= (
                not asked.parts or kind in ("map", "matrix", "timeline")
            )
