"""The walk through CONTRIBUTING: its ten steps, run as they stand there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from pactgraph.rdf.namespaces import XSD, pact, record
from pactgraph.workspace.workspace import Workspace

TEXT = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")


def steps() -> list[str]:
    """The commands of each step."""
    section = TEXT.partition("## A document in ten steps")[2].partition("\n## ")[0]
    parts = re.split(r"^\d+\. ", section, flags=re.MULTILINE)[1:]
    return [
        "\n".join(re.findall(r"^ +```sh\n(.*?)^ +```$", part, re.MULTILINE | re.DOTALL)) for part in parts
    ]


def test_the_walk_ends_in_a_valid_workspace_with_the_document(tmp_path: Path) -> None:
    assert len(steps()) == 10
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PACTGRAPH_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(steps())],
        cwd=tmp_path,
        env=kept | {"PATH": path, "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "agreement/pact-2031" in done.stdout.splitlines()[-1]
    assert "no findings" in done.stdout + done.stderr
    dataset = Workspace.open(tmp_path / "pacts").dataset
    passage = record("passage", "pact-2031_0-50")
    agreement = record("agreement", "pact-2031")
    told = set(dataset.quads())
    assert Quad(agreement, pact("party"), record("region", "galdry"), passage) in told
    own = NamedNode("https://w3id.org/pactgraph/graph/pact-2031")
    length = Literal("74", datatype=NamedNode(XSD + "integer"))
    assert Quad(record("document", "pact-2031"), pact("length"), length, own) in told
    assert (tmp_path / "pacts" / "data" / "pactgraph.ttl").is_file()
