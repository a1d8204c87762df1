"""Literals: no parser looks whether `"2023-99-99"^^xsd:date` is a date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from ..model.namespaces import XSD
from ..model.prefixes import Prefixes
from .fault import AtQuad, Fault
from .shacl.literals import well_formed
from .view import View

_KNOWN = frozenset(
    XSD + name
    for name in (
        "string",
        "boolean",
        "decimal",
        "integer",
        "double",
        "float",
        "date",
        "time",
        "dateTime",
        "dateTimeStamp",
        "gYear",
        "gMonth",
        "gDay",
        "gYearMonth",
        "gMonthDay",
        "duration",
        "yearMonthDuration",
        "dayTimeDuration",
        "byte",
        "short",
        "int",
        "long",
        "unsignedByte",
        "unsignedShort",
        "unsignedInt",
        "unsignedLong",
        "positiveInteger",
        "nonNegativeInteger",
        "negativeInteger",
        "nonPositiveInteger",
        "hexBinary",
        "base64Binary",
        "anyURI",
        "language",
        "normalizedString",
        "token",
        "NMTOKEN",
        "Name",
        "NCName",
    )
)
"""The XML Schema datatypes of RDF 1.1 Concepts, section 5.1."""

_EXAMPLES = {
    "date": "2023-09-06",
    "dateTime": "2023-09-06T12:00:00Z",
    "gYear": "2023",
    "gYearMonth": "2023-09",
    "integer": "12",
    "nonNegativeInteger": "12",
    "decimal": "12.5",
    "boolean": "true",
}


@lru_cache(maxsize=65536)
def _bad(literal: Literal) -> bool:
    datatype = literal.datatype.value
    return datatype.startswith(XSD) and (datatype not in _KNOWN or not well_formed(literal.value, datatype))


def literals(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    """The literals of one file whose text is not one of their datatype, or whose datatype does not exist."""
    bad = {term for term in view.objects if isinstance(term, Literal) and _bad(term)}
    for quad in view.quads if bad else ():
        value = quad.object
        if value not in bad or not isinstance(value, Literal):
            continue
        datatype = value.datatype.value
        name = prefixes.curie(datatype)
        example = _EXAMPLES.get(datatype.removeprefix(XSD))
        if datatype in _KNOWN:
            message = f'"{value.value}" is not a well-formed {name}'
            remedy = f'write it as in "{example}"' if example else f"write a value of {name}"
        else:
            message = f"there is no datatype {name}"
            remedy = "use a datatype of XML Schema, such as xsd:date or xsd:integer"
        yield Fault(
            view.file.relative,
            AtQuad(quad, "object"),
            prefixes.curie(quad.subject) if isinstance(quad.subject, NamedNode) else None,
            "literal",
            message,
            remedy,
        )
