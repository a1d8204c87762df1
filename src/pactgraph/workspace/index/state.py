"""What there is of an index, and taking it away."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from . import seal
from .access import PATIENCE, places
from .build import settled
from .generations import Busy, Generations
from .listing import Listing
from .record import NoRecord, Table


@dataclass(frozen=True)
class State:
    """An index: its folder, the files it knows, how many of the workspace's differ from what it knows, its
    bytes on disk, the generations that are kept only because a process reads them, whether there is a seal,
    and whether it counts."""

    folder: Path
    files: int
    changed: int
    bytes: int
    held: int
    seal: bool
    counts: bool


def state(listing: Listing) -> State | None:
    """The index of the listed files, or None where there is none of this version."""
    for place in places(listing.root):
        with contextlib.suppress(NoRecord, OSError):
            return _state(place, listing)
    return None


def _state(place: Generations, listing: Listing) -> State:
    hold = place.current()
    head = hold.head()
    changed, gone = listing.since(Table.read(hold.folder))
    differ = len(changed) + len(gone)
    if not differ and settled(listing.root, head) is None:
        differ = len(head.unsettled)
    sizes = {
        (status.st_dev, status.st_ino): status.st_size
        for path in place.folder.rglob("*")
        if (status := path.lstat())
    }
    generations = len(list(place.folder.glob("g*-*")))
    return State(
        place.folder,
        head.files,
        differ,
        sum(sizes.values()),
        generations - 1,
        seal.path(listing.root).exists(),
        seal.sealed(listing.root) is not None,
    )


def drop(root: Path) -> list[tuple[Path, int]]:
    """Removes the index of the workspace at `root`, and what is left of one.

    Gives each folder that had one, with the number of generations in it that are read and so were left to the
    next writer. Raises Busy where another process is writing it, OSError where it cannot be removed.
    """
    dropped = []
    for place in places(root):
        if not place.folder.is_symlink() and (place.folder / "lock").exists():
            with place.writing(PATIENCE, lambda: None):
                dropped.append((place.folder, len(place.drop())))
    return dropped


__all__ = ["Busy", "State", "drop", "state"]
