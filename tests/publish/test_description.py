"""The dataset's description: right counts, right checksums, valid against DCAT-AP.

The shapes of DCAT-AP 3.0.1 are used where $PACTGRAPH_DCAT_AP_SHAPES names their folder (with `shapes.ttl` and
`range.ttl`); the parts that it makes mandatory stand in `dcat-ap-mandatory.ttl` and are always checked.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result
from rdflib import DCTERMS, OWL, RDF, VOID

from pactgraph.cli import group
from pactgraph.publish.citation import BadCitation, about
from pactgraph.publish.export import accepted_facts, render, whole_dataset
from pactgraph.workspace.workspace import Workspace

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SHAPES = os.environ.get("PACTGRAPH_DCAT_AP_SHAPES")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
DATASET = rdflib.URIRef("https://w3id.org/pactgraph/dataset")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["describe", *arguments])


@pytest.fixture(scope="module")
def described() -> rdflib.Graph:
    """The description of the shipped data."""
    result = run("--workspace", str(REPOSITORY))
    assert result.exit_code == 0, result.output
    assert run("--workspace", str(REPOSITORY)).output == result.output
    return rdflib.Graph().parse(data=result.output, format="turtle")


def violations(graph: rdflib.Graph, *shapes: Path) -> list[str]:
    from pyshacl import validate

    union = rdflib.Graph()
    for path in shapes:
        union.parse(path)
    _, report, _ = validate(graph, shacl_graph=union, inference="none", advanced=True)
    assert isinstance(report, rdflib.Graph)
    sh = rdflib.SH
    return [
        " ".join(str(report.value(r, p)) for p in (sh.focusNode, sh.resultPath, sh.resultMessage))
        for r in report.subjects(sh.resultSeverity, sh.Violation)
    ]


def test_what_dcat_ap_makes_mandatory_is_there(described: rdflib.Graph) -> None:
    assert violations(described, HERE / "dcat-ap-mandatory.ttl") == []


def test_the_mandatory_shapes_can_fail(described: rdflib.Graph) -> None:
    graph = rdflib.Graph()
    for triple in described:
        if triple[1] != DCTERMS.title:
            graph.add(triple)
    assert len(violations(graph, HERE / "dcat-ap-mandatory.ttl")) == 2


@pytest.mark.skipif(not SHAPES, reason="PACTGRAPH_DCAT_AP_SHAPES does not name the shapes of DCAT-AP")
def test_the_shapes_of_dcat_ap_find_nothing(described: rdflib.Graph) -> None:
    assert SHAPES is not None
    assert violations(described, *(Path(SHAPES, name) for name in ("shapes.ttl", "range.ttl"))) == []


def test_counts_are_those_of_the_data(described: rdflib.Graph) -> None:
    workspace = Workspace.open(REPOSITORY)
    facts = accepted_facts(workspace.facts)
    assert described.value(DATASET, VOID.triples).value == len(facts)
    for part in described.objects(DATASET, VOID.propertyPartition):
        property_ = str(described.value(part, VOID.property))
        found = sum(1 for quad in facts if quad.predicate.value == property_)
        assert described.value(part, VOID.triples).value == found > 0
    for part in described.objects(DATASET, VOID.classPartition):
        class_ = str(described.value(part, VOID["class"]))
        found = sum(1 for q in facts if q.predicate.value == str(RDF.type) and q.object.value == class_)  # type: ignore[union-attr]
        assert described.value(part, VOID.entities).value == found > 0
    predicates = {quad.predicate for quad in facts}
    assert len(list(described.objects(DATASET, VOID.propertyPartition))) == len(predicates)
    linksets = list(described.subjects(RDF.type, VOID.Linkset))
    targets = {str(described.value(described.value(s, VOID.objectsTarget), VOID.uriSpace)) for s in linksets}
    assert {"http://www.wikidata.org/entity/", "http://eurovoc.europa.eu/"} <= targets


def test_documents_are_named_as_sources(described: rdflib.Graph) -> None:
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    sources = {str(node).rsplit("/", 1)[-1] for node in described.objects(DATASET, prov.wasDerivedFrom)}
    assert sources == {path.stem for path in (REPOSITORY / "data" / "documents").glob("*.trig")}


def test_version_licence_and_citation_are_those_of_the_citation_file(described: rdflib.Graph) -> None:
    assert str(described.value(DATASET, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    version = str(described.value(DATASET, DCAT.version))
    assert f"version: {version}\n" in (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")
    assert str(described.value(DATASET, OWL.versionIRI)) == f"{DATASET}/{version}"
    assert f"Version {version}." in str(described.value(DATASET, DCTERMS.bibliographicCitation))


def test_sizes_and_checksums_are_those_of_the_files(small_world: Path, tmp_path: Path) -> None:
    for name in ("a.nq", "a.ttl.gz", "a b.jsonld"):
        done = CliRunner().invoke(
            group, ["export", "--workspace", str(small_world), "-o", str(tmp_path / name)]
        )
        assert done.exit_code == 0, done.output
    (tmp_path / "notes.txt").write_text("no export")
    result = run(
        "--workspace", str(small_world), "--distributions", str(tmp_path), "--url", "https://x.example/d/"
    )
    graph = rdflib.Graph().parse(data=result.output, format="turtle")
    found = {}
    for node in graph.objects(DATASET, DCAT.distribution):
        value = graph.value(graph.value(node, SPDX.checksum), SPDX.checksumValue)
        found[str(graph.value(node, DCAT.downloadURL))] = (str(value), int(graph.value(node, DCAT.byteSize)))
    expected = {}
    for name in ("a.nq", "a.ttl.gz", "a b.jsonld"):
        content = (tmp_path / name).read_bytes()
        address = f"https://x.example/d/{name.replace(' ', '%20')}"
        expected[address] = (hashlib.sha256(content).hexdigest(), len(content))
    assert found == expected
    (canonical,) = graph.subjects(DCTERMS.conformsTo, rdflib.URIRef("https://www.w3.org/TR/rdf-canon/"))
    assert str(graph.value(canonical, DCAT.downloadURL)).endswith("/a.nq")


def test_the_digest_is_that_of_the_canonical_form(small_world: Path) -> None:
    lines = render(whole_dataset(Workspace.open(small_world).facts), "nq", {})
    result = run("--workspace", str(small_world), "--digest")
    assert result.output == hashlib.sha256(lines).hexdigest() + "\n"


def test_another_base_leaves_no_iri_of_ours(small_world: Path) -> None:
    result = run("--workspace", str(small_world), "--base-iri", "https://x.example/")
    assert result.exit_code == 0
    assert "w3id.org/pactgraph" not in result.output
    assert "<https://x.example/dataset>" in result.output


def test_a_bad_citation_file_is_one_clear_line(small_world: Path, tmp_path: Path) -> None:
    dataset = Workspace.open(small_world).dataset
    unknown = about(tmp_path, dataset)
    assert (unknown.title, unknown.licence, unknown.authors) == (tmp_path.name, None, ())
    for text, said in (("a: [", "no YAML"), ("a: b", "no title"), ("- x", "no title")):
        (tmp_path / "CITATION.cff").write_text(text)
        with pytest.raises(BadCitation, match=said):
            about(tmp_path, dataset)
    (tmp_path / "CITATION.cff").write_text("title: T\nauthors:\n- {given-names: A, family-names: B}\n")
    assert about(tmp_path, dataset).citation == "A B T."
