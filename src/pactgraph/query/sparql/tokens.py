"""SPARQL text in tokens, by the terminals of SPARQL 1.1 (section 19.8), and what no query may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...rdf.nesting import DEEPEST, NAME_GRAPH, TRIPLE_TERM
from ..faults import QueryFault, fault_at

LONGEST = 1_000_000
"""Characters of the longest query; what does not fit is better loaded as data."""

MOST_STEPS = 2_000
"""Operators, keywords and brackets of a query: Oxigraph overflows the stack on chains of some 5,000."""

_WIDE = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_WIDER = "\u00b7\u0300-\u036f\u203f-\u2040"
_ESCAPE = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"
_CONTROLS = frozenset("\"'\\<>{}|^`")
_SEPARATORS = frozenset((*range(0x7F, 0xA0), 0x2028, 0x2029))


class Token(NamedTuple):
    """One token: its kind, its text as written, and where it starts (a code point offset).

    Kinds: iri, string, language, variable, name (prefixed), blank, number, word, mark.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the token."""
        return self.start + len(self.text)


class _BeyondAscii(Exception):
    """A character beyond ASCII stands outside strings, IRIs and comments."""


@lru_cache(maxsize=2)
def _terminals(wide: bool) -> re.Pattern[str]:
    """The tokens as one regular expression. The one for names in ASCII compiles ten times as fast, and
    most queries need no other. Prefixes have at most 256 characters, so that reading stays linear."""
    letter = "A-Za-z" + (_WIDE if wide else "")
    char = letter + "_0-9-" + (_WIDER if wide else "")
    var = letter + "_0-9" + (_WIDER if wide else "")
    code = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
    back = rf"\\[tbnrf\\\"']|{code}"
    local = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
    return re.compile(
        rf"""(?P<skip>[ \t\r\n]+|\#[^\r\n]*)
        |(?P<iri><(?>(?:[^<>"{{}}|^`\\\x00-\x20]+|{code})*)>)
        |(?P<variable>[?$][{letter}_0-9][{var}]*)
        |(?P<name>(?:[{letter}][{char}.]{{0,255}}+(?<!\.))?:
            (?:(?:[{letter}_:0-9]|{local})(?:(?:[{char}:.]|{local})*(?:[{char}:]|{local}))?)?)
        |(?P<word>[A-Za-z][A-Za-z0-9_]*)
        |(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)
        |(?P<string>\"\"\"(?>(?:[^"\\]+|{back}|"(?!""))*)\"\"\"|'''(?>(?:[^'\\]+|{back}|'(?!''))*)'''
            |"(?>(?:[^"\\\r\n]+|{back})*)"|'(?>(?:[^'\\\r\n]+|{back})*)')
        |(?P<blank>_:[{letter}_0-9](?:[{char}.]*[{char}])?)
        |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
        |(?P<mark>\^\^|&&|\|\||!=|<=|>=|[{{}}()\[\].;,*+/|^!?=<>~-])
        |(?P<bad>(?s:.))""",
        re.VERBOSE,
    )


def tokens(query: str) -> list[Token]:
    """The tokens of a query, without white space and comments.

    Raises QueryFault, with line and column, for a text that is too long or too deeply nested, a character
    that begins no token, or a code point escape outside a string or IRI or for a character that would
    change how the query is read (so that tokens mean the same to every engine, whether it replaces
    escapes before it reads or after).
    """
    if len(query) > LONGEST:
        raise QueryFault(f"the query has {len(query)} characters: {LONGEST} are allowed")
    return list(_read(query))


@lru_cache(maxsize=64)
def _read(query: str) -> tuple[Token, ...]:
    """The tokens of a query; a view asks the same ones many times."""
    try:
        return tuple(_tokens(query, wide=False))
    except _BeyondAscii:
        return tuple(_tokens(query, wide=True))


def _tokens(query: str, *, wide: bool) -> list[Token]:
    found = list[Token]()
    depth = steps = 0
    for match in _terminals(wide).finditer(query):
        kind, text = match.lastgroup or "bad", match[0]
        if kind != "bad" and "\\" in text:
            _check_escapes(text, kind, query, match.start())
        if kind == "skip":
            continue
        if kind == "bad":
            if not wide and not text.isascii():
                raise _BeyondAscii
            raise fault_at(_about_bad(text), query, match.start())
        if kind == "iri":
            _check_iri(text, query, match.start())
        elif kind in ("mark", "word"):
            steps += text not in ",()"
            depth += (text in "{([") - (text in "})]") if kind == "mark" else 0
            if text == "<" and found and found[-1].text == "<" and found[-1].end == match.start():
                raise fault_at(f"{TRIPLE_TERM}: {NAME_GRAPH}", query, match.start() - 1)
            if depth > DEEPEST:
                raise fault_at(f"brackets nested more than {DEEPEST} deep", query, match.start())
            if steps > MOST_STEPS:
                raise fault_at(
                    f"more than {MOST_STEPS} operators, keywords and brackets", query, match.start()
                )
        found.append(Token(kind, text, match.start()))
    return found


def refuse_service(query: str, found: list[Token]) -> None:
    """Raises QueryFault where a query would call another endpoint (SPARQL 1.1 Federated Query)."""
    for token in found:
        if token.kind == "word" and token.text.upper() == "SERVICE":
            raise fault_at("SERVICE calls another endpoint, which is not allowed here", query, token.start)


def names_graphs(found: Iterable[Token]) -> bool:
    """Whether a query speaks of named graphs; another one sees the default graph alone."""
    return any(token.kind == "word" and token.text.upper() in ("GRAPH", "FROM") for token in found)


def form(found: list[Token]) -> str | None:
    """SELECT, ASK, CONSTRUCT or DESCRIBE, by the first word behind the prologue, or None for no query."""
    place = 0
    while place < len(found):
        token = found[place]
        word = token.text.upper() if token.kind == "word" else ""
        if word in ("PREFIX", "BASE"):
            place += 3 if word == "PREFIX" else 2
            continue
        return word if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") else None
    return None


def declared_prefixes(found: list[Token]) -> set[str]:
    """The prefixes that the query's prologue declares, without colon."""
    return {
        name.text[:-1]
        for word, name in pairwise(found)
        if word.kind == "word" and word.text.upper() == "PREFIX" and name.kind == "name"
    }


def undeclared_prefixes(found: list[Token]) -> dict[str, Token]:
    """Each prefix that the query uses and does not declare, with the first token that uses it."""
    declared = declared_prefixes(found)
    used: dict[str, Token] = {}
    for token in found:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if prefix not in declared:
                used.setdefault(prefix, token)
    return used


def _check_escapes(text: str, kind: str, query: str, start: int) -> None:
    """Refuses a code for a character that would end the token, or could not stand in it: SPARQL 1.1, section
    19.2, replaces codes before it reads tokens, and some engines after."""
    ends = "\"'\\" if text[:3] in ('"""', "'''") else "\"'\\\n\r"
    for match in re.finditer(_ESCAPE, text):
        code, place = int(match[1] or match[2], 16), start + match.start()
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise fault_at(f"{match[0]} is no character", query, place)
        barred = code <= 0x20 or code in _SEPARATORS or chr(code) in _CONTROLS
        if chr(code) in ends if kind == "string" else chr(code) in "\n\r" if kind == "skip" else barred:
            raise fault_at(f"{match[0]} may not be written as a code: write it itself", query, place)


def _check_iri(text: str, query: str, start: int) -> None:
    """`?a<?b&&?c>?d` reads as an IRI by the longest match and as a comparison by some engines."""
    for match in re.finditer(_ESCAPE, text):
        code = int(match[1] or match[2], 16)
        if code <= 0x20 or 0x7F <= code < 0xA0 or code in (0x2028, 0x2029):
            raise fault_at(f"{match[0]} is no character of an IRI", query, start + match.start())
    if "://" not in text and (text[1] in "?$" or "&&" in text or "?_" in text or "$_" in text):
        raise fault_at("write a space behind the sign <, or a whole IRI", query, start)


def _about_bad(char: str) -> str:
    if char in "\"'":
        return "a string begins here and does not end"
    if char == "\\":
        return "a backslash belongs into a string or a name"
    if char in "“”‘’„«»":
        return f'{char} is no quotation mark of SPARQL: write "'
    return f"{char!r} begins nothing that SPARQL knows"
