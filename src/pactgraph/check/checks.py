"""All checks of a workspace: in one run, and again after an edit as far as the edit can matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Triple

from ..model.collector import paused
from ..model.finding import Finding
from ..workspace.content import content_of, text_of
from ..workspace.files import UnreadableFile
from ..workspace.query_files import unread_queries
from ..workspace.workspace import Workspace
from .conflicts import Slot, conflicts, several_values
from .conformance import rule_of, shape_faults, without_echoes
from .corpus import Change, Corpus
from .decisions import decided, idle_decisions, ignored_judgements, stated_among
from .fault import Fault
from .form import form, repeated, stems
from .hygiene import Row, hygiene, rows
from .kept import coverage, disappeared
from .links import dangling, links
from .literals import literals
from .live import Concerned, Live, accepted
from .passages import passages
from .placing import Positions, place
from .reports.validation_report import validation_report
from .rules import Rule, read_rules
from .shacl import DataGraph, Result, report_graph
from .shacl.names import RDF_TYPE, RDFS_SUBCLASS, Term
from .shaped import Engine, Shapes
from .text import text
from .told import rejected_quads, told
from .view import View
from .vocabulary import vocabulary

_LINE_END = re.compile(r"\r\n|\n|\r")
_WHOLE = re.compile(r"ontology(?:/|$)|data(?:/[^./]+)?$")
"""What affects everything where it changes: what the ontology folder holds, and closed folders."""


class Checks:
    """The checks of one workspace.

    Every check sees every readable file; a file that cannot be read is a finding, and what it seems to
    introduce counts as there. `engine` is the SHACL engine; only `compiled` checks again in part."""

    def __init__(self, workspace: Workspace, engine: Engine = "compiled") -> None:
        self.root = workspace.root
        self.engine = engine
        self._begin(workspace)

    def _begin(self, workspace: Workspace) -> None:
        """Checks everything."""
        with paused():
            self._check_all(workspace)

    def _check_all(self, workspace: Workspace) -> None:
        self._table_findings: list[Finding] = []
        try:
            self.prefixes = workspace.prefixes
        except UnreadableFile as fault:
            if not hasattr(self, "prefixes"):
                raise
            self._table_findings.append(fault.finding)
        self.corpus = Corpus(self.root, self.prefixes)
        self.corpus.read()
        self.shapes = Shapes(self.root)
        found = list(read_rules(self.root / "ontology" / "checks", self.root))
        self.rules = [each for each in found if isinstance(each, Rule)]
        self._rule_findings = [each for each in found if isinstance(each, Finding)]
        self._rule_findings += unread_queries(self.root / "queries")
        self._places: dict[str, Positions | None] = {}
        self._lines: dict[str, list[str]] = {}
        self._live: Live | None = None
        self._of_file: dict[str, list[Fault]] = {}
        self._repeated: dict[str, list[Fault]] = {}
        self._conflicts: dict[Slot, list[Fault]] = {}
        self._idle: list[Fault] = []
        self._rows: dict[Rule, dict[Term, list[Row]]] = {}
        self._results: dict[Term, list[Result]] = {}
        self._told: dict[str, list[Result]] = {}
        self._stems = list(stems(self.corpus.ordered()))
        self._check_files(self.corpus.views)
        self._check_names(iri for iri, files in self.corpus.introduced.items() if len(files) > 1)
        data = self.default_graph()
        self._store = data.store
        self._named = any(rule.graphs for rule in self.rules)
        for view in self.corpus.views.values() if self._named else ():
            self._store.bulk_extend(written.quad for written in view.quads)
        self._check_rules(self.rules)
        self._check_shapes(data)
        self._check_told(self.corpus.views)
        self._check_decisions()

    def update(self, paths: Iterable[str]) -> None:
        """Checks again what changed files can affect. `paths` are relative to the workspace, with `/`; files
        that came or went count as changed.
        """
        paths = list(paths)
        if self.engine != "compiled" or any(_WHOLE.match(path) for path in paths):
            self._begin(Workspace(self.root))
            return
        live = self.prepare()
        before = self.corpus.own, self.corpus.blind
        change = self.corpus.read(paths)
        concerned = live.apply(change, self.shapes.reach, self.rules)
        for path in change.old:
            for known in (self._places, self._lines):
                known.pop(path, None)
        if any((change.old[path] is None) != (change.new[path] is None) for path in change.old):
            self._stems = list(stems(self.corpus.ordered()))
        self._check_files(
            self._files_concerned(change, everything=before != (self.corpus.own, self.corpus.blind))
        )
        self._check_names(change.repeated)
        self._check_slots(self._slots_concerned(change))
        self._check_rules_again(concerned)
        self._check_shapes_again(concerned)
        self._check_told(self._told_again(change, concerned))
        self._check_decisions(change)

    def prepare(self) -> Live:
        """Builds what `update` needs beside a full check, so that the first update takes no longer than any
        other."""
        if self._live is None:
            self._live = Live(self.corpus, self._store, named=self._named)
            self.corpus.index_subjects()
        return self._live

    def findings(self) -> list[Finding]:
        """Every finding of every layer, location first."""
        corpus = self.corpus
        unseen = frozenset(f"<{iri}>" for iri in corpus.perhaps)
        plain = [fault for faults in self._of_file.values() for fault in faults]
        plain += self._stems
        plain += (fault for faults in self._repeated.values() for fault in faults)
        plain += (fault for faults in self._conflicts.values() for fault in faults)
        plain += self._idle
        shown = [row for rule in self.rules for found in self._rows[rule].values() for row in found]
        shown = [row for row in shown if unseen.isdisjoint((str(row.subject), str(row.value)))]
        if shown:
            stating = corpus.stating(row.subject for row in shown)
            plain += hygiene(shown, stating, corpus.rejected, self.prefixes)
        found = set(corpus.unreadable.values())
        found.update(self._table_findings)
        found.update(disappeared(corpus))
        found.update(coverage(corpus))
        found.update(self._rule_findings)
        found.update(self.shapes.findings)
        found.update(place(plain, self.positions))
        found.update(place(without_echoes(plain, self._shape_faults(unseen)), self.positions))
        return sorted(found, key=lambda finding: finding.order)

    def _shape_faults(self, unseen: frozenset[str]) -> list[Fault]:
        results = [
            result for result in self.results if unseen.isdisjoint((str(result.focus), str(result.value)))
        ]
        found: list[Fault] = []
        if results:
            nodes = {term for result in results for term in (result.focus, result.value)}
            views = self.corpus.stating(nodes)
            found += shape_faults(results, self.shapes.index, views, self.corpus.rejected, self.prefixes)
        for path, refused in self._told.items():
            view = self.corpus.views[path]
            found += shape_faults(refused, self.shapes.index, [view], frozenset(), self.prefixes)
        return found

    @property
    def results(self) -> list[Result]:
        """What the shapes find in the default graph."""
        return [result for results in self._results.values() for result in results]

    def _check_files(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._of_file.pop(path, None)
            view = self.corpus.views.get(path)
            if view is None:
                continue
            if found := list(self._file_faults(view)):
                self._of_file[path] = found
            view.forget()

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
        if view.file.layer != "vocabulary":
            yield from ignored_judgements(view, corpus.rejected, prefixes)

    def _files_concerned(self, change: Change, *, everything: bool) -> dict[str, None]:
        found = dict.fromkeys(change.old)
        judged = {triple.subject for triple in change.judged}
        if not (everything or change.introduced or change.named or judged):
            return found
        for path, view in self.corpus.views.items():
            if (
                everything
                or (change.introduced and view.missing)
                or not view.iris.isdisjoint(change.named)
                or (judged and not judged.isdisjoint(view.subjects))
            ):
                found[path] = None
        return found

    def _check_names(self, iris: Iterable[str]) -> None:
        for iri in iris:
            self._repeated.pop(iri, None)
            files = sorted(self.corpus.introduced.get(iri, ()), key=self.corpus.rank)
            if len(files) > 1:
                views = [self.corpus.views[path] for path in files]
                self._repeated[iri] = list(repeated(iri, views, self.prefixes))

    def _check_slots(self, slots: Iterable[Slot]) -> None:
        for slot in slots:
            self._conflicts.pop(slot, None)
            found = list(conflicts(slot, self.corpus.stating([slot[0]]), self.corpus.rejected, self.prefixes))
            if found:
                self._conflicts[slot] = found

    def _slots_concerned(self, change: Change) -> dict[Slot, None]:
        """The functional properties whose values, or whose places, may have changed."""
        assert self._live is not None
        touched = [quad.triple for quad in (*change.removed, *change.added)]
        slots: dict[Slot, None] = {}
        for triple in (*touched, *change.judged):
            if triple.predicate in self.corpus.lexicon.functional:
                slots[triple.subject, triple.predicate] = None
        several = self._live.facts.several
        return {slot: None for slot in slots if slot in self._conflicts or several(*slot)}

    def _check_decisions(self, change: Change | None = None) -> None:
        corpus = self.corpus
        if change is None or any("/curation/" in path for path in change.old):
            curation = [view for view in corpus.views.values() if view.file.layer == "curation"]
            self._decided = list(decided(sorted(curation, key=lambda view: view.file.relative)))
        if self._live is not None:
            self._idle = list(idle_decisions(self._decided, self._live.facts.stated, self.prefixes))
        else:
            among = stated_among(corpus.views.values(), [triple for _, _, triple in self._decided])

            def stated(triple: Triple) -> bool:
                return triple in among

            self._idle = list(idle_decisions(self._decided, stated, self.prefixes))

    def _check_rules(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            found: dict[Term, list[Row]] = {}
            for row in rows(rule, self._store):
                found.setdefault(row.subject, []).append(row)
            self._rows[rule] = found

    def _check_rules_again(self, concerned: Concerned) -> None:
        predicates = {predicate.value for predicate in concerned.predicates}
        for rule in self.rules:
            if rule.reads is not None and rule.reads.isdisjoint(predicates):
                continue
            subjects = concerned.subjects.get(rule)
            if subjects is None or any(isinstance(subject, BlankNode) for subject in subjects):
                self._check_rules([rule])
                continue
            for subject in subjects:
                self._rows[rule].pop(subject, None)
            for row in rows(rule, self._store, list(subjects)):
                self._rows[rule].setdefault(row.subject, []).append(row)

    def default_graph(self) -> DataGraph:
        """The default graph of the dataset, as the shapes see it."""
        views, rejected = self.corpus.views.values(), self.corpus.rejected
        return DataGraph(chain.from_iterable(accepted(view, rejected) for view in views))

    def _check_shapes(self, data: DataGraph) -> None:
        self._conflicts = {}
        self._check_slots(list(several_values(data, self.corpus.lexicon.functional)))
        self._results = {}
        self._keep(self.shapes.results(data, self.engine))

    def _check_shapes_again(self, concerned: Concerned) -> None:
        assert self._live is not None
        if self.shapes.reach.whole or RDFS_SUBCLASS in concerned.predicates:
            self._check_shapes(self.default_graph())
            return
        for node in concerned.focus:
            self._results.pop(node, None)
        if concerned.focus and self.shapes.compiled is not None:
            data = self._live.around(concerned.focus, self.shapes.reach)
            self._keep(self.shapes.around(data, concerned.focus))

    def _keep(self, results: Iterable[Result]) -> None:
        for result in results:
            self._results.setdefault(result.focus, []).append(result)

    def _check_told(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._told.pop(path, None)
            view = self.corpus.views.get(path)
            refused = rejected_quads(view, self.corpus.rejected) if view is not None else []
            if view is not None and refused and self.shapes.compiled is not None:
                found = told(view, refused, self.shapes.compiled, self._types)
                if found:
                    self._told[path] = found

    def _told_again(self, change: Change, concerned: Concerned) -> list[str]:
        judged = {triple.subject for triple in change.judged}
        typed = {triple.subject.value for triple in concerned.moved if triple.predicate == RDF_TYPE}  # type: ignore[union-attr]
        rejected = {triple.subject for triple in self.corpus.rejected}
        again = dict.fromkeys(change.old)
        if not (judged or (typed and rejected)):
            return list(again)
        for path, view in self.corpus.views.items():
            if not judged.isdisjoint(view.subjects) or (
                typed and not rejected.isdisjoint(view.subjects) and not view.iris.isdisjoint(typed)
            ):
                again[path] = None
        return list(again)

    def _types(self, nodes: Iterable[NamedNode]) -> Iterable[Triple]:
        for predicate, subjects in ((RDF_TYPE, nodes), (RDFS_SUBCLASS, (None,))):
            for subject in subjects:
                for quad in self._store.quads_for_pattern(subject, predicate, None):
                    yield quad.triple

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
