"""Literals: no parser looks whether `"2023-99-99"^^xsd:date` is a date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import Literal

from ..rdf.namespaces import XSD
from ..workspace.finding import Finding
from .parsed import ParsedFile
from .shacl.literals import DATATYPES, well_formed

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
    return datatype.startswith(XSD) and (
        datatype not in DATATYPES or not well_formed(literal.value, datatype)
    )


def literals(file: ParsedFile) -> Iterator[Finding]:
    """The literals of one file whose text is not one of their datatype, or whose datatype does not exist."""
    bad = {term for term in file.objects if isinstance(term, Literal) and _bad(term)}
    for each in file.statements if bad else ():
        value = each.object
        if value not in bad or not isinstance(value, Literal):
            continue
        datatype = value.datatype.value
        name = file.prefixes.curie(datatype)
        example = _EXAMPLES.get(datatype.removeprefix(XSD))
        if datatype in DATATYPES:
            message = f'"{value.value}" is not a well-formed {name}'
            remedy = f'write it as in "{example}"' if example else f"write a value of {name}"
        else:
            message = f"there is no datatype {name}"
            remedy = "use a datatype of XML Schema, such as xsd:date or xsd:integer"
        yield file.finding(each.object_at, each.subject, "literal", message, remedy)
