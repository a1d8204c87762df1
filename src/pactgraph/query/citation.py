"""The passages that the rows of an answer rest on."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from ..model.namespaces import split_passage
from ..model.table import Table, Term
from .binding import serialise
from .engine import Engine

AT_ONCE = 500
"""Subjects that one query asks for."""


def passages_of_rows(engine: Engine, table: Table, given: Iterable[Term]) -> list[list[NamedNode]]:
    """For each row the passages, in order, that state a fact between two of its terms: those named graphs
    that hold an accepted statement whose subject and object both occur in the row or in `given`.

    A link of a row that runs through a thing the row does not show is not found.
    """
    fixed = frozenset(given)
    subjects = {term for row in table.rows for term in row if isinstance(term, NamedNode)}
    subjects |= {term for term in fixed if isinstance(term, NamedNode)}
    statements = _statements(engine, sorted(subjects, key=lambda iri: iri.value))
    told = []
    for row in table.rows:
        terms = {term for term in row if term is not None} | fixed
        found = {
            passage
            for subject in terms
            if isinstance(subject, NamedNode)
            for object_ in terms
            for passage in statements.get((subject, object_), ())
        }
        told.append(sorted(found, key=_order))
    return told


def with_passages(engine: Engine, table: Table, given: Iterable[Term], column: str = "passages") -> Table:
    """The table with one more column: for each row its passages, as IRIs apart by one space."""
    cells: list[Term | None] = [
        Literal(" ".join(passage.value for passage in passages)) if passages else None
        for passages in passages_of_rows(engine, table, given)
    ]
    return table.with_column(column, cells)


def _statements(engine: Engine, subjects: list[NamedNode]) -> dict[tuple[Term, Term], list[NamedNode]]:
    """The passages that state something accepted between a subject and an object."""
    found: dict[tuple[Term, Term], list[NamedNode]] = {}
    for start in range(0, len(subjects), AT_ONCE):
        listed = " ".join(serialise(iri) for iri in subjects[start : start + AT_ONCE])
        table = engine.select(
            f"SELECT DISTINCT ?subject ?object ?graph WHERE {{ VALUES ?subject {{ {listed} }} "
            "GRAPH ?graph { ?subject ?property ?object } ?subject ?property ?object }"
        )
        for subject, object_, graph in table.rows:
            if (
                subject is not None
                and object_ is not None
                and isinstance(graph, NamedNode)
                and split_passage(graph.value)
            ):
                found.setdefault((subject, object_), []).append(graph)
    return found


def _order(passage: NamedNode) -> tuple[str, int, int]:
    return split_passage(passage.value) or (passage.value, 0, 0)
