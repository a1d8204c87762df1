"""The index on disk: the same quads as reading the files into memory, after every edit."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, Store

from pactgraph.workspace.files import FOLDERS, source_files
from pactgraph.workspace.index import build
from pactgraph.workspace.index.access import rebuild
from pactgraph.workspace.index.listing import Listing
from pactgraph.workspace.loading import load
from pactgraph.workspace.watch import Watch
from pactgraph.workspace.workspace import INDEX_FROM, Workspace

from .little_workspace import in_memory, indexed

PREFIXES = """\
@prefix country: <https://w3id.org/pactgraph/id/country/> .
@prefix decision: <https://w3id.org/pactgraph/id/decision/> .
@prefix graph: <https://w3id.org/pactgraph/graph/> .
@prefix judgement: <https://w3id.org/pactgraph/concept/judgement/> .
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix passage: <https://w3id.org/pactgraph/id/passage/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
UPLAND = "region:upland pact:country country:south ."


def write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(PREFIXES + text + "\n", encoding="utf-8")


def decision(value: str, judgement: str = "rejected") -> str:
    return (
        "decision:upland rdf:subject region:upland ; rdf:predicate pact:country ; "
        f"rdf:object {value} ; pact:judgement judgement:{judgement} ."
    )


def generation(root: Path) -> str:
    return (root / ".pactgraph" / "current").read_text()


@pytest.fixture(autouse=True)
def always_mended(monkeypatch: pytest.MonkeyPatch, always_indexed: Path) -> None:
    """Every edit is mended into the index, however large it is."""
    monkeypatch.setattr(build, "REBUILD_FROM", 1e9)


@pytest.fixture
def root(quick_path: Path) -> Path:
    tmp_path = quick_path
    for folder in FOLDERS:
        (tmp_path / folder.path).mkdir(parents=True, exist_ok=True)
    (tmp_path / "queries").mkdir()
    write(tmp_path, "ontology/pactgraph.ttl", "pact:country a rdf:Property .")
    write(tmp_path, "data/registers/regions.ttl", "region:upland a pact:Region .")
    write(tmp_path, "data/documents/one.trig", f"passage:one_0-5 {{ {UPLAND} }}")
    write(tmp_path, "data/documents/two.trig", f"passage:two_0-5 {{ {UPLAND} }}")
    write(tmp_path, "data/curation/decisions.ttl", "decision:none a pact:Decision .")
    return tmp_path


def test_a_small_workspace_has_no_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTGRAPH_INDEX_FROM")
    assert set(Workspace(root).store) == in_memory(root)
    assert not (root / ".pactgraph").exists()


def test_a_large_workspace_has_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTGRAPH_INDEX_FROM")
    write(root, "data/registers/large.ttl", "#" * INDEX_FROM)
    assert indexed(root) == in_memory(root)
    assert (root / ".pactgraph" / "current").exists()


def test_an_unchanged_workspace_is_neither_read_nor_written_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quads = indexed(root)
    before = generation(root)
    monkeypatch.setattr(build, "parse_quads", None)
    assert indexed(root) == quads
    assert generation(root) == before


def test_the_dataset_is_not_read_for_the_store(root: Path) -> None:
    workspace = Workspace(root)
    assert workspace.store
    assert "dataset" not in vars(workspace)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/documents/one.trig", "passage:one_0-5 { region:upland pact:country country:north . }"),
        ("data/documents/one.trig", ""),
        ("data/documents/one.trig", f"passage:one_0-9 {{ {UPLAND} }} {UPLAND}"),
        ("data/documents/three.trig", f"passage:three_0-5 {{ {UPLAND} }}"),
        ("data/documents/three.trig", f"passage:one_0-5 {{ {UPLAND} }} <http://x/y> {{ {UPLAND} }}"),
        ("data/documents/three.trig", f"_:g {{ {UPLAND} }}"),
        ("data/curation/decisions.ttl", decision("country:south")),
        ("data/curation/decisions.ttl", decision("country:south", "accepted")),
        ("data/curation/more.ttl", decision("country:south")),
        ("data/registers/regions.ttl", UPLAND),
        ("data/registers/one.ttl", UPLAND),
        ("ontology/pactgraph.ttl", "pact:country a rdf:Thing ."),
        ("ontology/schemes/sector.ttl", "pact:country a rdf:Thing ."),
        ("data/documents/one.trig", "this is no TriG"),
    ],
)
def test_an_edited_file_reloads_itself_and_mends_the_default_graph(root: Path, name: str, text: str) -> None:
    untouched = indexed(root)
    existed = (root / name).exists()
    before = (root / name).read_bytes() if existed else b""
    write(root, name, text)
    assert canonical(indexed(root)) == canonical(in_memory(root))
    if existed:
        (root / name).write_bytes(before)
    else:
        (root / name).unlink()
    assert indexed(root) == untouched


