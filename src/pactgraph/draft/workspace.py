"""A workspace of one's own: ontology and queries from another one, and room for data."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..workspace.files import FOLDERS

README = """\
# A Pactgraph workspace

`data/registers` names regions and people, `data/documents` holds what documents say, passage by passage,
`data/curation` what you judge. `ontology` and `queries` are Pactgraph's and yours to extend. A `CITATION.cff`
here says title, authors, licence and version of your data: `pactgraph describe` and `release` read it.

    pactgraph new region SLUG --label NAME     a record's first lines
    pactgraph validate                         what is missing or wrong
    pactgraph queries                          the questions it answers
    pactgraph export -o pactgraph.trig         the dataset in one file
"""


GITATTRIBUTES = "* text=auto eol=lf\n"
"""Line ends as `pactgraph format` writes them in every checkout: Git for Windows writes others by default."""


class Occupied(Exception):
    """There is something where the workspace should be; the message says what to do."""


def make_workspace(folder: Path, source: Path) -> list[str]:
    """Makes a workspace at `folder` with the ontology and the queries of the one at `source`, and empty
    folders of data. Gives the paths that it made, relative to `folder`.

    Raises Occupied where `folder` is a file or holds something, OSError where it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Occupied(f"{folder} is there already: name a folder that is empty or does not exist")
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name in ("ontology", "queries"):
        shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        made.append(f"{name}/")
    for part in FOLDERS:
        if part.path.startswith("data/"):
            (folder / part.path).mkdir(parents=True)
            made.append(f"{part.path}/")
    for name, text in (
        ("README.md", README),
        (".gitignore", "/.pactgraph/\n"),
        (".gitattributes", GITATTRIBUTES),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        made.append(name)
    return made
