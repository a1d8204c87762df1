"""The plain part of YAML means what PyYAML says it means."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pactgraph.model.plain_yaml import compose

QUERIES = sorted((Path(__file__).parents[2] / "queries").glob("*/*.rq"))


def tree(node: Any) -> Any:
    """A node with its lines, as plain values."""
    line = node.start_mark.line
    if node.id == "mapping":
        return (line, [(tree(key), tree(value)) for key, value in node.value])
    if node.id == "sequence":
        return (line, [tree(part) for part in node.value])
    return (line, node.value)


def agrees(lines: list[str]) -> bool:
    """Whether the text is plain; fails where it is and PyYAML reads it otherwise."""
    node = compose(lines)
    if node is None:
        return False
    assert tree(node) == tree(yaml.compose("\n".join(lines), Loader=yaml.SafeLoader))
    return True


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_stored_queries_are_plain(path: Path) -> None:
    assert agrees([line[2:] for line in path.read_text().splitlines() if line.startswith("#+")])


@pytest.mark.parametrize(
    "text",
    [
        ' a: b\n c: [d, "e, f", {g: h, i: [j]}]\n d: {k: pact:Region, l: true}',
        "a:\n  b: c\n\n  d:\n    e: f\ng: 1",
        "a:\n  - b: c\n  - d: 2023-01-01\ne: f",
        "a:\n  - b\n  - [c]",
        "a: []\nb: {}",
        "a: b c, d - e (f) 'g' \"h\"",
        'a: ""',
        "a: http://e/x",
        "a: {b: c d , e: f }",
        "a: b:c",
    ],
)
def test_plain(text: str) -> None:
    assert agrees(text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a:",
        "a: 'b'",
        'a: "b\\n"',
        "a: >-\n  b",
        "a: |\n  b",
        "a: b\n  c",
        "a: b # c",
        "# a",
        "a: &x b",
        "a: *x",
        "a: !!str b",
        "a: b: c",
        "a: {b: c: d}",
        "a: {b}",
        "a: {b:c}",
        "a: [b,]",
        "a: [b",
        "a: b]\n c: d",
        "\ta: b",
        "a: - b",
        "a: {b: -}",
        "? a\n: b",
        "- a\nb: c",
        "a:\n- b\nc: d",
        "a:\n    b: c\n  d: e",
        "a: \x01",
        "[" * 50_000,
        "---\na: b",
        "a: @b",
    ],
)
def test_what_is_not_plain_is_left_to_the_library(text: str) -> None:
    assert not agrees(text.split("\n"))


_PIECES = st.sampled_from(
    [
        *"abc:,-#\"'[]{}&*!|>% ?@`~",
        ": ",
        " #",
        "- ",
        "\n",
        "\n ",
        "\n  ",
        "a: ",
        "true",
        "1",
        "é",
        "\t",
        "\\",
        "null",
    ]
)


@given(st.lists(_PIECES, max_size=14))
def test_whatever_is_read_is_read_as_the_library_reads_it(pieces: list[str]) -> None:
    agrees("".join(pieces).split("\n"))


@given(st.lists(_PIECES, max_size=10))
def test_so_is_whatever_is_a_value(pieces: list[str]) -> None:
    agrees(("a: x" + "".join(pieces)).split("\n"))
    agrees(("a: [x" + "".join(pieces) + "]").split("\n"))
    agrees(("a: {x: y" + "".join(pieces) + "}").split("\n"))