def canonical(quads: set[Quad]) -> Dataset:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def test_a_graph_that_nothing_fills_any_more_is_gone(root: Path) -> None:
    indexed(root)
    (root / "data/documents/one.trig").unlink()
    graphs = set(load(source_files(root)).store.named_graphs())
    assert set(Workspace(root).store.named_graphs()) == graphs


def test_a_statement_of_two_documents_stays_when_one_of_them_goes(root: Path) -> None:
    indexed(root)
    (root / "data/documents/one.trig").unlink()
    assert indexed(root) == in_memory(root)
    (root / "data/documents/two.trig").unlink()
    assert indexed(root) == in_memory(root)


def test_a_rejection_counts_for_documents_of_before_and_after_and_can_be_taken_back(root: Path) -> None:
    indexed(root)
    write(root, "data/curation/decisions.ttl", decision("country:south"))
    assert indexed(root) == in_memory(root)
    write(root, "data/documents/three.trig", f"passage:three_0-5 {{ {UPLAND} }}")
    assert indexed(root) == in_memory(root)
    (root / "data/curation/decisions.ttl").unlink()
    assert indexed(root) == in_memory(root)


def test_a_decision_in_two_files_rejects_when_it_is_whole(root: Path) -> None:
    subject, _, rest = decision("country:south").partition(" ; ")
    write(root, "data/curation/first.ttl", subject + " .")
    indexed(root)
    write(root, "data/curation/second.ttl", "decision:upland " + rest)
    assert indexed(root) == in_memory(root)
    (root / "data/curation/first.ttl").rename(root / "data/registers/first.ttl")
    assert indexed(root) == in_memory(root)


def test_a_document_whose_file_is_renamed_is_another_document(root: Path) -> None:
    indexed(root)
    (root / "data/documents/one.trig").rename(root / "data/documents/uno.trig")
    assert indexed(root) == in_memory(root)


def test_two_files_that_fill_one_graph_keep_what_each_says(root: Path) -> None:
    write(root, "data/curation/regions.ttl", f"{UPLAND} region:upland a pact:Region .")
    write(root, "data/documents/three.trig", f"graph:regions {{ {UPLAND} }} passage:one_0-5 {{ {UPLAND} }}")
    indexed(root)
    for name in ("data/curation/regions.ttl", "data/documents/one.trig", "data/documents/three.trig"):
        (root / name).unlink()
        assert indexed(root) == in_memory(root)


def test_blank_nodes_stay_one_node_across_the_graphs_of_a_file(root: Path) -> None:
    write(
        root,
        "data/documents/one.trig",
        "passage:one_0-5 { _:x pact:a _:y . } passage:two_0-5 { _:x pact:b _:y . }",
    )
    indexed(root)
    write(root, "data/documents/two.trig", "passage:two_0-5 { _:x pact:c _:y . }")
    assert canonical(indexed(root)) == canonical(in_memory(root))


def test_literals_that_the_store_folds_are_kept_as_long_as_one_file_has_them(root: Path) -> None:
    write(root, "data/documents/one.trig", 'passage:one_0-5 { region:upland pact:length "7"^^xsd:integer . }')
    write(root, "data/documents/two.trig", 'passage:one_0-5 { region:upland pact:length "07"^^xsd:int . }')
    assert indexed(root) == in_memory(root)
    write(root, "data/documents/two.trig", "")
    assert indexed(root) == in_memory(root)


def test_an_unreadable_file_is_found_without_reading_it_again(root: Path) -> None:
    write(root, "data/documents/one.trig", "no TriG")
    (first,) = Workspace(root).loaded.unreadable
    write(root, "data/documents/two.trig", "")
    (second,) = Workspace(root).loaded.unreadable
    (third,) = Workspace(root).loaded.unreadable
    assert first == second == third == load(source_files(root)).unreadable[0]
    write(root, "data/documents/one.trig", "")
    assert Workspace(root).loaded.unreadable == []


def test_many_changes_build_the_index_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(root)
    monkeypatch.setattr(build, "REBUILD_FROM", 0.0)
    write(root, "data/documents/one.trig", "")
    assert indexed(root) == in_memory(root)
    assert [path.name for path in (root / ".pactgraph").glob("g*")] == [generation(root).strip()]


def test_files_that_are_only_touched_are_compared_and_not_parsed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quads = indexed(root)
    monkeypatch.setattr(build, "REBUILD_FROM", 0.0)
    monkeypatch.setattr(build, "parse_quads", None)
    for file in source_files(root):
        os.utime(file.path)
    assert indexed(root) == quads


def test_progress_ends_where_it_should(root: Path) -> None:
    told: list[tuple[int, int]] = []
    for text in ("", UPLAND):
        write(root, "data/registers/regions.ttl", text)
        workspace = Workspace(root)
        workspace.watch = Watch(progress=lambda done, total: told.append((done, total)))
        assert workspace.store
        assert told[-1][0] == told[-1][1]
        assert all(done <= total for done, total in told)


