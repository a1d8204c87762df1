"""Rewriting a file: never another graph, never half a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from pactgraph.check.rewriting import GraphChanged, check_same, same_graph

ONE = '<http://e.org/a> <http://e.org/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'


def quads(text: str) -> list[object]:
    """The quads of a Turtle text."""
    return list(parse(input=text.encode(), format=RdfFormat.TURTLE))


def test_another_graph_is_refused() -> None:
    path = Path("a.ttl")
    check_same(path, ONE, ONE + "\n")
    with pytest.raises(GraphChanged):
        check_same(path, ONE, ONE.replace('"1"', '"01"'))
    with pytest.raises(GraphChanged):
        check_same(path, ONE, ONE.rstrip(" .\n"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("_:a <http://e/p> _:b .", "_:x <http://e/p> _:y .", True),
        ("_:a <http://e/p> _:b .", "_:x <http://e/p> _:x .", False),
        ("_:a <http://e/p> 1 . _:a <http://e/q> 2 .", "_:a <http://e/p> 1 . _:b <http://e/q> 2 .", False),
        ("<http://e/a> <http://e/p> ( 1 2 ) .", "<http://e/a> <http://e/p> ( 2 1 ) .", False),
        ("<http://e/a> <http://e/p> ( 1 2 ) .", "<http://e/a> <http://e/p> ( 1 2 ) .", True),
    ],
)
def test_graphs_are_compared_up_to_blank_labels(one: str, other: str, same: bool) -> None:
    assert same_graph(quads(one), quads(other)) is same  # type: ignore[arg-type]
