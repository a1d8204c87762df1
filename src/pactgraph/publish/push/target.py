"""What a store is to hold: the named graphs of each file, and the accepted statements.

Of a file its counts and its digest are kept, some hundred bytes; its statements are read again when they are
sent or compared, so that a corpus may be larger than memory.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, pairwise
from os.path import commonprefix

from pyoxigraph import NamedNode, Quad, Triple

from ...model.namespaces import ACCEPTED, LEDGER
from ...workspace.dataset import rejected_statements
from ...workspace.files import SourceFile, UnreadableFile, is_blank, read_quads
from ..lines import accepted_lines, lines_of
from .accepted import Accepted
from .fault import PushFault

_OURS = frozenset({ACCEPTED, LEDGER})
Shared = dict[str, list[SourceFile]]
"""Graphs (as in N-Quads) that several files fill, with these files: the first of them owns the graph."""

_NOTHING_SHARED: Shared = {}


class Unit:
    """What is sent, recorded and removed as one: the named graphs that a file owns. `name` is the file's path
    in the workspace, `digest` SHA-256 of the statements, one `subject predicate object graph` a line, sorted;
    `count` is their number."""

    __slots__ = ("_file", "_prefix", "_shared", "_sizes", "count", "digest", "name")

    def __init__(self, file: SourceFile, lines: set[bytes], shared: Shared) -> None:
        """The unit of a file with these lines of N-Quads."""
        self.name = file.relative
        self.count = len(lines)
        self.digest = _digest(lines)
        sizes = Counter(map(_graph, lines))
        self._prefix = commonprefix(list(sizes))  # noqa: RUF071 - of IRIs, character by character
        self._sizes = " ".join(f"{name[len(self._prefix) :]} {size}" for name, size in sizes.items())
        self._file, self._shared = file, shared

    @property
    def names(self) -> list[str]:
        """The graphs as in N-Quads."""
        return [self._prefix + end for end in self._sizes.split(" ")[::2]]

    @property
    def sizes(self) -> dict[NamedNode, int]:
        """The number of statements of each graph."""
        numbers = map(int, self._sizes.split(" ")[1::2])
        return {NamedNode(name[1:-1]): size for name, size in zip(self.names, numbers, strict=True)}

    def read(self) -> dict[NamedNode, dict[Triple, None]]:
        """The statements of each graph, read anew. Raises PushFault where they are others by now."""
        quads = list(_owned(self._file, self._shared))
        if _digest(set(lines_of(quads))) != self.digest:
            raise PushFault(f"{self.name} was changed while it was pushed: push again", data=True)
        graphs: dict[NamedNode, dict[Triple, None]] = {}
        for quad in quads:
            graphs.setdefault(quad.graph_name, {})[quad.triple] = None  # type: ignore[arg-type]
        return graphs


class Names:
    """The names of many graphs, each by 64 bits that Python makes of it, which in a million names are taken
    for another's once in a billion times."""

    def __init__(self) -> None:
        self._marks = array("q")

    def add(self, names: Iterable[str]) -> None:
        """Takes in names as in N-Quads."""
        self._marks.extend(map(hash, names))

    def repeated(self) -> set[int]:
        """The marks (`hash`) of names that were added more than once. None are added afterwards."""
        self._marks = array("q", sorted(self._marks))
        return {one for one, following in pairwise(self._marks) if one == following}

    def lacking(self, graphs: Iterable[NamedNode]) -> set[NamedNode]:
        """Those of the graphs that are not among them."""
        return {graph for graph in graphs if not self._has(hash(str(graph)))}

    def _has(self, mark: int) -> bool:
        place = bisect_left(self._marks, mark)
        return place < len(self._marks) and self._marks[place] == mark


