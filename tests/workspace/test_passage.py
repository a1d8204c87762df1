"""Passages: normalisation, digests, spans in code points."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactgraph.rdf.namespaces import passage_iri, split_passage
from pactgraph.workspace.passage import Span, normalise, passage_digest


def test_white_space_and_composition_do_not_change_the_digest() -> None:
    assert passage_digest("caf\u00e9  on\n\tthe pier") == passage_digest("cafe\u0301 on the pier")
    assert passage_digest("a b") != passage_digest("ab")


def test_the_digest_is_the_sha256_of_the_normal_form() -> None:
    assert passage_digest("one \n two") == hashlib.sha256(b"one two").hexdigest()


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert unicodedata.is_normalized("NFC", normalise(text))


def test_offsets_count_code_points() -> None:
    text = "pay \U0001f449 here"
    assert Span(6, 10).of(text) == "here"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 4)])
def test_an_impossible_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="start < end"):
        Span(start, end)


def test_a_span_past_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="ends at 9"):
        Span(2, 9).of("short")


def test_a_passage_iri_and_its_parts() -> None:
    assert split_passage(passage_iri("mz-2023-09", 32, 67).value) == ("mz-2023-09", 32, 67)
    for wrong in ("mz_2-1-3", "mz_02-5", "MZ_2-5", "mz_2-", "mz"):
        assert split_passage("https://w3id.org/pactgraph/id/passage/" + wrong) is None
