"""Loading files into a store: a named graph for each file and passage, and in the default one what stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pyoxigraph import Store

from .files import SourceFile, UnreadableFile, parsed, read_content
from .finding import Finding
from .law import Standing, stand
from .rules import Rules


class Loaded(NamedTuple):
    """A store with a named graph for each file and passage, the derived one and the default graph; a finding
    for each file that could not be read; what the law decided; and how many files of documents and bytes were
    read. Lexical forms are the store's."""

    store: Store
    unreadable: list[Finding]
    standing: Standing
    documents: int
    bytes: int


def load(
    files: Iterable[SourceFile],
    rules: Rules,
    *,
    as_of: str | None = None,
    read: Callable[[SourceFile], bytes] = read_content,
) -> Loaded:
    """Reads files into a store and lets the law and the rules say what stands, today or by what was known on
    the day `as_of` (YYYY-MM-DD). `read` gives the bytes of a file, or raises UnreadableFile."""
    store, unreadable, documents, size = Store(), [*rules.unreadable], 0, 0
    for file in files:
        try:
            content = read(file)
            _read_into(store, file, content)
            size += len(content)
            documents += file.layer == "documents"
        except UnreadableFile as fault:
            unreadable.append(fault.finding)
    standing = stand(store, rules.rules, as_of=as_of)
    unreadable += standing.faults
    return Loaded(store, sorted(unreadable, key=lambda finding: finding.order), standing, documents, size)


def _read_into(store: Store, file: SourceFile, content: bytes) -> None:
    """Adds a file's bytes to the store, what stands outside any GRAPH block to the file's own graph. Raises
    UnreadableFile, with the store as it was."""
    parsed(file, content, lambda: store.load(content, format=file.format, to_graph=file.graph))
