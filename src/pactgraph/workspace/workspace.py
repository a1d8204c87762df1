"""A workspace: the folders `ontology`, `data` and `queries`, opened."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Store

from ..rdf.prefixes import Prefixes
from .files import read_triples, source_files
from .finding import Finding
from .loading import Loaded, load
from .locate import FOLDERS, INDEXES, bundled, chosen
from .rules import Rules, read_rules

if TYPE_CHECKING:
    from .dataset import Dataset
    from .facts import Facts
    from .writing import Writer

ADVISED_FROM = 4_000_000
"""Bytes of files from which on reading them takes so long that an index is worth its while."""


class Opened(NamedTuple):
    """The store that questions are put to, for reading only, and a finding for each file that could not be
    read. `advice` says, where reading the files took long, what would be quicker."""

    store: Store
    unreadable: list[Finding]
    advice: str = ""


class Workspace:
    """An opened workspace. Files are read when first needed, and once."""

    def __init__(self, root: Path, *, chosen: bool = True) -> None:
        """`chosen` is false for the bundled workspace where it was taken for want of another."""
        self.root = root
        self._chosen = chosen

    @classmethod
    def open(cls, folder: str | os.PathLike[str] | None = None) -> Workspace:
        """The workspace at `folder`, or where `pactgraph.workspace.locate.locate` finds one.

        Raises WorkspaceError where `folder` is not a workspace.
        """
        found = chosen(folder)
        return cls(found or bundled(), chosen=found is not None)

    def check_writable(self) -> None:
        """Raises WriteFault for the data that came with pactgraph: who has no workspace of their own reads
        it, and must not write into it unawares. In a source checkout its own data may be written."""
        from .writing import REMEDY, WriteFault, refuse_installed

        if not self._chosen:
            raise WriteFault(
                f"there is no workspace here, and the data that came with pactgraph is not written: {REMEDY}"
            )
        refuse_installed(Path(os.path.realpath(self.root)), str(self.root))

    def writing(self) -> AbstractContextManager[Writer]:
        """Takes the workspace's lock and gives what writes into its folders; a link that leads out of them is
        not followed, but `ontology`, `data` and `queries` may be links themselves.

        Raises WriteFault as `check_writable` and `pactgraph.workspace.writing.locked` do.
        """
        from .writing import writing

        self.check_writable()
        return writing(self.root, (self.root, *(self.root / name for name in FOLDERS)))

    @property
    def queries(self) -> Path:
        """The folder of the stored queries."""
        return self.root / "queries"

    @property
    def shapes(self) -> Path:
        """The file of the SHACL shapes."""
        return self.root / "ontology" / "shapes.ttl"

    @cached_property
    def prefixes(self) -> Prefixes:
        """The workspace's prefix table, `ontology/prefixes.ttl`.

        Raises UnreadableFile where the file is missing or not well-formed.
        """
        quads = read_triples(self.root / "ontology" / "prefixes.ttl", "ontology/prefixes.ttl")
        return Prefixes.from_triples(quad.triple for quad in quads)

    @cached_property
    def dataset(self) -> Dataset:
        """What the files say."""
        from .dataset import Dataset

        return Dataset(source_files(self.root))

    @cached_property
    def rules(self) -> Rules:
        """The rules that say what follows."""
        return read_rules(self.root)

    @cached_property
    def loaded(self) -> Loaded:
        """The files, read into a store; what stands is in its default graph. Only for reading."""
        return load(source_files(self.root), self.rules)

    def known_by(self, day: str) -> Loaded:
        """`loaded` as it was known on a day (YYYY-MM-DD): by the documents that had spoken by then."""
        return load(source_files(self.root), self.rules, as_of=day)

    @cached_property
    def opened(self) -> Opened:
        """What questions are put to: the index on disk where it is current, else what is `loaded`."""
        if "loaded" not in self.__dict__ and os.path.isdir(self.root / INDEXES):  # noqa: PTH112
            from .index import current

            self._index = current(self.root)
            if self._index is not None:
                return Opened(self._index.store, self._index.unreadable)
        size = self.loaded.bytes
        long = f"{size / 1e6:.0f} MB of files were read: `pactgraph index` makes the next question quicker"
        return Opened(self.loaded.store, self.loaded.unreadable, long if size >= ADVISED_FROM else "")

    @cached_property
    def facts(self) -> Facts:
        """What stands, in the forms in which the files write it."""
        from .facts import Facts

        return Facts(self.dataset, self.rules)

    @property
    def store(self) -> Store:
        """The store of what is `opened`."""
        return self.opened.store
