"""What a workspace says of itself in its `CITATION.cff`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import NamedNode

from ..rdf.fault import Fault
from ..rdf.namespaces import OWL
from ..workspace.content import reason, remedy, text_of
from ..workspace.dataset import Dataset
from .description import LICENCES, About
from .export import vocabulary_of

FILE = "CITATION.cff"
_PRIOR = NamedNode(OWL + "priorVersion")


class BadCitation(Fault):
    """The citation file cannot be read; the message says where and why."""

    exit_code = 1


def about(root: Path, dataset: Dataset) -> About:
    """What is known of the dataset at `root`: without a citation file its folder's name, and no licence and
    no author, since those of the ontology are not the data's. Raises BadCitation where `CITATION.cff` is
    there and cannot be read (Citation File Format 1.2)."""
    try:
        text = text_of(root / FILE, within=root)
    except FileNotFoundError:
        return About(root.resolve().name, root.resolve().name)
    except OSError as error:
        raise BadCitation(f"{FILE}: {reason(error)}: {remedy(error)}") from error
    return from_citation(text, root, _previous(dataset))


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


def _previous(dataset: Dataset) -> str | None:
    """The version before this one, by the ontology's header."""
    for quad in vocabulary_of(dataset):
        if quad.predicate == _PRIOR and isinstance(quad.object, NamedNode):
            return quad.object.value.rstrip("/").rsplit("/", 1)[-1]
    return None
