"""Noticing changes: the stamp of each file of the dataset, one stat a file, and reads that know their stamp.

A stamp is size, time of modification, time of change and inode (POSIX `stat`). No program can set the time of
change, so an edit that keeps size and time of modification shows all the same. Only a write within the
clock's grain after a read leaves no trace: a file that was read within `GRAIN` of its times is unsettled, and
its content is compared at every look until it has rested.
"""

from __future__ import annotations

import os
import struct
import time
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..content import read as read_bytes
from ..content import reason
from ..files import FOLDERS, Layer, SourceFile, UnreadableFile, names, root_of, unreadable

if TYPE_CHECKING:
    from hashlib import blake2b

GRAIN = 2_000_000_000
"""Nanoseconds: the coarsest clock of a usual file system, that of FAT."""

TRIES = 3
"""Times that a file is read that changes while it is read."""

_PARTS = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""The parts of a stamp, of a file's status: packed, each is a number of 64 bits with a sign."""

_MISSING = (-1, -1, -1, -1)
_PACKED = struct.Struct("=4q")

STAMP = _PACKED.size
"""The bytes of a stamp."""

_BLOCK = 512 * STAMP
"""Bytes of stamps that are compared at once."""

NO_STAMP = _PACKED.pack(*_MISSING)
"""The stamp of a file that cannot be looked at, or that did not hold still."""


def size_in(stamp: bytes) -> int:
    """The size of a file by its stamp, in bytes; 0 where it has none."""
    return max(0, int(_PACKED.unpack(stamp)[0]))


