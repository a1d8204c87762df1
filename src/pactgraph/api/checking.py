"""The files of a workspace: checked, verified, formatted, counted, made."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .core import Core

if TYPE_CHECKING:
    from ..check.checks import Progress
    from ..check.uncovered import Uncovered
    from ..workspace.finding import Finding
    from ..workspace.index import State
    from .formatting import Completed, Formatting
    from .inspection import Inspection, ShaclEngine
    from .statistics import Statistics
    from .verification import Verification

Place = str | os.PathLike[str]


class Checking(Core):
    """What can be found in the files of a workspace, and mended."""

    def validate(
        self,
        paths: Iterable[Place] = (),
        *,
        engine: ShaclEngine = "compiled",
        timeout: float | None = None,
    ) -> list[Finding]:
        """Every fault of the workspace's files, location first, or of those below some paths; an empty list
        where there is none. Shapes with queries are for pySHACL, which may take `timeout` seconds (60 where
        none are given); `engine` pyshacl takes it for all shapes, as the reference.

        Raises PactgraphError for a path outside the workspace, or that no check looks at.
        """
        return self.inspection(paths, engine=engine, timeout=timeout).look()

    def inspection(
        self,
        paths: Iterable[Place] = (),
        *,
        engine: ShaclEngine = "compiled",
        timeout: float | None = None,
        record: bool = False,
        progress: Progress | None = None,
    ) -> Inspection:
        """The checks as `validate` makes them, to be looked at again, reported in other forms, mended and,
        where `record` is set, recorded. `progress` is told which part is begun."""
        from .inspection import Inspection

        return Inspection(
            self._workspace,
            tuple(map(Path, paths)),
            engine,
            timeout=timeout,
            record=record,
            progress=progress,
        )

    def verify(self, sources: Place, paths: Iterable[Place] = ()) -> Verification:
        """Every passage of the workspace's documents, or of the document files at some paths, against the
        texts in the folder `sources`: where its words stand, have moved to, or are lost. Iterate over it.

        Raises PactgraphError where there is no such folder, or no document file at the paths.
        """
        from .verification import Verification

        return Verification(self._workspace, os.fspath(sources), tuple(map(Path, paths)), self._caller)

    def format(self, paths: Iterable[Place] = (), *, check: bool = False) -> Formatting:
        """The Turtle and TriG files at some paths, or of the workspace's ontology and data, put in canonical
        form as one iterates over it: each that is not is given. With `check` nothing is written.

        Raises PactgraphError for a path that is none, and for data that must not be written.
        """
        from .formatting import Formatting

        return Formatting(self._workspace, tuple(map(Path, paths)), self._caller, check=check)

    def stamp(self, file: Place, text: Place, *, check: bool = False) -> Completed:
        """Completes a document file from the text of its document: digests, lengths, the records of passages.
        With `check` nothing is written.

        Raises PactgraphError for files that are none, or cannot be read or written.
        """
        from .formatting import complete

        return complete(self.prefixes, Path(file), Path(text), check=check)

    def statistics(self) -> Statistics:
        """What the dataset holds, in numbers, and how much of the vocabulary is used."""
        from .statistics import statistics

        return statistics(self._workspace, self._caller)

    def uncovered(self, sources: Place | None = None) -> list[Uncovered]:
        """The spans of each document's text that no passage covers, with their words where the text is in the
        folder `sources`. Raises PactgraphError where there is no such folder."""
        from ..check.uncovered import uncovered
        from ..workspace.source_texts import SourceTexts

        self._caller.left_out(self._workspace.dataset.unreadable)
        return uncovered(self._workspace.dataset, SourceTexts(os.fspath(sources)) if sources else None)

    def make_index(self) -> bool:
        """Makes the index, which answers questions sooner in a large workspace; false where it is current.
        Raises PactgraphError where the workspace must not be written."""
        from ..workspace.index import build

        self._workspace.check_writable()
        return build(self.root)

    def index(self) -> State:
        """The index that there is, and whether it is current."""
        from ..workspace.index import state

        found = state(self.root)
        if found.current is not None:
            self._caller.left_out(found.unreadable)
        return found

    def drop_index(self) -> bool:
        """Removes the index; false where another process reads it."""
        from ..workspace.index import drop

        return drop(self.root)
