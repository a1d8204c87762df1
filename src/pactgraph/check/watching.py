"""Noticing edits: which files of a workspace came, went or changed since one last looked."""

from __future__ import annotations

import os
from pathlib import Path

Stamp = tuple[int, int, int]
"""Modification time in nanoseconds, size in bytes, inode."""

_NO_STAMP: Stamp = (-1, -1, -1)
"""The stamp of what is there and cannot be looked at."""

_FOLDERS = ("ontology", "data")
_SUFFIXES = (".ttl", ".trig", ".rq", ".txt", ".toml")


def stamps(root: Path) -> dict[str, Stamp]:
    """A stamp for each file that the checks read, and for each folder that cannot be listed, by its path in
    the workspace, with `/`.

    One look at each folder and one at each file; none is read.
    """
    found: dict[str, Stamp] = {}
    for folder in _FOLDERS:
        _look(root / folder, folder, found)
    return found


def _look(folder: Path, name: str, found: dict[str, Stamp]) -> None:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                relative = f"{name}/{entry.name}"
                if entry.name.endswith(_SUFFIXES):
                    if not entry.name.startswith("."):
                        found[relative] = _stamp(folder / entry.name)
                elif entry.is_dir():
                    _look(folder / entry.name, relative, found)
    except FileNotFoundError:
        return
    except OSError:
        found[name] = _NO_STAMP


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:  # such as a link that leads nowhere, which is there all the same
        return _NO_STAMP
    return status.st_mtime_ns, status.st_size, status.st_ino


def changed(before: dict[str, Stamp], after: dict[str, Stamp]) -> list[str]:
    """The files whose stamps differ, or that only one of the two has, sorted."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
