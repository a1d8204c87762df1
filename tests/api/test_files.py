"""What the face does with the files of a workspace: each command's work, without a command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from pactgraph import Limits, OpenWorkspace, PactgraphError, make_workspace, open_workspace
from pactgraph.cli import COMMANDS

FACE = {
    "run": "answer",
    "sparql": "ask",
    "queries": "stored",
    "stats": "statistics",
    "index": "make_index",
}
"""What of the face does a command's work, where it is not called as the command."""
NO_WORKSPACE = {"init", "completion"}


@pytest.fixture
def own(small_world: Path, tmp_path: Path) -> OpenWorkspace:
    """A copy of the small world that may be written."""
    shutil.copytree(small_world, tmp_path / "own")
    return open_workspace(tmp_path / "own")


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - NO_WORKSPACE))
def test_the_face_does_what_commands_do(command: str) -> None:
    assert callable(getattr(OpenWorkspace, FACE.get(command, command)))


def test_an_answer_is_written_in_every_format(graph: OpenWorkspace) -> None:
    answer = graph.answer("agreements-of", {"region": "alderland"})
    rows = answer.rows()
    assert len(json.loads(answer.written("json"))["results"]["bindings"]) == len(rows) > 0
    assert answer.written("csv", labels=True).decode().splitlines()[0].startswith("agreement,agreementLabel")
    assert rows[0].agreement.curie.partition(":")[2] in answer.in_columns(5000)
    with pytest.raises(PactgraphError, match="the answer is no triples"):
        answer.written("turtle")
    triples = graph.ask("CONSTRUCT WHERE { region:alderland a ?class }")
    assert len(list(parse(triples.written("nt"), format=RdfFormat.N_TRIPLES))) == len(triples.rows()) == 1


def test_passages_are_verified(graph: OpenWorkspace, small_world: Path) -> None:
    verification = graph.verify(small_world / "sources")
    documents = list(verification)
    assert documents and all(document.sound for document in documents)
    assert not verification.unreadable
    with pytest.raises(PactgraphError):
        graph.verify(small_world / "nowhere")


def test_files_are_formatted_once(own: OpenWorkspace) -> None:
    file = own.root / "data" / "registers" / "regions.ttl"
    file.write_text("\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert [each.file for each in own.format(check=True)] == ["data/registers/regions.ttl"]
    assert [each.file for each in own.format([file])] == ["data/registers/regions.ttl"]
    assert list(own.format()) == []


def test_the_checks_look_again(own: OpenWorkspace) -> None:
    inspection = own.inspection()
    assert inspection.look() == own.validate() == []
    assert inspection.changed() == [] and inspection.count == "no findings"
    file = own.root / "data" / "registers" / "regions.ttl"
    file.write_text("\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert inspection.changed() == ["data/registers/regions.ttl"]
    assert [finding.rule for finding in inspection.look()] == ["canonical"]
    assert json.loads(inspection.report("json"))
    (repair,) = inspection.repairs()
    assert inspection.mend([repair]) == []


def test_exports_and_descriptions_are_rendered(graph: OpenWorkspace) -> None:
    quads = list(parse(graph.export().rendered("nq"), format=RdfFormat.N_QUADS))
    accepted = list(parse(graph.export(accepted=True).rendered("nq"), format=RdfFormat.N_QUADS))
    assert 0 < len(accepted) < len(quads)
    about = graph.export(thing="alderland", base_iri="https://example.org/").rendered("nt").decode()
    assert "<https://example.org/id/region/alderland>" in about
    description = graph.describe()
    assert description.digest in description.rendered("turtle", folder=None, url=None).decode()
    with pytest.raises(PactgraphError, match="no document is called 'nothing'"):
        graph.export(document="nothing")


def test_differences_are_told_in_three_forms(own: OpenWorkspace, small_world: Path) -> None:
    assert len(own.diff(small_world)) == 0
    file = own.root / "data" / "registers" / "regions.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"Alderland"@en', '"Alderlandia"@en'), encoding="utf-8")
    difference = own.diff(small_world)
    assert "Alderlandia" in difference.text and "Alderlandia" in difference.patch
    assert json.loads(difference.json)


def test_records_are_written_and_workspaces_made(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "mine")
    assert "data/registers" in " ".join(made)
    mine = open_workspace(tmp_path / "mine")
    assert mine.new().record("region", "ivorne", ["Ivorne@en"], [], None) == "data/registers/regions.ttl"
    found = open_workspace(tmp_path / "mine").ask("SELECT ?region { ?region a pact:Region }").rows()
    assert [row.region.label for row in found] == ["Ivorne"]
    with pytest.raises(PactgraphError, match="give label TEXT"):
        mine.new().record("region", "nameless", [], [], None)
    with pytest.raises(PactgraphError, match="there is no kind 'planet'"):
        mine.new().record("planet", "pluto", ["Pluto"], [], None)


def test_numbers_are_counted(graph: OpenWorkspace) -> None:
    found = graph.statistics()
    assert found.numbers.classes and found.terms and found.conflicts == 0
    assert all(document.covered <= document.length for document in graph.uncovered())


def test_an_index_is_made_and_dropped(own: OpenWorkspace) -> None:
    assert own.index().current is None
    assert own.make_index() and not own.make_index()
    assert own.index().current is not None
    assert own.drop_index() and own.index().current is None


def test_a_release_is_planned_and_written(own: OpenWorkspace, small_world: Path) -> None:
    release = own.release("7.0.0", since=str(small_world), date="2031-02-03")
    assert "7.0.0" in release.entry and "data/released-iris.txt" in release.files
    assert "CHANGELOG.md" in list(release.write())
    with pytest.raises(PactgraphError, match="is no day"):
        own.release("8.0.0", date="someday")


def test_figures_take_limits(graph: OpenWorkspace) -> None:
    pytest.importorskip("networkx", reason="networkx is not installed (the network extra)")
    every, some = graph.figures(), graph.figures(Limits(until="2020"))
    assert 0 < len(some) < len(every)
