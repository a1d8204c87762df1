"""What `show` lists and counts against the questions that it renders, asked by themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import pytest

from .conftest import Place, Row
from .plain import Within, full

pytestmark = pytest.mark.slow

Entry = dict[str, Any]
DAYS = (
    None,
    "0001-01-01",
    "2020-11-05",
    "2021-06-01",
    "2022-09-30",
    "2023-05-05",
    "2023-09-06",
    "2100-01-01",
)


def walk(entry: Entry) -> Iterator[Entry]:
    """An entry and all below it."""
    yield entry
    for each in entry.get("entries", ()):
        yield from walk(each)


@cache
def sections(place: Place, thing: str, day: str | None) -> dict[str, Entry]:
    """The chapters on a thing by name."""
    told = place.face.show(thing, at=day).to_dict()["sections"]
    assert isinstance(told, list)
    found = {section["name"]: section for section in told}
    assert len(found) == len(told), (place, thing)
    return found


def named(section: Entry, name: str) -> list[str]:
    """The things of the entries of a name, in order."""
    return [each["thing"]["iri"] for each in walk(section) if each.get("name") == name]


def counted(section: Entry, number: int) -> None:
    """Compares the number in a heading."""
    assert re.search(rf"\({number} \w+\)$", section["text"]), (section["text"], number)


def some_things(place: Place) -> list[str]:
    """Things of every class that is shown, one of each; of partners three."""
    by_class: dict[str, list[str]] = defaultdict(list)
    for row in place.rows("things"):
        by_class[row["class"] or ""].append(row["thing"] or "")
    chance = Random(place.name)
    partners = chance.sample(sorted(place.plain.partners), 3)
    return sorted({*partners, *(chance.choice(things) for things in by_class.values())})


def cases(place: Place) -> Iterator[tuple[str, str | None]]:
    """Things, now and some of them on a day."""
    chance = Random(f"{place.name} days")
    for thing in some_things(place):
        yield thing, None
        if chance.random() < 0.3:
            yield thing, chance.choice(DAYS)


def own(place: Place, thing: str) -> list[str]:
    """A thing, and the territory for which it stands."""
    return sorted({thing, place.plain.alone(thing)})


def test_chapters_list_what_a_thing_is_tied_to(places: list[Place]) -> None:
    for place in places:
        kinds = {row["class"]: row for row in place.rows("kinds", language="en")}
        class_of = {row["thing"]: row["class"] for row in place.rows("things")}
        for thing, day in cases(place):
            me = own(place, thing)
            ends: dict[str, set[str]] = defaultdict(set)
            for each in me:
                for row in place.rows("meeting-points", Within(at=day), thing=each):
                    if row["thing"] not in me:
                        ends[row["class"] or ""].add(row["thing"] or "")
                limits = {"since": day, "until": day} if day else {}
                for row in place.rows("ties", thing=each, **limits):
                    if day is None and row["present"] != "True":
                        continue
                    for other in (row["thing"], row["other"]):
                        kind = class_of.get(other)
                        if other not in me and kind and kinds[kind]["role"] != full("pact:MeetingPoint"):
                            ends[kind].add(other or "")
            told = sections(place, thing, day)
            for kind, row in kinds.items():
                section = told.get((row["plural"] or "").lower())
                where = (place, thing, day, kind)
                if section is None:
                    assert not ends.get(kind or ""), where
                    continue
                listed = named(section, (row["label"] or "").lower())
                assert len(listed) == len(set(listed)), where
                assert set(listed) - set(me) == ends[kind or ""], where
                counted(section, len(listed))


def test_partners_are_those_of_the_question(places: list[Place]) -> None:
    for place in places:
        for thing, day in [case for case in cases(place) if case[0] in place.plain.partners]:
            rows = place.rows("partners", Within(at=day), agent=thing)
            told = sections(place, thing, day)
            for way in ("bilateral", "joint", "allied"):
                of = [row for row in rows if row["way"] == way]
                section = told.get(way)
                if section is None:
                    assert not of, (place, thing, way)
                    continue
                counted(section, len({row["partner"] for row in of}))
                assert set(named(section, "paper")) == {row["thing"] for row in of}, (place, thing, way)
                if way == "bilateral":
                    partners = [each["thing"]["iri"] for each in section["entries"]]
                    assert set(partners) == {row["partner"] for row in of}, (place, thing)


def test_sectors_have_the_counts_of_the_question(places: list[Place]) -> None:
    for place in places:
        rows = place.rows("kinds", language="en")
        labels = {row["class"]: (row["label"] or "").lower() for row in rows}
        for thing in some_things(place):
            expected: dict[str, dict[str, str]] = defaultdict(dict)
            for row in place.rows("sectors-of", thing=thing):
                expected[row["sector"] or ""][labels[row["class"]] or ""] = row["things"] or ""
            section = sections(place, thing, None).get("sectors")
            if section is None:
                assert not expected, (place, thing)
                continue
            told = {
                each["thing"]["iri"]: {
                    name: value for name, value in each.items() if name in set(labels.values())
                }
                for each in section["entries"]
            }
            assert told == expected, (place, thing)
            counted(section, len(expected))
            for each in section["entries"]:
                numbers = re.findall(r" (\d+)(?:,|$)", each["text"].rpartition(":")[2])
                assert sorted(numbers) == sorted(expected[each["thing"]["iri"]].values()), each


def test_announcements_and_their_outcomes(places: list[Place]) -> None:
    for place in places:
        for thing in some_things(place):
            rows: list[Row] = [
                row for each in own(place, thing) for row in place.rows("announcements", thing=each)
            ]
            section = sections(place, thing, None).get("announced")
            if section is None:
                assert not rows, (place, thing)
                continue
            things = {row["thing"] for row in rows}
            assert set(named(section, "announcement")) == things, (place, thing)
            counted(section, len(things))


def test_what_documents_say_are_the_passages_about_it(places: list[Place]) -> None:
    for place in places:
        for thing in some_things(place):
            section = sections(place, thing, None).get("accounts")
            passages = {row["passage"] for row in place.rows("evidence", thing=thing)}
            told = set(named(section, "passage")) if section else set()
            assert told == passages, (place, thing)
