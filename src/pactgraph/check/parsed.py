"""The files of a workspace as the checks see them, read once, with the place of every statement.

A finding is made by the file that shows it (`ParsedFile.finding`), from an offset in its text. Files that
cannot be read are findings themselves, and what they seem to introduce counts as there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from ..rdf import nesting
from ..rdf.namespaces import RDF
from ..rdf.prefixes import Prefixes
from ..rdf.syntax import Reading, SyntaxFault, read
from ..rdf.writer import canonical_reading
from ..workspace.files import SourceFile, UnreadableFile, parse_quads, read_content, source_files, unfit
from ..workspace.finding import Finding, Severity

TYPE = NamedNode(RDF + "type")
Subject = NamedNode | BlankNode
Object = NamedNode | BlankNode | Literal
Terms = dict[Any, Any]
"""Takes each term to itself, so that equal terms of all files become one object."""

_LAYERS = ("vocabulary", "registers", "documents", "curation")
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NAME = re.compile(r"<([^<>\"{}|^`\\\s]*)>|(?<![\w.-])([A-Za-z][\w.-]*+|):([\w.%-]*[\w%-])?")


class FileStatement(NamedTuple):
    """A statement as a file has it, and the offsets at which its terms begin. What stands outside any GRAPH
    block is in the file's own graph."""

    subject: Subject
    predicate: NamedNode
    object: Object
    graph_name: Subject
    subject_at: int
    predicate_at: int
    object_at: int

    @property
    def triple(self) -> Triple:
        """The statement, without its graph."""
        return Triple(self.subject, self.predicate, self.object)

    @property
    def quad(self) -> Quad:
        """The statement in its graph."""
        return Quad(self.subject, self.predicate, self.object, self.graph_name)


def read_text(file: SourceFile, content: bytes) -> Reading:
    """What the bytes of a Turtle or TriG file say. Raises UnreadableFile, whose finding says in plain words
    what is wrong, where, and what to write instead."""
    name = file.relative

    def fault(rule: str, message: str, remedy: str, line: int, column: int) -> UnreadableFile:
        return UnreadableFile(Finding(name, line, column, None, rule, message, remedy), content)

    if (finding := unfit(name, content)) is not None:
        raise UnreadableFile(finding, content)
    as_utf8 = "save it as UTF-8 without a byte order mark"
    if content.startswith(_UTF16) or b"\0" in content[:4]:
        raise fault("encoding", "the file is in UTF-16 or UTF-32", as_utf8, 1, 1)
    if content.startswith(_BOM):
        raise fault("encoding", "the file begins with a byte order mark", as_utf8, 1, 1)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        said = f"the byte 0x{content[error.start]:02x} here is not UTF-8"
        raise fault("encoding", said, as_utf8, line, column) from error
    if len(content) >= nesting.LONGEST_TERM:
        parse_quads(file, content)  # which has bounds that the reader has not
    try:
        return read(text, trig=name.endswith(".trig"))
    except SyntaxFault as error:
        message, _, advice = error.message.partition(": ")
        remedy = advice or "write valid Turtle 1.1 or TriG 1.1 in UTF-8"
        raise fault("syntax", message or advice, remedy, error.line, error.column) from error


class ParsedFile:
    """One readable file of the dataset: its statements, each once and in the order of the text, and the sets
    that most checks begin from. `not_standing` has the statements that are not in the default graph, once the
    law was asked."""

    def __init__(self, file: SourceFile, reading: Reading, prefixes: Prefixes, terms: Terms) -> None:
        self.source = file
        self.text = reading.text
        self.prefixes = prefixes
        self.declared = reading.prefixes
        self.not_standing: frozenset[FileStatement] = frozenset()
        self._lines = reading.lines
        known: Terms = {DefaultGraph(): file.graph}

        def shared(term: Any) -> Any:
            found = known.get(term)
            if found is None:  # labels of blank nodes are the file's own
                found = BlankNode() if isinstance(term, BlankNode) else terms.setdefault(term, term)
                known[term] = found
            return found

        statements: dict[tuple[Any, ...], FileStatement] = {}
        for placed in reading.quads:
            s, p, o, g = map(shared, placed.quad)
            if (s, p, o, g) not in statements:
                starts = (placed.subject.start, placed.predicate.start, placed.object.start)
                statements[s, p, o, g] = FileStatement(s, p, o, g, *starts)
        self.statements = list(statements.values())
        self._graphs = {
            shared(block.graph): block.label.start if block.label else block.start
            for block in reversed(reading.graphs)
        }
        self._ends: dict[Subject, list[tuple[Subject, int]]] = {}
        for block in reading.blocks:
            self._ends.setdefault(shared(block.subject), []).append((shared(block.graph), block.insertion))

    def finding(
        self,
        at: int | None,
        subject: object,
        rule: str,
        message: str,
        remedy: str,
        severity: Severity = "error",
    ) -> Finding:
        """A finding at an offset of the text, or about the file as a whole. `subject` is a node, or its
        name."""
        line, column = (None, None) if at is None else self._lines.place(at)
        name = self.prefixes.curie(subject) if isinstance(subject, NamedNode) else subject
        told = name if isinstance(name, str) else None
        return Finding(self.source.relative, line, column, told, rule, message, remedy, severity)

    def place(self, at: int | None) -> str:
        """An offset of the text as findings name places: `file:line:column`."""
        file = self.source.relative
        return file if at is None else ":".join(map(str, (file, *self._lines.place(at))))

    def graph_at(self, graph: Subject) -> int | None:
        """The offset of the first GRAPH block of that name."""
        return self._graphs.get(graph)

    def end_of(self, subject: Subject, graph: Subject | None = None) -> int | None:
        """The offset where a further statement about `subject` belongs: the end of its first block, of those
        with its type if there is one; with `graph`, only blocks in that graph count."""
        ends = [(name, end) for name, end in self._ends.get(subject, ()) if graph in (None, name)]
        typed = (end for name, end in ends if (subject, name) in self._typed_in)
        return next(typed, ends[0][1] if ends else None)

    @cached_property
    def _typed_in(self) -> set[tuple[Subject, Subject]]:
        return {(each.subject, each.graph_name) for each in self.types}

    @cached_property
    def predicates(self) -> frozenset[NamedNode]:
        """Every predicate of the file."""
        return frozenset({each.predicate for each in self.statements})

    @cached_property
    def subjects(self) -> frozenset[Subject]:
        """Every subject of the file."""
        return frozenset({each.subject for each in self.statements})

    @cached_property
    def objects(self) -> frozenset[Object]:
        """Every object of the file."""
        return frozenset({each.object for each in self.statements})

    @cached_property
    def graphs(self) -> frozenset[Subject]:
        """Every graph of the file, its own graph included where it holds anything."""
        return frozenset({each.graph_name for each in self.statements})

    @cached_property
    def types(self) -> list[FileStatement]:
        """The statements of a type."""
        return self.where(TYPE)

    @cached_property
    def typed(self) -> frozenset[str]:
        """The IRIs of the file's typed subjects: the records, concepts and terms that it introduces."""
        return frozenset(each.subject.value for each in self.types if isinstance(each.subject, NamedNode))

    def where(self, predicate: NamedNode, subject: Subject | None = None) -> list[FileStatement]:
        """The statements with that predicate, and that subject where one is given."""
        found = (each for each in self.statements if each.predicate == predicate)
        return [each for each in found if subject in (None, each.subject)]


