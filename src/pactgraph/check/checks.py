"""All checks of a workspace, in one run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pyoxigraph import Quad, QuerySolutions, Store

from ..rdf.namespaces import DERIVED
from ..workspace.content import content_of
from ..workspace.files import UnreadableFile
from ..workspace.finding import Finding
from ..workspace.law import Standing, stand
from ..workspace.query_files import unread_queries
from ..workspace.rules import read_rules
from ..workspace.workspace import Workspace
from .conflicts import conflicts, disputed
from .coverage import coverage, disappeared
from .datatypes import literals
from .declared_terms import KnownNames, Vocabulary, undeclared_terms
from .parsed import FileStatement, ParsedFiles
from .passages import passages
from .placement import placement, repeated_records, shared_names
from .pyshacl_engine import SECONDS
from .query_checks import QueryCheck, read_query_checks, row_findings, rows
from .references import missing, own_namespaces, references
from .reports.validation_report import validation_report
from .shacl import DataGraph, Result, report_graph
from .shape_findings import rule_of, shape_findings
from .shape_words import component, predicate
from .workspace_shapes import Engine, WorkspaceShapes

_LINE_END = re.compile(r"\r\n|\n|\r")
_OF_SEVERAL = frozenset({"MaxCount", "LessThan", "LessThanOrEquals"})
"""Constraint components that a conflict breaks anyway."""

_NOT_STANDING = "SELECT DISTINCT ?s ?p { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"

Progress = Callable[[str], None]
"""Is told the part of the checks that is begun, in words."""


class Checks:
    """The checks of one workspace, by the SHACL engine `engine`; pySHACL has `seconds` for the shapes that
    reach a query.

    Every check sees every readable file; a file that cannot be read is a finding, and what it seems to
    introduce counts as there."""

    def __init__(
        self,
        workspace: Workspace,
        engine: Engine = "compiled",
        seconds: float = SECONDS,
        progress: Progress | None = None,
    ) -> None:
        self.root = workspace.root
        self._engine = engine
        self._seconds = seconds
        self._begun: Progress = progress or (lambda _: None)
        self.prefixes = workspace.prefixes
        self._check([])

    def again(self) -> None:
        """Checks everything as the files are now, with the prefixes as they were where their table cannot be
        read any more."""
        unread = []
        try:
            self.prefixes = Workspace(self.root).prefixes
        except UnreadableFile as fault:
            unread.append(fault.finding)
        self._check(unread)

    def _check(self, unread: list[Finding]) -> None:
        self._lines: dict[str, list[str]] = {}
        self._begun("reading the files")
        self.files = ParsedFiles(self.root, self.prefixes)
        self.vocabulary = Vocabulary.of(file for file in self.files if file.source.layer == "vocabulary")
        self.shapes = WorkspaceShapes(self.root, self.prefixes, self._engine, self._seconds)
        self._begun("what stands by the law")
        self.store = store = Store()
        store.bulk_extend(each.quad for file in self.files for each in file.statements)
        rules = read_rules(self.root)
        standing = stand(store, rules.rules)
        _note_not_standing(self.files, store)
        self._begun("shapes")
        self.results = self._shape_results(store, standing)
        self._begun("the other checks")
        found = {*unread, *rules.unreadable, *standing.faults, *unread_queries(self.root / "queries")}
        found.update(self._found(store, standing))
        self._findings = sorted(found, key=lambda finding: finding.order)

    def findings(self) -> list[Finding]:
        """Every finding of every check, location first."""
        return self._findings

    def _found(self, store: Store, standing: Standing) -> Iterator[Finding]:
        files = self.files
        queries = list(read_query_checks(self.root / "ontology" / "checks", self.root))
        unread = frozenset(f"<{iri}>" for iri in files.maybe_introduced)
        shown = [
            row
            for query in queries
            if isinstance(query, QueryCheck)
            for row in rows(query, store)
            if unread.isdisjoint((str(row.subject), str(row.value)))
        ]
        results = [each for each in self.results if unread.isdisjoint((str(each.focus), str(each.value)))]
        found = [
            *self._of_files(),
            *shared_names(files.ordered()),
            *repeated_records(files),
            *conflicts(standing.conflicts, store, files),
            *row_findings(shown, files, store),
        ]
        yield from found
        yield from shape_findings(results, self.shapes.graph, files, store, found)
        yield from self.shapes.findings
        yield from files.unreadable.values()
        yield from files.departures
        yield from disappeared(files)
        yield from coverage(files)
        yield from (query for query in queries if isinstance(query, Finding))

    def _of_files(self) -> Iterator[Finding]:
        """What can be found in one file, as far as all of them say what there is."""
        own, names = own_namespaces(self.files, self.vocabulary), KnownNames(self.files.introduced)
        for file in self.files:
            yield from placement(file)
            yield from literals(file)
            yield from undeclared_terms(file, self.vocabulary)
            yield from references(file, missing(file, self.files, own), names)
            if file.source.layer == "documents":
                yield from passages(file)

    def _shape_results(self, store: Store, standing: Standing) -> list[Result]:
        """SHACL results for the default graph, without those that the law reports as conflicts; then
        results for single values of statements that do not stand. A superseded or rejected value may
        differ from what stands, but must still have the right form (datatype, pattern)."""
        data, slots = default_graph(self.files, store), disputed(standing.conflicts)
        found = [
            each
            for each in self.shapes.results(data)
            if component(each) not in _OF_SEVERAL or (each.focus, predicate(each)) not in slots
        ]
        others = [each for file in self.files for each in file.not_standing]
        return found + self.shapes.results_of_values(data, others)

    def line(self, file: str, number: int) -> str | None:
        """A line of a file, 1-based, without its end; None where there is none or the file is not text."""
        if file not in self._lines:
            try:
                content = content_of(self.root / file, within=self.root).decode("utf-8", "replace")
            except OSError:
                content = ""
            self._lines[file] = _LINE_END.split(content)
        lines = self._lines[file]
        return lines[number - 1] if 0 < number <= len(lines) else None

    def validation_report(self, findings: Sequence[Finding]) -> str:
        """The W3C report, in Turtle: every result of the shapes, then a result for each finding of another
        check."""
        shapes = {rule_of(result, self.prefixes) for result in self.results}
        others = [finding for finding in findings if finding.rule not in shapes]
        root = self.root.as_uri() + "/"
        return validation_report(report_graph(self.results), others, self.prefixes, root)


def default_graph(files: ParsedFiles, store: Store) -> DataGraph:
    """The default graph as the shapes see it: what stands as the files write it, and what is derived."""
    data = DataGraph(each for file in files for each in file.statements if each not in file.not_standing)
    data.add(quad.triple for quad in store.quads_for_pattern(None, None, None, DERIVED))
    return data


def _note_not_standing(files: ParsedFiles, store: Store) -> None:
    """Tells each file which of its statements the law has not left in the default graph of a store."""
    solutions = store.query(_NOT_STANDING)
    assert isinstance(solutions, QuerySolutions)
    some = {(each["s"], each["p"]) for each in solutions}

    def stands(each: FileStatement) -> bool:
        return (each.subject, each.predicate) not in some or Quad(*each[:3]) in store

    for file in files:
        if file.source.layer != "vocabulary":
            file.not_standing = frozenset(each for each in file.statements if not stands(each))
