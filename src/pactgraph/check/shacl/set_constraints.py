"""Core constraints on all value nodes of a focus node together (SHACL 4.2, 4.4.5, 4.5, 4.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from .literals import comparison
from .paths import Predicate
from .shacl_terms import Term, sh
from .shape import Batch, Constraint, Run, Shape, Violation


class CountConstraint(Constraint):
    """`sh:minCount` and `sh:maxCount` (SHACL 4.2)."""

    def __init__(self, limit: int, *, most: bool) -> None:
        self.component = sh("MaxCountConstraintComponent" if most else "MinCountConstraintComponent")
        self._limit = limit
        self._most = most

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """One result, without value, for each focus node with too many or too few value nodes."""
        limit, most = self._limit, self._most
        for focus, values in batch.pairs:
            count = len(values)
            if count > limit if most else count < limit:
                yield self.found(shape, focus)


class UniqueLangConstraint(Constraint):
    """`sh:uniqueLang` (SHACL 4.4.5)."""

    component = sh("UniqueLangConstraintComponent")

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """One result, without value, for each language tag that two value nodes share."""
        terms = run.data.terms
        for focus, values in batch.pairs:
            if len(values) < 2:
                continue
            literals = (term for term in map(terms.__getitem__, values) if isinstance(term, Literal))
            tags = Counter(term.language.lower() for term in literals if term.language)
            for count in tags.values():
                if count > 1:
                    yield self.found(shape, focus)


class HasValueConstraint(Constraint):
    """`sh:hasValue` (SHACL 4.8.2)."""

    component = sh("HasValueConstraintComponent")

    def __init__(self, value: Term) -> None:
        self._value = value

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """One result, without value, for each focus node that does not have the value."""
        wanted = run.data.number(self._value)
        for focus, values in batch.pairs:
            if wanted not in values:
                yield self.found(shape, focus)


class EqualsConstraint(Constraint):
    """`sh:equals` (SHACL 4.5.1)."""

    component = sh("EqualsConstraintComponent")

    def __init__(self, predicate: NamedNode) -> None:
        self._predicate = predicate

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """One result for each value that only one of the two sets holds."""
        others = run.data.objects(self._predicate)
        for focus, values in batch.pairs:
            own, other = dict.fromkeys(values), dict.fromkeys(others.get(focus, ()))
            if own == other:
                continue
            for value in {**own, **other}:
                if (value in own) != (value in other):
                    yield self.found(shape, focus, value)


class DisjointConstraint(Constraint):
    """`sh:disjoint` (SHACL 4.5.2)."""

    component = sh("DisjointConstraintComponent")

    def __init__(self, predicate: NamedNode) -> None:
        self._predicate = predicate

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """One result for each value node that is also an object of the predicate."""
        others = run.data.objects(self._predicate)
        for focus, values in batch.pairs:
            other = frozenset(others.get(focus, ()))
            for value in values:
                if value in other:
                    yield self.found(shape, focus, value)


class LessThanConstraint(Constraint):
    """`sh:lessThan` and `sh:lessThanOrEquals` (SHACL 4.5.3, 4.5.4)."""

    def __init__(self, predicate: NamedNode, *, or_equals: bool) -> None:
        name = "LessThanOrEqualsConstraintComponent" if or_equals else "LessThanConstraintComponent"
        self.component = sh(name)
        self._predicate = predicate
        self._holds = comparison("<=" if or_equals else "<")

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """One result for each pair of a value node and an object that do not compare as asked."""
        others, terms = run.data.objects(self._predicate), run.data.terms
        for focus, values in batch.pairs:
            other = [terms[each] for each in others.get(focus, ())]
            for value in values:
                for limit in other:
                    if not self._holds(terms[value], limit):
                        yield self.found(shape, focus, value)


class ClosedConstraint(Constraint):
    """`sh:closed` with `sh:ignoredProperties` (SHACL 4.8.1)."""

    component = sh("ClosedConstraintComponent")

    def __init__(self, allowed: frozenset[NamedNode]) -> None:
        self._allowed = allowed

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """One result for each triple of a value node whose predicate the shape does not name."""
        data, nodes = run.data, batch.values
        strange: dict[int, list[tuple[NamedNode, int]]] = {}
        for predicate in data.predicates:
            if predicate in self._allowed:
                continue
            rows = data.objects(predicate)
            few, many = (rows, nodes) if len(rows) < len(nodes) else (nodes, rows)
            for node in few:
                if node in many:
                    strange.setdefault(node, []).extend((predicate, value) for value in rows[node])
        for focus, values in batch.pairs if strange else ():
            for node in values:
                for predicate, value in strange.get(node, ()):
                    path = Predicate(predicate)
                    yield focus, Violation(focus, value, path, shape, self.component)
