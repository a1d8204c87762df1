"""The bytes of files, which are looked at before they are read, and the names in folders.

Whatever is read of a workspace, and every file that a command line names, is read here: regular files alone,
so that nothing waits for the other end of a pipe or reads a device without end; no more bytes than are asked
for, whatever the file's status says of its size; and nothing that a link inside the workspace fetches from
outside it. What is not read is an OSError whose `strerror` says why in plain words.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is read."""

_BEGINNINGS = (".", "~$")
"""How the names of hidden files begin, and of the lock files of editors and office programs."""

_ALREADY_OPEN = re.compile(r"/dev/(?:stdin|fd/[0-9]+)")
"""What a shell gives a command as a file, such as the output of another one: `<(...)`."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 16


class NotReadable(OSError):
    """A file that is not read: `strerror` says what it is, `remedy` what to do about it."""

    def __init__(self, code: int, message: str, path: Path, remedy: str) -> None:
        super().__init__(code, message, os.fspath(path))
        self.remedy = remedy


def reason(error: OSError) -> str:
    """Why the system refuses, in its own words; never nothing."""
    return error.strerror or str(error) or type(error).__name__


def remedy(error: OSError) -> str:
    """What to do about a file that is not read."""
    return error.remedy if isinstance(error, NotReadable) else "make it readable"


def content_of(path: Path, *, within: Path | None = None, most: int = LARGEST) -> bytes:
    """The bytes of a file. Takes and raises what `read` does."""
    return read(path, within=within, most=most)[1]


def text_of(path: Path, *, within: Path | None = None, most: int = LARGEST) -> str:
    """The text of a file in UTF-8. Takes what `read` does. Raises OSError as that, also for other bytes."""
    content = content_of(path, within=within, most=most)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = f"not readable as UTF-8: the byte 0x{content[error.start]:02x} in line {line}"
        raise NotReadable(errno.EILSEQ, said, path, "save it as UTF-8") from error


def read(path: Path, *, within: Path | None = None, most: int = LARGEST) -> tuple[os.stat_result, bytes]:
    """The status of a file and then its bytes, at most `most`.

    `within` is the workspace that the file is part of: a link leads to a file below it, or below the folder
    that the link is in, which a user may have linked to anywhere. A file that a user names has no such
    bounds, and may be what the shell has opened. Raises OSError for a file that is not there, no regular
    file, too large, or that a link fetches from elsewhere.
    """
    if within is None and _ALREADY_OPEN.fullmatch(os.fspath(path)):
        with path.open("rb") as opened:
            return os.fstat(opened.fileno()), _limited(opened.fileno(), path, most)
    status = os.lstat(path)
    flags = _FLAGS
    if stat.S_ISLNK(status.st_mode):
        status = _behind(path, within)
    else:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    _check_kind(path, status)
    handle = os.open(path, flags)
    try:
        status = os.fstat(handle)
        _check_kind(path, status)
        if status.st_size > most:
            raise _too_large(path, status.st_size)
        return status, _limited(handle, path, most, status.st_size)
    finally:
        os.close(handle)


def size_of(path: Path) -> int:
    """The bytes of a file, by its status alone. Raises OSError where `read` would not read it."""
    status = _behind(path, None) if path.is_symlink() else os.lstat(path)
    _check_kind(path, status)
    return status.st_size


def is_hidden(name: str) -> bool:
    """Whether a name is that of a hidden file, or of the lock file of an editor."""
    return name.startswith(_BEGINNINGS)


def names_in(folder: Path, suffix: str = "") -> list[str]:
    """The names in a folder that end in `suffix`, sorted, without those of hidden files and of editors' lock
    files. None where there is no such folder; raises OSError where there is one that cannot be listed."""
    try:
        listed = os.listdir(folder)  # noqa: PTH208 - no Path for each of a hundred thousand
    except FileNotFoundError:
        _behind_folder(folder)
        return []
    except OSError as error:
        _behind_folder(folder)
        raise error from None
    return sorted(name for name in listed if name.endswith(suffix) and not is_hidden(name))


def _behind(path: Path, within: Path | None) -> os.stat_result:
    """The status of what a link leads to. Raises NotReadable where that is nothing, or outside."""
    try:
        status = os.stat(path)  # noqa: PTH116
        real = os.path.realpath(path, strict=True)
    except FileNotFoundError as error:
        raise NotReadable(errno.ENOENT, "the link leads nowhere", path, "mend or remove the link") from error
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise NotReadable(errno.ELOOP, "the link leads to itself", path, "remove the link") from error
    if within is not None:
        _check_kind(path, status)
        homes = (os.path.realpath(within), os.path.realpath(path.parent))
        if not any(real.startswith(home + os.sep) for home in homes):
            raise NotReadable(
                errno.EPERM, "the link leads out of the workspace", path, "put the file itself here"
            )
    return status


def _behind_folder(folder: Path) -> None:
    """Raises NotReadable where a folder's path holds a link that leads nowhere or to itself."""
    for each in (folder, *folder.parents):
        if os.path.islink(each):  # noqa: PTH114 - Path.is_symlink raises where a folder is closed
            _behind(each, None)


def _check_kind(path: Path, status: os.stat_result) -> None:
    """Raises NotReadable for what is no regular file."""
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return
    kinds = (
        (stat.S_ISDIR, "folder"),
        (stat.S_ISFIFO, "pipe"),
        (stat.S_ISSOCK, "socket"),
        (stat.S_ISCHR, "device"),
        (stat.S_ISBLK, "device"),
    )
    kind = next((name for test, name in kinds if test(mode)), "thing of another kind")
    code = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
    raise NotReadable(code, f"no regular file: it is a {kind}", path, "put a regular file here, or remove it")


def _limited(handle: int, path: Path, most: int, size: int = 0) -> bytes:
    """The bytes of an open file to its end. Raises NotReadable where they are more than `most`, whatever its
    status says."""
    parts, left = list[bytes](), most + 1
    while left > 0:
        part = os.read(handle, min(size + 1 if size else _CHUNK, left))
        if not part:
            break
        parts.append(part)
        left -= len(part)
        size = 0
    if left <= 0:
        raise _too_large(path, most + 1)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(path: Path, size: int) -> NotReadable:
    return NotReadable(errno.EFBIG, f"too large: the file has {size} bytes or more", path, "split it")
