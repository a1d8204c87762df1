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
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ..files import FOLDERS, LARGEST, SourceFile, UnreadableFile, names, too_large, unreadable

GRAIN = 2_000_000_000
"""Nanoseconds: the coarsest clock of a usual file system, that of FAT."""

TRIES = 3
"""Times that a file is read that changes while it is read."""

NO_STAMP = "-"
"""The stamp of a file that cannot be looked at, or that did not hold still."""


class Listing:
    """The files of a workspace's dataset at one moment: path in the workspace (with `/`) and stamp."""

    def __init__(self, root: Path) -> None:
        """Looks at each file of the workspace at `root` once."""
        self.root = root
        self.bytes = 0
        self._lines: list[list[str]] = []
        stat = os.stat
        for folder in FOLDERS:
            base = f"{os.fspath(root)}/{folder.path}/"
            lines = []
            for name in names(root, folder):
                try:
                    status = stat(base + name)
                except OSError:
                    lines.append(f"{name}\0{NO_STAMP}")
                    continue
                self.bytes += status.st_size
                lines.append(f"{name}\0{_stamp(status)}")
            self._lines.append(lines)

    def __len__(self) -> int:
        return sum(map(len, self._lines))

    @cached_property
    def digest(self) -> str:
        """The digest of all paths and stamps."""
        return _digest(self._lines)

    @cached_property
    def stamps(self) -> dict[str, str]:
        """Each path with its stamp, in the order in which files are read."""
        stamps = {}
        for folder, lines in zip(FOLDERS, self._lines, strict=True):
            for line in lines:
                name, _, stamp = line.partition("\0")
                stamps[f"{folder.path}/{name}"] = stamp
        return stamps


def digest(stamps: Iterable[tuple[str, str]]) -> str:
    """The digest of pairs of path and stamp, in the order in which files are read: that of such a listing."""
    lines: dict[str, list[str]] = {folder.path: [] for folder in FOLDERS}
    for path, stamp in stamps:
        folder, _, name = path.rpartition("/")
        lines[folder].append(f"{name}\0{stamp}")
    return _digest(lines.values())


def _digest(folders: Iterable[list[str]]) -> str:
    from hashlib import blake2b  # hashlib takes milliseconds to load, and small workspaces have no index

    hashed = blake2b(digest_size=16)
    for lines in folders:
        hashed.update("\0".join([*lines, "\0"]).encode("utf-8", "surrogateescape"))
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
    from hashlib import blake2b

    return blake2b(content, digest_size=16).hexdigest()


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
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
