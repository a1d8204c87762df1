"""Writing a site into a folder that may hold other files too: a publisher's `.git`, `CNAME`, notes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from ...workspace.owned import OwnedFolder
from .addresses import file_of
from .site import Site

MARK = "pactgraph-site.json"
"""The file that says that a folder is a site of ours, and which files are."""

_NO_PAGES = frozenset({"CNAME"})
"""What a host wants in a folder that is otherwise empty, beside hidden files such as `.git`."""


def place_of(folder: Path) -> OwnedFolder:
    """The folder as one that a site is written into."""
    return OwnedFolder(folder, "pactgraph site", MARK, _NO_PAGES)


def write_site(
    site: Site, folder: Path, told: Callable[[int, int], None] | None = None
) -> tuple[int, list[str]]:
    """Writes every page of a site below `folder`; gives the number of files, and lines on what was left.
    `told` is told how many of how many are made.

    Raises WriteFault as `OwnedFolder.write` does.
    """
    paths = site.paths()

    def fill(place: Path) -> None:
        made: set[str] = set()
        for number, path in enumerate(paths, 1):
            target = f"{place}/{file_of(path)}"
            parent = os.path.dirname(target)  # noqa: PTH120 - a set of texts, for speed
            if parent not in made:
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103
                made.add(parent)
            content = site.page(path)
            assert content is not None
            with open(target, "wb") as file:  # noqa: PTH123
                file.write(content)
            if told is not None:
                told(number, len(paths))

    left = place_of(folder).write(fill)
    return len(paths) + 1, left
