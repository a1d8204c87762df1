"""What an index keeps of each file, and of itself: rows, the table of files, and the head of a generation.

The head is small and all that a reader of an unchanged workspace reads. The table has the stamps, packed, and
where each file's row begins. Rows are only ever added, at the end of a file that a generation shares with the
one before: so an edit costs its own rows and a pass over the packed table, however many files there are.
None of them is trusted: what has not the form that `write` gives it counts as no index at all.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Any

from pyoxigraph import BlankNode, NamedNode, __version__

from ...model.finding import Finding
from ...model.namespaces import GRAPH, PASSAGE
from ..files import FOLDERS, SourceFile
from .listing import STAMP, Stamps, content_digest

FORMAT = 3
"""Raised by one whenever an index of before would be read wrongly."""

VERSION = f"{FORMAT} pyoxigraph {__version__}"

GraphName = NamedNode | BlankNode

LARGEST_HEAD = 64 * 1024 * 1024
"""Bytes of a head that is read."""


class NoRecord(Exception):
    """The file is missing, or not as the index writes it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One file: the digest of its bytes (`-` where unreadable) and the graphs it fills, packed."""

    digest: str
    graphs: list[str]

    @classmethod
    def of(cls, file: SourceFile, content: str, filled: Iterable[object]) -> Row:
        """The row of a file that fills these graphs."""
        graphs = dict.fromkeys(filled)
        if file.graph.value == GRAPH + file.path.stem:
            graphs.pop(file.graph, None)
        own = f"{PASSAGE}{file.path.stem}_"
        return cls(content, [_packed(graph, own) for graph in graphs])

    def filled(self, file: SourceFile) -> Iterator[GraphName]:
        """The graphs that the file fills; its own graph in any case."""
        yield file.graph
        for packed in self.graphs:
            if packed.startswith("<"):
                yield NamedNode(packed[1:-1])
            elif packed.startswith("_:"):
                yield BlankNode(packed[2:])
            else:
                yield NamedNode(f"{PASSAGE}{file.path.stem}_{packed}")

    @property
    def irregular(self) -> bool:
        """Whether it fills a graph that is neither its own nor a passage with its name."""
        return any(packed.startswith(("<", "_:")) for packed in self.graphs)


def _packed(graph: object, own: str) -> str:
    """A passage of the file's own by what follows its slug, any other graph in N-Triples."""
    iri = graph.value if isinstance(graph, NamedNode) else ""
    end = iri.removeprefix(own)
    return end if iri.startswith(own) and end and not {"_", "<"} & set(end) else str(graph)


class Rows:
    """The rows of a new generation, to be added to: those of the one before stay where they are."""

    def __init__(self, path: Path, before: Path | None = None) -> None:
        """Begins the file at `path`, with what the file `before` holds. Raises OSError."""
        if before is not None:
            try:
                path.hardlink_to(before)
            except OSError:
                import shutil  # loaded where it is needed alone: it takes milliseconds

                shutil.copyfile(before, path)
        self._file = path.open("ab")

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: object, trace: TracebackType | None) -> None:
        with self._file:
            if kind is None:
                self._file.flush()
                os.fsync(self._file.fileno())

    @property
    def size(self) -> int:
        """The bytes of all rows."""
        return self._file.tell()

    def add(self, path: str, row: Row) -> int:
        """Adds the row of a file; gives where it begins, in bytes."""
        place = self._file.tell()
        self._file.write(json.dumps([path, row.digest, *row.graphs]).encode("ascii") + b"\n")
        return place


