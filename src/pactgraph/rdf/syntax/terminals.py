"""The terminals of Turtle and TriG as one compiled expression, and what their escapes mean.

Source: RDF 1.1 Turtle section 6.5 and RDF 1.1 TriG section 5.4 (W3C). Repetitions are atomic, so that
scanning takes linear time whatever the text is; those of groups are written `(?>(?:...)*)`, as `(?:...)*+`
fails before Python 3.11.5 where a turn fails midway (CPython issue 106052).

In names the tokenizer takes every character beyond ASCII for a letter, and `is_name` says whether it is one.
That finds the same tokens, since what is no letter there cannot begin a token, and compiles much faster.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR = r"\\[tbnrf\"'\\]"


class _Letters(NamedTuple):
    """Sets of characters, in brackets: what begins and continues a prefix, a local name, a label."""

    base: str
    char: str
    local_first: str
    local_char: str
    label_first: str

    @property
    def prefix(self) -> str:
        return rf"{self.base}{self.char}*+(?>(?:\.++{self.char}++)*)"

    @property
    def local(self) -> str:
        more = rf"(?:{self.local_char}++|{_PLX})"
        return rf"(?:{self.local_first}|{_PLX})(?>{more}*)(?>(?:\.++(?>{more}+))*)"

    @property
    def name(self) -> str:
        return rf"(?>(?:{self.prefix})?):(?>(?:{self.local})?)"

    @property
    def label(self) -> str:
        return rf"_:{self.label_first}{self.char}*+(?>(?:\.++{self.char}++)*)"


_WIDE = _Letters(
    r"[^\x00-@\[-`{-\x7F]",
    r"[^\x00-,./:-@\[-^`{-\x7F]",
    r"[^\x00-/;-@\[-^`{-\x7F]",
    r"[^\x00-,./;-@\[-^`{-\x7F]",
    r"[^\x00-/:-@\[-^`{-\x7F]",
)
"""Every character beyond ASCII counts as a letter; written as what is left out, which compiles fast."""

_NAME, _LABEL = _WIDE.name, _WIDE.label
_IRI = rf"<(?>(?:[^\x00-\x20<>\"{{}}|^`\\]++|{_UCHAR})*)>"
_LANGUAGE = r"@[A-Za-z]++(?>(?:-[A-Za-z0-9]++)*)"
_STRING = (
    rf"\"\"\"(?>(?:[^\"\\]++|\"(?!\"\")|{_ECHAR}|{_UCHAR})*)\"\"\""
    rf"|'''(?>(?:[^'\\]++|'(?!'')|{_ECHAR}|{_UCHAR})*)'''"
    rf"|\"(?!\"\")(?>(?:[^\"\\\n\r]++|{_ECHAR}|{_UCHAR})*)\""
    rf"|'(?!'')(?>(?:[^'\\\n\r]++|{_ECHAR}|{_UCHAR})*)'"
)
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+|\.[0-9]+[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)"
_LITERAL = rf"(?:{_STRING})(?>(?:{_LANGUAGE}|\^\^(?:{_IRI}|{_NAME}))?)"

TERM, PUNCTUATION, WORD, COMMENT, AT, CARETS, END, STRANGE = range(1, 9)

TOKEN = re.compile(
    r"[ \t\r\n]*+(?:"
    rf"({_NAME}|{_LITERAL}|{_IRI}|{_NUMBER}|{_LABEL})"
    r"|([;,.\[\](){}])"
    r"|([A-Za-z]++)"
    r"|(#[^\r\n]*+)"
    rf"|({_LANGUAGE})"
    r"|(\^\^)"
    r"|(\Z)"
    r"|(.))",
    re.DOTALL,
)
"""One token with the white space before it; the group that matched is its kind, TERM to STRANGE."""

LITERAL = re.compile(rf"({_STRING})(?>(?:@(.+)|\^\^(.+))?)", re.DOTALL)
"""A string token taken apart: the quoted text, the language tag, the datatype's token."""

INTEGER = re.compile(r"[+-]?[0-9]+")
DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+")

_STRING_ESCAPE = re.compile(rf"({_ECHAR})|{_UCHAR}")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_LOCAL_ESCAPE = re.compile(r"\\(.)")


def _meant(match: re.Match[str]) -> str:
    escape = match.group()
    if match.group(1) is not None:
        return _ESCAPED[escape[1]]
    number = int(escape[2:], 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise ValueError(f"{escape} is not a character: write the number of a Unicode character")
    return chr(number)


def unescape(text: str) -> str:
    """Gives the text that a quoted string or an IRI means.

    Raises ValueError where a number escape names no Unicode character.
    """
    return _STRING_ESCAPE.sub(_meant, text) if "\\" in text else text


def unescape_local(local: str) -> str:
    """Gives the local name without its backslashes; percent signs stay as they are (Turtle section 6.3)."""
    return _LOCAL_ESCAPE.sub(r"\1", local) if "\\" in local else local


@cache
def _exact() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Prefixes, local names and name tokens to the letter; slow to compile, needed only beyond ASCII."""
    base = (
        r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
        r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
    )
    chars = rf"{base}_\-0-9\u00B7\u0300-\u036F\u203F-\u2040"
    letters = _Letters(f"[{base}]", f"[{chars}]", f"[{base}_:0-9]", f"[{chars}:]", f"[{base}_0-9]")
    return _compiled(letters)


def _compiled(letters: _Letters) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(letters.prefix),
        re.compile(letters.local),
        re.compile(f"{letters.name}|{letters.label}"),
    )


_ASCII = _compiled(_WIDE)


def _is(kind: int, text: str) -> bool:
    return (_ASCII if text.isascii() else _exact())[kind].fullmatch(text) is not None


def is_prefix(text: str) -> bool:
    """Says whether a text can be a prefix, without its colon; the empty prefix can."""
    return not text or _is(0, text)


def is_local(text: str) -> bool:
    """Says whether a text, its escapes included, can stand after the colon of a name."""
    return not text or _is(1, text)


def is_name(token: str) -> bool:
    """Says whether a token is a name with a prefix, or a blank node's label, to the letter of the grammar."""
    return _is(2, token)


def quoted(literal: str) -> str:
    """Gives what stands between the quotation marks of a string token, long or short, escapes and all."""
    width = 3 if literal[:3] in ('"""', "'''") else 1
    return literal[width:-width]
