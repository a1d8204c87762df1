"""Statements as stores give them back: the forms that they may change are made one."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from ...model.folding import stored_forms

_WKT = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
_GEOMETRIES = frozenset({_WKT.value, "http://www.openlinksw.com/schemas/virtrdf#Geometry"})
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


_MOST_KNOWN = 50_000


class Forms:
    """Folds statements; remembers literals it has met, at most some ten thousand."""

    def __init__(self) -> None:
        self._known: dict[Literal, Literal] = {}

    def fold(self, triples: Iterable[Triple]) -> list[Triple]:
        """The statements, in order, with one form for each value: numbers, truth values and dates as
        Oxigraph keeps them, coordinates of a geometry as Virtuoso does, in single precision."""
        met = list(triples)
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        new = {t.object for t in met if isinstance(t.object, Literal) and t.object not in self._known}
        if new:
            forms = stored_forms(new)
            self._known.update((literal, _geometry(forms.get(literal, literal))) for literal in new)
        return [
            Triple(t.subject, t.predicate, self._known[t.object]) if isinstance(t.object, Literal) else t
            for t in met
        ]


def _geometry(literal: Literal) -> Literal:
    if literal.datatype.value not in _GEOMETRIES:
        return literal
    return Literal(_NUMBER.sub(_single, literal.value), datatype=_WKT)


def _single(number: re.Match[str]) -> str:
    try:
        (value,) = struct.unpack("<f", struct.pack("<f", float(number[0])))
    except OverflowError:
        return number[0]
    return f"{value:.8g}"
