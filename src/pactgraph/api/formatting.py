"""Files in canonical form: Turtle and TriG rewritten, documents completed from their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ..check.rewriting import GraphChanged, check_same, formatted, same_graph
from ..draft.stamp import stamp
from ..rdf.fault import PactgraphError
from ..rdf.prefixes import Prefixes
from ..rdf.syntax import SyntaxFault
from ..workspace.content import content_of, reason
from ..workspace.finding import Finding
from ..workspace.workspace import Workspace
from ..workspace.writing import WriteFault, home, writing
from .caller import Caller
from .rdf_files import rdf_files, shown


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file that was not canonical: its path as findings name it. Where it was left as it was, `finding`
    says why it could not be read, or `fault` why it could not be written."""

    file: str
    finding: Finding | None = None
    fault: PactgraphError | None = None


class Formatting:
    """The Turtle and TriG files at some paths, without any those of a workspace's ontology and data, to be
    put in canonical form one after the other; with `check` nothing is written, only reported. `files` are all
    of them; `closed` counts those, and folders, that cannot be read.

    Raises PactgraphError for a path that is none, or names no such file.
    """

    def __init__(self, workspace: Workspace, paths: Sequence[Path], caller: Caller, *, check: bool) -> None:
        if not paths and not check:
            workspace.check_writable()
        self._workspace = workspace
        self._check = check
        self._folders = tuple(paths) or (workspace.root / "ontology", workspace.root / "data")
        self.files, self.closed = rdf_files(self._folders, workspace.root, caller.note)

    def __iter__(self) -> Iterator[Formatted]:
        """Each file that is not canonical, once it is written. Raises PactgraphError where what is written
        would say something else."""
        for path in self.files:
            found = self._formatted(path)
            if found is not None:
                yield found

    def _formatted(self, path: Path) -> Formatted | None:
        root = self._workspace.root
        relative = shown(path, root)
        inside = root if path.absolute().is_relative_to(root) else None
        result = formatted(path, relative, self._workspace.prefixes, inside)
        if isinstance(result, Finding):
            return Formatted(relative, result)
        old, new = result
        if old == new:
            return None
        place = path.resolve()
        if not any(place.is_relative_to(each.resolve()) for each in self._folders):
            message = f"it is not canonical, and a link that leads out of the folder, to {place}"
            remedy = "format the file there, or put a copy in the place of the link"
            return Formatted(relative, Finding(relative, None, None, None, "link", message, remedy))
        if self._check:
            return Formatted(relative)
        try:
            check_same(path, old, new)
            with writing(home(path)) as writer:
                writer.replace(path, old.encode("utf-8"), new.encode("utf-8"))
        except WriteFault as fault:
            return Formatted(relative, fault=fault)
        return Formatted(relative)


@dataclass(frozen=True, slots=True)
class Completed:
    """A document file completed from its text: by the subject of each record the properties that were
    missing. Where something disagrees `findings` hold all of it, and nothing is written."""

    records: dict[NamedNode, list[NamedNode]]
    findings: tuple[Finding, ...] = ()


def complete(prefixes: Prefixes, file: Path, text: Path, *, check: bool) -> Completed:
    """Completes a document file from the text of its document; with `check` nothing is written, only
    reported.

    Raises PactgraphError for files that are none, or cannot be read or written.
    """
    if file.suffix != ".trig":
        raise PactgraphError(f"{file} is no document file: name a .trig file")
    try:
        source = content_of(text)
        source.decode("utf-8")
    except OSError as error:
        raise PactgraphError(f"cannot read {text}: {reason(error)}") from error
    except UnicodeDecodeError as error:
        raise PactgraphError(
            f"{text} is no text in UTF-8 (byte {error.start}): save the document as plain text first"
        ) from error
    with writing(home(file)) as files:
        written = files.read(file) or b""
        try:
            stamped = stamp(written.decode("utf-8"), file.stem, source, prefixes, str(file))
        except UnicodeDecodeError as error:
            line = written.count(b"\n", 0, error.start) + 1
            message = f"byte {error.start} is not UTF-8"
            at_fault = Finding(str(file), line, None, None, "encoding", message, "save the file as UTF-8")
            return Completed({}, (at_fault,))
        except SyntaxFault as fault:
            place = (fault.line, fault.column)
            at_fault = Finding(str(file), *place, None, "syntax", fault.message, "write valid TriG 1.1")
            return Completed({}, (at_fault,))
        except ValueError as error:
            raise PactgraphError(str(error)) from error
        if stamped.findings:
            return Completed({}, tuple(stamped.findings))
        records: dict[NamedNode, list[NamedNode]] = {}
        for quad in stamped.added:
            assert isinstance(quad.subject, NamedNode)
            records.setdefault(quad.subject, []).append(quad.predicate)
        if records and not check:
            _same_or_abort(file, written, stamped.text, stamped.added)
            files.replace(file, written, stamped.text.encode("utf-8"))
    return Completed(records)


def _same_or_abort(file: Path, old: bytes, new: str, added: tuple[Quad, ...]) -> None:
    """Reads the new text back. Raises GraphChanged where it says more or less than the old one and what was
    added."""
    before = list(parse(input=old, format=RdfFormat.TRIG))
    if not same_graph([*before, *added], list(parse(input=new, format=RdfFormat.TRIG))):
        raise GraphChanged(f"{file}: rewriting would change what it says; it is left as it was")
