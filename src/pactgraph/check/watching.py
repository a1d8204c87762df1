"""Noticing edits: which files of a workspace came, went or changed since one last looked."""

from __future__ import annotations

from pathlib import Path

from ..workspace.content import names_in
from ..workspace.files import FOLDERS
from ..workspace.rules import FOLDER as RULES

Stamp = tuple[int, int, int]
"""Modification time in nanoseconds, size in bytes, inode."""

_NO_STAMP: Stamp = (-1, -1, -1)
"""The stamp of what is there and cannot be looked at, such as a link that leads nowhere."""

_FOLDERS = (*(folder.path for folder in FOLDERS), "ontology/shapes", "ontology/checks", RULES, "data")
_SUFFIXES = (".ttl", ".trig", ".rq", ".txt", ".toml")


def stamps(root: Path) -> dict[str, Stamp]:
    """A stamp for each file that the checks read, and for each folder that cannot be listed, by its path in
    the workspace, with `/`. None is read."""
    found: dict[str, Stamp] = {}
    for folder in _FOLDERS:
        try:
            names = names_in(root / folder)
        except OSError:
            found[folder] = _NO_STAMP
            continue
        for name in names:
            if name.endswith(_SUFFIXES):
                found[f"{folder}/{name}"] = _stamp(root / folder / name)
    return found


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return _NO_STAMP
    return status.st_mtime_ns, status.st_size, status.st_ino


def changed(before: dict[str, Stamp], after: dict[str, Stamp]) -> list[str]:
    """The files whose stamps differ, or that only one of the two has, sorted."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
