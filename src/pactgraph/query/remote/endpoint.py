"""The engine that is a SPARQL 1.1 endpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pyoxigraph import NamedNode, Triple

from ...rdf.namespaces import ACCEPTED
from ...rdf.table import Table
from ...rdf.urls import shown
from ..engines.folded_terms import fold_table, fold_triples
from ..engines.oxigraph import check_syntax
from ..faults import EngineFault, QueryFault
from ..sparql.binding import serialise
from ..sparql.from_clauses import clauses
from ..sparql.tokens import Token, form, tokens
from .addressing import addressed
from .authentication import Credentials
from .parsing import RESULTS, TRIPLES, read_results, read_triples
from .reply import Reply
from .request import Request
from .transport import DEFAULT_TIMEOUT, Transport, check_url

Read = TypeVar("Read")
_ALL = f"SELECT ?s WHERE {{ GRAPH <{ACCEPTED.value}> {{ ?s ?p ?o }} }} LIMIT 1"


class RemoteEngine:
    """The engine interface over an endpoint whose store holds the accepted statements in the named graph
    `ACCEPTED`, as `pactgraph push` loads them."""

    def __init__(
        self, url: str, credentials: Credentials | None = None, timeout: float | None = None
    ) -> None:
        """An engine at `url`; `timeout` is in seconds, for each query as a whole (by default a minute).

        Raises EngineFault where `url` is no http or https URL, or the credentials cannot be sent.
        """
        self._url = check_url(url)
        self.name = shown(url)
        self.timeout: float | None = None
        self._transport = Transport(credentials, timeout or DEFAULT_TIMEOUT)
        self._is_loaded = False

    def select(self, query: str) -> Table:
        """The rows of a SELECT query. Raises QueryFault, and EngineFault where the endpoint fails."""
        found = self._results(query, "SELECT")
        if not isinstance(found, Table):
            raise EngineFault(f"{self.name} answers a SELECT query with yes or no")
        self._known(bool(found.rows))
        return fold_table(found)

    def ask(self, query: str) -> bool:
        """The answer to an ASK query. Raises as `select` does."""
        found = self._results(query, "ASK")
        if isinstance(found, Table):
            raise EngineFault(f"{self.name} answers an ASK query with rows")
        self._known(found)
        return found

    def construct(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once. Raises as `select` does.

        What is described are all accepted statements about a thing, as the embedded engine does it; endpoints
        differ in that.
        """
        found = tokens(query)
        if form(found) == "DESCRIBE":
            check_syntax(query)
            query = self._description(query, found)
            found = tokens(query)
        if form(found) != "CONSTRUCT":
            raise QueryFault("this is no CONSTRUCT or DESCRIBE query")
        sent = addressed(query, found)
        request = Request(self._transport, self._url, "CONSTRUCT", TRIPLES, sent.default_graph)
        triples = self._answer(read_triples, request, sent.query, query)
        self._known(bool(triples))
        return fold_triples(triples)

    def _results(self, query: str, wanted: str) -> Table | bool:
        found = tokens(query)
        if form(found) != wanted:
            raise QueryFault(f"this is no {wanted} query")
        sent = addressed(query, found)
        request = Request(self._transport, self._url, wanted, RESULTS, sent.default_graph)
        return self._answer(read_results, request, sent.query, query)

    def _answer(self, read: Callable[[Reply], Read], request: Request, sent: str, query: str) -> Read:
        """What the endpoint answers to `sent`, which stands for `query`. What is no SPARQL 1.1 is refused
        here, in clearer words; some endpoints would answer it. A query that calls other endpoints is for this
        one to read.

        Raises EngineFault.
        """
        if "SERVICE" not in query.upper():
            check_syntax(query)
        return request.answer(sent, read)

    def _known(self, something: bool) -> None:
        """Looks once, behind an answer of nothing, whether the store has the accepted statements at all."""
        if something or self._is_loaded:
            self._is_loaded = True
            return
        request = Request(self._transport, self._url, "SELECT", RESULTS)
        found = self._answer(read_results, request, _ALL, _ALL)
        if isinstance(found, Table) and not found.rows:
            raise EngineFault(
                f"{self.name} has no accepted statements (the graph <{ACCEPTED.value}> is empty): load the "
                "dataset with pactgraph push"
            )
        self._is_loaded = True

    def _description(self, query: str, found: list[Token]) -> str:
        """A CONSTRUCT query for a DESCRIBE query: variables are looked up first."""
        start = next(place for place, token in enumerate(found) if token.text.upper() == "DESCRIBE")
        listed = []
        for token in found[start + 1 :]:
            if token.kind not in ("iri", "name", "variable") and token.text != "*":
                break
            listed.append(token)
        things = [token.text for token in listed if token.kind in ("iri", "name")]
        variables = [token.text for token in listed if token.kind == "variable" or token.text == "*"]
        prologue = query[: found[start].start]
        if variables:
            rest = query[listed[-1].end :]
            rows = self.select(f"{prologue}SELECT DISTINCT {' '.join(variables)} {rest}").rows
            named = {cell for row in rows for cell in row if isinstance(cell, NamedNode)}
            things += [serialise(thing) for thing in sorted(named, key=lambda thing: thing.value)]
        asked = clauses(query)
        source = asked.written if asked is not None else ""
        listed_things = f"VALUES ?s {{ {' '.join(things)} }}"
        return f"{prologue}CONSTRUCT {{ ?s ?p ?o }} {source} WHERE {{ {listed_things} ?s ?p ?o }}"
