"""Replies: packed ones are unpacked, and what is cut or packed wrongly is a fault."""

from __future__ import annotations

import gzip
import zlib
from types import SimpleNamespace
from urllib.request import Request

import pytest
from faulty_server import ONE_ROW, reply, serving

from pactgraph.query.remote import deadline
from pactgraph.query.remote import reply as module
from pactgraph.query.remote.remote_faults import RemoteFault
from pactgraph.query.remote.transport import Transport


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKED = {
    "gzip": gzip.compress(ONE_ROW),
    "x-gzip": gzip.compress(ONE_ROW[:30]) + gzip.compress(ONE_ROW[30:]),
    "deflate": zlib.compress(ONE_ROW),
    "Deflate": bare(ONE_ROW),
    "identity": ONE_ROW,
}


def got(body: bytes, coding: str) -> bytes:
    with serving(reply(body, headers={"Content-Encoding": coding})) as server:
        found = Transport(tries=2, pause=lambda _: None).send(Request(server.url))
    assert server.requests[0].headers["accept-encoding"] == "gzip, deflate"
    return found.body


@pytest.mark.parametrize("coding", PACKED)
def test_packed_replies(coding: str) -> None:
    assert got(PACKED[coding], coding) == ONE_ROW


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_packed_reply_that_is_cut(coding: str) -> None:
    with pytest.raises(RemoteFault, match="breaks off in the middle"):
        got(PACKED[coding][:-6], coding)


def test_a_reply_that_is_not_packed_as_it_says() -> None:
    with pytest.raises(RemoteFault, match="packs its reply wrongly"):
        got(ONE_ROW, "gzip")


def test_a_reply_packed_in_an_unknown_way() -> None:
    with pytest.raises(RemoteFault, match="'br', which nobody asked for"):
        got(ONE_ROW, "br")


def test_a_reply_packed_in_many_members() -> None:
    members = b"".join(gzip.compress(ONE_ROW[place : place + 1]) for place in range(len(ONE_ROW)))
    assert got(members, "gzip") == ONE_ROW
    assert got(gzip.compress(b"") * 5_000 + members, "gzip") == ONE_ROW


@pytest.mark.parametrize("size", [module.AT_ONCE - 1, module.AT_ONCE, module.AT_ONCE + 1, 1 << 20])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_unpacks_to_much_more_is_whole(coding: str, size: int) -> None:
    body = b"0" * size
    assert got(gzip.compress(body) if coding == "gzip" else zlib.compress(body), coding) == body


BOMBS = {
    "identity": b"0" * (3 << 20),
    "gzip": gzip.compress(b"0" * (3 << 20)),
    "x-gzip": gzip.compress(b"0" * 60_000) * 60,
    "deflate": zlib.compress(b"0" * (3 << 20)),
}


@pytest.mark.parametrize("coding", BOMBS)
def test_a_reply_without_end(coding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 1 << 20)
    with pytest.raises(RemoteFault, match="sends more than 1 MB"):
        got(BOMBS[coding], coding)


def test_members_without_content_end_with_the_size_of_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 1 << 17)
    with pytest.raises(RemoteFault, match="sends more than 0 MB"):
        got(gzip.compress(b"") * 10_000, "gzip")


def test_members_without_content_end_with_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(1_000))
    monkeypatch.setattr(deadline, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    packed = reply(gzip.compress(b"") * 1_000, headers={"Content-Encoding": "gzip"})
    with serving(packed) as server, pytest.raises(RemoteFault, match="does not answer within 60 s"):
        Transport(tries=1).send(Request(server.url))
