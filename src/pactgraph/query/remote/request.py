"""Requests of the SPARQL 1.1 Protocol: SPARQLWrapper builds and sends them, through the opener of
`transport`.

SPARQLWrapper opens its requests with `urllib.request.urlopen`, whose time limit is one for each read, which
tries nothing again, and which keeps the credentials of digest authentication for the whole process. To
install an opener there would change every other call of a program that uses this package, so `_query`, which
opens, is what is replaced.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from typing import Any, TypeVar, cast

from SPARQLWrapper import GET, INSERT, POST, POSTDIRECTLY, SPARQLWrapper

from ..engines.query_limits import limits
from .remote_faults import RemoteFault
from .reply import Reply
from .transport import Transport

Read = TypeVar("Read")

LONGEST_GET = 1_500
"""Characters of the longest query that goes into a URL; proxies and servers cut or refuse long ones."""


class Request(SPARQLWrapper):
    """One query or update of a known form."""

    def __init__(
        self, transport: Transport, endpoint: str, form: str, accept: str, default_graph: str | None = None
    ) -> None:
        self._transport = transport
        self._form = form
        self._accept = accept
        super().__init__(endpoint, defaultGraph=default_graph, agent="pactgraph")
        self.setOnlyConneg(True)

    def answer(self, text: str, read: Callable[[Reply], Read]) -> Read:
        """What `read` makes of the endpoint's reply to a query, within the same limit of time, and within
        that of memory where this process may be ended. Raises RemoteFault, without the credentials where the
        reply repeats them."""
        reply = self.reply(text)
        try:
            with limits(max(reply.deadline.left(), 0.001)):
                return read(reply)
        except TimeoutError:
            raise self._transport.late(reply.url) from None
        except RemoteFault as fault:
            raise RemoteFault(self._transport.credentials.hidden(str(fault)), fault.status) from fault

    def reply(self, text: str) -> Reply:
        """The endpoint's reply to a query or an update. Raises RemoteFault."""
        self.setQuery(text)
        short = len(text) <= LONGEST_GET and "?" not in self.endpoint
        self.setMethod(GET if short and self.isSparqlQueryRequest() else POST)
        return cast(Reply, self.query().response)

    def _query(self) -> tuple[Any, str]:
        return self._transport.send(self._createRequest()), self.returnFormat

    def _parseQueryType(self, query: str) -> str:  # noqa: N802 - SPARQLWrapper's name
        return self._form

    def _getAcceptHeader(self) -> str:  # noqa: N802 - SPARQLWrapper's name
        return self._accept


class Update(Request):
    """An update, whose text is the body of the request as it is: as a form it would be half as long again."""

    def __init__(self, transport: Transport, endpoint: str) -> None:
        super().__init__(transport, endpoint, INSERT, "*/*")
        self.setRequestMethod(POSTDIRECTLY)

    def _createRequest(self) -> urllib.request.Request:  # noqa: N802 - SPARQLWrapper's name
        made: urllib.request.Request = super()._createRequest()
        made.full_url = self.endpoint  # it has added a question mark, without parameters behind it
        made.add_header("Content-Type", "application/sparql-update; charset=utf-8")
        return made
