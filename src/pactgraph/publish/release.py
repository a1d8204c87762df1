"""A release: versions stamped, the changelog's entries from the differences, the list of published IRIs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from ..model.markdown import in_markdown
from ..model.namespaces import OWL, RDF, ROOT, XSD
from ..model.syntax import SyntaxFault, read
from ..model.syntax.remarks import remarks
from ..model.writer import write_turtle
from ..workspace.content import text_of
from ..workspace.files import SourceFile
from ..workspace.published import FILE, list_text, published, withdrawn
from ..workspace.workspace import Workspace
from .citation import FILE as CITATION
from .citation import BadCitation, from_citation
from .description import DCTERMS
from .diff import Words, differences, summary
from .released import introduced, migration, replacements, vanished
from .revisions import Side

VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_TYPE = NamedNode(RDF + "type")
_INFO, _IRI, _PRIOR = (NamedNode(OWL + name) for name in ("versionInfo", "versionIRI", "priorVersion"))
_ISSUED, _CITED = (NamedNode(DCTERMS + name) for name in ("issued", "bibliographicCitation"))
_MOST_NAMED = 12


class Refused(Exception):
    """There is nothing to release like this; the message says why and what to do, `iris` which published IRIs
    are gone."""

    def __init__(self, message: str, iris: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.iris = tuple(iris)


@dataclass(frozen=True)
class Release:
    """What a release writes: the new texts of files by their paths relative to the workspace; `entry` is the
    part of the changelog."""

    version: str
    entry: str
    files: dict[str, str] = field(default_factory=dict)


def plan(workspace: Workspace, version: str, day: str, now: Side, before: Side | None) -> Release:
    """The release of `now`, the workspace's own files, as `version` on `day` (ISO 8601), after `before`.

    Raises OSError where a file cannot be read; Refused for a version that is none or not later than the last
    one, and where a published IRI is gone without `owl:deprecated`.
    """
    quads = list(now.named)
    old = list(before.named) if before is not None else []
    released = published(workspace.root).keys()
    current = _current(quads)
    _check_version(version, current, bool(released))
    if gone := vanished(released | introduced(old), quads):
        raise Refused(
            "published IRIs are gone: put them back, or withdraw each with owl:deprecated true (and "
            "dcterms:isReplacedBy where another takes its place)",
            gone,
        )
    entry = _entry(version, workspace, now, before)
    files = {FILE: list_text(released | introduced(quads))}
    files |= _stamped(workspace, version, current, day)
    changelog = _read(workspace.root, "CHANGELOG.md") or "# Changelog\n"
    if f"\n## {version}\n" not in changelog:
        head, mark, rest = changelog.partition("\n## ")
        files["CHANGELOG.md"] = f"{head.rstrip()}\n\n{entry}" + (f"{mark}{rest}" if mark else "")
    known = withdrawn(old)
    renamed = {iri: new for iri, new in replacements(quads).items() if iri not in known}
    if renamed:
        files[f"ontology/migrations/{version}.ru"] = migration(renamed, workspace.prefixes)
    return Release(version, entry, files)


def current_version(workspace: Workspace) -> str | None:
    """The version that the ontology's header names."""
    return _current(workspace.dataset.quads())


def _current(quads: Iterable[Quad]) -> str | None:
    found = [q.object.value for q in quads if q.predicate == _INFO and isinstance(q.object, Literal)]
    return max(found, key=_parts, default=None)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _check_version(version: str, current: str | None, released: bool) -> None:
    if not VERSION.fullmatch(version):
        raise Refused(f"{version} is no version: three numbers, such as 0.2.0")
    if current is None:
        return
    if _parts(version) < _parts(current) or (released and _parts(version) == _parts(current)):
        raise Refused(f"{version} is not later than {current}, the version in the ontology's header")


def _read(root: Path, file: str) -> str | None:
    """The text of a file of the workspace, or None where it is not there. Raises OSError."""
    try:
        return text_of(root / file, within=root)
    except FileNotFoundError:
        return None


def _stamped(workspace: Workspace, version: str, current: str | None, day: str) -> dict[str, str]:
    """The files with a version in them, stamped: CITATION.cff, the ontology's header, the package."""
    files: dict[str, str] = {}
    root = workspace.root
    stamps = {_INFO: Literal(version), _ISSUED: Literal(day, datatype=NamedNode(XSD + "date"))}
    if (citation := _read(root, CITATION)) is not None:
        citation = re.sub(r"(?m)^version:.*$", f"version: {version}", citation)
        citation = re.sub(r"(?m)^date-released:.*$", f"date-released: {day}", citation)
        files[CITATION] = citation
        try:
            if cited := from_citation(citation, root).citation:
                stamps[_CITED] = Literal(cited)
        except BadCitation as fault:
            raise Refused(str(fault)) from fault
    for file in workspace.dataset.quads_of:
        if file.layer == "vocabulary":
            text = _stamped_ontology(workspace, file, version, current, stamps)
            files |= {} if text is None else {file.relative: text}
    if (project := _read(root, "pyproject.toml")) is not None:
        path = tomllib.loads(project).get("tool", {}).get("hatch", {}).get("version", {}).get("path")
        if path and (code := _read(root, path)) is not None:
            files[path] = re.sub(r'(?m)^__version__ = ".*"$', f'__version__ = "{version}"', code)
    return files


def _stamped_ontology(
    workspace: Workspace,
    file: SourceFile,
    version: str,
    current: str | None,
    stamps: Mapping[NamedNode, Literal],
) -> str | None:
    """The text of an ontology file with these values of its header and the IRIs of this and the last
    version; None where it has no header of ours."""
    try:
        reading = read(text_of(file.path, within=workspace.root), trig=False)
    except (OSError, SyntaxFault) as fault:
        raise Refused(f"{file.relative}: {fault}") from fault
    quads = [placed.quad for placed in reading.quads]
    headers = [q.subject for q in quads if q.predicate == _TYPE and q.object == NamedNode(OWL + "Ontology")]
    ontology = headers[0] if headers else None
    if not isinstance(ontology, NamedNode) or not ontology.value.startswith(ROOT):
        return None
    values: dict[NamedNode, object] = {**stamps, _IRI: NamedNode(f"{ontology.value}/{version}")}
    if current is not None and current != version:
        values[_PRIOR] = NamedNode(f"{ontology.value}/{current}")
    kept = [quad for quad in quads if quad.subject != ontology or quad.predicate not in values]
    kept += [Quad(ontology, predicate, value) for predicate, value in values.items()]  # type: ignore[arg-type]
    return write_turtle(kept, workspace.prefixes, remarks(reading))


def _entry(version: str, workspace: Workspace, now: Side, before: Side | None) -> str:
    """The changelog's part on data and ontology."""
    lines = [f"## {version}", ""]
    if before is None:
        return "\n".join([*lines, "### Data", "- First release.", ""])
    words = Words([*before.named, *now.named], workspace.prefixes)
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


def _come(old: frozenset[Quad], new: frozenset[Quad], words: Words) -> list[str]:
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


def _withdrawn(old: frozenset[Quad], new: frozenset[Quad], words: Words) -> list[str]:
    found = [in_markdown(words.thing(NamedNode(iri))) for iri in withdrawn(new) - withdrawn(old)]
    return [f"- Withdrawn: {_some(found)}."] if found else []


def _some(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        return str(len(names))
    return ", ".join(sorted(names))
