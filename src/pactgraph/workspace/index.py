"""The index on disk: one immutable store of what stands, built whole and only by `pactgraph index`.

    .pactgraph/index/<digest>/store/ an Oxigraph store with all graphs, never opened for writing again
    .pactgraph/index/<digest>/head.json findings and other metadata

The digest is that of the bytes of every file that the store was made from, of the rules, and of the code that
made it. A reader computes it anew, which takes 35 ms for a thousand documents: less than to find out by times
and sizes which files may have changed, and no edit goes unseen. So nothing ever has to be brought up to date,
and an index that is not current is only one whose name nobody asks for. It is written under another name and
renamed when it is whole. Readers hold a shared lock (flock) on its folder; what is no longer current is
removed by the next `pactgraph index` once nobody holds it.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, Store, __version__

from .content import reason
from .files import SourceFile, UnreadableFile, read_content, source_files
from .finding import Finding
from .loading import load
from .locate import INDEXES
from .rules import Rules, read_rules
from .writing import WriteFault, locked

try:
    import fcntl
except ImportError:  # Windows has no flock
    fcntl = None  # type: ignore[assignment]

_NAME = re.compile(r"[0-9a-f]{32}|[0-9a-f]{16}\.new")
"""The names of indexes, and of those that are being written or were left unfinished."""

_LARGEST_HEAD = 64 * 1024 * 1024


class Hold:
    """An index that will not be removed as long as this object lives."""

    def __init__(self, handle: int) -> None:
        self.handle = handle

    def __del__(self) -> None:
        os.close(self.handle)


class Indexed(NamedTuple):
    """An index opened for reading, good as long as `hold` lives; `unreadable` has a finding for each file
    that could not be read when it was made, which is so still."""

    store: Store
    unreadable: list[Finding]
    hold: Hold


class State(NamedTuple):
    """What there is on disk: the folder of the current index or None, with the files that could not be read
    for it, and the number of indexes that are not current, or not whole; `bytes` in all."""

    current: Path | None
    unreadable: list[Finding]
    others: int
    bytes: int


class Digest:
    """The name of the index of what is read: files that are `read` in their order, and rules."""

    def __init__(self, rules: Rules) -> None:
        try:
            from _blake2 import blake2b  # hashlib would load OpenSSL, which takes longer than many a question
        except ImportError:
            from hashlib import blake2b
        self._hash = blake2b(digest_size=16)
        self._add(__version__)
        for module in sorted(Path(__file__).parent.glob("*.py")):
            self._add(module.name, module.read_bytes())
        for rule in rules.rules:
            self._add(rule.name, rule.text)
        self._add(*map(str, rules.unreadable))

    def read(self, file: SourceFile) -> bytes:
        """The bytes of a file, which are part of the digest, as is that it cannot be read. Raises
        UnreadableFile."""
        try:
            content = read_content(file)
        except UnreadableFile as fault:
            self._add(file.relative, str(fault.finding))
            raise
        self._add(file.relative, content)
        return content

    def name(self) -> str:
        """The name of the index."""
        return self._hash.hexdigest()

    def _add(self, *parts: str | bytes) -> None:
        for part in parts:
            content = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
            self._hash.update(b"%d\n" % len(content))
            self._hash.update(content)


def current(root: Path) -> Indexed | None:
    """The index of the workspace at `root`, opened, where there is a current one."""
    return _opened(root / INDEXES / _name(root)) if _own(root) else None


def build(root: Path) -> bool:
    """Makes the index of the workspace at `root`, and removes all that is not current. Gives True if one
    was built, False if it was current already. Raises WriteFault where it cannot be written."""
    folder = root / INDEXES
    if fcntl is None:
        raise WriteFault("an index needs file locks, and this system has none")
    try:
        _make(root)
        with locked(folder):
            name = _name(root)
            made = _opened(folder / name) is None
            if made:
                name = _built(root)
            for path in _all(folder):
                if path.name != name:
                    _remove(path)
            return made
    except OSError as error:
        raise WriteFault(f"cannot write {folder}: {reason(error)}") from error


def state(root: Path) -> State:
    """What there is of an index of the workspace at `root`."""
    folder = root / INDEXES
    if not _own(root):
        return State(None, [], 0, 0)
    found, place = _all(folder), folder / _name(root)
    size, opened = sum(map(_size, found)), _opened(place)
    if opened is None:
        return State(None, [], len(found), size)
    return State(place, opened.unreadable, len(found) - 1, size)


def drop(root: Path) -> bool:
    """Removes every index of the workspace at `root` that nobody reads; gives whether none is left. Raises
    WriteFault where another process is writing one."""
    folder = root / INDEXES
    if not _own(root):
        return True
    with locked(folder):
        for path in _all(folder):
            _remove(path)
        if _all(folder):
            return False
        with suppress(OSError):
            folder.rmdir()
    return True


def _name(root: Path) -> str:
    """The name of the index of the workspace as it is."""
    digest = Digest(read_rules(root))
    for file in source_files(root):
        with suppress(UnreadableFile):
            digest.read(file)
    return digest.name()


def _built(root: Path) -> str:
    """Makes an index of the files as they are read, and gives its name. Raises OSError."""
    rules = read_rules(root)
    digest = Digest(rules)
    loaded = load(source_files(root), rules, read=digest.read)
    new, place = root / INDEXES / f"{os.urandom(8).hex()}.new", root / INDEXES / digest.name()
    new.mkdir()
    try:
        quads, unreadable = new / "quads.nq", loaded.unreadable
        loaded.store.dump(quads, format=RdfFormat.N_QUADS)
        del loaded  # the memory of both stores at once would be twice what most laptops can spare
        store = Store(str(new / "store"))
        store.bulk_load(path=quads, format=RdfFormat.N_QUADS, lenient=True)
        store.flush()
        del store
        quads.unlink()
        head = {"place": new.stat().st_ino, "unreadable": [fault._asdict() for fault in unreadable]}
        with (new / "head.json").open("w", encoding="ascii") as file:
            json.dump(head, file)
            file.flush()
            os.fsync(file.fileno())
        _remove(place)  # one of this name that cannot be opened
        new.rename(place)
    finally:
        _remove(new)
    return digest.name()


def _opened(folder: Path) -> Indexed | None:
    """The index in a folder, or None where there is none, or it is damaged or a copy of one: that may come
    from anywhere, and is told by the folder's inode."""
    try:
        hold = Hold(os.open(folder, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)))
        fcntl.flock(hold.handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        with (folder / "head.json").open("rb") as file:
            head = json.loads(file.read(_LARGEST_HEAD))
        if not head["place"] == os.fstat(hold.handle).st_ino == folder.stat().st_ino:
            return None
        unreadable = [Finding(**finding) for finding in head["unreadable"]]
        return Indexed(Store.read_only(str(folder / "store")), unreadable, hold)
    except (
        OSError,
        RuntimeError,
        ValueError,
        TypeError,
        LookupError,
    ):
        return None


def _own(root: Path) -> bool:
    """Whether the workspace has a folder for indexes, and no link to one."""
    folder = root / INDEXES
    return folder.is_dir() and not (folder.is_symlink() or folder.parent.is_symlink())


def _make(root: Path) -> None:
    """Makes the folder for indexes. Raises OSError."""
    folder = root / INDEXES
    folder.parent.mkdir(exist_ok=True)
    if not folder.exists():
        (folder.parent / ".gitignore").write_text("*\n", encoding="ascii")
    folder.mkdir(exist_ok=True)
    if not _own(root):
        raise WriteFault(f"{folder} is a link, or lies behind one: remove it")


def _all(folder: Path) -> list[Path]:
    """The indexes in a folder, whole or not. What else is in it is not ours."""
    with os.scandir(folder) as entries:
        found = [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
    return [path for path in found if _NAME.fullmatch(path.name)]


def _size(folder: Path) -> int:
    size = 0
    for path in folder.rglob("*"):
        with suppress(OSError):  # removed meanwhile
            size += path.lstat().st_size
    return size


def _remove(folder: Path) -> None:
    """Removes an index that nobody reads."""
    import shutil  # loaded where it is needed alone: it takes milliseconds

    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
        finally:
            os.close(handle)
