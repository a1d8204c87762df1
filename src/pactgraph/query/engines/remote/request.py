"""Requests of the SPARQL 1.1 Protocol: SPARQLWrapper makes them, Pactgraph's transport sends them."""

from __future__ import annotations

from SPARQLWrapper import GET, POST, SPARQLWrapper

from ....wire.reply import Reply
from ....wire.transport import Transport

LONGEST_GET = 1_500
"""Characters of the longest query that goes into a URL; proxies and servers cut or refuse long ones."""


class Request(SPARQLWrapper):
    """One query of a known form. SPARQLWrapper's own way of sending has a time limit for connecting only, no
    retries, and keeps the credentials of digest authentication for the whole process."""

    def __init__(self, endpoint: str, form: str, accept: str, default_graph: str | None) -> None:
        self._form = form
        self._accept = accept
        super().__init__(endpoint, defaultGraph=default_graph, agent="pactgraph")
        self.setOnlyConneg(True)

    def send(self, query: str, transport: Transport) -> Reply:
        """The endpoint's reply to the query. Raises WireFault."""
        self.setQuery(query)
        short = len(query) <= LONGEST_GET and "?" not in self.endpoint
        self.setMethod(GET if short else POST)
        made = self._createRequest()
        body = made.data if isinstance(made.data, bytes) else None
        return transport.send(made.get_method(), made.full_url, body, dict(made.header_items()))

    def _parseQueryType(self, query: str) -> str:  # noqa: N802 - SPARQLWrapper's name
        return self._form

    def _getAcceptHeader(self) -> str:  # noqa: N802 - SPARQLWrapper's name
        return self._accept
