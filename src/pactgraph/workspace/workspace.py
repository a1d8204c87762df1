"""A workspace: the folders `ontology`, `data` and `queries`, opened."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from pyoxigraph import Store

from ..model.prefixes import Prefixes
from .dataset import Dataset
from .files import read_triples, source_files
from .loading import Loaded, load
from .locate import locate


class Workspace:
    """An opened workspace. Files are read when first needed, and once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def open(cls, folder: str | os.PathLike[str] | None = None) -> Workspace:
        """The workspace at `folder`, or where `pactgraph.workspace.locate.locate` finds one.

        Raises WorkspaceError where `folder` is not a workspace.
        """
        return cls(locate(folder))

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
        return Dataset(source_files(self.root))

    @cached_property
    def loaded(self) -> Loaded:
        """The store of the dataset, and a finding for each file that could not be read."""
        return load(source_files(self.root))

    @cached_property
    def store(self) -> Store:
        """The dataset's named graphs and its default graph, in memory."""
        return self.loaded.store
