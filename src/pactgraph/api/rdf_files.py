"""The Turtle and TriG files that somebody names, by themselves or by their folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..rdf.fault import PactgraphError
from ..workspace.content import reason, remedy
from ..workspace.locate import FOLDERS

SUFFIXES = (".ttl", ".trig")
INSTALLED = frozenset({"node_modules", "__pycache__"})


def rdf_files(paths: Sequence[Path], root: Path, note: Callable[[str], None]) -> tuple[list[Path], int]:
    """The Turtle and TriG files that these files and folders hold, each once, sorted, and how many folders
    and files are closed, of which `note` is told; `root` is the workspace's folder. What is hidden, installed
    (an environment of Python, packages of npm), no regular file or reached by a link that leads out of the
    workspace is not among them; `note` is told of the last two. The three folders of a workspace may be links
    themselves.

    Raises PactgraphError for a path that does not exist, cannot be looked at or is itself none of these.
    """
    found: dict[Path, None] = {}
    closed = list[OSError]()
    for path in paths:
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise PactgraphError(f"there is no file or folder {path}") from error
        except OSError as error:
            raise PactgraphError(f"{path} cannot be read: {reason(error)}") from error
        if _hidden(path, root):
            raise PactgraphError(f"{path} is hidden, and no data: name a file or a folder that is not")
        if path.is_dir():
            before = len(closed)
            inside = sorted(_below(path, closed))
            if not inside and len(closed) == before:
                note(f"{path} holds no Turtle or TriG file")
            for file in inside:
                try:
                    said = _no_data(file, root)
                except OSError as error:
                    closed.append(error)
                    continue
                if said:
                    note(f"left out: {file} {said}")
                else:
                    found[file] = None
        elif path.suffix not in SUFFIXES:
            raise PactgraphError(f"{path} is not a Turtle or TriG file: name a .ttl or .trig file")
        elif said := _no_data(path, root):
            raise PactgraphError(f"{path} {said}")
        else:
            found[path] = None
    for fault in closed:
        note(f"left out: {shown(Path(fault.filename), root)}: {reason(fault)}; {remedy(fault)}")
    return list(found), len(closed)


def _below(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """The files below a folder; the errors of the folders that cannot be listed are put into `closed`."""
    for place, folders, files in os.walk(folder, onerror=closed.append):
        here = Path(place)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and name not in INSTALLED
            and not os.path.lexists(here / name / "pyvenv.cfg")
        ]
        yield from (here / name for name in files if name.endswith(SUFFIXES) and not name.startswith("."))


def _hidden(path: Path, root: Path) -> bool:
    """Whether a path is hidden: below the workspace by any of its parts, elsewhere by its own name."""
    place, root = _as_named(path), _as_named(root)
    parts = place.relative_to(root).parts if place.is_relative_to(root) else place.parts[-1:]
    return any(part.startswith(".") for part in parts)


def _no_data(file: Path, root: Path) -> str:
    """Why a file is left alone; the empty text where it is not."""
    if not file.is_file():
        return "is no regular file"
    if not _as_named(file).is_relative_to(_as_named(root)):
        return ""
    place, inside = file.resolve(), (root, *(root / name for name in FOLDERS))
    if not any(place.is_relative_to(folder.resolve()) for folder in inside):
        return "leads out of the workspace by a link: name the file itself"
    return ""


def _as_named(path: Path) -> Path:
    """The absolute path without `..`, links as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links


def shown(path: Path, root: Path) -> str:
    """A path as findings name it: relative to the workspace where it lies inside."""
    for place, home in ((path.absolute(), root), (path.parent.resolve() / path.name, root.resolve())):
        if place.is_relative_to(home):
            return place.relative_to(home).as_posix()
    return str(path)
