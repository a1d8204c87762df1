"""The words of passages, where the documents' texts are at hand."""

from __future__ import annotations

from ..query.evidence.statements import SourceGraph
from ..workspace.passage import Span
from ..workspace.source_texts import SourceTexts


class Quotations:
    """Looks up the words of passages in the folder $PACTGRAPH_SOURCES."""

    def __init__(self) -> None:
        self._texts = SourceTexts.default()
        self.at_hand = self._texts is not None

    def __call__(self, source: SourceGraph) -> str | None:
        """The words of a passage on one line, None where its text is not at hand."""
        if self._texts is None or source.digest is None or source.start is None or source.end is None:
            return None
        try:
            words = self._texts.words(source.digest, Span(source.start, source.end))
        except ValueError:
            return None
        return None if words is None else " ".join(words.split())

    def quoted(self, source: SourceGraph) -> str | None:
        """The words in quotation marks, None where the text is not at hand."""
        words = self(source)
        return f"“{words}”" if words else None
