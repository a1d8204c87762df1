"""The list of published IRIs: what was published once stays, or is withdrawn openly.

`data/released-iris.txt` holds the IRIs of every released version, one a line, sorted; a line that begins with
`#` is a remark. An IRI is withdrawn by `owl:deprecated true` on it, with `dcterms:isReplacedBy` where another
has taken its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ..rdf.namespaces import OWL
from .content import content_of

FILE = "data/released-iris.txt"
DEPRECATED = NamedNode(OWL + "deprecated")
_HEADER = "# The IRIs of every released version, one a line. None is ever taken out.\n"


def published(root: Path) -> dict[str, int]:
    """The published IRIs of the workspace at `root`, each with the number of its line; none where there is
    no list. Raises OSError where it cannot be read."""
    try:
        text = content_of(root / FILE, within=root).decode("utf-8", "replace")
    except FileNotFoundError:
        return {}
    lines = ((line.strip(), number) for number, line in enumerate(text.split("\n"), 1))
    return {line: number for line, number in lines if line and not line.startswith("#")}


def list_text(iris: Iterable[str]) -> str:
    """The text of the list."""
    return _HEADER + "".join(f"{iri}\n" for iri in sorted(set(iris)))


def withdrawn(statements: Iterable[Quad | Triple]) -> frozenset[str]:
    """The IRIs that the statements mark as withdrawn."""
    return frozenset(
        each.subject.value
        for each in statements
        if each.predicate == DEPRECATED
        and isinstance(each.subject, NamedNode)
        and isinstance(each.object, Literal)
        and each.object.value in ("true", "1")
    )
