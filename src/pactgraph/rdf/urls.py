"""URLs as messages show them: without passwords, which people and programs write into them."""

from __future__ import annotations

import re

_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:/+")
_AT = re.compile("@|%(?:25)*40|\ufe6b|\uff20")
"""What Python, proxies and people take for the sign between password and host."""

_PORT = re.compile("[0-9]*|[^\\]]*\\]")
"""A port, or the end of an address of IPv6."""

_USERINFO = re.compile("//[^\\s/?#\"'<>]*@")


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
