"""The law and its rules against the oracle: on the law's cases, and on random small worlds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from random import Random

import pytest
from answers import Answer, difference, of_default_graph, of_oracle
from law_cases import CASES
from pyoxigraph import DefaultGraph, QuerySolutions, Store
from random_worlds import printed, random_world, smallest
from worlds import Document, World

from pactgraph.rdf.namespaces import DERIVED, PASSAGE
from pactgraph.workspace.law import stand
from pactgraph.workspace.rules import Rule, read_rules

ROOT = Path(__file__).parents[2]
USUAL, WHOLE = 30, 1_500
DAYS = ("2022-06-30", "2023-04-01", "2024-03-01")

HELD = """
PREFIX pact: <https://w3id.org/pactgraph/def#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?thing ?value ?certainty WHERE {
  ?period a pact:Period ; pact:stateOf ?thing ; pact:holds ?value .
  OPTIONAL { ?period pact:beginEarliest ?be } OPTIONAL { ?period pact:beginLatest ?bl }
  OPTIONAL { ?period pact:endEarliest ?ee } OPTIONAL { ?period pact:endLatest ?el }
  FILTER(COALESCE(?be, ?bl) <= DAY) FILTER(!BOUND(?el) || ?el >= DAY)
  BIND(IF(COALESCE(?bl <= DAY, false) && COALESCE(?ee >= DAY, !BOUND(?el)), "", "perhaps") AS ?certainty)
}
"""
"""What held on a day, as a stored question asks it on any engine."""


@cache
def rules() -> Sequence[Rule]:
    found = read_rules(ROOT)
    assert not found.unreadable
    return found.rules


def stood(world: World, as_of: str | None = None, order: list[Document] | None = None) -> Store:
    """A world's store after the law, its documents read in this order."""
    store = Store()
    store.extend(world.quads(order))
    stand(store, rules(), as_of=as_of)
    return store


def answer(world: World, as_of: str | None = None) -> Answer:
    default = stood(world, as_of).quads_for_pattern(None, None, None, DefaultGraph())
    return of_default_graph(default, world.quads())


def disagreement(world: World, as_of: str | None) -> str:
    """What the law and the oracle do not both say of a world, as text."""
    return difference(of_oracle(world.quads(), as_of), answer(world, as_of))


def fails(as_of: str | None, world: World) -> bool:
    return bool(disagreement(world, as_of))


def held(store: Store, day: str) -> set[tuple[str, str, str]]:
    """Things, values and certainty on a day."""
    found = store.query(HELD.replace("DAY", f'"{day}"^^xsd:date'))
    assert isinstance(found, QuerySolutions)
    return {tuple(term.value for term in row) for row in found}


def agree(seed: int) -> None:
    world, chance = random_world(seed), Random(seed)
    for as_of in (None, chance.choice(DAYS)):
        if disagreement(world, as_of):
            small = smallest(world, partial(fails, as_of))
            message = f"world {seed}, as of {as_of}:\n{printed(small)}\n{disagreement(small, as_of)}"
            pytest.fail(message, pytrace=False)
    store = stood(world)
    day = chance.choice(DAYS)
    expected = of_oracle(world.quads()).periods
    found = {(p.thing, p.value, how) for p in expected if (how := p.on(date.fromisoformat(day))) is not None}
    assert held(store, day) == found, f"world {seed} on {day}"
    default = {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}
    derived = {quad.triple for quad in store.quads_for_pattern(None, None, None, DERIVED)}
    stated = {quad.triple for quad in world.quads()}
    in_passages = {quad.triple for quad in world.quads() if PASSAGE in str(quad.graph_name)}
    assert derived <= default <= derived | stated, f"world {seed}: what is derived, and what is told"
    assert not derived & in_passages, f"world {seed}: a passage says in these words what is called derived"
    other = stood(world, None, chance.sample(world.documents, len(world.documents)))
    assert as_text(store) == as_text(other), f"world {seed} depends on the order of its documents"


def as_text(store: Store) -> list[str]:
    return sorted(map(str, store.quads_for_pattern(None, None, None, DefaultGraph())))


@pytest.mark.parametrize("name", CASES)
def test_law_is_right_on_each_case(name: str) -> None:
    CASES[name](answer)


@pytest.mark.parametrize("first", range(0, USUAL, 10))
def test_law_and_oracle_agree_on_random_worlds(first: int) -> None:
    for seed in range(first, first + 10):
        agree(seed)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(USUAL, WHOLE, 120))
def test_law_and_oracle_agree_on_many_random_worlds(first: int) -> None:
    for seed in range(first, first + 120):
        agree(seed)
