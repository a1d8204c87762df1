"""Noticing edits: which files of a workspace came, went or changed since one last looked."""

from __future__ import annotations

import os
from collections.abc import Iterator
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
        for entry in _files(root / folder):
            try:
                status = entry.stat()
            except OSError:
                continue
            found[Path(entry.path).relative_to(root).as_posix()] = (
                status.st_mtime_ns,
                status.st_size,
                status.st_ino,
            )
    return found


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from _files(Path(entry.path))
                elif entry.name.endswith(_SUFFIXES) and not entry.name.startswith("."):
                    yield entry
    except OSError:
        return


def changed(before: dict[str, Stamp], after: dict[str, Stamp]) -> list[str]:
    """The files whose stamps differ, or that only one of the two has, sorted."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
