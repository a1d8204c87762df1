"""How the canonical text writes a term, and in which order terms come.

Both depend on the term and the prefix table alone, never on the order of the input or on how often a term is
used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from pactgraph.rdf.syntax.terminals import is_local, is_prefix
from pactgraph.rdf.syntax.terms import RDF_TYPE, XSD_BOOLEAN, XSD_DECIMAL, XSD_INTEGER, XSD_STRING

PACT: Final = "https://w3id.org/pactgraph/def#"

Key = tuple[object, ...]

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"
_FIRST_PREDICATES: Mapping[str, int] = {
    iri: place
    for place, iri in enumerate(
        (
            RDF_TYPE.value,
            f"{_RDFS}label",
            f"{_SKOS}prefLabel",
            f"{_SKOS}altLabel",
            f"{_DCTERMS}title",
            f"{_SKOS}definition",
            f"{_DCTERMS}description",
        )
    )
}

_DIGITS = re.compile(r"([0-9]+)")
_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_TO_ESCAPE = re.compile(r"[~!$&'()*+,;=?#@]|^[.-]")
_HIDDEN = "\\x00-\\x1f\\x7f-\\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
_HIDDEN_CHARACTER = re.compile(f"[{_HIDDEN}]")
_STRING_CHARACTER = re.compile(f'["\\\\{_HIDDEN}]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_SHORTHAND: Mapping[NamedNode, re.Pattern[str]] = {
    XSD_INTEGER: re.compile(r"0|-?[1-9][0-9]*"),
    XSD_DECIMAL: re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    XSD_BOOLEAN: re.compile(r"true|false"),
}


def natural(text: str) -> Key:
    """Gives the sorting key under which runs of ASCII digits compare as numbers: `x2` before `x10`.

    Texts that differ only in leading zeros fall back to comparison by code points.
    """
    parts = _DIGITS.split(text)
    if len(parts) == 1:
        return (text,)
    key: list[object] = list(parts)
    for place in range(1, len(parts), 2):
        digits = parts[place].lstrip("0")
        key[place] = (len(digits), digits)
    return (*key, (0, ""), text)


class PrefixedNames:
    """Terms as text under one prefix table (prefix to namespace), and the prefixes used so far.

    The empty prefix is left out. Raises ValueError for a table with a prefix that Turtle cannot write.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        table: dict[str, str] = {}
        for prefix in sorted(prefixes, reverse=True):
            if not is_prefix(prefix):
                raise ValueError(f'"{prefix}" cannot be a prefix in Turtle')
            if prefix:
                table[prefixes[prefix]] = prefix
        self._prefixes = table
        longest_first = sorted(table, key=lambda namespace: (-len(namespace), namespace))
        self._namespace = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._used: set[str] = set()
        self._texts: dict[NamedNode, tuple[str, Key]] = {}
        self._predicates: dict[NamedNode, tuple[Key, str]] = {}

    def lines(self) -> list[str]:
        """Gives the prefix lines for all that was written so far, in alphabetical order."""
        return [f"@prefix {self._prefixes[space]}: {_bracketed(space)} ." for space in self._ordered()]

    def iri(self, node: NamedNode) -> tuple[str, Key]:
        """Gives the CURIE of an IRI, or the whole of it in brackets where no CURIE can be, and its key."""
        known = self._texts.get(node)
        if known is None:
            text = self._text(node.value)
            known = self._texts[node] = text, natural(text)
        return known

    def predicate(self, node: NamedNode) -> tuple[Key, str]:
        """Gives a predicate's key and text: `a`, labels, title, definition, then `pact:`, then the rest."""
        known = self._predicates.get(node)
        if known is None:
            iri = node.value
            text, key = ("a", ()) if node == RDF_TYPE else self.iri(node)
            place = _FIRST_PREDICATES.get(iri)
            rank: Key = (0, place) if place is not None else (1 if iri.startswith(PACT) else 2, key)
            known = self._predicates[node] = rank, text
        return known

    def literal(self, literal: Literal) -> tuple[str, Key]:
        """Gives a literal with its lexical form untouched, and its key: language, lexical form, datatype.

        Only integers, decimals and truth values that look canonical are written without quotation marks.
        """
        value = literal.value
        quoted = f'"{_STRING_CHARACTER.sub(_escaped, value)}"'
        language = literal.language
        if language is not None:
            return f"{quoted}@{language}", (1, language, value, "")
        datatype = literal.datatype
        if datatype == XSD_STRING:
            return quoted, (1, "", value, "")
        key: Key = (1, "", value, datatype.value)
        shorthand = _SHORTHAND.get(datatype)
        if shorthand is not None and shorthand.fullmatch(value):
            return value, key
        return f"{quoted}^^{self.iri(datatype)[0]}", key

    def _ordered(self) -> list[str]:
        return sorted(self._used, key=lambda namespace: self._prefixes[namespace])

    def _text(self, iri: str) -> str:
        found = self._namespace.match(iri)
        if found is not None:
            local = iri[found.end() :]
            if local.endswith("."):  # legal when escaped (Turtle 6.3, PN_LOCAL), and misread by rdflib
                return _bracketed(iri)
            if not _PLAIN_LOCAL.fullmatch(local):
                local = _TO_ESCAPE.sub(r"\\\g<0>", local)
            if is_local(local) and not _HIDDEN_CHARACTER.search(local):
                self._used.add(found.group())
                return f"{self._prefixes[found.group()]}:{local}"
        return _bracketed(iri)


def _bracketed(iri: str) -> str:
    return f"<{_HIDDEN_CHARACTER.sub(_escaped, iri)}>"


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"
