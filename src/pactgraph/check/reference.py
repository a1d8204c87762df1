"""pySHACL, the reference engine: validation of the same triples by another program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ..model.unlogged import unlogged
from .shacl import Path, Result
from .shacl.names import Term, sh
from .shacl.paths import Alternative, InSequence, Inverse, Predicate, Repeated

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_OWNED = (sh("property"), sh("sparql"))


class RefusedShapes(Exception):
    """The reference engine cannot use the shapes; the message says why."""


class BrokenOff(Exception):
    """The reference engine fails at what it should judge; the message says how."""


def reference_results(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """What pySHACL finds, without inference; every literal keeps its lexical form, and shapes and constraints
    without an IRI are told by their blank nodes in `shapes`.

    Raises RefusedShapes where pySHACL cannot use the shapes, BrokenOff where it fails itself.
    """
    import rdflib
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
    from rdflib.plugins import sparql

    shapes = list(shapes)
    names = _names(shapes)
    named = [Triple(names.get(s, s), p, names.get(o, o)) for s, p, o in shapes]
    sparql.SPARQL_LOAD_GRAPHS = False
    normalise = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        with unlogged():
            _, report, text = validate(_graph(data), shacl_graph=_graph(named), inference="none")
    except (ShapeLoadError, ReportableRuntimeError) as error:
        raise RefusedShapes(f"pySHACL cannot use the shapes: {error}") from error
    except MemoryError:
        raise
    except Exception as error:  # it compares and computes with literals that it has not looked at
        said = " ".join(f"{type(error).__name__} {error}".split())
        raise BrokenOff(f"pySHACL fails, and its shapes are not checked: {said}") from error
    finally:
        rdflib.NORMALIZE_LITERALS = normalise
    if not isinstance(report, rdflib.Graph):
        raise RefusedShapes(f"pySHACL cannot use the shapes: {text}")
    top = report.value(predicate=rdflib.RDF.type, object=rdflib.SH.ValidationReport)
    blank = {name: node for node, name in names.items()}
    return [_result(report, node, blank) for node in report.objects(top, rdflib.SH.result)]


def _names(shapes: Iterable[Triple]) -> dict[Term, Term]:
    """An IRI for each property shape and query that is a blank node: the report gives those other labels."""
    return {
        triple.object: NamedNode(f"urn:x-pyshacl:{triple.object.value}")
        for triple in shapes
        if triple.predicate in _OWNED and isinstance(triple.object, BlankNode)
    }


def _graph(triples: Iterable[Triple]) -> Graph:
    import rdflib

    return rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def _result(report: Graph, node: Node, blank: Mapping[Term, Term]) -> Result:
    from rdflib import SH

    def term(predicate: Node) -> Term | None:
        found = report.value(node, predicate)
        return None if found is None else _term(found)

    focus, shape = term(SH.focusNode), term(SH.sourceShape)
    component, severity = term(SH.sourceConstraintComponent), term(SH.resultSeverity)
    assert focus is not None and shape is not None
    assert isinstance(component, NamedNode) and isinstance(severity, NamedNode)
    path, constraint = report.value(node, SH.resultPath), term(SH.sourceConstraint)
    messages = [_term(message) for message in report.objects(node, SH.resultMessage)]
    return Result(
        focus=focus,
        path=None if path is None else _path(report, path),
        value=term(SH.value),
        component=component,
        shape=blank.get(shape, shape),
        source_constraint=blank.get(constraint, constraint) if constraint is not None else None,
        severity=severity,
        messages=tuple(sorted((m for m in messages if isinstance(m, Literal)), key=str)),
    )


def _path(report: Graph, node: Node) -> Path:
    """A path of the report (SHACL 2.3.1)."""
    import rdflib
    from rdflib import SH

    if isinstance(node, rdflib.URIRef):
        return Predicate(NamedNode(str(node)))
    inverse, choices = report.value(node, SH.inversePath), report.value(node, SH.alternativePath)
    if inverse is not None:
        return Inverse(_path(report, inverse))
    if choices is not None:
        return Alternative(tuple(_path(report, each) for each in report.items(choices)))
    for mark, name in (("*", SH.zeroOrMorePath), ("+", SH.oneOrMorePath), ("?", SH.zeroOrOnePath)):
        inner = report.value(node, name)
        if inner is not None:
            return Repeated(_path(report, inner), mark)
    return InSequence(tuple(_path(report, each) for each in report.items(node)))


def _term(node: Node) -> Term:
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    assert isinstance(node, rdflib.Literal)
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))
