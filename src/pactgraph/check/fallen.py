"""What a document says and the default graph does not hold may be superseded, and must not be malformed.

The default graph shows every statement that stands to the shapes. One that is rejected, superseded or
narrowed is seen by nobody but here: it is held against the constraints on single values, amid all that the
files say.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, Quad, Store, Triple

from .shacl import Compiled, DataGraph, Result
from .shacl.names import Term
from .shape_index import component, predicate
from .view import View, Written

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


_DEFAULT = DefaultGraph()


def fallen(view: View, store: Store) -> frozenset[Written]:
    """The quads of a file whose statements are not in the default graph of a store."""
    return frozenset(
        quad for quad in view.quads if Quad(quad.subject, quad.predicate, quad.object, _DEFAULT) not in store
    )


def malformed(views: Iterable[View], compiled: Compiled) -> list[Result]:
    """The results that fallen quads bring about."""
    views = list(views)
    wanted = {quad.triple for view in views for quad in view.fallen}
    if not wanted:
        return []
    data = DataGraph(quad for view in views for quad in view.quads)
    focus: list[Term] = list({triple.subject: None for triple in wanted})
    found = []
    for result in compiled.validate(data, focus=focus):
        path = predicate(result)
        if path is None or result.value is None or component(result) not in MALFORMED:
            continue
        if Triple(result.focus, path, result.value) in wanted:  # type: ignore[arg-type]
            found.append(result)
    return found
