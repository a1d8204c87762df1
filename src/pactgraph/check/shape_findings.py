"""From violations of shapes to findings: where the offending statement stands, the fact, the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Store

from ..rdf.namespaces import SH
from ..rdf.prefixes import Prefixes
from ..workspace.finding import Finding, Severity
from .lookup import Lookup, Place, StatementInFile
from .parsed import ParsedFiles
from .shacl import Result
from .shacl.shacl_terms import Term
from .shacl.shapes_graph import ShapesGraph
from .shape_words import ShapeWords, component, predicate

_SEVERITIES: dict[str, Severity] = {SH + "Violation": "error", SH + "Warning": "warning", SH + "Info": "info"}
_SURPLUS = "MaxCount", "UniqueLang"


def shape_findings(
    found: Sequence[Result], shapes: ShapesGraph, files: ParsedFiles, store: Store, others: Sequence[Finding]
) -> Iterator[Finding]:
    """One finding for each violation, at the statement that offends or where the missing one belongs; none
    where `others` have one at the value of the same statement, and none for a derived record that was made of
    one at fault, by `others` or by a violation."""
    prefixes = files.prefixes
    nodes = {term for each in found for term in (each.focus, each.value) if term is not None}
    lookup = Lookup(files, store, nodes)
    told = {(each.file, each.line, each.column) for each in others if each.line is not None}
    faulty = {each.subject for each in others}
    faulty.update(shown(each.focus, prefixes) for each in found if lookup.statements(each.focus))
    seen = set()
    for each in found:
        if not lookup.statements(each.focus) and not faulty.isdisjoint(
            shown(node, prefixes) for node in lookup.premises(each.focus)
        ):
            continue
        words = ShapeWords(each, shapes, lookup, prefixes)
        finding = _place(each, lookup).finding(
            shown(each.focus, prefixes),
            rule_of(each, prefixes),
            words.message,
            words.remedy,
            _SEVERITIES.get(each.severity.value, "error"),
        )
        key = (finding.file, finding.line, finding.column, finding.rule)
        if key[:3] not in told and key not in seen:
            seen.add(key)
            yield finding


def _place(each: Result, lookup: Lookup) -> Place:
    path = predicate(each)
    if path is not None:
        stated = lookup.statements(each.focus, path, each.value)
        if each.value is not None and stated:
            return stated[0].place
        if each.value is None and stated and component(each) in _SURPLUS:
            return _surplus(each, stated).place
    return lookup.home(each.focus)


def _surplus(each: Result, stated: Sequence[StatementInFile]) -> StatementInFile:
    """The statement that is one too many: the second value, or the second in one language."""
    seen: set[object] = set()
    values: set[object] = set()
    for found in stated:
        value = found.statement.object
        if value in values:
            continue
        values.add(value)
        key = value.language if isinstance(value, Literal) and component(each) == "UniqueLang" else None
        if key in seen and (component(each) == "MaxCount" or key is not None):
            return found
        seen.add(key)
    return stated[-1]


def rule_of(result: Result, prefixes: Prefixes) -> str:
    """The rule of the findings that a result makes: its shape's prefixed name."""
    return prefixes.curie(result.shape) if isinstance(result.shape, NamedNode) else "shape"


def shown(term: Term, prefixes: Prefixes) -> str:
    """A term as a reader of findings knows it."""
    if isinstance(term, NamedNode):
        return prefixes.curie(term)
    if isinstance(term, Literal):
        return f'"{term.value}"@{term.language}' if term.language else f'"{term.value}"'
    return "a blank node"
