"""How deep statements may stand within each other, looked at before a parser of the library sees them.

pyoxigraph's parsers of RDF and SPARQL overflow the stack on deeply nested input, which ends the process: no
exception, no message. So what is nested deeper than `DEEPEST` is refused here, and so are RDF 1.2's triple
terms (`<<( )>>`), which nest too and are not part of RDF 1.1. Files that hold no suspicious byte, which are
nearly all, cost a search for each of a few bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

DEEPEST = 100
"""How many brackets, elements or objects may stand within each other."""

MOST_ATTRIBUTES = 1000
"""Attributes of one element of XML, each of which pyoxigraph compares with all others."""

LONGEST_TERM = 16 * 1024 * 1024
"""Bytes of one token, white space around it included, that pyoxigraph's readers of Turtle can hold."""

TOO_DEEP = f"more than {DEEPEST} brackets within each other"
NAME_THEM = "give the inner nodes names"
TRIPLE_TERM = "statements about statements (<< >>) are not RDF 1.1"
NAME_GRAPH = "use a named graph instead"

_OPAQUE = (
    rb"\"\"\"(?>(?:[^\"\\]++|\\.|\"(?!\"\"))*)\"\"\"|'''(?>(?:[^'\\]++|\\.|'(?!''))*)'''"
    rb"|\"(?!\"\")(?>(?:[^\"\\\n\r]++|\\.)*)\"|'(?!'')(?>(?:[^'\\\n\r]++|\\.)*)'"
    rb"|<(?>(?:[^<>\"{}|^`\\\x00-\x20]++|\\[uU])*)>|\#[^\n\r]*+|\\."
)
"""What hides brackets in Turtle, TriG, N-Triples, N-Quads and SPARQL: strings, IRIs, comments, escapes."""

_STRING_JSON = rb"\"(?>(?:[^\"\\]++|\\.)*)\""


class Excess(NamedTuple):
    """What is beyond the bounds: in plain words, what to do, and where (from 1; columns in code points), as
    far as that is known."""

    message: str
    remedy: str
    line: int | None = None
    column: int | None = None


def in_turtle(content: bytes) -> Excess | None:
    """What is beyond the bounds in a text of Turtle, TriG, N-Triples or N-Quads; None where nothing is, and
    where the text ends in a string, which its parser will say. (A graph's braces do not nest.)

    Brackets in strings count as others do in the quick look, which a text could mean to deceive; but its
    brackets do the parser no harm, its triple terms do.
    """
    if b"<<" not in content and _shallow(content, (b"[]", b"()")):
        return None
    return _placed(content, _parts(_OPAQUE, rb"[\[(]", rb"[\])]"))


def in_query(query: str) -> Excess | None:
    """What is beyond the bounds in a SPARQL query, as `in_turtle`."""
    content = query.encode("utf-8", "replace")
    if b"<<" not in content and sum(map(content.count, (b"[", b"(", b"{"))) <= DEEPEST:
        return None
    return _placed(content, _parts(_OPAQUE, rb"[\[({]", rb"[\])}]"))


def in_json(content: bytes) -> Excess | None:
    """What is beyond the bounds in a text of JSON."""
    if content.count(b"[") + content.count(b"{") <= DEEPEST:
        return None
    return _placed(content, _parts(_STRING_JSON, rb"[\[{]", rb"[\]}]"))


def in_xml(content: bytes) -> Excess | None:
    """What is beyond the bounds in a text of XML, or what makes it none. Entities that the text declares are
    refused: nested ones stand for texts without end."""
    from xml.parsers import expat

    found: list[Excess] = []
    depth = 0

    def refuse(message: str, remedy: str) -> None:
        found.append(Excess(message, remedy, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))
        raise _Found

    def begun(_name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            refuse(f"more than {DEEPEST} elements within each other", NAME_THEM)
        if len(attributes) > MOST_ATTRIBUTES:
            refuse(f"an element with more than {MOST_ATTRIBUTES} attributes", "write properties as elements")

    def ended(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_parts: object) -> None:
        refuse("the file declares entities", "write addresses and texts out in full")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(content, True)
    except _Found:
        return found[0]
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        return Excess(f"no well-formed XML: {said}", "write valid RDF/XML", error.lineno, error.offset + 1)
    return None


def too_long(content: bytes) -> Excess:
    """The longest term of a text that has one beyond what the parser holds."""
    longest = max(
        _parts(_OPAQUE, rb"[\[(]", rb"[\])]").finditer(content),
        key=lambda part: part.end() - part.start(),
        default=None,
    )
    message = f"a text, address or comment of more than {LONGEST_TERM} bytes"
    if longest is None or longest.end() - longest.start() < LONGEST_TERM // 2:
        return Excess(message, "shorten it")
    return Excess(message, "shorten it", *_place(content, longest.start()))


class _Found(Exception):
    """The text need not be read further."""


def _shallow(content: bytes, pairs: tuple[bytes, ...]) -> bool:
    """Whether brackets, wherever they stand, are not nested beyond the bound."""
    opening = [pair[:1] for pair in pairs]
    if sum(map(content.count, opening)) <= DEEPEST:
        return True
    left = content.translate(None, bytes(set(range(256)) - set(b"".join(pairs))))
    for level in range(DEEPEST):
        if level + sum(map(left.count, opening)) <= DEEPEST:
            return True
        for pair in pairs:
            left = left.replace(pair, b"")
    return False


@cache
def _parts(hiding: bytes, opening: bytes, closing: bytes) -> re.Pattern[bytes]:
    """What hides brackets, a string that does not end, `<<`, and brackets: the groups 1 to 5. Compiled where
    it is needed, which takes longer than looking at all files of a usual workspace."""
    return re.compile(rb"(%b)|([\"'])|(<<)|(%b)|(%b)" % (hiding, opening, closing), re.DOTALL)


def _placed(content: bytes, parts: re.Pattern[bytes]) -> Excess | None:
    depth = 0
    for part in _looked_through(content, parts):
        if part.lastindex == 3:
            return Excess(TRIPLE_TERM, NAME_GRAPH, *_place(content, part.start()))
        depth += 1 if part.lastindex == 4 else -1
        if depth > DEEPEST:
            return Excess(TOO_DEEP, NAME_THEM, *_place(content, part.start()))
    return None


def _looked_through(content: bytes, parts: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """The parts of a text that are not hidden, up to a string that does not end."""
    for part in parts.finditer(content):
        if part.lastindex == 2:
            return
        if part.lastindex != 1:
            yield part


def _place(content: bytes, offset: int) -> tuple[int, int]:
    before = content[:offset].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")
