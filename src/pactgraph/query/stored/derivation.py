"""What the rows of an answer rest on: the statements that the patterns of their query match for each row."""

from __future__ import annotations

from collections.abc import Iterable

from ...rdf.table import Table
from ..engines.engine import Engine
from ..evidence.matching import Matches, Matching
from ..sparql.scopes import read_scopes
from ..sparql.tokens import tokens
from .answering import with_sorted_lists


def matches_of_rows(engine: Engine, query: str, table: Table, lists: Iterable[str]) -> list[set[Matches]]:
    """For each row of a SELECT query's answer what its patterns matched, group by group.

    A column that is computed tells nothing of the solutions behind a row. `lists` are the columns whose parts
    stand in order (`answering.with_sorted_lists`). Raises what `engine.select` raises.
    """
    prologue, scope = read_scopes(query, tokens(query))
    ordered = tuple(lists)
    shown = [name for name in scope.columns or table.columns if name in table.columns]
    outer = Matching(engine, prologue, scope, shown, tidy=lambda found: with_sorted_lists(found, ordered))
    places = [table.columns.index(name) for name in shown]
    return [outer.matches(tuple(row[place] for place in places)) for row in table.rows]
