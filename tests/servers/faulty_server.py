"""A server on loopback that answers as badly as it is told to.

    with serving(answer, answer, ...) as server:
        ... server.url, server.requests

Each request takes the next answer; the last one is given again and again. An answer is a function that gets
the handler of the request and writes to it what it likes.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

JSON = "application/sparql-results+json"
ONE_ROW = json.dumps(
    {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "http://x/1"}}]}}
).encode()


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Handler(BaseHTTPRequestHandler):
    """One request, handed to the next answer."""

    protocol_version = "HTTP/1.1"
    server: FaultyServer

    def handle_any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(Asked(self.command, self.path, headers, self.rfile.read(length)))
        self.close_connection = True
        place = min(len(self.server.requests), len(self.server.answers)) - 1
        try:
            self.server.answers[place](self)
        except OSError:
            return

    do_GET = do_POST = do_PUT = do_HEAD = handle_any  # noqa: N815 - names of http.server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Says nothing."""


Answer = Callable[[Handler], None]


class FaultyServer(ThreadingHTTPServer):
    """Keeps what it was asked."""

    daemon_threads = True

    def __init__(self, answers: tuple[Answer, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers
        self.requests: list[Asked] = []
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        """The address of its endpoint."""
        return f"http://127.0.0.1:{self.server_address[1]}/query"


@contextmanager
def serving(*answers: Answer) -> Iterator[FaultyServer]:
    """A server that gives the answers, until the end of the block."""
    server = FaultyServer(answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def reply(
    body: bytes = ONE_ROW,
    status: int = 200,
    kind: str | None = JSON,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """A whole reply, whatever its status."""

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        if kind is not None:
            handler.send_header("Content-Type", kind)
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(target: str, status: int = 302) -> Answer:
    """A reply that names another address; one that begins with `/` is on the same server."""
    return reply(b"", status, None, {"Location": target})


def hang_up(handler: Handler) -> None:
    """Closes the connection without a reply."""
    handler.connection.shutdown(socket.SHUT_RDWR)


def silence(handler: Handler) -> None:
    """Never replies."""
    handler.server.ended.wait()


def no_http(handler: Handler) -> None:
    """Speaks another protocol."""
    handler.wfile.write(b"220 mail.example ESMTP ready\r\n")


def cut_off(body: bytes = ONE_ROW, kept: int = 20) -> Answer:
    """Announces the whole body and sends its beginning."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:kept])

    return answer


def cut_off_in_a_chunk(handler: Handler) -> None:
    """Sends a chunk that is shorter than it says."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"%x\r\n" % len(ONE_ROW) + ONE_ROW[:20])


def drip(seconds: float = 0.2, *, from_the_first_byte: bool = False) -> Answer:
    """Sends a reply byte by byte, `seconds` apart: the body, or all of it."""

    def answer(handler: Handler) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: {len(ONE_ROW)}\r\n\r\n".encode()
        slow = head + ONE_ROW if from_the_first_byte else ONE_ROW
        if not from_the_first_byte:
            handler.wfile.write(head)
        for byte in slow:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            if handler.server.ended.wait(seconds):
                return

    return answer
