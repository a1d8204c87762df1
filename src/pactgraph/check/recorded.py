"""Documents and their passages as the data records them: offsets, digests, lengths, where to get the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ..rdf.namespaces import DOCUMENT, PASSAGE, RDF, pact, split_passage
from ..rdf.syntax import SyntaxFault, read
from ..workspace.content import text_of
from ..workspace.files import SourceFile, root_of
from ..workspace.passage import Span

_DIGEST = re.compile(r"[0-9a-f]{64}")
_TYPE = NamedNode(RDF + "type")
_DCTERMS = "http://purl.org/dc/terms/"
_ORIGIN = (NamedNode(_DCTERMS + "publisher"), NamedNode(_DCTERMS + "source"))

_Facts = Mapping[NamedNode, list[object]]


@dataclass(frozen=True, slots=True)
class RecordedPassage:
    """A passage's record. `problem` says what of it is missing or unusable; `span` (code points) and `digest`
    (SHA-256 of the normalised words) are there when it is None."""

    iri: NamedNode
    span: Span | None
    digest: str | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class RecordedDocument:
    """A document's record: `digest` is the SHA-256 of its text's bytes and `length` its code points, None
    where not recorded; `origin` names publisher and source. Passages come in the order of the text."""

    iri: NamedNode
    slug: str
    file: SourceFile
    digest: str | None
    length: int | None
    origin: tuple[NamedNode, ...]
    passages: tuple[RecordedPassage, ...]


def recorded_documents(quads_of: Mapping[SourceFile, list[Quad]]) -> list[RecordedDocument]:
    """The document of each file of documents, in the order of the files."""
    return [recorded_document(file, quads) for file, quads in quads_of.items() if file.layer == "documents"]


def recorded_document(file: SourceFile, quads: Iterable[Quad]) -> RecordedDocument:
    """The document that a file holds: the one named after it, with each passage that the file records."""
    own = file.graph
    facts: dict[NamedNode, dict[NamedNode, list[object]]] = {}
    names: set[NamedNode] = set()
    for quad in quads:
        graph, subject = quad.graph_name, quad.subject
        if graph == own and isinstance(subject, NamedNode):
            facts.setdefault(subject, {}).setdefault(quad.predicate, []).append(quad.object)
        elif isinstance(graph, NamedNode) and graph.value.startswith(PASSAGE):
            names.add(graph)
    for subject, told in facts.items():
        if pact("Passage") in told.get(_TYPE, ()) or pact("passageOf") in told:
            names.add(subject)
    slug = file.path.stem
    iri = NamedNode(DOCUMENT + slug)
    record = facts.get(iri, {})
    passages = [_passage(name, facts.get(name, {})) for name in names]
    return RecordedDocument(
        iri,
        slug,
        file,
        _digest(record),
        _number(record, "length"),
        tuple(term for name in _ORIGIN for term in record.get(name, ()) if isinstance(term, NamedNode)),
        tuple(sorted(passages, key=_place)),
    )


def _passage(iri: NamedNode, facts: _Facts) -> RecordedPassage:
    digest = _digest(facts)
    start, end = _number(facts, "start"), _number(facts, "end")
    named = split_passage(iri.value)
    if not facts:
        problem = "it has a graph and no record"
    elif digest is None:
        problem = "its record has not exactly one pact:digest of 64 lower-case hexadecimal digits"
    elif start is None or end is None or start >= end:
        problem = "its record has not exactly one pact:start below exactly one pact:end"
    elif named is not None and named[1:] != (start, end):
        problem = f"its record says {start}-{end} and not what its name says"
    else:
        return RecordedPassage(iri, Span(start, end), digest, None)
    span = Span(*named[1:]) if named is not None and named[1] < named[2] else None
    return RecordedPassage(iri, span, digest, problem)


def _digest(facts: _Facts) -> str | None:
    values = facts.get(pact("digest"), [])
    if len(values) == 1 and isinstance(values[0], Literal) and _DIGEST.fullmatch(values[0].value):
        return values[0].value
    return None


def _number(facts: _Facts, name: str) -> int | None:
    values = facts.get(pact(name), [])
    if len(values) == 1 and isinstance(values[0], Literal):
        text = values[0].value.strip()
        if text.isascii() and text.isdigit() and len(text) < 18:
            return int(text)
    return None


def _place(passage: RecordedPassage) -> tuple[int, int, str]:
    span = passage.span
    return (span.start, span.end, passage.iri.value) if span else (2**63, 0, passage.iri.value)


def subject_places(file: SourceFile) -> dict[object, tuple[int, int]]:
    """Line and column (1-based, code points) of the first block about each subject, and of each graph without
    one. Empty where the file cannot be read any more."""
    try:
        reading = read(text_of(file.path, within=root_of(file)), trig=True)
    except (OSError, SyntaxFault):
        return {}
    places: dict[object, tuple[int, int]] = {}
    for block in reading.blocks:
        if isinstance(block.graph, DefaultGraph):
            places.setdefault(block.subject, reading.place(block.start))
    for graph in reading.graphs:
        if graph.label is not None:
            places.setdefault(graph.graph, reading.place(graph.label.start))
    return places
