"""What every engine can do: answer SPARQL 1.1 queries over the dataset, with terms as values."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from pyoxigraph import Triple

from ...rdf.table import Table
from ..faults import QueryFault
from ..sparql.tokens import Token, form
from .query_limits import endable

Given = TypeVar("Given")

Answer = Table | bool | list[Triple]
"""A table for SELECT, a truth value for ASK, triples for CONSTRUCT and DESCRIBE."""


class Engine(Protocol):
    """One dataset behind one query language. Each method takes a query of its form.

    All raise QueryFault for a query that is not well-formed, and EngineFault where the engine fails.
    """

    name: str

    timeout: float | None
    """The seconds that a query may take where this process evaluates it. None where another one does, which
    can be left alone, or where no limit is asked for."""

    def select(self, query: str) -> Table:
        """The rows of a SELECT query, in the order the engine gives them."""

    def ask(self, query: str) -> bool:
        """The answer to an ASK query."""

    def construct(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once, in no order."""


def answer(engine: Engine, query: str, found: list[Token]) -> Answer:
    """The engine's answer to a query whose tokens are `found`, evaluated where it can be ended.

    Raises QueryFault for a text that is no query (an update, say), and what the engine's methods raise.
    """
    kind = form(found)
    if kind is None:
        if not found:
            raise QueryFault("the query is empty: write SELECT, ASK, CONSTRUCT or DESCRIBE")
        raise QueryFault(
            "this is no query: Pactgraph answers SELECT, ASK, CONSTRUCT and DESCRIBE, and updates nothing"
        )
    asked: dict[str, Callable[[str], Answer]] = {"SELECT": engine.select, "ASK": engine.ask}
    return bounded(engine, partial(asked.get(kind, engine.construct), query))


def bounded(engine: Engine, work: Callable[[], Given]) -> Given:
    """Runs `work`, which may send many queries to `engine`, in a killable process if the engine has a time
    limit. Forking once for all is a hundred times cheaper than once for each query. Raises what `work`
    raises, and EngineFault where it was ended."""
    return work() if engine.timeout is None else endable(work)
