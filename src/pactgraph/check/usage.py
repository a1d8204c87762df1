"""Which terms and concepts earn their place: used by a datum, a rule or a stored query. Those that were
withdrawn have none to earn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import NamedNode

from ..rdf.namespaces import CONCEPT, PACT, RDF, SKOS
from ..workspace.dataset import Dataset
from ..workspace.published import withdrawn

_TYPE = NamedNode(RDF + "type")
_IN_SCHEME = NamedNode(SKOS + "inScheme")
_NAME = re.compile(r"(?<![\w?$:-])([a-z][\w-]*):([A-Za-z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Use:
    """One term of the ontology or one concept, and who uses it. `scheme` is that of a concept."""

    term: NamedNode
    in_data: bool
    in_queries: bool
    scheme: NamedNode | None = None

    @property
    def used(self) -> bool:
        """Whether a datum or a query uses it."""
        return self.in_data or self.in_queries


def term_uses(dataset: Dataset, queries: Iterable[str], prefixes: Mapping[str, str]) -> list[Use]:
    """Each class and property that the vocabulary defines in our namespace and has not withdrawn, sorted by
    IRI. `queries` are the texts of the stored queries, and of the rules."""
    data, asked, gone = _used_in_data(dataset), _named_in(queries, prefixes), withdrawn(dataset.quads())
    terms = {
        quad.subject
        for quad in dataset.quads()
        if quad.predicate == _TYPE
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(PACT)
        and quad.subject.value not in gone
    }
    return [
        Use(term, term in data, term.value in asked) for term in sorted(terms, key=lambda node: node.value)
    ]


def concept_uses(dataset: Dataset, queries: Iterable[str], prefixes: Mapping[str, str]) -> list[Use]:
    """Each concept of the schemes, sorted by IRI. A query uses a concept that it names, and every concept of
    a scheme that it takes a parameter from or whose namespace it names."""
    queries = list(queries)
    data, asked, gone = _used_in_data(dataset), _named_in(queries, prefixes), withdrawn(dataset.quads())
    spaces = {
        space
        for space in (f"/concept/{name}" for name in _scheme_names(dataset))
        if any(f"{space}/" in text or f"{space}-" in text for text in queries)
    }
    uses = []
    for quad in dataset.quads():
        if (
            quad.predicate == _IN_SCHEME
            and isinstance(quad.subject, NamedNode)
            and quad.subject.value not in gone
        ):
            scheme = quad.object if isinstance(quad.object, NamedNode) else None
            by_scheme = scheme is not None and (
                scheme.value in asked or any(scheme.value.endswith(space) for space in spaces)
            )
            uses.append(
                Use(quad.subject, quad.subject in data, quad.subject.value in asked or by_scheme, scheme)
            )
    return sorted(uses, key=lambda use: use.term.value)


def _scheme_names(dataset: Dataset) -> set[str]:
    return {
        quad.object.value.removeprefix(CONCEPT)
        for quad in dataset.quads()
        if quad.predicate == _IN_SCHEME and isinstance(quad.object, NamedNode)
    }


def _used_in_data(dataset: Dataset) -> set[object]:
    """What the files but the ontology's own say of things; schemes say how their concepts hang together."""
    data = (
        quads
        for file, quads in dataset.quads_of.items()
        if file.layer != "vocabulary" or file.relative.startswith("ontology/schemes/")
    )
    return {term for quad in chain.from_iterable(data) for term in (quad.predicate, quad.object)}


def _named_in(queries: Iterable[str], prefixes: Mapping[str, str]) -> set[str]:
    return {
        prefixes[match[1]] + match[2]
        for text in queries
        for match in _NAME.finditer(text)
        if match[1] in prefixes
    }
