"""The two sides of a comparison: a file, a folder or a git revision, read into quads."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from ..rdf import nesting
from ..rdf.fault import Fault
from ..rdf.namespaces import OWL, RDF
from ..workspace.content import content_of, names_in, reason, remedy
from ..workspace.dataset import Dataset
from ..workspace.facts import Facts
from ..workspace.files import SourceFile, UnreadableFile, read_quads, source_files
from ..workspace.finding import Finding
from ..workspace.locate import is_workspace
from ..workspace.rules import Rule, Rules, read_rules
from .canonical import Poisoned, canonical_in_time, has_blanks
from .checkout import Checkout
from .export import accepted_facts, whole_dataset
from .git import GitFault, Repository

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


class NoSide(Fault):
    """What was named can be no side of a comparison; the message says why and what to name instead.
    `unknown` where there is nothing of the name."""

    def __init__(self, message: str, *, unknown: bool = False) -> None:
        super().__init__(message)
        self.unknown = unknown


@dataclass(frozen=True)
class Side:
    """One side. `files` takes each file of a workspace or folder to its quads, in the graphs that they fill,
    and `rules` are its own: none where it is older than the rules; `loose` holds the quads of a single file
    instead; `unreadable` takes each file or folder left out to a finding."""

    name: str
    files: dict[SourceFile, list[Quad]]
    loose: tuple[Quad, ...] = ()
    unreadable: Mapping[str, Finding] = field(default_factory=dict)
    single: bool = False
    rules: tuple[Rule, ...] = ()

    @cached_property
    def named(self) -> frozenset[Quad]:
        """The statements where they stand: in the graphs of files and passages, or of the single file."""
        return frozenset(self.loose) | frozenset(chain.from_iterable(self.files.values()))

    @cached_property
    def _facts(self) -> Facts:
        return Facts(Dataset.of(self.files), Rules(self.rules, []))

    def accepted(self, *, vocabulary: bool) -> frozenset[Quad]:
        """What stands in a workspace by its own rules, the default graph of a file."""
        if self.single:
            return frozenset(quad for quad in self.loose if quad.graph_name == _DEFAULT)
        return frozenset(accepted_facts(self._facts, vocabulary=vocabulary))

    def exported(self, *, vocabulary: bool) -> frozenset[Quad]:
        """The statements of all graphs, those of the vocabulary only where asked."""
        if self.single:
            return frozenset(self.loose)
        return frozenset(whole_dataset(self._facts, vocabulary=vocabulary))


def comparable(old: Side, new: Side) -> tuple[frozenset[Quad], frozenset[Quad]]:
    """The statements of two sides that can be held against each other. Raises NoSide where blank nodes are
    too much alike.

    Two workspaces, folders or revisions: statements where they stand. Two files: all their statements. A file
    and a workspace: what `pactgraph export` writes into such a file, the accepted facts where it has no named
    graph, else the statements of all named graphs; the vocabulary where the file has an ontology. A file that
    is unreadable on one side is left out of both, so that its statements do not show as differences.
    """
    old, new = _read_in_both(old, new)
    if old.single == new.single:
        return _aligned(old.named, new.named)
    file = old if old.single else new
    vocabulary = any((quad.predicate, quad.object) == _ONTOLOGY for quad in file.loose)
    if any(quad.graph_name != _DEFAULT for quad in file.loose):
        return _aligned(_named(old, vocabulary=vocabulary), _named(new, vocabulary=vocabulary))
    return _aligned(old.accepted(vocabulary=vocabulary), new.accepted(vocabulary=vocabulary))


def patchable(old: Side, new: Side) -> tuple[frozenset[Quad], frozenset[Quad]]:
    """The statements between which an RDF Patch leads: of two workspaces or revisions all that an export as
    N-Quads with the vocabulary holds, else what `comparable` gives."""
    if old.single or new.single:
        return comparable(old, new)
    old, new = _read_in_both(old, new)
    return _aligned(old.exported(vocabulary=True), new.exported(vocabulary=True))


def _named(side: Side, *, vocabulary: bool) -> frozenset[Quad]:
    return frozenset(q for q in side.exported(vocabulary=vocabulary) if q.graph_name != _DEFAULT)


def _read_in_both(old: Side, new: Side) -> tuple[Side, Side]:
    if old.single or new.single:
        return old, new
    left_out = old.unreadable.keys() | new.unreadable.keys()

    def read(side: Side) -> Side:
        kept = {
            file: quads for file, quads in side.files.items() if left_out.isdisjoint(_ways(file.relative))
        }
        return replace(side, files=kept)

    return (read(old), read(new)) if left_out else (old, new)


def _ways(relative: str) -> Iterator[str]:
    """A path and the folders that it is in."""
    while relative:
        yield relative
        relative = relative.rpartition("/")[0]


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

    Raises NoSide where it is none of them, or both a file or folder and a revision.
    """
    if not named:
        raise NoSide("nothing is named: name a file, a folder or a git revision")
    path = Path(named)
    mode = _mode(path)
    if not os.path.lexists(path):
        return revision_side(named, root)
    if not named.startswith((".", "/")) and _is_revision(named, root):
        raise NoSide(
            f"{named} is both a {'folder' if stat.S_ISDIR(mode) else 'file'} and a git revision: "
            f"write ./{named} for the one, {named}^{{commit}} for the other"
        )
    if not stat.S_ISDIR(mode):
        return _of_file(path)
    whole = is_workspace(path)
    files = list(source_files(path) if whole else _any_files(path, path))
    if not files:
        raise NoSide(f"the folder {named} holds no data: name a workspace, or a folder of RDF files")
    return _of_workspace(named, path) if whole else _of_files(named, files)


