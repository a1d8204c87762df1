"""The W3C data-shapes suite as `pactgraph validate` runs it: from files of a workspace, results the same.

`shacl/test_w3c_suite.py` compares the reports with those of the suite; here a workspace with the shapes of
a test as `ontology/shapes.ttl` and its data as a register gives the same results as the engine does on the
graphs.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse, serialize

from pactgraph.check.checks import Checks
from pactgraph.check.shacl import DataGraph, Result, ShapesFault, compile_shapes
from pactgraph.workspace.workspace import Workspace

CHECKOUT = os.environ.get("PACTGRAPH_W3C_SHACL")
INSIDE = ("", "tests", "data-shapes-test-suite/tests")
SUITE = CHECKOUT and next(
    (Path(CHECKOUT, each) for each in INSIDE if Path(CHECKOUT, each, "core").is_dir()), None
)
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SUITE, reason="PACTGRAPH_W3C_SHACL does not name the suite's folder"),
]


def cases() -> list[Path]:
    """The test files with an entry, Core and SPARQL."""
    if not SUITE:
        return []
    found = (path for part in ("core", "sparql") for path in sorted(Path(SUITE, part).rglob("*.ttl")))
    return [path for path in found if "sht:Validate" in path.read_text(encoding="utf-8")]


def graphs(path: Path) -> tuple[list[Triple], list[Triple]]:
    """Data and shapes of a test."""

    def triples(file: Path) -> list[Triple]:
        quads = parse(path=file, format=RdfFormat.TURTLE, base_iri=file.resolve().as_uri())
        return [quad.triple for quad in quads]

    manifest = triples(path)
    found = []
    for name in ("dataGraph", "shapesGraph"):
        (iri,) = {t.object for t in manifest if t.predicate == NamedNode(SHT + name)}
        assert isinstance(iri, NamedNode)
        file = path.parent / iri.value.rpartition("/")[2]
        found.append(manifest if file == path else triples(file))
    return found[0], found[1]


def told(results: list[Result]) -> Counter[tuple[str, ...]]:
    """Results without the labels of blank nodes."""

    def plain(term: object) -> str:
        return "_:" if isinstance(term, BlankNode) else str(term)

    return Counter(
        (plain(r.focus), str(r.path), plain(r.value), r.component.value, plain(r.shape), r.severity.value)
        for r in results
    )


@pytest.mark.parametrize("path", cases(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_workspace_gives_the_same_results(path: Path, tmp_path: Path) -> None:
    data, shapes = graphs(path)
    for folder in ("ontology", "data/registers", "queries"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "ontology" / "prefixes.ttl").write_text("", encoding="utf-8")
    (tmp_path / "ontology" / "shapes.ttl").write_bytes(serialize(shapes, format=RdfFormat.TURTLE))
    (tmp_path / "data" / "registers" / "data.ttl").write_bytes(serialize(data, format=RdfFormat.TURTLE))
    checks = Checks(Workspace(tmp_path))
    try:
        expected = told(compile_shapes(shapes).validate(DataGraph(data)))
    except ShapesFault:
        assert [finding.rule for finding in checks.shapes.findings] == ["shapes"]
        return
    assert told(checks.results) == expected


def test_the_suite_is_whole() -> None:
    assert len(cases()) == 98 + 23
