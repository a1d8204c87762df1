"""N-Triples and N-Quads from the files one by one: the same lines as from memory, and the canonical form."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from pactgraph.publish.canonical import canonical
from pactgraph.publish.export import accepted_facts, rebase, render, whole_dataset
from pactgraph.publish.lines import LineExport, moved, ordered
from pactgraph.workspace.workspace import Workspace

BASE = "https://data.example.org/ties/"


@pytest.fixture
def workspace(small_world: Path) -> Workspace:
    return Workspace.open(small_world)


@pytest.mark.parametrize("most_held", [10**9, 20_000, 100])
@pytest.mark.parametrize("vocabulary", [True, False])
def test_lines_are_those_of_the_dataset_in_memory(
    workspace: Workspace, most_held: int, vocabulary: bool
) -> None:
    dataset = workspace.dataset
    quads = b"".join(
        LineExport(workspace.root, named=True, vocabulary=vocabulary, most_held=most_held).blocks()
    )
    assert quads == render(whole_dataset(dataset, vocabulary=vocabulary), "nq", {})
    triples = b"".join(
        LineExport(workspace.root, named=False, vocabulary=vocabulary, most_held=most_held).blocks()
    )
    assert triples == render(accepted_facts(dataset, vocabulary=vocabulary), "nt", {})


def test_another_base_moves_the_same_iris_as_in_memory(workspace: Workspace) -> None:
    quads = list(rebase(whole_dataset(workspace.dataset), BASE))
    assert b"".join(LineExport(workspace.root, named=True, base=BASE).blocks()) == render(quads, "nq", {})


def test_a_literal_that_looks_like_an_iri_of_ours_stays() -> None:
    own = NamedNode("https://w3id.org/pactgraph/id/region/a")
    text = Literal(f'see <{own.value}> "and" <{own.value}>', datatype=NamedNode(own.value))
    quad = Quad(own, own, text, own)
    line = serialize([quad], format=RdfFormat.N_QUADS)
    assert line is not None
    (read,) = parse(moved(line, BASE), format=RdfFormat.N_QUADS)
    new = NamedNode(BASE + "id/region/a")
    assert read == Quad(new, new, Literal(text.value, datatype=new), new)


@given(
    st.lists(st.lists(st.binary(max_size=3).map(lambda b: b.replace(b"\n", b"") + b"\n"))), st.integers(0, 9)
)
def test_ordered_lines_are_the_sorted_set(batches: list[list[bytes]], most_held: int) -> None:
    expected = sorted({line for batch in batches for line in batch})
    assert b"".join(ordered(batches, most_held)) == b"".join(expected)


def test_lines_that_come_again_in_further_blocks_are_written_once() -> None:
    lines = [b"%04d\n" % (n // 700) for n in range(4000)] + [b"%d\n" % n for n in range(3000)]
    assert b"".join(ordered([lines, lines])) == b"".join(sorted(set(lines)))


def test_memory_does_not_grow_with_the_lines() -> None:
    def batches(count: int) -> Iterable[list[bytes]]:
        for start in range(0, count, 1000):
            yield [b"%0100d\n" % (n * 7919 % count) for n in range(start, start + 1000)]

    def peak(count: int) -> int:
        tracemalloc.start()
        size = sum(map(len, ordered(batches(count), 500_000)))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size == count * 101
        return most

    assert peak(50_000) < 1.3 * peak(12_000)


def test_without_blank_nodes_the_lines_are_the_canonical_form(workspace: Workspace) -> None:
    lines = b"".join(LineExport(workspace.root, named=True).blocks())
    assert lines == canonical(whole_dataset(workspace.dataset))
