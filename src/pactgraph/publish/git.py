"""Reading a git repository through the program `git`: commits, and the objects that they are made of.

What surrounds the call is hostile: a hook, another repository's variables, a configuration that names
programs, a remote that is asked for what is missing. So git runs with an environment made for it, starts
nothing, asks nothing and reaches no network, and everything is asked for by the name of an object, which
holds nothing that could be taken for an option or a line break.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

Mode = int
FOLDER, FILE, LINK, SUBMODULE = 0o040000, 0o100000, 0o120000, 0o160000
"""What an entry of a tree is (git's data model: the upper bits of its mode)."""

_KEPT = (
    "GIT_CONFIG_",
    "GIT_TEST_",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
)
"""How a user configures git, and no variable that names a repository, its parts, or how paths are read:
those that `git rev-parse --local-env-vars` lists are set in hooks, for the repository of the hook."""

_SET = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what is missing; git 2.45 knows the next too
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}
_ALWAYS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
_NAME = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_UNKNOWN = ("fatal: not a git repository", "fatal: Needed a single revision")
_BLOCK = 1 << 20


class GitFault(Exception):
    """Git cannot say what it was asked for; the message is git's own where it has one. `unknown` where there
    is no repository, no such revision, or no git."""

    def __init__(self, message: str, *, unknown: bool = False) -> None:
        super().__init__(message)
        self.unknown = unknown


class Missing(Exception):
    """An object that the repository should hold cannot be read; the message says why."""


class TooLarge(Exception):
    """An object has more bytes than were asked for; the message says how many."""


class TreeEntry(NamedTuple):
    """What stands under a name in a folder of a commit: a kind such as `FILE`, and the object's name."""

    kind: Mode
    name: str


