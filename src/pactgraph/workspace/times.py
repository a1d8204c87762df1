"""Days and times: when documents speak, and what stands of the times that are told of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from ..rdf.namespaces import BOUNDS, pact
from .decisions import DERIVED_FROM, TYPE, Node, Term

_SEVERAL = "SELECT ?thing WHERE { ?thing %s ?value } GROUP BY ?thing HAVING(COUNT(?value) > 1)"
_UPSIDE_DOWN = "SELECT ?thing WHERE { ?thing %s ?first ; %s ?last FILTER(?first > ?last) }"
_DEFAULT = DefaultGraph()
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
"""What stands for a day that is not known: the first and the last day that there are."""


class Interval(NamedTuple):
    """A day that lies between two; what is not known is the first or the last day that there is."""

    first: str = FIRST_DAY
    last: str = LAST_DAY


def common(times: Iterable[Interval]) -> tuple[Interval, bool]:
    """What intervals have in common; where that is nothing, their hull, and True."""
    firsts, lasts = zip(*times, strict=True)
    shared = Interval(max(firsts), min(lasts))
    return (shared, False) if shared.first <= shared.last else (Interval(min(firsts), max(lasts)), True)


def told(store: Store, thing: Node, bounds: tuple[NamedNode, NamedNode]) -> list[Interval]:
    """The times that named graphs tell of a thing, one a graph."""
    found = dict[object, Interval]()
    for bound in bounds:
        for quad in store.quads_for_pattern(thing, bound, None):
            if quad.graph_name != _DEFAULT and isinstance(quad.object, Literal):
                first, last = found.get(quad.graph_name, Interval())
                day = quad.object.value
                found[quad.graph_name] = (
                    Interval(max(first, day), last) if bound == bounds[0] else Interval(first, min(last, day))
                )
    return [*found.values()]


class Speech(NamedTuple):
    """When a document speaks, as far as that is known, and whose word it is: that of the releases that it
    passes on, else its own."""

    day: Interval | None
    witnesses: tuple[Node, ...]


def speaking(store: Store) -> dict[Node, Speech]:
    """When each document speaks: on the day of its release, else on the earliest of the days of the release's
    documents; where it passes on no release, on its own. Read from the named graphs."""
    passing_on = dict[Node, list[Node]]()
    for quad in store.quads_for_pattern(None, TYPE, pact("Release")):
        passing_on.setdefault(quad.subject, [])
    releases = dict[Node, dict[Node, None]]()
    for quad in store.quads_for_pattern(None, TYPE, pact("Document")):
        releases.setdefault(quad.subject, {})
    for document, found in releases.items():
        for quad in store.quads_for_pattern(document, DERIVED_FROM, None):
            release = quad.object
            if not isinstance(release, Literal) and release in passing_on and release not in found:
                found[release] = None
                passing_on[release].append(document)
    own = {document: _own(store, document) for document in releases}
    days = {
        release: _own(store, release) or _earliest(own[document] for document in documents)
        for release, documents in passing_on.items()
    }
    return {
        document: Speech(_earliest(days[release] for release in found), (*found,))
        if found
        else Speech(own[document], (document,))
        for document, found in releases.items()
    }


def _own(store: Store, thing: Node) -> Interval | None:
    times = told(store, thing, BOUNDS[0])
    day = common(times)[0] if times else Interval()
    return day if day.last < LAST_DAY else None


def _earliest(days: Iterable[Interval | None]) -> Interval | None:
    known = (day for day in days if day is not None)
    return min(known, key=lambda day: (day.last, day.first), default=None)


def settle(store: Store) -> Iterator[tuple[Node, tuple[NamedNode, NamedNode]]]:
    """Leaves in the default graph, of the times of each thing, what its tellings have in common, or else
    their hull; gives (thing, pair of date properties) for each time whose sources have no day in common."""
    for first, last in BOUNDS:
        queries = (_SEVERAL % first, _SEVERAL % last, _UPSIDE_DOWN % (first, last))
        for thing in dict.fromkeys(thing for query in queries for thing in subjects(store, query)):
            times = told(store, thing, (first, last))
            if not times:  # values that are no days, but records
                continue
            standing, disputed = common(times)
            for bound, day in zip((first, last), standing, strict=True):
                for quad in [*store.quads_for_pattern(thing, bound, None, _DEFAULT)]:
                    if isinstance(quad.object, Literal) and quad.object.value != day:
                        store.remove(Quad(thing, bound, quad.object, _DEFAULT))
            if disputed:
                yield thing, (first, last)


def subjects(store: Store, query: str) -> list[Node]:
    """The first column of a query's answer."""
    return [thing for thing, *_ in rows(store, query) if isinstance(thing, NamedNode | BlankNode)]


def rows(store: Store, query: str) -> Iterator[tuple[Term | None, ...]]:
    """The rows of a SELECT query's answer."""
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return map(tuple, found)
