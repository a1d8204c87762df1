"""A validation run: shapes over sets of nodes, each shape and node decided once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from .data_graph import DataGraph
from .paths import Predicate, Walk, walk
from .shape import Batch, Shape, Violation


class Validation:
    """One validation of `data`. Keeps what it has found out about shapes that others refer to."""

    def __init__(self, data: DataGraph) -> None:
        self.data = data
        self._walks: dict[Shape, Walk] = {}
        self._decided: dict[Shape, tuple[set[int], set[int]]] = {}

    def violations(self, shape: Shape, nodes: Iterable[int]) -> dict[int, list[Violation]]:
        """For each of `nodes` that does not conform to `shape`, its results (SHACL 3.4)."""
        found: dict[int, list[Violation]] = {}
        if shape.deactivated or not shape.constraints:
            return found
        batch = self._batch(shape, nodes)
        for constraint in shape.constraints:
            for node, violation in constraint.check(self, shape, batch):
                found.setdefault(node, []).append(violation)
        return found

    def failing(self, shape: Shape, nodes: Collection[int]) -> Collection[int]:
        """A set that holds those of `nodes` that do not conform to `shape`, and maybe nodes asked before."""
        asked, bad = self._decided.setdefault(shape, (set(), set()))
        unknown = set(nodes) - asked
        if unknown:
            asked |= unknown
            bad.update(self.violations(shape, unknown))
        return bad

    def _batch(self, shape: Shape, nodes: Iterable[int]) -> Batch:
        path = shape.path
        if path is None:
            return Batch([(node, (node,)) for node in nodes])
        if isinstance(path, Predicate):
            nothing: Sequence[int] = ()
            get = self.data.objects(path.iri).get
            return Batch([(node, get(node, nothing)) for node in nodes])
        step = self._walks.get(shape)
        if step is None:
            step = self._walks[shape] = walk(path, self.data)
        return Batch([(node, step(node)) for node in nodes])
