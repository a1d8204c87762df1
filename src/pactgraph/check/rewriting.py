"""A data file's canonical text, and the proof that it says the same: both texts, compared as graphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from ..rdf.fault import Fault
from ..rdf.writer import canonical_reading
from ..workspace.content import content_of
from ..workspace.files import SourceFile, UnreadableFile, unreadable
from ..workspace.finding import Finding
from .parsed import read_text

_ROUNDS = 8


def formatted(
    path: Path, relative: str, prefixes: Mapping[str, str], within: Path | None = None
) -> tuple[str, str] | Finding:
    """A file's text and its canonical text; or the finding that says why it has none, under the name
    `relative`. Prefixes that the file uses beside those of `prefixes` are kept out: their IRIs are written in
    full. `within` is the workspace that the file is part of, if it is."""
    file = SourceFile(path, relative, "vocabulary")
    try:
        content = content_of(path, within=within)
    except OSError as error:
        return unreadable(file, error).finding
    try:
        reading = read_text(file, content)
        return reading.text, canonical_reading(reading, prefixes)
    except UnreadableFile as fault:
        return fault.finding
    except ValueError as error:
        return Finding(relative, None, None, None, "syntax", str(error), "write it with RDF 1.1 terms only")


def check_same(path: Path, old: str, new: str) -> None:
    """Raises GraphChanged where a file's new text is not the same graph as its old one."""
    form = RdfFormat.TRIG if path.suffix == ".trig" else RdfFormat.TURTLE
    try:
        before, after = (list(parse(input=text.encode("utf-8"), format=form)) for text in (old, new))
    except SyntaxError as error:
        raise GraphChanged(f"{path}: {error}; it is left as it was") from error
    if not same_graph(before, after):
        raise GraphChanged(f"{path}: rewriting would change what the file says; it is left as it was")


class GraphChanged(Fault):
    """A rewriting that would change what a file says."""

    exit_code = 1


def same_graph(one: list[Quad], other: list[Quad]) -> bool:
    """Whether two lists of quads are one dataset, whatever the labels of their blank nodes.

    Blank nodes are told apart by what is said around them, eight steps far; two datasets that differ only
    beyond that count as one.
    """
    return _signature(set(one)) == _signature(set(other))


def _signature(quads: set[Quad]) -> Counter[tuple[object, ...]]:
    rows = [tuple(quad) for quad in quads]
    blanks = {term for row in rows for term in row if isinstance(term, BlankNode)}
    colour: dict[object, int] = dict.fromkeys(blanks, 0)
    touching: dict[object, list[tuple[object, ...]]] = {blank: [] for blank in blanks}
    for row in rows:
        for term in set(row):
            if term in touching:
                touching[term].append(row)
    for _ in range(_ROUNDS if blanks else 0):
        colour = {
            blank: hash(
                tuple(
                    sorted(
                        hash(tuple("self" if t == blank else colour.get(t, t) for t in row))
                        for row in touching[blank]
                    )
                )
            )
            for blank in blanks
        }
    return Counter(tuple(colour.get(term, term) for term in row) for row in rows)
