"""Conflicts: two accepted values where there can be one, and judgements that the data does not heed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ..model.prefixes import Prefixes
from .fault import AtQuad, Fault
from .view import View, in_passage

Slot = tuple[NamedNode | BlankNode, NamedNode]
"""A subject and a functional property of it."""


def functional_statements(view: View, functional: frozenset[NamedNode]) -> Iterator[Quad]:
    """The quads of a file whose property admits one value."""
    if view.predicates & functional:
        yield from (quad for quad in view.quads if quad.predicate in functional)


def conflicts(
    slot: Slot, statements: Iterable[tuple[str, Quad]], rejected: frozenset[Triple], prefixes: Prefixes
) -> Iterator[Fault]:
    """A fault for each value of a slot but the first; `statements` are its quads with their files, in the
    files' order. A statement of a passage counts only where it is not in `rejected`."""
    subject, predicate = slot
    values: dict[object, tuple[str, Quad]] = {}
    for file, quad in statements:
        if not (rejected and quad.triple in rejected and in_passage(quad)):
            values.setdefault(quad.object, (file, quad))
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


def ignored_judgements(view: View, rejected: frozenset[Triple], prefixes: Prefixes) -> Iterator[Fault]:
    """Statements of a file outside any passage that a decision rejects: they would stand all the same."""
    for quad in view.quads if rejected else ():
        if quad.triple in rejected and not in_passage(quad):
            yield Fault(
                view.file.relative,
                AtQuad(quad, "object"),
                prefixes.curie(quad.subject) if isinstance(quad.subject, NamedNode) else None,
                "rejected",
                "a decision rejects this statement, and the file states it in our own voice",
                "take it out, or revise the decision",
            )


def _source(quad: Quad, prefixes: Prefixes) -> str:
    graph = quad.graph_name
    return f"{prefixes.curie(graph)}, " if in_passage(quad) and isinstance(graph, NamedNode) else ""


def _written(term: object, prefixes: Prefixes) -> str:
    if isinstance(term, NamedNode):
        return prefixes.curie(term)
    return f'"{term.value}"' if isinstance(term, Literal) else "a blank node"
