"""A store on loopback with the protocols of SPARQL 1.1 and faults on demand."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, RdfFormat, Store

from pactgraph.model.namespaces import LEDGER


class LoopbackStore:
    """A store whose query, update and graph store URLs are `url` + `/query`, `/update` and `/store`.

    `changes` are the requests that change something, as (method, path, body); the settings say what the
    store does not do, and `faults` what happens to the change with that number, counted from 0: a status,
    `lost` (done, but the connection is lost), `down` (the store goes down before), `half` (and an update is
    done up to its middle) or `last` (after), `page` (a web page) or `slow`. What `spoils` makes of a change
    is done in its place. With `connect` in the place of `socket.create_connection`, requests come to it
    through memory: an exchange costs a third.
    """

    def __init__(self) -> None:
        self.store = Store()
        self.changes: list[tuple[str, str, str]] = []
        self.queries = 0
        self.faults: dict[int, str | int] = {}
        self.tried = 0
        self.is_down = False
        self.takes = {"update", "gsp"}
        self.most_rows = 1_000_000
        self.union = False
        self.authorization: str | None = None
        self.spoils: Callable[[str], str] = str
        self.query_status = 200
        self.page_at_query = False
        self.closed = threading.Event()
        self._lock = threading.Lock()
        self._handler = type("Handler", (_Handler,), {"owner": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def connect(self, _address: tuple[str, int], *_arguments: Any, **_named: Any) -> _Memory:
        """A connection that answers in the thread that asks."""
        return _Memory(self._handler)

    def close(self) -> None:
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()

    def select(self, query: str) -> bytes:
        with self._lock:
            self.queries += 1
            found = self.store.query(query, use_default_graph_as_union=self.union)
            if not isinstance(found, QuerySolutions):
                raise ValueError("only SELECT")
            names = [variable.value for variable in found.variables]
            rows = [
                {name: _json(term) for name, term in zip(names, row, strict=True) if term is not None}
                for row, _ in zip(found, range(self.most_rows), strict=False)
            ]
        return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}).encode()

    def update(self, text: str) -> None:
        with self._lock:
            self.store.update(text)

    def halve(self, text: str) -> None:
        operations = text.split(" ;\n")
        half = operations[: (len(operations) + 1) // 2]
        if half:
            self.update(" ;\n".join(half))

    def change_graph(self, method: str, query: str, body: bytes) -> int:
        asked = parse_qs(query, keep_blank_values=True)
        graph = DefaultGraph() if "default" in asked else NamedNode(asked["graph"][0])
        with self._lock:
            there = any(self.store.quads_for_pattern(None, None, None, graph))
            if method == "DELETE" and not there:
                return 404
            if method in ("PUT", "DELETE"):
                self.store.clear_graph(graph)
            if method != "DELETE":
                self.store.load(body, format=RdfFormat.N_TRIPLES, to_graph=graph)
        return 204 if there else 201

    def graphs(self) -> dict[str, set[tuple[str, str, str]]]:
        """Every graph but the ledger, the default graph as `default`."""
        found: dict[str, set[tuple[str, str, str]]] = {}
        for quad in self.store:
            if quad.graph_name != LEDGER:
                named = isinstance(quad.graph_name, NamedNode)
                name = quad.graph_name.value if named else "default"
                found.setdefault(name, set()).add(tuple(map(str, quad.triple)))
        return found


def _json(term: Any) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        return {**found, "xml:lang": term.language}
    return {**found, "datatype": term.datatype.value}


class _Memory:
    """As much of a socket as `http.client` uses: what is sent goes to a handler when the reply is read."""

    def __init__(self, handler: type[_Handler]) -> None:
        self._handler = handler
        self._sent = bytearray()

    def sendall(self, data: bytes) -> None:
        self._sent += data

    def makefile(self, _mode: str, buffering: int = 0) -> io.BytesIO:
        other = _OtherEnd(self._sent)
        self._handler(other, ("127.0.0.1", 0), None)  # type: ignore[arg-type]
        return io.BytesIO(other.answered)

    def setsockopt(self, *_arguments: int) -> None:
        """Does nothing, as the next two."""

    def settimeout(self, _seconds: float) -> None: ...

    def close(self) -> None: ...


class _OtherEnd:
    """As much of a socket as a request handler uses."""

    def __init__(self, received: bytes) -> None:
        self._received = received
        self.answered = bytearray()

    def makefile(self, _mode: str, _buffering: int) -> io.BytesIO:
        return io.BytesIO(self._received)

    def sendall(self, data: bytes) -> None:
        self.answered += data


class _Handler(BaseHTTPRequestHandler):
    owner: LoopbackStore
    protocol_version = "HTTP/1.0"

    def log_message(self, *_arguments: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self.answer(200, b"<!DOCTYPE html><title>Hello</title>", "text/html")

    def do_POST(self) -> None:
        self.handle_request()

    def do_PUT(self) -> None:
        self.handle_request()

    def do_DELETE(self) -> None:
        self.handle_request()

    def handle_request(self) -> None:
        owner, parts = self.owner, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if owner.is_down:
            return
        if owner.authorization and self.headers.get("Authorization") != owner.authorization:
            kind = owner.authorization.partition(" ")[0]
            self.answer(401, b"", headers={"WWW-Authenticate": f'{kind} realm="here"'})
        elif parts.path == "/query":
            self.query(body.decode())
        elif parts.path == "/update" and "update" in owner.takes:
            self.change(body.decode(), lambda text: self.updated(text))
        elif parts.path == "/store" and "gsp" in owner.takes:
            self.change(
                body.decode(), lambda text: owner.change_graph(self.command, parts.query, text.encode())
            )
        else:
            self.answer(404 if parts.path not in ("/update", "/store") else 405, b"nothing here")

    def query(self, form: str) -> None:
        if self.owner.page_at_query:
            self.answer(200, b"<!DOCTYPE html><title>Please log in</title>", "text/html")
        elif self.owner.query_status != 200:
            self.answer(self.owner.query_status, b"no", headers={"Retry-After": "0"})
        elif not form.startswith("query="):
            self.answer(415, b"a query is a form here")
        else:
            found = self.owner.select(parse_qs(form)["query"][0])
            self.answer(200, found, "application/sparql-results+json")

    def updated(self, text: str) -> int:
        self.owner.update(text)
        return 204

    def change(self, body: str, do: Callable[[str], int]) -> None:
        owner = self.owner
        fault = owner.faults.get(owner.tried)
        owner.tried += 1
        if isinstance(fault, int):
            self.answer(fault, b"not now", headers={"Retry-After": "0"})
        elif fault == "page":
            self.answer(200, b"<!DOCTYPE html><title>Please log in</title>", "text/html")
        elif fault == "slow":
            owner.closed.wait()
        elif fault in ("down", "half", "last"):
            owner.is_down = True
            if fault == "last":
                do(body)
            elif fault == "half" and self.path == "/update":
                owner.halve(body)
        else:
            status = do(owner.spoils(body))
            owner.changes.append((self.command, self.path, body))
            if fault != "lost":
                self.answer(status, b"")

    def answer(
        self, status: int, body: bytes, kind: str = "text/plain", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
