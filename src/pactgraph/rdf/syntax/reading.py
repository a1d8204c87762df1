"""What a reading of a Turtle or TriG text holds: quads, blocks, directives and comments, each with its place.

Offsets count code points from 0 and ranges exclude their end. Lines and columns count from 1, columns in code
points. A line ends with LF, with CR LF or with a CR alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

Subject = NamedNode | BlankNode
Graph = NamedNode | BlankNode | DefaultGraph

_LINE_END = re.compile(r"\r\n|\n|\r")


class SyntaxFault(ValueError):
    """A text that is not Turtle or TriG: what is wrong, and where.

    `message` says in plain words what was met and what to write instead. `line` and `column` count from 1,
    columns in code points.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message, line, column)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}"


class Lines:
    """The line starts of one text, found when a place is first asked for."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    def place(self, offset: int) -> tuple[int, int]:
        """Gives the line and the column (both from 1) of an offset in code points."""
        if not self._starts:
            self._starts = [0, *(end.end() for end in _LINE_END.finditer(self._text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@dataclass(slots=True)
class TextRange:
    """A range of the text, `start` to `end` in code points; `line` and `column` are those of its start."""

    start: int
    end: int
    lines: Lines = field(repr=False, compare=False)

    @property
    def line(self) -> int:
        """The line of the first character, from 1."""
        return self.lines.place(self.start)[0]

    @property
    def column(self) -> int:
        """The column of the first character, from 1, in code points."""
        return self.lines.place(self.start)[1]


@dataclass(slots=True)
class PlacedQuad:
    """A quad and where its four terms stand.

    The span of a blank node in brackets and of a collection reaches from the opening to the closing bracket.
    `graph` is None in the unnamed graph. In the triples that a collection implies, `subject` is the span of
    the member the cell holds, and `predicate` and `object` are one span: that of the member (`rdf:first`), or
    that of the next member or of the closing bracket (`rdf:rest`).
    """

    quad: Quad
    subject: TextRange
    predicate: TextRange
    object: TextRange
    graph: TextRange | None

    @property
    def implied(self) -> bool:
        """Whether a collection implies this triple, so that no predicate is written."""
        return self.predicate is self.object


@dataclass(slots=True)
class Block:
    """The statements about one subject, up to the full stop.

    `insertion` is the offset directly after the last token before the full stop: a missing triple belongs
    there, as ` ; PREDICATE OBJECT`, or without the semicolon where `separated` says that one stands there
    already. `dot` is the full stop; the last block of a TriG graph may lack it.
    """

    subject: Subject
    graph: Graph
    span: TextRange
    insertion: int
    separated: bool
    dot: TextRange | None

    @property
    def start(self) -> int:
        """The offset of the subject's first character."""
        return self.span.start

    @property
    def end(self) -> int:
        """The offset after the full stop, or after the last token where there is none."""
        return self.insertion if self.dot is None else self.dot.end


@dataclass(slots=True)
class GraphBlock:
    """A TriG graph in braces; `label` is None where the braces stand alone and so hold the unnamed graph.

    `start` is the offset of the keyword GRAPH, of the label or of the opening brace, whichever comes first.
    """

    graph: Graph
    start: int
    label: TextRange | None
    opening: TextRange
    closing: TextRange


@dataclass(slots=True)
class PlacedPrefix:
    """A prefix line: `span` covers all of it, `name` the prefix and its colon, `iri` the address in < >."""

    prefix: str
    namespace: str
    span: TextRange
    name: TextRange
    iri: TextRange


@dataclass(slots=True)
class PlacedBase:
    """A base line: `base` is the absolute address it sets."""

    base: str
    span: TextRange
    iri: TextRange


@dataclass(slots=True)
class Comment:
    """A comment: `text` runs from `#` to the line end. `alone`: nothing stands before it on its line."""

    text: str
    span: TextRange
    alone: bool


@dataclass(slots=True)
class Reading:
    """All that one text says, in the order in which it says it.

    `quads` come by the place where their object begins, and hold repetitions where the text repeats itself.
    """

    text: str
    trig: bool
    lines: Lines
    quads: list[PlacedQuad] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    graphs: list[GraphBlock] = field(default_factory=list)
    prefixes: list[PlacedPrefix] = field(default_factory=list)
    bases: list[PlacedBase] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """Gives the line and the column (both from 1) of an offset in code points."""
        return self.lines.place(offset)
