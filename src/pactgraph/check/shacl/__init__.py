"""SHACL Core over terms as written, without rdflib.

    compiled = compile_shapes(shapes)
    results = compiled.validate(DataGraph(triples))
    report = report_graph(results)

Shapes are compiled once and checked set by set over an index of the data. Queries (`sh:sparql`, components
and targets that are queries) are not run here: `Compiled.with_queries` names the shapes that need them, for
another engine. Section numbers in this package are those of the W3C Recommendation "Shapes Constraint
Language (SHACL)" of 20 July 2017.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pyoxigraph import Triple

from .data_graph import DataGraph
from .paths import Path
from .report import Result, report_graph
from .shacl_terms import Term, sh
from .shape import Shape, Violation
from .shapes_graph import ShapesFault, ShapesGraph
from .shapes_reader import ShapesReader
from .validation import Validation

__all__ = [
    "Compiled",
    "DataGraph",
    "Path",
    "Result",
    "ShapesFault",
    "compile_shapes",
    "report_graph",
]


class Compiled:
    """A shapes graph ready to validate any number of data graphs.

    `with_queries` are the nodes of the shapes that have targets and reach a query: of these `validate` knows
    the Core constraints alone.
    """

    def __init__(self, shapes: list[Shape], with_queries: frozenset[Term]) -> None:
        self._shapes = shapes
        self.with_queries = with_queries

    def validate(
        self, data: DataGraph, focus: Iterable[Term] | None = None, *, but: Collection[Term] = ()
    ) -> list[Result]:
        """All results of Core constraints for `data`, in the order of the shapes and of the data, except
        those of the shapes `but`.

        With `focus`, only the targets among those nodes are validated; `data` must still hold whatever the
        shapes read around them.
        """
        chosen = None if focus is None else {data.number(term) for term in focus}
        run = Validation(data)
        found: list[Result] = []
        for shape in self._shapes:
            if shape.node in but:
                continue
            nodes = dict.fromkeys(shape.targets.focus_nodes(data))
            if chosen is not None:
                nodes = {node: None for node in nodes if node in chosen}
            if not nodes:
                continue
            violations = run.violations(shape, nodes)
            for node in nodes if violations else ():
                found.extend(_result(data, violation) for violation in violations.get(node, ()))
        return found


def _result(data: DataGraph, violation: Violation) -> Result:
    shape = violation.shape
    return Result(
        focus=data.terms[violation.focus],
        path=violation.path,
        value=None if violation.value is None else data.terms[violation.value],
        component=violation.component,
        shape=shape.node,
        source_constraint=None,
        severity=shape.severity,
        messages=shape.messages,
    )


def compile_shapes(shapes: Iterable[Triple]) -> Compiled:
    """Reads a shapes graph. Raises ShapesFault, with one plain line, where it is ill-formed or recursive."""
    graph = ShapesGraph(shapes)
    reader = ShapesReader(graph)
    targeted = reader.targeted()
    chosen = {*graph.having(sh("target")), *(shape.node for shape in targeted)}
    return Compiled(targeted, frozenset(reader.with_queries & chosen))
