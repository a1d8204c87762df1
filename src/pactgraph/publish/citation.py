"""What a workspace says of itself: its `CITATION.cff`, or else the header of its ontology."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..model.namespaces import OWL, RDF, RDFS
from ..workspace.dataset import Dataset
from .description import DCTERMS, LICENCES, About

FILE = "CITATION.cff"


class BadCitation(Exception):
    """The citation file cannot be read; the message says where and why."""


def about(root: Path, dataset: Dataset) -> About:
    """What is known of the dataset at `root`. Raises BadCitation where `CITATION.cff` is there and cannot be
    read (Citation File Format 1.2)."""
    header = _header(dataset)
    previous = header.get(OWL + "priorVersion", "").rstrip("/").rsplit("/", 1)[-1] or None
    try:
        text = (root / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        title = header.get(RDFS + "label", root.name)
        creator = header.get(DCTERMS + "creator")
        return About(
            title,
            header.get(DCTERMS + "description", title),
            header.get(OWL + "versionInfo"),
            licence=header.get(DCTERMS + "license"),
            authors=(creator,) if creator else (),
            previous=previous,
        )
    except (OSError, UnicodeDecodeError) as error:
        raise BadCitation(f"{root / FILE}: {error}") from error
    return from_citation(text, root, previous)


def from_citation(text: str, root: Path, previous: str | None = None) -> About:
    """What the text of a `CITATION.cff` at `root` says. Raises BadCitation as `about` does."""
    import yaml

    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadCitation(f"{root / FILE} is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(given, Mapping) or not given.get("title"):
        raise BadCitation(f"{root / FILE} has no title: write it as the Citation File Format says")
    authors = tuple(filter(None, (_author(each) for each in given.get("authors") or ())))
    title, version, issued = str(given["title"]), given.get("version"), given.get("date-released")
    licences = given.get("license") or []
    named = [str(each) for each in (licences if isinstance(licences, list) else [licences])]
    licence = next((LICENCES[each] for each in named if each in LICENCES), None)
    year = str(issued)[:4] if issued else None
    parts = ["; ".join(authors), f"({year})" if year else "", f"{title}." if authors else title]
    parts += [f"Version {version}." if version else "", str(given.get("url") or "")]
    return About(
        title,
        str(given.get("abstract") or title),
        None if version is None else str(version),
        None if issued is None else str(issued),
        licence,
        authors,
        tuple(str(each) for each in given.get("keywords") or ()),
        citation=" ".join(part for part in parts if part),
        previous=previous,
    )


def _author(given: object) -> str | None:
    if not isinstance(given, Mapping):
        return None
    if given.get("name"):
        return str(given["name"])
    parts = (given.get("given-names"), given.get("name-particle"), given.get("family-names"))
    return " ".join(str(part) for part in parts if part) or None


def _header(dataset: Dataset) -> dict[str, str]:
    """The values of the ontology's header by property; of texts the English one."""
    kind = NamedNode(OWL + "Ontology")
    found: dict[str, str] = {}
    quads = [q for file, quads in dataset.quads_of.items() if file.layer == "vocabulary" for q in quads]
    headers = {quad.subject for quad in quads if quad.predicate.value == RDF + "type" and quad.object == kind}
    for quad in quads:
        if quad.subject in headers:
            if isinstance(quad.object, Literal) and quad.object.language not in (None, "en"):
                continue
            if isinstance(quad.object, Literal | NamedNode):
                found.setdefault(quad.predicate.value, quad.object.value)
    return found
