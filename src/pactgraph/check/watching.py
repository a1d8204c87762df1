"""Noticing edits: which files of a workspace came, went or changed since one last looked."""

from __future__ import annotations

import os
from pathlib import Path

Stamp = tuple[int, int, int]
"""Modification time in nanoseconds, size in bytes, inode."""

_FOLDERS = ("ontology", "data")
_SUFFIXES = (".ttl", ".trig", ".rq", ".txt", ".toml")


def stamps(root: Path) -> dict[str, Stamp]:
    """A stamp for each file that the checks read, by its path in the workspace, with `/`.

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
                        status = entry.stat()
                        found[relative] = (status.st_mtime_ns, status.st_size, status.st_ino)
                elif entry.is_dir():
                    _look(folder / entry.name, relative, found)
    except OSError:
        return


def changed(before: dict[str, Stamp], after: dict[str, Stamp]) -> list[str]:
    """The files whose stamps differ, or that only one of the two has, sorted."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
