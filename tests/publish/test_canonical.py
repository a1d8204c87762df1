"""Canonical form and digest: the W3C's tests, blank nodes of any label and order, poison."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, NamedNode, Quad, RdfFormat, parse

from pactgraph.cli import group
from pactgraph.publish.canonical import Poisoned, canonical, canonical_in_time, relabelled
from pactgraph.publish.export import render, whole_dataset
from pactgraph.rdf.formats import RDF
from pactgraph.workspace.workspace import Workspace

CHECKOUT = os.environ.get("PACTGRAPH_W3C_RDF_CANON")
P, Q = NamedNode("https://example.org/p"), NamedNode("https://example.org/q")
ALGORITHMS = {
    "SHA256": CanonicalizationAlgorithm.RDFC_1_0_SHA_256,
    "SHA384": CanonicalizationAlgorithm.RDFC_1_0_SHA_384,
}


def cases(kind: str) -> list[object]:
    """The tests of one kind: input, expected file, hash algorithm."""
    if not CHECKOUT:
        return []
    folder = Path(CHECKOUT, "tests")
    manifest = json.loads((folder / "manifest.jsonld").read_text(encoding="utf-8"))
    return [
        pytest.param(
            folder / entry["action"],
            folder / entry.get("result", ""),
            entry.get("hashAlgorithm", "SHA256"),
            id=entry["id"],
        )
        for entry in manifest["entries"]
        if entry["type"] == f"rdfc:RDFC10{kind}Test"
    ]


needs_suite = pytest.mark.skipif(
    not CHECKOUT, reason="PACTGRAPH_W3C_RDF_CANON does not name a checkout of w3c/rdf-canon"
)


@needs_suite
@pytest.mark.parametrize(("given", "expected", "algorithm"), cases("Eval"))
def test_canonical_form_of_the_w3c_suite(given: Path, expected: Path, algorithm: str) -> None:
    quads = parse(given.read_bytes(), format=RdfFormat.N_QUADS)
    assert canonical(quads, ALGORITHMS[algorithm]) == expected.read_bytes()


@needs_suite
@pytest.mark.parametrize(("given", "expected", "algorithm"), cases("Map"))
def test_labels_of_the_w3c_suite(given: Path, expected: Path, algorithm: str) -> None:
    quads = list(parse(given.read_bytes(), format=RdfFormat.N_QUADS))
    labels = json.loads(expected.read_text(encoding="utf-8"))
    named = sorted(
        f"{s} {p} {o}" + (f" {g} .\n" if str(g) != "DEFAULT" else " .\n")
        for s, p, o, g in ([_relabelled(term, labels) for term in quad] for quad in quads)
    )
    assert "".join(dict.fromkeys(named)).encode() == canonical(quads, ALGORITHMS[algorithm])


def _relabelled(term: object, labels: dict[str, str]) -> object:
    return BlankNode(labels[term.value]) if isinstance(term, BlankNode) else term


@needs_suite
@pytest.mark.parametrize(("given", "expected", "algorithm"), cases("NegativeEval"))
def test_poison_of_the_w3c_suite_is_refused(given: Path, expected: Path, algorithm: str) -> None:
    with pytest.raises(Poisoned):
        canonical_in_time(parse(given.read_bytes(), format=RdfFormat.N_QUADS), seconds=5)


def clique(size: int) -> list[Quad]:
    """Blank nodes that all point to each other."""
    nodes = [BlankNode() for _ in range(size)]
    return [Quad(one, P, other) for one in nodes for other in nodes if one != other]


def tangle() -> list[Quad]:
    """Blank nodes with labels that are never the same, in a chain with a side branch."""
    nodes = [BlankNode() for _ in range(6)]
    links = [Quad(one, P, other) for one, other in pairwise(nodes)]
    return [*links, Quad(nodes[0], Q, nodes[3]), Quad(Q, P, nodes[5], BlankNode())]


def test_labels_of_blank_nodes_follow_from_the_graph() -> None:
    graphs = [tangle(), tangle()[::-1]]
    assert graphs[0] != graphs[1]
    assert set(relabelled(graphs[0], "x")) == set(relabelled(graphs[1], "x"))
    assert canonical(relabelled(graphs[0])) == canonical(graphs[1]) == canonical_in_time(graphs[0])


@pytest.mark.parametrize("format_name", RDF)
@pytest.mark.parametrize("graph", [tangle, lambda: clique(4)])
def test_blank_nodes_do_not_change_the_bytes_of_an_export(format_name: str, graph: object) -> None:
    quads = graph()  # type: ignore[operator]
    once = render(quads, format_name, {})
    again = graph()  # type: ignore[operator]
    random.Random(1).shuffle(again)
    assert render(again, format_name, {}) == once


@pytest.fixture
def blank(small_world: Path, tmp_path: Path) -> Path:
    """The small world with blank nodes in two files."""
    root = tmp_path / "blank"
    shutil.copytree(small_world, root)
    for name in ("regions", "people"):
        path = root / "data" / "registers" / f"{name}.ttl"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n<urn:x> <urn:p> [ <urn:q> _:a ] . _:a <urn:p> _:a .\n", encoding="utf-8")
    return root


def test_the_digest_of_a_dataset_with_blank_nodes_is_that_of_its_canonical_form(blank: Path) -> None:
    lines = [render(whole_dataset(Workspace.open(blank).facts), "nq", {}) for _ in range(2)]
    assert lines[0] == lines[1]
    assert b" _:" in lines[0]
    expected = hashlib.sha256(canonical(parse(lines[0], format=RdfFormat.N_QUADS))).hexdigest()
    result = CliRunner().invoke(group, ["describe", "--workspace", str(blank), "--digest"])
    assert result.output == f"{expected}\n"


def test_a_poisoned_dataset_is_refused_in_time(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canonical_in_time, "__defaults__", (1,))
    with (blank / "data" / "registers" / "regions.ttl").open("a", encoding="utf-8") as file:
        file.writelines(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in clique(12))
    result = CliRunner().invoke(group, ["describe", "--workspace", str(blank), "--digest"])
    assert (result.exit_code, "longer than 1 second" in result.output) == (2, True)
    result = CliRunner().invoke(
        group, ["diff", "--workspace", str(blank), str(blank), str(tmp_path / "blank")]
    )
    assert (result.exit_code, "cannot be compared" in result.output) == (2, True)