class Repository:
    """The git repository that holds a folder. A context manager: it ends the process that reads objects."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reader: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._folders: dict[str, dict[bytes, TreeEntry]] = {}

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def commit(self, revision: str) -> str:
        """The name of the commit that a revision leads to. Raises GitFault."""
        found = self._named(revision)
        try:
            return self._named(f"{found}^{{commit}}")
        except GitFault as fault:
            raise GitFault("it names a part of a commit: name the commit alone", unknown=True) from fault

    def top_folder(self, commit: str) -> str:
        """The name of the folder (a tree) that a commit holds. Raises GitFault."""
        return self._named(f"{commit}^{{tree}}")

    def place(self) -> tuple[bytes, ...]:
        """The names that lead from the top of the repository to the folder. Raises GitFault where the
        repository has no files of its own (a bare one) or the folder is not among them."""
        if self._asked("rev-parse", "--is-inside-work-tree") != b"true\n":
            raise GitFault(f"{self._folder} is not among the files of a git repository")
        prefix = self._asked("rev-parse", "--show-prefix").removesuffix(b"\n")
        return tuple(part for part in prefix.split(b"/") if part)

    def is_shallow(self) -> bool:
        """Whether the repository holds a part of its history only. Raises GitFault."""
        return self._asked("rev-parse", "--is-shallow-repository") == b"true\n"

    def entries(self, folder: str, most: int) -> dict[bytes, TreeEntry]:
        """What stands in a folder, by name. Raises Missing, and TooLarge beyond `most` bytes."""
        if folder not in self._folders:
            kind, content = self._read(folder, most)
            if kind != b"tree":
                raise Missing(f"the object {folder} is no folder")
            try:
                self._folders[folder] = dict(_entries(content, len(folder) // 2))
            except ValueError as error:
                raise Missing(f"the folder object {folder} is damaged") from error
        return self._folders[folder]

    def content(self, file: str, most: int) -> bytes:
        """The bytes of a file. Raises Missing, and TooLarge beyond `most` bytes."""
        return self._read(file, most)[1]

    def _named(self, revision: str) -> str:
        if "\0" in revision:
            raise GitFault("a revision has no character U+0000", unknown=True)
        found = self._asked("rev-parse", "--verify", "--end-of-options", revision).removesuffix(b"\n")
        if not _NAME.fullmatch(found):  # such as ^HEAD, which names what is to be left out
            raise GitFault("it names no single commit", unknown=True)
        return found.decode()

    def _asked(self, *arguments: str) -> bytes:
        """What git prints. Raises GitFault with git's words where it fails."""
        try:
            done = subprocess.run(
                self._command(*arguments),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                env=_environment(),
            )
        except OSError as error:
            raise _no_git(error) from error
        if done.returncode != 0:
            said = _words(done.stderr) or f"git ended with {done.returncode}"
            raise GitFault(f"git says: {said}", unknown=any(words in said for words in _UNKNOWN))
        return done.stdout

    def _command(self, *arguments: str) -> list[str]:
        return ["git", *_ALWAYS, "-C", str(self._folder), *arguments]

    def _read(self, name: str, most: int) -> tuple[bytes, bytes]:
        """The kind and bytes of an object, through one `git cat-file --batch` for all. Where git gives up
        over an object (it is damaged, or would have to be fetched), the next one asks a new process."""
        reader = self._started()
        assert reader.stdin is not None and reader.stdout is not None
        try:
            reader.stdin.write(name.encode() + b"\n")
            reader.stdin.flush()
            head = reader.stdout.readline()
        except BrokenPipeError:
            head = b""
        fields = head.split()
        if len(fields) != 3:
            if head:
                raise Missing(f"the repository lacks the object {name}")
            raise Missing(
                f"git says: {self._end()} (what a partial clone lacks, `git cat-file -p {name}` brings)"
            )
        size = int(fields[2])
        if size > most:
            left = size + 1
            while left and (part := reader.stdout.read(min(left, _BLOCK))):
                left -= len(part)
            raise TooLarge(f"it is too large: it has {size} bytes")
        content = reader.stdout.read(size + 1)
        if len(content) != size + 1:
            raise Missing(f"git says: {self._end()}")
        return fields[1], content[:-1]

    def _started(self) -> subprocess.Popen[bytes]:
        if self._reader is None:
            self._said = tempfile.TemporaryFile()  # noqa: SIM115 - a pipe nobody reads would fill
            try:
                self._reader = subprocess.Popen(
                    self._command("cat-file", "--batch"),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._said,
                    env=_environment(),
                )
            except OSError as error:
                self._said.close()
                raise _no_git(error) from error
        return self._reader

    def _end(self) -> str:
        """Ends the process that reads objects, and gives what it said."""
        if self._reader is None or self._said is None:
            return ""
        for stream in (self._reader.stdin, self._reader.stdout):
            assert stream is not None
            try:
                stream.close()
            except BrokenPipeError:
                continue
        self._reader.wait()
        self._said.seek(0)
        said = _words(self._said.read())
        self._said.close()
        self._reader = self._said = None
        return said


def _entries(tree: bytes, length: int) -> Iterator[tuple[bytes, TreeEntry]]:
    """The entries of a tree object: mode, space, name, NUL and the object's name in `length` bytes."""
    place = 0
    while place < len(tree):
        space = tree.index(b" ", place)
        end = tree.index(b"\0", space)
        kind = int(tree[place:space], 8) & 0o170000
        yield tree[space + 1 : end], TreeEntry(kind, tree[end + 1 : end + 1 + length].hex())
        place = end + 1 + length


def _environment() -> dict[str, str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(_KEPT)
    }
    return kept | _SET


def _no_git(error: OSError) -> GitFault:
    if isinstance(error, FileNotFoundError):
        return GitFault("git is not installed, or not on the PATH", unknown=True)
    return GitFault(f"git cannot be run: {error.strerror}")


def _words(said: bytes) -> str:
    """Git's words on one line."""
    return " ".join(said.decode("utf-8", "backslashreplace").split())
