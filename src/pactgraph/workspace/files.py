"""The files of a workspace: which there are, what graph each fills, and reading them into quads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, TypeVar

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse

from ..rdf import nesting
from ..rdf.fault import Fault
from ..rdf.namespaces import PASSAGE, file_graph
from .content import content_of, is_hidden, names_in, reason, remedy
from .finding import Finding

Layer = Literal["vocabulary", "registers", "documents", "curation"]
Read = TypeVar("Read")

NOT_DATA = frozenset({"shapes.ttl", "prefixes.ttl"})
"""Files of `ontology/` that say how data is checked and written, not what it says."""

DISPLAY = "ontology/display.ttl"
"""How terms of other vocabularies are told. It is part of the vocabulary, so that their labels and words are
wherever ours are; it is not part of what is published as our vocabulary, since the terms are not ours."""

_SEGMENT = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+")
"""What a part of an IRI's path holds of ASCII (RFC 3986, section 3.3). What it holds beyond that the library
knows: as a set of characters here it would take longer to compile than the files take to read."""

_LFS = b"version https://git-lfs.github.com/spec/"


class SourceFile(NamedTuple):
    """One Turtle or TriG file: `relative` is its path in the workspace, with `/`.

    Where `fault` is set there is nothing to read: the file's name makes no IRI, or this is no file but a
    folder that cannot be listed, and stands for all that may be in it.
    """

    path: Path
    relative: str
    layer: Layer
    fault: Finding | None = None

    @property
    def graph(self) -> NamedNode:
        """The graph of what stands in the file outside any GRAPH block."""
        return file_graph(self.path.stem)

    @property
    def of_others(self) -> bool:
        """Whether the file is about terms of other vocabularies."""
        return self.relative == DISPLAY

    @property
    def format(self) -> RdfFormat:
        """The file's RDF format, by its suffix."""
        return RdfFormat.TRIG if self.path.suffix == ".trig" else RdfFormat.TURTLE


class UnreadableFile(Fault):
    """A file could not be read into quads; `finding` says where and why, `content` has its bytes as far as
    these could be read."""

    exit_code = 1

    def __init__(self, finding: Finding, content: bytes | None = None) -> None:
        super().__init__(f"{finding.place}: {finding.message}: {finding.remedy}")
        self.finding = finding
        self.content = content


class _InGraph(Protocol):
    """A quad of pyoxigraph, or another thing with the name of its graph."""

    @property
    def graph_name(self) -> object: ...


class Folder(NamedTuple):
    """A folder of a workspace whose files with one suffix make up a layer, or a part of one."""

    layer: Layer
    path: str
    suffix: str

    def source_file(self, root: Path, name: str) -> SourceFile:
        """The file `name` of this folder in the workspace at `root`."""
        relative = f"{self.path}/{name}"
        fault = None if _is_segment(name) else _no_iri(relative)
        return SourceFile(root / self.path / name, relative, self.layer, fault)

    def holds(self, name: str) -> bool:
        """Whether a file of this name in the folder is part of the dataset."""
        known = name.endswith(self.suffix) and not is_hidden(name)
        return known and not (self.layer == "vocabulary" and name in NOT_DATA)


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
    curation, each sorted by name. A folder that cannot be listed stands for its files, with its fault."""
    for folder in FOLDERS:
        try:
            found = names(root, folder)
        except OSError as error:
            fault = _finding(folder.path, reason(error), remedy(error))
            yield SourceFile(root / folder.path, folder.path, folder.layer, fault)
            continue
        for name in found:
            yield folder.source_file(root, name)


def names(root: Path, folder: Folder) -> list[str]:
    """The names, sorted, of the files that a folder adds to the dataset; none where there is no such folder.
    Raises OSError where there is one that cannot be listed."""
    found = names_in(root / folder.path, folder.suffix)
    return [*filter(folder.holds, found)] if folder.layer == "vocabulary" else found


def read_quads(file: SourceFile) -> list[Quad]:
    """The quads of a file; what stands outside any GRAPH block is put in the file's own graph.

    Lexical forms stay as written (language tags in lower case); blank node labels are made unique.
    Raises UnreadableFile with line and column where the file is not well-formed or cannot be read.
    """
    return parse_quads(file, read_content(file))


def read_content(file: SourceFile) -> bytes:
    """The bytes of a file. Raises UnreadableFile where it cannot be read, or is not to be."""
    if file.fault is not None:
        raise UnreadableFile(file.fault)
    try:
        return content_of(file.path, within=root_of(file))
    except OSError as error:
        raise unreadable(file, error) from error


def root_of(file: SourceFile) -> Path | None:
    """The folder of the workspace that a file is part of, or None for a file by its whole path, which is part
    of none."""
    return None if str(file.path) == file.relative else file.path.parents[file.relative.count("/")]


def parse_quads(file: SourceFile, content: bytes) -> list[Quad]:
    """The quads in a file's bytes, as `read_quads` gives them. Raises UnreadableFile as that does."""
    own = file.graph
    quads = parsed(file, content, lambda: list(parse(content, format=file.format, rename_blank_nodes=True)))
    return [
        Quad(quad.subject, quad.predicate, quad.object, own)
        if isinstance(quad.graph_name, DefaultGraph)
        else quad
        for quad in quads
    ]


