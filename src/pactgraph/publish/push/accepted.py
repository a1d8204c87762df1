"""The accepted statements, in a temporary file: of a corpus of any size only a few places are in memory."""

from __future__ import annotations

import hashlib
import os
import tempfile
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ..lines import ordered
from .forms import Forms

_AT_ONCE = 200
"""Lines in a stretch, some 30 kB: what is read to find one."""


class Accepted:
    """Triples without blank nodes, each once, in the order of their lines of N-Triples, and so by subject.

    `digest` is SHA-256 over them, one `subject predicate object` a line. Close it after use.
    """

    def __init__(self, batches: Iterable[list[bytes]]) -> None:
        """Sorts lines of N-Triples. Raises what getting them raises, and OSError where the disk is full."""
        self._file = tempfile.TemporaryFile(prefix="pactgraph-")  # noqa: SIM115 - closed by `close`
        self._first = list[bytes]()
        self._place, self._before = array("Q"), array("Q")
        self._count = 0
        hashed = hashlib.sha256()
        try:
            place = 0
            for block in ordered(batches):
                lines = block.splitlines(keepends=True)
                for start in range(0, len(lines), _AT_ONCE):
                    stretch = lines[start : start + _AT_ONCE]
                    self._first.append(_key(stretch[0]))
                    self._place.append(place)
                    self._before.append(self._count)
                    self._count += len(stretch)
                    place += self._file.write(b"".join(stretch))
                hashed.update(block.replace(b" .\n", b"\n"))
            self._file.flush()
            self._place.append(place)
        except BaseException:
            self.close()
            raise
        self.digest = hashed.hexdigest()

    def close(self) -> None:
        """Removes the file."""
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def after(self, number: int = 0) -> Iterator[Triple]:
        """The statements in order, without the first `number` of them."""
        start = max(0, bisect_right(self._before, number) - 1)
        for stretch in range(start, len(self._first)):
            lines = self._lines(stretch)
            yield from _read(lines[max(0, number - self._before[stretch]) :])

    def about(self, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
        """The statements about some things, in order."""
        known, lines = -1, list[bytes]()
        for key in sorted({_key(str(subject).encode()) for subject in subjects}):
            stretch = max(0, bisect_left(self._first, key) - 1)
            found = list[bytes]()
            while stretch < len(self._first) and self._first[stretch] <= key:
                if stretch != known:
                    known, lines = stretch, self._lines(stretch)
                found += [line for line in lines if line.startswith(key)]
                stretch += 1
            yield from _read(found)

    def forms(self, forms: Forms) -> int:
        """How many different statements there are once their forms are made one."""
        by_subject = groupby(self.after(), key=lambda triple: triple.subject)
        return sum(len(set(forms.fold(triples))) for _, triples in by_subject)

    def _lines(self, stretch: int) -> list[bytes]:
        start, end = self._place[stretch : stretch + 2]
        return os.pread(self._file.fileno(), end - start, start).splitlines(keepends=True)


def _key(line: bytes) -> bytes:
    """The subject at the start of a line, with the space behind it."""
    return line.partition(b" ")[0] + b" "


def _read(lines: list[bytes]) -> Iterator[Triple]:
    return (quad.triple for quad in parse(b"".join(lines), format=RdfFormat.N_TRIPLES))
