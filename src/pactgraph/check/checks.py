"""All checks of a workspace, in one run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, cast

from pyoxigraph import Quad, Triple

from ..model.finding import Finding
from ..model.namespaces import ROOT
from ..workspace.files import UnreadableFile, read_triples
from ..workspace.workspace import Workspace
from .conflicts import Slot, conflicts, functional_statements, ignored_judgements
from .conformance import rule_of, shape_faults, without_echoes
from .fault import Fault
from .form import form, repeated, stems
from .hygiene import Row, hygiene, rows
from .lexicon import Lexicon
from .links import dangling, links
from .literals import literals
from .near import split_iri
from .passages import passages
from .placing import Positions, place
from .reports.validation_report import validation_report
from .rules import Rule, read_rules
from .shacl import DataGraph, Result, compile_shapes, report_graph
from .shape_index import ShapeIndex
from .text import mentioned, text, unreadable
from .view import Subject, View
from .vocabulary import vocabulary

Engine = Literal["compiled", "pyshacl"]

_LINE_END = re.compile(r"\r\n|\n|\r")


class Checks:
    """The checks of one workspace as its files stand now.

    `engine` is the SHACL engine. Every check sees every readable file; a file that cannot be read is a
    finding, and what it seems to introduce counts as there.
    """

    def __init__(self, workspace: Workspace, engine: Engine = "compiled") -> None:
        self.workspace = workspace
        self.engine = engine
        self.prefixes = workspace.prefixes
        self.dataset = workspace.dataset
        self.views = [View(file, quads) for file, quads in self.dataset.quads_of.items()]
        self._positions: dict[str, Positions | None] = {}
        self._lines: dict[str, list[str]] = {}

    def findings(self) -> list[Finding]:
        """Every finding of every layer, location first."""
        plain = [fault for view in self.views for fault in self.of_file(view)]
        plain += self.across_files()
        plain += hygiene(self.rows(), self.views, self.dataset.rejected, self.prefixes)
        echoless = without_echoes(plain, self.of_shapes())
        found = {self._sharper(each) for each in self.dataset.unreadable}
        found.update(self._shape_files[1])
        found.update(self._rule_files[1])
        found.update(place([*plain, *echoless], self.positions))
        return sorted(found, key=lambda finding: finding.order)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The terms and concepts of the workspace."""
        return Lexicon.of(view for view in self.views if view.file.layer == "vocabulary")

    @cached_property
    def introduced(self) -> dict[str, list[View]]:
        """Each IRI with a type, and the files that say so."""
        found: dict[str, list[View]] = {}
        for view in self.views:
            for iri in view.typed:
                found.setdefault(iri, []).append(view)
        return found

    @cached_property
    def perhaps(self) -> set[str]:
        """What the files that cannot be read seem to mention."""
        names: set[str] = set()
        for finding in self.dataset.unreadable:
            if finding.file is not None:
                names |= mentioned(self.workspace.root / finding.file, self.prefixes)
        return names

    @cached_property
    def own(self) -> frozenset[str]:
        """The namespaces of the workspace's records and concepts, beside Pactgraph's."""
        records = {
            split_iri(iri)[0]
            for view in self.views
            if view.file.layer != "vocabulary"
            for iri in view.typed
            if not iri.startswith(ROOT)
        }
        return frozenset(
            records | {split_iri(iri)[0] for iri in self.lexicon.concepts if not iri.startswith(ROOT)}
        )

    def exists(self, iri: str) -> bool:
        """Whether a file gives the IRI a type, or may do so where it cannot be read."""
        return iri in self.introduced or iri in self.perhaps

    def of_file(self, view: View) -> Iterable[Fault]:
        """The faults that one file shows, given what the others introduce."""
        yield from text(view, self.prefixes)
        yield from form(view, self.prefixes)
        yield from literals(view, self.prefixes)
        yield from vocabulary(view, self.lexicon, self.prefixes)
        missing = dangling(view, self.exists, self.own)
        yield from links(view, missing, self.introduced.keys, self.prefixes)
        if view.file.layer == "documents":
            yield from passages(view, self.prefixes)
        if view.file.layer != "vocabulary":
            yield from ignored_judgements(view, self.dataset.rejected, self.prefixes)

    def across_files(self) -> list[Fault]:
        """The faults that only several files together show."""
        slots: dict[Slot, list[tuple[View, Quad]]] = {}
        for view in self.views:
            for quad in functional_statements(view, self.lexicon.functional):
                slot = cast(Subject, quad.subject), quad.predicate
                slots.setdefault(slot, []).append((view, quad))
        several = {iri: views for iri, views in self.introduced.items() if len(views) > 1}
        return [
            *stems(self.views),
            *repeated(several, self.prefixes),
            *conflicts(slots, self.dataset.rejected, self.prefixes),
        ]

    def rows(self) -> list[Row]:
        """What the rules of `ontology/checks` find."""
        store = self.workspace.store
        return [row for rule in self.rules for row in rows(rule, store)]

    @property
    def rules(self) -> list[Rule]:
        """The rules of the workspace."""
        return self._rule_files[0]

    @cached_property
    def _rule_files(self) -> tuple[list[Rule], list[Finding]]:
        root = self.workspace.root
        found = list(read_rules(root / "ontology" / "checks", root))
        return (
            [each for each in found if isinstance(each, Rule)],
            [each for each in found if isinstance(each, Finding)],
        )

    @cached_property
    def results(self) -> list[Result]:
        """What the shapes find in the default graph, vocabulary included.

        Raises ShapesFault or RefusedShapes where the engine cannot use the shapes.
        """
        if not self.shapes:
            return []
        if self.engine == "pyshacl":
            from .reference import reference_results

            return reference_results(self.dataset.default_graph(), self.shapes)
        return compile_shapes(self.shapes).validate(DataGraph(self.dataset.default_graph()))

    def of_shapes(self) -> list[Fault]:
        """The faults that the shapes find."""
        index = ShapeIndex.from_triples(self.shapes)
        seen = [each for each in self.results if not self._unseen & {str(each.focus), str(each.value)}]
        return list(shape_faults(seen, index, self.views, self.dataset.rejected, self.prefixes))

    def _sharper(self, finding: Finding) -> Finding:
        file = finding.file
        return finding if file is None else unreadable(finding, self.workspace.root / file, file)

    @property
    def shapes(self) -> list[Triple]:
        """The triples of every shapes file: `ontology/shapes.ttl` and `ontology/shapes/*.ttl`."""
        return self._shape_files[0]

    @cached_property
    def _shape_files(self) -> tuple[list[Triple], list[Finding]]:
        triples: list[Triple] = []
        findings = []
        folder = self.workspace.shapes.with_suffix("")
        for path in (self.workspace.shapes, *sorted(folder.glob("*.ttl"))):
            relative = path.relative_to(self.workspace.root).as_posix()
            if not path.exists():
                continue
            try:
                triples += (quad.triple for quad in read_triples(path, relative))
            except UnreadableFile as fault:
                findings.append(self._sharper(fault.finding))
        return triples, findings

    @cached_property
    def _unseen(self) -> frozenset[str]:
        """The nodes, in N-Triples, of which a file that cannot be read may say what seems to be missing."""
        return frozenset(f"<{iri}>" for iri in self.perhaps)

    def line(self, file: str, number: int) -> str | None:
        """A line of a file, 1-based, without its end; None where there is none or the file is not text."""
        if file not in self._lines:
            try:
                content = (self.workspace.root / file).read_bytes().decode("utf-8", "replace")
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
        root = self.workspace.root.as_uri() + "/"
        return validation_report(report_graph(self.results), others, self.prefixes, root)

    def positions(self, file: str) -> Positions | None:
        """The places in a file, by its path in the workspace."""
        if file not in self._positions:
            self._positions[file] = _positions(self.workspace.root / file)
        return self._positions[file]


def _positions(path: Path) -> Positions | None:
    try:
        content = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
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
