"""Sending requests to an endpoint: time limit, retries, redirects and credentials."""

from __future__ import annotations

import http.client
import random
import re
import socket
import ssl
import time
import urllib.error
from collections.abc import Callable
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit
from urllib.request import Request

from ...rdf.urls import holds_user, shown
from .authentication import Credentials
from .deadline import Deadline, TimedRequest, opener
from .remote_faults import RemoteFault, words
from .reply import Reply, read_reply

DEFAULT_TIMEOUT = 60.0
TRIES = 5
FIRST_PAUSE = 0.25
MOST_REDIRECTS = 5
AGAIN = frozenset({429, 502, 503, 504})
"""Statuses that pass: too many requests, and a server or gateway that is not there for the moment."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_HOST = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20\x7f]+")


def check_url(url: str) -> str:
    """`url`, if it is one of an endpoint. Raises RemoteFault otherwise: it must be http or https with a host,
    and hold no password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RemoteFault(f"{shown(url)} is no URL: host or port are not written as they should") from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or port == 0:
        raise RemoteFault(
            f"{shown(url)} is no URL of an endpoint: write one like http://127.0.0.1:7878/query"
        )
    if holds_user(parts.netloc):
        raise RemoteFault(
            "write the user with --user and the password in $PACTGRAPH_PASSWORD, not in the URL"
        )
    if not _HOST.fullmatch(url) or not url.isascii():
        raise RemoteFault(f"{shown(url)} is no URL: a character in it must be written as %XX")
    return url


