"""The reply to a request, read to its end."""

from __future__ import annotations

import http.client
import zlib
from dataclasses import dataclass
from email.message import Message

from .fault import WireFault, shown

AT_ONCE = 1 << 16
LARGEST = 1 << 30
"""Bytes of the longest reply that is read, unpacked."""


@dataclass(frozen=True)
class Reply:
    """Status, header fields and unpacked body of a reply, and the URL that sent it."""

    status: int
    reason: str
    headers: Message
    body: bytes
    url: str

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; empty where the reply names none."""
        return (self.headers.get("Content-Type") or "").partition(";")[0].strip().lower()


def read_reply(response: http.client.HTTPResponse, url: str) -> Reply:
    """Reads a response to its end, and unpacks it.

    Raises WireFault where the body is too long or packed in a way that is not known, IncompleteRead where
    it ends before its length, and TimeoutError at the deadline.
    """
    parts, total = list[bytes](), 0
    while part := response.read(AT_ONCE):
        parts.append(part)
        total += len(part)
        if total > LARGEST:
            raise _too_long(url)
    body = b"".join(parts)
    if response.length:
        raise http.client.IncompleteRead(body, response.length)
    coding = (response.headers.get("Content-Encoding") or "").strip().lower()
    body = _unpacked(body, coding, url)
    return Reply(response.status, response.reason, response.headers, body, url)


def _unpacked(body: bytes, coding: str, url: str) -> bytes:
    """The content of a body in the coding `gzip` or `deflate` (RFC 9110, section 8.4.1)."""
    if coding in ("", "identity") or not body:
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise WireFault(f"{shown(url)} packs its reply as {coding!r}, which nobody asked for")
    parts, total = list[bytes](), 0
    try:
        while body:
            unpacker = zlib.decompressobj(_window(body, coding))
            part = unpacker.decompress(body, LARGEST + 1 - total)
            parts.append(part)
            total += len(part)
            if total > LARGEST:
                raise _too_long(url)
            if not unpacker.eof:
                raise http.client.IncompleteRead(b"".join(parts))
            body = unpacker.unused_data
    except zlib.error as error:
        raise WireFault(f"{shown(url)} packs its reply wrongly ({error})") from error
    return b"".join(parts)


def _window(body: bytes, coding: str) -> int:
    """zlib's window size for a body: servers send both the zlib format and the bare one as `deflate`."""
    if coding != "deflate":
        return 31
    head = int.from_bytes(body[:2], "big")
    return 15 if body[0] & 0x0F == 8 and head % 31 == 0 else -15


def _too_long(url: str) -> WireFault:
    return WireFault(f"{shown(url)} sends more than {LARGEST >> 20} MB: ask for less, with LIMIT or narrower")
