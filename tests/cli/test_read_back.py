"""Every export is read back by a parser that did not write it, or is refused with the statement named.

The parsers: expat and rdflib, Raptor's `rapper` where it is installed, PyLD for JSON-LD, Python's csv for
tables. Oxigraph only reads their N-Quads, to compare graphs.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from xml.parsers import expat

import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from pactgraph.cli import group
from pactgraph.rdf.layout import natural
from pactgraph.rdf.printable import written_out

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
CLASSES = [
    "http://ex.org/C/12",
    "http://ex.org/C/",
    "urn:oid:1.2.3",
    RDF + "li",
    RDF + "Bag",
    PACT + "Region",
]
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
    '""" \\ \\n \' {{ }} _:b0 @id',
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
    return {Quad(*quad.triple) if name in TRIPLES or quad.graph_name == own else quad for quad in read}


def by_raptor(content: bytes, name: str) -> set[Quad]:
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed (raptor2-utils)")
    command = ["rapper", "-q", "-i", RAPTOR[name], "-o", "nquads", "-", "http://base.example/"]
    done = subprocess.run(command, input=content, capture_output=True, check=False)
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


BEYOND_RAPTOR = re.compile(r"[/:]\.|\\u0000|#_(?![1-9])")
"""Raptor takes dots out of IRIs, ends a text at its first U+0000, and knows no `rdf:_0`."""


def read_back(content: bytes, name: str, wanted: set[Quad]) -> None:
    """That every parser at hand reads from an export what it should hold."""
    if name == "rdfxml":
        assert is_xml(content)
    check(by_rdflib(content, name), wanted)
    if name == "jsonld":
        # PyLD makes numbers of texts that are xsd:double, where JSON-LD 1.1 (API, section 8.2.2) does so of
        # JSON's numbers alone.
        check(filter(no_double, by_pyld(content)), filter(no_double, wanted))
    elif not any(BEYOND_RAPTOR.search(str(quad)) for quad in wanted):
        check(by_raptor(content, name), wanted)


def no_double(quad: Quad) -> bool:
    return not isinstance(quad.object, Literal) or quad.object.datatype.value != XSD + "double"


@pytest.mark.parametrize("name", [*TRIPLES, *QUADS])
@pytest.mark.filterwarnings("ignore")  # rdflib warns of texts that are no number and no date
def test_awkward_statements_come_back(root: Path, name: str) -> None:
    put(root, AWKWARD)
    read_back(exported(root, name), name, expected(AWKWARD, name))


def is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


IRIS = (
    st.builds(
        str.__add__,
        st.sampled_from(["http://ex.org/", "urn:", "http:", "geo:", "region:", "id:", PACT, RDF, GRAPH]),
        st.text(st.sampled_from("ab1.-_:/#?2'()~·\u0301é\u202e\U00010000"), max_size=6),
    )
    .filter(is_iri)
    .map(NamedNode)
)
WORDS = st.text(
    st.one_of(st.sampled_from("\r\n\t <>&\"'\\]}|;_:@^"), st.characters(codec="utf-8")), max_size=8
)
VALUES = st.one_of(
    IRIS,
    st.builds(Literal, WORDS),
    st.builds(lambda text, tag: Literal(text, language=tag), WORDS, st.sampled_from(["en", "de-latn-1996"])),
    st.builds(lambda text, datatype: Literal(text, datatype=datatype), WORDS, IRIS),
    st.just(BlankNode("1a.b")),
)
STATEMENTS = st.builds(Quad, st.one_of(IRIS, st.just(BlankNode("1a.b"))), IRIS, VALUES, IRIS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STATEMENTS, min_size=1, max_size=4))
@pytest.mark.slow
def test_any_statement_comes_back_or_is_refused(root: Path, quads: list[Quad]) -> None:
    put(root, quads)
    for name in (*TRIPLES, *QUADS):
        result = call(root, "export", "-f", name)
        if name == "rdfxml" and result.exit_code == 2:
            assert any(written_out(str(quad.predicate)) in result.stderr for quad in quads)
        else:
            assert result.exit_code == 0, result.output
            read_back(result.stdout_bytes, name, expected(quads, name))


WAYS = [
    ("export", "-f", "rdfxml"),
    ("export", "-f", "rdfxml", "--document", "odd"),
    ("sparql", "CONSTRUCT WHERE { ?s ?p ?o }", "-f", "rdfxml"),
]
"""The commands that write RDF/XML of the data's own statements."""


