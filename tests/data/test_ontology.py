"""The ontology: every term labelled, defined, used, and consistent together with the data."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, serialize
from rdflib import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from pactgraph.check.usage import term_uses
from pactgraph.prose.texts import LANGUAGES
from pactgraph.rdf.namespaces import PACT
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.open(REPOSITORY)


@pytest.fixture(scope="module")
def vocabulary(workspace: Workspace) -> rdflib.Graph:
    graph = rdflib.Graph()
    for file, quads in workspace.dataset.quads_of.items():
        if file.layer == "vocabulary":
            text = serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES)
            graph.parse(data=text.decode("utf-8"), format="nt")
    return graph


def own_terms(graph: rdflib.Graph) -> list[rdflib.URIRef]:
    return sorted({term for term in graph.subjects(RDF.type) if str(term).startswith(PACT)})


def languages(graph: rdflib.Graph, term: Node, labels: rdflib.URIRef) -> set[str | None]:
    return {label.language for label in graph.objects(term, labels) if isinstance(label, rdflib.Literal)}


def test_every_term_of_ours_has_labels_and_one_definition(vocabulary: rdflib.Graph) -> None:
    terms = own_terms(vocabulary)
    assert len(terms) > 60
    for term in terms:
        assert languages(vocabulary, term, RDFS.label) == {*LANGUAGES}, term
        (definition,) = vocabulary.objects(term, SKOS.definition)
        assert not str(definition).endswith("."), f"{term}: a definition replaces the term in a sentence"


def test_every_concept_has_labels_a_definition_and_a_scheme(vocabulary: rdflib.Graph) -> None:
    for concept in vocabulary.subjects(RDF.type, SKOS.Concept):
        assert languages(vocabulary, concept, SKOS.prefLabel) == {*LANGUAGES}, concept
        assert len(set(vocabulary.objects(concept, SKOS.definition))) == 1, concept
        (scheme,) = vocabulary.objects(concept, SKOS.inScheme)
        assert str(concept).startswith(f"{scheme}/")
        for broader in vocabulary.objects(concept, SKOS.broader):
            assert (broader, SKOS.inScheme, scheme) in vocabulary


def test_labels_are_unique_within_a_scheme(vocabulary: rdflib.Graph) -> None:
    for scheme in vocabulary.subjects(RDF.type, SKOS.ConceptScheme):
        labels = [
            (str(label).lower(), label.language)
            for concept in vocabulary.subjects(SKOS.inScheme, scheme)
            for label in vocabulary.objects(concept, SKOS.prefLabel)
        ]
        assert len(labels) == len(set(labels)), scheme


def test_domains_and_ranges_are_declared_classes(vocabulary: rdflib.Graph) -> None:
    classes = set(vocabulary.subjects(RDF.type, OWL.Class))
    for term in own_terms(vocabulary):
        for property_ in (RDFS.domain, RDFS.range):
            for found in vocabulary.objects(term, property_):
                if not str(found).startswith((str(rdflib.XSD), str(RDF))):
                    assert found in classes, f"{term} {property_} {found}"


def test_every_term_of_ours_is_used_by_a_datum_a_rule_or_a_query(workspace: Workspace) -> None:
    texts = [path.read_text(encoding="utf-8") for path in workspace.queries.glob("*/*.rq")]
    texts += [rule.text for rule in workspace.rules.rules]
    unused = [
        use.term.value for use in term_uses(workspace.dataset, texts, workspace.prefixes) if not use.used
    ]
    assert unused == []


def contradictions(graph: rdflib.Graph) -> list[str]:
    """What an OWL 2 RL closure (OWL 2 Profiles, section 4.3) finds contradictory; expands the graph."""
    closure = owlrl.OWLRL_Semantics(graph, False, False, True)
    closure.closure()
    return list(closure.error_messages)


@pytest.fixture
def everything(workspace: Workspace) -> rdflib.Graph:
    graph = rdflib.Graph()
    text = serialize(workspace.facts.default_graph(), format=RdfFormat.N_TRIPLES)
    return graph.parse(data=text.decode("utf-8"), format="nt")


@pytest.mark.slow
def test_ontology_and_data_are_consistent_under_owl_2_rl(everything: rdflib.Graph) -> None:
    assert contradictions(everything) == []
    assert (
        rdflib.URIRef("https://w3id.org/pactgraph/id/government/saxony"),
        RDF.type,
        rdflib.URIRef("http://www.w3.org/ns/org#Organization"),
    ) in everything


def test_a_region_that_is_a_government_is_a_contradiction(workspace: Workspace) -> None:
    terms = rdflib.Graph().parse(workspace.root / "ontology" / "pactgraph.ttl")
    saxony = rdflib.URIRef("https://w3id.org/pactgraph/id/region/saxony")
    terms.add((saxony, RDF.type, rdflib.URIRef(PACT + "Region")))
    terms.add((saxony, RDF.type, rdflib.URIRef(PACT + "Government")))
    assert contradictions(terms)


def test_strengths_are_ranked(workspace: Workspace) -> None:
    ranks = {
        quad.subject.value.rpartition("/")[2]: int(quad.object.value)
        for quad in workspace.dataset.quads()
        if quad.predicate == NamedNode(str(SKOS.notation))
        and isinstance(quad.subject, NamedNode)
        and "/concept/strength/" in quad.subject.value
        and isinstance(quad.object, Literal)
    }
    assert sorted(ranks, key=ranks.__getitem__) == ["aspire", "explore", "intend", "decide", "bind"]
