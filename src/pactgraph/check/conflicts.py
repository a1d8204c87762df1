"""Conflicts: two accepted values where there can be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from ..model.prefixes import Prefixes
from ..workspace.standing import in_passage
from .fault import AtQuad, Fault
from .shacl import DataGraph
from .shacl.names import Term
from .view import View, Written

Slot = tuple[Term, NamedNode]
"""A subject and a functional property of it."""


def several_values(data: DataGraph, functional: Iterable[NamedNode]) -> Iterator[Slot]:
    """The functional properties that have several values in a graph."""
    for predicate in functional:
        for subject, values in data.objects(predicate).items():
            if len(values) > 1:
                yield data.terms[subject], predicate


def conflicts(
    slot: Slot, views: Iterable[View], rejected: frozenset[Triple], prefixes: Prefixes
) -> Iterator[Fault]:
    """A fault for each value of a slot but the first; `views` are the files that state something of its
    subject, in their order. A statement of a passage counts only where it is not in `rejected`."""
    subject, predicate = slot
    values: dict[object, tuple[str, Written]] = {}
    for view in views:
        for quad in view.quads:
            if (
                quad.predicate == predicate
                and quad.subject == subject
                and not (rejected and quad.triple in rejected and in_passage(quad))
            ):
                values.setdefault(quad.object, (view.file.relative, quad))
    if len(values) < 2:
        return
    (_, (first_file, first)), *others = values.items()
    name = prefixes.curie(subject) if isinstance(subject, NamedNode) else None
    for _, (file, quad) in others:
        yield Fault(
            file,
            AtQuad(quad, "object"),
            name,
            "conflict",
            f"{prefixes.curie(predicate)} is {_written(quad.object, prefixes)} here "
            f"and {_written(first.object, prefixes)} in {_source(first, prefixes)}{{other}}",
            "reject one of the two by a decision in data/curation, or correct what was misread",
            other=(first_file, AtQuad(first, "object")),
        )


def _source(quad: Written, prefixes: Prefixes) -> str:
    graph = quad.graph_name
    return f"{prefixes.curie(graph)}, " if in_passage(quad) and isinstance(graph, NamedNode) else ""


def _written(term: object, prefixes: Prefixes) -> str:
    if isinstance(term, NamedNode):
        return prefixes.curie(term)
    return f'"{term.value}"' if isinstance(term, Literal) else "a blank node"
