"""A release: versions stamped, the changelog's entries from the differences, the list of published IRIs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from ..query.results.markdown_text import in_markdown
from ..rdf.fault import Fault
from ..rdf.namespaces import OWL, RDF, ROOT, XSD
from ..rdf.syntax import SyntaxFault, read
from ..rdf.syntax.remarks import remarks
from ..rdf.writer import write_turtle
from ..workspace.content import content_of
from ..workspace.published import FILE, list_text, published, withdrawn
from ..workspace.workspace import Workspace
from ..workspace.writing import Writer
from .citation import FILE as CITATION
from .citation import BadCitation, from_citation
from .description import DCTERMS
from .diff import ChangeWords, differences, summary
from .iri_changes import introduced, migration, replacements, vanished
from .revisions import Side

VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_TYPE = NamedNode(RDF + "type")
_INFO, _IRI, _PRIOR = (NamedNode(OWL + name) for name in ("versionInfo", "versionIRI", "priorVersion"))
_ISSUED, _CITED = (NamedNode(DCTERMS + name) for name in ("issued", "bibliographicCitation"))
_MOST_NAMED = 12


class Refused(Fault):
    """There is nothing to release like this; the message says why and what to do, `iris` which published IRIs
    are gone."""

    def __init__(self, message: str, iris: Iterable[str] = ()) -> None:
        self.iris = tuple(iris)
        super().__init__(f"{len(self.iris)} {message}" if self.iris else message)
        self.exit_code = 1 if self.iris else 2


@dataclass(frozen=True)
class Release:
    """What a release writes: by the paths of files relative to the workspace their old content (None where
    there is none) and their new one, in the order of writing; `entry` is the part of the changelog."""

    version: str
    entry: str
    files: dict[str, tuple[bytes | None, bytes]] = field(default_factory=dict)

    def write(self, files: Writer, root: Path) -> Iterator[str]:
        """Writes the files into the workspace at `root` and gives the path of each that is not so already.

        The ontology's header comes last: as long as it names the version before, the same release can be
        made again, which finishes one that was cut off. Raises WriteFault, before anything is written where a
        file is no longer as it was read.
        """
        for name, (old, _) in self.files.items():
            files.unchanged(root / name, old)
        for name, (old, new) in self.files.items():
            files.replace(root / name, old, new)
            if new != old:
                yield name


def plan(workspace: Workspace, version: str, day: str, now: Side, before: Side | None) -> Release:
    """The release of `now`, the workspace's own files, as `version` on `day` (ISO 8601), after `before`.

    Raises OSError where a file cannot be read; Refused for a version that is none or not later than the last
    one, and where a published IRI is gone without `owl:deprecated`.
    """
    quads = list(now.named)
    old = list(before.named) if before is not None else []
    root = workspace.root
    lists = _read(root, FILE)
    released = published(root).keys()
    _check_version(version, _versions(quads), bool(released))
    if gone := vanished(released | introduced(old), quads):
        raise Refused(
            "published IRIs are gone: put them back, or withdraw each with owl:deprecated true (and "
            "dcterms:isReplacedBy where another takes its place)",
            gone,
        )
    entry = _entry(version, workspace, now, before)
    files = {FILE: (lists, list_text(released | introduced(quads)).encode("utf-8"))}
    changelog = _read(root, "CHANGELOG.md")
    text = "# Changelog\n" if changelog is None else _text(changelog, "CHANGELOG.md")
    if not re.search(rf"(?m)^## {re.escape(version)}\r?$", text):
        head, mark, rest = text.partition("\n## ")
        text = f"{head.rstrip()}\n\n{entry}" + (f"{mark}{rest}" if mark else "")
        files["CHANGELOG.md"] = (changelog, text.encode("utf-8"))
    known = withdrawn(old)
    renamed = {iri: new for iri, new in replacements(quads).items() if iri not in known}
    name = f"ontology/migrations/{version}.ru"
    if renamed and _read(root, name) is None:  # one that a person wrote does more than to rename
        files[name] = (None, migration(renamed, workspace.prefixes).encode("utf-8"))
    files |= _stamped(workspace, version, day)
    return Release(version, entry, files)


def current_version(workspace: Workspace) -> str | None:
    """The version that the ontology's header names; the least where several headers differ, as they do when
    a release was cut off."""
    return min(_versions(workspace.dataset.quads()), key=_parts, default=None)


def _versions(quads: Iterable[Quad]) -> set[str]:
    return {q.object.value for q in quads if q.predicate == _INFO and isinstance(q.object, Literal)}


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _check_version(version: str, current: set[str], released: bool) -> None:
    if not VERSION.fullmatch(version):
        raise Refused(f"{version} is no version: three numbers, such as 0.2.0")
    if not current:
        return
    least, last = min(current, key=_parts), max(current, key=_parts)
    if _parts(version) < _parts(last) or (released and _parts(version) == _parts(least)):
        raise Refused(f"{version} is not later than {last}, the version in the ontology's header")


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"{name}: byte {error.start} is not UTF-8: save the file as UTF-8") from error


def _version_file(project: bytes) -> str | None:
    """The file that pyproject.toml says the package's version is in."""
    try:
        path = tomllib.loads(_text(project, "pyproject.toml"))["tool"]["hatch"]["version"]["path"]
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"pyproject.toml: {error}") from error
    except (KeyError, TypeError):
        return None
    return path if isinstance(path, str) else None


