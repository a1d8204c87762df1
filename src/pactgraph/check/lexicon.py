"""The words of a workspace: the terms its ontology files declare and the concepts of its schemes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from ..model.namespaces import OWL, RDF, RDFS, SKOS
from .names import Names
from .view import View

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


@dataclass(frozen=True)
class Lexicon:
    """What a workspace's vocabulary declares, as IRIs."""

    classes: frozenset[str]
    properties: frozenset[str]
    concept_valued: frozenset[NamedNode]
    """Properties whose range is skos:Concept."""
    concepts: frozenset[str]

    @cached_property
    def names(self) -> dict[str, Names]:
        """The names of each kind, `class`, `property` and `concept`, for what a misspelt one may mean."""
        kinds = {"class": self.classes, "property": self.properties, "concept": self.concepts}
        return {kind: Names(iris) for kind, iris in kinds.items()}

    @classmethod
    def of(cls, vocabulary: Iterable[View]) -> Lexicon:
        """The lexicon that the files of the vocabulary layer make up."""
        classes, properties, concepts = set(), set(), set()
        concept_valued = set()
        for view in vocabulary:
            for quad in view.types:
                if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode):
                    continue
                term, kind = quad.subject, quad.object.value
                if kind in _CLASSES:
                    classes.add(term.value)
                elif kind in _PROPERTIES:
                    properties.add(term.value)
                elif kind == _CONCEPT.value:
                    concepts.add(term.value)
            if _RANGE in view.predicates:
                for quad in view.where(_RANGE):
                    if quad.object == _CONCEPT and isinstance(quad.subject, NamedNode):
                        concept_valued.add(quad.subject)
        return cls(
            frozenset(classes),
            frozenset(properties),
            frozenset(concept_valued),
            frozenset(concepts),
        )
