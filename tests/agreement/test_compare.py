"""What `compare` lists and counts against the questions that it renders, and against `shared`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

import pactgraph
from pactgraph.api import Limits

from .conftest import Place
from .plain import Within, full
from .test_questions import limits_for, split
from .test_show import walk

pytestmark = pytest.mark.slow

SIDES = {"shared": "both", "first": "a", "second": "b"}
Told = dict[str, dict[str, set[str]]]


def told(place: Place, a: str, b: str, limits: Within) -> tuple[Told, list[dict[str, Any]]]:
    """The things by chapter and side, and the chapters; each number in a heading is that of its things."""
    account = place.face.compare(a, b, Limits(**limits.given)).to_dict()
    assert isinstance(account["sections"], list)
    found: Told = {}
    for section in account["sections"]:
        for group in section.get("entries", ()):
            if group["name"] in SIDES:
                things = [each["thing"]["iri"] for each in group["entries"]]
                assert len(set(things)) == len(things), (place, a, b, section["text"])
                assert f"({len(things)} known)" in group["text"], (place, a, b, group["text"])
                sides = found.setdefault(section["name"], {"both": set(), "a": set(), "b": set()})
                sides[SIDES[group["name"]]] = set(things)
    return found, account["sections"]


def pairs(place: Place, many: int) -> Iterator[tuple[str, str]]:
    """Two partners, and two things of each other class of meeting points."""
    chance = Random(f"{place.name} compare")
    partners = sorted(place.plain.partners)
    for _ in range(many):
        a, b = chance.sample(partners, 2)
        if place.plain.alone(a) != place.plain.alone(b):
            yield a, b


def chapters(place: Place) -> dict[str, str]:
    """The name of the chapter of each class."""
    return {row["class"] or "": (row["plural"] or "").lower() for row in place.rows("kinds", language="en")}


def test_two_partners_share_what_the_question_says(places: list[Place]) -> None:
    for place in places:
        names = chapters(place)
        for a, b in pairs(place, 4):
            expected: Told = defaultdict(lambda: {"both": set(), "a": set(), "b": set()})
            for row in place.rows("shared", a=a, b=b):
                name = "sectors" if "/sector/" in (row["thing"] or "") else names[row["class"] or ""]
                expected[name][row["side"] or ""].add(row["thing"] or "")
            found, _ = told(place, a, b, Within())
            assert found == expected, (place, a, b)


def test_within_limits_the_two_share_the_points_of_both(places: list[Place]) -> None:
    for place in places:
        names = chapters(place)
        roles = {names[kind]: kind for kind in place.plain.classes("pact:MeetingPoint")}
        for limits in limits_for(place, 3):
            for a, b in pairs(place, 2):
                points: dict[str, list[set[str]]] = defaultdict(lambda: [set(), set()])
                for number, agent in enumerate((a, b)):
                    for row in place.rows("meeting-points", limits, agent=agent):
                        points[names[row["class"] or ""]][number].add(row["thing"] or "")
                found, _ = told(place, a, b, limits)
                expected = {name: split(*both) for name, both in points.items()}
                assert {name: of for name, of in found.items() if name in roles} == expected, (
                    place,
                    limits,
                    a,
                    b,
                )


def test_strengths_count_the_commitments_of_each_side(places: list[Place]) -> None:
    for place in places:
        for a, b in pairs(place, 4):
            found, sections = told(place, a, b, Within())
            sides = found.get("commitments", split(set(), set()))
            lines = [
                each["text"]
                for section in sections
                if section["name"] == "strengths"
                for each in walk(section)
                if re.search(r": (?:.* )?\d+$", each["text"])
            ]
            if not any(place.plain.of(each, "pact:strength") for of in sides.values() for each in of):
                assert not lines, (place, a, b)
                continue
            numbers = [Counter(strengths(place, things)) for things in sides.values() if things]
            read = [
                Counter(
                    {
                        name: int(number)
                        for name, number in re.findall(
                            r"([^,:]+) (\d+)(?:,|$)", line[line.rindex(": ") + 2 :]
                        )
                    }
                )
                for line in lines
            ]
            cleaned = [Counter({name.strip(): number for name, number in each.items()}) for each in read]
            assert sorted(map(sorted, (each.items() for each in cleaned))) == sorted(
                map(sorted, (each.items() for each in numbers))
            ), (place, a, b)


def strengths(place: Place, commitments: set[str]) -> Iterator[str]:
    """The name of the strength of each commitment."""
    for commitment in commitments:
        held = place.plain.of(commitment, "pact:strength")
        yield place.label(next(iter(held))) if held else "strength not stated"


def test_limits_that_leave_nothing_are_an_answer(places: list[Place]) -> None:
    for place in places:
        for a, b in pairs(place, 1):
            account = place.face.compare(a, b, Limits(at="0001-01-01"))
            points = [full(f"pact:{name}") for name in ("Agreement", "Commitment")]
            assert not {chapters(place)[each] for each in points} & set(account.sections)
            assert account.to_markdown()


def test_one_thing_is_not_compared_with_itself(places: list[Place]) -> None:
    for place in places[:2]:
        agent = sorted(place.plain.partners)[0]
        try:
            place.face.compare(agent, agent)
        except pactgraph.PactgraphError as fault:
            assert "\n" not in str(fault)
        else:
            raise AssertionError(agent)
