"""What a store is to hold: the graphs that files own, with digests that say whether they are the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import DefaultGraph

from pactgraph.publish.push.target import Target, Unit
from pactgraph.rdf.namespaces import XSD, record
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.rules import Rules

Make = Callable[[dict[str, str]], Dataset]
ONE = "data/documents/a.trig"


def test_a_graph_of_several_files_belongs_to_the_first(make: Make) -> None:
    files = make(
        {
            "documents/a.trig": 'passage:m_0-5 { region:a pact:note "a" . }',
            "documents/b.trig": 'passage:m_0-5 { region:a pact:note "b" . } region:b pact:note "b" .',
            "documents/c.trig": 'passage:m_0-5 { region:a pact:note "a", "c" . }',
        }
    ).quads_of
    target = Target(files, Rules((), []))
    assert {name: unit.count for name, unit in target.units.items() if unit.of_file} == {
        ONE: 3,
        "data/documents/b.trig": 1,
    }
    assert target.accepted.count == 4
    assert len(target.names) == 3
    (lines,) = target.units[ONE].graphs.values()
    assert [line.split('"')[1] for line in lines] == ["a", "b", "c"]


def test_the_digest_is_that_of_the_graphs_and_not_of_the_text(make: Make) -> None:
    def digest(text: str) -> str:
        return Target(make({"documents/a.trig": text}).quads_of, Rules((), [])).units[ONE].digest

    same = {
        digest('passage:m_0-5 { region:a pact:note "a", "b" . } region:a pact:note "c" .'),
        digest('region:a pact:note "c", "c" . passage:m_0-5 { region:a pact:note "b" ; pact:note "a" }'),
    }
    others = [
        digest('passage:m_0-5 { region:a pact:note "a" . } region:a pact:note "b", "c" .'),
        digest('passage:n_0-5 { region:a pact:note "a", "b" . } region:a pact:note "c" .'),
        digest('passage:m_0-5 { region:a pact:note "a", "b"@en . } region:a pact:note "c" .'),
    ]
    assert len(same) == 1
    assert len({*same, *others}) == 4


@pytest.mark.parametrize(("held", "right"), [(1, False), (2, True), (3, True), (4, False)])
def test_a_store_may_take_two_forms_of_a_value_for_one(held: int, right: bool) -> None:
    graph = record("passage", "m_0-5")
    values = [f'"7"^^<{XSD}integer>', f'"07"^^<{XSD}integer>', '"c"']
    unit = Unit("a", {graph: [f"<http://x/a> <http://x/b> {value} .\n" for value in values]})
    assert (unit.misses({graph: held}) == "") is right


def test_the_default_graph_is_told_without_a_name() -> None:
    unit = Unit("default", {DefaultGraph(): ["<http://x/a> <http://x/b> <http://x/c> .\n"]})
    assert unit.misses({}) == "the default graph holds 0 statements, not 1"
