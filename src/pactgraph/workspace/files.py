"""The files of a workspace: which there are, what graph each fills, and reading them into quads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse

from ..model.finding import Finding
from ..model.namespaces import file_graph

Layer = Literal["vocabulary", "registers", "documents", "curation"]

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is read; a larger one is a finding."""

NOT_DATA = frozenset({"shapes.ttl", "prefixes.ttl"})
"""Files of `ontology/` that say how data is checked and written, not what it says."""


class SourceFile(NamedTuple):
    """One Turtle or TriG file: `relative` is its path in the workspace, with `/`."""

    path: Path
    relative: str
    layer: Layer

    @property
    def graph(self) -> NamedNode:
        """The graph of what stands in the file outside any GRAPH block."""
        return file_graph(self.path.stem)

    @property
    def format(self) -> RdfFormat:
        """The file's RDF format, by its suffix."""
        return RdfFormat.TRIG if self.path.suffix == ".trig" else RdfFormat.TURTLE


class UnreadableFile(Exception):
    """A file could not be read into quads; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.place}: {finding.message}")
        self.finding = finding


class Folder(NamedTuple):
    """A folder of a workspace whose files with one suffix make up a layer, or a part of one."""

    layer: Layer
    path: str
    suffix: str

    def source_file(self, root: Path, name: str) -> SourceFile:
        """The file `name` of this folder in the workspace at `root`."""
        return SourceFile(root / self.path / name, f"{self.path}/{name}", self.layer)

    def holds(self, name: str) -> bool:
        """Whether a file of this name in the folder is part of the dataset."""
        return name.endswith(self.suffix) and not (self.layer == "vocabulary" and name in NOT_DATA)


FOLDERS = (
    Folder("vocabulary", "ontology", ".ttl"),
    Folder("vocabulary", "ontology/schemes", ".ttl"),
    Folder("registers", "data/registers", ".ttl"),
    Folder("documents", "data/documents", ".trig"),
    Folder("curation", "data/curation", ".ttl"),
)
"""Where the files of the dataset are, in the order in which they are read."""


def source_files(root: Path) -> Iterator[SourceFile]:
    """The files that make up the dataset of the workspace at `root`: vocabulary, registers, documents and
    curation, each sorted by name."""
    for folder in FOLDERS:
        for name in names(root, folder):
            yield folder.source_file(root, name)


def names(root: Path, folder: Folder) -> list[str]:
    """The names, sorted, of the files that a folder adds to the dataset; none where it cannot be listed."""
    try:
        listed = os.listdir(root / folder.path)  # noqa: PTH208 - no Path for each of a hundred thousand
        found = [name for name in listed if name.endswith(folder.suffix)]
    except OSError:
        return []
    return sorted(filter(folder.holds, found) if folder.layer == "vocabulary" else found)


def read_quads(file: SourceFile) -> list[Quad]:
    """The quads of a file; what stands outside any GRAPH block is put in the file's own graph.

    Lexical forms stay as written (language tags in lower case); blank node labels are made unique.
    Raises UnreadableFile with line and column where the file is not well-formed or cannot be read.
    """
    return parse_quads(file, read_content(file))


def read_content(file: SourceFile) -> bytes:
    """The bytes of a file. Raises UnreadableFile where it cannot be read or is too large."""
    try:
        if (size := file.path.stat().st_size) > LARGEST:
            raise too_large(file, size)
        return file.path.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from error


def parse_quads(file: SourceFile, content: bytes) -> list[Quad]:
    """The quads in a file's bytes, as `read_quads` gives them. Raises UnreadableFile as that does."""
    own = file.graph
    try:
        quads = list(parse(content, format=file.format, rename_blank_nodes=True))
    except SyntaxError as error:
        message, remedy = _plain(error), "write valid Turtle 1.1 or TriG 1.1 in UTF-8"
        raise _unreadable(file, error.lineno, error.offset, message, remedy) from error
    return [
        Quad(quad.subject, quad.predicate, quad.object, own)
        if isinstance(quad.graph_name, DefaultGraph)
        else quad
        for quad in quads
    ]


def unreadable(file: SourceFile, error: OSError) -> UnreadableFile:
    """The fault of a file that the system does not let us read."""
    return _unreadable(file, None, None, error.strerror or str(error), "make it readable")


def too_large(file: SourceFile, size: int) -> UnreadableFile:
    """The fault of a file with more than `LARGEST` bytes."""
    return _unreadable(file, None, None, f"the file has {size} bytes", "split it")


def read_triples(path: Path, relative: str) -> list[Quad]:
    """The quads of a file that is not part of the dataset, such as the shapes, as it stands.

    Raises UnreadableFile as `read_quads` does.
    """
    file = SourceFile(path, relative, "vocabulary")
    return read_quads(file)


def is_blank(quad: Quad) -> bool:
    """Whether a quad's subject or object is a blank node."""
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def _plain(error: SyntaxError) -> str:
    """The parser's message without the position, which the finding carries."""
    text = str(error.msg)
    head, colon, rest = text.partition(": ")
    return rest if colon and head.startswith("Parser error at line") else text


def _unreadable(
    file: SourceFile, line: int | None, column: int | None, message: str, remedy: str
) -> UnreadableFile:
    return UnreadableFile(Finding(file.relative, line, column, None, "syntax", message, remedy))
