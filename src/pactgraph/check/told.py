"""What one document says, on its own: it may be incomplete, and must not be malformed.

The default graph shows every accepted statement to the shapes. A statement that a decision rejects is seen
by nobody but here: it is held against the constraints on single values, in the graph of all that its
document says."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode, Triple

from ..workspace.standing import in_passage
from .shacl import Compiled, DataGraph, Result
from .shacl.names import Term
from .shape_index import component, predicate
from .view import Rejected, View, Written

MALFORMED = frozenset(
    {
        "Class",
        "Datatype",
        "NodeKind",
        "Node",
        "Or",
        "Pattern",
        "MinLength",
        "MaxLength",
        "LanguageIn",
        "In",
        "MinInclusive",
        "MaxInclusive",
        "MinExclusive",
        "MaxExclusive",
    }
)
"""The constraint components that a single value can break, whatever else is said or missing."""


def rejected_quads(view: View, rejected: Rejected) -> list[Written]:
    """The quads of a document's passages that decisions reject."""
    if view.file.layer != "documents":
        return []
    return [quad for quad in view.among(rejected) if in_passage(quad)]


def told(
    view: View,
    refused: Iterable[Written],
    compiled: Compiled,
    context: Callable[[Iterable[NamedNode]], Iterable[Triple]],
) -> list[Result]:
    """The results that rejected quads of a document bring about. `context` gives the types of nodes, and the
    subclasses of classes, that the rest of the dataset knows."""
    wanted = {quad.triple for quad in refused}
    statements = {quad.triple for quad in view.quads}
    nodes = {term for triple in statements for term in (triple.subject, triple.object)}
    known = context([term for term in nodes if isinstance(term, NamedNode)])
    data = DataGraph([*statements, *known])
    focus: list[Term] = [triple.subject for triple in wanted]
    found = []
    for result in compiled.validate(data, focus=focus):
        path = predicate(result)
        if path is None or result.value is None or component(result) not in MALFORMED:
            continue
        if Triple(result.focus, path, result.value) in wanted:  # type: ignore[arg-type]
            found.append(result)
    return found
