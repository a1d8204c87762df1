"""The ontology under the 24 tests that FOOPS! applies to ontologies (https://w3id.org/foops/catalogue).

Most read the file; the others ask the web whether something published is there, which no test here can know.
`python tests/publish/test_fair.py` prints for each pass, or why not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS, VANN

from pactgraph.publish.citation import about
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
FILE = REPOSITORY / "ontology" / "pactgraph.ttl"
BIBO = rdflib.Namespace("http://purl.org/ontology/bibo/")
FOAF = rdflib.FOAF
PERSISTENT = ("w3id.org", "doi.org", "purl.", "www.w3.org", "data.europa.eu")
METADATA = {
    "title": DCTERMS.title,
    "description": DCTERMS.description,
    "licence": DCTERMS.license,
    "version IRI": OWL.versionIRI,
    "version": OWL.versionInfo,
    "author": DCTERMS.creator,
    "namespace": VANN.preferredNamespaceUri,
    "prefix": VANN.preferredNamespacePrefix,
    "date of creation": DCTERMS.created,
    "date of issue": DCTERMS.issued,
    "citation": DCTERMS.bibliographicCitation,
    "publisher": DCTERMS.publisher,
    "status": BIBO.status,
    "source": DCTERMS.source,
    "DOI": BIBO.doi,
    "logo": FOAF.logo,
}
WANTED = {
    "OM1": ("title", "description", "licence", "version IRI", "author", "namespace"),
    "OM2": ("prefix", "version", "date of creation", "citation"),
    "OM3": ("DOI", "publisher", "logo", "status", "source", "date of issue"),
    "OM4.1": ("licence",),
    "OM5.1": ("date of creation", "author"),
    "OM5.2": ("date of issue", "publisher"),
    "FIND1": ("prefix",),
}
ON_THE_WEB = {
    "CN1": "asks the ontology's address for HTML and RDF: host files for it come with the built site",
    "DOC1": "asks the ontology's address for HTML: the built site has the page",
    "FIND2": "asks prefix.cc and LOV for the prefix: registering it there is for its owners to do",
    "OM4.2": "asks the licence's address: it is that of Creative Commons",
    "URI1": "asks the ontology's address: w3id.org must be given the redirect that comes with the built site",
    "VER2": "asks the version's address: as URI1",
}
KNOWN = {"OM3": "without DOI"}
"""What cannot be met: a DOI comes with a deposit."""


def graph() -> rdflib.Graph:
    """The ontology's file."""
    return rdflib.Graph().parse(FILE, format="turtle")


def results(ontology: rdflib.Graph) -> Iterator[tuple[str, str | None]]:
    """Each test that reads the file, with None where it passes and else what is missing."""
    (name,) = ontology.subjects(RDF.type, OWL.Ontology)
    has = {each for each, property_ in METADATA.items() if (name, property_, None) in ontology}
    for test, wanted in WANTED.items():
        missing = [each for each in wanted if each not in has]
        yield test, f"without {', '.join(missing)}" if missing else None
    namespace = str(ontology.value(name, VANN.preferredNamespaceUri))
    own = {
        term
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in ontology.subjects(RDF.type, kind)
    }
    wider = {*ontology.objects(None, RDFS.subClassOf), *ontology.objects(None, RDFS.subPropertyOf)}
    version = ontology.value(name, OWL.versionIRI)
    listed = (name, SDO.includedInDataCatalog, None) in ontology
    checks: dict[str, tuple[Callable[[], bool], str]] = {
        "RDF1": (lambda: len(ontology) > 0, "the file holds nothing"),
        "PURL1": (lambda: any(each in str(name) for each in PERSISTENT), f"{name} is of no known scheme"),
        "HTTP1": (lambda: str(name).startswith("http"), f"{name} is no HTTP address"),
        "URI2": (lambda: namespace.rstrip("#/") == str(name), f"{name} is not where {namespace} leads"),
        "VER1": (lambda: version not in (None, name), "no version IRI of its own"),
        "FIND3": (lambda: listed, "in no catalogue"),
        "FIND_3_BIS": (lambda: listed, "in no catalogue"),
        "VOC1": (lambda: (name, DCTERMS.title, None) in ontology, "metadata in no known vocabulary"),
        "VOC2": (lambda: any(not str(each).startswith(namespace) for each in wider), "extends no vocabulary"),
        "VOC3": (lambda: bool(own) and not _without(ontology, own, RDFS.label), "terms without label"),
        "VOC4": (lambda: bool(own) and not _without(ontology, own, SKOS.definition), "undefined terms"),
    }
    for test, (holds, why) in checks.items():
        yield test, None if holds() else why


def _without(ontology: rdflib.Graph, terms: set[rdflib.term.Node], property_: rdflib.URIRef) -> list[object]:
    return [term for term in terms if (term, property_, None) not in ontology]


def test_what_the_file_can_meet_is_met() -> None:
    found = dict(results(graph()))
    assert len(found) + len(ON_THE_WEB) == 24
    assert {test: why for test, why in found.items() if why} == KNOWN


@pytest.mark.parametrize("property_", [DCTERMS.title, OWL.versionIRI, RDFS.label, SKOS.definition])
def test_each_can_fail(property_: rdflib.URIRef) -> None:
    ontology = graph()
    ontology.remove((None, property_, None))
    assert {test for test, why in results(ontology) if why} > KNOWN.keys()


def test_the_header_cites_as_the_citation_file_does() -> None:
    ontology = graph()
    (name,) = ontology.subjects(RDF.type, OWL.Ontology)
    workspace = Workspace.open(REPOSITORY)
    known = about(workspace.root, workspace.dataset)
    assert str(ontology.value(name, DCTERMS.bibliographicCitation)) == known.citation
    assert str(ontology.value(name, DCTERMS.issued)) == known.issued
    assert str(ontology.value(name, OWL.versionIRI)) == f"{name}/{known.version}"
    assert str(ontology.value(name, OWL.versionInfo)) == known.version


if __name__ == "__main__":
    read = dict(results(graph()))
    for test in sorted({*read, *ON_THE_WEB}):
        print(f"{test:<11}", ON_THE_WEB.get(test) or read.get(test) or "pass")
