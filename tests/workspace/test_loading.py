"""Loading files into a store: the graphs that `Dataset` reads, with faults as findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.files import source_files
from pactgraph.workspace.loading import Loaded, load
from pactgraph.workspace.rules import Rules, read_rules
from pactgraph.workspace.workspace import Workspace

PREFIXES = """
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix passage: <https://w3id.org/pactgraph/id/passage/> .
@prefix e: <http://e/> .
"""
FILES = {
    "ontology/pactgraph.ttl": "e:in a rdf:Property .",
    "data/registers/regions.ttl": "e:a e:in e:c3 ; e:code 007 .",
    "data/documents/one.trig": "e:one e:length 1 . passage:one_0-5 { e:a e:in e:c1 , e:c3 , e:c4 }",
    "data/documents/two.trig": "e:two e:length 2 . passage:two_0-5 { e:a e:in e:c2 , e:c1 }",
    "data/documents/three.trig": "passage:three_0-5 { e:a e:in e:c5 . e:d rdf:subject e:a }"
    " e:graph { e:a e:in e:c6 } passage:three_5-9 { e:a e:in e:c6 , e:c7 }",
    "data/curation/decisions.ttl": "e:d rdf:subject e:a .",
}
NONE = Rules((), [])


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text + "\n", encoding="utf-8")
    return root


def loaded_as_written(root: Path, rules: Rules = NONE) -> Loaded:
    """What is loaded, after it was seen to have the graphs that the files have."""
    files = list(source_files(root))
    dataset, written = Dataset(files), Store()
    written.extend(dataset.quads())
    loaded = load(files, rules)
    assert {quad for quad in loaded.store if not made(quad)} == set(written)
    assert loaded.unreadable == sorted(dataset.unreadable, key=lambda finding: finding.order)
    assert loaded.bytes == sum(file.path.stat().st_size for file in dataset.quads_of)
    assert loaded.documents == sum(file.layer == "documents" for file in dataset.quads_of)
    return loaded


def made(quad: Quad) -> bool:
    """Whether a quad is one that the law makes, and no file has."""
    return isinstance(quad.graph_name, DefaultGraph) or str(quad.graph_name).endswith("graph/derived>")


def test_every_layer(tmp_path: Path) -> None:
    store = loaded_as_written(write(tmp_path, FILES)).store
    graphs = {str(graph).rpartition("/")[2].rstrip(">") for graph in store.named_graphs()}
    assert graphs >= {"pactgraph", "regions", "one", "one_0-5", "three_5-9", "graph", "decisions"}


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    broken = FILES[name] + " e:half e:written e:triple . e:then e:error"
    loaded = loaded_as_written(write(tmp_path, FILES | {name: broken}))
    assert [finding.file for finding in loaded.unreadable] == [name]


def test_wrong_encoding_and_a_missing_file(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    (root / "data/registers/regions.ttl").write_bytes(b'<http://e/a> <http://e/b> "\xff" .')
    (root / "data/documents/two.trig").unlink()
    (root / "data/documents/two.trig").mkdir()
    assert len(loaded_as_written(root).unreadable) == 2


def test_rules_that_cannot_be_read_or_run_are_findings(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    (root / "ontology/rules").mkdir()
    (root / "ontology/rules/10-bytes.rq").write_bytes(b"\xff")
    (root / "ontology/rules/20-words.rq").write_text("# No query.\nwhat follows\n")
    loaded = load(source_files(root), read_rules(root))
    names = ["10-bytes", "20-words"]
    assert [finding.file for finding in loaded.unreadable] == [f"ontology/rules/{name}.rq" for name in names]


@pytest.mark.parametrize("shipped", [True, False])
def test_whole_datasets(shipped: bool, small_world: Path) -> None:
    root = Path(__file__).parents[2] if shipped else small_world
    assert loaded_as_written(root, read_rules(root)).unreadable == []


def test_blank_nodes_of_two_files_stay_apart_and_of_one_file_the_same(tmp_path: Path) -> None:
    files = {
        "data/registers/a.ttl": "_:x e:p 1 .",
        "data/documents/b.trig": "_:x e:p 2 . passage:b_0-5 { _:x e:p 3 }",
    }
    store = load(source_files(write(tmp_path, files)), NONE).store
    named = {(quad.subject, quad.graph_name) for quad in store if not made(quad)}
    assert len(named) == 3
    assert len({subject for subject, _ in named if isinstance(subject, BlankNode)}) == 2


def test_a_file_whose_name_makes_no_iri_is_left_out(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "data/registers/l a\udcffws.ttl": "e:law a e:Law ."})
    loaded = loaded_as_written(root)
    assert [finding.file for finding in loaded.unreadable] == ["data/registers/l a\udcffws.ttl"]
    assert not loaded.store.contains_named_graph(NamedNode("https://w3id.org/pactgraph/graph/l%20a%FFws"))


def test_a_workspace_is_loaded_once_and_by_a_day_anew(small_world: Path) -> None:
    workspace = Workspace.open(small_world)
    assert workspace.loaded is workspace.loaded
    assert workspace.store is workspace.loaded.store
    assert workspace.known_by("2020-12-31").store is not workspace.store
