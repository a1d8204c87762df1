"""Stamping: what a document file records of its text is computed from the text, and what is there checked."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ..rdf.namespaces import DOCUMENT, PASSAGE, RDF, SLUG, XSD, pact, split_passage
from ..rdf.prefixes import Prefixes
from ..rdf.syntax import Reading, read
from ..rdf.syntax.remarks import remarks
from ..rdf.writer import write_trig
from ..workspace.finding import Finding
from ..workspace.passage import Span, document_digest, passage_digest

_UNNAMED = DefaultGraph()
_TYPE = NamedNode(RDF + "type")
_COUNT = NamedNode(XSD + "nonNegativeInteger")
_INTEGER = NamedNode(XSD + "integer")

_Told = tuple[tuple[NamedNode, NamedNode | Literal], ...]


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamped document file: `text` is its whole text, canonical where anything was added and as it was
    otherwise; `added` are the statements that were missing; `findings` say what disagrees with the source
    text, and then nothing was added."""

    text: str
    added: tuple[Quad, ...] = ()
    findings: tuple[Finding, ...] = ()


def stamp(written: str, slug: str, source: bytes, prefixes: Prefixes, file: str) -> Stamped:
    """Completes the records of a document file from the document's text.

    `written` is the TriG text of the file, `slug` the document's, `source` its text in UTF-8, byte for byte;
    `file` is how findings name the file. The document's record gets its digest and length, each graph of a
    passage the passage's record, as far as they are missing. Comments are kept.

    Raises SyntaxFault where `written` is not TriG, ValueError where `slug` is none, UnicodeDecodeError where
    `source` is not UTF-8.
    """
    if not SLUG.fullmatch(slug):
        raise ValueError(
            f"{slug} is no slug: name the file with lower-case letters, digits and single hyphens"
        )
    stamping = _Stamping(read(written, trig=True), slug, source, source.decode("utf-8"), prefixes, file)
    stamping.run()
    findings = tuple(sorted(stamping.findings, key=lambda finding: finding.order))
    if findings or not stamping.added:
        return Stamped(written, (), findings)
    reading = stamping.reading
    quads = [placed.quad for placed in reading.quads] + stamping.added
    return Stamped(write_trig(quads, prefixes, remarks(reading)), tuple(stamping.added))


class _Stamping:
    """The stamping of one file: what is missing, and what is wrong."""

    def __init__(
        self, reading: Reading, slug: str, source: bytes, text: str, prefixes: Prefixes, file: str
    ) -> None:
        self.reading = reading
        self.slug = slug
        self.source = source
        self.text = text
        self.prefixes = prefixes
        self.file = file
        self.document = NamedNode(DOCUMENT + slug)
        self.added: list[Quad] = []
        self.findings: list[Finding] = []
        self.told: dict[tuple[object, NamedNode], list[tuple[object, int]]] = {}
        for placed in reading.quads:
            quad = placed.quad
            if quad.graph_name == _UNNAMED:
                key = (quad.subject, quad.predicate)
                self.told.setdefault(key, []).append((quad.object, placed.object.start))

    def run(self) -> None:
        """Goes through the document's record, the graphs, and the records without a graph."""
        self.record(
            self.document,
            (
                (_TYPE, pact("Document")),
                (pact("digest"), Literal(document_digest(self.source))),
                (pact("length"), Literal(str(len(self.text)), datatype=_INTEGER)),
            ),
            add=True,
        )
        graphs = self.graphs()
        filled = {placed.quad.graph_name for placed in self.reading.quads}
        for graph, place in graphs.items():
            if graph not in filled:
                self.fault(graph, place, "empty-passage", "the graph is empty", "write what its words say")
            self.passage(graph, place, add=True)
        for (subject, predicate), values in self.told.items():
            if predicate != pact("digest") or not isinstance(subject, NamedNode) or subject in graphs:
                continue
            if subject.value.startswith(PASSAGE):
                self.passage(subject, values[0][1], add=False)

    def graphs(self) -> dict[NamedNode, int]:
        """The passages' graphs and where each is first named, in the order of the file."""
        places: dict[NamedNode, int] = {}
        for block in self.reading.graphs:
            if isinstance(block.graph, NamedNode) and block.graph.value.startswith(PASSAGE):
                places.setdefault(block.graph, block.label.start if block.label is not None else block.start)
        return places

    def passage(self, name: NamedNode, place: int, *, add: bool) -> None:
        """Checks one passage, and with `add` completes its record."""
        parts = split_passage(name.value)
        if parts is None or parts[1] >= parts[2]:
            advice = f"name it passage:{self.slug}_START-END, END beyond START"
            self.fault(name, place, "passage-name", "this names no span", advice)
            return
        slug, start, end = parts
        if slug != self.slug:
            told = self.prefixes.curie(DOCUMENT + slug)
            advice = f"put it in {slug}.trig, or name it passage:{self.slug}_{start}-{end}"
            self.fault(name, place, "passage-name", f"this is a passage of {told}", advice)
            return
        if end > len(self.text):
            advice = "measure it again: offsets count code points from 0"
            told = f"the passage ends at {end}, the text at {len(self.text)}"
            self.fault(name, place, "passage-beyond", told, advice)
            return
        self.record(
            name,
            (
                (_TYPE, pact("Passage")),
                (pact("passageOf"), self.document),
                (pact("start"), Literal(str(start), datatype=_COUNT)),
                (pact("end"), Literal(str(end), datatype=_COUNT)),
                (pact("digest"), Literal(passage_digest(Span(start, end).of(self.text)))),
            ),
            add=add,
        )

    def record(self, subject: NamedNode, expected: _Told, *, add: bool) -> None:
        """Compares a record with what the text says of it; a property without a value gets one."""
        for predicate, value in expected:
            values = self.told.get((subject, predicate), [])
            for found, place in values:
                if predicate != _TYPE and not _same(found, value):
                    shown = found.value if isinstance(found, Literal) else self.shown(found)
                    right = value.value if isinstance(value, Literal) else self.shown(value)
                    self.fault(
                        subject,
                        place,
                        "stamp",
                        f"{self.prefixes.curie(predicate)} is {shown}, by the text it is {right}",
                        "check that this is the text that was encoded; what is taken out is computed",
                    )
            if add and all(found != value for found, _ in values) and (not values or predicate == _TYPE):
                self.added.append(Quad(subject, predicate, value, _UNNAMED))

    def shown(self, term: object) -> str:
        return self.prefixes.curie(term) if isinstance(term, NamedNode) else str(term)

    def fault(self, subject: NamedNode, place: int, rule: str, message: str, remedy: str) -> None:
        line, column = self.reading.place(place)
        name = self.prefixes.curie(subject)
        self.findings.append(Finding(self.file, line, column, name, rule, message, remedy))


def _same(found: object, value: NamedNode | Literal) -> bool:
    """Whether a value is the one expected: numbers by value, whatever their datatype and leading zeros."""
    if isinstance(value, Literal) and value.datatype in (_COUNT, _INTEGER):
        if not isinstance(found, Literal):
            return False
        text = found.value.strip()
        return text.isascii() and text.isdigit() and text.lstrip("0") == value.value.lstrip("0")
    return found == value
