"""What a call of the checks is about: which files they look at, and which findings lie below some paths."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..workspace.files import FOLDERS, NOT_DATA, source_files
from ..workspace.finding import Finding
from ..workspace.published import FILE
from ..workspace.rules import FOLDER as RULES
from .coverage import COVERAGE

_QUERIES = ("ontology/checks", RULES)


def examines(root: Path, path: Path) -> bool:
    """Whether the checks of the workspace at `root` look at a file, or at files of a folder: those of the
    dataset, the shapes and prefixes, the rules, the checks that are queries, and the lists of what was
    recorded."""
    place, root = path.resolve(), root.resolve()
    if path.is_dir():
        folders = [root / folder.path for folder in FOLDERS] + [root / folder for folder in _QUERIES]
        return any(folder == place or place in folder.parents for folder in folders)
    files = {file.path.resolve() for file in source_files(root)}
    files |= {root / "ontology" / name for name in NOT_DATA} | {root / FILE, root / COVERAGE}
    return place in files or (place.suffix == ".rq" and place.parent in {root / each for each in _QUERIES})


def within(findings: Sequence[Finding], root: Path, paths: Sequence[Path]) -> list[Finding]:
    """The findings in these files or folders; all of them where `paths` is empty."""
    if not paths:
        return list(findings)
    wanted = [path.resolve() for path in paths]
    found = []
    for finding in findings:
        place = None if finding.file is None else (root / finding.file).resolve()
        if place is not None and any(place == path or path in place.parents for path in wanted):
            found.append(finding)
    return found
