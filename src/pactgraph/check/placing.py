"""From faults to findings: the line and the column of what shows each fault, read from the file's text.

A file's positions are read when it has a fault, and only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from ..model.finding import Finding
from ..model.namespaces import RDF, file_graph
from ..model.syntax import Block, GraphBlock, PlacedQuad, Reading, Span, SyntaxFault, read
from .fault import Anchor, AtBlock, AtGraph, AtPoint, AtQuad, Fault
from .view import Written

Place = tuple[int | None, int | None]

_NOWHERE: Place = (None, None)
_TYPE = NamedNode(RDF + "type")


class Positions:
    """The places of one file's statements."""

    def __init__(self, text: str, *, trig: bool, stem: str) -> None:
        self._own = file_graph(stem)
        try:
            self.reading: Reading | None = read(text, trig=trig)
        except SyntaxFault:
            self.reading = None
        self._quads: dict[tuple[object, ...], PlacedQuad] | None = None

    def of(self, anchor: Anchor) -> Place:
        """Line and column (1-based, code points) of what an anchor names; (None, None) where the text has it
        no more."""
        if isinstance(anchor, AtPoint):
            return anchor.line, anchor.column
        if self.reading is None:
            return _NOWHERE
        if isinstance(anchor, AtQuad):
            return self._quad(anchor)
        if isinstance(anchor, AtBlock):
            return self._end(anchor)
        if isinstance(anchor, AtGraph):
            return self._graph(anchor)
        name = self._prefixes.get(anchor.prefix)
        return _NOWHERE if name is None else (name.line, name.column)

    @cached_property
    def _prefixes(self) -> dict[str, Span]:
        """Where each prefix stands first."""
        assert self.reading is not None
        return {placed.prefix: placed.name for placed in reversed(self.reading.prefixes)}

    def block(self, anchor: AtBlock) -> Block | None:
        """The block at whose end a statement about the anchor's subject belongs."""
        if self.reading is None:
            return None
        found = None
        for block in self._blocks.get(anchor.subject, ()):
            graph = self._own if isinstance(block.graph, DefaultGraph) else block.graph
            if anchor.graph is not None and graph != anchor.graph:
                continue
            typed = (block.subject, block.graph) in self._typed
            if found is None or typed:
                found = block
                if typed:
                    break
        return found

    @cached_property
    def _blocks(self) -> dict[object, list[Block]]:
        """The blocks about each subject."""
        assert self.reading is not None
        found: dict[object, list[Block]] = {}
        for block in self.reading.blocks:
            found.setdefault(block.subject, []).append(block)
        return found

    @cached_property
    def _typed(self) -> set[tuple[object, object]]:
        """The subjects that have a type, with the graph that says it."""
        assert self.reading is not None
        placed = (each.quad for each in self.reading.quads)
        return {(quad.subject, quad.graph_name) for quad in placed if quad.predicate == _TYPE}

    def placed(self, quad: Written) -> PlacedQuad | None:
        """The quad's first place; where it holds a blank node, that of the first quad like it."""
        if self.reading is None:
            return None
        if self._quads is None:
            self._quads = {}
            for placed in self.reading.quads:
                self._quads.setdefault(self._key(placed.quad), placed)
        return self._quads.get(self._key(quad))

    def _key(self, quad: Quad | Written) -> tuple[object, ...]:
        graph = self._own if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        terms: tuple[object, ...] = (quad.subject, quad.predicate, quad.object, graph)
        return tuple(BlankNode if isinstance(term, BlankNode) else _exact(term) for term in terms)

    def _quad(self, anchor: AtQuad) -> Place:
        placed = self.placed(anchor.quad)
        if placed is None:
            return _NOWHERE
        spans = {
            "subject": placed.subject,
            "predicate": placed.predicate,
            "object": placed.object,
            "graph": placed.graph or placed.subject,
        }
        span = spans[anchor.part]
        return span.line, span.column

    def _end(self, anchor: AtBlock) -> Place:
        block = self.block(anchor)
        return _NOWHERE if block is None or self.reading is None else self.reading.place(block.insertion)

    def _graph(self, anchor: AtGraph) -> Place:
        assert self.reading is not None
        block = self._graphs.get(BlankNode if isinstance(anchor.graph, BlankNode) else anchor.graph)
        if block is None:
            return _NOWHERE
        return self.reading.place(block.label.start if block.label else block.start)

    @cached_property
    def _graphs(self) -> dict[object, GraphBlock]:
        """The first block of each graph. Those whose names are blank nodes count as one."""
        assert self.reading is not None
        found: dict[object, GraphBlock] = {}
        for block in self.reading.graphs:
            found.setdefault(BlankNode if isinstance(block.graph, BlankNode) else block.graph, block)
        return found


def _exact(term: object) -> object:
    """A literal with its language tag folded, as pyoxigraph's parser folds it; other terms as they are."""
    if isinstance(term, Literal) and term.language is not None:
        return (term.value, term.language.lower())
    return term


def place(faults: Iterable[Fault], positions: Callable[[str], Positions | None]) -> Iterator[Finding]:
    """The findings that faults make; `positions` gives the places of a file (by its path in the workspace),
    or None where it has no text that could be read."""

    def where(file: str | None, anchor: Anchor | None) -> Place:
        if file is None or anchor is None:
            return _NOWHERE
        if isinstance(anchor, AtPoint):
            return anchor.line, anchor.column
        found = positions(file)
        return _NOWHERE if found is None else found.of(anchor)

    for fault in faults:
        line, column = where(fault.file, fault.anchor)
        message = fault.message
        for file, anchor in fault.others:
            other_line, other_column = where(file, anchor)
            spot = file if other_line is None else f"{file}:{other_line}:{other_column}"
            message = message.replace("{other}", spot, 1)
        yield Finding(
            fault.file, line, column, fault.subject, fault.rule, message, fault.remedy, fault.severity
        )
