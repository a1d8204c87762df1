"""The corpus: every file of the dataset as it stands, and what only the files together say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from ..model.finding import Finding
from ..model.namespaces import ROOT
from ..model.prefixes import Prefixes
from ..workspace.files import SourceFile, UnreadableFile, parse_quads, read_content, source_files
from .certain import Looker
from .lexicon import Lexicon
from .names import Names, split_iri
from .text import mentioned, unreadable
from .view import View, written

_LAYERS = ("vocabulary", "registers", "documents", "curation")


class Corpus:
    """The files of a workspace, read once: `views` holds the readable ones by their paths, `unreadable` a
    finding for each other, `perhaps` the IRIs that those seem to mention (what they would introduce is not
    missing), `introduced` the paths of the files that give each IRI a type."""

    def __init__(self, root: Path, prefixes: Prefixes) -> None:
        self.root = root
        self.prefixes = prefixes
        self._looker = Looker(prefixes)
        self.views: dict[str, View] = {}
        self.unreadable: dict[str, Finding] = {}
        self.perhaps: set[str] = set()
        self.blind = False
        """Whether nothing of a file, or of a folder, can be read: anything may be in it."""
        for file in source_files(root):
            self._read(file)
        self.lexicon = Lexicon.of(view for view in self.views.values() if view.file.layer == "vocabulary")
        self.introduced: dict[str, list[str]] = {}
        for relative, view in self.views.items():
            for iri in view.typed:
                self.introduced.setdefault(iri, []).append(relative)
        self.names = Names(self.introduced)

    def _read(self, file: SourceFile) -> None:
        try:
            self.views[file.relative] = self._view(file)
        except UnreadableFile as fault:
            self.unreadable[file.relative] = unreadable(fault.finding, fault.content)
            self.perhaps |= mentioned(fault.content, self.prefixes)
            self.blind |= fault.content is None

    def _view(self, file: SourceFile) -> View:
        """Reads a file: line by line where its text is surely canonical, else by the parser."""
        content = read_content(file)
        try:
            found = self._looker.quads(content.decode("utf-8"), file.graph, trig=file.path.suffix == ".trig")
        except UnicodeDecodeError:
            found = None
        if found is not None:
            return View(file, found, certain=True)
        return View(file, written(parse_quads(file, content), self._looker.terms))

    @cached_property
    def own(self) -> frozenset[str]:
        """The namespaces of the workspace's records and concepts, beside Pactgraph's."""
        return frozenset(
            split_iri(iri)[0]
            for iri, files in self.introduced.items()
            if not iri.startswith(ROOT)
            and (iri in self.lexicon.concepts or not all(path.startswith("ontology/") for path in files))
        )

    def exists(self, iri: str) -> bool:
        """Whether a file gives the IRI a type, or may do so where it cannot be read."""
        return iri in self.introduced or self.blind or iri in self.perhaps

    def ordered(self) -> list[View]:
        """The views in the order of the layers, then of their paths."""
        return [self.views[relative] for relative in sorted(self.views, key=self.rank)]

    def rank(self, relative: str) -> tuple[int, str]:
        """Sort key of a file: by layer, then by path."""
        return _LAYERS.index(self.views[relative].file.layer), relative

    @cached_property
    def _stating(self) -> dict[object, list[str]]:
        found: dict[object, list[str]] = {}
        for relative, view in self.views.items():
            for subject in view.subjects:
                found.setdefault(subject, []).append(relative)
        return found

    def stating(self, subjects: Iterable[object]) -> list[View]:
        """The views that state something about any of these subjects, in their order."""
        found = {relative for subject in subjects for relative in self._stating.get(subject, ())}
        return [self.views[relative] for relative in sorted(found, key=self.rank)]
