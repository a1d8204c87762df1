"""Noticing changes: the stamp of each file of the dataset, one stat a file, and reads that know their stamp.

A stamp is size, time of modification, time of change and inode (POSIX `stat`). No program can set the time of
change, so an edit that keeps size and time of modification shows all the same. Only a write within the
clock's grain after a read leaves no trace: a file that was read within `GRAIN` of its times is unsettled, and
its content is compared at every look until it has rested.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from array import array
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..files import FOLDERS, LARGEST, SourceFile, UnreadableFile, names, too_large, unreadable

if TYPE_CHECKING:
    from hashlib import blake2b

GRAIN = 2_000_000_000
"""Nanoseconds: the coarsest clock of a usual file system, that of FAT."""

TRIES = 3
"""Times that a file is read that changes while it is read."""

NO_STAMP = "-"
"""The stamp of a file that cannot be looked at, or that did not hold still."""


_PARTS = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""The parts of a stamp, of a file's status."""

_MISSING = (-1, -1, -1, -1)
"""The numbers of `NO_STAMP`."""


class Listing:
    """The files of a workspace's dataset at one moment: path in the workspace (with `/`) and stamp.

    Stamps are kept as packed numbers, four a file, and become text when one is asked for.
    """

    def __init__(self, root: Path) -> None:
        """Looks at each file of the workspace at `root` once."""
        self.root = root
        self.bytes = 0
        self._names = [names(root, folder) for folder in FOLDERS]
        self._stamps = []
        for folder, found in zip(FOLDERS, self._names, strict=True):
            base = f"{os.fspath(root)}/{folder.path}/"
            stamps = _looked_at([base + name for name in found])
            self.bytes += sum(size for size in stamps[::4] if size > 0)
            self._stamps.append(stamps)

    def __len__(self) -> int:
        return sum(map(len, self._names))

    @cached_property
    def digest(self) -> str:
        """The digest of all paths and stamps."""
        return _digest(zip(self._names, self._stamps, strict=True))

    @cached_property
    def stamps(self) -> dict[str, str]:
        """Each path with its stamp, in the order in which files are read."""
        return {
            f"{folder.path}/{name}": _text(stamps[4 * place : 4 * place + 4])
            for folder, found, stamps in zip(FOLDERS, self._names, self._stamps, strict=True)
            for place, name in enumerate(found)
        }


def digest(stamps: Iterable[tuple[str, str]]) -> str:
    """The digest of pairs of path and stamp, in the order in which files are read: that of such a listing."""
    folders: dict[str, tuple[list[str], array[int]]] = {folder.path: ([], array("q")) for folder in FOLDERS}
    for path, stamp in stamps:
        folder, _, name = path.rpartition("/")
        found, numbers = folders[folder]
        found.append(name)
        numbers.extend(_MISSING if stamp == NO_STAMP else map(int, stamp.split(" ")))
    return _digest(folders.values())


def _looked_at(paths: list[str]) -> array[int]:
    """The numbers of the stamps of files: in one go, or one by one where one has no common stamp."""
    try:
        return array("q", chain.from_iterable(map(_PARTS, map(os.stat, paths))))
    except (OSError, OverflowError):
        return array("q", chain.from_iterable(map(_numbers_of, paths)))


def _numbers_of(path: str) -> Iterable[int]:
    try:
        return _numbers(os.stat(path))  # noqa: PTH116
    except OSError:
        return _MISSING


def _numbers(status: os.stat_result) -> tuple[int, ...]:
    """The numbers of a stamp, each in 64 bits with a sign: an inode may be larger."""
    return tuple(number - 2**64 if number >= 2**63 else number for number in _PARTS(status))


def _text(numbers: Iterable[int]) -> str:
    """Four numbers as the text of a stamp."""
    found = tuple(numbers)
    return NO_STAMP if found == _MISSING else " ".join(map(str, found))


def _digest(folders: Iterable[tuple[list[str], array[int]]]) -> str:
    hashed = _hash()
    for found, stamps in folders:
        hashed.update("\0".join([*found, "\0"]).encode("utf-8", "surrogateescape"))
        hashed.update(stamps.tobytes())
    return hashed.hexdigest()


def source_file(root: Path, relative: str) -> SourceFile:
    """The file of the dataset at `relative` in the workspace at `root`."""
    parent, _, name = relative.rpartition("/")
    return next(folder for folder in FOLDERS if folder.path == parent).source_file(root, name)


class Reading(NamedTuple):
    """A file's bytes as read once. `stamp` belongs to them; `settled` says whether an equal stamp later means
    equal bytes. `fault` is set, and `content` empty, where the file could not be read."""

    content: bytes
    stamp: str
    settled: bool
    fault: UnreadableFile | None = None

    @property
    def digest(self) -> str:
        """The digest of the bytes, or `-` for a file that could not be read."""
        return content_digest(self.content) if self.fault is None else "-"


def content_digest(content: bytes) -> str:
    """The digest by which the index knows a file's bytes."""
    hashed = _hash()
    hashed.update(content)
    return hashed.hexdigest()


def _hash() -> blake2b:
    """An empty hash of 16 bytes. hashlib would load OpenSSL, which takes longer than many a question."""
    try:
        from _blake2 import blake2b
    except ImportError:  # a Python that keeps it elsewhere
        from hashlib import blake2b
    return blake2b(digest_size=16)


def read(file: SourceFile) -> Reading:
    """Reads a file so that its bytes belong to one stamp: one that changes meanwhile is read again, and has
    no stamp where it does not hold still in `TRIES` attempts."""
    reading = Reading(b"", NO_STAMP, False)
    for _ in range(TRIES):
        began = time.time_ns()
        try:
            status, content = _bytes(file)
            now = os.stat(file.path)  # noqa: PTH116
        except UnreadableFile as fault:
            return Reading(b"", _stamp_of(file.path), False, fault)
        except OSError as error:
            return Reading(b"", _stamp_of(file.path), False, unreadable(file, error))
        if _stamp(status) == _stamp(now):
            rested = min(abs(began - status.st_ctime_ns), abs(began - status.st_mtime_ns)) >= GRAIN
            return Reading(content, _stamp(status), rested)
        reading = Reading(content, NO_STAMP, False)
    return reading


def _bytes(file: SourceFile) -> tuple[os.stat_result, bytes]:
    """A file's status and then its bytes. Does not wait for the other end of a pipe."""
    handle = os.open(file.path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            code = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL
            raise OSError(code, os.strerror(code))
        if status.st_size > LARGEST:
            raise too_large(file, status.st_size)
        with open(handle, "rb", closefd=False) as opened:
            content = opened.read(LARGEST + 1)
    finally:
        os.close(handle)
    if len(content) > LARGEST:
        raise too_large(file, len(content))
    return status, content


def _stamp_of(path: Path) -> str:
    try:
        return _stamp(os.stat(path))  # noqa: PTH116
    except OSError:
        return NO_STAMP


def _stamp(status: os.stat_result) -> str:
    return _text(_numbers(status))
