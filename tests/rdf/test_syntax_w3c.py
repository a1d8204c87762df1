"""The reader against the W3C suites for Turtle and TriG (git repository w3c/rdf-tests, folder rdf/rdf11).

They are not part of this repository: $PACTGRAPH_W3C_RDF_TESTS is the folder of `rdf-turtle` and `rdf-trig`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from pactgraph.rdf.syntax import SyntaxFault, read

FOLDER = os.environ.get("PACTGRAPH_W3C_RDF_TESTS")
pytestmark = pytest.mark.skipif(
    not FOLDER, reason="PACTGRAPH_W3C_RDF_TESTS does not name the folder with rdf-turtle and rdf-trig"
)
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDFT = "http://www.w3.org/ns/rdftest#"
BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11/"


def _cases() -> list[tuple[str, str, str]]:
    cases = []
    for suite in ("rdf-turtle", "rdf-trig") if FOLDER else ():
        manifest = Path(FOLDER or "") / suite / "manifest.ttl"
        base = f"{BASE}{suite}/"
        found: dict[str, dict[str, str]] = {}
        for triple in ox.parse(path=str(manifest), base_iri=f"{base}manifest.ttl"):
            entry = found.setdefault(str(triple.subject), {})
            entry[triple.predicate.value] = getattr(triple.object, "value", "")
        for entry in found.values():
            kind = entry.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "")
            if kind.startswith(f"{RDFT}Test"):
                action = entry[f"{MF}action"].removeprefix(BASE)
                cases.append((kind.removeprefix(RDFT), action, entry.get(f"{MF}result", "")))
    return sorted(cases)


CASES = _cases()


def test_the_suites_are_whole() -> None:
    assert len([case for case in CASES if case[1].startswith("rdf-turtle/")]) == 313
    assert len([case for case in CASES if case[1].startswith("rdf-trig/")]) == 356


@pytest.mark.parametrize(("kind", "action", "result"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_w3c(kind: str, action: str, result: str) -> None:
    text = (Path(FOLDER or "") / action).read_bytes().decode()
    trig = action.endswith(".trig")
    if "Negative" in kind:
        with pytest.raises(SyntaxFault) as caught:
            read(text, trig=trig, base=BASE + action)
        assert 1 <= caught.value.line <= text.count("\n") + 2
        return
    reading = read(text, trig=trig, base=BASE + action)
    quads = ox.Dataset(placed.quad for placed in reading.quads)
    if result:
        expected = ox.Dataset(ox.parse(path=str(Path(FOLDER or "") / result.removeprefix(BASE))))
        quads.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        expected.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        assert quads == expected
