"""The folder of an index: its generations, the pointer to the current one, and the locks.

    lock                    held (flock) by the one process that writes
    current                 the name of the current generation, replaced by an atomic rename
    sealed                  the seal, where there is one (`seal`)
    g<number>-<random>/     a generation: store/ (Oxigraph), files (the table), rows, head.json, held

A generation is written before the pointer names it, and its store is never opened for writing again. Readers
hold a shared lock on its `held`; a writer removes those that nobody holds. A process that dies leaves its
locks free and at worst a generation that no pointer names.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import Store

from .record import Head, NoRecord

try:
    import fcntl
except ImportError:  # Windows has no flock
    fcntl = None  # type: ignore[assignment]

FOLDER = ".pactgraph"
"""The index's folder in a workspace."""

PAUSE = 0.02
"""Seconds between two attempts at the writer's lock."""

_NAME = re.compile(r"g([0-9]{1,18})-[0-9a-f]{16}")


class Busy(Exception):
    """Another process kept the writer's lock for longer than one waits."""


class Hold:
    """A generation that will not be removed as long as this object lives, or until `release`."""

    def __init__(self, folder: Path, handle: int) -> None:
        self.folder = folder
        self._handle: int | None = handle

    def head(self) -> Head:
        """The generation's head. Raises NoRecord."""
        return Head.read(self.folder / "head.json")

    def store(self) -> Store:
        """The generation's store, for reading only. Raises NoRecord where it cannot be opened."""
        try:
            return Store.read_only(str(self.folder / "store"))
        except OSError as fault:
            raise NoRecord(str(self.folder)) from fault

    def release(self) -> None:
        """Lets the generation go."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __del__(self) -> None:
        self.release()


class Generations:
    """The generations of the index in `folder`, which need not be there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Hold:
        """The current generation, held. Raises NoRecord where there is none."""
        while True:
            name = self._named()
            try:
                return self._held(self.folder / name)
            except NoRecord:
                if self._named() == name:
                    raise

    def _named(self) -> str:
        try:
            if self.folder.is_symlink():
                raise NoRecord(str(self.folder))
            with (self.folder / "current").open(encoding="ascii") as file:
                name = file.read(64).strip()
        except (OSError, ValueError) as fault:
            raise NoRecord(str(self.folder)) from fault
        if not _NAME.fullmatch(name):
            raise NoRecord(str(self.folder))
        return name

    def _held(self, folder: Path) -> Hold:
        handle = _locked(folder / "held", shared=True, create=False)
        if handle is None:
            raise NoRecord(str(folder))
        return Hold(folder, handle)

    @contextlib.contextmanager
    def writing(self, patience: float, waiting: Callable[[], None]) -> Iterator[bool]:
        """Holds the writer's lock; gives whether another process had it before.

        Makes the folder where it is missing. Calls `waiting` once after a second. Raises Busy where the lock
        is not free within `patience` seconds, and OSError where the folder cannot be written.
        """
        if fcntl is None:
            raise OSError(errno.ENOTSUP, "this system has no file locks")
        self._make()
        began = time.monotonic()
        told = False
        waited = False
        while (handle := _locked(self.folder / "lock", shared=False, create=True)) is None:
            waited = True
            passed = time.monotonic() - began
            if passed > patience:
                raise Busy(str(self.folder))
            if passed > 1 and not told:
                told = True
                waiting()
            time.sleep(PAUSE)
            self._make()
        try:
            yield waited
        finally:
            os.close(handle)

    def _make(self) -> None:
        if self.folder.is_symlink():
            raise OSError(errno.EPERM, "the index's folder is a symbolic link", str(self.folder))
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text("*\n", encoding="ascii")
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(self.folder))

    def new(self) -> Path:
        """Makes the folder of a new generation. Only for who holds the writer's lock, as all that follows."""
        self.sweep()
        numbers = [int(match[1]) for path in self._all() if (match := _NAME.fullmatch(path.name))]
        folder = self.folder / f"g{max(numbers, default=0) + 1}-{os.urandom(8).hex()}"
        folder.mkdir()
        (folder / "held").touch()
        return folder

    def publish(self, folder: Path) -> Hold:
        """Makes a generation that is written whole the current one, and removes the others."""
        _settle(folder)
        pointer = self.folder / "current.new"
        with pointer.open("w", encoding="ascii") as file:
            file.write(folder.name + "\n")
            file.flush()
            os.fsync(file.fileno())
        hold = self._held(folder)
        pointer.replace(self.folder / "current")
        _settle(self.folder)
        self.sweep()
        return hold

    def clear(self, folder: Path) -> None:
        """Removes a generation that did not become the current one."""
        with contextlib.suppress(NoRecord):
            if self._named() == folder.name:
                return
        import shutil  # loaded where it is needed alone: it takes milliseconds

        shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> list[Path]:
        """Removes each generation but the current one that nobody holds; gives those that are held."""
        try:
            current = self._named()
        except NoRecord:
            current = ""
        return [path for path in self._all() if path.name != current and not self.remove(path)]

    @staticmethod
    def remove(folder: Path) -> bool:
        """Removes a generation; gives whether nobody held it."""
        import shutil

        handle = None
        if (folder / "held").exists():
            handle = _locked(folder / "held", shared=False, create=False)
            if handle is None:
                return False
        try:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            if handle is not None:
                os.close(handle)
        return True

    def drop(self) -> list[Path]:
        """Removes the index but for generations that are held: gives those. A later writer removes them."""
        (self.folder / "current").unlink(missing_ok=True)
        held = self.sweep()
        if not held:
            for name in ("current.new", ".gitignore", "lock", "sealed", "sealed.new"):
                (self.folder / name).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self.folder.rmdir()
        return held

    def _all(self) -> list[Path]:
        with os.scandir(self.folder) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
            ]


def _locked(path: Path, *, shared: bool, create: bool) -> int | None:
    """A descriptor of the file with a lock on it, or None where it is locked, or missing and not to be made.

    Raises OSError where the file to be made cannot be.
    """
    flags = os.O_RDWR | os.O_CREAT if create else os.O_RDONLY
    try:
        handle = os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError:
        if create:
            raise
        return None
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        if os.fstat(handle).st_ino == path.stat().st_ino:
            return handle
    except OSError as fault:
        if fault.errno not in (errno.EAGAIN, errno.EACCES, errno.ENOENT):
            os.close(handle)
            raise
    os.close(handle)
    return None


def _settle(folder: Path) -> None:
    """Flushes a folder's entries to the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