class Transport:
    """Sends requests, each within one time limit, with the same credentials.

    `timeout` is in seconds and covers everything: name lookup apart, connecting, sending, waiting, each
    retry and the last byte of the reply. `pause` is called with the seconds to wait before a retry.
    """

    def __init__(
        self,
        credentials: Credentials | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        *,
        tries: int = TRIES,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.credentials = credentials or Credentials()
        self.timeout = timeout
        self._tries = tries
        self._pause = pause
        self._basic: set[tuple[str, str]] = set()
        self._opener = opener()

    def send(self, request: Request) -> Reply:
        """The reply to a request, with a status of 2xx. Every request must be one that may be done twice.

        A reply of 429, 502, 503 or 504 and a lost connection are tried again, later and later, as long as
        the time limit and what Retry-After asks for allow it. Raises RemoteFault for everything else.
        """
        check_url(request.full_url)
        deadline = Deadline(self.timeout)
        for attempt in range(1, self._tries + 1):
            wait = None
            try:
                reply = self._follow(request, deadline)
            except (OSError, http.client.HTTPException) as error:
                fault, again = self._lost(request.full_url, error)
            else:
                if 200 <= reply.status < 300:
                    return reply
                fault, again = self._refused(reply), reply.status in AGAIN
                wait = retry_after(reply.headers)
            if not again or attempt == self._tries:
                raise fault
            self._wait(attempt, wait, deadline, fault)
        raise AssertionError("the last attempt returns or raises")

    def late(self, url: str) -> RemoteFault:
        """The fault of a reply that takes longer than the time limit, to come or to be read."""
        return RemoteFault(
            f"{_origin(url)} does not answer within {self.timeout:g} s: give more time with --timeout"
        )

    def _wait(self, attempt: int, wait: float | None, deadline: Deadline, fault: RemoteFault) -> None:
        """Waits before the next attempt: twice as long each time, by chance up to a half less so that many
        clients do not come back at once, and at least as long as the endpoint asks for."""
        seconds = FIRST_PAUSE * 2 ** (attempt - 1) * random.uniform(0.5, 1.0)
        seconds = max(seconds, wait or 0.0)
        if seconds >= deadline.left():
            asked = f"; it asks to wait {wait:.0f} s, and" if wait and wait >= deadline.left() else ";"
            limit = f"{fault}{asked} the time limit is {deadline.seconds:g} s (--timeout)"
            raise RemoteFault(limit, fault.status) from fault
        self._pause(seconds)

    def _follow(self, asked: Request, deadline: Deadline) -> Reply:
        """The reply behind redirects. A query may be sent again as it is; 303 asks for another page."""
        request, first = asked, asked.full_url
        url, seen = first, {first}
        while True:
            reply = self._authorised(request, deadline, trusted=_host(first) == _host(url))
            target = reply.headers.get("Location")
            if reply.status not in _MOVED or target is None:
                return reply
            before, url = url, check_url(urljoin(url, target))
            if urlsplit(before).scheme == "https" and urlsplit(url).scheme != "https":
                raise RemoteFault(f"{shown(before)} redirects to {shown(url)}, which is not encrypted")
            if url in seen and reply.status != 303:
                raise RemoteFault(f"{shown(first)} redirects in a circle")
            if len(seen) > MOST_REDIRECTS:
                raise RemoteFault(f"{shown(first)} redirects more than {MOST_REDIRECTS} times")
            seen.add(url)
            request = _moved(request, url, keeps=reply.status != 303)

    def _authorised(self, asked: Request, deadline: Deadline, *, trusted: bool) -> Reply:
        """One exchange, with the credentials that the endpoint asks for where it is the one they are for."""
        url = asked.full_url
        told = None
        if trusted and self.credentials.token is not None:
            told = f"Bearer {self.credentials.token}"
        elif trusted and _host(url) in self._basic:
            told = self.credentials.basic()
        reply = self._exchange(asked, told, deadline)
        if reply.status != 401 or not trusted or told is not None:
            return reply
        told = self.credentials.answer(asked, reply.headers)
        if told is None:
            return reply
        reply = self._exchange(asked, told, deadline)
        if told.startswith("Basic ") and reply.status != 401:
            self._basic.add(_host(url))
        return reply

    def _exchange(self, asked: Request, authorization: str | None, deadline: Deadline) -> Reply:
        url, headers = asked.full_url, dict(asked.header_items())
        sent = {"Accept-encoding": "gzip, deflate", "User-agent": "pactgraph", **headers}
        request = TimedRequest(url, asked.data, sent, method=asked.get_method())
        request.deadline = deadline
        if authorization is not None:
            request.add_unredirected_header("Authorization", authorization)
        response = self._opener.open(request, timeout=deadline.check())
        if not isinstance(response, http.client.HTTPResponse):
            raise RemoteFault(f"{shown(url)} cannot be opened")
        with response:
            return read_reply(response, url, deadline)

    def _lost(self, url: str, error: Exception) -> tuple[RemoteFault, bool]:
        """The fault of a request without a whole reply, and whether to try again."""
        if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception):
            error = error.reason
        where = _origin(url)
        if isinstance(error, TimeoutError):
            return self.late(url), False
        if isinstance(error, socket.gaierror):
            return RemoteFault(f"{urlsplit(url).hostname} is not known: check the URL and the network"), False
        if isinstance(error, ssl.SSLError):
            return RemoteFault(f"{where} gives no safe connection: {error.reason or error}"), False
        if isinstance(error, ConnectionRefusedError):
            said = f"nothing answers at {where} (connection refused): is the server running?"
            return RemoteFault(said), True
        if isinstance(error, http.client.IncompleteRead):
            return RemoteFault(f"{where} breaks off in the middle of its reply"), True
        if isinstance(error, (ConnectionError, http.client.RemoteDisconnected)):
            return RemoteFault(f"the connection to {where} is lost"), True
        if isinstance(error, http.client.HTTPException):
            said = str(error) or type(error).__name__
            return RemoteFault(f"{where} does not speak HTTP as it should: {said}"), False
        return RemoteFault(f"{where} cannot be reached: {error}"), False

    def _refused(self, reply: Reply) -> RemoteFault:
        said = self.credentials.hidden(words(reply.content_type, reply.body))
        status = self.credentials.hidden(f"{reply.status} {reply.reason}".strip())
        url = shown(reply.url)
        told = f": {said}" if said else ""
        message = f"{url} answers {status}{told}"
        if reply.status == 401:
            message = self._unauthorised(url, status)
        elif reply.status == 403:
            message = f"{url} does not allow this ({status}){told}"
        elif reply.status in (404, 410):
            message = f"there is no endpoint at {url} ({status}): check the URL"
        elif reply.status in _MOVED:
            message = f"{url} redirects ({status}) and does not say where to"
        return RemoteFault(message, reply.status)

    def _unauthorised(self, url: str, status: str) -> str:
        if self.credentials.token is not None:
            return f"{url} refuses the token in $PACTGRAPH_TOKEN ({status})"
        if self.credentials.user is not None:
            return f"{url} refuses the user {self.credentials.user} ({status}): check the password"
        return (
            f"{url} asks who you are ({status}): give --user NAME with the password in "
            "$PACTGRAPH_PASSWORD, or a token in $PACTGRAPH_TOKEN"
        )


def retry_after(headers: Message) -> float | None:
    """The seconds that Retry-After asks to wait (RFC 9110, section 10.2.3: a number or a date), or None."""
    said = (headers.get("Retry-After") or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _moved(request: Request, url: str, *, keeps: bool) -> Request:
    """The request at another URL; as a mere GET where it does not keep its body."""
    if keeps:
        return Request(url, request.data, dict(request.header_items()), method=request.get_method())
    headers = {name: told for name, told in request.header_items() if name.lower() != "content-type"}
    return Request(url, None, headers, method="GET")


def _host(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()


def _origin(url: str) -> str:
    return f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
