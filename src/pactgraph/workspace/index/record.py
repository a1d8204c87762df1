"""What an index keeps of each file, and of itself: the table of files and the head of a generation.

The head is small and all that a reader of an unchanged workspace reads. Neither is trusted: what has not the
form that `write` gives it counts as no index at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, __version__

from ...model.finding import Finding
from ...model.namespaces import GRAPH, PASSAGE
from ..files import FOLDERS, SourceFile
from .listing import digest

FORMAT = 2
"""Raised by one whenever an index of before would be read wrongly."""

VERSION = f"{FORMAT} pyoxigraph {__version__}"

GraphName = NamedNode | BlankNode

LARGEST_HEAD = 64 * 1024 * 1024
"""Bytes of a head that is read."""


class NoRecord(Exception):
    """The file is missing, or not as the index writes it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One file: its stamp, the digest of its bytes (`-` where unreadable) and the graphs it fills, packed."""

    stamp: str
    digest: str
    graphs: str

    @classmethod
    def of(cls, file: SourceFile, stamp: str, content: str, filled: Iterable[object]) -> Row:
        """The row of a file that fills these graphs."""
        graphs = dict.fromkeys(filled)
        if file.graph.value == GRAPH + file.path.stem:
            graphs.pop(file.graph, None)
        own = f"{PASSAGE}{file.path.stem}_"
        return cls(stamp, content, " ".join(_packed(graph, own) for graph in graphs))

    def filled(self, file: SourceFile) -> Iterator[GraphName]:
        """The graphs that the file fills; its own graph in any case."""
        yield file.graph
        for packed in self.graphs.split():
            if packed.startswith("<"):
                yield NamedNode(packed[1:-1])
            elif packed.startswith("_:"):
                yield BlankNode(packed[2:])
            else:
                yield NamedNode(f"{PASSAGE}{file.path.stem}_{packed}")

    @property
    def irregular(self) -> bool:
        """Whether it fills a graph that is neither its own nor a passage with its name."""
        return "<" in self.graphs or "_:" in self.graphs


def _packed(graph: object, own: str) -> str:
    """A passage of the file's own by what follows its slug, any other graph in N-Triples."""
    iri = graph.value if isinstance(graph, NamedNode) else ""
    end = iri.removeprefix(own)
    return end if iri.startswith(own) and end and not {"_", "<"} & set(end) else str(graph)


class Table(Mapping[str, Row]):
    """The rows of all files by path. Rows are kept as lines of text, and taken apart when asked for."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines

    @classmethod
    def read(cls, path: Path) -> Table:
        """The table in a file. Raises NoRecord."""
        try:
            text = path.read_text(encoding="ascii")
        except (OSError, ValueError) as fault:
            raise NoRecord(str(path)) from fault
        lines = text.split("\n")
        if lines.pop() or text.count("\t") != 3 * len(lines):
            raise NoRecord(str(path))
        found = {line.partition("\t")[0]: line for line in lines}
        if "\\" in text:
            found = {_plain(name): line for name, line in found.items()}
        return cls(found)

    def write(self, path: Path, order: Iterable[str]) -> None:
        """Writes the rows of the paths in `order`."""
        lines = [self._lines[name] for name in order]
        _write(path, "\n".join([*lines, ""]).encode("ascii"))

    def has(self, path: str, stamp: str) -> bool:
        """Whether the table has this path with this stamp."""
        return f"\t{stamp}\t" in self._lines.get(path, "")

    def but(self, changed: Mapping[str, Row], gone: Iterable[str]) -> Table:
        """The table with some rows put in or replaced and others taken out."""
        lines = {**self._lines, **{path: _line(path, row) for path, row in changed.items()}}
        for path in gone:
            lines.pop(path, None)
        return Table(lines)

    def __getitem__(self, path: str) -> Row:
        try:
            _, stamp, content, graphs = self._lines[path].split("\t")
        except ValueError as fault:
            raise NoRecord(path) from fault
        return Row(stamp, content, _plain(graphs))

    def __contains__(self, path: object) -> bool:
        return path in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def digest(self, order: Iterable[str]) -> str:
        """The digest of the stamps of the paths in `order`, as that of a listing."""
        return digest((path, self._lines[path].split("\t")[1]) for path in order)


def _line(path: str, row: Row) -> str:
    return f"{_escaped(path)}\t{row.stamp}\t{row.digest}\t{_escaped(row.graphs)}"


def _escaped(text: str) -> str:
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    return text.encode("unicode_escape").decode("ascii")


def _plain(text: str) -> str:
    return text.encode("ascii").decode("unicode_escape") if "\\" in text else text


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
