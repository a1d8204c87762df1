"""Results of a validation, and the report of them as RDF (SHACL 3.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .paths import Path, as_rdf
from .shacl_terms import FALSE, RDF_TYPE, TRUE, Term, sh


@dataclass(frozen=True)
class Result:
    """One validation result. `messages` are those the shapes graph states; none are made up."""

    focus: Term
    path: Path | None
    value: Term | None
    component: NamedNode
    shape: Term
    source_constraint: Term | None
    severity: NamedNode
    messages: tuple[Literal, ...]


def report_graph(results: Iterable[Result]) -> list[Triple]:
    """The validation report for `results` as RDF: one `sh:ValidationReport`, which conforms when there are
    no results, and one `sh:ValidationResult` each. Complex paths are written anew for every result."""
    results = list(results)
    taken = {
        term.value
        for result in results
        for term in (result.focus, result.value, result.shape, result.source_constraint)
        if isinstance(term, BlankNode)
    }
    count = 0

    def fresh() -> BlankNode:
        nonlocal count
        count += 1
        while f"report{count}" in taken:
            count += 1
        return BlankNode(f"report{count}")

    report = fresh()
    triples = [
        Triple(report, RDF_TYPE, sh("ValidationReport")),
        Triple(report, sh("conforms"), FALSE if results else TRUE),
    ]
    for result in results:
        node = fresh()
        triples.append(Triple(report, sh("result"), node))
        triples.append(Triple(node, RDF_TYPE, sh("ValidationResult")))
        parts: list[tuple[str, Term | None]] = [
            ("focusNode", result.focus),
            ("value", result.value),
            ("resultSeverity", result.severity),
            ("sourceConstraintComponent", result.component),
            ("sourceShape", result.shape),
            ("sourceConstraint", result.source_constraint),
            *(("resultMessage", message) for message in result.messages),
        ]
        triples.extend(Triple(node, sh(name), term) for name, term in parts if term is not None)
        if result.path is not None:
            path, structure = as_rdf(result.path, fresh)
            triples.append(Triple(node, sh("resultPath"), path))
            triples.extend(structure)
    return triples
