"""Passages: each has a record and a graph, and its name, its offsets and its document's length agree."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from ..model.namespaces import DOCUMENT, PACT, PASSAGE, split_passage
from ..model.prefixes import Prefixes
from .fault import AtGraph, AtQuad, Fault
from .view import View

_CLASS = NamedNode(PACT + "Passage")
_OF = NamedNode(PACT + "passageOf")
_START = NamedNode(PACT + "start")
_END = NamedNode(PACT + "end")
_LENGTH = NamedNode(PACT + "length")


def passages(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    """The faults of the passages of one document's file."""
    records = {q.subject: q for q in view.types if q.object == _CLASS and isinstance(q.subject, NamedNode)}
    graphs = {g for g in view.graphs if isinstance(g, NamedNode) and g.value.startswith(PASSAGE)}
    for subject, quad in records.items():
        if subject not in graphs:
            yield Fault(
                view.file.relative,
                AtQuad(quad, "subject"),
                prefixes.curie(subject.value),
                "empty-passage",
                "the passage has a record, and no graph: it supports nothing",
                "add its graph with what its words say, or take the record out",
            )
    for graph in sorted(graphs - records.keys(), key=str):
        yield Fault(
            view.file.relative,
            AtGraph(graph),
            prefixes.curie(graph),
            "unrecorded-passage",
            "the graph has no passage record",
            f"add `{prefixes.curie(graph)} a pact:Passage` with its document, start, end and digest",
        )
    yield from _offsets(view, prefixes)


def _offsets(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    own = NamedNode(DOCUMENT + view.file.path.stem)
    lengths = [_number(q.object) for q in view.where(_LENGTH, own)]
    length = max((n for n in lengths if n is not None), default=None)
    for quad in view.quads:
        predicate = quad.predicate
        if predicate not in (_START, _END, _OF) or not isinstance(quad.subject, NamedNode):
            continue
        parts = split_passage(quad.subject.value)
        if predicate == _OF:
            expected = f"{DOCUMENT}{parts[0]}" if parts else None
            if expected and isinstance(quad.object, NamedNode) and quad.object.value != expected:
                yield Fault(
                    view.file.relative,
                    AtQuad(quad, "object"),
                    prefixes.curie(quad.subject),
                    "passage-name",
                    f"the passage's name says {prefixes.curie(expected)}, "
                    f"its record {prefixes.curie(quad.object)}",
                    "make the two agree",
                )
            continue
        number = _number(quad.object)
        if number is None:
            continue
        told = None if parts is None else parts[1] if predicate == _START else parts[2]
        what = "start" if predicate == _START else "end"
        if told is not None and told != number:
            yield Fault(
                view.file.relative,
                AtQuad(quad, "object"),
                prefixes.curie(quad.subject),
                "passage-name",
                f"the passage's name says that its {what} is {told}, its record {number}",
                "make the two agree",
            )
        if predicate == _END and length is not None and number > length:
            yield Fault(
                view.file.relative,
                AtQuad(quad, "object"),
                prefixes.curie(quad.subject),
                "passage-beyond",
                f"the passage ends at {number}, and the text of its document at {length}",
                "measure the passage again: offsets count code points from 0",
            )


def _number(term: object) -> int | None:
    if isinstance(term, Literal):
        text = term.value.strip()
        if text.isascii() and text.isdigit() and len(text) < 18:
            return int(text)
    return None
