"""What a push compares a store with: counts and digests of files of which the statements are not kept."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from pactgraph.model.namespaces import PACT, record
from pactgraph.publish.lines import lines_of
from pactgraph.publish.push.accepted import Accepted
from pactgraph.publish.push.fault import PushFault
from pactgraph.publish.push.forms import Forms
from pactgraph.publish.push.target import Target
from pactgraph.workspace.dataset import Dataset

Make = Callable[[dict[str, str]], Dataset]
NOTE = NamedNode(PACT + "note")


def statements(chance: random.Random, number: int) -> list[Triple]:
    """Some of them of one subject, some with literals that only look alike."""
    values = [Literal("7"), Literal("7", language="en"), Literal(7), Literal("a\nb"), Literal('" .')]
    return [
        Triple(record("region", f"r{chance.randint(0, number // 8) ** 2}"), NOTE, chance.choice(values))
        for _ in range(number)
    ]


@pytest.mark.parametrize("number", [0, 1, 199, 200, 3000])
def test_accepted_statements_are_found_where_they_are(number: int) -> None:
    chance = random.Random(number)
    told = statements(chance, number)
    known = sorted(set(told), key=str)
    with closing(Accepted([lines_of(told), lines_of(told[::2])])) as accepted:
        assert len(accepted) == len(known)
        assert list(accepted.after()) == known
        for start in {0, 1, len(known) // 2, 200, len(known)}:
            assert list(accepted.after(start)) == known[start:]
        subjects = [triple.subject for triple in known] + [record("region", "none")]
        for size in (1, 20, len(subjects)):
            some: set[Any] = set(chance.sample(subjects, min(size, len(subjects))))
            assert list(accepted.about(some)) == [triple for triple in known if triple.subject in some]
        assert accepted.forms(Forms()) == len(set(Forms().fold(known)))


def test_all_about_a_thing_with_more_statements_than_are_read_at_once() -> None:
    thing, other = record("region", "a"), record("region", "b")
    told = [Triple(thing, NOTE, Literal(n)) for n in range(1000)] + [Triple(other, NOTE, Literal(1))]
    with closing(Accepted([lines_of(told)])) as accepted:
        assert set(accepted.about([thing])) == set(told[:-1])
        assert list(accepted.about([other])) == told[-1:]


def test_a_file_that_changes_while_it_is_pushed_is_found_out(make: Make) -> None:
    files = make({"registers/r.ttl": 'region:a pact:note "one" .'}).quads_of
    (file,) = files
    with closing(Target(files)) as target:
        (unit,) = target.units.values()
        assert [len(triples) for triples in unit.read().values()] == [1]
        file.path.write_text(file.path.read_text(encoding="utf-8").replace("one", "two"), encoding="utf-8")
        with pytest.raises(PushFault, match=r"data/registers/r\.ttl was changed while it was pushed"):
            unit.read()


def test_a_graph_of_several_files_belongs_to_the_first(make: Make) -> None:
    files = make(
        {
            "documents/a.trig": 'passage:m_0-5 { region:a pact:note "a" . }',
            "documents/b.trig": 'passage:m_0-5 { region:a pact:note "b" . } region:b pact:note "b" .',
            "documents/c.trig": 'passage:m_0-5 { region:a pact:note "a", "c" . }',
        }
    ).quads_of
    with closing(Target(files)) as target:
        assert {name: unit.count for name, unit in target.units.items()} == {
            "data/documents/a.trig": 3,
            "data/documents/b.trig": 1,
        }
        assert target.graph_count == 2
        (triples,) = target.units["data/documents/a.trig"].read().values()
        assert {triple.object.value for triple in triples} == {"a", "b", "c"}


def test_memory_does_not_hold_the_statements(make: Make) -> None:
    note = "n" * 1000
    world = {
        f"documents/d{number}.trig": " ".join(
            f'passage:d{number}_{place}-9 {{ region:r{number} pact:note "{note}{place}" . }}'
            for place in range(100)
        )
        for number in range(100)
    }
    files = list(make(world).quads_of)
    tracemalloc.start()
    try:
        with closing(Target(files)) as target:
            held = tracemalloc.get_traced_memory()[0]
            assert target.count == 10_000
    finally:
        tracemalloc.stop()
    assert held < 1_500_000, "of 20 MB of lines"
