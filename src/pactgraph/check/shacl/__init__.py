"""SHACL validation over terms as written: Core and SPARQL-based constraints, without rdflib.

    compiled = compile_shapes(shapes)
    results = compiled.validate(DataGraph(triples))
    report = report_graph(results)

Shapes are compiled once and checked set by set over an index of the data; `sh:sparql` and SPARQL-based
components run on an Oxigraph store, one query for all focus nodes. Section numbers in this package are those
of the W3C Recommendation "Shapes Constraint Language (SHACL)" of 20 July 2017.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Triple

from .data_graph import DataGraph
from .fault import ShapesFault
from .names import Term
from .paths import Path, sparql
from .reader import ShapesReader
from .report import Result, report_graph
from .shape import Shape, Violation
from .shapes_graph import ShapesGraph
from .validation import Validation

__all__ = [
    "Compiled",
    "DataGraph",
    "Path",
    "Result",
    "ShapesFault",
    "compile_shapes",
    "report_graph",
    "sparql",
]


class Compiled:
    """A shapes graph ready to validate any number of data graphs."""

    def __init__(self, shapes: list[Shape]) -> None:
        self._shapes = shapes

    def validate(self, data: DataGraph, focus: Iterable[Term] | None = None) -> list[Result]:
        """All results for `data`, in the order of the shapes and of the data.

        With `focus`, only the targets among those nodes are validated; `data` must still hold whatever the
        shapes read around them. Raises ShapesFault when a query reports a failure.
        """
        chosen = None if focus is None else {data.number(term) for term in focus}
        run = Validation(data)
        found: list[Result] = []
        for shape in self._shapes:
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
        source_constraint=violation.constraint,
        severity=shape.severity,
        messages=shape.messages if violation.messages is None else violation.messages,
        actual=violation.actual,
        expected=violation.expected,
    )


def compile_shapes(shapes: Iterable[Triple]) -> Compiled:
    """Reads a shapes graph. Raises ShapesFault, with one plain line, where it is ill-formed or recursive."""
    return Compiled(ShapesReader(ShapesGraph(shapes)).targeted())
