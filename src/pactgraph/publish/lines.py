"""N-Triples and N-Quads of a workspace, file by file: sorted, each line once, in memory that does not grow.

Lines are in canonical N-Quads form (RDF Dataset Canonicalization, appendix A) and in the order of their
bytes, which is that of their code points. Where no blank node occurs, the N-Quads of the whole dataset are
therefore its canonical form under RDFC-1.0 (section 5), and their SHA-256 is its digest.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import chain, groupby, islice
from operator import eq
from pathlib import Path
from typing import IO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from ..model.finding import Finding
from ..model.namespaces import PASSAGE, ROOT
from ..workspace.dataset import rejected_statements
from ..workspace.files import SourceFile, UnreadableFile, read_quads, source_files
from .canonical import has_blanks, relabelled

MOST_HELD = 32 * 1024 * 1024
"""Bytes of lines that are sorted in memory at once; more in runs on disk, a tenth slower."""

_LEAST_BLOCK = 4096
_BLOCK = 500
"""Lines that are written at once."""

_DIRECTED = re.compile(rb"@[A-Za-z0-9-]+?--")
"""What follows a text with a language and a direction (RDF 1.2 N-Triples, section 2.4)."""
_IN_PASSAGE = f" <{PASSAGE}".encode()
_OWN = f"<{ROOT}".encode()

Told = Callable[[int, int], None]
"""Told bytes of files read and bytes in all."""


class LineExport:
    """The lines of one workspace folder, for one scope.

    `named` takes in the named graphs (N-Quads), `default` the computed default graph, `vocabulary` the
    ontology and its schemes. `base` moves our own IRIs to another absolute IRI. Once the blocks were read,
    `unreadable` holds a finding for each file left out, and `blank` says whether a blank node occurs.
    """

    def __init__(
        self,
        root: Path,
        *,
        named: bool,
        default: bool = True,
        vocabulary: bool = False,
        base: str | None = None,
        most_held: int = MOST_HELD,
        told: Told | None = None,
    ) -> None:
        self.files = list(source_files(root))
        self.named = named
        self.default = default
        self.vocabulary = vocabulary
        self.base = base
        self.most_held = most_held
        self.told = told
        self.unreadable: dict[str, Finding] = {}
        self.blank = False

    def blocks(self) -> Iterator[bytes]:
        """The lines in order, many at a time. Raises OSError where a run cannot be kept on disk, ValueError
        for a text with a direction, which N-Triples and N-Quads of RDF 1.1 have not."""
        return ordered(self._batches(), self.most_held)

    def _batches(self) -> Iterator[list[bytes]]:
        curation = (file for file in self.files if file.layer == "curation")
        rejected = frozenset(
            lines_of(rejected_statements(chain.from_iterable(self._read(file) for file in curation)))
        )
        total = sum(_size(file) for file in self.files)
        done = 0
        for file in self.files:
            if self.vocabulary or file.layer != "vocabulary":
                lines = self._lines(file)
                kept = lines if self.named else []
                if self.default:
                    kept = kept + accepted_lines(lines, rejected)
                yield kept if self.base is None else [moved(line, self.base) for line in kept]
            done += _size(file)
            if self.told is not None:
                self.told(done, total)

    def _lines(self, file: SourceFile) -> list[bytes]:
        """The lines of a file, with labels of blank nodes that are its own and always the same."""
        quads = self._read(file)
        lines = lines_of(quads)
        for line in lines:
            if b"--" in line and _DIRECTED.match(line.rpartition(b'"')[2]):
                raise ValueError(f"RDF 1.1 has no texts with a direction: {line.decode().strip()}")
        if any(b"_:" in line for line in lines) and has_blanks(quads):
            self.blank = True
            mark = hashlib.sha256(file.relative.encode("utf-8", "surrogateescape")).hexdigest()[:12]
            lines = lines_of(relabelled(quads, f"f{mark}"))
        return lines

    def _read(self, file: SourceFile) -> list[Quad]:
        try:
            return read_quads(file)
        except UnreadableFile as fault:
            self.unreadable[file.relative] = fault.finding
            return []


def _size(file: SourceFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def lines_of(statements: Iterable[Quad] | Iterable[Triple]) -> list[bytes]:
    """A line of N-Quads for each statement, a line of N-Triples for each triple."""
    file = BytesIO()  # whose lines are found faster than those of bytes, which may end in other ways
    serialize(statements, file, RdfFormat.N_QUADS)
    file.seek(0)
    return file.readlines()


def accepted_lines(lines: Iterable[bytes], rejected: frozenset[bytes]) -> list[bytes]:
    """The triples of N-Quads lines with a named graph each, without those that a passage states and that are
    in `rejected` (lines of triples)."""
    cut = ((line[: line.rfind(b" ", 0, -3)] + b" .\n", line) for line in lines)
    if not rejected:
        return [triple for triple, _ in cut]
    return [triple for triple, line in cut if triple not in rejected or not _of_passage(line)]


def _of_passage(line: bytes) -> bool:
    return line.startswith(_IN_PASSAGE, line.rfind(b" ", 0, -3))


def moved(line: bytes, base: str) -> bytes:
    """A line with every IRI of ours moved to `base`; what stands in a literal stays. (An IRI holds neither
    `<` nor a quotation mark: N-Triples, section 7, IRIREF.)"""
    new = b"<" + base.encode()
    head, quote, rest = line.partition(b'"')
    if not quote:
        return line.replace(_OWN, new)
    text, quote, tail = rest.rpartition(b'"')
    return head.replace(_OWN, new) + b'"' + text + b'"' + tail.replace(_OWN, new)


def ordered(batches: Iterable[list[bytes]], most_held: int = MOST_HELD) -> Iterator[bytes]:
    """Every line of the batches once, in order of bytes, joined to blocks. Each line ends with a line feed.

    Beyond `most_held` bytes, sorted runs are kept in temporary files. Raises OSError where that fails.
    """
    runs: list[IO[bytes]] = []
    held: list[bytes] = []
    size = 0
    try:
        for batch in batches:
            held += batch
            size += sum(map(len, batch))
            if size > most_held:
                runs.append(_run(held))
                held, size = [], 0
        if not runs:
            held.sort()
            yield from _joined(held)
            return
        runs.append(_run(held))
        held = []
        yield from _merged(runs, max(_LEAST_BLOCK, most_held // len(runs)))
    finally:
        for run in runs:
            run.close()


def _once(lines: list[bytes]) -> list[bytes]:
    """The lines sorted, each once. (Sorting first is quicker than a set: files come nearly in order.)"""
    lines.sort()
    if any(map(eq, lines, islice(lines, 1, None))):
        return [line for line, _ in groupby(lines)]
    return lines


def _joined(lines: list[bytes]) -> Iterator[bytes]:
    """Sorted lines as blocks, each line once. A block is looked through while it is in the cache."""
    last = b""
    for start in range(0, len(lines), _BLOCK):
        block = lines[start : start + _BLOCK]
        if block[0] == last or any(map(eq, block, islice(block, 1, None))):
            block = [line for line, _ in groupby(block) if line != last]
        if block:
            last = block[-1]
            yield b"".join(block)


def _run(lines: list[bytes]) -> IO[bytes]:
    run = tempfile.TemporaryFile(prefix="pactgraph-")  # noqa: SIM115 - closed by `ordered`
    run.writelines(_once(lines))
    run.seek(0)
    return run


def _merged(runs: list[IO[bytes]], block: int) -> Iterator[bytes]:
    """Merges sorted runs a stretch at a time: all lines up to the least of the last lines in sight. Of each
    run about `block` bytes are in sight."""
    open_runs = [(run, run.readlines(block)) for run in runs]
    while open_runs := [(run, lines) for run, lines in open_runs if lines]:
        last = min(lines[-1] for _, lines in open_runs)
        stretch: list[bytes] = []
        following = []
        for run, lines in open_runs:
            cut = bisect_right(lines, last)
            stretch += lines[:cut]
            following.append((run, lines[cut:] or run.readlines(block)))
        open_runs = following
        yield b"".join(_once(stretch))
