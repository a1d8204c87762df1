"""A workspace of three small files, and its quads by the index and without it."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Quad

from pactgraph.workspace.files import FOLDERS, source_files
from pactgraph.workspace.loading import load
from pactgraph.workspace.watch import Watch
from pactgraph.workspace.workspace import Workspace


def write(root: Path, name: str, country: str, more: str = "") -> Path:
    """Writes a file that says in which country the upland is, and `more`; gives its path."""
    stem = Path(name).stem
    path = root / name
    text = f"<http://x/upland> <http://x/in> <http://x/{country}> . {more}"
    if path.suffix == ".trig":
        text = f"<https://w3id.org/pactgraph/id/passage/{stem}_0-5> {{ {text} }}"
    path.write_text(text, encoding="utf-8")
    return path


def make(root: Path) -> Path:
    """Writes the three files into a new folder; gives the folder."""
    for each in FOLDERS:
        (root / each.path).mkdir(parents=True, exist_ok=True)
    write(root, "data/registers/regions.ttl", "north")
    write(root, "data/documents/one.trig", "south")
    write(root, "data/documents/two.trig", "east")
    return root


def in_memory(root: Path) -> set[Quad]:
    """The quads of the files, read without an index."""
    return set(load(source_files(root)).store)


def indexed(root: Path, *said: str) -> set[Quad]:
    """The quads that the index gives, after it said nothing but lines with these words."""
    lines: list[str] = []
    workspace = Workspace(root)
    workspace.watch = Watch(lines.append)
    quads = set(workspace.store)
    assert len(lines) == len(said)
    assert all(words in line for words, line in zip(said, lines, strict=True))
    return quads
