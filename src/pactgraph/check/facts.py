"""Facts: which statements the default graph holds, kept up to date file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from ..workspace.standing import in_passage
from .shacl.names import Term
from .view import Written

_Counts = list[int]


class Facts:
    """The statements of the default graph by subject, with terms as written.

    Each statement is counted: how often files state it in their own voice, and how often passages do. It
    stands if a file states it, or if a passage does and no decision rejects it."""

    def __init__(self) -> None:
        self.rejected: frozenset[Triple] = frozenset()
        self._of: dict[Term, dict[NamedNode, dict[Term, _Counts]]] = {}

    def change(
        self, removed: Iterable[Written], added: Iterable[Written], rejected: frozenset[Triple]
    ) -> tuple[list[Triple], list[Triple]]:
        """Takes quads out and in and sets what is rejected. Gives the triples that stand no longer, and those
        that stand only now."""
        removed, added = list(removed), list(added)
        concerned = dict.fromkeys(quad.triple for quad in (*removed, *added))
        concerned.update(dict.fromkeys(rejected ^ self.rejected))
        before = {triple for triple in concerned if self.holds(triple)}
        for quads, step in ((removed, -1), (added, 1)):
            for quad in quads:
                self._count(quad, step)
        self.rejected = rejected
        after = {triple for triple in concerned if self.holds(triple)}
        return (
            [triple for triple in concerned if triple in before and triple not in after],
            [triple for triple in concerned if triple in after and triple not in before],
        )

    def _count(self, quad: Written, step: int) -> None:
        subject, predicate, value, _ = quad
        values = self._of.setdefault(subject, {}).setdefault(predicate, {})
        counts = values.setdefault(value, [0, 0])
        counts[in_passage(quad)] += step
        if counts == [0, 0]:
            del values[value]
            if not values:
                del self._of[subject][predicate]
                if not self._of[subject]:
                    del self._of[subject]

    def holds(self, triple: Triple) -> bool:
        """Whether a triple stands."""
        counts = self._of.get(triple.subject, {}).get(triple.predicate, {}).get(triple.object)
        return counts is not None and self._stands(triple, counts)

    def stated(self, triple: Triple) -> bool:
        """Whether some file or passage makes a statement, rejected or not."""
        return triple.object in self._of.get(triple.subject, {}).get(triple.predicate, {})

    def several(self, subject: Term, predicate: NamedNode) -> bool:
        """Whether a property of a subject has two values or more that stand."""
        return len(list(self.about(subject, predicate))) > 1

    def _stands(self, triple: Triple, counts: _Counts) -> bool:
        return counts[0] > 0 or (counts[1] > 0 and triple not in self.rejected)

    def about(self, subject: Term, predicate: NamedNode | None = None) -> Iterator[Triple]:
        """The triples that stand about a subject, of one property where it is given."""
        properties = self._of.get(subject, {})
        for each in properties if predicate is None else (predicate,):
            for value, counts in properties.get(each, {}).items():
                triple = Triple(subject, each, value)  # type: ignore[arg-type]
                if self._stands(triple, counts):
                    yield triple

    def all(self) -> Iterator[Triple]:
        """Every triple that stands."""
        for subject in self._of:
            yield from self.about(subject)
