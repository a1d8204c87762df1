"""What can go wrong on the way to an endpoint and back, each in one line."""

from __future__ import annotations

import html
import re

from ..model.fault import Fault

LONGEST = 300
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(r"\s*(<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)", re.IGNORECASE)

_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:/+")
_AT = re.compile("@|%(?:25)*40|\ufe6b|\uff20")
"""What Python, proxies and people take for the sign between password and host."""

_PORT = re.compile("[0-9]*|[^\\]]*\\]")
"""A port, or the end of an address of IPv6."""

_USERINFO = re.compile("//[^\\s/?#\"'<>]*@")


class WireFault(Fault):
    """A request that got no usable reply; the message is one line that says why and what to do.

    `status` is the HTTP status where there was one, `said` the words of the reply, and `applied` whether the
    endpoint may have done what the request asked for.
    """

    def __init__(
        self, message: str, *, status: int | None = None, said: str = "", applied: bool = False
    ) -> None:
        super().__init__(one_line(message))
        self.status = status
        self.said = said
        self.applied = applied


def one_line(text: str) -> str:
    """`text` on one line, without control characters, cut at 300 characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def shown(url: str) -> str:
    """A URL, or what was typed for one, as messages show it: without its query, which can be long, and with
    nothing of what may be a user and password before the last `@`, however that is written."""
    scheme = _SCHEME.match(url)
    start = scheme[0] if scheme else ""
    *before, rest = _AT.split(url[len(start) :])
    if before:
        rest = f"…@{rest}"
    else:
        host, slash, path = rest.partition("/")
        name, colon, port = host.rpartition(":")
        rest = f"{name}:…{slash}{path}" if colon and not _PORT.fullmatch(port) else rest
    return start + re.split("[?#]", rest)[0]


def holds_user(host: str) -> bool:
    """Whether the part of a URL before its path names a user."""
    return _AT.search(host) is not None


def without_passwords(text: str) -> str:
    """A text without the user and password of each URL in it (RFC 3986, section 3.2.1)."""
    return _USERINFO.sub("//…@", text)


def is_page(content_type: str, body: bytes) -> bool:
    """Whether a reply is a web page: by its content type, or by how it begins where that says nothing."""
    if content_type in ("text/html", "application/xhtml+xml"):
        return True
    return _PAGE.match(body[:200].decode("utf-8", "replace")) is not None


def words(content_type: str, body: bytes) -> str:
    """The words of a reply that tells of a fault, on one line: the title of a web page or its text."""
    text = body[:20_000].decode("utf-8", "replace")
    if not is_page(content_type, body):
        return one_line(text)
    title = _TITLE.search(text)
    shown = html.unescape(title[1]) if title and title[1].strip() else html.unescape(_TAGS.sub(" ", text))
    return one_line(shown)
