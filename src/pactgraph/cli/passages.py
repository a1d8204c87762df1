"""What is said where the words of passages are not at hand."""

from __future__ import annotations

NO_TEXTS = (
    "The words are not part of Pactgraph. With the documents' texts in a folder, set PACTGRAPH_SOURCES to "
    "that folder to see them."
)
NO_WORDS = (
    "passage:DOCUMENT_START-END: these characters of the document say so; pactgraph why THING tells who "
    f"published it. {NO_TEXTS}"
)
