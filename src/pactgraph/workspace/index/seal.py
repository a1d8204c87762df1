"""The seal of an index: the user's promise that files stay as they are, so that nobody looks at each.

Looking at a file costs microseconds, which is most of a question on a hundred thousand files. A seal names a
generation and the state of the folders of the dataset: where a file came, went or was replaced by another (as
every command here writes, and most editors do), the folder is in another state and the seal counts no more.
An edit within a file, in place, is what the user promises not to make.
"""

from __future__ import annotations

from pathlib import Path

from ..files import FOLDERS
from .generations import FOLDER, Generations, Hold
from .record import NoRecord

SEAL = "sealed"
"""The seal's file, beside the generations."""


def path(root: Path) -> Path:
    """Where the seal of the workspace at `root` is. Only an index in the workspace can have one."""
    return root / FOLDER / SEAL


def sealed(root: Path) -> Hold | None:
    """The current generation of the workspace at `root`, held, where the seal on it still counts."""
    try:
        seal = path(root).read_text(encoding="ascii")
        hold = Generations(root / FOLDER).current()
    except (OSError, ValueError, NoRecord):
        return None
    return hold if seal == _text(root, hold) else None


def put(root: Path, hold: Hold) -> None:
    """Seals a generation of the workspace's own index. Raises OSError."""
    new = path(root).with_name(f"{SEAL}.new")
    new.write_text(_text(root, hold), encoding="ascii")
    new.replace(path(root))


def take_off(root: Path) -> bool:
    """Takes the seal off; gives whether there was one. Raises OSError."""
    try:
        path(root).unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _text(root: Path, hold: Hold) -> str:
    """The name of a generation, and the state of each folder of the dataset."""
    lines = [hold.folder.name]
    for folder in FOLDERS:
        try:
            status = (root / folder.path).stat()
        except OSError:
            lines.append("-")
            continue
        lines.append(f"{status.st_ino} {status.st_mtime_ns} {status.st_ctime_ns}")
    return "\n".join([*lines, ""])
