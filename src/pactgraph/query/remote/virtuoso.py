"""What Virtuoso 7 does to answers that SPARQL does not, undone."""

from __future__ import annotations

import re
import struct

from pyoxigraph import Literal, NamedNode

ASK = "__ASK_RETVAL"
"""The variable of the one row in which it gives the answer to ASK."""

_GEOMETRY = "http://www.openlinksw.com/schemas/virtrdf#Geometry"
_WKT = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


def restored(literal: Literal) -> Literal:
    """A literal as it was loaded. A `geo:wktLiteral` comes back with a datatype of Virtuoso's own and each
    number in single precision: 4.1962 as 4.1961998939514."""
    if literal.datatype.value != _GEOMETRY:
        return literal
    return Literal(_NUMBER.sub(_shortest, literal.value), datatype=_WKT)


def _shortest(number: re.Match[str]) -> str:
    """The shortest number that is the same in single precision."""
    value = float(number[0])
    try:
        single = struct.pack("<f", value)
        for digits in range(1, 9):
            text = f"{value:.{digits}g}"
            if "e" not in text and struct.pack("<f", float(text)) == single:
                return text
    except OverflowError:
        pass
    return number[0]
