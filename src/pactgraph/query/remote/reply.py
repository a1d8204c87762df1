"""The reply to a request, read to its end and unpacked as it comes, within bounds of size and time."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.message import Message

from ...rdf.urls import shown
from .deadline import Deadline
from .remote_faults import RemoteFault

AT_ONCE = 1 << 16
LARGEST = 1 << 28
"""Bytes of the longest reply that is read, packed or unpacked: a million rows, or so."""


@dataclass(frozen=True)
class Reply:
    """Status, header fields and unpacked body of a reply, the URL that sent it, and the moment until which
    what it holds is to be read too."""

    status: int
    reason: str
    headers: Message
    body: bytes = field(repr=False)
    url: str
    deadline: Deadline

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; empty where the reply names none."""
        return (self.headers.get("Content-Type") or "").partition(";")[0].strip().lower()


def read_reply(response: http.client.HTTPResponse, url: str, deadline: Deadline) -> Reply:
    """Reads a response to its end, and unpacks it.

    Raises RemoteFault where the body is too long or packed in a way that is not known, IncompleteRead where
    it ends before its length, and TimeoutError at the deadline.
    """
    coding = (response.headers.get("Content-Encoding") or "").strip().lower()
    try:
        body = _whole(_unpacked(_packed(response, url), coding, url), url, deadline)
    except zlib.error as error:
        raise RemoteFault(f"{shown(url)} packs its reply wrongly ({error})") from error
    return Reply(response.status, response.reason, response.headers, body, url, deadline)


def _whole(parts: Iterable[bytes], url: str, deadline: Deadline) -> bytes:
    kept, total = list[bytes](), 0
    for part in parts:
        deadline.check()  # packed members without content would otherwise cost nothing but time
        total += len(part)
        if total > LARGEST:
            raise RemoteFault(
                f"{shown(url)} sends more than {LARGEST >> 20} MB: ask for less, with LIMIT or narrower"
            )
        kept.append(part)
    return b"".join(kept)


def _packed(response: http.client.HTTPResponse, url: str) -> Iterator[bytes]:
    size = 0
    while part := response.read(AT_ONCE):
        size += len(part)
        if size > LARGEST:
            raise RemoteFault(f"{shown(url)} sends more than {LARGEST >> 20} MB: ask for less, with LIMIT")
        yield part
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def _unpacked(parts: Iterator[bytes], coding: str, url: str) -> Iterator[bytes]:
    """The content of a body in the coding `gzip` or `deflate` (RFC 9110, section 8.4.1), of one member or of
    many, in pieces of which none is long."""
    if coding in ("", "identity"):
        yield from parts
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        if next(parts, b""):
            raise RemoteFault(f"{shown(url)} packs its reply as {coding!r}, which nobody asked for")
        return
    unpacker = None
    for packed in parts:
        left, piece = packed, b""
        while left or len(piece) == AT_ONCE:
            unpacker = unpacker or zlib.decompressobj(_window(left, coding))
            piece = unpacker.decompress(left, AT_ONCE)
            yield piece
            left = unpacker.unconsumed_tail
            if unpacker.eof:
                left, piece, unpacker = unpacker.unused_data, b"", None
    if unpacker is not None:
        raise http.client.IncompleteRead(b"")


def _window(body: bytes, coding: str) -> int:
    """zlib's window size for a body: servers send both the zlib format and the bare one as `deflate`."""
    if coding != "deflate":
        return 31
    head = int.from_bytes(body[:2], "big")
    return 15 if body[0] & 0x0F == 8 and head % 31 == 0 else -15
