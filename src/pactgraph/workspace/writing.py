"""Writing files so that nothing is lost: the one way in which commands write.

A file is written beside its place under a hidden name, flushed and renamed: at any moment all of the old
content is there or all of the new. A file that was read first gets its new content only while it is as it was
read. Commands that write into one workspace take turns (`locked`). A process that is killed leaves at worst
the hidden file; whoever next writes in that folder removes it, as nobody holds its lock any more.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ..rdf.fault import Fault
from .content import content_of, reason
from .locate import installed, is_workspace

try:
    import fcntl
except ImportError:  # Windows has no flock
    fcntl = None  # type: ignore[assignment]

PATIENCE = 20.0
"""Seconds that a command waits for another one that writes in the same place."""

REMEDY = "make a workspace of your own with pactgraph init DIR, or name one with --workspace DIR"

_PAUSE = 0.02
_TEMPORARY = re.compile(r"\.pactgraph-[0-9a-f]{16}\.new")
_MOST_LINKS = 40

Fill = Callable[[IO[bytes]], object]
"""Writes the content into the file it is given."""


class WriteFault(Fault):
    """Something cannot be written, or may not be; the message names it, says why, and what is as it was."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the lock of a folder, so that commands that write there take turns.

    The lock is flock(2) on the folder itself: nothing is left behind, the system frees it when a process ends
    however it ends, and a read-only folder can be locked too. Where there are no such locks (Windows, some
    file systems on a network) nobody waits; that a file is compared before it is replaced still holds.

    Raises WriteFault where another process keeps the lock for `PATIENCE` seconds. Not to be nested.
    """
    try:
        handle = os.open(folder, os.O_RDONLY) if fcntl is not None else None
    except OSError:
        handle = None  # no folder, or none that can be read: writing into it says so
    if handle is None:
        yield
        return
    try:
        end = time.monotonic() + PATIENCE
        while not _free(handle):
            if time.monotonic() > end:
                raise WriteFault(
                    f"another pactgraph command is writing in {folder}: try again when it is done"
                )
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _free(handle: int) -> bool:
    """Takes a lock where nobody holds it; true too where the system has none for this file."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def home(path: Path) -> Path:
    """The folder whose lock is that of a file: the workspace that it lies in, else its own folder."""
    place = Path(os.path.realpath(path))
    return next((folder for folder in place.parents if is_workspace(folder)), place.parent)


@contextmanager
def writing(root: Path, within: Sequence[Path] = ()) -> Iterator[Writer]:
    """Holds the lock of `root`, a workspace or another folder, and gives what writes there.

    Only files in one of the folders `within` are written, links followed; any file where there are none.
    Raises WriteFault as `locked` does.
    """
    with locked(root):
        yield Writer(root, within)


class Writer:
    """Reads and replaces files while the lock is held; messages name them relative to `root`."""

    def __init__(self, root: Path, within: Sequence[Path]) -> None:
        self._root = Path(os.path.realpath(root))
        self._within = [os.path.realpath(folder) for folder in within]
        self._swept: set[Path] = set()

    def read(self, path: Path) -> bytes | None:
        """The content of a file that is to be replaced; None where there is no such file. Raises WriteFault
        where it cannot be read or may not be written."""
        place = self._place(path)
        try:
            return _content(place)
        except OSError as error:
            raise WriteFault(f"cannot read {self._shown(path)}: {reason(error)}") from error

    def unchanged(self, path: Path, old: bytes | None) -> None:
        """Raises WriteFault where a file is not as it was read (None: where there was none)."""
        if self.read(path) != old:
            raise WriteFault(self._changed(path))

    def replace(self, path: Path, old: bytes | None, new: bytes) -> None:
        """Puts `new` in the place of a file's content, which was read as `old`; makes the file where there
        was none (None). A link stays a link, and permissions stay.

        Raises WriteFault where the file may not or cannot be written, or is no longer as it was read; it is
        then as it is. Who edits without the lock, as an editor does, is noticed until the very rename: what
        is saved in the microseconds between the last look at the file and the rename would still be lost.
        """
        if new == old:
            self._place(path)
            return
        place = self._place(path)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with _temporary(place) as (file, temporary):
                file.write(new)
                _settle(file, place)
                if _content(temporary) != new:
                    raise WriteFault(f"cannot write {self._shown(path)}: it does not read as it was written")
                if not _is_still(place, old):
                    if _content(place) == new:  # another command did the same
                        return
                    raise WriteFault(self._changed(path))
                if old is None:
                    _make(temporary, place)
                else:
                    temporary.replace(place)
        except FileExistsError as error:
            raise WriteFault(self._changed(path)) from error
        except OSError as error:
            raise WriteFault(
                f"cannot write {self._shown(path)}: {reason(error)}; "
                f"{'nothing is written' if old is None else 'it is left as it was'}"
            ) from error

    def _place(self, path: Path) -> Path:
        """Where a file is, links followed. Raises WriteFault where it may not be written."""
        place = Path(os.path.realpath(path))
        refuse_installed(place, self._shown(path))
        if self._within and not any(place.is_relative_to(folder) for folder in self._within):
            raise WriteFault(
                f"{self._shown(path)} leads out of {self._root}, to {place}: it is left as it was"
            )
        if place.parent not in self._swept:
            self._swept.add(place.parent)
            _sweep(place.parent)
        return place

    def _shown(self, path: Path) -> str:
        folder = os.path.realpath(path.parent)
        if folder == str(self._root) or folder.startswith(f"{self._root}{os.sep}"):
            return (Path(folder) / path.name).relative_to(self._root).as_posix()
        return str(path)

    def _changed(self, path: Path) -> str:
        return f"{self._shown(path)} changed meanwhile; it is left as it was"