def _read(root: Path, file: str) -> bytes | None:
    """The bytes of a file of the workspace, or None where it is not there. Raises OSError."""
    try:
        return content_of(root / file, within=root)
    except FileNotFoundError:
        return None


def _stamped(workspace: Workspace, version: str, day: str) -> dict[str, tuple[bytes | None, bytes]]:
    """The files with a version in them, as they are and stamped: CITATION.cff, the package, and last the
    ontology's header."""
    files: dict[str, tuple[bytes | None, bytes]] = {}
    root = workspace.root
    stamps = {_INFO: Literal(version), _ISSUED: Literal(day, datatype=NamedNode(XSD + "date"))}
    if (written := _read(root, CITATION)) is not None:
        citation = re.sub(r"(?m)^version:[^\r\n]*", f"version: {version}", _text(written, CITATION))
        citation = re.sub(r"(?m)^date-released:[^\r\n]*", f"date-released: {day}", citation)
        files[CITATION] = (written, citation.encode("utf-8"))
        try:
            if cited := from_citation(citation, root).citation:
                stamps[_CITED] = Literal(cited)
        except BadCitation as fault:
            raise Refused(str(fault)) from fault
    if (project := _read(root, "pyproject.toml")) is not None:
        path = _version_file(project)
        if path is not None and (code := _read(root, path)) is not None:
            text = re.sub(r'(?m)^__version__ = ".*"', f'__version__ = "{version}"', _text(code, path))
            files[path] = (code, text.encode("utf-8"))
    for file in workspace.dataset.quads_of:
        if file.layer == "vocabulary":
            written = content_of(file.path, within=root)
            stamped = _stamped_ontology(workspace, file.path, _text(written, file.relative), version, stamps)
            files |= {} if stamped is None else {file.relative: (written, stamped.encode("utf-8"))}
    return files


def _stamped_ontology(
    workspace: Workspace, path: Path, written: str, version: str, stamps: Mapping[NamedNode, Literal]
) -> str | None:
    """The text of an ontology file with these values of its header and the IRIs of this and the last
    version; None where it has no header of ours."""
    try:
        reading = read(written, trig=False)
    except SyntaxFault as fault:
        raise Refused(f"{path}:{fault.line}: {fault.message}") from fault
    quads = [placed.quad for placed in reading.quads]
    headers = [q.subject for q in quads if q.predicate == _TYPE and q.object == NamedNode(OWL + "Ontology")]
    ontology = headers[0] if headers else None
    if not isinstance(ontology, NamedNode) or not ontology.value.startswith(ROOT):
        return None
    values: dict[NamedNode, object] = {**stamps, _IRI: NamedNode(f"{ontology.value}/{version}")}
    current = max(_versions(quads), key=_parts, default=version)
    if current != version:
        values[_PRIOR] = NamedNode(f"{ontology.value}/{current}")
    kept = [quad for quad in quads if quad.subject != ontology or quad.predicate not in values]
    kept += [Quad(ontology, predicate, value) for predicate, value in values.items()]  # type: ignore[arg-type]
    return write_turtle(kept, workspace.prefixes, remarks(reading))


def _entry(version: str, workspace: Workspace, now: Side, before: Side | None) -> str:
    """The changelog's part on data and ontology."""
    lines = [f"## {version}", ""]
    if before is None:
        return "\n".join([*lines, "### Data", "- First release.", ""])
    words = ChangeWords([*before.named, *now.named], workspace.prefixes)
    for heading, vocabulary in (("Data", False), ("Ontology", True)):
        old, new = (_half(side, vocabulary=vocabulary) for side in (before, now))
        changes = differences(old, new)
        if not changes:
            continue
        lines.append(f"### {heading}")
        lines += _come(old, new, words)
        lines += _withdrawn(old, new, words)
        lines += [f"- {summary(changes)}.", ""]
    if len(lines) == 2:
        lines += ["### Data", "- No fact changed.", ""]
    return "\n".join(lines)


def _half(side: Side, *, vocabulary: bool) -> frozenset[Quad]:
    if side.single:
        raise Refused("a release follows a workspace or a git revision: name one of them after --since")
    return frozenset(
        quad
        for file, quads in side.files.items()
        if (file.layer == "vocabulary") == vocabulary
        for quad in quads
    )


def _come(old: frozenset[Quad], new: frozenset[Quad], words: ChangeWords) -> list[str]:
    """A line for each class with new members: how many, and which where they are few."""
    known = introduced(old)
    members: dict[str, list[str]] = {}
    for quad in new:
        if quad.predicate == _TYPE and isinstance(quad.subject, NamedNode):
            iri = quad.subject.value
            if iri.startswith(ROOT) and iri not in known:
                members.setdefault(in_markdown(words.name(quad.object)), []).append(
                    in_markdown(words.thing(quad.subject))
                )
    return [f"- New of class {class_}: {_some(members[class_])}." for class_ in sorted(members)]


def _withdrawn(old: frozenset[Quad], new: frozenset[Quad], words: ChangeWords) -> list[str]:
    found = [in_markdown(words.thing(NamedNode(iri))) for iri in withdrawn(new) - withdrawn(old)]
    return [f"- Withdrawn: {_some(found)}."] if found else []


def _some(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        return str(len(names))
    return ", ".join(sorted(names))
