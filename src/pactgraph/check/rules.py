"""Rules: the checks that are queries, `ontology/checks/<fault>.rq`, and what their headers say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model import nesting
from ..model.finding import Finding, Severity
from ..model.namespaces import SLUG
from ..workspace.content import names_in, reason, remedy, text_of

COLUMNS = ("subject", "property", "value", "message")
_KEYS = ("problem", "solution", "severity", "reach", "against")
_NEEDED = ("problem", "solution")
_HEADER = re.compile(r"#[ \t]*([a-z]+):[ \t]*(.*)")
_PREFIX = re.compile(r"^[ \t]*PREFIX[ \t]+([\w-]*):[ \t]*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"(?<![\w?$:<-])([A-Za-z][\w-]*):([A-Za-z][\w-]*)|(?<=[\s;{])a(?=\s)|<([^<>\s]+)>")
_IRI = re.compile(r"<[^<>\s]*>")
_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")
_SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}
WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
"""Where the pattern of a query begins."""

LONGEST = 100_000
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class Rule:
    """A check that is a query. Its rows are faults: `?subject` is the record at fault, `?property` and
    `?value` a statement of it, `?message` what is wrong.

    `reach` says how far a row depends on the data: on the statements about its subject, and about whatever
    one gets to from it in `reach` - 1 steps along the properties that the query names (None: on any
    statement). `against` holds the properties that the query follows from value to subject (None: any).
    """

    name: str
    problem: str
    solution: str
    severity: Severity
    reach: int | None
    against: frozenset[str] | None
    query: str
    reads: frozenset[str] | None
    """IRIs of the properties that the query names; None where it has a variable in their place."""
    graphs: bool
    """Whether the query looks into named graphs."""


class RuleFault(Exception):
    """A rule's file is not one; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_rule(path: Path, relative: str) -> Rule:
    """The rule of a file. Raises RuleFault where its header or its query cannot be used."""

    def fault(line: int, message: str, remedy: str) -> RuleFault:
        return RuleFault(Finding(relative, line, None, None, "rule", message, remedy))

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
    reach = header.get("reach", "all")
    if reach != "all" and not (reach.isascii() and reach.isdigit() and 0 < int(reach) < 100):
        raise fault(1, f"a reach of {reach} means nothing", "write a number of steps, or all")
    if not SLUG.fullmatch(path.stem):
        raise fault(1, f"the rule is named {path.stem!r}", "name it with lower-case letters and hyphens")
    if reach != "all" and _names_graphs(query):
        raise fault(1, "the query looks into named graphs, whose reach is not known", "write `# reach: all`")
    _parse(query, fault)
    prefixes = {match[1]: match[2] for match in _PREFIX.finditer(query)}
    against = header.get("against", "").split()
    return Rule(
        path.stem,
        header["problem"],
        header["solution"],
        severity,
        None if reach == "all" else int(reach),
        None if against == ["any"] else frozenset(_expand(name, prefixes) for name in against),
        query,
        _reads(query, prefixes),
        _names_graphs(query),
    )


def _parse(query: str, fault: Callable[[int, str, str], RuleFault]) -> None:
    from pyoxigraph import QuerySolutions, Store

    bare = _TEXT.sub("", _IRI.sub("", query))
    if len(query) > LONGEST:
        raise fault(1, "the query is too long", "split it into several rules")
    if (excess := nesting.in_query(query)) is not None:
        raise fault(
            excess.line or 1,
            f"the query is nested too deeply: {excess.message}",
            "split it into several rules",
        )
    if re.search(r"\bSERVICE\b", bare, re.IGNORECASE):
        raise fault(1, "the query asks another server (SERVICE)", "ask the workspace's own data")
    if not WHERE.search(bare):
        raise fault(1, "the query has no WHERE", "SELECT ?subject ?property ?value ?message WHERE { ... }")
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


def _expand(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return prefixes.get(prefix, "") + local


def _names_graphs(query: str) -> bool:
    return re.search(r"\bGRAPH\b", _TEXT.sub("", _IRI.sub("", query)), re.IGNORECASE) is not None


def _reads(query: str, prefixes: dict[str, str]) -> frozenset[str] | None:
    body = _PREFIX.sub("", _TEXT.sub("", query))
    if re.search(r"\?\w+[ \t]+\?\w+[ \t]+\?\w+", re.sub(r"SELECT[^{]*", "", body)):
        return None
    found = set()
    for match in _NAME.finditer(body):
        prefix, local, iri = match.groups()
        found.add(iri if iri else _TYPE if prefix is None else prefixes.get(prefix, "") + local)
    return frozenset(found)


def read_rules(folder: Path, root: Path) -> Iterator[Rule | Finding]:
    """The rules of a folder, sorted by name; a finding in the place of each that cannot be used."""
    relative = folder.relative_to(root).as_posix()
    try:
        found = names_in(folder, ".rq")
    except OSError as error:
        yield Finding(relative, None, None, None, "rule", reason(error), remedy(error))
        return
    for name in found:
        try:
            yield read_rule(folder / name, f"{relative}/{name}")
        except RuleFault as error:
            yield error.finding
