"""Decisions: judgements that the data does not heed, and judgements on what nobody says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from ..model.namespaces import PACT, RDF
from ..model.prefixes import Prefixes
from ..workspace.standing import in_passage
from .fault import AtQuad, Fault
from .view import Rejected, View, Written

_DECISION = NamedNode(PACT + "Decision")
_PARTS = (NamedNode(RDF + "subject"), NamedNode(RDF + "predicate"), NamedNode(RDF + "object"))

Decided = tuple[View, Written, Triple]
"""A file, the quad of it that gives a decision its value, and the statement that the decision is on."""


def ignored_judgements(view: View, rejected: Rejected, prefixes: Prefixes) -> Iterator[Fault]:
    """Statements of a file outside any passage that a decision rejects: they would stand all the same."""
    for quad in view.among(rejected):
        if not in_passage(quad):
            yield Fault(
                view.file.relative,
                AtQuad(quad, "object"),
                prefixes.curie(quad.subject) if isinstance(quad.subject, NamedNode) else None,
                "rejected",
                "a decision rejects this statement, and the file states it in our own voice",
                "take it out, or revise the decision",
            )


def decided(curation: Iterable[View]) -> Iterator[Decided]:
    """The statements that decisions are on; a decision without subject, property or value is on none."""
    for view in curation:
        decisions = {quad.subject for quad in view.types if quad.object == _DECISION}
        if not decisions:
            continue
        parts: dict[object, dict[NamedNode, Written]] = {}
        for quad in view.quads:
            if quad.predicate in _PARTS and quad.subject in decisions:
                parts.setdefault(quad.subject, {}).setdefault(quad.predicate, quad)
        for found in parts.values():
            if len(found) == len(_PARTS):
                subject, predicate, value = (found[part].object for part in _PARTS)
                if not isinstance(predicate, NamedNode):
                    continue
                try:
                    statement = Triple(subject, predicate, value)  # type: ignore[arg-type]
                except TypeError:
                    continue
                yield view, found[_PARTS[2]], statement


def stated_among(views: Iterable[View], statements: Iterable[Triple]) -> frozenset[Triple]:
    """Those of the statements that some file makes, in a passage or in its own voice."""
    wanted = frozenset(statements)
    subjects = frozenset(triple.subject for triple in wanted)
    found: set[Triple] = set()
    for view in views:
        if subjects and not subjects.isdisjoint(view.subjects):
            found.update(q.triple for q in view.quads if q.subject in subjects and q.triple in wanted)
    return frozenset(found)


def idle_decisions(
    found: Iterable[Decided], stated: Callable[[Triple], bool], prefixes: Prefixes
) -> Iterator[Fault]:
    """Decisions on a statement that nobody makes; `stated` tells whether somebody does."""
    for view, quad, statement in found:
        if not stated(statement):
            yield Fault(
                view.file.relative,
                AtQuad(quad, "object"),
                prefixes.curie(quad.subject) if isinstance(quad.subject, NamedNode) else None,
                "idle-decision",
                "the decision is on a statement that no passage makes",
                "take the statement from the passage word for word, or take the decision out",
                "warning",
            )
