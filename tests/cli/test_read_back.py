"""Every export is read back by a parser that did not write it, or is refused with the statement named.

The parsers: expat and rdflib, Raptor's `rapper` where it is installed, PyLD for JSON-LD, Python's csv for
tables. Oxigraph only reads their N-Quads, to compare graphs.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from xml.parsers import expat

import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import RdfFormat, parse, serialize

from pactgraph.cli import group

REPOSITORY = Path(__file__).parents[2]
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPH = "https://w3id.org/pactgraph/graph/"
PACT = "https://w3id.org/pactgraph/def#"
TRIPLES = ("turtle", "nt", "rdfxml")
QUADS = ("trig", "nq", "jsonld")
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nt": "nt",
    "nq": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
RAPTOR = {"turtle": "turtle", "trig": "trig", "nt": "ntriples", "nq": "nquads", "rdfxml": "rdfxml"}
S = "https://w3id.org/pactgraph/id/region/alderland"

NO_ELEMENT = [
    "http://ex.org/p/123",
    "http://ex.org/",
    "http://ex.org/p#",
    "http://ex.org/a:1",
    "http://ex.org/-a.1/-",
    "urn:oid:1.2.3",
    "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66#2",
    "http://ex.org/a%20b?x=",
    "http://www.w3.org/2000/xmlns/foo",
    *(RDF + name for name in ("li", "Description", "about", "ID", "resource", "RDF", "bagID")),
]
"""Properties that RDF/XML cannot write."""
ELEMENTS = [
    "http://ex.org/p-1.a",
    "http://ex.org/123p",
    "http://ex.org/a%20b",
    "http://ex.org/a?x=1&y",
    "http://ex.org/größe",
    "http://ex.org/\U00010000b",
    "http://ex.org/a·b",
    "http://ex.org/'quoted",
    "http://www.w3.org/XML/1998/namespacelang",
    "urn:a:b",
    "mailto:a@b.c",
    "geo:lat",
    "pact:country",
    "id:a",
    "rdfs:label",
    RDF + "_1",
    RDF + "type",
    RDF + "nil",
    PACT + "country",
    PACT + "earliest",
    "http://www.w3.org/2000/01/rdf-schema#label",
]
CLASSES = ["http://ex.org/C/12", "http://ex.org/C/", "urn:oid:1.2.3", RDF + "li", RDF + "Bag", PACT + "Region"]
THINGS = [
    S,
    "http://ex.org/a?b=c&d='e'#f",
    "javascript:alert(1)",
    "geo:50.9,13.5",
    "pact:Region",
    "region:alderland",
    "type:x",
    "id:x",
    "http:x",
    "urn:x",
    "tag:a@b.c,2020:x",
    "http://ex.org/\u202egnp",
    "http://ex.org/a%2Fb!$()*+,;=~.",
    "https://w3id.org/pactgraph/id/region/a.",
    "https://w3id.org/pactgraph/id/region/-a.b-",
    "https://w3id.org/pactgraph/id/region/",
]
TEXTS = [
    "",
    " ",
    " \n\t ",
    "a\rb\r\nc\n",
    "</x> & ]]> <!-- --> <?x?>",
    "\"\"\" \\ \\n ' {{ }} _:b0 @id",
    "\x85 \u2028 \u2029 \u200d \ufeff \u202e \U0001f600 e\u0301",
    "region:alderland",
    "@value",
    "-1",
    "=1+1",
]
DATATYPES = ["integer", "decimal", "double", "boolean", "date", "anyURI", "string"]
LITERALS = [
    *map(Literal, TEXTS),
    *(Literal(text, language=tag) for text in TEXTS[:6] for tag in ("en", "de-latn-1996", "x-a")),
    *(Literal("080.00", datatype=NamedNode(XSD + name)) for name in DATATYPES),
    *(Literal("true", datatype=NamedNode(XSD + name)) for name in DATATYPES),
    *(Literal("1.0E0", datatype=NamedNode(XSD + name)) for name in DATATYPES),
    *(Literal('{"a": 1}', datatype=NamedNode(RDF + name)) for name in ("JSON", "XMLLiteral", "HTML")),
    Literal("<a>b</a>", datatype=NamedNode(RDF + "XMLLiteral")),
    Literal("x", datatype=NamedNode("urn:t")),
    Literal("x", datatype=NamedNode("http://ex.org/?a&'b'")),
]
CONTROLS = ["\x00", "a\x01b", "\x0b", "\x1b[2J", "\ufffe", "\uffff"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with nothing in it but the prefix table."""
    root = tmp_path / "odd"
    for folder in ("ontology", "data/registers", "data/documents", "queries"):
        (root / folder).mkdir(parents=True)
    shutil.copy(REPOSITORY / "ontology" / "prefixes.ttl", root / "ontology")
    return root