class Table(Stamps):
    """The files that a generation knows: their stamps, and where in the file `rows` each one's row begins.
    `built` is how many bytes that file had when the index was built anew."""

    def __init__(self, stamps: Stamps, places: list[array[int]], rows: Path, built: int) -> None:
        """Raises ValueError where they do not belong together."""
        super().__init__(stamps.names, stamps.stamps)
        counts = [len(each) for each in places]
        stamped = [STAMP * count for count in counts]
        if [*map(len, self.names)] != counts or [*map(len, self.stamps)] != stamped:
            raise ValueError("a table has other parts than its files")
        self.places = places
        self.rows = rows
        self.built = built

    @classmethod
    def of(cls, stamps: Stamps, added: Mapping[str, int], rows: Path, before: Table | None) -> Table:
        """The table of files whose rows were added at these places, or stand in the table before."""
        places = []
        for number, names in enumerate(stamps.names):
            if before is not None and before.names[number] == names:
                places.append(before.places[number][:])
            else:
                known = dict(zip(before.names[number], before.places[number], strict=True)) if before else {}
                places.append(array("q", (known.get(name, -1) for name in names)))
        for path, start in added.items():
            folder, place = stamps.place(path)
            places[folder][place] = start
        return cls(stamps, places, rows, rows.stat().st_size if before is None else before.built)

    @classmethod
    def read(cls, folder: Path) -> Table:
        """The table of the generation in a folder. Raises NoRecord."""
        try:
            content = (folder / "files").read_bytes()
            check, head, rest = content.split(b"\n", 2)
            if content_digest(content[len(check) :]).encode("ascii") != check:
                raise NoRecord(str(folder))
            built, *lengths = json.loads(head)
            parts = [
                rest[end - length : end] for length, end in zip(lengths, accumulate(lengths), strict=True)
            ]
            names = [
                part.decode("utf-8", "surrogateescape").split("\0") if part else [] for part in parts[::3]
            ]
            places = [array("q", part) for part in parts[2::3]]
            return cls(Stamps(names, parts[1::3]), places, folder / "rows", built)
        except (OSError, ValueError, TypeError, RecursionError) as fault:
            raise NoRecord(str(folder)) from fault

    def write(self, folder: Path) -> None:
        """Writes the table of the generation in a folder. Raises OSError."""
        parts = []
        for names, stamps, places in zip(self.names, self.stamps, self.places, strict=True):
            parts += ["\0".join(names).encode("utf-8", "surrogateescape"), stamps, places.tobytes()]
        head = json.dumps([self.built, *map(len, parts)]).encode("ascii")
        content = b"\n".join([b"", head, b"".join(parts)])
        _write(folder / "files", content_digest(content).encode("ascii") + content)

    def row(self, path: str) -> Row:
        """The row of a file. Raises KeyError where there is none of this path, NoRecord."""
        folder, place = self.place(path)
        try:
            with self.rows.open("rb") as file:
                file.seek(self.places[folder][place])
                known, digest, *graphs = json.loads(file.readline())
        except (OSError, ValueError, TypeError, RecursionError) as fault:
            raise NoRecord(path) from fault
        if known != path:
            raise NoRecord(path)
        return Row(digest, graphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a reader of an unchanged workspace needs to know of a generation.

    `place` is the inode of its folder: a copy, which may come from anywhere, is not taken for an index made
    here. `listing` is the digest of the stamps; `unsettled` has the digests of the bytes of files whose
    stamps prove nothing yet; `irregular` the paths of files that fill graphs of others.
    """

    place: int
    listing: str
    files: int
    bytes: int
    unsettled: dict[str, str] = field(default_factory=dict)
    irregular: list[str] = field(default_factory=list)
    unreadable: list[Finding] = field(default_factory=list)
    version: str = VERSION

    @classmethod
    def read(cls, path: Path) -> Head:
        """The head in a file. Raises NoRecord where it is of another version or place, too."""
        try:
            with path.open("rb") as file:
                found = json.loads(file.read(LARGEST_HEAD))
            if found["version"] != VERSION or found["place"] != path.parent.stat().st_ino:
                raise NoRecord(str(path))
            if found.keys() != {each.name for each in fields(cls)} or not _sound(found):
                raise NoRecord(str(path))
            found["unreadable"] = [Finding(**finding) for finding in found["unreadable"]]
            return cls(**found)
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as fault:
            raise NoRecord(str(path)) from fault

    def write(self, path: Path) -> None:
        """Writes the head whole, in the place of one that is there."""
        content = {each.name: getattr(self, each.name) for each in fields(self)}
        content["unreadable"] = [finding._asdict() for finding in self.unreadable]
        new = path.with_name(path.name + ".new")
        _write(new, json.dumps(content).encode("ascii"))
        new.replace(path)


def _sound(found: dict[str, Any]) -> bool:
    """Whether the parts of a head are of the kind that they should be."""
    texts = [
        found["listing"],
        *found["irregular"],
        *found["unsettled"].values(),
    ]
    counts = [found["files"], found["bytes"]]
    folders = {folder.path for folder in FOLDERS}
    if not all(path.rpartition("/")[0] in folders for path in (*found["irregular"], *found["unsettled"])):
        return False
    return all(isinstance(text, str) for text in texts) and all(isinstance(count, int) for count in counts)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