class ParsedFiles:
    """Every file of a workspace's dataset: `of` holds the readable ones by their paths, in the order in which
    they are read, `unreadable` a finding for each other, `departures` the findings about texts that are not
    as they are to be written, `introduced` the paths of the files that give each IRI a type."""

    def __init__(self, root: Path, prefixes: Prefixes) -> None:
        self.root = root
        self.prefixes = prefixes
        self.of: dict[str, ParsedFile] = {}
        self.unreadable: dict[str, Finding] = {}
        self.departures: list[Finding] = []
        self.introduced: dict[str, list[str]] = {}
        self.maybe_introduced: set[str] = set()
        """What files that cannot be read seem to mention: what they would introduce is not missing."""
        self._anything = False
        """Whether nothing of a file, or of a folder, can be read: anything may be in it."""
        terms: Terms = {}
        for file in source_files(root):
            try:
                self._add(file, read_text(file, read_content(file)), terms)
            except UnreadableFile as fault:
                self.unreadable[file.relative] = fault.finding
                self.maybe_introduced |= _mentioned(fault.content, prefixes)
                self._anything |= fault.content is None

    def _add(self, file: SourceFile, reading: Reading, terms: Terms) -> None:
        parsed = self.of[file.relative] = ParsedFile(file, reading, self.prefixes, terms)
        self.departures += _departures(parsed, reading)
        for iri in parsed.typed:
            self.introduced.setdefault(iri, []).append(file.relative)

    def __iter__(self) -> Iterator[ParsedFile]:
        return iter(self.of.values())

    def exists(self, iri: str) -> bool:
        """Whether a file gives the IRI a type, or may do so where it cannot be read."""
        return iri in self.introduced or self._anything or iri in self.maybe_introduced

    def ordered(self) -> list[ParsedFile]:
        """The files in the order of the layers, then of their paths."""
        return [self.of[relative] for relative in sorted(self.of, key=self.rank)]

    def rank(self, relative: str) -> tuple[int, str]:
        """Sort key of a file: by layer, then by path."""
        return _LAYERS.index(self.of[relative].source.layer), relative

    @cached_property
    def _about(self) -> dict[object, list[str]]:
        found: dict[object, list[str]] = {}
        for relative, file in self.of.items():
            for subject in file.subjects:
                found.setdefault(subject, []).append(relative)
        return found

    def about(self, subjects: Iterable[object]) -> list[ParsedFile]:
        """The files that state something about any of these subjects, in their order."""
        found = {relative for subject in subjects for relative in self._about.get(subject, ())}
        return [self.of[relative] for relative in sorted(found, key=self.rank)]


def _departures(file: ParsedFile, reading: Reading) -> Iterator[Finding]:
    """The findings about a file's text: its normal form, and whether it is canonical."""
    text = file.text
    if not (text.isascii() or unicodedata.is_normalized("NFC", text)):
        said = "the text is not in Unicode's normal form C: letters and accents stand apart"
        normal = unicodedata.normalize("NFC", text)
        yield file.finding(first_difference(text, normal), None, "encoding", said, "normalise it to NFC")
    try:
        canonical = canonical_reading(reading, file.prefixes)
    except ValueError:  # a prefix of the table that Turtle cannot write
        return
    if canonical != text:
        yield file.finding(
            first_difference(text, canonical),
            None,
            "canonical",
            "from here on the text is not as `pactgraph format` writes it",
            f"run: pactgraph format {file.source.relative}",
            "warning",
        )


def first_difference(one: str, other: str) -> int:
    """The offset of the first character of `one` that `other` has not."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _mentioned(content: bytes | None, prefixes: Prefixes) -> set[str]:
    """The IRIs that the bytes of a file seem to mention, well-formed or not."""
    found = set()
    for match in _NAME.finditer((content or b"").decode("utf-8", "replace")):
        iri, prefix, local = match.groups()
        if iri is not None:
            found.add(iri)
        elif prefix in prefixes:
            found.add(prefixes[prefix] + (local or ""))
    return found
