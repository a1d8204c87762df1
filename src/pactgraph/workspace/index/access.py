"""A reader's way to the index of a workspace: the current generation, brought up to date first.

The index is kept in `.pactgraph/` in the workspace, or, where that cannot be written, in the user's cache
folder. What only a writer needs is loaded when it writes.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Store

from ...model.finding import Finding
from ..locate import installed
from ..watch import Watch
from . import seal
from .generations import FOLDER, Busy, Generations, Hold
from .listing import Listing, content_digest
from .record import Head, NoRecord

PATIENCE = 600.0
"""Seconds that a process waits for another one to bring the index up to date, before it does without."""

TRIES = 3
"""Times that the files are looked at again because one changed meanwhile, before the index is built anew."""

_NOT_HERE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOTSUP})
"""Errors that say that an index cannot be kept in this folder, whatever is done in it."""


class NoIndex(Exception):
    """The index cannot be kept; the message says why."""


@dataclass(frozen=True)
class Opened:
    """A generation opened for reading. The store is good as long as this object lives."""

    store: Store
    unreadable: list[Finding]
    hold: Hold


def places(root: Path) -> Iterator[Generations]:
    """Where the index of the workspace at `root` can be: in the workspace, unless it came with the package,
    or in the user's cache folder."""
    if root != installed():
        yield Generations(root / FOLDER)
    import platformdirs  # takes milliseconds to load, which most have no need of

    name = content_digest(os.fsencode(root.resolve()))
    yield Generations(Path(platformdirs.user_cache_dir("pactgraph")) / name)


def open_index(listing: Listing, watch: Watch) -> Opened:
    """The index of the listed files, opened; built or brought up to date first where it has to be.

    Raises NoIndex where it cannot be kept.
    """
    for place in places(listing.root):
        opened = _fresh(place, listing)
        if opened is not None:
            return opened
    return _in_a_place(places(listing.root), lambda place: _brought_up(place, listing, watch))


def open_sealed(root: Path) -> Opened | None:
    """The index of the workspace at `root` where a seal on it counts; no file is looked at."""
    hold = seal.sealed(root)
    if hold is None:
        return None
    try:
        return Opened(hold.store(), hold.head().unreadable, hold)
    except NoRecord:
        return None


def put_seal(listing: Listing, watch: Watch) -> None:
    """Brings the index of the listed files up to date and seals it.

    Raises NoIndex where it cannot be kept in the workspace itself.
    """
    opened = open_index(listing, watch)
    if opened.hold.folder.parent != listing.root / FOLDER:
        raise NoIndex(f"it is in {opened.hold.folder.parent}, and only one in the workspace can be sealed")
    try:
        seal.put(listing.root, opened.hold)
    except OSError as fault:
        raise NoIndex(str(fault)) from fault


def rebuild(listing: Listing, watch: Watch) -> Opened:
    """Builds the index anew and opens it. Raises NoIndex where it cannot be kept."""

    def built(place: Generations) -> Opened:
        with place.writing(PATIENCE, lambda: watch.say(_WAITING)):
            return _built(place, listing, watch)

    return _in_a_place(places(listing.root), built)


_WAITING = "another pactgraph is writing the index: waiting for it"


def _in_a_place(found: Iterable[Generations], bring: Callable[[Generations], Opened]) -> Opened:
    """What `bring` gives for the first place where an index can be kept."""
    fault: OSError | None = None
    for place in found:
        try:
            return bring(place)
        except Busy as busy:
            raise NoIndex(f"another process has kept {place.folder} locked") from busy
        except OSError as error:
            fault = error
            if error.errno not in _NOT_HERE:
                break
    raise NoIndex(str(fault)) from fault


def _fresh(place: Generations, listing: Listing) -> Opened | None:
    """The current generation, where it holds what the listed files say."""
    try:
        hold = place.current()
        head = hold.head()
        if head.listing != listing.digest:
            return None
        return _if_settled(place, hold, head, listing)
    except (NoRecord, OSError):
        return None


def _if_settled(place: Generations, hold: Hold, head: Head, listing: Listing) -> Opened | None:
    if head.unsettled:
        from .build import settled

        left = settled(listing.root, head)
        if left is None:
            return None
        if len(left) < len(head.unsettled):
            with contextlib.suppress(OSError, Busy), place.writing(0, _quiet):
                replace(head, unsettled=left).write(hold.folder / "head.json")
    return Opened(hold.store(), head.unreadable, hold)


def _quiet() -> None:
    """Says nothing."""


def _brought_up(place: Generations, listing: Listing, watch: Watch) -> Opened:
    """The index in this place, brought up to date. Raises OSError where the place cannot be written, Busy."""
    from .build import Moved

    with place.writing(PATIENCE, lambda: watch.say(_WAITING)) as waited:
        for _ in range(TRIES):
            if waited:
                listing = Listing(listing.root)
                opened = _fresh(place, listing)
                if opened is not None:
                    return opened
            try:
                opened = _refreshed(place, listing, watch)
            except Moved:
                waited = True
                continue
            except NoRecord:
                break
            if opened is not None:
                return opened
            break
        return _built(place, listing, watch)


def _refreshed(place: Generations, listing: Listing, watch: Watch) -> Opened | None:
    """A new generation made from the current one, or None where building anew is quicker.

    Raises NoRecord where there is none or it is damaged, and what `refresh` raises.
    """
    from .build import refresh

    before = place.current()
    folder = place.new()
    try:
        made = refresh(folder, before, before.head(), listing, watch.progress)
        before.release()
        return _published(place, folder) if made else None
    finally:
        place.clear(folder)


def _built(place: Generations, listing: Listing, watch: Watch) -> Opened:
    from .build import build

    folder = place.new()
    try:
        build(folder, listing, watch.progress)
        return _published(place, folder)
    except NoRecord as fault:
        raise OSError(errno.EIO, "what was just written cannot be read", str(folder)) from fault
    finally:
        place.clear(folder)


def _published(place: Generations, folder: Path) -> Opened:
    hold = place.publish(folder)
    return Opened(hold.store(), hold.head().unreadable, hold)
