"""The small world is well-formed, and no term of the ontology is idle."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from pactgraph.cli import group
from pactgraph.rdf.namespaces import CONCEPT, PACT, RDF, RDFS, RECORD, file_graph, split_passage
from pactgraph.rdf.writer import canonical_text
from pactgraph.workspace.passage import Span, document_digest, passage_digest
from pactgraph.workspace.published import DEPRECATED
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
TYPE = NamedNode(RDF + "type")


def pact(name: str) -> NamedNode:
    return NamedNode(PACT + name)


@pytest.fixture(scope="module")
def world(small_world: Path) -> Workspace:
    return Workspace.open(small_world)


def data_quads(workspace: Workspace) -> Iterator[Quad]:
    for file, quads in workspace.dataset.quads_of.items():
        if file.layer != "vocabulary":
            yield from quads


def values(workspace: Workspace, predicate: str) -> dict[str, str]:
    return {
        quad.subject.value: quad.object.value
        for quad in data_quads(workspace)
        if quad.predicate == pact(predicate)
    }


def test_every_file_is_read(world: Workspace) -> None:
    assert world.dataset.unreadable == []


def test_files_are_canonical(world: Workspace) -> None:
    for file in world.dataset.quads_of:
        if file.layer != "vocabulary":
            text = file.path.read_text(encoding="utf-8")
            assert canonical_text(text, trig=file.path.suffix == ".trig", prefixes=world.prefixes) == text, (
                file.relative
            )


def test_document_digests_and_lengths_match_the_sources(world: Workspace) -> None:
    digests, lengths = values(world, "digest"), values(world, "length")
    documents = sorted((world.root / "data/documents").glob("*.trig"))
    assert len(documents) == 11
    for path in documents:
        content = (world.root / "sources" / f"{path.stem}.txt").read_bytes()
        text = content.decode("utf-8")
        assert unicodedata.is_normalized("NFC", text)
        assert digests[f"{RECORD}document/{path.stem}"] == document_digest(content)
        assert int(lengths[f"{RECORD}document/{path.stem}"]) == len(text)


def test_every_passage_matches_its_source(world: Workspace) -> None:
    digests, starts, ends = (values(world, name) for name in ("digest", "start", "end"))
    passages = values(world, "passageOf")
    assert len(passages) > 100
    for iri, document in passages.items():
        place = split_passage(iri)
        assert place is not None, iri
        slug, start, end = place
        assert document == f"{RECORD}document/{slug}"
        assert (starts[iri], ends[iri]) == (str(start), str(end))
        text = (world.root / "sources" / f"{slug}.txt").read_bytes().decode("utf-8")
        assert digests[iri] == passage_digest(Span(start, end).of(text)), iri


def test_every_passage_record_has_a_graph_and_every_graph_a_record(world: Workspace) -> None:
    graphs = {quad.graph_name.value for quad in data_quads(world)}
    named = {graph for graph in graphs if graph.startswith(RECORD)}
    assert named == set(values(world, "passageOf"))


def test_every_link_leads_to_a_record(world: Workspace) -> None:
    typed = {quad.subject.value for quad in world.dataset.quads() if quad.predicate == TYPE}
    linked = {
        term.value
        for quad in data_quads(world)
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith((RECORD, CONCEPT))
    }
    assert linked - typed == set()


def test_every_record_is_introduced_once(world: Workspace) -> None:
    seen: dict[tuple[str, str], int] = {}
    for quad in data_quads(world):
        if quad.predicate == TYPE:
            key = (quad.subject.value, quad.object.value)
            seen[key] = seen.get(key, 0) + 1
    assert {key for key, count in seen.items() if count > 1} == set()


def test_the_texts_have_the_characters_that_offsets_stumble_over(world: Workspace) -> None:
    texts = [path.read_bytes().decode("utf-8") for path in (world.root / "sources").glob("*.txt")]
    assert any(ord(character) > 0xFFFF for text in texts for character in text)
    assert any(unicodedata.combining(character) for text in texts for character in text)
    assert any("\N{NO-BREAK SPACE}" in text for text in texts)


def test_the_world_uses_every_own_term(world: Workspace) -> None:
    """By what its files say, by how the schemes' concepts hang together, by what terms are said to be, or by
    what the rules make of it, itself or through a narrower term; nothing in it is disputed."""
    text = (world.root / "ontology/pactgraph.ttl").read_text(encoding="utf-8")
    defined = Store()
    defined.load(text.encode(), RdfFormat.TURTLE)
    withdrawn = {quad.subject for quad in defined.quads_for_pattern(None, DEPRECATED, None)}
    ontology = {
        quad.subject
        for quad in defined.quads_for_pattern(None, TYPE, None)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(PACT)
    }
    used = {
        term
        for quad in world.loaded.store
        if quad.graph_name not in (DefaultGraph(), file_graph("pactgraph"))
        for term in (quad.predicate, quad.object)
    }
    for narrower in ("subClassOf", "subPropertyOf"):
        used |= {
            quad.object
            for quad in defined.quads_for_pattern(None, NamedNode(RDFS + narrower), None)
            if quad.subject in used
        }
    used |= {quad.object for quad in defined.quads_for_pattern(None, TYPE, None)}
    assert ontology
    assert sorted(str(term) for term in ontology - withdrawn - used) == [str(pact("disputed"))]
    assert withdrawn & used == set()


def test_descriptions_have_a_language(world: Workspace) -> None:
    description = NamedNode("http://purl.org/dc/terms/description")
    for quad in data_quads(world):
        if quad.predicate == description:
            assert isinstance(quad.object, Literal)
            assert quad.object.language == "en"


def findings(root: Path) -> list[dict[str, str]]:
    """What `pactgraph validate` finds in the workspace at `root`."""
    result = CliRunner().invoke(group, ["validate", "--workspace", str(root), "-f", "json"])
    found: list[dict[str, str]] = json.loads(result.stdout)["findings"]
    return found


def test_validate_finds_nothing(small_world: Path) -> None:
    assert findings(small_world) == []


@pytest.mark.parametrize(
    "words",
    ["stats", "format --check", "verify --sources {root}/sources", "run agreements-of --region alderland",
     "show alderland", "trace alderland corvane", "draw network", "export", "diff {root}", "index --status"],
)  # fmt: skip
def test_the_folder_opens_as_a_workspace(words: str) -> None:
    """By its links to the repository's ontology and queries, of which no file is left out."""
    root = Path(__file__).parents[1] / "world"
    assert {path.name for path in root.iterdir() if path.is_symlink()} == {"ontology", "queries"}
    result = CliRunner().invoke(group, [*words.format(root=root).split(), "--workspace", str(root)])
    assert result.exit_code == 0, result.output
    assert "left out" not in result.stderr


def test_without_its_decision_a_disagreement_is_a_conflict(small_world: Path, tmp_path: Path) -> None:
    root = tmp_path / "world"
    shutil.copytree(small_world, root)
    decisions = root / "data/curation/decisions.ttl"
    text = decisions.read_text(encoding="utf-8")
    start = text.index("decision:strength-of-wind-school\n")
    end = text.index(" .\n", start) + 4
    decisions.write_text(text[:start] + text[end:], encoding="utf-8")
    conflicts = [finding for finding in findings(root) if finding["rule"] == "conflict"]
    assert {finding["subject"] for finding in conflicts} == {"commitment:wind-school"}
