"""Finding passages again in another copy of their document.

The data knows a passage's length and the SHA-256 of its normalised words, not the words: so every window of
that length in the copy's normalised text is hashed. Passages of one length share their windows,
and windows that begin and end where words do come first, as they are few and nearly always enough.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from unicodedata import combining, is_normalized, normalize

from ..workspace.passage import Span, normalise

_RUN = re.compile(r"\s\s+")
_HIGH = re.compile(r"[\s\S]?[\u0300-\U0010ffff]+")
"""Characters below U+0300 never compose with the one before (Unicode Annex 15): only these may."""


class Windows:
    """The windows of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.normal = normalise(text)

    def find(self, wanted: Mapping[int, Iterable[str]], *, at_words: bool) -> dict[str, list[Span]]:
        """Where in the text (its own code points) words stand that have a wanted digest.

        `wanted` takes lengths of normalised words, in code points, to digests (hexadecimal). With `at_words`
        only windows are tried that begin and end with a word or a mark, not within a word. Takes time
        proportional to the text for each length.
        """
        found: dict[str, list[Span]] = {}
        for length, digests in wanted.items():
            sought = {bytes.fromhex(digest) for digest in digests}
            for start, digest in self._hits(length, sought, at_words):
                found.setdefault(digest.hex(), []).append(self._original(start, start + length))
        return found

    def _hits(self, length: int, sought: set[bytes], at_words: bool) -> Iterator[tuple[int, bytes]]:
        content, at = self._encoded
        last = len(self.normal) - length
        starts: Iterable[int] = range(last + 1)
        if at_words:
            begins, ends = self._edges
            starts = [start for start in begins[: bisect_right(begins, last)] if ends[start + length]]
        if at is None:
            hits = [s for s in starts if sha256(content[s : s + length]).digest() in sought]
        else:
            hits = [s for s in starts if sha256(content[at[s] : at[s + length]]).digest() in sought]
        for start in hits:
            window = (
                content[start : start + length] if at is None else content[at[start] : at[start + length]]
            )
            yield start, sha256(window).digest()

    @cached_property
    def _encoded(self) -> tuple[bytes, list[int] | None]:
        """The normalised text in UTF-8 and the byte at which each character begins; None: each is a byte."""
        if self.normal.isascii():
            return self.normal.encode("ascii"), None
        sizes = (
            1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4 for c in self.normal
        )
        return self.normal.encode("utf-8"), list(accumulate(sizes, initial=0))

    @cached_property
    def _edges(self) -> tuple[list[int], bytearray]:
        """Offsets at which a word or a mark begins; and for each offset whether one ends there."""
        begins: list[int] = []
        ends = bytearray(len(self.normal) + 1)
        inside = space = False
        for offset, char in enumerate(self.normal):
            now, blank = char.isalnum(), char.isspace()
            if not (inside and now):
                if not blank:
                    begins.append(offset)
                if offset and not space:
                    ends[offset] = 1
            inside, space = now, blank
        if self.normal and not space:
            ends[-1] = 1
        return begins, ends

    def _original(self, start: int, end: int) -> Span:
        collapsed, composed = self._maps
        return Span(
            composed.back(collapsed.back(start, ending=False), ending=False),
            composed.back(collapsed.back(end, ending=True), ending=True),
        )

    @cached_property
    def _maps(self) -> tuple[_OffsetMap, _OffsetMap]:
        """From the normalised text to the text in NFC, and from that to the text."""
        composed = self.text if is_normalized("NFC", self.text) else normalize("NFC", self.text)
        runs = ((run.start(), run.end(), 1) for run in _RUN.finditer(composed))
        return _OffsetMap(runs), _OffsetMap(() if composed is self.text else _clusters(self.text))


class _OffsetMap:
    """From offsets in a changed text to those in the text it was made from."""

    def __init__(self, pieces: Iterable[tuple[int, int, int]]) -> None:
        """`pieces`: start and end of each piece whose length changed, and its new length, in order."""
        self._starts, self._pieces = [0], [(0, 0, 0)]
        for start, end, length in pieces:
            _, before, after = self._pieces[-1]
            first = after + start - before
            self._starts.append(first)
            self._pieces.append((start, end, first + length))

    def back(self, offset: int, *, ending: bool) -> int:
        """The offset in the first text; for one within a piece that of the piece's start, or of its end."""
        place = bisect_right(self._starts, offset) - 1
        start, end, after = self._pieces[place]
        if offset >= after:
            return end + offset - after
        return end if ending and offset > self._starts[place] else start


def _clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """The pieces of a text whose NFC has another length: start, end, length in NFC."""
    for zone in _HIGH.finditer(text):
        start = zone.start()
        for offset in range(start + 1, zone.end() + 1):
            if offset < zone.end() and not _apart(text[start:offset], text[offset]):
                continue
            length = len(normalize("NFC", text[start:offset]))
            if length != offset - start:
                yield start, offset, length
            start = offset


def _apart(cluster: str, char: str) -> bool:
    """Whether `char` begins a new cluster: it is a starter, and nothing before composes with it."""
    if combining(char):
        return False
    return normalize("NFC", cluster + char) == normalize("NFC", cluster) + normalize("NFC", char)
