"""Findings for properties and classes that the ontology does not declare and values that are no concepts,
with suggestions for misspelt names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, NamedNode

from ..rdf.namespaces import CONCEPT, OWL, RDF, RDFS, SKOS
from ..rdf.prefixes import Prefixes
from ..workspace.finding import Finding
from .parsed import TYPE, ParsedFile

_MANY = 500
_CUTOFF = 0.7
_CLASSES = frozenset({OWL + "Class", RDFS + "Class"})
_PROPERTIES = frozenset(
    {
        OWL + "ObjectProperty",
        OWL + "DatatypeProperty",
        OWL + "AnnotationProperty",
        OWL + "FunctionalProperty",
        RDF + "Property",
    }
)
_RANGE = NamedNode(RDFS + "range")
_CONCEPT = NamedNode(SKOS + "Concept")

SCHEMA_TERMS = frozenset(
    {
        *_CLASSES,
        *_PROPERTIES,
        OWL + "Ontology",
        OWL + "disjointWith",
        OWL + "versionInfo",
        OWL + "versionIRI",
        OWL + "priorVersion",
        OWL + "deprecated",
        OWL + "inverseOf",
        OWL + "equivalentClass",
        OWL + "equivalentProperty",
        OWL + "TransitiveProperty",
        OWL + "SymmetricProperty",
        OWL + "imports",
        RDFS + "Datatype",
        RDFS + "subClassOf",
        RDFS + "subPropertyOf",
        RDFS + "domain",
        RDFS + "range",
        RDFS + "isDefinedBy",
        RDFS + "seeAlso",
        RDFS + "comment",
        RDF + "type",
        *(
            f"http://purl.org/dc/terms/{name}"
            for name in ("bibliographicCitation", "created", "issued", "license", "modified")
        ),
        "http://purl.org/ontology/bibo/status",
        "http://xmlns.com/foaf/0.1/logo",
        "http://purl.org/vocab/vann/preferredNamespacePrefix",
        "http://purl.org/vocab/vann/preferredNamespaceUri",
        "https://schema.org/includedInDataCatalog",
    }
)
"""What the vocabulary files themselves are written in."""


def split_iri(iri: str) -> tuple[str, str]:
    """Namespace (up to and with the last `/` or `#`) and local name of an IRI."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:cut], iri[cut:]


class KnownNames:
    """A set of IRIs, by namespace."""

    def __init__(self, iris: Iterable[str] = ()) -> None:
        self._locals: dict[str, set[str]] = {}
        for iri in iris:
            namespace, local = split_iri(iri)
            self._locals.setdefault(namespace, set()).add(local)

    def nearest(self, iri: str) -> str | None:
        """The name nearest to `iri`: one of its namespace with a local name much like its own, else one of
        another namespace with the same local name; None where there is neither."""
        namespace, local = split_iri(iri)
        known = self._locals.get(namespace, set())
        candidates: Iterable[str] = known
        if len(known) > _MANY:
            candidates = (
                name
                for name in known
                if abs(len(name) - len(local)) <= 2 and (name[:2] == local[:2] or name[-3:] == local[-3:])
            )
        match = difflib.get_close_matches(local, sorted(candidates), n=1, cutoff=_CUTOFF)
        if match:
            return namespace + match[0]
        folded = local.lower()
        same = sorted(name for name in known if name.lower() == folded)
        if same:
            return namespace + same[0]
        return min((space + local for space, names in self._locals.items() if local in names), default=None)

    def only_near(self, iri: str, near: str) -> bool:
        """Whether no other name of that namespace is about as near to `iri` as `near` is."""
        namespace, local = split_iri(near)
        wanted = split_iri(iri)[1]
        best = difflib.SequenceMatcher(None, local, wanted).ratio()
        others = self._locals.get(namespace, set()) - {local}
        return not difflib.get_close_matches(wanted, others, n=1, cutoff=max(_CUTOFF, best - 0.05))


