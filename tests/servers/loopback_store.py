"""A store on loopback with the SPARQL 1.1 Protocol and faults on demand."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import NamedNode, QuerySolutions, Store

from pactgraph.rdf.namespaces import LEDGER


class LoopbackStore:
    """A store whose query and update URLs are `url` + `/query` and `/update`.

    `changes` are the updates; the settings say what the store does not do, `faults` what happens to the
    update with that number, counted from 0, and `all_faults` to the request with that number, queries
    included: a status, `lost` (done, but the connection is lost), `down` (the store goes down before), `half`
    (and an update is done up to its middle) or `last` (after), `page` (a web page), `garbage`, `cut` (half of
    its reply) or `slow`. What `spoils` makes of an update is done in its place. `between` is called before
    each request. With `connect` in the place of `socket.create_connection`, requests come to it
    through memory: an exchange costs a third.
    """

    def __init__(self) -> None:
        self.store = Store()
        self.changes: list[str] = []
        self.queries = 0
        self.faults: dict[int, str | int] = {}
        self.all_faults: dict[int, str | int] = {}
        self.tried = 0
        self.asked = 0
        self.between: Callable[[], object] = int
        self.is_down = False
        self.takes_updates = True
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
        self.handle_request()

    def do_POST(self) -> None:
        self.handle_request()

    def handle_request(self) -> None:
        owner, parts = self.owner, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if owner.is_down:
            return
        owner.between()
        fault = owner.all_faults.get(owner.asked)
        owner.asked += 1
        if owner.authorization and self.headers.get("Authorization") != owner.authorization:
            kind = owner.authorization.partition(" ")[0]
            self.answer(401, b"", headers={"WWW-Authenticate": f'{kind} realm="here"'})
        elif parts.path == "/query":
            query = parse_qs(parts.query or body.decode()).get("query", [""])[0]
            if query:
                self.faulty(fault, lambda: self.query(query))
            else:
                self.answer(415, b"only queries")
        elif parts.path == "/update" and owner.takes_updates and self.command == "POST":
            fault = owner.faults.get(owner.tried, fault)
            owner.tried += 1
            self.faulty(fault, lambda: self.change(body.decode()), body.decode())
        else:
            self.answer(405 if parts.path == "/update" else 404, b"nothing here")

    def query(self, query: str) -> None:
        if self.owner.page_at_query:
            self.answer(200, b"<!DOCTYPE html><title>Please log in</title>", "text/html")
        elif self.owner.query_status != 200:
            self.answer(self.owner.query_status, b"no", headers={"Retry-After": "0"})
        else:
            self.answer(200, self.owner.select(query), "application/sparql-results+json")

    def change(self, text: str) -> None:
        self.owner.update(self.owner.spoils(text))
        self.owner.changes.append(text)
        self.answer(204, b"")

    def faulty(self, fault: str | int | None, do: Callable[[], None], update: str = "") -> None:
        owner = self.owner
        if fault is None:
            do()
        elif isinstance(fault, int):
            self.answer(fault, b"not now", headers={"Retry-After": "0"})
        elif fault == "page":
            self.answer(200, b"<!DOCTYPE html><title>Please log in</title>", "text/html")
        elif fault == "slow":
            owner.closed.wait()
        elif fault in ("lost", "garbage", "cut"):
            whole, self.wfile = self.wfile, io.BytesIO()
            do()
            sent, self.wfile = self.wfile.getvalue(), whole
            if fault != "lost":
                self.wfile.write(sent[: len(sent) // 2] if fault == "cut" else b"\x00\xff{]<" * 20)
        else:
            owner.is_down = True
            if fault == "last" and update:
                owner.update(update)
            elif fault == "half" and update:
                owner.halve(update)

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
