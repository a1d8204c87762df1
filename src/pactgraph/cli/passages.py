"""How a passage is told: where it stands, and its words where the text is at hand."""

from __future__ import annotations

from ..model.passage import Span
from ..query.evidence.statements import Source, slug_of
from ..query.telling.sentences import Teller
from ..workspace.texts import Texts

NO_TEXTS = (
    "The words are not part of Pactgraph. With the documents' texts in a folder, set PACTGRAPH_SOURCES to "
    "that folder to see them."
)
NO_WORDS = (
    "passage:DOCUMENT_START-END: these characters of the document say so; pactgraph why THING tells who "
    f"published it. {NO_TEXTS}"
)


def where(source: Source, teller: Teller) -> str:
    """A source in words: document, offsets, publisher and release of a passage, or the file's graph."""
    if source.document is None:
        return f"stated in {teller.curie(source.graph)}"
    parts = [f"{slug_of(source.document)}, characters {source.start} to {source.end}"]
    if source.publishers:
        parts.append("published by " + ", ".join(teller.thing(term) for term in source.publishers))
    if source.releases:
        parts.append("from " + ", ".join(teller.curie(release) for release in source.releases))
    return "; ".join(parts)


def quote(source: Source, texts: Texts | None) -> str | None:
    """The words of a passage in quotation marks, or None where its text is not at hand."""
    if texts is None or source.digest is None or source.start is None or source.end is None:
        return None
    try:
        words = texts.words(source.digest, Span(source.start, source.end))
    except ValueError:
        return None
    return None if words is None else f"“{' '.join(words.split())}”"
