"""Replies: packed ones are unpacked, and what is cut or packed wrongly is a fault."""

from __future__ import annotations

import gzip
import zlib

import pytest
from faulty_server import ONE_ROW, reply, serving

from pactgraph.wire import reply as module
from pactgraph.wire.fault import WireFault
from pactgraph.wire.transport import Transport


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
        found = Transport(tries=2, pause=lambda _: None).send("GET", server.url)
    assert server.requests[0].headers["accept-encoding"] == "gzip, deflate"
    return found.body


@pytest.mark.parametrize("coding", PACKED)
def test_packed_replies(coding: str) -> None:
    assert got(PACKED[coding], coding) == ONE_ROW


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_packed_reply_that_is_cut(coding: str) -> None:
    with pytest.raises(WireFault, match="breaks off in the middle"):
        got(PACKED[coding][:-6], coding)


def test_a_reply_that_is_not_packed_as_it_says() -> None:
    with pytest.raises(WireFault, match="packs its reply wrongly"):
        got(ONE_ROW, "gzip")


def test_a_reply_packed_in_an_unknown_way() -> None:
    with pytest.raises(WireFault, match="'br', which nobody asked for"):
        got(ONE_ROW, "br")


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_a_reply_without_end(coding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 1 << 20)
    bomb = b"0" * (3 << 20)
    with pytest.raises(WireFault, match="sends more than 1 MB"):
        got(gzip.compress(bomb) if coding == "gzip" else bomb, coding)
