"""The two sides of a comparison: a file, a folder or a git revision, read into quads."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from ..model.finding import Finding
from ..model.namespaces import OWL, RDF
from ..workspace.dataset import default_graph, rejected_statements
from ..workspace.files import FOLDERS, SourceFile, UnreadableFile, parse_quads, read_content, source_files
from ..workspace.locate import is_workspace
from .canonical import Poisoned, canonical_in_time, has_blanks

_DEFAULT = DefaultGraph()
_ONTOLOGY = (NamedNode(RDF + "type"), NamedNode(OWL + "Ontology"))
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}


class NoSide(Exception):
    """What was named can be no side of a comparison; the message says why and what to name instead."""


@dataclass(frozen=True)
class Side:
    """One side. `files` takes each file of a workspace or folder to its quads, in the graphs that they fill;
    `loose` holds the quads of a single file instead; `unreadable` a finding for each file left out."""

    name: str
    files: dict[SourceFile, list[Quad]]
    loose: tuple[Quad, ...] = ()
    unreadable: tuple[Finding, ...] = ()
    single: bool = False

    @cached_property
    def named(self) -> frozenset[Quad]:
        """The statements where they stand: in the graphs of files and passages, or of the single file."""
        return frozenset(self.loose) | frozenset(chain.from_iterable(self.files.values()))

    def accepted(self, *, vocabulary: bool) -> frozenset[Quad]:
        """The computed default graph of a workspace, the default graph of a file."""
        if self.single:
            return frozenset(quad for quad in self.loose if quad.graph_name == _DEFAULT)
        curation = (quads for file, quads in self.files.items() if file.layer == "curation")
        rejected = rejected_statements(chain.from_iterable(curation))
        return frozenset(
            Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)
            for triple in default_graph(self.files, rejected, vocabulary=vocabulary)
        )

    def written(self, *, vocabulary: bool) -> frozenset[Quad]:
        """The statements of the named graphs, the vocabulary's only where asked."""
        if self.single:
            return frozenset(quad for quad in self.loose if quad.graph_name != _DEFAULT)
        told = (quads for file, quads in self.files.items() if vocabulary or file.layer != "vocabulary")
        return frozenset(chain.from_iterable(told))


def comparable(old: Side, new: Side) -> tuple[frozenset[Quad], frozenset[Quad]]:
    """The statements of two sides that can be held against each other. Raises NoSide where blank nodes are
    too much alike.

    Two workspaces, folders or revisions: statements where they stand. Two files: all their statements. A file
    and a workspace: what `pactgraph export` writes into such a file, the accepted facts where it has no
    named graph, else the statements of the named graphs; the vocabulary where the file has an ontology.
    """
    if old.single == new.single:
        return _aligned(old.named, new.named)
    file = old if old.single else new
    vocabulary = any((quad.predicate, quad.object) == _ONTOLOGY for quad in file.loose)
    if any(quad.graph_name != _DEFAULT for quad in file.loose):
        return _aligned(old.written(vocabulary=vocabulary), new.written(vocabulary=vocabulary))
    return _aligned(old.accepted(vocabulary=vocabulary), new.accepted(vocabulary=vocabulary))


def patchable(old: Side, new: Side) -> tuple[frozenset[Quad], frozenset[Quad]]:
    """The statements between which an RDF Patch leads: of two workspaces or revisions all that an export as
    N-Quads with the vocabulary holds, else what `comparable` gives."""
    if old.single or new.single:
        return comparable(old, new)
    return _aligned(
        old.named | old.accepted(vocabulary=True),
        new.named | new.accepted(vocabulary=True),
    )


def _aligned(old: frozenset[Quad], new: frozenset[Quad]) -> tuple[frozenset[Quad], frozenset[Quad]]:
    return _canonical(old), _canonical(new)


def _canonical(quads: frozenset[Quad]) -> frozenset[Quad]:
    """Blank nodes under their canonical labels (RDFC-1.0), so that the same graph has the same quads."""
    if not has_blanks(quads):
        return quads
    try:
        return frozenset(parse(canonical_in_time(quads), format=RdfFormat.N_QUADS))
    except Poisoned as fault:
        raise NoSide(f"the two cannot be compared: {fault}") from fault


