"""What the files of a workspace say, and what of it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from pactgraph.rdf.namespaces import file_graph, pact, passage_iri, record
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.files import source_files
from pactgraph.workspace.workspace import Workspace

PREFIXES = """\
@prefix country: <https://w3id.org/pactgraph/id/country/> .
@prefix decision: <https://w3id.org/pactgraph/id/decision/> .
@prefix document: <https://w3id.org/pactgraph/id/document/> .
@prefix judgement: <https://w3id.org/pactgraph/concept/judgement/> .
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix passage: <https://w3id.org/pactgraph/id/passage/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
COUNTRY = pact("country")
UPLAND, NORTH, SOUTH = record("region", "upland"), record("country", "north"), record("country", "south")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace in which one of two documents puts Upland in the wrong country."""
    for name in ("ontology/schemes", "data/registers", "data/documents", "data/curation", "queries"):
        (tmp_path / name).mkdir(parents=True)
    files = {
        "ontology/prefixes.ttl": '[] sh:prefix "region" ; sh:namespace "https://example.org/region/" .',
        "ontology/pactgraph.ttl": "pact:country a rdf:Property .",
        "ontology/shapes.ttl": "pact:shape a pact:Shape .",
        "data/registers/regions.ttl": "region:upland a pact:Region .",
        "data/documents/one.trig": "document:one a pact:Document .\n"
        "passage:one_0-5 { region:upland pact:country country:south . }",
        "data/documents/two.trig": "document:two a pact:Document .\n"
        "passage:two_3-9 { region:upland pact:country country:north . }",
        "data/curation/decisions.ttl": "decision:upland a pact:Decision ; rdf:subject region:upland ; "
        "rdf:predicate pact:country ; rdf:object country:south ; pact:judgement judgement:rejected .",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(PREFIXES + text + "\n", encoding="utf-8")
    return tmp_path


def test_default_graph_holds_accepted_statements_only(folder: Path) -> None:
    store = Workspace.open(folder).store
    assert Quad(UPLAND, COUNTRY, NORTH, DefaultGraph()) in store
    assert Quad(UPLAND, COUNTRY, SOUTH, DefaultGraph()) not in store


def test_named_graphs_hold_what_each_passage_says(folder: Path) -> None:
    store = Workspace.open(folder).store
    assert Quad(UPLAND, COUNTRY, SOUTH, passage_iri("one", 0, 5)) in store
    assert Quad(UPLAND, COUNTRY, NORTH, passage_iri("two", 3, 9)) in store


def test_what_stands_outside_a_graph_block_is_in_the_files_own_graph(folder: Path) -> None:
    store = Workspace.open(folder).store
    names = {name.value for name in store.named_graphs() if isinstance(name, NamedNode)}
    assert file_graph("regions").value in names
    assert file_graph("one").value in names


def test_shapes_and_prefixes_are_not_part_of_the_dataset(folder: Path) -> None:
    assert [file.relative for file in source_files(folder)] == [
        "ontology/pactgraph.ttl",
        "data/registers/regions.ttl",
        "data/documents/one.trig",
        "data/documents/two.trig",
        "data/curation/decisions.ttl",
    ]


def test_a_register_statement_is_not_rejected_with_the_passages(folder: Path) -> None:
    register = folder / "data/registers/regions.ttl"
    register.write_text(PREFIXES + "region:upland pact:country country:south .\n", encoding="utf-8")
    store = Workspace.open(folder).store
    assert Quad(UPLAND, COUNTRY, SOUTH, DefaultGraph()) in store


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        (b"@prefix a: <http://a/> .\na:x a:y .\n", 2, 9, "object"),
        (b"\n\n<http://a/x> <http://a/y> b:z .\n", 3, 27, "prefix"),
        (b'<http://a/x> <http://a/y> "\xff" .\n', 1, None, "UTF-8"),
    ],
)
def test_an_unreadable_file_is_a_finding_and_the_others_load(
    folder: Path, content: bytes, line: int, column: int | None, words: str
) -> None:
    (folder / "data/registers/bad.ttl").write_bytes(content)
    dataset = Workspace.open(folder).dataset
    (finding,) = dataset.unreadable
    assert (finding.file, finding.line) == ("data/registers/bad.ttl", line)
    assert column is None or finding.column == column
    assert words in finding.message
    assert len(dataset.quads_of) == 5


def test_a_file_that_disappears_while_it_is_read_is_a_finding(folder: Path) -> None:
    files = list(source_files(folder))
    files[1].path.unlink()
    dataset = Dataset(files)
    assert [finding.file for finding in dataset.unreadable] == ["data/registers/regions.ttl"]
