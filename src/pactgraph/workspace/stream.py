"""Files on their way into a store by bulk load: as N-Quads text, which Oxigraph writes and reads.

A Python object for each quad, and one more for its copy in the default graph, costs several times what its
text does.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, parse, serialize

from .files import SourceFile, parsed

_END = b" .\n"


class Text(NamedTuple):
    """What a file says in N-Quads: a line for each quad in its named graph, and one in the default graph.
    `graphs` are the named ones, as they come."""

    lines: bytes
    graphs: list[NamedNode | BlankNode]


def text_of(file: SourceFile, content: bytes) -> Text:
    """The text of a file's quads, which are those of `files.parse_quads`. Raises UnreadableFile as that."""

    def lines() -> bytes | None:
        quads = parse(content, format=file.format, rename_blank_nodes=True)
        return serialize(quads, format=RdfFormat.N_QUADS)

    return _in_both(file, parsed(file, content, lines) or b"")


def _in_both(file: SourceFile, text: bytes) -> Text:
    own = b" " + str(file.graph).encode() + _END
    if file.format == RdfFormat.TURTLE:
        return Text(text + text.replace(_END, own), [file.graph] if text else [])
    parts, graphs = list[bytes](), dict[bytes, None]()
    for end, lines in groupby(text.splitlines(keepends=True), key=_end):
        run = b"".join(lines)
        if end == _END:
            end, triples, quads = own, run, run.replace(_END, own)
        else:
            triples, quads = run.replace(end, _END), run
        parts += (quads, triples)
        graphs[end] = None
    return Text(b"".join(parts), list(map(_graph, graphs)))


def _end(line: bytes) -> bytes:
    """The end of a line of N-Quads from the space before its graph on; of one without a graph its dot.

    Terms stand apart by one space (RDF 1.2 N-Quads, canonical form), and no IRI or label holds one or a
    quotation mark. So what follows the last space ends a literal where it has a mark; else it is a graph
    where the object is a literal, or where it is the fourth term.
    """
    end = line[line.rfind(b" ", 0, -3) :]
    if b'"' in end:
        return _END
    return end if b'"' in line or line.count(b" ") == 4 else _END


def _graph(end: bytes) -> NamedNode | BlankNode:
    text = end[1:-3].decode()
    return NamedNode(text[1:-1]) if text.startswith("<") else BlankNode(text[2:])


def bulk_load(store: Store, texts: Iterable[bytes]) -> None:
    """Loads lines of N-Quads, a file's at a time.

    Raises what getting them raises, and OSError where writing fails.
    """
    stream = _Stream(texts)
    try:
        store.bulk_load(stream, format=RdfFormat.N_QUADS, lenient=True)  # type: ignore[arg-type]
    except BaseException:
        if stream.fault is not None:
            raise stream.fault from None
        raise


class _Stream:
    """A binary file to read from, made up while it is read."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        self.fault: BaseException | None = None
        self._texts = iter(texts)
        self._text = memoryview(b"")

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size`; none at the end."""
        try:
            while not self._text:
                text = next(self._texts, None)
                if text is None:
                    return b""
                self._text = memoryview(text)
        except BaseException as fault:
            self.fault = fault
            raise
        part, self._text = self._text[:size], self._text[size:]
        return bytes(part)
