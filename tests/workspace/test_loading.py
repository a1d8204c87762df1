"""Loading files into a store the short way gives what the long way gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.files import parse_quads, source_files
from pactgraph.workspace.loading import load, load_accepted, load_many
from pactgraph.workspace.workspace import Workspace

PREFIXES = """
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix judgement: <https://w3id.org/pactgraph/concept/judgement/> .
@prefix passage: <https://w3id.org/pactgraph/id/passage/> .
@prefix e: <http://e/> .
"""

REJECT = "rdf:subject e:a ; rdf:predicate e:in ; rdf:object {} ; pact:judgement judgement:rejected ."
FILES = {
    "ontology/pactgraph.ttl": "e:in a rdf:Property .",
    "data/registers/regions.ttl": "e:a e:in e:c3 ; e:code 007 .",
    "data/documents/one.trig": "e:one e:length 1 . passage:one_0-5 { e:a e:in e:c1 , e:c3 , e:c4 }",
    "data/documents/two.trig": "e:two e:length 2 . passage:two_0-5 { e:a e:in e:c2 , e:c1 }",
    "data/documents/three.trig": "passage:three_0-5 { e:a e:in e:c5 . e:d rdf:subject e:a }"
    " e:graph { e:a e:in e:c6 } passage:three_5-9 { e:a e:in e:c6 , e:c7 }",
    "data/curation/decisions.ttl": " ".join(f"e:d{n} {REJECT.format(f'e:c{n}')}" for n in (1, 3, 6, 7)),
    "data/curation/halves.ttl": "e:d4 rdf:subject e:a ; rdf:object e:c4 ; pact:judgement judgement:rejected ."
    " e:d5 rdf:subject e:a ; rdf:predicate e:in .",
    "data/curation/others.ttl": "e:d5 rdf:object e:c5 ; pact:judgement judgement:rejected .",
}


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text + "\n", encoding="utf-8")
    return root


def same(root: Path) -> None:
    files = list(source_files(root))
    dataset = Dataset(files)
    for loaded in (load(files), load_many(files)):
        assert set(loaded.store) == set(dataset.store())
        assert set(loaded.store.named_graphs()) == set(dataset.store().named_graphs())
        assert loaded.unreadable == sorted(dataset.unreadable, key=lambda finding: finding.order)
    accepted = load_accepted(files)
    assert default_graph(accepted.store) == default_graph(dataset.store())
    assert accepted.unreadable == loaded.unreadable


def default_graph(store: Store) -> set[Quad]:
    return set(store.quads_for_pattern(None, None, None, DefaultGraph()))


def test_every_layer_and_rejection(tmp_path: Path) -> None:
    same(write(tmp_path, FILES))


def test_a_decision_outside_the_curation_rejects_nothing(tmp_path: Path) -> None:
    decision = f"e:d {REJECT.format('e:c2')}"
    same(write(tmp_path, FILES | {"data/registers/decisions-of-others.ttl": decision}))


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    same(write(tmp_path, FILES | {name: FILES[name] + " e:half e:written e:triple . e:then e:error"}))


def test_wrong_encoding_and_a_missing_file(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    (root / "data/registers/regions.ttl").write_bytes(b'<http://e/a> <http://e/b> "\xff" .')
    (root / "data/documents/two.trig").unlink()
    (root / "data/documents/two.trig").mkdir()
    same(root)


def test_the_shipped_data() -> None:
    same(Path(__file__).parents[2])


def test_the_small_world(small_world: Path) -> None:
    same(small_world)


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    files = {"data/registers/a.ttl": "_:x e:p 1 .", "data/registers/b.ttl": "_:x e:p 2 ."}
    store = load(source_files(write(tmp_path, files))).store
    assert len({quad.subject for quad in store}) == 2


def test_a_decision_on_no_possible_statement_rejects_nothing(tmp_path: Path) -> None:
    odd = "e:d9 " + REJECT.format("e:c1").replace("e:a", '"a text"')
    root = write(tmp_path, {**FILES, "data/curation/odd.ttl": odd})
    dataset = Dataset(source_files(root))
    assert set(load(source_files(root)).store) == set(dataset.store())
    assert all("a text" not in str(triple) for triple in dataset.rejected)


def test_a_file_whose_name_makes_no_iri_is_left_out(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "data/registers/l a\udcffws.ttl": "e:law a e:Law ."})
    loaded = load(source_files(root))
    assert set(loaded.store) == set(Dataset(source_files(root)).store())
    assert [finding.file for finding in loaded.unreadable] == ["data/registers/l a\udcffws.ttl"]
    assert not loaded.store.contains_named_graph(NamedNode("https://w3id.org/pactgraph/graph/l%20a%FFws"))


def test_a_workspace_in_memory_says_the_same(small_world: Path) -> None:
    workspace = Workspace.open(small_world)
    assert set(workspace.dataset.store()) == set(workspace.store)


def test_terms_that_look_like_a_graph(tmp_path: Path) -> None:
    hard = r"""
    e:s e:p e:o , "a <http://g/> ." , "a \"b\" _:c" , "x"@en , "y z"^^e:t , "" , _:b , "<<(" .
    e:h { e:s e:p e:o , "a <http://g/> ." , "_:c" , "x y"@en , "y z"^^e:t , "\n .\r" , _:b , "<<( a )>>" }
    _:k { e:s e:p e:h } { e:s e:q e:h . _:b e:p e:h } e:h { e:s e:q e:i } e:i { e:s e:p e:h }
    """
    root = write(tmp_path, {**FILES, "data/documents/hard.trig": hard})
    (file,) = [file for file in source_files(root) if file.path.stem == "hard"]
    long, short = Store(), load_many([file]).store
    long.extend(parse_quads(file, file.path.read_bytes()))
    quads = [quad for quad in short if quad.graph_name != DefaultGraph()]
    assert len(quads) == len(long) == 21
    assert {without_labels(quad) for quad in quads} == set(map(without_labels, long))
    assert {without_labels(quad)[:3] for quad in short} == {without_labels(quad)[:3] for quad in quads}


def without_labels(quad: Quad) -> tuple[str, ...]:
    """The parts of a quad as text; blank nodes are all alike."""
    return tuple(
        "_:" if isinstance(term, BlankNode) else str(term)
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
    )
