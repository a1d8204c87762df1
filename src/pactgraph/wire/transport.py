"""Sending requests to an endpoint: time limit, retries, redirects and credentials."""

from __future__ import annotations

import http.client
import random
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from .credentials import Credentials
from .deadline import Deadline, DeadlineRequest, opener
from .fault import WireFault, holds_user, shown, words
from .reply import Reply, read_reply

DEFAULT_TIMEOUT = 60.0
TRIES = 5
FIRST_PAUSE = 0.25
MOST_REDIRECTS = 5
AGAIN = frozenset({429, 502, 503, 504})
"""Statuses that pass: too many requests, and a server or gateway that is not there for the moment."""

_UNTOUCHED = frozenset({429, 503})
"""Of these, the ones that say that the request was not taken up."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_HOST = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20\x7f]+")


def check_url(url: str) -> str:
    """`url`, if it is one of an endpoint. Raises WireFault otherwise: it must be http or https with a host,
    and hold no password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise WireFault(f"{shown(url)} is no URL: host or port are not written as they should") from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or port == 0:
        raise WireFault(f"{shown(url)} is no URL of an endpoint: write one like http://127.0.0.1:7878/query")
    if holds_user(parts.netloc):
        raise WireFault("write the user with --user and the password in $PACTGRAPH_PASSWORD, not in the URL")
    if not _HOST.fullmatch(url) or not url.isascii():
        raise WireFault(f"{shown(url)} is no URL: a character in it must be written as %XX")
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

    def send(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        idempotent: bool = True,
    ) -> Reply:
        """The reply to a request, with a status of 2xx.

        A reply of 429, 502, 503 or 504 and a lost connection are tried again, later and later, as long as
        the time limit and what Retry-After asks for allow it. A request that is not `idempotent` is only
        tried again where the endpoint has certainly not taken it up.
        Raises WireFault for everything else.
        """
        check_url(url)
        deadline = Deadline(self.timeout)
        for attempt in range(1, self._tries + 1):
            try:
                reply = self._follow(method, url, body, headers or {}, deadline)
            except (OSError, http.client.HTTPException) as error:
                fault, again = self._lost(url, error, idempotent)
                wait = None
            else:
                if 200 <= reply.status < 300:
                    return reply
                fault = self._refused(reply)
                again = reply.status in AGAIN and (idempotent or reply.status in _UNTOUCHED)
                wait = retry_after(reply.headers)
            if not again or attempt == self._tries:
                raise fault
            self._wait(attempt, wait, deadline, fault)
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, attempt: int, wait: float | None, deadline: Deadline, fault: WireFault) -> None:
        """Waits before the next attempt: twice as long each time, by chance up to a half less so that many
        clients do not come back at once, and at least as long as the endpoint asks for."""
        seconds = FIRST_PAUSE * 2 ** (attempt - 1) * random.uniform(0.5, 1.0)
        seconds = max(seconds, wait or 0.0)
        if seconds >= deadline.left():
            asked = f"; it asks to wait {wait:.0f} s, and" if wait and wait >= deadline.left() else ";"
            raise WireFault(
                f"{fault}{asked} the time limit is {deadline.seconds:g} s (--timeout)",
                status=fault.status,
                said=fault.said,
                applied=fault.applied,
            ) from fault
        self._pause(seconds)

    def _follow(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], deadline: Deadline
    ) -> Reply:
        """The reply behind redirects. A query may be sent again as it is; 303 asks for another page."""
        first, seen = url, {url}
        while True:
            reply = self._authorised(method, url, body, headers, deadline, trusted=_same_host(first, url))
            target = reply.headers.get("Location")
            if reply.status not in _MOVED or target is None:
                return reply
            before, url = url, check_url(urljoin(url, target))
            if urlsplit(before).scheme == "https" and urlsplit(url).scheme != "https":
                raise WireFault(f"{shown(before)} redirects to {shown(url)}, which is not encrypted")
            if url in seen and reply.status != 303:
                raise WireFault(f"{shown(first)} redirects in a circle")
            if len(seen) > MOST_REDIRECTS:
                raise WireFault(f"{shown(first)} redirects more than {MOST_REDIRECTS} times")
            seen.add(url)
            if reply.status == 303:
                method, body = "GET", None

    def _authorised(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: Mapping[str, str],
        deadline: Deadline,
        *,
        trusted: bool,
    ) -> Reply:
        """One exchange, with the credentials that the endpoint asks for where it is the one they are for."""
        request = self._request(method, url, body, headers, deadline)
        if trusted and self.credentials.token is not None:
            request.add_unredirected_header("Authorization", f"Bearer {self.credentials.token}")
        elif trusted and _host(url) in self._basic and (known := self.credentials.basic()):
            request.add_unredirected_header("Authorization", known)
        reply = self._exchange(request)
        if reply.status != 401 or not trusted or request.has_header("Authorization"):
            return reply
        told = self.credentials.answer(request, reply.headers)
        if told is None:
            return reply
        request = self._request(method, url, body, headers, deadline)
        request.add_unredirected_header("Authorization", told)
        reply = self._exchange(request)
        if told.startswith("Basic ") and reply.status != 401:
            self._basic.add(_host(url))
        return reply

    def _request(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], deadline: Deadline
    ) -> DeadlineRequest:
        sent = {"Accept-Encoding": "gzip, deflate", "User-Agent": "pactgraph", **headers}
        if body is None:
            sent = {name: value for name, value in sent.items() if name.lower() != "content-type"}
        request = DeadlineRequest(url, body, sent, method=method)
        request.deadline = deadline
        return request

    def _exchange(self, request: DeadlineRequest) -> Reply:
        url = request.full_url
        response = self._opener.open(request, timeout=request.deadline.check())
        if not isinstance(response, http.client.HTTPResponse):
            raise WireFault(f"{shown(url)} cannot be opened")
        with response:
            return read_reply(response, url)

    def _lost(self, url: str, error: Exception, idempotent: bool) -> tuple[WireFault, bool]:
        """The fault of a request without a whole reply, and whether to try again."""
        at_connecting = isinstance(error, urllib.error.URLError)
        if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception):
            error = error.reason
        where = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
        if isinstance(error, TimeoutError):
            said = f"{where} does not answer within {self.timeout:g} s: give more time with --timeout"
            return WireFault(said, applied=True), False
        if isinstance(error, socket.gaierror):
            return WireFault(f"{urlsplit(url).hostname} is not known: check the URL and the network"), False
        if isinstance(error, ssl.SSLError):
            return WireFault(f"{where} gives no safe connection: {error.reason or error}"), False
        if isinstance(error, ConnectionRefusedError):
            return WireFault(f"nothing answers at {where} (connection refused): is the server running?"), True
        if isinstance(error, http.client.IncompleteRead):
            fault = WireFault(f"{where} breaks off in the middle of its reply", applied=True)
            return fault, idempotent
        if isinstance(error, (ConnectionError, http.client.RemoteDisconnected)):
            fault = WireFault(f"the connection to {where} is lost", applied=True)
            return fault, idempotent
        if isinstance(error, http.client.HTTPException):
            said = str(error) or type(error).__name__
            return WireFault(f"{where} does not speak HTTP as it should: {said}", applied=True), False
        return WireFault(f"{where} cannot be reached: {error}", applied=not at_connecting), False

    def _refused(self, reply: Reply) -> WireFault:
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
        elif reply.status in (301, 302, 303, 307, 308):
            message = f"{url} redirects ({status}) and does not say where to"
        return WireFault(
            message, status=reply.status, said=said, applied=reply.status >= 500 and reply.status != 503
        )

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


def _host(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()


def _same_host(first: str, url: str) -> bool:
    return _host(first) == _host(url)
