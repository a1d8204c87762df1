"""What a push compares a store with: the graphs that files own, and the statements of the views in order."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from pactgraph.model.namespaces import PACT, record
from pactgraph.publish.push.forms import Forms
from pactgraph.publish.push.statements import Statements
from pactgraph.publish.push.target import Target
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.rules import Rules

Make = Callable[[dict[str, str]], Dataset]
NOTE = NamedNode(PACT + "note")


def statements(chance: random.Random, number: int) -> list[Triple]:
    """Some of them of one subject, some with literals that only look alike."""
    values = [Literal("7"), Literal("7", language="en"), Literal(7), Literal("a\nb"), Literal('" .')]
    return [
        Triple(record("region", f"r{chance.randint(0, number // 8) ** 2}"), NOTE, chance.choice(values))
        for _ in range(number)
    ]


@pytest.mark.parametrize("number", [0, 1, 200, 3000])
def test_statements_are_found_where_they_are(number: int) -> None:
    chance = random.Random(number)
    told = statements(chance, number)
    known = sorted(set(told), key=str)
    held = Statements([*told, *told[::2]])
    assert len(held) == len(known)
    assert list(held.after()) == known
    for start in {0, 1, len(known) // 2, 200, len(known)}:
        assert list(held.after(start)) == known[start:]
    subjects = [triple.subject for triple in known] + [record("region", "none")]
    for size in (1, 20, len(subjects)):
        some: set[Any] = set(chance.sample(subjects, min(size, len(subjects))))
        assert list(held.about(some)) == [triple for triple in known if triple.subject in some]
    assert held.forms(Forms()) == len(set(Forms().fold(known)))
    assert held.digest == Statements(told[::-1]).digest


def test_a_graph_of_several_files_belongs_to_the_first(make: Make) -> None:
    files = make(
        {
            "documents/a.trig": 'passage:m_0-5 { region:a pact:note "a" . }',
            "documents/b.trig": 'passage:m_0-5 { region:a pact:note "b" . } region:b pact:note "b" .',
            "documents/c.trig": 'passage:m_0-5 { region:a pact:note "a", "c" . }',
        }
    ).quads_of
    target = Target(files, Rules((), []))
    assert {name: unit.count for name, unit in target.units.items()} == {
        "data/documents/a.trig": 3,
        "data/documents/b.trig": 1,
    }
    assert len(target.graphs) == 2
    (triples,) = target.units["data/documents/a.trig"].graphs.values()
    assert {triple.object.value for triple in triples} == {"a", "b", "c"}  # type: ignore[union-attr]
