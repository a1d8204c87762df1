"""Differences: exact in words and as a patch, between files, folders and revisions."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from pactgraph.publish.diff import ChangeWords, as_json, as_patch, counts, differences, summary, told
from pactgraph.publish.export import accepted_facts, render, whole_dataset
from pactgraph.publish.revisions import NoSide, Side, comparable, patchable, read_side, workspace_side
from pactgraph.rdf.namespaces import DERIVED, PACT
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.workspace.workspace import Workspace

A, B, P = (NamedNode(f"https://example.org/{name}") for name in "abp")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TERMS = st.sampled_from([A, B, P])
GRAPHS = st.sampled_from([DefaultGraph(), A])
VALUES = st.one_of(TERMS, st.sampled_from([Literal("x"), Literal("x", language="en"), Literal(' "\n. A D')]))
DATASETS = st.frozensets(st.builds(Quad, TERMS, TERMS, VALUES, GRAPHS), max_size=12)


def applied(patch: str, quads: frozenset[Quad]) -> frozenset[Quad]:
    """What an RDF Patch makes of quads; what it adds is not there yet, what it takes away is."""
    lines = patch.split("\n")
    assert (lines[0], lines[-2:]) == ("TX .", ["TC .", ""])
    for line in lines[1:-2]:
        (quad,) = parse(line[2:], format=RdfFormat.N_QUADS)
        assert (quad in quads) == line.startswith("D ")
        quads = quads ^ {quad}
    return quads


@given(DATASETS, DATASETS)
def test_a_patch_leads_from_old_to_new(old: frozenset[Quad], new: frozenset[Quad]) -> None:
    assert applied(as_patch(old, new), old) == new


@given(DATASETS, DATASETS)
def test_the_changes_are_the_difference(old: frozenset[Quad], new: frozenset[Quad]) -> None:
    changes = differences(old, new)
    gone = {Quad(c.subject, c.predicate, term, c.graph) for c in changes for term in c.old}
    come = {Quad(c.subject, c.predicate, term, c.graph) for c in changes for term in c.new}
    assert (gone, come) == (old - new, new - old)
    assert (not changes) == (old == new)
    assert json.loads(as_json(changes))["counts"] == counts(changes)


def test_changes_in_words() -> None:
    old = [Quad(A, P, Literal("1"), B), Quad(A, LABEL, Literal("An A", language="en"), B)]
    new = [Quad(A, P, Literal("2"), B), Quad(B, P, A, DefaultGraph()), Quad(P, LABEL, Literal("size"), B)]
    words = ChangeWords([*old, *new], Prefixes({"x": "https://example.org/"}))
    assert told(differences(old, new), words) == (
        "An A (x:a)\n"
        '  - <http://www.w3.org/2000/01/rdf-schema#label>: "An A"@en  [x:b]\n'
        "  ~ size: 1 -> 2  [x:b]\n"
        "\n"
        "x:b\n"
        "  + size: An A (x:a)\n"
        "\n"
        "size (x:p)\n"
        "  + <http://www.w3.org/2000/01/rdf-schema#label>: size  [x:b]\n"
        "\n"
        "2 facts added, 1 removed, 1 changed\n"
    )
    assert told([], words) == "no differences\n" == summary([]) + "\n"


def test_words_steer_no_terminal() -> None:
    (change,) = differences([], [Quad(A, P, Literal("\x1b[2J\u202ex\ny"), B)])
    assert "\\u001B[2J\\u202Ex\\u000Ay" in told([change], ChangeWords([], Prefixes({})))


@pytest.fixture
def world(small_world: Path, tmp_path: Path) -> Path:
    """A copy of the small world in a git repository with one commit."""
    root = tmp_path / "repository" / "inner"
    shutil.copytree(small_world, root)
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "x"],
    ):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    return root


def test_a_revision_is_compared_with_the_files(world: Path) -> None:
    revision = read_side("HEAD", world)
    assert revision.named == workspace_side(world).named
    register = world / "data" / "registers" / "regions.ttl"
    text = register.read_text(encoding="utf-8")
    assert '"Corvane"@en' in text
    register.write_text(text.replace('"Corvane"@en', '"Corvania"@en'), encoding="utf-8")
    (change,) = differences(*comparable(revision, workspace_side(world)))
    assert change.kind == "changed"
    assert [term.value for term in (*change.old, *change.new)] == ["Corvane", "Corvania"]  # type: ignore[union-attr]
    assert change.graph == NamedNode("https://w3id.org/pactgraph/graph/regions")
    was, now = patchable(revision, workspace_side(world))
    assert was == frozenset(whole_dataset(Workspace.open(world).facts, vocabulary=True)) ^ (was ^ now)
    assert len(was ^ now) == 4
    assert applied(as_patch(was, now), was) == now


def test_each_revision_stands_by_its_own_rules(world: Path) -> None:
    now = workspace_side(world)
    assert read_side("HEAD", world).rules == now.rules
    for rule in (world / "ontology" / "rules").glob("6*.rq"):
        rule.unlink()
    without = workspace_side(world)
    assert {rule.name for rule in now.rules} - {rule.name for rule in without.rules}
    assert not differences(*comparable(now, without)), "what files say is the same"
    old, new = patchable(read_side("HEAD", world), without)
    lost = {quad.predicate.value for quad in old - new if quad.graph_name == DERIVED}
    assert PACT + "plan" in lost
    assert not any(quad.predicate.value == PACT + "plan" for quad in new)


@pytest.fixture(scope="module")
def workspace(small_world: Path) -> Workspace:
    return Workspace.open(small_world)


@pytest.fixture(scope="module")
def itself(small_world: Path) -> Side:
    """The small world as a side of a comparison."""
    return workspace_side(small_world)


@pytest.mark.parametrize("format_name", ["ttl", "nq", "trig", "jsonld", "nt", "rdf"])
@pytest.mark.parametrize("vocabulary", [True, False])
def test_an_export_does_not_differ_from_its_workspace(
    workspace: Workspace, itself: Side, tmp_path: Path, format_name: str, vocabulary: bool
) -> None:
    whole = format_name in ("nq", "trig", "jsonld")
    quads = (whole_dataset if whole else accepted_facts)(workspace.facts, vocabulary=vocabulary)
    file = tmp_path / f"export.{format_name}"
    name = {"ttl": "turtle", "rdf": "rdfxml"}.get(format_name, format_name)
    file.write_bytes(render(quads, name, workspace.prefixes))
    export = read_side(str(file), workspace.root)
    assert differences(*comparable(export, itself)) == []
    assert differences(*comparable(itself, export)) == []


def test_blank_nodes_of_the_same_graph_are_no_difference(tmp_path: Path) -> None:
    for name, label in (("one", "x"), ("two", "y")):
        (tmp_path / f"{name}.nt").write_text(f"_:{label} <{P.value}> _:{label} .\n", encoding="utf-8")
    sides = [read_side(str(tmp_path / f"{name}.nt"), tmp_path) for name in ("one", "two")]
    assert isinstance(sides[0].loose[0].subject, BlankNode)
    assert differences(*comparable(*sides)) == []


@pytest.mark.parametrize("named", ["--upload-pack=x", "no-such", "HEAD:nothing"])
def test_what_is_no_side_is_said(world: Path, named: str) -> None:
    with pytest.raises(NoSide, match="no revision"):
        read_side(named, world)


def test_a_folder_without_data_and_a_file_of_no_format_are_no_sides(tmp_path: Path) -> None:
    (tmp_path / "x.doc").write_text("x")
    (tmp_path / "x.ttl").write_text("x")
    with pytest.raises(NoSide, match="suffix"):
        read_side(str(tmp_path / "x.doc"), tmp_path)
    with pytest.raises(NoSide, match="cannot be read"):
        read_side(str(tmp_path / "x.ttl"), tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoSide, match="no data"):
        read_side(str(tmp_path / "empty"), tmp_path)