class Stamps:
    """Files of a dataset, each with its stamp, in the order in which files are read.

    `names` and `stamps` have a member for each of `FOLDERS`: the names sorted, and their stamps one after the
    other. A path is one in the workspace, with `/`.
    """

    def __init__(self, names: list[list[str]], stamps: list[bytes]) -> None:
        self.names = names
        self.stamps = stamps

    def __len__(self) -> int:
        return sum(map(len, self.names))

    def __iter__(self) -> Iterator[str]:
        for folder, found in zip(FOLDERS, self.names, strict=True):
            for name in found:
                yield f"{folder.path}/{name}"

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._place(path) is not None

    def stamp(self, path: str) -> bytes:
        """The stamp of a file. Raises KeyError where there is none of this path."""
        folder, place = self.place(path)
        return self.stamps[folder][STAMP * place : STAMP * (place + 1)]

    def place(self, path: str) -> tuple[int, int]:
        """Where a file stands: the number of its folder, and its own in this. Raises KeyError."""
        found = self._place(path)
        if found is None:
            raise KeyError(path)
        return found

    def _place(self, path: str) -> tuple[int, int] | None:
        parent, _, name = path.rpartition("/")
        for number, folder in enumerate(FOLDERS):
            if folder.path == parent:
                found = self.names[number]
                place = bisect_left(found, name)
                if place < len(found) and found[place] == name:
                    return number, place
        return None

    def files(self, layer: Layer) -> Iterator[SourceFile]:
        """The files of a layer, in a workspace at the working directory."""
        for folder, found in zip(FOLDERS, self.names, strict=True):
            if folder.layer == layer:
                for name in found:
                    yield folder.source_file(Path(), name)

    @cached_property
    def digest(self) -> str:
        """The digest of all paths and stamps."""
        hashed = _hash()
        for found, stamps in zip(self.names, self.stamps, strict=True):
            hashed.update("\0".join([*found, "\0"]).encode("utf-8", "surrogateescape"))
            hashed.update(stamps)
        return hashed.hexdigest()

    def since(self, before: Stamps) -> tuple[list[str], list[str]]:
        """The paths that were not there before, or whose stamp was another or proves nothing; and those that
        are gone."""
        changed: list[str] = []
        gone: list[str] = []
        for number, folder in enumerate(FOLDERS):
            if self.names[number] == before.names[number]:
                names, left = self._restamped(number, before.stamps[number]), list[str]()
            else:
                then, now = before._by_name(number), self._by_name(number)
                names = [name for name, stamp in now.items() if then.get(name) != stamp or stamp == NO_STAMP]
                left = [name for name in then if name not in now]
            changed += [f"{folder.path}/{name}" for name in names]
            gone += [f"{folder.path}/{name}" for name in left]
        return changed, gone

    def _restamped(self, number: int, then: bytes) -> list[str]:
        """The names in a folder that had the same files then, whose stamp was another or proves nothing."""
        now, found = self.stamps[number], list[str]()
        for block in range(0, len(now), _BLOCK):
            part = now[block : block + _BLOCK]
            if part != then[block : block + _BLOCK] or NO_STAMP in part:
                for start in range(block, block + len(part), STAMP):
                    stamp = now[start : start + STAMP]
                    if stamp != then[start : start + STAMP] or stamp == NO_STAMP:
                        found.append(self.names[number][start // STAMP])
        return found

    def _by_name(self, number: int) -> dict[str, bytes]:
        stamps = self.stamps[number]
        each = (stamps[start : start + STAMP] for start in range(0, len(stamps), STAMP))
        return dict(zip(self.names[number], each, strict=True))

    def but(self, other: Mapping[str, bytes]) -> Stamps:
        """The same files, some of them with other stamps. Raises KeyError for a file that is not there."""
        stamps = list(map(bytearray, self.stamps))
        for path, stamp in other.items():
            folder, place = self.place(path)
            stamps[folder][STAMP * place : STAMP * (place + 1)] = stamp
        return Stamps(self.names, list(map(bytes, stamps)))


class Listing(Stamps):
    """The files of the workspace at `root` at one moment, with `bytes` in all. `closed` says which folder
    cannot be listed and why, where there is one: then these are not all files, and no index is made of
    them."""

    def __init__(self, root: Path) -> None:
        """Looks at each file once."""
        super().__init__([], [])
        self.root = root
        self.closed = ""
        for folder in FOLDERS:
            try:
                self.names.append(names(root, folder))
            except OSError as error:
                self.names.append([])
                self.closed = self.closed or f"{folder.path}: {reason(error)}"
        self.bytes = 0
        for folder, found in zip(FOLDERS, self.names, strict=True):
            base = f"{os.fspath(root)}/{folder.path}/"
            numbers = _looked_at([base + name for name in found])
            self.bytes += sum(size for size in numbers[::4] if size > 0)
            self.stamps.append(numbers.tobytes())


def _looked_at(paths: list[str]) -> array[int]:
    """The numbers of the stamps of files: in one go, or one by one where one has no common stamp."""
    try:
        return array("q", chain.from_iterable(map(_PARTS, map(os.stat, paths))))
    except (OSError, OverflowError):
        return array("q", chain.from_iterable(_PACKED.iter_unpack(b"".join(map(_stamp_of, paths)))))


def source_file(root: Path, relative: str) -> SourceFile:
    """The file of the dataset at `relative` in the workspace at `root`."""
    parent, _, name = relative.rpartition("/")
    return next(folder for folder in FOLDERS if folder.path == parent).source_file(root, name)


class Reading(NamedTuple):
    """A file's bytes as read once. `stamp` belongs to them; `settled` says whether an equal stamp later means
    equal bytes. `fault` is set, and `content` empty, where the file could not be read."""

    content: bytes
    stamp: bytes
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
    if file.fault is not None:
        raise UnreadableFile(file.fault)
    return read_bytes(file.path, within=root_of(file))


def _stamp_of(path: Path | str) -> bytes:
    try:
        return _stamp(os.stat(path))  # noqa: PTH116
    except OSError:
        return NO_STAMP


def _stamp(status: os.stat_result) -> bytes:
    """The stamp of a status. An inode may be larger than 64 bits with a sign hold."""
    return _PACKED.pack(*(number - 2**64 if number >= 2**63 else number for number in _PARTS(status)))
