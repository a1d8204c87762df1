"""The description of a dataset in DCAT 3 and VoID: counted and measured, never typed in.

What no count gives (title, licence, authors, keywords) comes from the workspace's `CITATION.cff`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from ..rdf.namespaces import CATALOGUE, DATASET, DOCUMENT, OWL, PACT, PROV, RDF, RDFS, ROOT, XSD
from ..workspace.facts import Facts
from ..workspace.packing import inner_name
from .partitions import partitions

DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
VOID = "http://rdfs.org/ns/void#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
MEDIA = "https://www.iana.org/assignments/media-types/"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
PUBLIC = NamedNode("http://publications.europa.eu/resource/authority/access-right/PUBLIC")

PREFIXES = {"dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "spdx": SPDX, "vcard": VCARD, "void": VOID}
"""Prefixes of a description beside those of the workspace."""

LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
_FORMATS = {
    ".ttl": ("Turtle", "text/turtle", "RDF_TURTLE"),
    ".trig": ("TriG", "application/trig", "RDF_TRIG"),
    ".nt": ("N-Triples", "application/n-triples", "RDF_N_TRIPLES"),
    ".nq": ("N-Quads", "application/n-quads", "RDF_N_QUADS"),
    ".jsonld": ("JSON-LD", "application/ld+json", "JSON_LD"),
    ".rdf": ("RDF/XML", "application/rdf+xml", "RDF_XML"),
}
_PACKED = {".gz": "application/gzip", ".zst": "application/zstd"}
_CANONICAL = NamedNode("https://www.w3.org/TR/rdf-canon/")
_TYPE = NamedNode(RDF + "type")
_RANGES = {
    f"{DCTERMS}license": f"{DCTERMS}LicenseDocument",
    f"{DCTERMS}accessRights": f"{DCTERMS}RightsStatement",
    f"{DCTERMS}conformsTo": f"{DCTERMS}Standard",
    f"{DCTERMS}format": f"{DCTERMS}MediaTypeOrExtent",
    f"{DCAT}mediaType": f"{DCTERMS}MediaType",
    f"{DCAT}compressFormat": f"{DCTERMS}MediaType",
    f"{DCAT}landingPage": f"{FOAF}Document",
}
"""The class of what stands as value of a property, which DCAT-AP asks to be said."""
_LANGUAGES = {
    "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG", "es": "SPA",
    "et": "EST", "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA",
    "lt": "LIT", "lv": "LAV", "mt": "MLT", "nl": "NLD", "pl": "POL", "pt": "POR", "ro": "RON",
    "sk": "SLK", "sl": "SLV", "sv": "SWE",
}  # fmt: skip
"""The official languages of the European Union as its authority table of languages codes them."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a dataset beside its statements. `licence` is an IRI; dates are ISO 8601."""

    title: str
    description: str
    version: str | None = None
    issued: str | None = None
    licence: str | None = None
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    contact: str | None = None
    citation: str | None = None
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that holds the dataset: its name, its bytes in number, their SHA-256 in hexadecimal digits, and
    whether these are the bytes of the whole dataset in canonical form (RDFC-1.0)."""

    name: str
    size: int
    digest: str
    canonical: bool = False


def measured(name: str, blocks: Iterable[bytes], *, canonical: bool = False) -> Distribution:
    """The distribution called `name` with these bytes."""
    size, digest = 0, hashlib.sha256()
    for block in blocks:
        size += len(block)
        digest.update(block)
    return Distribution(name, size, digest.hexdigest(), canonical)


def distributions(folder: Path) -> list[Distribution]:
    """The exports in a folder, by their suffixes, sorted by name. Raises OSError where one cannot be read."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and Path(inner_name(path)).suffix.lower() in _FORMATS:
            with path.open("rb") as file:
                found.append(measured(path.name, iter(lambda: file.read(1 << 20), b"")))
    return found


