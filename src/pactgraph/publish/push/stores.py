"""A store that others run, asked and changed by the SPARQL 1.1 Protocol; and where it takes the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

from pyoxigraph import DefaultGraph, Literal, NamedNode

from ...query.remote.parsing import RESULTS, read_results
from ...query.remote.remote_faults import RemoteFault, is_page
from ...query.remote.request import Request, Update
from ...query.remote.transport import Transport, check_url
from ...rdf.table import Table, Term
from ...rdf.urls import shown
from .target import Graph

Row = tuple[Term | None, ...]
Item = TypeVar("Item")

GRAPHS_AT_ONCE = 500
"""Graphs named in one query: stores limit the length of a query."""

PAGE = 5_000
"""Rows asked for at once: Virtuoso gives 10,000 as it is delivered, and says nothing of the others."""

_ELSEWHERE = frozenset({400, 403, 404, 405, 406, 409, 410, 411, 415, 422, 500, 501})
"""Statuses with which a URL says that it is not the place for a request, or not in this way."""

_NOWHERE = frozenset({404, 405, 410, 415, 501})
"""Of these, the ones that say no more than that it is not the place."""


class RemoteStore:
    """A store behind `query_url`; `update_url` is set once it is known. Every method raises RemoteFault where
    the store does not do what is asked."""

    def __init__(self, transport: Transport, query_url: str) -> None:
        self.query_url = query_url
        self.update_url = ""
        self._transport = transport

    @classmethod
    def at(cls, transport: Transport, url: str) -> RemoteStore:
        """The store at `url`: its query endpoint, or the address of a server that has one at `query` or
        `sparql` below it."""
        check_url(url)
        faults: list[RemoteFault] = []
        for candidate in _below(url, "", "query", "sparql"):
            store = cls(transport, candidate)
            try:
                store.select("SELECT ?o WHERE { GRAPH <urn:x> { <urn:x> <urn:x> ?o } } LIMIT 1")
            except RemoteFault as fault:
                if fault.status in (None, 401, 403):
                    raise
                faults.append(fault)
            else:
                return store
        raise _most_telling(faults)

    def select(self, query: str) -> Sequence[Row]:
        """The rows of a SELECT query; the store may cut them off."""
        found = Request(self._transport, self.query_url, "SELECT", RESULTS).answer(query, read_results)
        if not isinstance(found, Table):
            raise RemoteFault(f"{shown(self.query_url)} answers a SELECT query with yes or no")
        return found.rows

    def number(self, where: str) -> int:
        """How many solutions a group graph pattern has."""
        rows = self.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")
        found = rows[0][0] if len(rows) == 1 and rows[0] else None
        if not isinstance(found, Literal) or not found.value.isdecimal():
            raise RemoteFault(f"{shown(self.query_url)} gives no number where it is asked to count")
        return int(found.value)

    def pairs(self, where: str) -> set[tuple[str, str]]:
        """Every solution of a group graph pattern that binds an IRI `?u` and a literal `?v`, in pages."""
        expected = self.number(where)
        found, last = set[tuple[str, str]](), ""
        while True:
            rows = self.select(
                f"SELECT ?u ?v WHERE {{ {where} FILTER (STR(?v) >= {Literal(last)}) }} "
                f"ORDER BY STR(?v) ?u LIMIT {PAGE}"
            )
            page = [
                (u.value, v.value) for u, v in rows if isinstance(u, NamedNode) and isinstance(v, Literal)
            ]
            if found.issuperset(page):
                break
            found.update(page)
            last = page[-1][1]
        # Another push may be at work, so that the number changes meanwhile.
        if len(found) < min(expected, self.number(where)):
            raise RemoteFault(f"{shown(self.query_url)} counts {expected} results and gives {len(found)}")
        return found

    def counts(self, graphs: Iterable[Graph]) -> dict[Graph, int]:
        """The number of statements in each of the graphs, 0 for one that is not there."""
        found: dict[Graph, int] = {}
        for some in pieces(graphs, GRAPHS_AT_ONCE):
            found.update(dict.fromkeys(some, 0))
            if DefaultGraph() in some:
                found[DefaultGraph()] = self.number("?s ?p ?o")
            named = " ".join(str(graph) for graph in some if isinstance(graph, NamedNode))
            where = f"VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }}"
            for graph, number in self.select(f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?g"):
                if isinstance(graph, NamedNode) and isinstance(number, Literal) and number.value.isdecimal():
                    found[graph] = int(number.value)
        return found

    def update(self, text: str) -> None:
        """Runs an update, which must be one that may be done twice: it is sent again where its reply is
        lost."""
        try:
            reply = Update(self._transport, self.update_url).reply(text)
        except RemoteFault as fault:
            if fault.status != 413:
                raise
            raise RemoteFault(f"{fault}; send less at once, with --batch", fault.status) from fault
        if reply.body.strip() and is_page(
            reply.content_type, reply.body
        ):  # Virtuoso calls an empty one a page
            raise RemoteFault(
                f"{shown(reply.url)} answers with a web page and not as an endpoint: check the URL",
                reply.status,
            )

    def update_first(self, text: str, update_url: str | None) -> None:
        """Runs the first update, which tells by what URL the store takes them: the one given, or those that
        stores of each make have."""
        faults: list[RemoteFault] = []
        for candidate in [check_url(update_url)] if update_url else _update_urls(self.query_url):
            self.update_url = candidate
            try:
                self.update(text)
            except RemoteFault as fault:
                if fault.status not in _ELSEWHERE and not (fault.status and 200 <= fault.status < 300):
                    raise
                faults.append(fault)
            else:
                return
        raise RemoteFault(
            f"{_most_telling(faults)}; if the store takes changes at another URL, give it with --update-url"
        )


def pieces(items: Iterable[Item], most: int) -> Iterator[list[Item]]:
    """The items in lists of at most `most`."""
    some: list[Item] = []
    for item in items:
        some.append(item)
        if len(some) == most:
            yield some
            some = []
    if some:
        yield some


def _most_telling(faults: list[RemoteFault]) -> RemoteFault:
    """The first fault of an endpoint, or the first one where no endpoint is."""
    return min(faults, key=lambda fault: fault.status in _NOWHERE)


def _update_urls(query_url: str) -> list[str]:
    """Where stores take updates, by where they take queries: Oxigraph, Fuseki and Stardog beside it at
    `update`, Virtuoso at `sparql-auth`, GraphDB and RDF4J below it at `statements`, others at the same
    URL."""
    if query_url.endswith("/query"):
        return [*_beside(query_url, "update"), query_url]
    if query_url.endswith("/sparql"):
        return [query_url, *_beside(query_url, "sparql-auth", "update")]
    if "/repositories/" in query_url:
        return _below(query_url, "statements", "")
    return [query_url, *_below(query_url, "update")]


def _below(url: str, *names: str) -> list[str]:
    """`url` with each name added to its path; the empty name leaves it as it is."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    return [urlunsplit(parts._replace(path=f"{path}/{name}")) if name else url for name in names]


def _beside(url: str, *names: str) -> list[str]:
    """`url` with each name in place of the last part of its path."""
    parts = urlsplit(url)
    folder = parts.path.rpartition("/")[0]
    return [urlunsplit(parts._replace(path=f"{folder}/{name}")) for name in names]