def read_side(named: str, root: Path) -> Side:
    """The side that a text names: an existing file or folder, else a revision of the git repository that
    holds the workspace at `root`.

    Raises NoSide where it is none of them.
    """
    path = Path(named)
    if path.is_file():
        return _of_file(path)
    if path.is_dir():
        files = list(source_files(path)) if is_workspace(path) else list(_any_files(path))
        if not files:
            raise NoSide(f"the folder {named} holds no data: name a workspace, or a folder of RDF files")
        return _of_contents(named, ((file, None) for file in files))
    return _of_revision(named, root)


def workspace_side(root: Path) -> Side:
    """The workspace at `root` as it is now."""
    return _of_contents(str(root), ((file, None) for file in source_files(root)))


def _of_file(path: Path) -> Side:
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise NoSide(f"no RDF format is known by the suffix of {path}: {' '.join(FORMATS)}")
    try:
        quads = tuple(parse(path.read_bytes(), format=format_, base_iri=path.resolve().as_uri()))
    except OSError as error:
        raise NoSide(f"{path}: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise NoSide(f"{path} cannot be read: {error}") from error
    return Side(str(path), {}, quads, single=True)


def _any_files(folder: Path) -> Iterator[SourceFile]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".ttl", ".trig") and path.is_file():
            yield SourceFile(path, path.relative_to(folder).as_posix(), "registers")


def _of_contents(name: str, files: Iterable[tuple[SourceFile, bytes | None]]) -> Side:
    found: dict[SourceFile, list[Quad]] = {}
    unreadable: list[Finding] = []
    for file, content in files:
        try:
            found[file] = parse_quads(file, read_content(file) if content is None else content)
        except UnreadableFile as fault:
            unreadable.append(fault.finding)
    return Side(name, found, unreadable=tuple(unreadable))


def _of_revision(revision: str, root: Path) -> Side:
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise NoSide(f"{revision} is no file, no folder, and no revision of a git repository at {root}")
    folders = sorted({folder.path.split("/")[0] for folder in FOLDERS})
    name = commit.decode().strip()
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", name, "--", *folders)
    files = []
    for path in sorted((listed or b"").decode("utf-8", "surrogateescape").split("\0")):
        pure = PurePosixPath(path)
        within = [folder for folder in FOLDERS if folder.path == str(pure.parent) and folder.holds(pure.name)]
        files += [folder.source_file(root, pure.name) for folder in within]
    if not files:
        raise NoSide(f"revision {revision} holds no workspace at {root}")
    contents = _contents(root, name, files)
    order = {folder.path: place for place, folder in enumerate(FOLDERS)}
    files.sort(key=lambda file: (order[str(PurePosixPath(file.relative).parent)], file.relative))
    return _of_contents(revision, ((file, contents[file]) for file in files))


def _contents(root: Path, commit: str, files: list[SourceFile]) -> dict[SourceFile, bytes]:
    """The files' bytes in a commit, through one `git cat-file --batch`."""
    asked = "".join(f"{commit}:./{file.relative}\n" for file in files).encode("utf-8", "surrogateescape")
    answer = _git(root, "cat-file", "--batch", stdin=asked) or b""
    found: dict[SourceFile, bytes] = {}
    place = 0
    for file in files:
        end = answer.index(b"\n", place)
        size = int(answer[place:end].rsplit(b" ", 1)[1])
        found[file] = answer[end + 1 : end + 1 + size]
        place = end + size + 2
    return found


def _git(root: Path, *arguments: str, stdin: bytes | None = None) -> bytes | None:
    """What git prints, or None where it fails. Raises NoSide where there is no git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], input=stdin, capture_output=True, check=False
        )
    except OSError as error:
        raise NoSide("to compare with a revision, git must be installed") from error
    return done.stdout if done.returncode == 0 else None
