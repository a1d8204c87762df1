"""Landscapes for the pictures: the shipped one, and random ones, as uneven as real ones: short names and long
ones, in several scripts, undated things."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyoxigraph import Store

from pactgraph.model.landscape import (
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
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network.landscape import read_landscape
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[3]

SYLLABLES = [
    "ber",
    "gal",
    "mor",
    "ven",
    "thal",
    "rin",
    "do",
    "lau",
    "sk",
    "ost",
    "har",
    "wen",
    "cai",
    "fel",
    "bra",
    "nor",
    "ull",
    "tri",
    "sab",
    "mün",
    "ård",
    "pré",
]
WORDS = [
    "joint",
    "declaration",
    "of",
    "intent",
    "on",
    "the",
    "cooperation",
    "in",
    "memorandum",
    "hydrogen",
    "value",
    "chains",
    "and",
    "youth",
]
ODD = (
    "Ελληνική Μακεδονία",
    "Львівська область",
    "東北地方の連合",
    "Llanfairpwllgwyngyllgogerychwyrndrobwll",
    "Provence-Alpes-Côte d’Azur / Alpes-de-Haute-Provence",
    "A",
    'Region <b>&amp; "quoted"</b>',
    "محافظة الساحل",
    "Friuli–Venezia Giulia, autonomous region with special statute and a very long official name indeed",
)
STRENGTHS = {1: "Aspire", 2: "Explore", 3: "Intend", 4: "Decide", 5: "Done"}
KINDS: tuple[HappeningKind, ...] = ("agreement", "alliance", "body", "event", "commitment")
STATES: tuple[State, ...] = ("planned", "done", "off", "unstated")


@pytest.fixture(scope="session")
def store() -> Store:
    """The shipped data."""
    return Workspace.open(REPOSITORY).store


@pytest.fixture(scope="session")
def shipped(store: Store) -> Landscape:
    """The landscape of the shipped data."""
    return read_landscape(OxigraphEngine(store))


@pytest.fixture(scope="session")
def random_landscape() -> Callable[..., Landscape]:
    """Makes a landscape of up to 60 regions and 40 papers from a seed."""
    return landscape


def landscape(seed: int, regions: int | None = None, papers: int | None = None) -> Landscape:
    """A landscape of up to 60 regions and 40 papers; the same seed gives the same one."""
    chance = random.Random(seed)
    regions = chance.randint(1, 60) if regions is None else regions
    papers = chance.randint(1, 40) if papers is None else papers
    places = tuple(_region(chance, number) for number in range(regions))
    sectors = tuple(Sector(f"sector:{n}", _words(chance, 1, 4)) for n in range(chance.randint(1, 30)))
    iris, topics = [place.iri for place in places], [sector.iri for sector in sectors]
    made = []
    for number in range(papers):
        alliance = chance.random() < 0.2
        many = chance.choice([1, 2, 2, 2, 2, 3, 5, 13, 27])
        parties = chance.sample(iris, min(many, len(iris)))
        first, last = _span(chance)
        standings: tuple[Standing, ...] = (
            ("member", "announced", "past", "unstated") if alliance else ("party",)
        )
        host = chance.choice(made).iri if alliance and made and chance.random() < 0.5 else None
        made.append(
            Paper(
                f"paper:{number}",
                _words(chance, 1, 12),
                "alliance" if alliance else "agreement",
                tuple(Part(iri, chance.choice(standings)) for iri in parties),
                tuple(chance.sample(topics, min(len(topics), chance.randint(0, 5)))),
                first,
                last,
                chance.choice(STATES),
                chance.choice(["", "Signed", "Announced"]),
                host if host and host.startswith("paper:") and _is_agreement(made, host) else None,
            )
        )
    return Landscape(
        places,
        sectors,
        tuple(made),
        tuple(_happening(chance, number) for number in range(chance.randint(0, 50))),
        tuple(_pledge(chance, number, iris, topics) for number in range(chance.randint(0, 120))),
        STRENGTHS,
        chance.choice([(), ("Saxony", "Hydrogen", "2021–2024")]),
        chance.choice(["en", "de", "nl", "fr"]),
    )


def _is_agreement(papers: list[Paper], iri: str) -> bool:
    return any(paper.iri == iri and paper.kind == "agreement" for paper in papers)


def _region(chance: random.Random, number: int) -> Region:
    if chance.random() < 0.03:
        return Region(f"region:{number}", _name(chance))
    longitude, latitude = chance.gauss(8, 8), chance.gauss(49, 5)
    if chance.random() < 0.03:
        longitude, latitude = 139.7, 35.7
    country = chance.choice(["", "Germany", "Bosnia and Herzegovina", "Spain"])
    return Region(f"region:{number}", _name(chance), country, longitude, max(-89.0, min(89.0, latitude)))


def _name(chance: random.Random) -> str:
    if chance.random() < 0.15:
        return chance.choice(ODD)
    words = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))) for _ in range(chance.randint(1, 3)))
    return chance.choice([" ", "-"]).join(word.capitalize() for word in words)


def _words(chance: random.Random, fewest: int, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(fewest, most))) + chance.choice(
        ["", f" {_name(chance)}"]
    )


def _span(chance: random.Random) -> tuple[str | None, str | None]:
    first = date(2015, 1, 1) + timedelta(days=chance.randint(0, 4000))
    last = first + timedelta(days=chance.choice([0, 0, 0, 30, 90, 364, 2000]))
    return (
        None if chance.random() < 0.1 else first.isoformat(),
        None if chance.random() < 0.1 else last.isoformat(),
    )


def _happening(chance: random.Random, number: int) -> Happening:
    first, last = _span(chance)
    if chance.random() < 0.03:
        first = last = chance.choice(["0001-01-01", "9999-12-31", "not a date", "2020-02-30"])
    kind, state = chance.choice(KINDS), chance.choice(STATES)
    return Happening(f"thing:{number}", _words(chance, 1, 14), kind, first, last, state, "Held")


def _pledge(chance: random.Random, number: int, regions: list[str], sectors: list[str]) -> Pledge:
    return Pledge(
        f"pledge:{number}",
        _words(chance, 2, 8),
        tuple(chance.sample(regions, min(len(regions), chance.randint(0, 4)))),
        tuple(chance.sample(sectors, min(len(sectors), chance.randint(0, 3)))),
        chance.choice([None, 1, 2, 3, 4, 5]),
    )
