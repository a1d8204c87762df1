"""What a stored query leaves out when it is asked about a day for which nothing is told."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from ...rdf.namespaces import PACT
from ...rdf.table import Table
from ..engines.engine import Engine, answer
from ..sparql.binding import bind
from ..sparql.values_block import listed
from .catalogue import StoredQuery

AT = "at"
"""The parameter of the queries that ask what held on a day."""


def untold(
    engine: Engine, query: StoredQuery, bound: Mapping[str, NamedNode | Literal], answered: Table
) -> int:
    """How many things the answer leaves out because nothing is told of them for so early a day: they may have
    held by then. What is told to have begun later, or to have ended before, does not count.

    0 for a query that is not asked about a day, or whose header does not say what holds.
    """
    day = next((bound.get(each.variable) for each in query.parameters if each.name == AT), None)
    held = query.header.held
    if not isinstance(day, Literal) or held not in answered.columns:
        return 0
    ever = {variable: term for variable, term in bound.items() if term is not day}
    found = answer(engine, bind(query.text, ever), list(query.tokens))
    assert isinstance(found, Table)
    left_out = {*found.column(held)} - {*answered.column(held)}
    firsts = _first_periods(engine, {thing for thing in left_out if isinstance(thing, NamedNode)})
    return sum(
        not begin and (not begun or begun > day.value) and (not ended or ended >= day.value)
        for begun, begin, ended in firsts.values()
    )


def _first_periods(engine: Engine, things: set[NamedNode]) -> dict[NamedNode, tuple[str, str, str]]:
    """Of each thing with periods, or that is one, by when the first of them had begun, since when at the
    earliest, and by when it had ended; what is not told is empty."""
    first: dict[NamedNode, tuple[str, str, str]] = {}
    for some in listed(things):
        table = engine.select(
            f"SELECT ?thing ?begun ?begin ?ended WHERE {{ {{ SELECT ?thing ?period WHERE {{ "
            f"VALUES ?thing {{ {some} }} {{ ?period a <{PACT}Period> ; <{PACT}stateOf> ?thing }} UNION "
            f"{{ ?thing a <{PACT}OfficeHolding> BIND(?thing AS ?period) }} }} }} "
            f"OPTIONAL {{ ?period <{PACT}beginLatest> ?begun }} "
            f"OPTIONAL {{ ?period <{PACT}beginEarliest> ?begin }} "
            f"OPTIONAL {{ ?period <{PACT}endLatest> ?ended }} }}"
        )
        for thing, *bounds in table.rows:
            begun, begin, ended = (bound.value if isinstance(bound, Literal) else "" for bound in bounds)
            if isinstance(thing, NamedNode):
                first[thing] = min(first.get(thing, (begun, begin, ended)), (begun, begin, ended))
    return first
