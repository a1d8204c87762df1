"""Findings as a SHACL validation report (SHACL 1.0, section 3.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ...rdf.namespaces import RDF, ROOT, SH, XSD
from ...rdf.writer import write_turtle
from ...workspace.finding import Finding

_TYPE = NamedNode(RDF + "type")
_SEVERITY = {"error": "Violation", "warning": "Warning", "info": "Info"}


def _sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


def validation_report(
    shapes: Sequence[Triple], others: Sequence[Finding], prefixes: Mapping[str, str], root: str
) -> str:
    """Turtle: the triples `shapes` of the report on the shapes, and a result for each other finding.

    A result of another check names the rule as its constraint component (`<ROOT/check/RULE>`), and the file
    as its focus node where the finding has no subject; `root` is the workspace's IRI, ending in `/`.
    """
    report = next((t.subject for t in shapes if t.object == _sh("ValidationReport")), BlankNode())
    triples = [t for t in shapes if t.predicate != _sh("conforms")]
    if not triples:
        triples.append(Triple(report, _TYPE, _sh("ValidationReport")))
    for finding in others:
        node = BlankNode()
        triples += [
            Triple(report, _sh("result"), node),
            Triple(node, _TYPE, _sh("ValidationResult")),
            Triple(node, _sh("focusNode"), _focus(finding, prefixes, root)),
            Triple(node, _sh("resultSeverity"), _sh(_SEVERITY[finding.severity])),
            Triple(node, _sh("sourceConstraintComponent"), NamedNode(f"{ROOT}check/{finding.rule}")),
            Triple(
                node,
                _sh("resultMessage"),
                Literal(f"{finding.place}: {finding.message} -> {finding.remedy}", language="en"),
            ),
        ]
    conforms = not any(triple.predicate == _sh("result") for triple in triples)
    boolean = NamedNode(XSD + "boolean")
    triples.append(
        Triple(report, _sh("conforms"), Literal("true" if conforms else "false", datatype=boolean))
    )
    return write_turtle(triples, prefixes)


def _focus(finding: Finding, prefixes: Mapping[str, str], root: str) -> NamedNode:
    subject = finding.subject or ""
    prefix, _, local = subject.partition(":")
    try:
        if subject.startswith("<"):
            return NamedNode(subject[1:-1])
        if prefix in prefixes:
            return NamedNode(prefixes[prefix] + local)
        return NamedNode(root + (finding.file or ""))
    except ValueError:
        return NamedNode(root)
