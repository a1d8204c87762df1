"""Shapes as compiled: what a shape asks, of which nodes, and what a validation run hands to constraints."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Protocol

from pyoxigraph import Literal, NamedNode

from .data_graph import DataGraph
from .paths import Path
from .shacl_terms import Term


@dataclass(frozen=True)
class Targets:
    """The nodes a shape is meant for (SHACL 2.1.3)."""

    nodes: tuple[Term, ...] = ()
    classes: tuple[NamedNode, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)

    def focus_nodes(self, data: DataGraph) -> Iterator[int]:
        """The numbers of the target nodes in `data`; one may come more than once."""
        yield from map(data.number, self.nodes)
        for cls in self.classes:
            yield from sorted(data.instances(cls))
        for predicate in self.subjects_of:
            yield from data.objects(predicate)
        for predicate in self.objects_of:
            yield from data.subjects(predicate)


@dataclass(frozen=True, eq=False)
class Shape:
    """A node shape (`path` is None) or a property shape. Equal only to itself."""

    node: Term
    path: Path | None
    targets: Targets
    severity: NamedNode
    messages: tuple[Literal, ...]
    deactivated: bool
    constraints: tuple[Constraint, ...]


class Violation(NamedTuple):
    """One result in numbers of the data graph: `focus` and `value` are numbers of terms."""

    focus: int
    value: int | None
    path: Path | None
    shape: Shape
    component: NamedNode


class Batch:
    """Focus nodes with their value nodes, for one shape: `pairs` of a number and the numbers it leads to."""

    def __init__(self, pairs: list[tuple[int, Sequence[int]]]) -> None:
        self.pairs = pairs

    @cached_property
    def values(self) -> set[int]:
        """Every value node once."""
        return set(chain.from_iterable(values for _, values in self.pairs))


class Run(Protocol):
    """One validation of one data graph, as constraints see it."""

    data: DataGraph

    def failing(self, shape: Shape, nodes: Collection[int]) -> Collection[int]:
        """A set that holds those of `nodes` that do not conform to `shape` (and maybe nodes asked before)."""

    def violations(self, shape: Shape, nodes: Iterable[int]) -> dict[int, list[Violation]]:
        """For each of `nodes` that does not conform to `shape`, its results."""


class Constraint(ABC):
    """One constraint of a shape."""

    component: NamedNode

    @abstractmethod
    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """The results for a batch, each with the focus node of `shape` that it counts against."""

    def found(self, shape: Shape, focus: int, value: int | None = None) -> tuple[int, Violation]:
        """A result of this constraint at `focus`, with the shape's own path."""
        return focus, Violation(focus, value, shape.path, shape, self.component)
