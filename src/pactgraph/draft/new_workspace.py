"""A workspace of one's own: ontology and queries from another one, and room for data."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from ..workspace.content import reason
from ..workspace.files import FOLDERS
from ..workspace.owned import made
from ..workspace.writing import WriteFault, locked, refuse_installed

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

_STAGE = ".pactgraph-init.new"
"""The hidden folder in which a workspace is made."""

_TAKEN = ("ontology", "queries")
_TEXTS = {"README.md": README, ".gitignore": "/.pactgraph/\n", ".gitattributes": GITATTRIBUTES}


def make_workspace(folder: Path, source: Path) -> list[str]:
    """Makes a workspace at `folder` with the ontology and the queries of the one at `source`, and empty
    folders of data. Gives the paths that it made, relative to `folder`.

    All of it is made in a hidden folder inside, and then put in its place. What is cut off leaves that folder
    behind, by which the next call knows that it may go on.

    Raises WriteFault where `folder` is a file or holds something, or cannot be written.
    """
    try:
        refuse_installed(Path(os.path.realpath(folder)), str(folder))
        if os.path.lexists(folder) and not folder.is_dir():
            raise _occupied(folder)
        new = made(folder)
        try:
            with locked(folder):
                if not os.path.lexists(folder / _STAGE) and any(folder.iterdir()):
                    raise _occupied(folder)
                return _make(folder, source)
        finally:
            for each in new:
                with suppress(OSError):
                    each.rmdir()
    except OSError as error:
        raise WriteFault(f"cannot make {error.filename or folder}: {reason(error)}") from error


def _occupied(folder: Path) -> WriteFault:
    return WriteFault(f"{folder} is there already: name a folder that is empty or does not exist")


def _make(folder: Path, source: Path) -> list[str]:
    stage = folder / _STAGE
    if stage.is_symlink():
        raise _occupied(folder)
    done = False
    try:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        for name in _TAKEN:
            _copy(source / name, stage / name)
        for part in FOLDERS:
            if part.path.startswith("data/"):
                (stage / part.path).mkdir(parents=True)
        for name, text in _TEXTS.items():
            (stage / name).write_text(text, encoding="utf-8")
        for name in (*_TEXTS, *_TAKEN, "data"):  # a workspace as soon as it has data: that comes last
            if not os.path.lexists(folder / name):
                (stage / name).rename(folder / name)
        done = True
    finally:
        if done or not any(os.path.lexists(folder / name) for name in (*_TEXTS, *_TAKEN)):
            shutil.rmtree(stage, ignore_errors=True)
    data = [f"{part.path}/" for part in FOLDERS if part.path.startswith("data/")]
    return [*(f"{name}/" for name in _TAKEN), *data, *_TEXTS]


def _copy(source: Path, target: Path) -> None:
    """Copies a folder without its hidden files. Raises OSError."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        if path.name.startswith(".") or path.name == "__pycache__":
            continue
        if path.is_dir():
            _copy(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)
