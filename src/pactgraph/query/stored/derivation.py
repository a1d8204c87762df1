"""What the rows of an answer rest on: the statements that the patterns of their query match for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ...model.table import Table, Term
from ..engines.engine import Engine
from ..sparql.binding import serialise
from ..sparql.scopes import Part, Pattern, Scope, read_scopes
from ..sparql.tokens import tokens
from .answering import with_sorted_lists

MOST_KEYS = 500
"""Values by which an inner scope is limited; with more of them it is answered as a whole."""

Solution = dict[str, Term]
Key = tuple[Term | None, ...]


class Match(NamedTuple):
    """A statement that a pattern matched; `graph` is the one it was asked of, None for the default graph."""

    subject: NamedNode
    property: NamedNode
    value: Term
    graph: NamedNode | None


Matches = tuple[Match, ...]
"""The statements that one group of patterns matched together."""


def matches_of_rows(engine: Engine, query: str, table: Table, lists: Iterable[str]) -> list[set[Matches]]:
    """For each row of a SELECT query's answer what its patterns matched, group by group.

    Solutions of the query, and of each SELECT and EXISTS within it, are put together by the variables that
    they share; a column that is computed tells nothing of them. `lists` are the columns whose parts stand in
    order (`stored.with_sorted_lists`). A group all of whose variables the rest of the query binds is among
    the matches even where it holds nothing that is in the graph. Raises what `engine.select` raises.
    """
    prologue, scope = read_scopes(query, tokens(query))
    shown = [name for name in scope.columns or table.columns if name in table.columns]
    outer = _Answered(engine, prologue, scope, shown, None, tuple(lists))
    places = [table.columns.index(name) for name in shown]
    return [outer.matches(tuple(row[place] for place in places)) for row in table.rows]


class _Answered:
    """The solutions of a scope, by the values of the variables that it shares with what is around it."""

    def __init__(
        self,
        engine: Engine,
        prologue: str,
        scope: Scope,
        keys: Sequence[str],
        wanted: Sequence[Key] | None,
        lists: tuple[str, ...],
    ) -> None:
        self._scope = scope
        self._known: dict[Key, set[Matches]] = {}
        names = dict.fromkeys([*keys, *scope.variables])
        shared = [_shared(inner, scope) for inner in scope.inner]
        names |= dict.fromkeys(name for inner in shared for name in inner)
        table = Table((), ())
        if wanted is None or wanted:
            table = engine.select(_query(prologue, scope, list(names), keys, wanted))
        table = with_sorted_lists(table, lists)
        self._solutions: dict[Key, list[Solution]] = {}
        for row in table.rows:
            solution = {name: term for name, term in zip(table.columns, row, strict=True) if term is not None}
            self._solutions.setdefault(_key(solution, keys), []).append(solution)
        self._open = [key for key in self._solutions if None in key]
        self._inner = []
        for part, within in zip(scope.inner, shared, strict=True):
            asked = list(dict.fromkeys(_key(s, within) for found in self._solutions.values() for s in found))
            self._inner.append((within, _Answered(engine, prologue, part, within, asked, lists)))

    def matches(self, key: Key) -> set[Matches]:
        """What the solutions matched whose shared variables have these values, or none where either side
        has none."""
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
            matches = [_match(pattern, solution) for pattern in group]
            found = tuple(match for match in matches if match is not None)
            if found and len(found) == len(matches):
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


def _query(
    prologue: str, scope: Scope, names: list[str], keys: Sequence[str], wanted: Sequence[Key] | None
) -> str:
    """A query for the solutions of a scope's body, limited to those with wanted values."""
    limit = ""
    if keys and wanted is not None and len(wanted) <= MOST_KEYS:
        rows = " ".join(f"({' '.join(map(_value, key))})" for key in wanted)
        limit = f" VALUES ({' '.join(f'?{name}' for name in keys)}) {{ {rows} }} "
    asked = " ".join(f"?{name}" for name in names) or "*"
    return f"{prologue}SELECT DISTINCT {asked} WHERE {{ {scope.body}{limit} }}"


def _value(term: Term | None) -> str:
    return serialise(term) if isinstance(term, NamedNode | Literal) else "UNDEF"


def _match(pattern: Pattern, solution: Solution) -> Match | None:
    subject, property_, value = (
        _term(part, solution) for part in (pattern.subject, pattern.verb, pattern.value)
    )
    graph = None if pattern.graph is None else _term(pattern.graph, solution)
    if (
        isinstance(subject, NamedNode)
        and isinstance(property_, NamedNode)
        and value is not None
        and (pattern.graph is None or isinstance(graph, NamedNode))
    ):
        return Match(subject, property_, value, graph if isinstance(graph, NamedNode) else None)
    return None


def _term(part: Part, solution: Solution) -> Term | None:
    return solution.get(part) if isinstance(part, str) else part
