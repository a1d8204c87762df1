"""The set phrases, the same in every language of the interface."""

from __future__ import annotations

import re

import pytest

from pactgraph.prose.texts import LANGUAGES, Texts, all_texts

_GAP = re.compile(r"\{[^}]*\}")


def _gaps(language: str) -> dict[tuple[str, str], list[str]]:
    return {
        (part, name): sorted(_GAP.findall(said))
        for part, phrases in all_texts(language).items()
        for name, said in phrases.items()
    }


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_phrases_with_the_same_gaps(language: str) -> None:
    assert _gaps(language) == _gaps("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_empty(language: str) -> None:
    assert all(said.strip() for phrases in all_texts(language).values() for said in phrases.values())


def test_a_language_without_phrases_falls_back_to_english_and_says_so() -> None:
    assert Texts("sv").falls_back
    assert Texts("sv").say("names") == Texts("en").say("names")
    assert not Texts("de-AT").falls_back


def test_periods() -> None:
    texts = Texts("en")
    assert texts.period("2023-03-06", "2023-03-06") == "2023-03-06"
    assert texts.period("2023-01-01", "2023-03-31") == "2023-01-01 to 2023-03-31"
    assert texts.period(None, "2023-03-31") == "by 2023-03-31"
    assert texts.period("2023-01-01", "9999-12-31") == texts.period("2023-01-01", None) == "from 2023-01-01"
