"""A store that others run: reading by SPARQL 1.1 Query, changing by Update or the Graph Store Protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote, urlencode

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from ...wire.fault import WireFault, is_page, shown
from ...wire.reply import Reply
from ...wire.transport import Transport

Graph = NamedNode | DefaultGraph
Term = NamedNode | Literal | BlankNode
Row = tuple[Term | None, ...]
Item = TypeVar("Item")

GRAPHS_AT_ONCE = 500
"""Graphs named in one query: stores limit the length of a query."""

_JSON = "application/sparql-results+json"


class RemoteStore:
    """A store behind `query_url`; `update_url` or `data_url` is set once it is known how to change it.

    Every method raises WireFault where the store does not do what is asked.
    """

    def __init__(self, transport: Transport, query_url: str) -> None:
        self.query_url = query_url
        self.update_url: str | None = None
        self.data_url: str | None = None
        self._transport = transport

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT query; the store may cut them off."""
        body = urlencode({"query": query}).encode("ascii")
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": _JSON}
        reply = self._transport.send("POST", self.query_url, body, headers)
        return _rows(reply)

    def number(self, where: str) -> int:
        """How many solutions a group graph pattern has."""
        rows = self.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")
        found = rows[0][0] if len(rows) == 1 and rows[0] else None
        if not isinstance(found, Literal) or not found.value.isdecimal():
            raise WireFault(f"{shown(self.query_url)} gives no number where it is asked to count")
        return int(found.value)

    def rows(self, variables: Sequence[str], where: str) -> list[Row]:
        """Every solution, each once, of a group graph pattern that binds all the `variables`: piece by piece
        where the store cuts off long results."""
        names = " ".join(variables)
        expected = self.number(where)
        found = dict.fromkeys(self.select(f"SELECT {names} WHERE {{ {where} }}")) if expected else {}
        page = len(found)
        if page >= expected:
            return list(found)
        key = "CONCAT(" + ', " ", '.join(f"STR({name})" for name in variables) + ")"
        last, found = "", {}
        while len(found) < expected and page:
            rows = self.select(
                f"SELECT {names} ({key} AS ?key) WHERE {{ {where} FILTER ({key} >= {Literal(last)}) }} "
                f"ORDER BY ?key LIMIT {page}"
            )
            before = len(found)
            found.update(dict.fromkeys(row[:-1] for row in rows))
            if not rows or len(found) == before:
                break
            end = rows[-1][-1]
            last = end.value if isinstance(end, Literal) else last
        if len(found) < expected:
            raise WireFault(
                f"{shown(self.query_url)} counts {expected} results and gives {len(found)}: "
                "raise the limit of results in the store's settings"
            )
        return list(found)

    def counts(self, graphs: Iterable[NamedNode]) -> dict[NamedNode, int]:
        """The number of statements in each of the graphs, 0 for one that is not there."""
        found: dict[NamedNode, int] = {}
        for some in pieces(graphs, GRAPHS_AT_ONCE):
            found.update(dict.fromkeys(some, 0))
            where = f"{_values('?g', some)} GRAPH ?g {{ ?s ?p ?o }}"
            rows = self.select(f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?g")
            for graph, number in rows:
                if isinstance(graph, NamedNode) and isinstance(number, Literal):
                    found[graph] = int(number.value)
        return found

    def count(self, graph: Graph) -> int:
        """The number of statements in a graph."""
        return self.number(_in(graph))

    def statements(self, graphs: Iterable[NamedNode]) -> dict[NamedNode, list[Triple]]:
        """The statements of each of the graphs that are there."""
        found: dict[NamedNode, list[Triple]] = {}
        for some in pieces(graphs, GRAPHS_AT_ONCE):
            where = f"{_values('?g', some)} GRAPH ?g {{ ?s ?p ?o }}"
            for graph, *parts in self.rows(("?g", "?s", "?p", "?o"), where):
                if isinstance(graph, NamedNode):
                    found.setdefault(graph, []).append(Triple(*parts))  # type: ignore[arg-type]
        return found

    def all(self, graph: Graph) -> list[Triple]:
        """The statements of a graph."""
        return [Triple(*row) for row in self.rows(("?s", "?p", "?o"), _in(graph))]  # type: ignore[arg-type]

    def statements_of(self, graph: Graph, subjects: Iterable[NamedNode]) -> list[Triple]:
        """The statements of a graph whose subject is one of `subjects`."""
        found: list[Triple] = []
        for some in pieces(subjects, GRAPHS_AT_ONCE):
            rows = self.rows(("?s", "?p", "?o"), f"{_values('?s', some)} {_in(graph)}")
            found += [Triple(*row) for row in rows]  # type: ignore[arg-type]
        return found

    def update(self, text: str) -> None:
        """Runs an update, which must be idempotent: it is sent again where its reply is lost."""
        if self.update_url is None:
            raise ValueError("the store is not known to take updates")
        body, headers = text.encode("utf-8"), {"Content-Type": "application/sparql-update; charset=utf-8"}
        self._change("POST", self.update_url, body, headers)

    def put(self, graph: Graph, triples: Iterable[Triple]) -> None:
        """Makes ground statements all that a graph holds (Graph Store Protocol, section 5.3)."""
        self._send("PUT", graph, triples)

    def add(self, graph: Graph, triples: Iterable[Triple]) -> None:
        """Adds ground statements to a graph (section 5.5); doing it twice is doing it once."""
        self._send("POST", graph, triples)

    def remove(self, graph: Graph) -> None:
        """Removes a graph, if it is there (section 5.4)."""
        try:
            self._send("DELETE", graph, None)
        except WireFault as fault:
            if fault.status not in (404, 410):
                raise

    def _send(self, method: str, graph: Graph, triples: Iterable[Triple] | None) -> None:
        if self.data_url is None:
            raise ValueError("the store is not known to follow the Graph Store Protocol")
        name = "default" if isinstance(graph, DefaultGraph) else f"graph={quote(graph.value, safe='')}"
        url = f"{self.data_url}{'&' if '?' in self.data_url else '?'}{name}"
        if triples is None:
            self._change(method, url, None, {})
        else:
            body = "".join(f"{triple} .\n" for triple in triples).encode("utf-8")
            self._change(method, url, body, {"Content-Type": "application/n-triples"})

    def _change(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> None:
        try:
            _no_page(self._transport.send(method, url, body, headers))
        except WireFault as fault:
            if fault.status != 413:
                raise
            raise WireFault(f"{fault}; send less at once, with --batch", status=413) from fault


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


def data_block(statements: Mapping[Graph, Iterable[Triple]]) -> str:
    """The braces of INSERT DATA and DELETE DATA (SPARQL 1.1 Update, section 3.1.1) around statements."""
    parts = ["{"]
    for graph, triples in statements.items():
        lines = "".join(f"{triple} .\n" for triple in triples)
        parts.append(lines if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{\n{lines}}}")
    return "\n".join([*parts, "}"])


def _values(variable: str, terms: Iterable[NamedNode]) -> str:
    return f"VALUES {variable} {{ {' '.join(map(str, terms))} }}"


def _in(graph: Graph) -> str:
    return "?s ?p ?o" if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{ ?s ?p ?o }}"


def _rows(reply: Reply) -> list[Row]:
    """The table in a reply. Raises WireFault where it holds none."""
    _no_page(reply)
    try:
        found = parse_query_results(reply.body, format=QueryResultsFormat.JSON)
        rows = [tuple(solution) for solution in found] if isinstance(found, QuerySolutions) else None
    except (SyntaxError, ValueError) as error:
        said = reply.content_type or "no content type"
        raise WireFault(
            f"{shown(reply.url)} answers a query with something else than SPARQL results ({said}): "
            "give the URL of the store's query endpoint",
            status=reply.status,
        ) from error
    if rows is None:
        raise WireFault(f"{shown(reply.url)} answers true or false where a table was asked for")
    return rows


def _no_page(reply: Reply) -> None:
    """Raises WireFault where a reply is a web page. Virtuoso says text/html of an empty one."""
    if reply.body.strip() and is_page(reply.content_type, reply.body):
        raise WireFault(
            f"{shown(reply.url)} answers with a web page and not as an endpoint: check the URL",
            status=reply.status,
        )
