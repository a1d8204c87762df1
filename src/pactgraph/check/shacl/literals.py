"""Literals by XML Schema 1.1 Datatypes: which lexical forms are well formed, and which values compare how."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from pyoxigraph import Literal

from .moments import Duration, Moment, moment, moments_compare, span, spans_compare
from .shacl_terms import XSD

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_NAME_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
)
_NAME_START += "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_NAME = _NAME_START + r"\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
_FORMS = {
    "boolean": "true|false|1|0",
    "hexBinary": "(?:[0-9a-fA-F]{2})*",
    "base64Binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|"
    r"[A-Za-z0-9+/] ?[AQgw] ?= ?=|(?:[A-Za-z0-9+/] ?){3}[A-Za-z0-9+/])?",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "Name": f"[:{_NAME_START}][:{_NAME}]*",
    "NCName": f"[{_NAME_START}][{_NAME}]*",
    "NMTOKEN": f"[:{_NAME}]+",
}
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_MOMENTS = frozenset(
    ["dateTime", "dateTimeStamp", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"]
)
_SPANS = frozenset(["duration", "dayTimeDuration", "yearMonthDuration"])
DATATYPES = frozenset(
    XSD + name
    for name in ("string", "anyURI", "decimal", "float", "double", *_FORMS, *_RANGES, *_MOMENTS, *_SPANS)
)
"""The XML Schema datatypes of RDF 1.1 Concepts, section 5.1."""


class Number(NamedTuple):
    """A numeric value with its place in the promotion integer/decimal (0), float (1), double (2)."""

    rank: int
    value: Decimal | float


Value = Number | bool | str | Moment | Duration


@lru_cache(maxsize=65536)
def well_formed(lexical: str, datatype: str) -> bool:
    """Whether `lexical` is in the lexical space of the datatype with this IRI.

    Covers the XML Schema datatypes of RDF 1.1 Concepts, section 5.1; every text is a well-formed literal of
    any other datatype. Surrounding white space is not part of any of these lexical spaces but the strings'.
    SHACL 4.1.2 asks for this check for the datatypes of SPARQL 1.1; here the dates count too.
    """
    if not datatype.startswith(XSD):
        return True
    name = datatype[len(XSD) :]
    if name in _FORMS:
        return _form(name).fullmatch(lexical) is not None
    if name in _RANGES or name in _MOMENTS or name in _SPANS or name in ("decimal", "float", "double"):
        return _value(lexical, name) is not None
    return True


@cache
def _form(name: str) -> re.Pattern[str]:
    return re.compile(_FORMS[name])


def _integer(lexical: str, name: str) -> Number | None:
    if not _INTEGER.fullmatch(lexical):
        return None
    value = Decimal(lexical)
    low, high = _RANGES[name]
    if (low is not None and value < low) or (high is not None and value > high):
        return None
    return Number(0, value)


def _floating(lexical: str, name: str) -> Number | None:
    if not _DOUBLE.fullmatch(lexical):
        return None
    value = float(lexical)
    return Number(1, _single(value)) if name == "float" else Number(2, value)


def _single(value: float) -> float:
    try:
        return float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _value(lexical: str, name: str) -> Value | None:
    if name in _RANGES:
        return _integer(lexical, name)
    if name in _MOMENTS:
        return moment(lexical, name)
    if name in _SPANS:
        return span(lexical, name)
    if name == "decimal":
        return Number(0, Decimal(lexical)) if _DECIMAL.fullmatch(lexical) else None
    if name in ("float", "double"):
        return _floating(lexical, name)
    if name == "boolean":
        return lexical in ("true", "1") if _form(name).fullmatch(lexical) else None
    return lexical if name == "string" else None


@lru_cache(maxsize=65536)
def _value_of(lexical: str, datatype: str) -> Value | None:
    return _value(lexical, datatype[len(XSD) :]) if datatype.startswith(XSD) else None


def compare(left: object, right: object) -> int | None:
    """-1, 0 or 1 as `left` is less than, equal to or greater than `right`; None where SPARQL's `<` has no
    answer: other terms than literals, ill-formed literals, language-tagged strings, other kinds of value,
    NaN, and moments that time zones leave undecided.

    Numbers promote as in SPARQL 1.1, section 17.3; moments and durations follow the partial orders of XML
    Schema 1.1 Datatypes (section 2.2.3; a moment without zone may lie anywhere within 14 hours).
    """
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return None
    a, b = _value_of(left.value, left.datatype.value), _value_of(right.value, right.datatype.value)
    if a is None or b is None:
        return None
    match a, b:
        case Number(), Number():
            return _numbers_compare(a, b)
        case Moment(), Moment():
            return moments_compare(a, b)
        case Duration(), Duration():
            return spans_compare(a, b)
        case bool(), bool():
            return (a > b) - (a < b)
        case str(), str():
            return (a > b) - (a < b)
    return None


def _numbers_compare(a: Number, b: Number) -> int | None:
    rank = max(a.rank, b.rank)
    left, right = _promoted(a, rank), _promoted(b, rank)
    if left != left or right != right:
        return None
    return (left > right) - (left < right)


def _promoted(number: Number, rank: int) -> Decimal | float:
    if number.rank == rank or number.rank == 1:
        return number.value
    value = float(number.value)
    return _single(value) if rank == 1 else value


def comparison(sign: str) -> Callable[[object, object], bool]:
    """The test `left sign right` for one of `<`, `<=`, `>`, `>=`; false where the two do not compare."""
    wanted = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}[sign]
    return lambda left, right: compare(left, right) in wanted
