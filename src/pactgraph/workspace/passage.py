"""Passages: spans of a document's text, their normalisation and their digests."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """NFC, with each run of white space as one space: the form whose digest a passage carries."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text))


def passage_digest(text: str) -> str:
    """SHA-256 of the normalised text (UTF-8), 64 lower-case hexadecimal digits."""
    return hashlib.sha256(normalise(text).encode("utf-8")).hexdigest()


def document_digest(content: bytes) -> str:
    """SHA-256 of a document's bytes as they are, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A span of a text: 0-based, end-exclusive offsets in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}-{self.end}")

    def of(self, text: str) -> str:
        """The words of the span in `text`.

        Raises ValueError where the span ends past the text.
        """
        if self.end > len(text):
            raise ValueError(f"the span ends at {self.end}, the text at {len(text)}")
        return text[self.start : self.end]
