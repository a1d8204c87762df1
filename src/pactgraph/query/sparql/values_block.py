"""Many things in one query: rows for VALUES, so many at once as stores take in a query's text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode

from .binding import serialise

AT_ONCE = 300
"""Things, or slots, that one query asks for."""


def listed(things: Iterable[NamedNode]) -> Iterator[str]:
    """The things, each once and by IRI, as rows of `VALUES ?thing { ... }`."""
    return _rows(map(serialise, _sorted(things)))


def slots(things: Iterable[NamedNode], properties: Collection[str]) -> Iterator[str]:
    """Each thing with each property (IRIs) as rows of `VALUES (?thing ?property) { ... }`: with a list for
    each of the two, Oxigraph reads all that has one of the properties."""
    return _rows(f"({serialise(thing)} <{iri}>)" for thing in _sorted(things) for iri in properties)


def _sorted(things: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(set(things), key=lambda thing: thing.value)


def _rows(texts: Iterable[str]) -> Iterator[str]:
    found = list(texts)
    for start in range(0, len(found), AT_ONCE):
        yield " ".join(found[start : start + AT_ONCE])
