"""Writing a site: all of it beside its place, then put there at once; nothing of others is overwritten."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from ...model.collector import frozen
from .addresses import file_of
from .processes import done, processors
from .site import Site

MARK = "pactgraph-site.json"
"""The file that says that a folder is a site of ours, and which names at its top are."""


class NotOurs(Exception):
    """The folder holds what is not a site of ours; the message says what, and what to do."""


def check_place(folder: Path) -> None:
    """Raises NotOurs where `folder` is a file, or a folder with something that no site wrote."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise NotOurs(f"{folder} is not a folder: name one that is empty, missing or a site made before")
    names = {path.name for path in folder.iterdir()}
    if not names:
        return
    try:
        known = json.loads((folder / MARK).read_text(encoding="utf-8"))
        ours = {MARK, *known["names"]} if known["made-by"] == "pactgraph site" else set()
    except (OSError, ValueError, KeyError, TypeError):
        ours = set()
    others = sorted(names - ours)
    if not ours:
        raise NotOurs(
            f"{folder} is there already and is no site of pactgraph: name a folder that is empty or missing"
        )
    if others:
        raise NotOurs(
            f"{folder} holds what pactgraph site did not write: {', '.join(others[:5])}; move that away, or "
            "name another folder"
        )


def write_site(
    site: Site, folder: Path, told: Callable[[int, int], None] | None = None, processes: int | None = None
) -> int:
    """Writes every page of a site below `folder` and gives the number of files. `told` is told how many of
    how many are written. They are made in as many `processes`; by default in as many as can be had.

    The files are made in a folder beside it, which takes its place when all are there. Raises NotOurs as
    `check_place` does, OSError where writing fails; what was there is then as it was.
    """
    check_place(folder)
    place = folder.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{place.name[:40]}.", suffix=".new", dir=place.parent))
    try:
        paths = site.paths()
        batches = site.batches()
        count = min(processors() if processes is None else processes, -(-len(batches) // 4))
        number = 0
        with frozen(), closing(done(partial(_write, site, temporary), batches, count)) as written:
            for more in written:
                number += more
                if told is not None:
                    told(number, len(paths))
        names = sorted({file_of(path).partition("/")[0] for path in paths})
        mark = {"made-by": "pactgraph site", "names": names}
        (temporary / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
        temporary.chmod(0o777 & ~_umask())
        _swap(temporary, place)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return len(paths) + 1


def _write(site: Site, folder: Path, paths: list[str]) -> int:
    """Writes the pages at some paths."""
    made: set[str] = set()
    for path in paths:
        target = f"{folder}/{file_of(path)}"
        parent = os.path.dirname(target)  # noqa: PTH120 - a set of texts, for speed
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103
            made.add(parent)
        content = site.page(path)
        assert content is not None
        with open(target, "wb") as file:  # noqa: PTH123
            file.write(content)
    return len(paths)


def _swap(new: Path, place: Path) -> None:
    """Puts a folder in the place of another, or of none."""
    if not place.exists():
        new.rename(place)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{place.name[:40]}.", suffix=".old", dir=place.parent))
    place.rename(old / "site")
    try:
        new.rename(place)
    except BaseException:
        (old / "site").rename(place)
        old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
