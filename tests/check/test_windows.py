"""Windows: words are found by length and digest alone, and the place is that of the text as it stands."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from pactgraph.check.windows import Windows
from pactgraph.workspace.passage import Span, normalise, passage_digest

CHARACTERS = "abcÄé𝔸 \n\t\u00a0.,'\u0301\u0308e\u1100\u1161\u11a8가\u0958\u2001"


def find(text: str, words: str, *, at_words: bool = False) -> list[Span]:
    digest = passage_digest(words)
    return Windows(text).find({len(normalise(words)): [digest]}, at_words=at_words).get(digest, [])


def test_every_place_is_found() -> None:
    assert find("one two one", "one") == [Span(0, 3), Span(8, 11)]
    assert find("one two one", "four") == []
    assert find("one", "longer than that") == []


def test_white_space_and_accents_may_differ() -> None:
    text = "Das  Cafe\u0301\r\n\r\nam Meer"
    assert [span.of(text) for span in find(text, "Café am Meer")] == ["Cafe\u0301\r\n\r\nam Meer"]
    assert [span.of(text) for span in find(text, "Café am Meer", at_words=True)] == [
        "Cafe\u0301\r\n\r\nam Meer"
    ]


def test_windows_at_words_do_not_cut_words() -> None:
    text = "A harbour, “harbours” (harbour)."
    assert find(text, "harbour", at_words=True) == [Span(2, 9), Span(23, 30)]
    assert len(find(text, "harbour")) == 3
    assert find(text, "“harbours”", at_words=True) == [Span(11, 21)]
    assert find(text, "(harbour).", at_words=True) == [Span(22, 32)]
    assert find(text, " “", at_words=True) == []


@settings(deadline=None)
@given(st.text(CHARACTERS, min_size=1, max_size=30), st.data())
def test_what_is_found_has_the_words_and_what_is_there_is_found(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    start = data.draw(st.integers(0, len(normal) - 1))
    end = data.draw(st.integers(start + 1, len(normal)))
    words = normal[start:end]
    found = find(text, words)
    places = [n for n in range(len(normal)) if normal.startswith(words, n)]
    assert len(found) == len(places)
    for span in found:
        if text.isascii():
            assert normalise(span.of(text)) == words
        assert words in normalise(span.of(text))


@given(st.text(CHARACTERS, max_size=30))
def test_a_text_of_decomposed_letters_gives_the_same_places_as_its_normal_form(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    normal = normalise(text)
    windows = Windows(apart)
    assert windows.normal == normal
    for offset, char in enumerate(normal):
        spans = windows.find({1: [passage_digest(char)]}, at_words=False)[passage_digest(char)]
        assert len(spans) == normal.count(char)
        assert offset < len(apart)


def test_three_hundred_passages_are_looked_for_in_a_long_page() -> None:
    words = [f"{'harbour' * (n % 7)}{n * 7919 % 10_007}" for n in range(40_000)]
    page = " ".join(words)[:300_000]
    wanted: dict[int, list[str]] = {}
    for n in range(300):
        wanted.setdefault(20 + n % 120, []).append(f"{n:064x}")
    assert Windows(page[:5000]).find(wanted, at_words=False) == {}
    assert Windows(page).find(wanted, at_words=True) == {}
