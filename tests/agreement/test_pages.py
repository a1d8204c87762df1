"""What pages list and count, read from the files of a site, against the questions that they render."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from .conftest import Place
from .reading import Element, read

pytestmark = pytest.mark.slow

Sides = dict[str, set[str]]
WAYS = {
    "Bilateral partners": "bilateral",
    "Partners through papers of several parties": "joint",
    "Partners through alliances": "allied",
}


def page(root: Path, path: str) -> Element:
    """The main part of a page of a site."""
    return read((root / path / "index.html").read_text("utf-8")).one("main")


def address(thing: str) -> str:
    """The path of the page of a thing."""
    return re.sub(r"^https://w3id\.org/pactgraph/(?:id|concept)/", "", thing)


def plurals(place: Place) -> dict[str, str]:
    """What several things of each class are called."""
    return {row["class"] or "": row["plural"] or "" for row in place.rows("kinds", language="en")}


def test_start_page_counts_the_things_of_each_class(built: list[tuple[Place, Path]]) -> None:
    for place, root in built:
        numbers = Counter(row["class"] for row in place.rows("things"))
        tiles = dict(
            found.groups()
            for each in page(root, ".").one("ul", "tiles").all("li")
            if (found := re.fullmatch(r"(.*) (\d+)", each.text))
        )
        for kind, plural in plurals(place).items():
            if numbers[kind] and plural in tiles:
                assert tiles.pop(plural) == str(numbers[kind]), (place, plural)
        concepts = len(place.rows("things", **{"class": "http://www.w3.org/2004/02/skos/core#Concept"}))
        assert tiles or not concepts


def test_lists_hold_the_things_of_their_class(built: list[tuple[Place, Path]]) -> None:
    for place, root in built:
        for folder in ("agreement", "alliance", "body", "commitment", "event", "asset", "region"):
            kind = place.expanded(f"pact:{folder.capitalize()}")
            things = {row["thing"] or "" for row in place.rows("things", **{"class": kind})}
            if not things:
                assert not (root / folder / "index.html").exists(), (place, folder)
                continue
            names = {each.text for each in page(root, folder).all("bdi")}
            assert {place.label(thing) for thing in things} <= names, (place, folder)


def test_pairs_share_what_the_question_says(built: list[tuple[Place, Path]]) -> None:
    for place, root in built:
        headings = plurals(place)
        partners = {(row["agent"] or "", row["partner"] or "") for row in place.rows("partners")}
        pairs = sorted({tuple(sorted(pair)) for pair in partners})
        for a, b in pairs:
            path = f"compare/{a.rpartition('/')[2]}--{b.rpartition('/')[2]}"
            told = {heading: sides(section) for heading, section in page(root, path).sections.items()}
            expected: dict[str, Sides] = defaultdict(lambda: {"Shared": set(), "a": set(), "b": set()})
            for row in place.rows("shared", a=a, b=b):
                side = "Shared" if row["side"] == "both" else row["side"] or ""
                heading = "Sectors" if "/sector/" in (row["thing"] or "") else headings[row["class"] or ""]
                expected[heading][side].add(place.label(row["thing"] or ""))
            names = {f"Only {place.label(a)}": "a", f"Only {place.label(b)}": "b"}
            found = {
                heading: {names.get(side, side): things for side, things in of.items()}
                for heading, of in told.items()
            }
            assert found == expected, (place, a, b)


def sides(section: Element) -> Sides:
    """The names in the columns of a pair's page; the number in each heading is that of the names."""
    found = {}
    for column in section.one("div", "columns").all("div"):
        heading, _, number = column.one("h3").text.rpartition(" ")
        names = [each.one("bdi").text for each in column.all("li")]
        cut = re.search(r"(\d+) of (\d+) shown", column.text)
        assert (int(cut[1]), int(cut[2])) == (len(names), int(number)) if cut else len(names) == int(number)
        found[heading] = set(names)
    return found


def test_agents_have_the_partners_and_sectors_of_the_questions(built: list[tuple[Place, Path]]) -> None:
    for place, root in built:
        headings = plurals(place)
        for agent in sorted(place.plain.partners):
            sections = page(root, address(agent)).sections
            things: dict[tuple[str, str], set[str]] = defaultdict(set)
            for row in place.rows("partners", agent=agent):
                things[row["way"] or "", place.label(row["partner"] or "")].add(row["thing"] or "")
            expected = {key: len(of) for key, of in things.items()}
            assert counts(own(sections, "Partners"), WAYS) == expected, (place, agent)
            in_sectors = {
                (row["class"] or "", place.label(row["sector"] or "")): int(row["things"] or 0)
                for row in place.rows("sectors-of", thing=agent)
            }
            names = {plural: kind for kind, plural in headings.items()}
            told = counts(own(sections, "Sectors"), names) if in_sectors else {}
            assert told == in_sectors, (place, agent)


def own(sections: dict[str, Element], name: str) -> Element | None:
    """The section of a name; of a government it says in brackets whose it is."""
    return next((each for heading, each in sections.items() if heading.partition(" (")[0] == name), None)


def counts(section: Element | None, names: dict[str, str]) -> dict[tuple[str, str], int]:
    """The numbers behind names in a section's rows, by what the heading of the row stands for."""
    found: dict[tuple[str, str], int] = {}
    for row in section.all("dt") if section is not None else []:
        assert section is not None
        value = section.all("dd")[section.all("dt").index(row)]
        for name, number in zip(value.all("bdi"), value.all("small"), strict=True):
            found[names[row.text], name.text] = int(number.text)
    return found
