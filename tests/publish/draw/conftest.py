"""Landscapes for the pictures: the shipped one, and random ones, as uneven as real ones: short names and long
ones, in several scripts, undated things."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from pactgraph.prose.words import Words
from pactgraph.publish.draw.landscape import Agent, Cell, Kind, Landscape, Meeting, Part, Phase, Sector
from pactgraph.publish.draw.landscape_reader import read_landscape
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.questions import Questions
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
LEVELS = {1: "Aspire", 2: "Explore", 3: "Intend", 4: "Decide", 5: "Done"}
KINDS = tuple(
    Kind(f"kind:{name}", name.capitalize(), f"{name.capitalize()}s")
    for name in ("agreement", "alliance", "body", "commitment", "event", "fund", "fair")
)
PHASES: tuple[Phase, ...] = ("", "ahead", "reached", "over")
STANDINGS: dict[Phase, str] = {"": "party", "ahead": "Invited", "reached": "Member", "over": "Left"}


def questions_of(workspace: Workspace) -> Questions:
    """The stored questions over a workspace's data."""
    return Questions(OxigraphEngine(workspace.store), Catalogue(workspace.queries, workspace.prefixes))


@pytest.fixture(scope="session")
def questions() -> Questions:
    """The stored questions over the shipped data."""
    return questions_of(Workspace.open(REPOSITORY))


@pytest.fixture(scope="session")
def world_questions(small_world: Path) -> Questions:
    """The stored questions over the small world."""
    return questions_of(Workspace.open(small_world))


@pytest.fixture(scope="session")
def shipped(questions: Questions) -> Landscape:
    """The landscape of the shipped data."""
    return read_landscape(questions, Words(questions, "en"))


@pytest.fixture(scope="session")
def world(world_questions: Questions) -> Landscape:
    """The landscape of the small world."""
    return read_landscape(world_questions, Words(world_questions, "en"))


@pytest.fixture(scope="session")
def random_landscape() -> Callable[..., Landscape]:
    """Makes a landscape of up to 60 partners and 40 things from a seed."""
    return landscape


def landscape(seed: int, agents: int | None = None, meetings: int | None = None) -> Landscape:
    """A landscape of up to 60 partners and 40 things; the same seed gives the same one."""
    chance = random.Random(seed)
    agents = chance.randint(1, 60) if agents is None else agents
    meetings = chance.randint(1, 40) if meetings is None else meetings
    places = tuple(_agent(chance, number) for number in range(agents))
    sectors = tuple(Sector(f"sector:{n}", _words(chance, 1, 4)) for n in range(chance.randint(1, 30)))
    iris, topics = [place.iri for place in places], [sector.iri for sector in sectors]
    made: list[Meeting] = []
    for number in range(meetings):
        kind = chance.choice(KINDS)
        members = chance.random() < 0.3
        parties = chance.sample(iris, min(chance.choice([1, 2, 2, 2, 2, 3, 5, 13, 27]), len(iris)))
        phases = PHASES if members else ("",)
        parts = [Part(iri, STANDINGS[phase], phase) for iri in parties for phase in [chance.choice(phases)]]
        hosts = [one.iri for one in made if one.kind < kind.iri]
        made.append(
            Meeting(
                f"meeting:{number}",
                _words(chance, 1, 12),
                kind.iri,
                tuple(parts),
                tuple(chance.sample(topics, min(len(topics), chance.randint(0, 5)))),
                *_span(chance),
                *(_span(chance) if chance.random() < 0.3 else (None, None)),
                chance.choice(PHASES),
                chance.choice(["", "Treaty", "Joint declaration, Memorandum of understanding, Paper"]),
                chance.choice(["", "Signed", "Announced"]),
                chance.choice(hosts) if hosts and chance.random() < 0.5 else None,
            )
        )
    cells = {
        (chance.choice(iris), chance.choice(topics)): (
            chance.choice([1, 2, 7, 12, 140]),
            chance.randint(0, 5),
        )
        for _ in range(chance.randint(0, 120))
    }
    return Landscape(
        places,
        sectors,
        tuple(made),
        tuple(kind for kind in KINDS if any(one.kind == kind.iri for one in made)),
        tuple(Cell(*key, many, level or None) for key, (many, level) in cells.items()),
        LEVELS,
        chance.choice([(), ("Saxony", "Hydrogen", "2021–2024")]),
        chance.choice(["en", "de", "nl", "fr"]),
    )


def _agent(chance: random.Random, number: int) -> Agent:
    if chance.random() < 0.03 and number:
        return Agent(f"agent:{number}", _name(chance), "Organisation")
    longitude, latitude = chance.gauss(8, 8), chance.gauss(49, 5)
    if chance.random() < 0.03:
        longitude, latitude = 139.7, 35.7
    country = chance.choice(["", "Germany", "Bosnia and Herzegovina", "Spain"])
    if country == "Spain" and chance.random() < 0.5:
        return Agent(f"agent:{number}", _name(chance), "City", country, -3.7, 40.4, country)
    return Agent(
        f"agent:{number}", _name(chance), "Region", country, longitude, max(-89.0, min(89.0, latitude))
    )


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
