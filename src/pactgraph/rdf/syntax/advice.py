"""What to say to the writer of a text that cannot be read: what was met, and what to write instead."""

from __future__ import annotations

import re

from pactgraph.rdf.nesting import NAME_GRAPH, TRIPLE_TERM
from pactgraph.rdf.syntax.terminals import AT, END, PUNCTUATION, WORD

_SOUND = re.compile(r"\\(?:[tbnrf\"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_STOPS = {
    '"': re.compile(r'["\\\n\r]'),
    "'": re.compile(r"['\\\n\r]"),
    '"""': re.compile(r'"""|\\'),
    "'''": re.compile(r"'''|\\"),
}
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_UCHAR = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")


def strange(text: str, start: int) -> tuple[str, int]:
    """Explains a character at which no token can begin; gives the message and the offset of the fault."""
    first = text[start]
    if first in "\"'":
        return _string(text, start)
    if first == "<":
        return _iri(text, start)
    if first == "_":
        return "a blank node is written _: and a label, such as _:b1", start
    if first == "@":
        return "@ begins @prefix, @base or a language tag such as @en: none of these stands here", start
    if first == "\\":
        return "a backslash may stand only in strings, IRIs and local names: take it away", start
    return f"{_shown(first)} cannot stand here: take it away, or put its text in quotation marks", start


def instead(kind: int, token: str, wanted: str, trig: bool) -> str:
    """Explains a token that does not belong where it stands; `wanted` names what does."""
    if kind == END:
        return f"the text ends too early: write {wanted}"
    if kind == PUNCTUATION and token in "{}" and not trig:
        return f"{token} is for named graphs, which Turtle has not: save as .trig, or write {wanted}"
    if kind == AT and token.lower() in ("@prefix", "@base"):
        return f"{token} cannot stand here: begin a line of its own with {token.lower()}, after the full stop"
    if kind == WORD and token.lower() in ("true", "false"):
        return f"{token} cannot stand here: write {wanted}; truth values are objects, in lower case"
    if kind == WORD:
        return f'the bare word "{token}" means nothing here: write {wanted}'
    return f"{_brief(token)} cannot stand here: write {wanted}"


def _string(text: str, start: int) -> tuple[str, int]:
    mark = text[start]
    if text.startswith(mark * 3, start):
        mark *= 3
    position = start + len(mark)
    stops = _STOPS[mark]
    while found := stops.search(text, position):
        if found.group() != "\\":
            break
        if sound := _SOUND.match(text, found.start()):
            position = sound.end()
            continue
        escape = text[found.start() : found.start() + 2]
        message = f"{_brief(escape)} is no escape: write \\\\ for a backslash, or \\u and four digits"
        return message, found.start()
    if found and found.group() in "\n\r":
        return f"the string is not closed on its line: end it with {mark}, or write line ends as \\n", start
    return f"the string is never closed: end it with {mark}", start


def _iri(text: str, start: int) -> tuple[str, int]:
    if text.startswith("<<", start):
        return f"{TRIPLE_TERM}: {NAME_GRAPH}", start
    position = start + 1
    while found := _NOT_IN_IRI.search(text, position):
        if sound := _UCHAR.match(text, found.start()):
            position = sound.end()
            continue
        if found.group() in "\n\r":
            return "the address is not closed on its line: end it with >", start
        shown = _shown(found.group())
        if ord(found.group()) < 128:
            return f"{shown} cannot stand in an address: write it as %{ord(found.group()):02X}", found.start()
    return "the address is never closed: end it with >", start


def _shown(character: str) -> str:
    if character == " ":
        return "a space"
    return character if character.isprintable() else f"the character U+{ord(character):04X}"


def _brief(token: str) -> str:
    flat = "".join(character if character.isprintable() else " " for character in token[:41])
    return flat if len(token) <= 40 else f"{flat[:40]}..."
