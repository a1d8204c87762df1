"""Where a store takes queries and changes: the URLs given, or those that stores of each make have."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Triple

from ...model.namespaces import LEDGER
from ...wire.fault import WireFault, shown
from ...wire.transport import Transport, check_url
from .fault import PushFault
from .store import RemoteStore, data_block

PushProtocol = Literal["auto", "update", "gsp"]

_VERSION = Triple(LEDGER, NamedNode(LEDGER.value + "#version"), Value("1"))
_ELSEWHERE = frozenset({400, 403, 404, 405, 406, 409, 410, 411, 415, 422, 500, 501})
"""Statuses with which a URL says that it is not the place for a request, or not in this way."""

_NOWHERE = frozenset({404, 405, 410, 415, 501})
"""Of these, the ones that say no more than that it is not the place."""


def open_store(transport: Transport, url: str) -> RemoteStore:
    """The store at `url`: its query endpoint, or the address of a server that has one at `query` or
    `sparql` below it.

    Raises WireFault where neither answers a query.
    """
    check_url(url)
    faults: list[WireFault] = []
    for candidate in _below(url, "", "query", "sparql"):
        store = RemoteStore(transport, candidate)
        try:
            store.select(f"SELECT ?o WHERE {{ GRAPH {LEDGER} {{ {LEDGER} ?p ?o }} }} LIMIT 1")
        except WireFault as fault:
            if fault.status in (None, 401, 403):
                raise
            faults.append(fault)
        else:
            return store
    raise _most_telling(faults)


def find_way_in(
    store: RemoteStore, protocol: PushProtocol, update_url: str | None, data_url: str | None
) -> Literal["update", "gsp"]:
    """How the store is changed: sets its `update_url` or `data_url` to the first URL by which a first line in
    the ledger comes to stand in it. Update comes first: it takes many graphs in one request and changes in a
    graph what has changed; without Update it is the Graph Store Protocol.

    Raises WireFault where no URL works, and where the store asks for credentials.
    """
    faults: list[WireFault] = []
    if protocol == "auto" and data_url and not update_url:
        protocol = "gsp"
    if protocol in ("auto", "update"):
        for candidate in [check_url(update_url)] if update_url else _update_urls(store.query_url):
            store.update_url = candidate
            if _works(store, "update", faults):
                return "update"
        store.update_url = None
    if protocol in ("auto", "gsp"):
        for candidate in [check_url(data_url)] if data_url else _data_urls(store.query_url):
            store.data_url = candidate
            if _works(store, "gsp", faults):
                return "gsp"
        store.data_url = None
    raise _no_way_in(protocol, faults)


def _works(store: RemoteStore, way: Literal["update", "gsp"], faults: list[WireFault]) -> bool:
    """Whether the ledger's version can be written in this way. Raises what is no matter of the URL."""
    try:
        if way == "update":
            store.update("INSERT DATA " + data_block({LEDGER: [_VERSION]}))
        else:
            store.add(LEDGER, [_VERSION])
    except WireFault as fault:
        if fault.status not in _ELSEWHERE and not (fault.status and 200 <= fault.status < 300):
            raise
        faults.append(fault)
        return False
    if has_ledger(store):
        return True
    where = store.update_url if way == "update" else store.data_url
    raise WireFault(
        f"what is sent to {shown(where or '')} does not show at {shown(store.query_url)}: "
        "give the URLs of one store, with --update-url or --data-url"
    )


def has_ledger(store: RemoteStore) -> bool:
    """Whether a ledger stands in the store, so that a push has been there."""
    return store.number(f"GRAPH {LEDGER} {{ {_VERSION} }}") == 1


def _no_way_in(protocol: PushProtocol, faults: list[WireFault]) -> WireFault:
    option = {"update": "--update-url", "gsp": "--data-url"}.get(protocol, "--update-url or --data-url")
    return WireFault(
        f"{_most_telling(faults)}; if the store takes changes at another URL, give it with {option}"
    )


def _most_telling(faults: list[WireFault]) -> WireFault:
    """The first fault of an endpoint, or the first one where no endpoint is."""
    return min(faults, key=lambda fault: fault.status in _NOWHERE)


def shows_all_graphs(store: RemoteStore) -> bool:
    """Whether a query without GRAPH sees the named graphs, so that the store has no default graph of its own
    to fill; only once the ledger stands in it."""
    return store.number(str(_VERSION)) > 0


def check_protocol(protocol: PushProtocol, update_url: str | None, data_url: str | None) -> None:
    """Raises PushFault where the URLs given do not go with the protocol."""
    if protocol == "gsp" and update_url:
        raise PushFault("--update-url is of no use with --protocol gsp: give --data-url")
    if protocol == "update" and data_url:
        raise PushFault("--data-url is of no use with --protocol update: give --update-url")


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


def _data_urls(query_url: str) -> list[str]:
    """Where stores follow the Graph Store Protocol: Oxigraph at `store`, Fuseki at `data`, Virtuoso at
    `sparql-graph-crud` and `sparql-graph-crud-auth`, Neptune at `sparql/gsp/`, GraphDB and RDF4J at
    `rdf-graphs/service`, Stardog at the database."""
    if query_url.endswith("/query"):
        return _beside(query_url, "store", "data", "")
    if query_url.endswith(("/sparql", "/sparql-auth")):
        crud = _beside(query_url, "sparql-graph-crud-auth", "sparql-graph-crud", "data", "store")
        return [*crud, *_below(query_url, "gsp/")]
    if "/repositories/" in query_url:
        return _below(query_url, "rdf-graphs/service")
    return _below(query_url, "", "data", "store")


def _below(url: str, *names: str) -> list[str]:
    """`url` with each name added to its path; the empty name leaves it as it is."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    return [urlunsplit(parts._replace(path=f"{path}/{name}")) if name else url for name in names]


def _beside(url: str, *names: str) -> list[str]:
    """`url` with each name in place of the last part of its path."""
    parts = urlsplit(url)
    folder = parts.path.rpartition("/")[0]
    return [urlunsplit(parts._replace(path=f"{folder}/{name}" if name else folder or "/")) for name in names]
