"""pySHACL as an engine: for the shapes that reach a query, and for all of them where it is asked for.

What it reads is hostile: a query may run without end, ask another server, or nest too deeply. Queries are
looked at before it sees them, and `in_time` runs it in a process that can be ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ..query.faults import QueryFault
from ..query.sparql.tokens import refuse_service, tokens
from ..query.unlogged import unlogged
from ..rdf.namespaces import OWL
from ..workspace.process import Ended, apart
from .shacl import DataGraph, Path, Result, ShapesFault
from .shacl.paths import Alternative, InSequence, Inverse, Predicate, Repeated
from .shacl.shacl_terms import RDF_TYPE, RDFS_CLASS, Term, sh, shown
from .shacl.shapes_graph import TARGETS

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_OWNED = (sh("property"), sh("sparql"))
_QUERIES = (sh("select"), sh("ask"), sh("construct"))
_TARGETS = frozenset(map(sh, (*TARGETS, "target")))
_CLASSES = frozenset({RDFS_CLASS, NamedNode(OWL + "Class")})
SECONDS = 60.0
"""How long the shapes that reach a query may take where nobody says otherwise."""


class PyshaclFault(Exception):
    """pySHACL fails at what it should judge, or was ended; the message says how."""


def only(shapes: Sequence[Triple], nodes: Collection[Term]) -> list[Triple]:
    """The shapes graph with the targets of the shapes `nodes` alone. A class that is a shape loses its type
    of a class, by which it has its instances for targets (SHACL 2.1.3.3)."""
    return [
        triple
        for triple in shapes
        if triple.subject in nodes
        or not (triple.predicate in _TARGETS or (triple.predicate == RDF_TYPE and triple.object in _CLASSES))
    ]


def in_time(data: DataGraph, shapes: Sequence[Triple], seconds: float) -> list[Result]:
    """What `pyshacl_results` gives, in a process that is ended after so many seconds. Raises as that does,
    and PyshaclFault where it was ended."""
    try:
        return apart(lambda: pyshacl_results(data.triples(), shapes), within=seconds)
    except Ended as error:
        said = str(error).partition(":")[0]
        raise PyshaclFault(f"pySHACL is ended, and its shapes are not checked: {said}") from error


def pyshacl_results(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """What pySHACL finds, without inference; every literal keeps its lexical form, and shapes and constraints
    without an IRI are told by their blank nodes in `shapes`.

    Raises ShapesFault where pySHACL cannot use the shapes, PyshaclFault where it fails itself.
    """
    import rdflib
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError
    from rdflib.plugins import sparql

    shapes = list(shapes)
    _look_at_queries(shapes)
    names = _names(shapes)
    advanced = any(triple.predicate == sh("target") for triple in shapes)
    named = [Triple(names.get(s, s), p, names.get(o, o)) for s, p, o in shapes]
    sparql.SPARQL_LOAD_GRAPHS = False
    normalise = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        with unlogged():
            _, report, text = validate(
                _graph(data), shacl_graph=_graph(named), inference="none", advanced=advanced
            )
    except ReportableRuntimeError as error:
        raise ShapesFault(f"pySHACL cannot use the shapes: {' '.join(str(error).split())}") from error
    except MemoryError:
        raise
    except Exception as error:  # it compares and computes with literals that it has not looked at
        said = " ".join(f"{type(error).__name__} {error}".split())
        raise PyshaclFault(f"pySHACL fails, and its shapes are not checked: {said}") from error
    finally:
        rdflib.NORMALIZE_LITERALS = normalise
    if not isinstance(report, rdflib.Graph):
        raise ShapesFault(f"pySHACL cannot use the shapes: {' '.join(str(text).split())}")
    top = report.value(predicate=rdflib.RDF.type, object=rdflib.SH.ValidationReport)
    blank = {name: node for node, name in names.items()}
    return [_result(report, node, blank) for node in report.objects(top, rdflib.SH.result)]


def _look_at_queries(shapes: Iterable[Triple]) -> None:
    """Raises ShapesFault for a query that asks another server, or that no parser should see."""
    for subject, predicate, text in shapes:
        if predicate in _QUERIES and isinstance(text, Literal):
            try:
                refuse_service(text.value, tokens(text.value))
            except QueryFault as fault:
                raise ShapesFault(f"the query of {shown(subject)} cannot be used: {fault.message}") from fault


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