def put(root: Path, quads: Iterable[Quad]) -> None:
    """Makes quads of named graphs the whole data of a workspace."""
    text = serialize(quads, format=RdfFormat.TRIG)
    (root / "data" / "documents" / "odd.trig").write_bytes(text or b"")


def call(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, [*arguments, "--workspace", str(root)])


def exported(root: Path, name: str) -> bytes:
    result = call(root, "export", "-f", name)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def expected(quads: Iterable[Quad], name: str) -> set[Quad]:
    """What an export of a workspace holds that says these quads: in the default graph too."""
    accepted = {Quad(*quad.triple) for quad in quads}
    return accepted if name in TRIPLES else accepted | set(quads)


def canonical(quads: Iterable[Quad]) -> set[str]:
    """The lines of a graph, whatever its blank nodes were called."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def check(read: Iterable[Quad], wanted: Iterable[Quad]) -> None:
    """That two graphs are the same, blank nodes up to their labels."""
    found, right = canonical(read), canonical(wanted)
    assert (found - right, right - found) == (set(), set())


def by_rdflib(content: bytes, name: str) -> set[Quad]:
    """What rdflib reads; its default graph has a name, which is taken off again."""
    dataset = rdflib.Dataset()
    normalise, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        dataset.parse(data=content, format=RDFLIB[name])
    finally:
        rdflib.NORMALIZE_LITERALS = normalise
    read = parse(dataset.serialize(format="nquads").encode(), format=RdfFormat.N_QUADS)
    own = NamedNode("urn:x-rdflib:default")
    return {
        Quad(*quad.triple) if name in TRIPLES or quad.graph_name == own else quad
        for quad in read
    }


def by_raptor(content: bytes, name: str) -> set[Quad]:
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed (raptor2-utils)")
    given = ["rapper", "-q", "-i", RAPTOR[name], "-o", "nquads", "-", "http://base.example/"]
    done = subprocess.run(given, input=content, capture_output=True, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr.decode()[:500]
    return set(parse(done.stdout, format=RdfFormat.N_QUADS))


def by_pyld(content: bytes) -> set[Quad]:
    jsonld = pytest.importorskip("pyld.jsonld", reason="PyLD is not installed (the dev extra)")
    text = jsonld.to_rdf(json.loads(content), {"format": "application/n-quads"})
    return set(parse(text.encode(), format=RdfFormat.N_QUADS))


def is_xml(content: bytes) -> bool:
    expat.ParserCreate(namespace_separator=" ").Parse(content, True)
    return True


def quad(property_: str, value: NamedNode | BlankNode | Literal, subject: str = S) -> Quad:
    return Quad(NamedNode(subject), NamedNode(property_), value, NamedNode(GRAPH + "odd"))


AWKWARD = [
    *(quad(property_, Literal("v")) for property_ in ELEMENTS),
    *(quad(RDF + "type", NamedNode(class_)) for class_ in CLASSES),
    *(quad(PACT + "country", NamedNode(thing)) for thing in THINGS),
    *(quad(PACT + "task", NamedNode(thing), thing) for thing in THINGS),
    *(quad(PACT + "task", value) for value in LITERALS),
    *(quad("http://www.w3.org/2000/01/rdf-schema#label", value) for value in LITERALS),
    quad(RDF + "type", Literal("no class")),
    quad(PACT + "country", BlankNode("1a.b")),
    Quad(BlankNode("1a.b"), NamedNode(PACT + "task"), BlankNode("1a.b"), NamedNode(GRAPH + "odd")),
    *(Quad(NamedNode(S), NamedNode(PACT + "task"), Literal("x"), NamedNode(thing)) for thing in THINGS),
    Quad(NamedNode(S), NamedNode(PACT + "task"), Literal("y"), NamedNode(S)),
]


@pytest.mark.parametrize("name", [*TRIPLES, *QUADS])
def test_awkward_statements_come_back(root: Path, name: str) -> None:
    put(root, AWKWARD)
    content = exported(root, name)
    wanted = expected(AWKWARD, name)
    check(by_rdflib(content, name), wanted)
    if name == "rdfxml":
        assert is_xml(content)
    if name == "jsonld":
        check(by_pyld(content), wanted)
    else:
        check(by_raptor(content, name), wanted)