@dataclass(frozen=True)
class Vocabulary:
    """What a workspace's vocabulary declares, as IRIs."""

    classes: frozenset[str]
    properties: frozenset[str]
    concept_valued: frozenset[NamedNode]
    """Properties whose range is skos:Concept."""
    concepts: frozenset[str]

    @cached_property
    def names(self) -> dict[str, KnownNames]:
        """The names of each kind, `class`, `property` and `concept`, for what a misspelt one may mean."""
        kinds = {"class": self.classes, "property": self.properties, "concept": self.concepts}
        return {kind: KnownNames(iris) for kind, iris in kinds.items()}

    @classmethod
    def of(cls, files: Iterable[ParsedFile]) -> Vocabulary:
        """What the files of the vocabulary layer declare."""
        classes, properties, concepts = set(), set(), set()
        concept_valued = set()
        for file in files:
            for each in file.types:
                if not isinstance(each.subject, NamedNode) or not isinstance(each.object, NamedNode):
                    continue
                term, kind = each.subject, each.object.value
                if kind in _CLASSES:
                    classes.add(term.value)
                elif kind in _PROPERTIES:
                    properties.add(term.value)
                elif kind == _CONCEPT.value:
                    concepts.add(term.value)
            if _RANGE in file.predicates:
                for each in file.where(_RANGE):
                    if each.object == _CONCEPT and isinstance(each.subject, NamedNode):
                        concept_valued.add(each.subject)
        return cls(
            frozenset(classes),
            frozenset(properties),
            frozenset(concept_valued),
            frozenset(concepts),
        )


def did_you_mean(near: str | None, prefixes: Prefixes) -> str:
    """The remedy that proposes a name; empty where there is none."""
    return f"did you mean {prefixes.curie(near)}?" if near else ""


def undeclared_terms(file: ParsedFile, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Properties and classes of one file that the ontology does not declare, and values that are not
    concepts."""
    schema = SCHEMA_TERMS if file.source.layer == "vocabulary" else frozenset()
    properties, classes = vocabulary.properties | schema, vocabulary.classes | schema
    unknown = {each for each in file.predicates if each.value not in properties}
    for each in file.statements if unknown else ():
        if each.predicate in unknown:
            name = file.prefixes.curie(each.predicate)
            said = f"{name} is no property of the ontology"
            near = vocabulary.names["property"].nearest(each.predicate.value)
            remedy = did_you_mean(near, file.prefixes) or _declare("property")
            yield file.finding(each.predicate_at, each.subject, "unknown-property", said, remedy)
    for each in file.types:
        kind = each.object
        if not isinstance(kind, NamedNode) or kind.value not in classes:
            said = f"{_shown(kind, file.prefixes)} is not a class of the ontology"
            remedy = _near(kind, "class", vocabulary, file.prefixes) or _declare("class")
            yield file.finding(each.object_at, each.subject, "unknown-class", said, remedy)
    if file.predicates & vocabulary.concept_valued:
        yield from _values(file, vocabulary)


def _values(file: ParsedFile, vocabulary: Vocabulary) -> Iterator[Finding]:
    for each in file.statements:
        value = each.object
        if each.predicate not in vocabulary.concept_valued or each.predicate == TYPE:
            continue
        if isinstance(value, NamedNode) and (
            value.value in vocabulary.concepts or value.value.startswith(CONCEPT)
        ):
            continue
        shown = _shown(value, file.prefixes)
        said = f"{file.prefixes.curie(each.predicate)} takes a concept, and {shown} is none"
        near = _near(value, "concept", vocabulary, file.prefixes)
        remedy = near or "choose a concept from ontology/schemes/"
        yield file.finding(each.object_at, each.subject, "unknown-concept", said, remedy)


def _near(term: object, kind: str, vocabulary: Vocabulary, prefixes: Prefixes) -> str:
    near = vocabulary.names[kind].nearest(term.value) if isinstance(term, NamedNode) else None
    return did_you_mean(near, prefixes)


def _shown(term: object, prefixes: Prefixes) -> str:
    if isinstance(term, BlankNode):
        return "a blank node"
    return prefixes.curie(term) if isinstance(term, NamedNode) else str(term)


def _declare(what: str) -> str:
    return f"use a {what} of ontology/pactgraph.ttl, or declare it in a file of ontology/"
