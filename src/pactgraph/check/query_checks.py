"""The checks that are queries, `ontology/checks/<fault>.rq`: their headers, and findings of their rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ..rdf import nesting
from ..rdf.namespaces import SLUG
from ..workspace.content import names_in, reason, remedy, text_of
from ..workspace.finding import Finding, Severity
from .lookup import Lookup, StatementInFile, same
from .parsed import TYPE, ParsedFiles
from .shacl.shacl_terms import Term

COLUMNS = ("subject", "property", "value", "message")
_KEYS = ("problem", "solution", "severity")
_NEEDED = ("problem", "solution")
_HEADER = re.compile(r"#[ \t]*([a-z]+):[ \t]*(.*)")
_IRI = re.compile(r"<[^<>\s]*>")
_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")
_SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}

LONGEST = 100_000
"""Characters of the longest query."""


@dataclass(frozen=True)
class QueryCheck:
    """A check that is a query. Its rows are faults: `?subject` is the record at fault, `?property` and
    `?value` a statement of it, `?message` what is wrong."""

    name: str
    problem: str
    solution: str
    severity: Severity
    query: str


class QueryCheckFault(Exception):
    """A file is no such check; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_query_check(path: Path, relative: str) -> QueryCheck:
    """The check of a file. Raises QueryCheckFault where its header or its query cannot be used."""

    def fault(line: int, message: str, remedy: str) -> QueryCheckFault:
        return QueryCheckFault(Finding(relative, line, None, None, "rule", message, remedy))

    try:
        query = text_of(path, within=path.parents[2])
    except OSError as error:
        raise fault(1, f"the file cannot be read: {reason(error)}", remedy(error)) from error
    header: dict[str, str] = {}
    for number, line in enumerate(query.split("\n"), 1):
        match = _HEADER.fullmatch(line.rstrip())
        if match is None:
            break
        if match[1] not in _KEYS:
            raise fault(number, f"the header has no key {match[1]}", f"use {', '.join(_KEYS)}")
        header[match[1]] = match[2].strip()
    for key in _NEEDED:
        if not header.get(key):
            raise fault(1, f"the header names no {key}", f"begin the file with `# {key}: ...`")
    severity = _SEVERITIES.get(header.get("severity", "error"))
    if severity is None:
        raise fault(1, f"there is no severity {header['severity']}", "write error, warning or info")
    if not SLUG.fullmatch(path.stem):
        raise fault(1, f"the check is named {path.stem!r}", "name it with lower-case letters and hyphens")
    _parse(query, fault)
    return QueryCheck(path.stem, header["problem"], header["solution"], severity, query)


def _parse(query: str, fault: Callable[[int, str, str], QueryCheckFault]) -> None:
    bare = _TEXT.sub("", _IRI.sub("", query))
    if len(query) > LONGEST:
        raise fault(1, "the query is too long", "split it into several checks")
    if (excess := nesting.in_query(query)) is not None:
        raise fault(
            excess.line or 1,
            f"the query is nested too deeply: {excess.message}",
            "split it into several checks",
        )
    if re.search(r"\bSERVICE\b", bare, re.IGNORECASE):
        raise fault(1, "the query asks another server (SERVICE)", "ask the workspace's own data")
    try:
        found = Store().query(query)
    except SyntaxError as error:
        line = error.lineno or 1
        raise fault(line, f"the query cannot be read: {error.msg}", "write valid SPARQL") from error
    except (ValueError, RuntimeError) as error:
        raise fault(1, f"the query cannot be used: {error}", "write a SELECT query") from error
    names = tuple(v.value for v in found.variables) if isinstance(found, QuerySolutions) else ()
    if names != COLUMNS:
        raise fault(1, "the query has other columns", "SELECT ?subject ?property ?value ?message")


def read_query_checks(folder: Path, root: Path) -> Iterator[QueryCheck | Finding]:
    """The checks of a folder, sorted by name; a finding in the place of each that cannot be used."""
    relative = folder.relative_to(root).as_posix()
    try:
        found = names_in(folder, ".rq")
    except OSError as error:
        yield Finding(relative, None, None, None, "rule", reason(error), remedy(error))
        return
    for name in found:
        try:
            yield read_query_check(folder / name, f"{relative}/{name}")
        except QueryCheckFault as error:
            yield error.finding


@dataclass(frozen=True)
class CheckRow:
    """A row of a check: the statement at fault, as the store has it."""

    check: QueryCheck
    subject: Term
    property: NamedNode | None
    value: Term | None
    message: str


def rows(check: QueryCheck, store: Store) -> Iterator[CheckRow]:
    """The rows of a check."""
    found = store.query(check.query)
    assert isinstance(found, QuerySolutions)
    for solution in found:
        subject, property_, value, message = (solution[name] for name in COLUMNS)
        if subject is not None:
            yield CheckRow(
                check,
                subject,
                property_ if isinstance(property_, NamedNode) else None,
                value,
                message.value if isinstance(message, Literal) else check.problem.rstrip("."),
            )


def row_findings(found: Iterable[CheckRow], files: ParsedFiles, store: Store) -> Iterator[Finding]:
    """One finding for each row, at its statement, or where statements about its subject belong."""
    prefixes = files.prefixes
    distinct = list(dict.fromkeys(found))
    lookup = Lookup(files, store, {row.subject for row in distinct})
    for row in distinct:
        message, stated = row.message, list[StatementInFile]()
        if row.property is not None:
            stated = lookup.statements(row.subject, row.property)
            if isinstance(row.value, NamedNode) and row.property != TYPE:
                message = f"{prefixes.curie(row.property)} {prefixes.curie(row.value)}: {message}"
        exact = [each for each in stated if row.value is None or same(each.statement.object, row.value)]
        place = (exact or stated)[0].place if stated else lookup.home(row.subject)
        name = prefixes.curie(row.subject) if isinstance(row.subject, NamedNode) else None
        yield place.finding(name, row.check.name, message, row.check.solution.rstrip("."), row.check.severity)
