"""Answering a stored query on an engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from ...rdf.table import Table, Term
from ..engines.engine import Answer, Engine, answer
from ..naming.names import Names
from ..naming.own_terms import refuse_unknown_terms
from ..sparql.binding import bind
from .catalogue import StoredQuery
from .parameters import values

SEPARATOR = " | "
"""Between the parts of a cell of a list column."""


def answer_stored(
    engine: Engine, query: StoredQuery, typed: Mapping[str, str | None], names: Names
) -> tuple[Answer, dict[str, NamedNode | Literal]]:
    """The answer to a stored query for values as a person types them, by parameter name, and the terms
    that were bound, by variable.

    Raises ParameterFault for a value that is missing or does not fit, QueryFault where the query names a term
    of ours that does not exist, and what the engine raises.
    """
    bound = values(query.parameters, typed, names)
    refuse_unknown_terms(engine, query.text, list(query.tokens), names.prefixes)
    found = answer(engine, bind(query.text, bound), list(query.tokens))
    if isinstance(found, Table):
        found = with_sorted_lists(found, query.header.lists)
    return found, bound


def with_sorted_lists(table: Table, columns: Iterable[str]) -> Table:
    """The table with the parts of each cell of list columns in order, each once: no engine promises one
    for GROUP_CONCAT, which also takes empty parts for parts. A cell with nothing in it is left without a
    value, as a GROUP_CONCAT of nothing is."""
    places = [table.columns.index(column) for column in columns if column in table.columns]
    if not places:
        return table
    rows = []
    for row in table.rows:
        cells = list(row)
        for place in places:
            cells[place] = _sorted(cells[place])
        rows.append(tuple(cells))
    return Table(table.columns, tuple(rows))


def _sorted(cell: Term | None) -> Term | None:
    if not isinstance(cell, Literal):
        return cell
    if not cell.value:
        return None
    if SEPARATOR not in cell.value:
        return cell
    parts = SEPARATOR.join(sorted({*cell.value.split(SEPARATOR)} - {""}))
    if not parts:
        return None
    if cell.language is not None:
        return Literal(parts, language=cell.language)
    return Literal(parts, datatype=cell.datatype)