def revision_side(revision: str, root: Path) -> Side:
    """The workspace at `root` as a revision of its git repository has it. Raises NoSide."""
    with Repository(root) as repository:
        try:
            checkout = Checkout(repository, repository.commit(revision), root)
            files, rules = dict(checkout.files()), checkout.rules()
        except GitFault as fault:
            raise NoSide(_no_revision(revision, root, repository, fault), unknown=fault.unknown) from fault
    unreadable = {
        path: finding._replace(file=f"{revision}:{finding.file}")  # as git names it: on disk it may be sound
        for path, finding in checkout.unreadable.items()
    }
    if not files:
        for finding in unreadable.values():
            raise NoSide(f"revision {revision} cannot be read: {finding.place}: {finding.message}")
        raise NoSide(f"revision {revision} holds no workspace at {root}")
    return Side(revision, files, unreadable=unreadable, rules=rules)


def workspace_side(root: Path) -> Side:
    """The workspace at `root` as it is now."""
    return _of_workspace(str(root), root)


def _of_workspace(name: str, root: Path) -> Side:
    side, rules = _of_files(name, source_files(root)), read_rules(root)
    unreadable = {str(finding.file): finding for finding in rules.unreadable}
    return replace(side, unreadable={**side.unreadable, **unreadable}, rules=rules.rules)


def _of_file(path: Path) -> Side:
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise NoSide(f"no RDF format is known by the suffix of {path}: {' '.join(FORMATS)}")
    look = {RdfFormat.JSON_LD: nesting.in_json, RdfFormat.RDF_XML: nesting.in_xml}
    try:
        content = content_of(path)
    except OSError as error:
        raise NoSide(f"{path}: {reason(error)}") from error
    excess = look.get(format_, nesting.in_turtle)(content)
    if excess is None:
        try:
            quads = tuple(parse(content, format=format_, base_iri=path.resolve().as_uri()))
            return Side(str(path), {}, quads, single=True)
        except (SyntaxError, ValueError) as error:
            raise NoSide(f"{path} cannot be read: {error}") from error
        except MemoryError as error:
            if len(content) < nesting.LONGEST_TERM:
                raise
            excess = nesting.too_long(content)
            raise NoSide(_told(path, excess)) from error
    raise NoSide(_told(path, excess))


def _told(path: Path, excess: nesting.Excess) -> str:
    where = "" if excess.line is None else f":{excess.line}:{excess.column}"
    return f"{path}{where}: {excess.message}: {excess.remedy}"


def _any_files(folder: Path, top: Path) -> Iterator[SourceFile]:
    """The Turtle and TriG files below a folder, hidden ones apart; a link to a folder is not gone into. What
    cannot be listed stands for its files."""
    try:
        names = names_in(folder)
    except OSError as error:
        fault = Finding(str(folder), None, None, None, "syntax", reason(error), remedy(error))
        yield SourceFile(folder, str(folder), "registers", fault)
        return
    for path in (folder / name for name in names):
        if path.is_dir() and not path.is_symlink():
            yield from _any_files(path, top)
        elif path.suffix in (".ttl", ".trig"):
            yield SourceFile(path, path.relative_to(top).as_posix(), "registers")


def _of_files(name: str, files: Iterable[SourceFile]) -> Side:
    found: dict[SourceFile, list[Quad]] = {}
    unreadable: dict[str, Finding] = {}
    for file in files:
        try:
            found[file] = read_quads(file)
        except UnreadableFile as fault:
            unreadable[file.relative] = fault.finding
    return Side(name, found, unreadable=unreadable)


def _mode(path: Path) -> int:
    """What kind of file a path leads to, 0 for none. Raises NoSide where the system does not say."""
    try:
        return path.stat().st_mode
    except PermissionError as error:
        raise NoSide(f"{path}: {error.strerror}") from error
    except (OSError, ValueError):
        return 0


def _is_revision(named: str, root: Path) -> bool:
    try:
        with Repository(root) as repository:
            return bool(repository.commit(named))
    except GitFault:
        return False


def _no_revision(revision: str, root: Path, repository: Repository, fault: GitFault) -> str:
    said = f"{revision} is no file, no folder, and no revision of a git repository at {root}: {fault}"
    try:
        shallow = repository.is_shallow()
    except GitFault:
        return said
    return f"{said} (its history is cut off: `git fetch --unshallow` brings the rest)" if shallow else said
