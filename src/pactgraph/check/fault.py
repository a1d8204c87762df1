"""Faults before they have a line: what is wrong, and which term of which file shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pyoxigraph import BlankNode, NamedNode

from ..model.finding import Severity
from .view import Written

Part = Literal["subject", "predicate", "object", "graph"]


@dataclass(frozen=True, slots=True)
class AtQuad:
    """One term of a quad; a quad outside any GRAPH block has its file's own graph as graph name."""

    quad: Written
    part: Part = "object"


@dataclass(frozen=True, slots=True)
class AtBlock:
    """The place where a statement about `subject` belongs: the end of its block, that of its type if it has
    several. With `graph`, only blocks in that graph count."""

    subject: NamedNode | BlankNode
    graph: NamedNode | BlankNode | None = None


@dataclass(frozen=True, slots=True)
class AtGraph:
    """The label of a GRAPH block."""

    graph: NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class AtPrefix:
    """A prefix line, by its prefix."""

    prefix: str


@dataclass(frozen=True, slots=True)
class AtPoint:
    """A line and a column, 1-based, columns in code points."""

    line: int
    column: int


Anchor = AtQuad | AtBlock | AtGraph | AtPrefix | AtPoint


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `file` is relative to the workspace, `anchor` says what in it shows the fault (None: the
    file as a whole). `others` are further places that the message speaks of: each is written where the
    message holds the next `{other}`. The rest is as in `pactgraph.model.finding.Finding`."""

    file: str | None
    anchor: Anchor | None
    subject: str | None
    rule: str
    message: str
    remedy: str
    severity: Severity = "error"
    others: tuple[tuple[str, Anchor], ...] = ()
