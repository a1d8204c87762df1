"""The W3C data-shapes test suite, Core and SPARQL: whole reports compared as graphs, and from a workspace.

`$PACTGRAPH_W3C_SHACL` names a checkout of w3c/data-shapes, or the folder in it with `core` and `sparql`.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from pactgraph.check.checks import Checks
from pactgraph.check.pyshacl_engine import PyshaclFault
from pactgraph.check.shacl import Result, ShapesFault, report_graph
from pactgraph.workspace.workspace import Workspace

from .routing import validated

CHECKOUT = os.environ.get("PACTGRAPH_W3C_SHACL")
INSIDE = ("", "tests", "data-shapes-test-suite/tests")
SUITE = CHECKOUT and next(
    (Path(CHECKOUT, each) for each in INSIDE if Path(CHECKOUT, each, "core").is_dir()), None
)
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SH = "http://www.w3.org/ns/shacl#"
# Each number is that of the test files of the suite that hold an entry.
# What a result names by these is no part of the report.
NAMING = ("sourceShape", "sourceConstraint", "focusNode", "#value")
COUNTS = {"core": 98, "sparql": 23}
BEYOND_PYSHACL = {
    "prefixes-001": "Unknown namespace prefix : ex",  # it does not follow owl:imports from sh:prefixes
    "shapesGraph-001": "Shapes Graph is not currently supported",  # nor bind $shapesGraph
}
"""The tests that pySHACL fails, and what it says."""

pytestmark = pytest.mark.skipif(not SUITE, reason="PACTGRAPH_W3C_SHACL does not name the suite's folder")


@cache
def triples_of(path: Path) -> list[Triple]:
    base = path.resolve().as_uri()
    return [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=base)]


def cases() -> list[object]:
    return list(_cases())


def _cases() -> Iterator[object]:
    for part in COUNTS if SUITE else ():
        for path in sorted(Path(SUITE, part).rglob("*.ttl")):
            if "sht:Validate" in path.read_text(encoding="utf-8"):
                yield pytest.param(path, id=f"{part}/{path.parent.name}/{path.stem}")


Term = object


def value(triples: list[Triple], subject: object, predicate: str) -> Term:
    return next((o for s, p, o in triples if s == subject and p.value == predicate), None)


def below(triples: list[Triple], node: object) -> list[Triple]:
    """The triples of `node` and of the blank nodes it leads to, up to the shapes the results name."""
    found, waiting, seen = [], [node], set()
    while waiting:
        subject = waiting.pop()
        if subject in seen:
            continue
        seen.add(subject)
        for triple in triples:
            if triple.subject == subject:
                found.append(triple)
                if isinstance(triple.object, BlankNode) and not triple.predicate.value.endswith(NAMING):
                    waiting.append(triple.object)
    return found


def canonical(triples: list[Triple], shared: set[str]) -> set[Quad]:
    """The triples with blank nodes renamed by structure; those in `shared` stand for themselves."""

    def named(term: object) -> object:
        known = isinstance(term, BlankNode) and term.value in shared
        return NamedNode(f"urn:shared:{term.value}") if known else term

    dataset = Dataset(Quad(named(s), p, named(o)) for s, p, o in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def blanks(triples: list[Triple]) -> set[str]:
    return {term.value for s, _, o in triples for term in (s, o) if isinstance(term, BlankNode)}


def graphs(path: Path) -> tuple[list[Triple], list[Triple], Term]:
    """Data, shapes and expected result of a test."""
    manifest = triples_of(path)
    entry = next(s for s, p, o in manifest if p.value.endswith("#type") and o == NamedNode(SHT + "Validate"))
    action = value(manifest, entry, MF + "action")
    found = []
    for name in ("dataGraph", "shapesGraph"):
        iri = value(manifest, action, SHT + name)
        assert isinstance(iri, NamedNode)
        file = path.parent / iri.value.rpartition("/")[2]
        found.append(manifest if file == path else triples_of(file))
    return found[0], found[1], value(manifest, entry, MF + "result")


@pytest.mark.parametrize("path", cases())
def test_suite(path: Path) -> None:
    data, shapes, expected = graphs(path)
    if path.stem in BEYOND_PYSHACL:
        with pytest.raises(PyshaclFault, match=re.escape(BEYOND_PYSHACL[path.stem])):
            validated(data, shapes)
        return
    if expected == NamedNode(SHT + "Failure"):
        with pytest.raises(ShapesFault):
            validated(data, shapes)
        return
    wanted = below(triples_of(path), expected)
    report = report_graph(validated(data, shapes))
    if not any(triple.predicate.value == SH + "resultMessage" for triple in wanted):
        report = [triple for triple in report if triple.predicate.value != SH + "resultMessage"]
    shared = (blanks(shapes) | blanks(data)) - {
        term.value for s, _, o in wanted for term in (s,) if isinstance(term, BlankNode)
    }
    assert canonical(report, shared) == canonical(wanted, shared)


def told(results: list[Result]) -> Counter[tuple[str, ...]]:
    """Results without the labels of blank nodes."""

    def plain(term: object) -> str:
        return "_:" if isinstance(term, BlankNode) else str(term)

    return Counter(
        (plain(r.focus), str(r.path), plain(r.value), r.component.value, plain(r.shape), r.severity.value)
        for r in results
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", cases())
def test_a_workspace_gives_the_same_results(path: Path, tmp_path: Path) -> None:
    """With the shapes of a test as `ontology/shapes.ttl` and its data as a register."""
    data, shapes, _ = graphs(path)
    for folder in ("ontology", "data/registers", "queries"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "ontology" / "prefixes.ttl").write_text("", encoding="utf-8")
    (tmp_path / "ontology" / "shapes.ttl").write_bytes(serialize(shapes, format=RdfFormat.TURTLE))
    (tmp_path / "data" / "registers" / "data.ttl").write_bytes(serialize(data, format=RdfFormat.TURTLE))
    checks = Checks(Workspace(tmp_path))
    try:
        expected = told(validated(data, shapes))
    except (ShapesFault, PyshaclFault):
        assert [finding.rule for finding in checks.shapes.findings] == ["shapes"]
        return
    assert told(checks.results) == expected


def test_the_suite_is_whole() -> None:
    found = [str(case.id).partition("/")[0] for case in cases()]  # type: ignore[attr-defined]
    assert {part: found.count(part) for part in COUNTS} == COUNTS
