"""The workspace in a commit, read as if the commit were checked out.

What a folder of a commit holds is found under its name, links followed as the system follows them
(path_resolution(7)), so that both sides of a comparison are read by the same rules. What a commit does not
hold (a submodule's files, what a link leads to outside the repository) is a finding, as is a file that cannot
be read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad

from ..workspace.content import LARGEST, is_hidden
from ..workspace.files import FOLDERS, SourceFile, UnreadableFile, parse_quads
from ..workspace.finding import Finding
from ..workspace.rules import FOLDER as RULES
from ..workspace.rules import Rule
from .git import FILE, FOLDER, LINK, SUBMODULE, Missing, Repository, TooLarge, TreeEntry

_MOST_LINKS = 40
"""Links in one path before it counts as a loop, as in Linux (path_resolution(7))."""
_LONGEST_LINK = 4096
_POINTER = b"version https://git-lfs.github.com/spec/"

_IS_POINTER = "it is a pointer of Git LFS: compare with a folder that has that revision and `git lfs pull`"


class Unfollowed(Exception):
    """A path leads to nothing that the commit holds; the message says why."""


class Checkout:
    """The workspace at `root` as a commit of `repository` has it. `unreadable` takes each file and folder
    that is left out to a finding, once `files` and `rules` were read.

    Raises GitFault where the commit or the place of `root` cannot be told.
    """

    def __init__(self, repository: Repository, commit: str, root: Path) -> None:
        self._repository = repository
        self._root = root
        self._top = TreeEntry(FOLDER, repository.top_folder(commit))
        self._place = repository.place()
        self.unreadable: dict[str, Finding] = {}

    def files(self) -> Iterator[tuple[SourceFile, list[Quad]]]:
        """Each file of the dataset with its quads, in the order of `workspace.files.source_files`."""
        for folder in FOLDERS:
            for name in filter(folder.holds, self._names(folder.path)):
                file = folder.source_file(self._root, name)
                try:
                    yield file, parse_quads(file, self._content(file.relative))
                except UnreadableFile as fault:
                    self.unreadable[file.relative] = fault.finding

    def rules(self) -> tuple[Rule, ...]:
        """The rules, in the order in which they run; none where the commit is older than the rules."""
        found = []
        for name in self._names(RULES):
            path = f"{RULES}/{name}"
            try:
                if name.endswith(".rq") and not is_hidden(name):
                    found.append(Rule(name.removesuffix(".rq"), self._content(path).decode("utf-8")))
            except UnreadableFile as fault:
                self.unreadable[path] = fault.finding
            except UnicodeDecodeError as fault:
                self.unreadable[path] = _finding(path, fault)
        return tuple(found)

    def _names(self, folder: str) -> list[str]:
        """The names, sorted, in a folder; none where the commit has no such folder."""
        try:
            found = self._followed(folder)
            names = self._entries(found) if found is not None else {}
        except (Unfollowed, Missing, TooLarge) as fault:
            self.unreadable[folder] = _finding(folder, fault)
            return []
        return sorted(map(os.fsdecode, names))

    def _content(self, path: str) -> bytes:
        """The bytes of a file. Raises UnreadableFile."""
        try:
            entry = self._followed(path)
            if entry is None:
                raise Unfollowed("its link leads to nothing")
            if entry.kind != FILE:
                raise Unfollowed(_no_file(entry))
            content = self._repository.content(entry.name, LARGEST)
        except (Unfollowed, Missing, TooLarge) as fault:
            raise UnreadableFile(_finding(path, fault)) from fault
        if content.startswith(_POINTER):
            raise UnreadableFile(_finding(path, Missing(_IS_POINTER)))
        return content

    def _followed(self, relative: str) -> TreeEntry | None:
        """What a path of the workspace leads to; None where the commit has nothing of the name.

        Raises Unfollowed, Missing and TooLarge where that cannot be told.
        """
        pending = [*map(os.fsencode, reversed(relative.split("/"))), *reversed(self._place)]
        way: list[tuple[bytes, TreeEntry]] = []
        links = 0
        while pending:
            name = pending.pop()
            if name in (b"", b"."):
                continue
            if name == b"..":
                if not way:
                    raise Unfollowed("its link leads out of the repository")
                way.pop()
                continue
            entry = self._entries(way[-1][1] if way else self._top).get(name)
            if entry is None:
                return None
            if entry.kind != LINK:
                way.append((name, entry))
                continue
            links += 1
            if links > _MOST_LINKS:
                raise Unfollowed("its links go round in circles")
            target = self._repository.content(entry.name, _LONGEST_LINK)
            if target.startswith(b"/"):
                raise Unfollowed("its link is absolute and leads out of the repository")
            pending += reversed(target.split(b"/"))
        return way[-1][1] if way else self._top

    def _entries(self, folder: TreeEntry) -> dict[bytes, TreeEntry]:
        if folder.kind != FOLDER:
            raise Unfollowed(_no_file(folder))
        return self._repository.entries(folder.name, LARGEST)


def _no_file(entry: TreeEntry) -> str:
    if entry.kind == SUBMODULE:
        return "it is in a submodule, another repository"
    return "it is a folder" if entry.kind == FOLDER else "it is in something that is no folder"


def _finding(path: str, fault: Exception) -> Finding:
    return Finding(path, None, None, None, "syntax", str(fault), "name a folder with a checkout instead")