class Target:
    """The units of files by name, the names of their graphs, and the accepted statements. Close it after use.

    A graph that several files fill belongs to the first of them.
    """

    def __init__(self, files: Iterable[SourceFile]) -> None:
        """Reads each file once, and the curation twice.

        Raises PushFault where a file cannot be read, for its graphs would be taken for gone, where a
        statement has a blank node, which would be another one at each push, and where a file fills one of the
        graphs that a push keeps for itself.
        """
        self.units: dict[str, Unit] = {}
        self.graphs = Names()
        self._files = list(files)
        self.accepted = Accepted(self._batches())
        try:
            self._share(self.graphs.repeated())
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Removes what is kept on disk."""
        self.accepted.close()

    @cached_property
    def graph_count(self) -> int:
        """How many graphs the units have."""
        return sum(len(unit.names) for unit in self.units.values())

    @cached_property
    def count(self) -> int:
        """Statements in all of the units."""
        return sum(unit.count for unit in self.units.values())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the digests of all units and of the accepted statements, by name."""
        known = [f"{unit.name} {unit.digest}" for unit in self.units.values()]
        return digest([*known, f"accepted {self.accepted.digest}"])

    def _batches(self) -> Iterator[list[bytes]]:
        """Makes the units, and gives the lines of what is accepted of each file."""
        curation = (file for file in self._files if file.layer == "curation")
        rejected = rejected_statements(chain.from_iterable(map(_read, curation)))
        rejected_lines = frozenset(lines_of(rejected))
        for file in self._files:
            lines = set(lines_of(_read(file)))
            if lines:
                self.units[file.relative] = unit = Unit(file, lines, _NOTHING_SHARED)
                self.graphs.add(unit.names)
            yield accepted_lines(lines, rejected_lines)

    def _share(self, marks: set[int]) -> None:
        """Makes the units anew whose files fill a graph that another one fills, too; its name has one of the
        marks."""
        filling: Shared = {}
        for file in self._files if marks else ():
            for name in self.units[file.relative].names if file.relative in self.units else ():
                if hash(name) in marks:
                    filling.setdefault(name, []).append(file)
        shared = {name: files for name, files in filling.items() if len(files) > 1}
        for file in dict.fromkeys(chain.from_iterable(shared.values())):
            lines = set(lines_of(_owned(file, shared)))
            if lines:
                self.units[file.relative] = Unit(file, lines, shared)
            else:
                del self.units[file.relative]


def digest(lines: Iterable[str]) -> str:
    """SHA-256, in hexadecimal, of the lines sorted by code point, in UTF-8, each ended by a line feed."""
    return _hashed(line.encode() + b"\n" for line in sorted(lines))


def _digest(lines: Iterable[bytes]) -> str:
    """The digest of lines of N-Quads, without the dots at their ends."""
    return _hashed(line[:-3] + b"\n" for line in sorted(lines))


def _hashed(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()


def _graph(line: bytes) -> str:
    """The graph at the end of a line of N-Quads."""
    return line[line.rfind(b" ", 0, -3) + 1 : -3].decode()


def _owned(file: SourceFile, shared: Shared) -> Iterator[Quad]:
    """The quads of the graphs that a file owns, from all files that fill them."""
    own = {name: files for name, files in shared.items() if files[0] == file}
    for quad in _read(file):
        if shared.get(str(quad.graph_name), [file])[0] == file:
            yield quad
    for other in dict.fromkeys(chain.from_iterable(own.values())):
        if other != file:
            yield from (quad for quad in _read(other) if other in own.get(str(quad.graph_name), ()))


def _read(file: SourceFile) -> list[Quad]:
    """The quads of a file. Raises PushFault where they cannot be pushed."""
    try:
        quads = read_quads(file)
    except UnreadableFile as fault:
        said = f"{fault.finding.place}: {fault.finding.message}: nothing is sent until it can be read"
        raise PushFault(said, data=True) from fault
    for quad in quads:
        if is_blank(quad) or not isinstance(quad.graph_name, NamedNode):
            raise PushFault(
                f"{file.relative} has a blank node, which would be a new one at each push: give it an IRI",
                data=True,
            )
        if quad.graph_name in _OURS:
            raise PushFault(
                f"{file.relative} fills {quad.graph_name}, where a push puts the accepted statements: rename "
                "it",
                data=True,
            )
    return quads
