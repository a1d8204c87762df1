"""Names that are nearly the one that was typed, and how wide text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactgraph.query.nearest import distance, nearest
from pactgraph.rdf.printable import visible, width, wrap


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("saxony", "saxony", 0),
        ("saxxony", "saxony", 1),
        ("sxaony", "saxony", 1),
        ("", "ab", 2),
        ("abc", "xyz", 3),
    ],
)
def test_distance(one: str, other: str, expected: int) -> None:
    assert distance(one, other, 5) == expected
    assert distance(other, one, 5) == expected


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 4))
def test_distance_is_capped_and_symmetric(one: str, other: str, limit: int) -> None:
    whole = distance(one, other, 20)
    assert distance(one, other, limit) == min(whole, limit + 1) == distance(other, one, limit)
    assert (whole == 0) == (one == other)


def test_nearest_comes_first() -> None:
    assert nearest("agreement-of", ["bodies", "agreements-of", "agreement-off"]) == [
        "agreement-off",
        "agreements-of",
    ]
    assert nearest("zzz", ["bodies"]) == []


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("é", 1), ("e\u0301", 1), ("東京", 4), ("a\u200db", 2), ("", 0), ("ｱ", 1)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60), st.integers(2, 30))
def test_wrap_fits_and_loses_nothing(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text())
def test_what_is_shown_is_one_harmless_line(text: str) -> None:
    shown = visible(text)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert visible(shown) == shown
