"""Passages: each has a record and a graph, and its name, its offsets and its document's length agree."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from ..rdf.namespaces import DOCUMENT, PASSAGE, pact, split_passage
from ..workspace.finding import Finding
from .parsed import ParsedFile


def passages(file: ParsedFile) -> Iterator[Finding]:
    """The findings about the passages of one document's file."""
    records = {each.subject: each for each in file.types if each.object == pact("Passage")}
    graphs = {g for g in file.graphs if isinstance(g, NamedNode) and g.value.startswith(PASSAGE)}
    for subject, each in records.items():
        if isinstance(subject, NamedNode) and subject not in graphs:
            said = "the passage has a record, and no graph: it supports nothing"
            remedy = "add its graph with what its words say, or take the record out"
            yield file.finding(each.subject_at, subject, "empty-passage", said, remedy)
    for graph in sorted(graphs - records.keys(), key=str):
        yield file.finding(
            file.graph_at(graph),
            graph,
            "unrecorded-passage",
            "the graph has no passage record",
            f"add `{file.prefixes.curie(graph)} a pact:Passage` with its document, start, end and digest",
        )
    yield from _documents(file)
    yield from _offsets(file)


def _documents(file: ParsedFile) -> Iterator[Finding]:
    """The passages whose record names another document than their name does."""
    for each in file.where(pact("passageOf")):
        parts = split_passage(each.subject.value) if isinstance(each.subject, NamedNode) else None
        if parts is not None and isinstance(each.object, NamedNode):
            expected = NamedNode(DOCUMENT + parts[0])
            if each.object != expected:
                named, said = map(file.prefixes.curie, (expected, each.object))
                message = f"the passage's name says {named}, its record {said}"
                yield file.finding(
                    each.object_at, each.subject, "passage-name", message, "make the two agree"
                )


def _offsets(file: ParsedFile) -> Iterator[Finding]:
    """The offsets that the passage's name or the document's length contradict."""
    own = NamedNode(DOCUMENT + file.source.path.stem)
    lengths = [_number(each.object) for each in file.where(pact("length"), own)]
    length = max((number for number in lengths if number is not None), default=None)
    for place, what in enumerate(("start", "end"), 1):
        for each in file.where(pact(what)):
            number = _number(each.object)
            if number is None or not isinstance(each.subject, NamedNode):
                continue
            parts = split_passage(each.subject.value)
            if parts is not None and parts[place] != number:
                said = f"the passage's name says that its {what} is {parts[place]}, its record {number}"
                yield file.finding(each.object_at, each.subject, "passage-name", said, "make the two agree")
            if what == "end" and length is not None and number > length:
                said = f"the passage ends at {number}, and the text of its document at {length}"
                remedy = "measure the passage again: offsets count code points from 0"
                yield file.finding(each.object_at, each.subject, "passage-beyond", said, remedy)


def _number(term: object) -> int | None:
    if isinstance(term, Literal):
        text = term.value.strip()
        if text.isascii() and text.isdigit() and len(text) < 18:
            return int(text)
    return None
