"""What was known on a day: the dataset without the documents that appeared later."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from pactgraph.model.namespaces import RECORD, XSD, pact
from pactgraph.workspace.as_of import known_by
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.files import source_files
from pactgraph.workspace.workspace import VARIABLE, Workspace

DATED = {
    "harbour-accord-2020": "2020-02-10",
    "lantern-release-2020": "2020-11-05",
    "lantern-bode-2021": "2021-05-14",
    "corvane-dunmere-2022": "2022-09-14",
    "brinmark-galdry-declaration-2023": "2023-05-20",
    "league-review-2024": "2024-02-01",
}
UNDATED = ("lantern-kurier-2020",)


@pytest.fixture(scope="module")
def indexed(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small world that the first question gives an index."""
    return Path(shutil.copytree(small_world, tmp_path_factory.mktemp("indexed") / "world"))


@pytest.mark.parametrize("index_from", ["", "0"], ids=["in memory", "from an index"])
@pytest.mark.parametrize(
    "day", ["2019-12-31", "2020-02-09", "2020-02-10", "2021-05-14", "2022-12-31", "2024-02-01", "9999-12-31"]
)
def test_it_is_the_dataset_without_the_files_of_later_documents(
    small_world: Path, indexed: Path, day: str, index_from: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = indexed if index_from else small_world
    monkeypatch.setenv(VARIABLE, index_from)
    later = sorted(slug for slug, appeared in DATED.items() if appeared > day)
    known = known_by(Workspace(root), day)
    assert (list(known.later), known.undated, known.documents) == (later, UNDATED, len(DATED) + 1)
    kept = [file for file in source_files(root) if file.path.stem not in (*later, *UNDATED)]
    assert set(known.store) == set(Dataset(kept).store())


def test_decisions_apply_to_what_was_known(small_world: Path) -> None:
    known = known_by(Workspace(small_world), "2021-01-01").store
    league = NamedNode(RECORD + "alliance/lantern-league")
    told = set(known.quads_for_pattern(league, pact("existence"), None, None))
    assert told
    assert not any(quad.graph_name.value == "" for quad in told if isinstance(quad.graph_name, NamedNode))
    assert not set(known.quads_for_pattern(league, pact("existence"), None)) - told


def test_a_date_counts_where_it_is_accepted(small_world: Path, tmp_path: Path) -> None:
    root = tmp_path / "world"
    shutil.copytree(small_world, root)
    with (root / "data/curation/decisions.ttl").open("a", encoding="utf-8") as file:
        file.write(
            "\ndecision:not-dated a pact:Decision ; pact:judgement judgement:rejected ;\n"
            "    rdf:subject <https://w3id.org/pactgraph/id/document/lantern-bode-2021> ;\n"
            '    rdf:predicate pact:latest ; rdf:object "2021-05-14"^^xsd:date .\n'
        )
    day = Literal("2021-05-14", datatype=NamedNode(XSD + "date"))
    bode = NamedNode(RECORD + "document/lantern-bode-2021")
    assert list(Workspace(root).store.quads_for_pattern(bode, pact("latest"), day, None))
    known = known_by(Workspace(root), "2022-01-01")
    assert known.undated == ("lantern-bode-2021", "lantern-kurier-2020")


def test_a_document_that_two_days_are_accepted_of_counts_from_the_later_one(
    small_world: Path, tmp_path: Path
) -> None:
    root = tmp_path / "world"
    shutil.copytree(small_world, root)
    path = root / "data/documents/harbour-accord-2020.trig"
    text = path.read_text(encoding="utf-8")
    text = text.replace('pact:latest "2020-02-10"', 'pact:latest "2020-02-12"^^xsd:date , "2020-02-10"', 1)
    path.write_text(text, encoding="utf-8")
    assert "harbour-accord-2020" in known_by(Workspace(root), "2020-02-11").later
    assert "harbour-accord-2020" not in known_by(Workspace(root), "2020-02-12").later
