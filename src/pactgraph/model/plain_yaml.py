"""The plain part of YAML 1.1 that headers are written in, read without loading a YAML library.

Importing PyYAML takes longer than answering a stored query. What stands on one line each (keys, plain and
double-quoted scalars without escapes, flow lists and flow mappings, block mappings, block lists of one-line
items) is read here; anything else is left to PyYAML. What is read here means the same to PyYAML.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_ENTRY = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?: +(.*))?")
_FLOW_TOKEN = re.compile(r' *(?:([\[\]{},])|"([^"\\]*)"|([A-Za-z0-9_./][^\[\]{},"#?\t]*))')
_FLOW_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_-]*): +")
_PLAIN = re.compile(r"[A-Za-z0-9_./(][^#\t]*")
_QUOTED = re.compile(r'"([^"\\\t]*)"')
DEEPEST = 10


class Mark(NamedTuple):
    """Where a node begins: a line, counted from 0."""

    line: int


class Node(NamedTuple):
    """A node as `yaml.compose` gives it: `id` is scalar, sequence or mapping; `value` is the text, the list
    of nodes or the list of pairs of nodes."""

    id: str
    value: Any
    start_mark: Mark


class _NotPlain(Exception):
    """The text needs a whole YAML reader."""


def compose(lines: list[str]) -> Node | None:
    """The node of the YAML document in `lines`, or None where it is not plain (or not YAML at all)."""
    kept = [
        (number, len(line) - len(line.lstrip(" ")), line.strip(" "))
        for number, line in enumerate(lines)
        if line.strip(" ")
    ]
    if not kept or not all(map(str.isprintable, lines)):
        return None
    try:
        node, rest = _block(kept, 0, kept[0][1], 0)
    except _NotPlain:
        return None
    return node if rest == len(kept) else None


_Lines = list[tuple[int, int, str]]
"""Number, indentation and text of each line that is not empty."""


def _block(lines: _Lines, place: int, indent: int, depth: int) -> tuple[Node, int]:
    """The block at `place` whose lines are indented by `indent`, and the place behind it."""
    if depth > DEEPEST:
        raise _NotPlain
    mark = Mark(lines[place][0])
    if lines[place][2].startswith("- "):
        return _items(lines, place, indent, mark)
    pairs = []
    while place < len(lines) and lines[place][1] == indent:
        number, _, text = lines[place]
        entry = _ENTRY.fullmatch(text)
        if entry is None:
            raise _NotPlain
        key = Node("scalar", entry[1], Mark(number))
        deeper = place + 1 < len(lines) and lines[place + 1][1] > indent
        if entry[2]:
            if deeper:
                raise _NotPlain
            value, place = _inline(entry[2], number), place + 1
        elif deeper:
            value, place = _block(lines, place + 1, lines[place + 1][1], depth + 1)
        else:
            raise _NotPlain
        pairs.append((key, value))
    if place < len(lines) and lines[place][1] > indent:
        raise _NotPlain
    return Node("mapping", pairs, mark), place


def _items(lines: _Lines, place: int, indent: int, mark: Mark) -> tuple[Node, int]:
    """A block list whose items are scalars, flow collections or mappings of one entry, each on its line."""
    nodes = []
    while place < len(lines) and lines[place][1] == indent and lines[place][2].startswith("- "):
        number, _, text = lines[place]
        item = text[2:].lstrip(" ")
        entry = _ENTRY.fullmatch(item)
        if entry is None:
            nodes.append(_inline(item, number))
        elif entry[2]:
            key = Node("scalar", entry[1], Mark(number))
            nodes.append(Node("mapping", [(key, _inline(entry[2], number))], Mark(number)))
        else:
            raise _NotPlain
        place += 1
    if place < len(lines) and lines[place][1] >= indent:
        raise _NotPlain
    return Node("sequence", nodes, mark), place


def _inline(text: str, number: int) -> Node:
    """A value that stands on one line."""
    if text[0] in "[{":
        node, end = _flow(text, 0, Mark(number), 0)
        if text[end:].strip(" "):
            raise _NotPlain
        return node
    if (quoted := _QUOTED.fullmatch(text)) is not None:
        return Node("scalar", quoted[1], Mark(number))
    if not _PLAIN.fullmatch(text) or ": " in text or text.endswith(":"):
        raise _NotPlain
    return Node("scalar", text, Mark(number))


def _flow(text: str, place: int, mark: Mark, depth: int) -> tuple[Node, int]:
    """A flow list, flow mapping or scalar at `place`, and the place behind it."""
    token = _FLOW_TOKEN.match(text, place)
    if token is None or depth > DEEPEST:
        raise _NotPlain
    if token[2] is not None:
        return Node("scalar", token[2], mark), token.end()
    if token[3] is not None:
        plain = token[3].rstrip(" ")
        if ": " in token[3] or plain.endswith(":"):
            raise _NotPlain
        return Node("scalar", plain, mark), token.end()
    if token[1] == "[":
        return _flow_parts(text, token.end(), mark, depth, "]")
    if token[1] == "{":
        return _flow_parts(text, token.end(), mark, depth, "}")
    raise _NotPlain


def _flow_parts(text: str, place: int, mark: Mark, depth: int, closing: str) -> tuple[Node, int]:
    parts: list[Any] = []
    token = _FLOW_TOKEN.match(text, place)
    if token is not None and token[1] == closing:
        return Node("sequence" if closing == "]" else "mapping", parts, mark), token.end()
    while True:
        if closing == "]":
            node, place = _flow(text, place, mark, depth + 1)
            parts.append(node)
        else:
            while text[place : place + 1] == " ":
                place += 1
            key = _FLOW_KEY.match(text, place)
            if key is None:
                raise _NotPlain
            node, place = _flow(text, key.end(), mark, depth + 1)
            parts.append((Node("scalar", key[1], mark), node))
        token = _FLOW_TOKEN.match(text, place)
        if token is None or token[1] not in (",", closing):
            raise _NotPlain
        place = token.end()
        if token[1] == closing:
            return Node("sequence" if closing == "]" else "mapping", parts, mark), place
