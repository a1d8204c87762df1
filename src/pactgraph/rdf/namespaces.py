"""Pactgraph's own IRIs: one namespace for terms, one for concepts, one for records, one for file graphs."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

ROOT = "https://w3id.org/pactgraph/"
PACT = ROOT + "def#"
CONCEPT = ROOT + "concept/"
RECORD = ROOT + "id/"
GRAPH = ROOT + "graph/"
ACCEPTED = NamedNode(GRAPH + "default")
"""The named graph in which a store that others run holds the accepted statements, the default graph here."""

DERIVED = NamedNode(GRAPH + "derived")
"""The named graph of what the law and the rules made and no passage says in these words."""

LEDGER = NamedNode(ROOT + "push/ledger")
"""The named graph in which `pactgraph push` keeps its books in such a store: no source of any statement."""

NEXT = NamedNode(ROOT + "push/next")
"""The named graph in which it gathers what is to stand, until that takes the place of what stood."""

CATALOGUE = ROOT + "catalogue"
DATASET = ROOT + "dataset"
"""The catalogue and the dataset as `pactgraph describe` describes them; its parts have fragments, its
versions a path."""

PASSAGE = RECORD + "passage/"
DOCUMENT = RECORD + "document/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SH = "http://www.w3.org/ns/shacl#"
PROV = "http://www.w3.org/ns/prov#"
CITO = "http://purl.org/spar/cito/"

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PASSAGE_SLUG = re.compile(rf"({SLUG.pattern})_(0|[1-9][0-9]*)-([1-9][0-9]*)")


def pact(name: str) -> NamedNode:
    """The term `name` of Pactgraph's ontology."""
    return NamedNode(PACT + name)


BOUNDS = (
    (pact("earliest"), pact("latest")),
    (pact("beginEarliest"), pact("beginLatest")),
    (pact("endEarliest"), pact("endLatest")),
)
"""The properties that give the first and the last possible day: of what happened, of a begin, of an end."""


def record(kind: str, slug: str) -> NamedNode:
    """The record `slug` of a kind such as `region` or `agreement`."""
    return NamedNode(f"{RECORD}{kind}/{slug}")


def file_graph(stem: str) -> NamedNode:
    """The own graph of the file whose name without suffix is `stem`; what an IRI cannot hold is
    percent-encoded (RFC 3987, section 2.2)."""
    try:
        return NamedNode(GRAPH + stem)
    except ValueError:
        from urllib.parse import quote

        return NamedNode(GRAPH + quote(stem, errors="surrogateescape"))


def passage_iri(document: str, start: int, end: int) -> NamedNode:
    """The passage of the document with slug `document` from code point `start` to before `end`."""
    return NamedNode(f"{PASSAGE}{document}_{start}-{end}")


def split_passage(iri: str) -> tuple[str, int, int] | None:
    """Document slug, start and end (code points) of a passage IRI, or None if `iri` has not that form."""
    if not iri.startswith(PASSAGE):
        return None
    match = PASSAGE_SLUG.fullmatch(iri[len(PASSAGE) :])
    return (match[1], int(match[2]), int(match[3])) if match else None


def is_own(iri: str) -> bool:
    """Whether `iri` is in one of Pactgraph's namespaces."""
    return iri.startswith(ROOT)


_OF_PUBLICATION = re.compile(
    rf"{re.escape(ROOT)}(?:assets/logo\.svg|catalogue|dataset(?:[/#].*)?|def/[0-9]+\.[0-9]+\.[0-9]+)",
    re.DOTALL,
)


def of_publication(iri: str) -> bool:
    """Whether `iri` names a thing that comes with publishing: the catalogue, the dataset, its parts, a
    version of it or of the ontology, the logo. No file of a workspace introduces these."""
    return _OF_PUBLICATION.fullmatch(iri) is not None


def kind_of(iri: str) -> str | None:
    """The kind of a record IRI (`region`, `agreement` ...) or the scheme of a concept IRI, else None."""
    for base in (RECORD, CONCEPT):
        if iri.startswith(base):
            kind, _, slug = iri[len(base) :].partition("/")
            return kind if slug else None
    return None