def parsed(file: SourceFile, content: bytes, parser: Callable[[], Read]) -> Read:
    """What a parser of the library makes of a file's bytes, which are looked at first: some input ends the
    process. Raises UnreadableFile where they are not well-formed, or beyond what the parser can take."""
    if file.fault is not None:
        raise UnreadableFile(file.fault)
    if (finding := unfit(file.relative, content)) is not None:
        raise UnreadableFile(finding, content)
    try:
        return parser()
    except SyntaxError as error:
        said, todo = _plain(error), "write valid Turtle 1.1 or TriG 1.1 in UTF-8"
        finding = _finding(file.relative, said, todo, error.lineno, error.offset)
        raise UnreadableFile(finding, content) from error
    except MemoryError as error:
        if len(content) < nesting.LONGEST_TERM:
            raise
        excess = nesting.too_long(content)
        raise UnreadableFile(_finding(file.relative, *excess), content) from error


def unfit(relative: str, content: bytes) -> Finding | None:
    """What keeps the bytes of a Turtle or TriG file from any parser, or None."""
    if content.startswith(_LFS):
        said = "this is a Git LFS pointer, not the file that it stands for"
        return _finding(relative, said, "run: git lfs pull", 1, 1)
    excess = nesting.in_turtle(content)
    return None if excess is None else _finding(relative, *excess)


def unreadable(file: SourceFile, error: OSError) -> UnreadableFile:
    """The fault of a file that is not read."""
    return UnreadableFile(_finding(file.relative, reason(error), remedy(error)))


def read_triples(path: Path, relative: str) -> list[Quad]:
    """The quads of a file that is not part of the dataset, such as the shapes, as it stands.

    Raises UnreadableFile as `read_quads` does.
    """
    file = SourceFile(path, relative, "vocabulary")
    return read_quads(file)


def is_blank(quad: Quad) -> bool:
    """Whether a quad's subject or object is a blank node."""
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def in_passage(quad: _InGraph) -> bool:
    """Whether a quad stands in a passage's graph."""
    graph = quad.graph_name
    return isinstance(graph, NamedNode) and graph.value.startswith(PASSAGE)


def _is_segment(name: str) -> bool:
    """Whether a name can be part of an IRI's path as it is (RFC 3987, section 2.2, isegment)."""
    if name.isascii():
        return _SEGMENT.fullmatch(name) is not None
    try:
        NamedNode(f"http://x/{name}")
    except ValueError:  # of which UnicodeEncodeError, for bytes that are not UTF-8, is a kind
        return False
    return _SEGMENT.fullmatch("".join(filter(str.isascii, name))) is not None


def _no_iri(relative: str) -> Finding:
    said = "the name makes no IRI for the file's graph"
    return Finding(relative, None, None, None, "file-name", said, "rename it: letters, digits and hyphens")


def _plain(error: SyntaxError) -> str:
    """The parser's message without the position, which the finding carries."""
    text = str(error.msg)
    head, colon, rest = text.partition(": ")
    return rest if colon and head.startswith("Parser error at line") else text


def _finding(
    relative: str, message: str, remedy: str, line: int | None = None, column: int | None = None
) -> Finding:
    return Finding(relative, line, column, None, "syntax", message, remedy)