def write_output(path: Path, fill: Fill) -> None:
    """Writes what `fill` writes to the file that a user named.

    A regular file is replaced when all is there, and made where there is none; permissions and links stay.
    Anything else is opened and written as it is: a pipe, a device, what /dev/stdout and /dev/fd/N stand for
    (POSIX, utility conventions: an output file need not be a regular one).

    Raises WriteFault where that fails (a regular file is then as it was), BrokenPipeError where the reader of
    a pipe has gone, and whatever `fill` raises.
    """
    try:
        if (handle := _special(path)) is not None:
            with os.fdopen(handle, "wb") as file:
                fill(file)
            return
        place = Path(os.path.realpath(path))
        refuse_installed(place, str(path))
        _sweep(place.parent)
        with _temporary(place) as (file, temporary):
            fill(file)
            _settle(file, place)
            with locked(home(place)):
                temporary.replace(place)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteFault(f"cannot write {path}: {reason(error)}") from error


def refuse_installed(place: Path, shown: str) -> None:
    """Raises WriteFault for a place in the data that was installed with the package."""
    if place.is_relative_to(os.path.realpath(installed())):
        raise WriteFault(
            f"{shown} belongs to the data that came with pactgraph, which is never written: {REMEDY}"
        )


def _special(path: Path) -> int | None:
    """A descriptor to write to, where a path names no regular file; None where it does, or names nothing."""
    own = _descriptor(path)
    if own is not None:
        return os.dup(own)  # opening the path would begin a file anew that the shell appends to
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise WriteFault(f"{str(path)!r} is no name of a file") from error
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        raise WriteFault(f"cannot write {path}: it is a folder; name a file")
    return os.open(path, os.O_WRONLY)


def _descriptor(path: Path) -> int | None:
    """The descriptor of this process that a path stands for: /dev/stdout, /dev/fd/N, or a link to one."""
    own = ("/dev/fd", os.path.realpath("/proc/self/fd"))
    name = os.fspath(path)
    for _ in range(_MOST_LINKS):
        folder, last = os.path.split(name)
        try:
            folder = os.path.realpath(folder or ".")
            if folder in own and last.isascii() and last.isdigit():
                return int(last)
            name = os.path.join(folder, os.readlink(os.path.join(folder, last)))  # noqa: PTH115, PTH118
        except (OSError, ValueError):
            return None  # no link
    return None


@contextmanager
def _temporary(place: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A new file beside `place`, open, and locked as long as its writer lives; gone afterwards, unless it was
    renamed. Nobody else may read it where `place` exists, whose permissions it gets by `_settle`."""
    mode = 0o600 if place.exists() else 0o666
    while True:
        path = place.parent / f".pactgraph-{os.urandom(8).hex()}.new"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
        if fcntl is None:
            break
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            break
        os.close(handle)  # somebody took it for left over, between the two calls
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file, path
    finally:
        with suppress(OSError):
            path.unlink()


def _settle(file: IO[bytes], place: Path) -> None:
    """Brings what was written to the disk, with the permissions of the file whose place it takes."""
    file.flush()
    os.fsync(file.fileno())
    if fcntl is None:
        file.close()  # Windows renames no open file, and has no permissions of this kind
        return
    with suppress(FileNotFoundError):
        known = place.stat()
        made = os.fstat(file.fileno())
        if (known.st_uid, known.st_gid) != (made.st_uid, made.st_gid):
            with suppress(OSError):
                os.fchown(file.fileno(), known.st_uid, known.st_gid)
        os.fchmod(file.fileno(), stat.S_IMODE(known.st_mode))


def _make(temporary: Path, place: Path) -> None:
    """Gives a file its name where nothing has it. Raises FileExistsError where something has."""
    try:
        os.link(temporary, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(place):
            raise FileExistsError(str(place)) from None
        temporary.replace(place)


def _content(path: Path) -> bytes | None:
    try:
        return content_of(path)
    except FileNotFoundError:
        return None


def _is_still(path: Path, old: bytes | None) -> bool:
    """Whether a file is as it was read. The last look is at its status, which is as quick for a large one."""
    try:
        with path.open("rb") as file:
            before = _stamp(os.fstat(file.fileno()))
            return file.read() == old and _stamp(path.stat()) == before
    except FileNotFoundError:
        return old is None


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _sweep(folder: Path) -> None:
    """Removes what killed writers left in a folder: the hidden files of ours that nobody holds."""
    if fcntl is None:
        return
    with suppress(OSError):
        left = [name for name in os.listdir(folder) if _TEMPORARY.fullmatch(name)]  # noqa: PTH208 - many files
        for name in left:
            with suppress(OSError):
                handle = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    (folder / name).unlink()
                finally:
                    os.close(handle)
