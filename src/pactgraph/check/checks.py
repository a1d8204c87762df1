"""All checks of a workspace, in one run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

from pyoxigraph import Store

from ..model.collector import paused
from ..model.finding import Finding
from ..model.namespaces import DERIVED
from ..workspace.content import content_of, text_of
from ..workspace.files import UnreadableFile
from ..workspace.law import stand
from ..workspace.query_files import unread_queries
from ..workspace.rules import read_rules
from ..workspace.workspace import Workspace
from .conflicts import conflicts, disputed
from .conformance import rule_of, shape_faults, without_echoes
from .corpus import Corpus
from .fallen import fallen, malformed
from .fault import Fault
from .form import form, repeated, stems
from .hygiene import hygiene, rows
from .kept import coverage, disappeared
from .links import dangling, links
from .literals import literals
from .passages import passages
from .placing import Positions, place
from .pyshacl_engine import SECONDS
from .query_checks import QueryCheck, read_query_checks
from .reports.validation_report import validation_report
from .shacl import DataGraph, Result, report_graph
from .shape_index import component, predicate
from .shaped import Engine, Shapes
from .text import text
from .view import View
from .vocabulary import vocabulary

_LINE_END = re.compile(r"\r\n|\n|\r")
_OF_SEVERAL = frozenset({"MaxCount", "LessThan", "LessThanOrEquals"})
"""Constraint components that a conflict breaks anyway."""


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
        self._table: list[Finding] = []
        self._check()

    def again(self) -> None:
        """Checks everything as the files are now, with the prefixes as they were where their table cannot be
        read any more."""
        self._table = []
        try:
            self.prefixes = Workspace(self.root).prefixes
        except UnreadableFile as fault:
            self._table.append(fault.finding)
        self._check()

    def _check(self) -> None:
        self._places: dict[str, Positions | None] = {}
        self._lines: dict[str, list[str]] = {}
        with paused():
            self._begun("reading the files")
            self.corpus = Corpus(self.root, self.prefixes)
            self.shapes = Shapes(self.root, self._engine, self._seconds)
            self._store = Store()
            self._store.bulk_extend(
                written.quad for view in self.corpus.views.values() for written in view.quads
            )
            self._begun("what stands by the law")
            rules = read_rules(self.root)
            standing = stand(self._store, rules.rules)
            self._conflicts = standing.conflicts
            for view in self.corpus.views.values():
                if view.file.layer != "vocabulary":
                    view.fallen = fallen(view, self._store)
            self._begun("shapes")
            self.results = self._shape_results()
            self._begun("the other checks")
            found = [
                *self._table,
                *rules.unreadable,
                *standing.faults,
                *unread_queries(self.root / "queries"),
            ]
            self._findings = sorted(self._found(found), key=lambda finding: finding.order)

    def findings(self) -> list[Finding]:
        """Every finding of every layer, location first."""
        return self._findings

    def _found(self, findings: Iterable[Finding]) -> set[Finding]:
        corpus, store = self.corpus, self._store
        queries = list(read_query_checks(self.root / "ontology" / "checks", self.root))
        unseen = frozenset(f"<{iri}>" for iri in corpus.perhaps)
        shown = [
            row
            for query in queries
            if isinstance(query, QueryCheck)
            for row in rows(query, store)
            if unseen.isdisjoint((str(row.subject), str(row.value)))
        ]
        results = [
            result for result in self.results if unseen.isdisjoint((str(result.focus), str(result.value)))
        ]
        plain = [fault for view in corpus.views.values() for fault in self._file_faults(view)]
        plain += stems(corpus.ordered())
        plain += self._repeated()
        plain += conflicts(self._conflicts, store, corpus)
        plain += hygiene(shown, corpus, store)
        shaped = list(shape_faults(results, self.shapes.index, corpus, store, plain))
        found = set(findings)
        found.update(corpus.unreadable.values())
        found.update(disappeared(corpus))
        found.update(coverage(corpus))
        found.update(query for query in queries if isinstance(query, Finding))
        found.update(self.shapes.findings)
        found.update(place(plain, self.positions))
        found.update(place(without_echoes(plain, shaped), self.positions))
        return found

    def _file_faults(self, view: View) -> Iterable[Fault]:
        corpus, prefixes = self.corpus, self.prefixes
        yield from text(view, prefixes)
        yield from form(view, prefixes)
        yield from literals(view, prefixes)
        yield from vocabulary(view, corpus.lexicon, prefixes)
        view.missing = dangling(view, corpus.exists, corpus.own)
        yield from links(view, view.missing, corpus.names, prefixes)
        if view.file.layer == "documents":
            yield from passages(view, prefixes)
        view.forget()

    def _repeated(self) -> Iterable[Fault]:
        corpus = self.corpus
        for iri, files in corpus.introduced.items():
            if len(files) > 1:
                views = [corpus.views[path] for path in sorted(files, key=corpus.rank)]
                yield from repeated(iri, views, self.prefixes)

    def default_graph(self) -> DataGraph:
        """The default graph as the shapes see it: what stands as the files write it, and what is derived."""
        views = self.corpus.views.values()
        return DataGraph(
            chain(
                (quad for view in views for quad in view.quads if quad not in view.fallen),
                (quad.triple for quad in self._store.quads_for_pattern(None, None, None, DERIVED)),
            )
        )

    def _shape_results(self) -> list[Result]:
        """What the shapes find in the default graph, but for what the law calls a conflict already; then what
        they find wrong with single values that do not stand."""
        slots = disputed(self._conflicts)
        found = [
            result
            for result in self.shapes.results(self.default_graph())
            if component(result) not in _OF_SEVERAL or (result.focus, predicate(result)) not in slots
        ]
        if self.shapes.compiled is not None:
            found += malformed(self.corpus.views.values(), self.shapes.compiled)
        return found

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

    def positions(self, file: str) -> Positions | None:
        """The places in a file, by its path in the workspace."""
        if file not in self._places:
            self._places[file] = _positions(self.root / file, self.root)
        return self._places[file]


def _positions(path: Path, root: Path) -> Positions | None:
    try:
        content = text_of(path, within=root)
    except OSError:
        return None
    return Positions(content, trig=path.suffix == ".trig", stem=path.stem)


def within(findings: Sequence[Finding], root: Path, paths: Sequence[Path]) -> list[Finding]:
    """The findings in these files or folders; all of them where `paths` is empty."""
    if not paths:
        return list(findings)
    wanted = [path.resolve() for path in paths]
    kept = []
    for finding in findings:
        place = None if finding.file is None else (root / finding.file).resolve()
        if place is not None and any(place == path or path in place.parents for path in wanted):
            kept.append(finding)
    return kept
