"""The shapes of a workspace, and what they find."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Literal

from pyoxigraph import Triple

from ..model.finding import Finding
from ..workspace.content import names_in, reason, remedy
from ..workspace.files import UnreadableFile, read_triples
from .pyshacl_engine import SECONDS, EngineFault, in_time, only, pyshacl_results
from .shacl import Compiled, DataGraph, Result, ShapesFault, compile_shapes
from .shape_index import ShapeIndex
from .text import unreadable

Engine = Literal["compiled", "pyshacl"]
SHAPES = "ontology/shapes"


class Shapes:
    """The shapes of `ontology/shapes.ttl` and of `ontology/shapes/*.ttl`. A file that cannot be read, or
    shapes that cannot be used, are `findings`, and no shape is checked then.

    Our engine checks them, and pySHACL those that reach a query, for which it has `seconds`; or pySHACL all
    of them, for as long as it takes.
    """

    def __init__(self, root: Path, engine: Engine = "compiled", seconds: float = SECONDS) -> None:
        self._engine = engine
        self._seconds = seconds
        self.triples: list[Triple] = []
        self.findings: list[Finding] = []
        try:
            files = shape_files(root)
        except OSError as error:
            files = []
            self.findings.append(Finding(SHAPES, None, None, None, "shapes", reason(error), remedy(error)))
        for path in files:
            relative = path.relative_to(root).as_posix()
            try:
                self.triples += (quad.triple for quad in read_triples(path, relative))
            except UnreadableFile as fault:
                self.findings.append(unreadable(fault.finding, fault.content))
        self.compiled: Compiled | None = None
        if self.triples and not self.findings:
            try:
                self.compiled = compile_shapes(self.triples)
            except ShapesFault as fault:
                self._refuse(str(fault))

    @cached_property
    def index(self) -> ShapeIndex:
        """What the shapes say of themselves."""
        return ShapeIndex.from_triples(self.triples)

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
        except EngineFault as fault:
            self._refuse(str(fault), "correct the other findings, write a simpler query, or give more time")
        return found

    def _refuse(self, message: str, remedy: str = "correct the shape") -> None:
        finding = Finding(f"{SHAPES}.ttl", None, None, None, "shapes", message, remedy)
        if finding not in self.findings:
            self.findings.append(finding)


def shape_files(root: Path) -> list[Path]:
    """The shapes files of a workspace. Raises OSError where the folder of them cannot be listed."""
    main = root / f"{SHAPES}.ttl"
    more = [root / SHAPES / name for name in names_in(root / SHAPES, ".ttl")]
    return [*([main] if os.path.lexists(main) else ()), *more]
