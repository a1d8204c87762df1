"""Writing a data file anew: beside it, read back, compared as graphs, then put in its place."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from ..model.finding import Finding
from ..model.syntax import SyntaxFault
from ..model.writer import canonical_text
from ..workspace.content import content_of, reason, remedy
from ..workspace.files import unfit
from .text import unreadable

_ROUNDS = 8


def formatted(
    path: Path, relative: str, prefixes: Mapping[str, str], within: Path | None = None
) -> tuple[str, str] | Finding:
    """A file's text and its canonical text; or the finding that says why it has none, under the name
    `relative`. Prefixes that the file uses beside those of `prefixes` are kept out: their IRIs are written in
    full. `within` is the workspace that the file is part of, if it is."""
    blank = Finding(relative, None, None, None, "syntax", "the file cannot be read", "write valid Turtle")
    try:
        content = content_of(path, within=within)
    except OSError as error:
        return blank._replace(message=reason(error), remedy=remedy(error))
    if (finding := unfit(relative, content)) is not None:
        return finding
    try:
        text = content.decode("utf-8")
        return text, canonical_text(text, trig=path.suffix == ".trig", prefixes=prefixes)
    except (UnicodeDecodeError, SyntaxFault):
        return unreadable(blank, content)
    except ValueError as error:
        return Finding(relative, None, None, None, "syntax", str(error), "write it with RDF 1.1 terms only")


def replace(path: Path, old: str, new: str) -> None:
    """Puts `new` in the place of the file's text `old`, of which it must be the same graph.

    It is written to a temporary file beside `path`, read back and compared, then renamed; the file is never
    half written. Raises GraphChanged where the two texts are not one graph, OSError where writing fails.
    """
    form = RdfFormat.TRIG if path.suffix == ".trig" else RdfFormat.TURTLE

    def compare(written: Path) -> None:
        try:
            before = list(parse(input=old.encode("utf-8"), format=form))
            after = list(parse(path=written, format=form))
        except SyntaxError as error:
            raise GraphChanged(f"{path}: {error}; it is left as it was") from error
        if not same_graph(before, after):
            raise GraphChanged(f"{path}: rewriting would change what the file says; it is left as it was")

    write(path, new, compare)


def write(path: Path, text: str, accept: Callable[[Path], None] | None = None) -> None:
    """Puts a text in the place of a file's: written beside it, flushed, looked at by `accept`, then renamed.

    A link stays a link, and permissions stay. Raises whatever `accept` raises, and OSError; then the file
    is as it was.
    """
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        if accept is not None:
            accept(temporary)
        temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


class GraphChanged(Exception):
    """A rewriting that would change what a file says."""


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
