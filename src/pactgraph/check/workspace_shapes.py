"""The shapes of a workspace, and what they find in what stands and in what does not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pyoxigraph import Triple

from ..rdf.prefixes import Prefixes
from ..workspace.content import names_in, reason, remedy
from ..workspace.files import SourceFile, UnreadableFile, read_content
from ..workspace.finding import Finding
from .parsed import FileStatement, ParsedFile, read_text
from .pyshacl_engine import SECONDS, PyshaclFault, in_time, only, pyshacl_results
from .shacl import Compiled, DataGraph, Result, ShapesFault, compile_shapes
from .shacl.shacl_terms import Term
from .shacl.shapes_graph import ShapesGraph
from .shape_words import component, predicate

Engine = Literal["compiled", "pyshacl"]
SHAPES = "ontology/shapes"
_NODE = re.compile(r"<[^<>\s]+>|_:\w+")
_BLANK_NODE = re.compile(r"_:\w+")

_OF_ONE_VALUE = frozenset(
    {
        *("Class", "Datatype", "NodeKind", "Node", "Or", "Pattern", "MinLength", "MaxLength", "LanguageIn"),
        *("In", "MinInclusive", "MaxInclusive", "MinExclusive", "MaxExclusive"),
    }
)
"""The constraint components that a single value can break, whatever else is said or missing."""


class WorkspaceShapes:
    """The shapes of `ontology/shapes.ttl` and of `ontology/shapes/*.ttl`. A file that cannot be read, or
    shapes that cannot be used, are `findings`, and no shape is checked then.

    Our engine checks them, and pySHACL those that reach a query, for which it has `seconds`; or pySHACL all
    of them, for as long as it takes.
    """

    def __init__(
        self, root: Path, prefixes: Prefixes, engine: Engine = "compiled", seconds: float = SECONDS
    ) -> None:
        self._engine = engine
        self._seconds = seconds
        self.triples: list[Triple] = []
        self.findings: list[Finding] = []
        self._files: list[ParsedFile] = []
        try:
            files = shape_files(root)
        except OSError as error:
            files = []
            self.findings.append(Finding(SHAPES, None, None, None, "shapes", reason(error), remedy(error)))
        for path in files:
            file = SourceFile(path, path.relative_to(root).as_posix(), "vocabulary")
            try:
                parsed = ParsedFile(file, read_text(file, read_content(file)), prefixes, {})
                self._files.append(parsed)
                self.triples += (each.triple for each in parsed.statements)
            except UnreadableFile as fault:
                self.findings.append(fault.finding)
        self.graph = ShapesGraph(self.triples)
        self.compiled: Compiled | None = None
        if self.triples and not self.findings:
            try:
                self.compiled = compile_shapes(self.triples)
            except ShapesFault as fault:
                self._refuse(str(fault))

    def results(self, data: DataGraph) -> list[Result]:
        """What the shapes find in a graph."""
        if self.compiled is None:
            return []
        queries = self.compiled.with_queries
        found = [] if self._engine == "pyshacl" else self.compiled.validate(data, but=queries)
        try:
            if self._engine == "pyshacl":
                return pyshacl_results(data.triples(), self.triples)
            if queries:
                return found + in_time(data, only(self.triples, queries), self._seconds)
        except ShapesFault as fault:
            self._refuse(str(fault))
        except PyshaclFault as fault:
            self._refuse(str(fault), "correct the other findings, write a simpler query, or give more time")
        return found

    def results_of_values(self, data: DataGraph, statements: Iterable[FileStatement]) -> list[Result]:
        """What the shapes find wrong with the value of each of these statements, whatever else is said or
        missing; they are added to the graph."""
        wanted = {(each.subject, each.predicate, each.object) for each in statements}
        if self.compiled is None or not wanted:
            return []
        data.add(wanted)
        focus: list[Term] = list({subject: None for subject, _, _ in wanted})
        return [
            each
            for each in self.compiled.validate(data, focus)
            if component(each) in _OF_ONE_VALUE and (each.focus, predicate(each), each.value) in wanted
        ]

    def _refuse(self, message: str, remedy: str = "correct the shape") -> None:
        """Adds the finding that shapes cannot be used, at the first node that the message names."""
        told = _BLANK_NODE.sub("a blank node", message)
        finding = Finding(f"{SHAPES}.ttl", None, None, None, "shapes", told, remedy)
        named = set(_NODE.findall(message))
        for file in self._files:
            for each in file.statements if named else ():
                if str(each.subject) in named:
                    found = file.finding(each.subject_at, None, "shapes", told, remedy)
                    finding = found if finding.line is None else finding
        if finding not in self.findings:
            self.findings.append(finding)


def shape_files(root: Path) -> list[Path]:
    """The shapes files of a workspace. Raises OSError where the folder of them cannot be listed."""
    main = root / f"{SHAPES}.ttl"
    more = [root / SHAPES / name for name in names_in(root / SHAPES, ".ttl")]
    return [*([main] if os.path.lexists(main) else ()), *more]
