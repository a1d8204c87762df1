"""Plain words for a query that an engine cannot read: the likely mistake and its place."""

from __future__ import annotations

import re

from ..faults import QueryFault, fault_at
from ..nearest import nearest
from ..unlogged import unlogged
from .tokens import Token, tokens, undeclared_prefixes

_PAIRS = {"}": "{", ")": "(", "]": "["}
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a abs add adjust all as asc ask avg base bind bnode bound by ceil coalesce concat construct
        contains copy count datatype day default delete desc describe distinct encode_for_uri exists
        false filter floor from graph group group_concat haslang haslangdir having hours if in insert
        into iri isblank isiri isliteral isnumeric istriple isuri lang langdir langmatches lateral lcase
        limit max md5 min minus minutes month named not now object offset optional order predicate
        prefix rand reduced regex replace round sameterm sample seconds select separator service sha1
        sha256 sha384 sha512 silent str strafter strbefore strdt strends strlang strlangdir strlen
        strstarts struuid subject substr sum timezone triple true tz ucase undef union uri uuid values
        version where with year""",
    )
)


def diagnose(query: str, line: int | None, column: int | None, said: str) -> QueryFault:
    """The fault in a query that an engine refused at `line` and `column` (1-based, or None) with the words
    `said`: brackets that do not match, a prefix nobody declared, a word that is none of SPARQL's, or else
    the part where the reading stops."""
    try:
        found = tokens(query)
    except QueryFault as unreadable:
        return unreadable
    for check in (_brackets, _prefixes, _words, _iris):
        if (fault := check(query, found)) is not None:
            return fault
    place = _wrong_part(query)
    if place is not None:
        token = next((token for token in found if token.start >= place), None)
        if token is None:
            return fault_at("the query ends too early", query, len(query.rstrip()))
        return fault_at(f"{token.text} does not belong here, or what follows it is wrong", query, token.start)
    prose = next((part for part in said.removeprefix("expected one of ").split(", ") if _is_prose(part)), "")
    if line is None or column is None:
        return QueryFault(prose or said.strip() or "the query is not SPARQL 1.1")
    offset = min(_offset(query, line, column), len(query.rstrip()))
    return fault_at(prose or "a rule of SPARQL is broken before this place", query, offset)


def _wrong_part(query: str) -> int | None:
    """Where the part begins that is not SPARQL, by rdflib's reading (an offset in code points), or None where
    rdflib finds nothing wrong. Oxigraph names the furthest place that it looked at, often the end."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        with unlogged():
            parseQuery(query)
    except ParseException as error:
        return int(error.loc)
    except Exception:  # rdflib raises many kinds for what it reads and cannot use
        return None
    return None


def _brackets(query: str, found: list[Token]) -> QueryFault | None:
    open_: list[Token] = []
    for token in found:
        if token.kind != "mark":
            continue
        if token.text in _PAIRS.values():
            open_.append(token)
        elif token.text in _PAIRS:
            if not open_:
                return fault_at(f"this {token.text} closes nothing", query, token.start)
            if open_.pop().text != _PAIRS[token.text]:
                return fault_at(f"this {token.text} closes a bracket of another kind", query, token.start)
    if open_:
        return fault_at(f"this {open_[-1].text} is never closed", query, open_[-1].start)
    return None


def _prefixes(query: str, found: list[Token]) -> QueryFault | None:
    for prefix, token in undeclared_prefixes(found).items():
        return fault_at(
            f"the prefix {prefix}: is not declared: write PREFIX {prefix}: <...> at the top",
            query,
            token.start,
        )
    return None


def _words(query: str, found: list[Token]) -> QueryFault | None:
    for token in found:
        if token.kind == "word" and token.text.lower() not in _WORDS:
            near = nearest(token.text.lower(), _WORDS)
            hint = f": did you mean {near[0].upper()}?" if near else ""
            return fault_at(f"{token.text} is not a word of SPARQL{hint}", query, token.start)
    return None


def _offset(query: str, line: int, column: int) -> int:
    lines = query.split("\n")
    return sum(len(text) + 1 for text in lines[: line - 1]) + column - 1


def _iris(query: str, found: list[Token]) -> QueryFault | None:
    if any(token.kind == "word" and token.text.upper() == "BASE" for token in found):
        return None
    for token in found:
        if token.kind == "iri" and not _ABSOLUTE.match(token.text):
            return fault_at(f"{token.text} is a relative IRI: write it whole", query, token.start)
    return None


def _is_prose(said: str) -> bool:
    """Whether a part of the engine's message is a sentence rather than a token that it expected."""
    return len(said.split()) > 2 and said[0].isalpha()