def test_a_reader_keeps_its_generation_while_others_come_and_go(root: Path) -> None:
    before = in_memory(root)
    reader = Workspace(root)
    assert set(reader.store) == before
    kept = generation(root).strip()
    for text in ("", UPLAND, "region:upland a pact:Region ."):
        write(root, "data/registers/regions.ttl", text)
        assert indexed(root) == in_memory(root)
        assert (root / ".pactgraph" / kept / "store").is_dir()
        assert set(reader.store) == before
    del reader
    write(root, "data/registers/regions.ttl", "")
    indexed(root)
    assert [path.name for path in (root / ".pactgraph").glob("g*")] == [generation(root).strip()]


def test_the_index_is_no_part_of_a_git_repository(root: Path) -> None:
    indexed(root)
    assert (root / ".pactgraph" / ".gitignore").read_text() == "*\n"


STEMS = ("one", "two", "regions")
STATEMENTS = (
    UPLAND,
    "region:upland pact:country country:north .",
    'region:upland pact:length "7"^^xsd:integer .',
    'region:upland pact:length "07"^^xsd:int .',
    'region:upland pact:name "Upland"@EN .',
    decision("country:south"),
    decision("country:north"),
    decision('"7"^^xsd:integer'),
    decision("country:south", "accepted"),
    "decision:upland rdf:predicate pact:length .",
    "no Turtle",
)
GRAPHS = ("", "", "passage:one_0-5", "passage:two_0-5", "graph:regions", "graph:decisions", "<http://x/y>")


@st.composite
def texts(draw: st.DrawFn, trig: bool) -> str:
    parts = draw(st.lists(st.tuples(st.sampled_from(GRAPHS), st.sampled_from(STATEMENTS)), max_size=4))
    if not trig:
        return "\n".join(statement for _, statement in parts)
    return "\n".join(f"{graph} {{ {statement} }}" if graph else statement for graph, statement in parts)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str | None]:
    """A file's path and its new text, or None to remove it."""
    folder = draw(st.sampled_from(FOLDERS[2:] + FOLDERS[3:]))
    name = f"{folder.path}/{draw(st.sampled_from(STEMS))}{folder.suffix}"
    return name, draw(st.none() | texts(folder.suffix == ".trig") | texts(folder.suffix == ".trig"))


def run_edits(root: Path, script: list[list[tuple[str, str | None]]]) -> None:
    for step in script:
        for name, text in step:
            if text is None:
                (root / name).unlink(missing_ok=True)
            else:
                write(root, name, text)
        workspace = Workspace(root)
        in_store, by_hand = workspace.loaded, load(source_files(root))
        assert set(in_store.store) == set(by_hand.store)
        assert set(in_store.store.named_graphs()) == set(by_hand.store.named_graphs())
        assert in_store.unreadable == by_hand.unreadable
    mended = set(Workspace(root).store)
    assert set(rebuild(Listing(root), Watch()).store) == mended


SCRIPTS = st.lists(st.lists(edits(), min_size=1, max_size=3), min_size=1, max_size=4)
RULES = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.generate,),
    "database": None,
}


@given(script=SCRIPTS)
@settings(max_examples=8, **RULES)
def test_any_edits_give_what_a_rebuild_and_memory_give(
    script: list[list[tuple[str, str | None]]], quick_path: Path
) -> None:
    run_in_new_folder(script, quick_path / "edits")


@pytest.mark.slow
@given(script=SCRIPTS)
@settings(max_examples=40, **RULES)
def test_many_edits_give_what_a_rebuild_and_memory_give(
    script: list[list[tuple[str, str | None]]], quick_path: Path
) -> None:
    run_in_new_folder(script, quick_path / "edits")


def run_in_new_folder(script: list[list[tuple[str, str | None]]], root: Path) -> None:
    for folder in FOLDERS:
        (root / folder.path).mkdir(parents=True, exist_ok=True)
    run_edits(root, script)
    shutil.rmtree(root)


def test_random_edits_can_tell_a_wrong_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison sees a default graph that is not mended."""
    monkeypatch.setattr(build, "mend", lambda *_: None)
    with pytest.raises(AssertionError):
        run_edits(root, [[("data/documents/one.trig", UPLAND)], [("data/registers/regions.ttl", None)]])


def test_a_store_counts_each_triple_of_the_default_graph_once(root: Path) -> None:
    store: Store = Workspace(root).store
    answer = store.query(
        "SELECT (COUNT(*) AS ?n) { <https://w3id.org/pactgraph/id/region/upland> "
        "<https://w3id.org/pactgraph/def#country> ?c }"
    )
    assert [row["n"].value for row in answer] == ["1"]


def test_a_workspace_whose_path_is_relative_has_one_index(root: Path) -> None:
    indexed(root)
    before = generation(root)
    here = Path.cwd()
    try:
        os.chdir(root.parent)
        indexed(Path(root.name))
    finally:
        os.chdir(here)
    assert generation(root) == before
