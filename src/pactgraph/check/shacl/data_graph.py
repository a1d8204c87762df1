"""The data under validation: an index over terms as they were written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from .shacl_terms import RDF_TYPE, RDFS_SUBCLASS, Term

_Index = dict[int, list[int]]
_NOTHING: Mapping[int, Sequence[int]] = {}
Statement = Triple | Quad | tuple[Any, ...]
"""Subject, predicate, object, and maybe a graph."""


class DataGraph:
    """A set of triples, every term kept in the lexical form it came in.

    Each distinct term has a small number, so that validation works on numbers and reads a term's text once.
    Of a quad the graph is not looked at, and what comes several times counts once. Memory and time to build
    grow with the number of triples.
    """

    def __init__(self, triples: Iterable[Statement]) -> None:
        self.terms: list[Term] = []
        self._numbers: dict[Term, int] = {}
        self._objects: dict[NamedNode, _Index] = {}
        self._subjects: dict[NamedNode, _Index] = {}
        self._instances: dict[int, set[int]] = {}
        self.add(triples)

    def add(self, triples: Iterable[Statement]) -> None:
        """Adds triples to the graph."""
        self._subjects.clear()
        self._instances.clear()
        terms, numbers, index = self.terms, self._numbers, self._objects
        for subject, predicate, value, *_ in triples:
            s = numbers.get(subject)
            if s is None:
                s = numbers[subject] = len(terms)
                terms.append(subject)
            o = numbers.get(value)
            if o is None:
                o = numbers[value] = len(terms)
                terms.append(value)
            rows = index.get(predicate)
            if rows is None:
                rows = index[predicate] = {}
            row = rows.get(s)
            if row is None:
                rows[s] = [o]
            else:
                row.append(o)
        for rows in index.values():
            for s, row in rows.items():
                if len(row) > 1 and len(set(row)) < len(row):
                    rows[s] = list(dict.fromkeys(row))

    def number(self, term: Term) -> int:
        """The number of `term`, which it gets now when the data does not hold it."""
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return found

    @property
    def predicates(self) -> Collection[NamedNode]:
        """The predicates that occur in the data."""
        return self._objects.keys()

    def objects(self, predicate: NamedNode) -> Mapping[int, Sequence[int]]:
        """For each subject of `predicate`, its distinct objects."""
        return self._objects.get(predicate, _NOTHING)

    def subjects(self, predicate: NamedNode) -> Mapping[int, Sequence[int]]:
        """For each object of `predicate`, its distinct subjects."""
        found = self._subjects.get(predicate)
        if found is None:
            found = {}
            for subject, row in self._objects.get(predicate, {}).items():
                for value in row:
                    found.setdefault(value, []).append(subject)
            self._subjects[predicate] = found
        return found

    def instances(self, cls: NamedNode) -> set[int]:
        """The SHACL instances of a class: nodes with a type that is `cls` or a subclass of it by any number
        of `rdfs:subClassOf` steps in the data (SHACL 1.0, terminology)."""
        top = self.number(cls)
        found = self._instances.get(top)
        if found is None:
            below, typed = self.subjects(RDFS_SUBCLASS), self.subjects(RDF_TYPE)
            classes, waiting = {top}, [top]
            while waiting:
                for lower in below.get(waiting.pop(), ()):
                    if lower not in classes:
                        classes.add(lower)
                        waiting.append(lower)
            found = {node for each in classes for node in typed.get(each, ())}
            self._instances[top] = found
        return found

    def triples(self) -> Iterator[Triple]:
        """Every triple once, by predicate."""
        terms = self.terms
        for predicate, rows in self._objects.items():
            for s, row in rows.items():
                subject = terms[s]
                for o in row:
                    yield Triple(subject, predicate, terms[o])  # type: ignore[arg-type]
