"""The embedded engine: Oxigraph, through pyoxigraph."""

from __future__ import annotations

import re

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from ...model.table import Table
from ..fault import EngineFault, QueryFault

_PLACE = r"(?s)error at (\d+):(\d+): (.*)"


class OxigraphEngine:
    """The engine interface over a pyoxigraph Store."""

    name = "oxigraph"

    def __init__(self, store: Store) -> None:
        self._store = store

    def select(self, query: str) -> Table:
        """The rows of a SELECT query. Raises QueryFault, or EngineFault where evaluation fails."""
        found = self._run(query)
        if not isinstance(found, QuerySolutions):
            raise QueryFault("this is no SELECT query")
        columns = tuple(variable.value for variable in found.variables)
        try:
            return Table(columns, tuple(tuple(row) for row in found))
        except (OSError, RuntimeError, ValueError) as error:
            raise EngineFault(str(error)) from error

    def ask(self, query: str) -> bool:
        """The answer to an ASK query. Raises as `select` does."""
        found = self._run(query)
        if not isinstance(found, QueryBoolean):
            raise QueryFault("this is no ASK query")
        return bool(found)

    def construct(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once. Raises as `select` does."""
        found = self._run(query)
        if not isinstance(found, QueryTriples):
            raise QueryFault("this is no CONSTRUCT or DESCRIBE query")
        try:
            return list(dict.fromkeys(found))
        except (OSError, RuntimeError, ValueError) as error:
            raise EngineFault(str(error)) from error

    def _run(self, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        return _query(self._store, query)


def check_syntax(query: str) -> None:
    """Raises QueryFault for a query that is not well-formed, with the words of the embedded engine: other
    engines accept what SPARQL 1.1 forbids, or say less about it."""
    _query(Store(), query)


def _query(store: Store, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        return store.query(query)
    except SyntaxError as error:
        from ..sparql.diagnosis import diagnose

        said = str(error.msg)
        place = re.fullmatch(_PLACE, said)
        if place is None:
            raise diagnose(query, None, None, said) from error
        raise diagnose(query, int(place[1]), int(place[2]), place[3]) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise EngineFault(str(error)) from error
