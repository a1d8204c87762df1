"""Folders of many files that a command makes, such as a site: it owns what it wrote, and nothing else.

A list in the folder names each file with the digest of what was written. A file that is not in it, or holds
something else by now, is the user's: it is never overwritten or removed. New files are made in a hidden
folder inside and renamed to their places one by one; before the first, the list names old and new content of
each. So a run that is cut off at any point is finished by the next, which knows what of both there may be.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from .content import reason
from .writing import WriteFault, locked, refuse_installed

_STAGE = ".pactgraph-files.new"
"""The hidden folder in which new files are made."""

_MOST_NAMED = 5
_LENGTH = 32
"""Hexadecimal digits of a digest (SHA-256, its first half): a list stays small beside what it lists."""

Digests = dict[str, tuple[str, ...]]
"""By path in the folder, with `/`: the digests of what the file may hold as ours, the newest last."""


class OwnedFolder:
    """A folder that the command `maker` writes, which keeps its list in the file `listed`.

    With `alone`, a folder without a list is only taken where nobody has files there but hidden ones and those
    named in `alone`.
    """

    def __init__(self, folder: Path, maker: str, listed: str, alone: frozenset[str] | None = None) -> None:
        self.folder = folder
        self._maker = maker
        self._listed = listed
        self._alone = alone
        self._place = Path(os.path.realpath(folder))

    def check(self) -> None:
        """Raises WriteFault where the folder is none that may be written."""
        refuse_installed(self._place, str(self.folder))
        if not os.path.lexists(self._place):
            return
        if not self._place.is_dir():
            raise WriteFault(f"{self.folder} is not a folder: name one that is empty, missing or made before")
        try:
            names = os.listdir(self._place)  # noqa: PTH208 - names alone
        except OSError as error:
            raise WriteFault(f"cannot read {self.folder}: {reason(error)}") from error
        if self._alone is None or self._list() is not None:
            return
        others = [name for name in names if not name.startswith(".") and name not in self._alone]
        if others:
            raise WriteFault(
                f"{self.folder} is there already and is no {self._maker.partition(' ')[2]} of pactgraph: "
                "name a folder that is empty or missing"
            )

    def write(self, fill: Callable[[Path], object]) -> list[str]:
        """Has `fill` make the files in a folder that it is given, and puts them in their places; ours that
        are no longer made are removed. Gives lines that say what of ours was left because it was changed.

        Raises WriteFault where something of somebody else is in the way, the folder is not to be had or the
        system refuses; until all files are made the folder is as it was. Raises what `fill` raises.
        """
        self.check()
        try:
            folders = made(self._place)
            try:
                with locked(self._place):
                    return self._write(fill)
            finally:
                for folder in folders:  # of use to nobody where nothing was written
                    with suppress(OSError):
                        folder.rmdir()
        except OSError as error:
            at = f"{error.filename}: " if error.filename and error.filename != str(self.folder) else ""
            raise WriteFault(f"cannot write {self.folder}: {at}{reason(error)}") from error

    def _write(self, fill: Callable[[Path], object]) -> list[str]:
        stage = self._place / _STAGE
        if stage.is_symlink():
            raise WriteFault(f"{self.folder / _STAGE} is a link: take it away")
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        try:
            fill(stage)
            new = {name: _digest(stage / name) or "" for name in _files(stage)}
            known = self._list() or {}
            found = {name: _digest(self._place / name) for name in {*new, *known}}
            self._refuse_others(new, known, found)
            stale = {name for name in known if name not in new and found[name] is not None}
            left = {name for name in stale if found[name] not in known[name]}
            both = {name: (*known.get(name, ()), digest) for name, digest in new.items()}
            both |= {name: known[name] for name in stale - left}
            self._note(both, finished=False)
            for name in stale - left:
                self._still(name, found[name])
                _remove(self._place, name)
            for name, digest in new.items():
                if found[name] != digest:
                    target = self._place / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    self._still(name, found[name])
                    (stage / name).replace(target)
            self._note({name: (digest,) for name, digest in new.items()}, finished=True)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        return [
            f"{self.folder / name} is no longer made, and was changed since: it is left"
            for name in sorted(left)
        ]

    def _refuse_others(self, new: dict[str, str], known: Digests, found: dict[str, str | None]) -> None:
        """Raises WriteFault where what is to be written would take the place of what is not ours."""
        mine = [
            name
            for name, digest in new.items()
            if found[name] is not None and found[name] not in (*known.get(name, ()), digest)
        ]
        if mine:
            some = ", ".join(str(self.folder / name) for name in sorted(mine)[:_MOST_NAMED])
            more = f" and {len(mine) - _MOST_NAMED} more" if len(mine) > _MOST_NAMED else ""
            raise WriteFault(
                f"{self._maker} did not write this, or it was changed since: {some}{more}; move that away, "
                "or name another folder"
            )

    def _still(self, name: str, digest: str | None) -> None:
        """Raises WriteFault where a file is not as it was found."""
        if _digest(self._place / name) != digest:
            raise WriteFault(f"{self.folder / name} changed meanwhile; it is left as it was: try again")

    def _list(self) -> Digests | None:
        """What the list names; None where there is none, or none of this command."""
        try:
            told = json.loads((self._place / self._listed).read_bytes())
            if told["made-by"] != self._maker:
                return None
            return {name: tuple(digests.split()) for name, digests in told["files"].items() if _inside(name)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def _note(self, files: Digests, *, finished: bool) -> None:
        """Writes the list."""
        named = {name: " ".join(dict.fromkeys(digests)) for name, digests in sorted(files.items())}
        told = {"made-by": self._maker, "finished": finished, "files": named}
        text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
        stage = self._place / _STAGE / self._listed
        stage.write_text(text, encoding="utf-8")
        stage.replace(self._place / self._listed)


def made(place: Path) -> list[Path]:
    """Makes a folder and what leads to it; gives those that were made, the innermost first."""
    missing = [folder for folder in (place, *place.parents) if not folder.exists()]
    place.mkdir(parents=True, exist_ok=True)
    return missing


def _files(folder: Path) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(at, name), folder).replace(os.sep, "/")  # noqa: PTH118
        for at, _, names in os.walk(folder)
        for name in names
    )


def _inside(name: str) -> bool:
    """Whether a path of the list stays in the folder: a list may come from anywhere."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\0" not in name


def _digest(path: Path) -> str | None:
    """The digest of a file; None where there is nothing, and a word that is no digest where there is
    something else: a folder, a link, a file that cannot be read or that a link leads to."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode) or os.path.realpath(path.parent) != str(path.parent):
            return "other"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:_LENGTH]
    except FileNotFoundError:
        return None
    except OSError:
        return "other"


def _remove(folder: Path, name: str) -> None:
    """Removes a file, and the folders that are then empty."""
    path = folder / name
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()
        except OSError:
            break
