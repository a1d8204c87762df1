"""A workspace: the folders `ontology`, `data` and `queries`, opened."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from ..model.prefixes import Prefixes
from .files import read_triples, source_files
from .loading import Loaded, load, load_accepted, load_many
from .locate import FOLDERS, bundled, chosen
from .watch import Watch

if TYPE_CHECKING:
    from .dataset import Dataset
    from .writing import Writer

INDEX_FROM = 1_000_000
"""Bytes of files from which on they are read from an index on disk.

Measured on workspaces of tests/benchmarks/generate.py, CPU seconds of a whole cold question: the index takes
0.07 for up to a thousand documents, and 0.14 after an edit; reading the files takes 0.07 at 0.3 MB, 0.09 at
0.5 MB, 0.15 at 1 MB, 0.32 at 2 MB. From 1 MB on, some 75 documents of 100 quads, the index is not slower even
right after an edit.
"""

VARIABLE = "PACTGRAPH_INDEX_FROM"
"""The environment variable with another number of bytes than `INDEX_FROM`: 0 for an index in any case."""


def index_from() -> int:
    """The bytes of files from which on an index is kept: $PACTGRAPH_INDEX_FROM where that is a number."""
    asked = os.environ.get(VARIABLE, "")
    return int(asked) if asked.isascii() and asked.isdigit() else INDEX_FROM


class Workspace:
    """An opened workspace. Files are read when first needed, and once."""

    def __init__(self, root: Path, *, chosen: bool = True) -> None:
        """`chosen` is false for the bundled workspace where it was taken for want of another."""
        self.root = root
        self.watch = Watch()
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
    def loaded(self) -> Loaded:
        """The store of the dataset, and a finding for each file that could not be read.

        Files of `INDEX_FROM` bytes or more in all are read from the index on disk, which is brought up to
        date first; the store is then good as long as the workspace object lives. `watch` is told what takes
        long, and where the index cannot be kept: then the files are read into memory. An index that is sealed
        is taken as it is.
        """
        return self._kept or load(source_files(self.root))

    @cached_property
    def accepted(self) -> Loaded:
        """`loaded`, for who asks the default graph alone: a small workspace is read in half the time, without
        the named graphs of files."""
        if "loaded" in self.__dict__:
            return self.loaded
        return self._kept or load_accepted(source_files(self.root))

    @cached_property
    def _kept(self) -> Loaded | None:
        """The store of a large workspace, or None for a small one."""
        if os.path.lexists(self.root / ".pactgraph" / "sealed"):
            from .index.access import open_sealed

            opened = open_sealed(self.root)
            if opened is not None:
                self._opened = opened
                return Loaded(opened.store, opened.unreadable)
        from .index.listing import Listing

        listing = Listing(self.root)
        if listing.closed and listing.bytes >= index_from():
            return load_many(source_files(self.root))
        if listing.bytes >= index_from():
            from .index.access import NoIndex, open_index

            try:
                self._opened = open_index(listing, self.watch)
                return Loaded(self._opened.store, self._opened.unreadable)
            except NoIndex as fault:
                self.watch.say(f"no index is kept, the files are read anew each time: {fault}")
                return load_many(source_files(self.root))
        return None

    @property
    def store(self) -> Store:
        """The dataset's named graphs and its default graph; only for reading."""
        return self.loaded.store
