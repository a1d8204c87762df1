"""Exports through a reader that is not Python: Raptor's `rapper` (Debian raptor2-utils)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from pactgraph.publish.export import accepted_facts, render, whole_dataset
from pactgraph.rdf.namespaces import pact, record
from pactgraph.workspace.workspace import Workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not installed (raptor2-utils)"),
]
READERS = {"turtle": "turtle", "nt": "ntriples", "rdfxml": "rdfxml", "nq": "nquads", "trig": "trig"}
A = record("region", "a")
ODD = [
    Quad(A, pact("task"), Literal('</x> & "\\" \n\t\r ]]> \u202e \U0001f600 é', language="en")),
    Quad(A, pact("task"), Literal("x" * 100_000)),
    Quad(A, pact("value"), Literal("080.00", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))),
    Quad(A, pact("country"), NamedNode("javascript:alert(1)")),
    Quad(A, pact("country"), NamedNode("https://example.org/a%2Fb?c=d&e='f'#~g(h)!")),
]


def through_rapper(content: bytes, format_name: str, path: Path, named: bool) -> set[Quad]:
    path.write_bytes(content)
    done = subprocess.run(
        ["rapper", "-q", "-i", READERS[format_name], "-o", "nquads" if named else "ntriples", str(path)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0 and not done.stderr, done.stderr.decode()[:500]
    return set(parse(done.stdout, format=RdfFormat.N_QUADS))


@pytest.mark.parametrize("format_name", ["turtle", "nt", "rdfxml"])
@pytest.mark.parametrize("odd", [False, True])
def test_triples_come_back(small_world: Path, tmp_path: Path, format_name: str, odd: bool) -> None:
    workspace = Workspace.open(small_world)
    quads = ODD if odd else accepted_facts(workspace.facts, vocabulary=True)
    content = render(quads, format_name, workspace.prefixes)
    assert through_rapper(content, format_name, tmp_path / "x", named=False) == set(quads)


@pytest.mark.parametrize("format_name", ["nq", "trig"])
def test_quads_come_back(small_world: Path, tmp_path: Path, format_name: str) -> None:
    workspace = Workspace.open(small_world)
    quads = whole_dataset(workspace.facts, vocabulary=True)
    content = render(quads, format_name, workspace.prefixes)
    assert through_rapper(content, format_name, tmp_path / "x", named=True) == set(quads)