@pytest.mark.parametrize("command", WAYS, ids=" ".join)
def test_a_property_that_is_no_element_is_refused_by_name(root: Path, command: tuple[str, ...]) -> None:
    file = root / "out.rdf"
    for property_ in NO_ELEMENT:
        put(root, [quad(property_, Literal("v")), *AWKWARD[:1]])
        for more in ((), ("-o", str(file))):
            result = call(root, *command, *more)
            assert (result.exit_code, result.stdout) == (2, ""), (property_, result.output)
            assert f"<{property_}>" in result.stderr and S in result.stderr
            assert not file.exists()
        if property_ == NO_ELEMENT[0]:
            read_back(exported(root, "nt"), "nt", expected([quad(property_, Literal("v")), AWKWARD[0]], "nt"))


@pytest.mark.parametrize("command", WAYS, ids=" ".join)
def test_a_character_that_xml_has_not_is_refused_by_name(root: Path, command: tuple[str, ...]) -> None:
    for text in CONTROLS:
        put(root, [quad(PACT + "task", Literal(text)), *AWKWARD[:1]])
        result = call(root, *command)
        assert (result.exit_code, result.stdout) == (2, ""), result.output
        assert PACT + "task" in result.stderr and S in result.stderr
        assert text not in result.stderr
    for name in ("turtle", "nt", "trig", "nq", "jsonld"):
        check(
            by_rdflib(exported(root, name), name),
            expected([quad(PACT + "task", Literal(text)), AWKWARD[0]], name),
        )


def test_a_class_is_never_an_element(root: Path) -> None:
    """Oxigraph's own writer makes elements of classes, of such that are no names too."""
    statements = [quad(RDF + "type", NamedNode(class_)) for class_ in CLASSES]
    put(root, statements)
    for command in WAYS:
        result = call(root, *command)
        assert result.exit_code == 0, result.output
        read_back(result.stdout_bytes, "rdfxml", expected(statements, "rdfxml"))


@pytest.mark.parametrize("name", ["turtle", "nt", "rdfxml", "jsonld"])
@pytest.mark.filterwarnings("ignore")
def test_triples_of_a_query_come_back(root: Path, name: str) -> None:
    put(root, AWKWARD)
    result = call(root, "sparql", "CONSTRUCT { ?s ?p ?o . ?s ?p [ ?p ?o ] } WHERE { ?s ?p ?o }", "-f", name)
    assert result.exit_code == 0, result.output
    read = by_rdflib(result.stdout_bytes, name)
    assert len(read) == 3 * len({q.triple for q in AWKWARD})
    read_back(result.stdout_bytes, name, read)


@pytest.mark.parametrize("name", ["turtle", "nt", "rdfxml", "jsonld"])
def test_what_rdf_1_1_has_not_is_refused(root: Path, name: str) -> None:
    for value in ('STRLANGDIR("a", "ar", "rtl")', "TRIPLE(<http://e/a>, <http://e/b>, 1)"):
        query = f"CONSTRUCT {{ <http://e/s> <http://e/p> ?x }} WHERE {{ BIND({value} AS ?x) }}"
        result = call(root, "sparql", query, "-f", name)
        assert (result.exit_code, result.stdout) == (2, ""), result.output
        assert "<http://e/p> of <http://e/s>" in result.stderr


def test_a_text_with_a_direction_is_refused(root: Path) -> None:
    put(root, [quad(PACT + "task", Literal("a", language="ar", direction=BaseDirection.RTL))])
    for name in (*TRIPLES, *QUADS, "csv"):
        result = call(root, "export", "-f", name, "-o", str(root / "out"))
        assert result.exit_code == 2, name
        assert "direction" in result.stderr and PACT + "task" in result.stderr
        assert not (root / "out").exists()


def test_a_prefix_table_that_no_format_can_write_is_used_as_far_as_it_goes(root: Path) -> None:
    table = root / "ontology" / "prefixes.ttl"
    odd = {
        "": "http://x.example/",
        "@id": "http://y.example/",
        "a b": "http://z.example/",
        "xml": "http://v.example/",
    }
    text = table.read_text(encoding="utf-8")
    for number, (prefix, space) in enumerate((odd | {"a.b": "http://w.example/", "n": "no iri"}).items()):
        text += f'<http://p.example/{number}> sh:prefix "{prefix}" ; sh:namespace "{space}" .\n'
    table.write_text(text, encoding="utf-8")
    statements = [quad(f"{space}p", NamedNode(f"{space}a")) for space in odd.values()]
    put(root, statements)
    for name in (*TRIPLES, *QUADS):
        read_back(exported(root, name), name, expected(statements, name))
    assert call(root, "describe").exit_code == 0
    assert is_xml(call(root, "describe", "-f", "rdfxml").stdout_bytes)


