"""The oracle of the law on the law's cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers import Answer, of_oracle
from law_cases import CASES
from pyoxigraph import parse
from worlds import INVOLVING, VOCABULARY, World, iri, term

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def ask(world: World, as_of: str | None = None) -> Answer:
    return of_oracle(world.quads(), as_of)


@pytest.mark.parametrize("name", CASES)
def test_oracle_is_right_on_each_case(name: str) -> None:
    CASES[name](ask)


def test_vocabulary_of_the_worlds_is_the_ontologys() -> None:
    """What the worlds say of values, schemes, kinds and one-valued properties is what the ontology says."""
    files = [ONTOLOGY / "pactgraph.ttl", ONTOLOGY / "display.ttl", *(ONTOLOGY / "schemes").glob("*.ttl")]
    said = {quad.triple for file in files for quad in parse(path=file)}
    worlds = {quad.triple for quad in VOCABULARY}
    assert worlds - said == set()
    asked = {iri(f"pact:{name}") for name in ("entails", "valuesOf", "statesOf", "leadsTo", "plannedAs")}
    wide = {term(f"pact:{name}") for name in (*INVOLVING, "Ending", "MeetingPoint")}
    of_law = {triple for triple in said if triple.predicate.value in asked or triple.object in wide}
    assert of_law - worlds == set()
