"""Passages against the source texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..check.verifying import VerifiedDocument, verify
from ..rdf.fault import PactgraphError
from ..workspace.dataset import Dataset
from ..workspace.files import SourceFile, source_files
from ..workspace.finding import Finding
from ..workspace.source_texts import SourceTexts
from ..workspace.workspace import Workspace
from .caller import Caller
from .rdf_files import rdf_files


class Verification:
    """The documents of a workspace, or those at some paths, with what became of their passages in the texts
    of a folder: each is looked at when it is its turn. `unreadable` are document files that cannot be read,
    `texts` the texts with findings of their own.

    Raises PactgraphError where the folder is none, or the paths hold no document file.
    """

    def __init__(
        self, workspace: Workspace, sources: str | Path, paths: Sequence[Path], caller: Caller
    ) -> None:
        self.texts = SourceTexts(sources)
        self._dataset, self._only = _documents(workspace, paths, caller)
        self._prefixes = workspace.prefixes
        self.unreadable: list[Finding] = []

    def __iter__(self) -> Iterator[VerifiedDocument]:
        """Each document with its passages."""
        yield from verify(self._dataset, self.texts, self._prefixes, self._only)
        only = self._only
        self.unreadable = [each for each in self._dataset.unreadable if only is None or _asked(each, only)]


def _asked(finding: Finding, only: Iterable[SourceFile]) -> bool:
    return any(finding.file == asked.relative for asked in only)


def _documents(
    workspace: Workspace, paths: Sequence[Path], caller: Caller
) -> tuple[Dataset, list[SourceFile] | None]:
    """The documents of the workspace with those of the paths, and the files that the paths ask for."""
    files = [file for file in source_files(workspace.root) if file.layer == "documents"]
    if not paths:
        return Dataset(files), None
    known = {file.path.resolve(): file for file in files}
    named_files, closed = rdf_files(paths, workspace.root, caller.note)
    if closed:
        raise PactgraphError("what cannot be read cannot be verified")
    asked = [path for path in named_files if path.suffix == ".trig"]
    if not asked:
        named = ", ".join(str(path) for path in paths)
        raise PactgraphError(f"{named}: there is no document file (.trig): name one of data/documents")
    only = [known.get(path.resolve()) or SourceFile(path, str(path), "documents") for path in asked]
    return Dataset(dict.fromkeys(files + only)), only
