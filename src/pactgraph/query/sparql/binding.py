"""Putting values into a stored query: whole tokens are replaced by serialised terms, never text by text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from ...rdf.fault import Fault
from .tokens import Token, tokens

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")
_LANGUAGE = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_AFTER_BACKSLASH = re.compile(r"\\[uU]")
_STRING = "http://www.w3.org/2001/XMLSchema#string"


class BindingFault(Fault):
    """A value cannot be put into a query."""


def serialise(term: NamedNode | Literal) -> str:
    """A term as SPARQL text: one IRI, or one string with its language or datatype.

    Raises BindingFault for an IRI that is relative or holds a character no IRI may hold, or for text that
    is no Unicode.
    """
    if isinstance(term, NamedNode):
        if not _IRI.fullmatch(term.value):
            raise BindingFault(f"{term.value!r} is not an absolute IRI")
        return f"<{term.value}>"
    if not isinstance(term, Literal):
        raise BindingFault(f"{term} is neither an IRI nor a literal")
    if term.language is not None:
        if not _LANGUAGE.fullmatch(term.language):
            raise BindingFault(f"{term.language!r} is not a language tag")
        return f"{_quoted(term.value)}@{term.language}"
    datatype = term.datatype.value
    return _quoted(term.value) + ("" if datatype == _STRING else f"^^{serialise(term.datatype)}")


def bind(query: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """The query with each variable of `values` (a name without `?`) replaced by its term.

    Text in strings, IRIs and comments stays. The result is read again, and must have the tokens of the
    query with one term in the place of each variable. Raises BindingFault otherwise, and QueryFault for a
    query that is not readable.
    """
    written = {name: serialise(value) for name, value in values.items()}
    before = tokens(query)
    parts, position = list[str](), 0
    for token in before:
        if token.kind == "variable" and (text := written.get(token.text[1:])) is not None:
            parts += (query[position : token.start], text)
            position = token.end
    bound = "".join((*parts, query[position:]))
    _same_shape(before, tokens(bound), written)
    return bound


def _same_shape(before: list[Token], after: list[Token], written: Mapping[str, str]) -> None:
    place = 0
    for token in before:
        text = written.get(token.text[1:]) if token.kind == "variable" else None
        expected = [(token.kind, token.text)] if text is None else _term_tokens(text)
        found = [(part.kind, part.text) for part in after[place : place + len(expected)]]
        if found != expected:
            raise BindingFault(f"a value changes how the query is read, at {token.text}")
        place += len(expected)
    if place != len(after):
        raise BindingFault("a value changes how the query is read, at its end")


def _term_tokens(text: str) -> list[tuple[str, str]]:
    """The tokens of a serialised term, which must be those of exactly one term."""
    found = [(token.kind, token.text) for token in tokens(text)]
    kinds = tuple(kind for kind, _ in found)
    if kinds not in (("iri",), ("string",), ("string", "language"), ("string", "mark", "iri")):
        raise BindingFault("a value is not one term")
    return found


def _quoted(value: str) -> str:
    """A string as SPARQL writes it. An `u` behind a backslash is written as its code, so that an engine that
    replaces code point escapes before it reads strings finds none in the value."""
    if not all(ord(char) < 0xD800 or ord(char) > 0xDFFF for char in value):
        raise BindingFault("a value holds half a character (a lone surrogate)")
    escaped = "".join(_ESCAPES.get(char, char) for char in value)
    return '"' + _AFTER_BACKSLASH.sub(lambda found: f"\\\\U{ord(found[0][1]):08X}", escaped) + '"'
