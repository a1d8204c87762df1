"""What the files of a workspace say, as written, whatever of it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from ..model.finding import Finding
from .files import SourceFile, UnreadableFile, read_quads


class Dataset:
    """What a workspace's files say, with lexical forms as written.

    `quads_of` takes each readable file to its quads; `unreadable` holds a finding for each other file.
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