def test_a_description_in_each_format_comes_back(root: Path) -> None:
    put(root, AWKWARD)
    graphs = {}
    for name in ("turtle", "nt", "rdfxml", "jsonld"):
        result = call(root, "describe", "-f", name)
        assert result.exit_code == 0, result.output
        graphs[name] = by_rdflib(result.stdout_bytes, name)
        read_back(result.stdout_bytes, name, graphs["turtle"])


def test_tables_come_back_and_are_the_same_each_time(root: Path, tmp_path: Path) -> None:
    blank = [
        quad(PACT + "party", BlankNode("x")),
        Quad(
            BlankNode("x"), NamedNode(RDF + "type"), NamedNode(PACT + "Agreement"), NamedNode(GRAPH + "odd")
        ),
    ]
    values = [Literal(text) for text in TEXTS]
    put(root, [*blank, *(quad(PACT + "task", value) for value in values)])
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        assert call(root, "export", "-f", "csv", "-o", str(folder)).exit_code == 0
    files = {file.name: file.read_bytes() for file in folders[0].iterdir()}
    assert files == {file.name: file.read_bytes() for file in folders[1].iterdir()}
    cells = [
        row["pact:task"]
        for name, content in files.items()
        if name.endswith(".csv")
        for row in csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
        if row["id"] == S
    ]
    assert cells == [" | ".join(sorted(TEXTS, key=natural))]


ROWS = [
    *TEXTS,
    "a\tb\\tc",
    "\x0b\x0c\x1c\x1d\x1e",
    "\u2028",
    '"',
    ",",
]


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml"])
def test_rows_come_back(root: Path, name: str) -> None:
    held = [text for text in ROWS if name != "xml" or "\x0b" not in text]
    put(
        root,
        [quad(f"http://ex.org/{place}", Literal(text, language="en")) for place, text in enumerate(held)],
    )
    result = call(root, "sparql", "SELECT ?p ?o { ?s ?p ?o }", "-f", name)
    assert result.exit_code == 0, result.output
    # (rdflib ends a line of bytes at U+2028 too, which TSV has no way to write.)
    text = result.stdout_bytes.decode("utf-8")
    source = io.StringIO(text, newline="\n") if name == "tsv" else io.BytesIO(result.stdout_bytes)
    read = rdflib.query.Result.parse(source, format=name)
    rows = {str(row[0]).rpartition("/")[2]: str(row[1] or "") for row in read}
    assert rows == {str(place): text for place, text in enumerate(held)}


def test_a_row_that_xml_cannot_hold_is_refused_by_its_place(root: Path) -> None:
    put(root, [quad("http://ex.org/p", Literal("a\x01b"))])
    result = call(root, "sparql", "SELECT ?s ?o { ?s ?p ?o }", "-f", "xml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "U+0001" in result.stderr and "?o of row 1" in result.stderr


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networks_come_back(root: Path, name: str) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed (the network extra)")
    shutil.copytree(REPOSITORY / "ontology", root / "ontology", dirs_exist_ok=True)
    label, region, agreement = 'C\x01\ufffe\r<&"]]>', S, "https://w3id.org/pactgraph/id/agreement/a?b&'c'"
    put(
        root,
        [
            quad(RDF + "type", NamedNode(PACT + "Region")),
            quad("http://www.w3.org/2000/01/rdf-schema#label", Literal(label, language="en")),
            quad(RDF + "type", NamedNode(PACT + "Agreement"), agreement),
            quad(PACT + "party", NamedNode(region), agreement),
        ],
    )
    file = root / f"network.{name}"
    result = call(root, "draw", "network", "-o", str(file))
    assert result.exit_code == 0, result.output
    assert is_xml(file.read_bytes())
    graph = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[name](file)
    assert set(graph.nodes) == {region, agreement}
    assert graph.nodes[region]["label"].endswith('<&"]]>')
