"""Core constraints that ask whether value nodes conform to other shapes (SHACL 4.6, 4.7)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from .shacl_terms import sh
from .shape import Batch, Constraint, Run, Shape, Violation
from .value_constraints import ValueConstraint


class PropertyConstraint(Constraint):
    """`sh:property` (SHACL 4.7.2): the results are those of the property shape itself."""

    component = sh("PropertyConstraintComponent")

    def __init__(self, inner: Shape) -> None:
        self._inner = inner

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """Every result of the property shape at every value node."""
        results = run.violations(self._inner, batch.values)
        for focus, values in batch.pairs if results else ():
            for value in values:
                for violation in results.get(value, ()):
                    yield focus, violation


class NodeConstraint(ValueConstraint):
    """`sh:node` (SHACL 4.7.1)."""

    component = sh("NodeConstraintComponent")

    def __init__(self, inner: Shape) -> None:
        self._inner = inner

    def bad(self, run: Run, values: set[int]) -> Collection[int]:
        """Those of `values` that do not conform to the shape."""
        return run.failing(self._inner, values)


class NotConstraint(ValueConstraint):
    """`sh:not` (SHACL 4.6.1)."""

    component = sh("NotConstraintComponent")

    def __init__(self, inner: Shape) -> None:
        self._inner = inner

    def bad(self, run: Run, values: set[int]) -> Collection[int]:
        """Those of `values` that conform to the shape."""
        return values.difference(run.failing(self._inner, values))


class ListConstraint(ValueConstraint):
    """`sh:and`, `sh:or` and `sh:xone` (SHACL 4.6.2 to 4.6.4): how many members a value node conforms to."""

    def __init__(self, name: str, members: tuple[Shape, ...]) -> None:
        self.component = sh(f"{name.capitalize()}ConstraintComponent")
        self._members = members
        tests: dict[str, Callable[[Run, set[int]], set[int]]]
        tests = {"and": self._and, "or": self._or, "xone": self._xone}
        self._test = tests[name]

    def bad(self, run: Run, values: set[int]) -> Collection[int]:
        """Those of `values` that conform to too few members, or for `sh:xone` to too many."""
        return self._test(run, values)

    def _and(self, run: Run, values: set[int]) -> set[int]:
        return {
            value for member in self._members for value in values.intersection(run.failing(member, values))
        }

    def _or(self, run: Run, values: set[int]) -> set[int]:
        for member in self._members:
            if not values:
                break
            values = values.intersection(run.failing(member, values))
        return values

    def _xone(self, run: Run, values: set[int]) -> set[int]:
        once: set[int] = set()
        more: set[int] = set()
        for member in self._members:
            conforming = values.difference(run.failing(member, values))
            more |= once & conforming
            once |= conforming
        return (values - once) | more


class QualifiedConstraint(Constraint):
    """`sh:qualifiedMinCount` and `sh:qualifiedMaxCount` (SHACL 4.7.3).

    With `siblings`, value nodes that conform to one of them do not count.
    """

    def __init__(self, inner: Shape, siblings: tuple[Shape, ...], limit: int, *, most: bool) -> None:
        name = "QualifiedMaxCountConstraintComponent" if most else "QualifiedMinCountConstraintComponent"
        self.component = sh(name)
        self._inner = inner
        self._siblings = siblings
        self._limit = limit
        self._most = most

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """One result, without value, for each focus node with too many or too few conforming value nodes."""
        counted = batch.values.difference(run.failing(self._inner, batch.values))
        for sibling in self._siblings:
            counted.intersection_update(run.failing(sibling, counted))
        for focus, values in batch.pairs:
            count = sum(value in counted for value in values)
            if count > self._limit if self._most else count < self._limit:
                yield self.found(shape, focus)
