"""All quads of a workspace's files as written, before the law decides which of them stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from .files import SourceFile, UnreadableFile, read_quads
from .finding import Finding


class Dataset:
    """What a workspace's files say, with lexical forms as written.

    `quads_of` maps each readable file to its quads; `unreadable` has one finding for each other file. Never
    raises for a bad file.
    """

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self.quads_of: dict[SourceFile, list[Quad]] = {}
        self.unreadable: list[Finding] = []
        for file in files:
            try:
                self.quads_of[file] = read_quads(file)
            except UnreadableFile as fault:
                self.unreadable.append(fault.finding)

    @classmethod
    def of(cls, quads_of: dict[SourceFile, list[Quad]]) -> Dataset:
        """The dataset of files that are read already."""
        found = cls(())
        found.quads_of = quads_of
        return found

    def quads(self) -> Iterator[Quad]:
        """Every quad of every named graph."""
        for quads in self.quads_of.values():
            yield from quads
