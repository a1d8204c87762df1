"""To which statement each comment of a text belongs, so that it can be written again beside it.

A comment that has its line to itself belongs to what follows it, any other to what it stands behind.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, DefaultGraph

from pactgraph.rdf.syntax.reading import Block, Comment, PlacedQuad, Reading, TextRange
from pactgraph.rdf.syntax.terms import RDF_REST

Anchor = tuple[object, ...]


def block(graph: object, subject: object) -> Anchor:
    """The anchor of a subject's block: before it, or behind the subject."""
    return ("block", graph, subject)


def end(graph: object, subject: object) -> Anchor:
    """The anchor of a block's end: before the full stop or closing bracket, or behind the full stop."""
    return ("end", graph, subject)


def triple(graph: object, subject: object, predicate: object, value: object) -> Anchor:
    """The anchor of one triple: before its line, or behind it."""
    return ("triple", graph, subject, predicate, value)


def opening(graph: object) -> Anchor:
    """The anchor of a named graph: before it, or behind its opening brace."""
    return ("opening", graph)


def closing(graph: object) -> Anchor:
    """The anchor of a named graph's end: before or behind its closing brace."""
    return ("closing", graph)


@dataclass(slots=True)
class Remarks:
    """Comments by the statement they belong to.

    `head` and `tail` are runs of comment lines at the top and at the bottom, parted by blank lines.
    """

    head: list[list[str]] = field(default_factory=list)
    tail: list[list[str]] = field(default_factory=list)
    before: dict[Anchor, list[str]] = field(default_factory=dict)
    behind: dict[Anchor, list[str]] = field(default_factory=dict)

    @property
    def inside(self) -> bool:
        """Whether any comment is left that belongs to a statement."""
        return bool(self.before or self.behind)

    def has(self, anchor: Anchor) -> bool:
        """Says whether any comment belongs to the anchor."""
        return anchor in self.before or anchor in self.behind

    def take(self, anchor: Anchor) -> tuple[list[str], str]:
        """Gives an anchor's comments and forgets them: the lines before it, the text behind it (` # ...`).

        One line has room for one comment: where several stand behind, all go before.
        """
        before, behind = self.before.pop(anchor, []), self.behind.pop(anchor, [])
        if len(behind) == 1:
            return before, f" {behind[0]}"
        return before + behind, ""

    def take_lines(self, anchor: Anchor) -> list[str]:
        """Gives an anchor's comments, each for a line of its own, and forgets them."""
        return self.before.pop(anchor, []) + self.behind.pop(anchor, [])

    def rest(self) -> list[str]:
        """Gives all that was not taken: comments on what is not written, such as an empty graph."""
        return [line for kept in (self.before, self.behind) for lines in kept.values() for line in lines]


def remarks(reading: Reading) -> Remarks:
    """Gives the comments of a text, each with its statement; white space at their end is dropped."""
    result = Remarks()
    if not reading.comments:
        return result
    places = _CommentPlaces(reading)
    ahead: list[Comment] = []
    atop: list[Comment] = []
    for comment in reading.comments:
        at = comment.span.start
        text = comment.text.rstrip(" \t")
        if at < places.head or (not comment.alone and at < places.first):
            atop.append(comment)
            continue
        anchor = None if comment.alone else places.behind(at)
        if anchor is not None:
            result.behind.setdefault(anchor, []).append(text)
            continue
        anchor = places.after(at)
        if anchor is not None:
            result.before.setdefault(anchor, []).append(text)
        else:
            ahead.append(comment)
    result.head = _runs(atop, reading)
    result.tail = _runs(ahead, reading)
    return result


def _runs(comments: list[Comment], reading: Reading) -> list[list[str]]:
    runs: list[list[str]] = []
    last = -1
    for comment in comments:
        line = comment.span.line
        if line != last + 1 or not comment.alone:
            runs.append([])
        runs[-1].append(comment.text.rstrip(" \t"))
        last = line
    return runs


_Mark = tuple[int, Anchor | None]


def _offset(mark: _Mark) -> int:
    return mark[0]


class _CommentPlaces:
    """The offsets of one text at which a comment finds what follows it and what it stands behind."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        starts: list[_Mark] = []
        ends: list[_Mark] = []
        for placed in reading.quads:
            if not (placed.implied and placed.quad.predicate == RDF_REST):
                self._triple(placed, starts, ends)
        for item in reading.blocks:
            self._block(item, starts, ends)
        for graph in reading.graphs:
            if isinstance(graph.graph, DefaultGraph):
                ends += [(graph.start, None), (graph.closing.end, None)]
            else:
                starts += [(graph.start, opening(graph.graph)), (graph.closing.start, closing(graph.graph))]
                ends += [(graph.start, opening(graph.graph)), (graph.closing.end, closing(graph.graph))]
        first = min((start for start, _ in starts), default=len(reading.text) + 1)
        directives = [prefix.span for prefix in reading.prefixes] + [base.span for base in reading.bases]
        self.first = first
        self.head = max((span.end for span in directives if span.start < first), default=0)
        if not self.head:
            self.head = self._loose_head(reading, first)
        ends += [(offset, None) for span in directives for offset in (span.start, span.end)]
        self._starts = sorted(starts, key=_offset)
        self._ends = sorted(ends, key=_offset)
        self._start_offsets = [offset for offset, _ in self._starts]
        self._end_offsets = [offset for offset, _ in self._ends]

    def after(self, offset: int) -> Anchor | None:
        """What follows an offset; None at the end of the text."""
        place = bisect_right(self._start_offsets, offset)
        return self._starts[place][1] if place < len(self._starts) else None

    def behind(self, offset: int) -> Anchor | None:
        """What an offset stands behind; None where that is nothing a comment belongs to."""
        place = bisect_right(self._end_offsets, offset)
        return self._ends[place - 1][1] if place else None

    def _triple(self, placed: PlacedQuad, starts: list[_Mark], ends: list[_Mark]) -> None:
        quad, span = placed.quad, placed.object
        anchor = triple(quad.graph_name, quad.subject, quad.predicate, quad.object)
        starts.append((span.start, anchor))
        if not placed.implied:
            ends.append((placed.predicate.end, None))
        if self._bracketed(span):
            ends.append((span.start + 1, None))
            node = isinstance(quad.object, BlankNode)
            starts.append((span.end - 1, end(quad.graph_name, quad.object) if node else anchor))
        ends.append((span.end, anchor))

    def _block(self, item: Block, starts: list[_Mark], ends: list[_Mark]) -> None:
        anchor, last = block(item.graph, item.subject), end(item.graph, item.subject)
        starts.append((item.start, anchor))
        if self._bracketed(item.span):
            ends.append((item.start + 1, None))
            starts.append((item.span.end - 1, last))
        ends.append((item.span.end, anchor))
        if item.dot is not None:
            starts.append((item.dot.start, last))
            if any(mark in self._text[item.insertion : item.dot.start] for mark in "\r\n"):
                ends.append((item.dot.end, last))

    def _bracketed(self, span: TextRange) -> bool:
        return self._text[span.start] in "[("

    def _loose_head(self, reading: Reading, first: int) -> int:
        """Where no directive ends the head of the file, a blank line does; gives the offset after it."""
        above = [comment.span for comment in reading.comments if comment.span.start < first]
        if first > len(reading.text):
            return first
        line = reading.place(first)[0]
        for span in reversed(above):
            if span.line != line - 1:
                return span.end
            line -= 1
        return 0