def describe(
    facts: Facts,
    about: About,
    files: Iterable[Distribution],
    *,
    root: str = ROOT,
    url: str | None = None,
) -> list[Triple]:
    """The statements that describe a dataset. `root` is the IRI that its own IRIs begin with; `url` where its
    distributions are, `root` with `data/` without it."""
    found = list(_Description(facts, about, list(files), root, url or f"{root}data/").all())
    for triple in tuple(found):
        range_ = _RANGES.get(triple.predicate.value)
        if range_ is not None and isinstance(triple.object, NamedNode):
            found.append(Triple(triple.object, _TYPE, NamedNode(range_)))
    return list(dict.fromkeys(found))


class _Description:
    def __init__(self, facts: Facts, about: About, files: list[Distribution], root: str, url: str) -> None:
        self.facts = facts
        self.about = about
        self.files = files
        self.root = root
        self.url = url
        self.catalogue = NamedNode(root + CATALOGUE.removeprefix(ROOT))
        self.name = NamedNode(root + DATASET.removeprefix(ROOT))
        self.ontology = NamedNode(root + PACT.removeprefix(ROOT).rstrip("#"))
        self.publisher = NamedNode(f"{self.name.value}#publisher")

    def all(self) -> Iterator[Triple]:
        yield from self.heads()
        yield from self.agents()
        for file in self.files:
            yield from self.distribution(file)
        yield from self.documents()
        yield from partitions(self.facts, self.name, self.root)

    def heads(self) -> Iterator[Triple]:
        about, name = self.about, self.name
        for node, type_ in ((self.catalogue, "Catalog"), (name, "Dataset")):
            yield Triple(node, _TYPE, NamedNode(DCAT + type_))
            yield Triple(node, _dct("title"), Literal(about.title, language="en"))
            yield Triple(node, _dct("description"), Literal(about.description, language="en"))
            yield Triple(node, _dct("publisher"), self.publisher)
            if about.licence:
                yield Triple(node, _dct("license"), NamedNode(about.licence))
            if about.issued:
                for date in ("issued", "modified"):
                    yield Triple(node, _dct(date), Literal(about.issued, datatype=_xsd("date")))
        yield Triple(self.catalogue, _dcat("dataset"), name)
        yield Triple(self.catalogue, _dcat("resource"), self.ontology)
        yield Triple(name, _dct("conformsTo"), self.ontology)
        yield Triple(name, _TYPE, NamedNode(VOID + "Dataset"))
        yield Triple(name, _dct("identifier"), Literal(name.value))
        yield Triple(name, _dct("accessRights"), PUBLIC)
        yield Triple(name, _dcat("landingPage"), NamedNode(self.root))
        yield Triple(name, _dcat("contactPoint"), NamedNode(f"{name.value}#contact"))
        yield Triple(name, NamedNode(VOID + "uriSpace"), Literal(self.root))
        for keyword in about.keywords:
            yield Triple(name, _dcat("keyword"), Literal(keyword, language="en"))
        for language in self.languages():
            yield Triple(name, _dct("language"), NamedNode(LANGUAGE + language))
            yield Triple(NamedNode(LANGUAGE + language), _TYPE, _dct("LinguisticSystem"))
        if about.citation:
            yield Triple(name, _dct("bibliographicCitation"), Literal(about.citation))
        if about.version:
            version = NamedNode(f"{self.name.value}/{about.version}")
            yield Triple(name, _dcat("version"), Literal(about.version))
            yield Triple(name, NamedNode(OWL + "versionInfo"), Literal(about.version))
            yield Triple(name, _dcat("hasCurrentVersion"), version)
            yield Triple(name, NamedNode(OWL + "versionIRI"), version)
            if about.previous:
                previous = NamedNode(f"{self.name.value}/{about.previous}")
                yield Triple(name, _dcat("previousVersion"), previous)
                yield Triple(name, NamedNode(OWL + "priorVersion"), previous)

    def languages(self) -> list[str]:
        label = NamedNode(RDFS + "label")
        found = {
            quad.object.language
            for quad in self.facts.dataset.quads()
            if quad.predicate == label and isinstance(quad.object, Literal)
        }
        return sorted(_LANGUAGES[tag] for tag in found if tag in _LANGUAGES)

    def agents(self) -> Iterator[Triple]:
        names = self.about.authors or (self.about.title,)
        yield Triple(self.publisher, _TYPE, NamedNode(FOAF + "Agent"))
        yield Triple(self.publisher, NamedNode(FOAF + "name"), Literal("; ".join(names)))
        for number, author in enumerate(self.about.authors, 1):
            agent = NamedNode(f"{self.name.value}#author-{number}")
            yield Triple(self.name, _dct("creator"), agent)
            yield Triple(agent, _TYPE, NamedNode(FOAF + "Agent"))
            yield Triple(agent, NamedNode(FOAF + "name"), Literal(author))
        contact = NamedNode(f"{self.name.value}#contact")
        yield Triple(contact, _TYPE, NamedNode(VCARD + "Kind"))
        yield Triple(contact, NamedNode(VCARD + "fn"), Literal("; ".join(names)))
        yield Triple(contact, NamedNode(VCARD + "hasURL"), NamedNode(self.about.contact or self.root))

    def distribution(self, file: Distribution) -> Iterator[Triple]:
        path = Path(file.name)
        label, media, file_type = _FORMATS[Path(inner_name(path)).suffix.lower()]
        slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in file.name.lower())
        node = NamedNode(f"{self.name.value}#file-{slug}")
        checksum = NamedNode(f"{node.value}-sha256")
        address = NamedNode(self.url + _percent(file.name))
        yield Triple(self.name, _dcat("distribution"), node)
        yield Triple(node, _TYPE, NamedNode(DCAT + "Distribution"))
        yield Triple(node, _dct("title"), Literal(f"{self.about.title} in {label}", language="en"))
        yield Triple(node, _dct("description"), Literal(f"The file {file.name}.", language="en"))
        yield Triple(node, _dcat("accessURL"), address)
        yield Triple(node, _dcat("downloadURL"), address)
        yield Triple(node, _dcat("mediaType"), NamedNode(MEDIA + media))
        yield Triple(node, _dct("format"), NamedNode(FILE_TYPE + file_type))
        if packed := _PACKED.get(path.suffix.lower()):
            yield Triple(node, _dcat("compressFormat"), NamedNode(MEDIA + packed))
        yield Triple(node, _dcat("byteSize"), Literal(str(file.size), datatype=_xsd("nonNegativeInteger")))
        yield Triple(node, NamedNode(SPDX + "checksum"), checksum)
        yield Triple(checksum, _TYPE, NamedNode(SPDX + "Checksum"))
        yield Triple(checksum, NamedNode(SPDX + "algorithm"), NamedNode(SPDX + "checksumAlgorithm_sha256"))
        yield Triple(
            checksum,
            NamedNode(SPDX + "checksumValue"),
            Literal(file.digest, datatype=_xsd("hexBinary")),
        )
        if file.canonical:
            yield Triple(node, _dct("conformsTo"), _CANONICAL)
        if self.about.licence:
            yield Triple(node, _dct("license"), NamedNode(self.about.licence))
        yield Triple(self.name, NamedNode(VOID + "dataDump"), address)

    def documents(self) -> Iterator[Triple]:
        """Where the statements come from: each document, with who published it and where it was found, as
        the accepted facts say."""
        told = {
            _dct(local) for local in ("title", "publisher", "creator", "language", "source", "identifier")
        } | {NamedNode(RDFS + "label"), NamedNode(PROV + "wasDerivedFrom")}
        for triple in self.facts.default_graph(vocabulary=False):
            subject = triple.subject
            if isinstance(subject, NamedNode) and subject.value.startswith(DOCUMENT):
                moved = NamedNode(self.root + subject.value[len(ROOT) :])
                yield Triple(self.name, NamedNode(PROV + "wasDerivedFrom"), moved)
                if triple.predicate in told:
                    value = triple.object
                    if isinstance(value, NamedNode) and value.value.startswith(ROOT):
                        value = NamedNode(self.root + value.value[len(ROOT) :])
                    yield Triple(moved, triple.predicate, value)


def _percent(name: str) -> str:
    from urllib.parse import quote

    return quote(name)


def _dcat(name: str) -> NamedNode:
    return NamedNode(DCAT + name)


def _dct(name: str) -> NamedNode:
    return NamedNode(DCTERMS + name)


def _xsd(name: str) -> NamedNode:
    return NamedNode(XSD + name)
