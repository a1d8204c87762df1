"""What no passage covers: the spans of each document's text that nothing was taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..workspace.dataset import Dataset
from ..workspace.passage import Span
from ..workspace.source_texts import SourceTexts
from .recorded import RecordedDocument, recorded_documents


@dataclass(frozen=True, slots=True)
class Gap:
    """A span that no passage covers, and its words where the text is at hand."""

    span: Span
    words: str | None


@dataclass(frozen=True, slots=True)
class Uncovered:
    """The gaps of one document. `length` is that of its text, or the recorded one (code points; None: not
    known), `covered` how many of them passages cover, `at_hand` whether the text is there."""

    document: NamedNode
    length: int | None
    covered: int
    at_hand: bool
    gaps: tuple[Gap, ...]


def uncovered(dataset: Dataset, texts: SourceTexts | None = None) -> list[Uncovered]:
    """The gaps of every document, in the order of the files.

    Where `texts` has a document's text, gaps of white space and marks alone are left out, and white space
    around a gap's words; else every gap up to the recorded length is given.
    """
    return [_uncovered(document, texts) for document in recorded_documents(dataset.quads_of)]


def _uncovered(document: RecordedDocument, texts: SourceTexts | None) -> Uncovered:
    text = texts.text(document.digest) if texts is not None and document.digest else None
    length = document.length if text is None else len(text)
    spans = [passage.span for passage in document.passages if passage.span is not None]
    end = length if length is not None else max((span.end for span in spans), default=0)
    gaps = list(gaps_between(spans, end))
    covered = end - sum(gap.end - gap.start for gap in gaps)
    told = [Gap(gap, None) for gap in gaps] if text is None else list(_worded(gaps, text))
    return Uncovered(document.iri, length, covered, text is not None, tuple(told))


def gaps_between(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """The spans of a text of `length` code points that none of `spans` covers, in order."""
    reached = 0
    for span in sorted(spans):
        if span.start > reached and reached < length:
            yield Span(reached, min(span.start, length))
        reached = max(reached, span.end)
    if reached < length:
        yield Span(reached, length)


def _worded(gaps: Iterable[Span], text: str) -> Iterator[Gap]:
    for gap in gaps:
        words = gap.of(text)
        if any(char.isalnum() for char in words):
            start = gap.start + len(words) - len(words.lstrip())
            words = words.strip()
            yield Gap(Span(start, start + len(words)), words)
