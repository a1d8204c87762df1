"""The opener of the standard library, over connections whose every step ends at one moment.

The time limit of urllib is one for each read, so that a server that sends a byte now and then is never left.
Here each read and each write of a connection gets what is left of the whole.
"""

from __future__ import annotations

import functools
import http.client
import io
import socket
import time
import urllib.request
from typing import Any


class Deadline:
    """A moment, `seconds` from now, by a clock that never jumps."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until the moment; negative behind it."""
        return self._end - time.monotonic()

    def check(self) -> float:
        """Seconds until the moment. Raises TimeoutError behind it."""
        left = self.left()
        if left <= 0:
            raise TimeoutError("the time limit has passed")
        return left


class TimedRequest(urllib.request.Request):
    """A request with the moment at which it ends."""

    deadline: Deadline


class _Reader(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._deadline.check())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Socket:
    """As much of a socket as `http.client` uses."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def makefile(self, _mode: str, *_arguments: Any) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._sock, self._deadline))

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.check())
        self._sock.sendall(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Connection(http.client.HTTPConnection):
    def __init__(self, *arguments: Any, deadline: Deadline, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._deadline = deadline

    def connect(self) -> None:
        self.timeout = self._deadline.check()
        super().connect()
        self.sock: Any = _Socket(self.sock, self._deadline)


class _SecureConnection(_Connection, http.client.HTTPSConnection):
    """The same over TLS."""


class _Handler(urllib.request.HTTPSHandler, urllib.request.HTTPHandler):
    def http_open(self, req: Any) -> Any:
        return self.do_open(functools.partial(_Connection, deadline=req.deadline), req)

    def https_open(self, req: Any) -> Any:
        return self.do_open(functools.partial(_SecureConnection, deadline=req.deadline), req)


def opener() -> urllib.request.OpenerDirector:
    """Opens TimedRequests, through the proxies that the environment names. Replies of every status come back
    as they are; nothing is followed or repeated."""
    made = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), _Handler()):
        made.add_handler(handler)
    return made
