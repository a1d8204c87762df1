"""The source texts: a folder of one's own with the documents' texts, which no workspace holds."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..rdf.fault import Fault
from .content import content_of, reason, remedy, size_of
from .extraction import NoText, exact_text, readable_text
from .finding import Finding
from .passage import Span, document_digest

VARIABLE = "PACTGRAPH_SOURCES"

MOST_FILES = 10_000
"""Files that are looked at in one folder, its subfolders included."""

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is read; a larger one is a finding."""

MOST_BYTES = 4 * 1024 * 1024 * 1024
"""Bytes that are read of one folder in all."""


class SourcesError(Fault):
    """No usable folder of source texts where one was asked for; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the folder and the text in it: `file` is its path in the folder, with `/`."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    relative: str


class SourceTexts:
    """The texts in one folder, found by their digests. Files are read when they are needed: each is hashed
    once, and taken apart as HTML or PDF only as a copy.

    `findings` grows as files are met that cannot be read; each names the file by its whole path.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """`folder` is searched with its subfolders; hidden ones and hidden files are left out.

        Raises SourcesError where it is not a folder.
        """
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise SourcesError(f"{self.folder} is not a folder: name the one that holds the source texts")
        self.findings: list[Finding] = []
        self._files: tuple[_File, ...] | None = None
        self._digests: dict[str, _File] = {}
        self._digest_of: dict[_File, str | None] = {}
        self._hashed = 0
        self._bytes = 0
        self._texts: dict[str, str | None] = {}
        self._copies: dict[_File, Copy | None] = {}

    @classmethod
    def default(cls) -> SourceTexts | None:
        """The texts of the folder $PACTGRAPH_SOURCES, or None where it is not set or not a folder."""
        folder = os.environ.get(VARIABLE)
        return cls(folder) if folder and Path(folder).is_dir() else None

    def file(self, digest: str) -> str | None:
        """The path in the folder, with `/`, of the file whose bytes have this SHA-256 (64 lower-case
        hexadecimal digits), or None."""
        found = self._find(digest)
        return None if found is None else found.relative

    def text(self, digest: str) -> str | None:
        """The text of the file whose bytes have this SHA-256, as it is, or None where there is none or it is
        not UTF-8 (then `findings` says so)."""
        if digest not in self._texts:
            found = self._find(digest)
            content = None if found is None else self._read(found)
            self._texts[digest] = None
            if found is not None and content is not None and document_digest(content) == digest:
                try:
                    self._texts[digest] = exact_text(content)
                except NoText as fault:
                    self._unreadable(found.path, fault.message, fault.remedy)
        return self._texts[digest]

    def words(self, document_digest: str, span: Span) -> str | None:
        """The words of a span (code points) of the text with this SHA-256, as they stand there, or None where
        the text is not at hand or ends before the span does."""
        text = self.text(document_digest)
        return None if text is None or span.end > len(text) else span.of(text)

    def copies(self, but: Collection[str] = ()) -> Iterator[Copy]:
        """The readable files, sorted by path, without those whose bytes have one of the digests `but`."""
        for file in self._all():
            if self._digest(file) in but:
                continue
            if file not in self._copies:
                self._copies[file] = self._extracted(file)
            copy = self._copies[file]
            if copy is not None:
                yield copy

    def _extracted(self, file: _File) -> Copy | None:
        content = self._read(file)
        if content is None:
            return None
        try:
            return Copy(file.relative, readable_text(content, file.path.name))
        except NoText as fault:
            self._unreadable(file.path, fault.message, fault.remedy)
            return None

    def _find(self, digest: str) -> _File | None:
        """Hashes as many files as it takes."""
        files = self._all()
        while digest not in self._digests and self._hashed < len(files):
            self._digest(files[self._hashed])
            self._hashed += 1
        return self._digests.get(digest)

    def _digest(self, file: _File) -> str | None:
        if file not in self._digest_of:
            content = self._read(file)
            digest = None if content is None else document_digest(content)
            self._digest_of[file] = digest
            if digest is not None:
                self._digests.setdefault(digest, file)
        return self._digest_of[file]

    def _read(self, file: _File) -> bytes | None:
        try:
            return content_of(file.path, most=LARGEST)
        except OSError as error:
            self._refused(file.path, error)
            return None

    def _all(self) -> tuple[_File, ...]:
        if self._files is None:
            self._files = tuple(sorted(self._walk(), key=lambda file: file.relative))
        return self._files

    def _walk(self) -> Iterator[_File]:
        """The regular files below the folder. Links are followed, to each folder once."""
        count = total = 0
        seen: set[tuple[int, int]] = set()
        for root, folders, names in os.walk(self.folder, followlinks=True, onerror=self._closed):
            try:
                here = Path(root).stat()
            except OSError as error:
                self._closed(error)
                folders.clear()
                continue
            if (here.st_dev, here.st_ino) in seen:
                folders.clear()
                continue
            seen.add((here.st_dev, here.st_ino))
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(root, name)
                if name.startswith("."):
                    continue
                try:
                    size = size_of(path)
                except OSError as error:
                    self._refused(path, error)
                    continue
                count += 1
                total += min(size, LARGEST)
                if count > MOST_FILES or total > MOST_BYTES:
                    self._unreadable(
                        self.folder,
                        f"it holds more than the {MOST_FILES} files or {MOST_BYTES} bytes that are looked at",
                        "name a folder with the source texts alone",
                    )
                    return
                yield _File(path, path.relative_to(self.folder).as_posix())

    def _closed(self, error: OSError) -> None:
        self._refused(Path(error.filename), error)

    def _refused(self, path: Path, error: OSError) -> None:
        self._unreadable(path, reason(error), remedy(error))

    def _unreadable(self, path: Path, message: str, remedy: str) -> None:
        finding = Finding(path.as_posix(), None, None, None, "source-text", message, remedy, "warning")
        if finding not in self.findings:
            self.findings.append(finding)
