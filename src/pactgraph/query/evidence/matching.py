"""What the solutions of a query rest on: the statements that its patterns match."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ...rdf.table import Table, Term
from ..engines.engine import Engine
from ..sparql.binding import serialise
from ..sparql.scopes import Part, Pattern, Scope

MOST_KEYS = 500
"""Values by which a scope is limited; with more of them it is answered as a whole."""

Solution = dict[str, Term]
Key = tuple[Term | None, ...]
Tidy = Callable[[Table], Table]


class Match(NamedTuple):
    """A statement that a pattern matched; `graph` is the one it was asked of, None for the default graph."""

    subject: NamedNode
    property: NamedNode
    value: Term
    graph: NamedNode | None

    def statement(self) -> tuple[NamedNode, NamedNode, Term]:
        """Subject, property and value."""
        return (self.subject, self.property, self.value)


Matches = tuple[Match, ...]
"""The statements that one group of patterns matched together."""


class Matching:
    """The statements behind each solution of a scope, looked up by the values of the variables `keys`.

    Results of nested SELECT and EXISTS are joined on the variables that they share. `wanted` limits it to
    these values of the keys, where they are few; `tidy` normalises a table's cells as the keys are. Raises
    what `engine.select` raises.
    """

    def __init__(
        self,
        engine: Engine,
        prologue: str,
        scope: Scope,
        keys: Sequence[str],
        wanted: Sequence[Key] | None = None,
        tidy: Tidy = lambda table: table,
    ) -> None:
        self._scope = scope
        self._known: dict[Key, set[Matches]] = {}
        names = dict.fromkeys([*keys, *scope.variables])
        shared = [_shared(inner, scope) for inner in scope.inner]
        names |= dict.fromkeys(name for inner in shared for name in inner)
        self._solutions: dict[Key, list[Solution]] = {}
        for query in _queries(prologue, scope, list(names), keys, wanted):
            table = tidy(engine.select(query))
            for row in table.rows:
                pairs = zip(table.columns, row, strict=True)
                solution = {name: term for name, term in pairs if term is not None}
                self._solutions.setdefault(_key(solution, keys), []).append(solution)
        self._open = [key for key in self._solutions if None in key]
        self._inner = []
        for part, within in zip(scope.inner, shared, strict=True):
            asked = list(dict.fromkeys(_key(s, within) for found in self._solutions.values() for s in found))
            self._inner.append((within, Matching(engine, prologue, part, within, asked, tidy)))

    def matches(self, key: Key) -> set[Matches]:
        """What the solutions matched whose keys have these values, or none where either side has none.

        A group all of whose variables the rest of the query binds is among them even where it holds nothing
        that is in the graph.
        """
        if key not in self._known:
            self._known[key] = {
                matches
                for found in self._fitting(key)
                for solution in self._solutions[found]
                for matches in self._of(solution)
            }
        return self._known[key]

    def _fitting(self, key: Key) -> Iterator[Key]:
        if key in self._solutions:
            yield key
        for found in self._solutions if None in key else self._open:
            pairs = zip(found, key, strict=True)
            if found != key and all(one is None or other is None or one == other for one, other in pairs):
                yield found

    def _of(self, solution: Solution) -> Iterator[Matches]:
        for group in self._scope.groups:
            for found in product(*(_matched(pattern, solution) for pattern in group)):
                if found:
                    yield found
        for names, inner in self._inner:
            yield from inner.matches(_key(solution, names))


def _shared(inner: Scope, outer: Scope) -> list[str]:
    """The variables that an inner scope shares with the one around it: those it gives, or, for an EXISTS,
    those of its patterns."""
    if inner.columns is not None:
        return list(inner.columns)
    around = {*outer.variables, *outer.assigned, *(outer.columns or ())}
    around.update(name for scope in outer.inner for name in scope.columns or ())
    return [name for name in inner.variables if name in around]


def _key(solution: Solution, names: Sequence[str]) -> Key:
    return tuple(solution.get(name) for name in names)


def _queries(
    prologue: str, scope: Scope, names: list[str], keys: Sequence[str], wanted: Sequence[Key] | None
) -> Iterator[str]:
    """Queries for the solutions of a scope's body, limited to those with wanted values: one for each choice
    of keys that have one, for Virtuoso takes UNDEF for a value."""
    if wanted is None or len(wanted) > MOST_KEYS:
        yield _query(prologue, scope, names, [], [])
        return
    shapes: dict[tuple[int, ...], list[Key]] = {}
    for key in wanted:
        places = tuple(place for place, term in enumerate(key) if term is not None)
        shapes.setdefault(places, []).append(tuple(key[place] for place in places))
    for places, some in shapes.items():
        yield _query(prologue, scope, names, [keys[place] for place in places], some)


def _query(prologue: str, scope: Scope, names: list[str], keys: Sequence[str], wanted: Sequence[Key]) -> str:
    """One of them. Values of the variables that every solution has stand before the patterns: so engines
    begin with them. What a BIND computes is compared here: Virtuoso may lose an OPTIONAL where VALUES ask for
    it."""
    certain = [name for name in keys if name in scope.certain]
    others = [name for name in keys if name not in scope.certain and name not in scope.assigned]
    first, last = (_values(some, keys, wanted) for some in (certain, others))
    asked = " ".join(f"?{name}" for name in names) or "*"
    body = f"{{ {first} {scope.body[1:-1]} }}" if first else scope.body
    return f"{prologue}SELECT DISTINCT {asked} WHERE {{ {body} {last} }}"


def _values(names: Sequence[str], keys: Sequence[str], wanted: Sequence[Key]) -> str:
    """The values of some of the keys, each combination once; nothing for no names."""
    if not names:
        return ""
    places = [keys.index(name) for name in names]
    some = dict.fromkeys(tuple(key[place] for place in places) for key in wanted)
    rows = " ".join(f"({' '.join(map(_value, key))})" for key in some)
    return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ {rows} }}"


def _value(term: Term | None) -> str:
    return serialise(term) if isinstance(term, NamedNode | Literal) else "UNDEF"


def _matched(pattern: Pattern, solution: Solution) -> list[Match]:
    """The statements that a pattern matches in a solution: one, several where its property is either of
    several, none where it tells none."""
    subject, value = (_term(part, solution) for part in (pattern.subject, pattern.value))
    verbs = pattern.verb if isinstance(pattern.verb, tuple) else (_term(pattern.verb, solution),)
    graph = None if pattern.graph is None else _term(pattern.graph, solution)
    named = graph if isinstance(graph, NamedNode) else None
    if not isinstance(subject, NamedNode) or value is None or (pattern.graph is not None and named is None):
        return []
    return [Match(subject, verb, value, named) for verb in verbs if isinstance(verb, NamedNode)]


def _term(part: Part, solution: Solution) -> Term | None:
    return solution.get(part) if isinstance(part, str) else part
