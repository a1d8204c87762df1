"""The README's session and program do what it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def steps() -> list[tuple[str, str]]:
    """Each command of the sessions, with the output that the README shows."""
    found: list[tuple[str, str]] = []
    for block in blocks("console"):
        for line in block.splitlines(keepends=True):
            if line.startswith("$ "):
                found.append((line[2:].rstrip("\n"), ""))
            else:
                command, output = found[-1]
                found[-1] = (command, output + line)
    return found


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PACTGRAPH_")}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }


@pytest.mark.parametrize(("command", "output"), steps())
def test_the_session(command: str, output: str) -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=REPOSITORY,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == output


def test_the_session_is_there() -> None:
    assert len(steps()) >= 4


def test_the_program_finds_the_agreements() -> None:
    (program,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == [
        "https://w3id.org/pactgraph/id/agreement/saxony-flanders-2023-09-06",
        "https://w3id.org/pactgraph/id/agreement/semiconductor-regions-2023-03-06",
    ]


def test_the_turtle_of_the_readme_is_in_the_data() -> None:
    workspace = Workspace.open(REPOSITORY)
    (block,) = blocks("trig")
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in workspace.prefixes.items())
    shown = set(parse(prefixes + block, format=RdfFormat.TRIG))
    assert len(shown) >= 2
    names = {quad.graph_name for quad in shown}
    assert shown == {quad for quad in workspace.dataset.quads() if quad.graph_name in names}


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_lead_somewhere(link: str) -> None:
    assert (REPOSITORY / link).exists()
