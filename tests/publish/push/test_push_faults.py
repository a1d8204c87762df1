"""What goes wrong on the way to a store: each in one line that says what to do, and nothing is sent."""

from __future__ import annotations

import base64
import socket
from collections.abc import Callable
from typing import Any

import pytest
from pyoxigraph import Store

from pactgraph.publish.push.push import PushReport, push
from pactgraph.publish.push.push_faults import PushFault
from pactgraph.query.remote.authentication import Credentials
from pactgraph.query.remote.remote_faults import RemoteFault
from pactgraph.query.remote.transport import Transport
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.rules import Rules

WORLD = {"registers/regions.ttl": 'region:a rdfs:label "A"@en .'}
Make = Callable[[dict[str, str]], Dataset]
Send = Callable[..., PushReport]


def said(send: Send, dataset: Dataset, *arguments: Any, **named: Any) -> str:
    """The one line with which a push ends."""
    with pytest.raises((RemoteFault, PushFault)) as fault:
        send(dataset, *arguments, **named)
    line = str(fault.value)
    assert "\n" not in line
    assert len(line) < 400
    return line


def test_a_store_that_asks_who_it_is(make: Make, send: Send, remote: Any) -> None:
    remote.authorization = "Basic " + base64.b64encode(b"me:secret").decode()
    line = said(send, make(WORLD))
    assert "asks who you are (401" in line
    assert "--user" in line
    line = said(send, make(WORLD), Credentials("me", "wrong"))
    assert "refuses the user me" in line
    assert "wrong" not in line
    assert send(make(WORLD), Credentials("me", "secret")).changed == 1


def test_a_store_that_asks_for_a_token(make: Make, send: Send, remote: Any) -> None:
    remote.authorization = "Bearer secret"
    assert "refuses the token in $PACTGRAPH_TOKEN" in said(send, make(WORLD), Credentials(token="other"))
    assert send(make(WORLD), Credentials(token="secret")).changed == 1


def test_a_store_that_may_be_read_only(make: Make, send: Send, remote: Any) -> None:
    remote.faults = dict.fromkeys(range(10), 403)
    assert "does not allow this (403" in said(send, make(WORLD))
    remote.query_status = 403
    assert "does not allow this (403" in said(send, make(WORLD))


def test_a_store_that_takes_no_changes(make: Make, send: Send, remote: Any) -> None:
    remote.takes_updates = False
    assert "give it with --update-url" in said(send, make(WORLD))
    assert "405" in said(send, make(WORLD), update_url=remote.url + "/update")
    assert len(remote.store) == 0


def test_a_page_in_place_of_an_endpoint(make: Make, send: Send, remote: Any) -> None:
    remote.page_at_query = True
    assert "sends a web page (Please log in)" in said(send, make(WORLD))
    remote.page_at_query = False
    remote.faults = dict.fromkeys(range(10), "page")
    assert "answers with a web page" in said(send, make(WORLD))


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_store_that_takes_too_long(at: int, make: Make, send: Send, remote: Any) -> None:
    remote.faults = {at: "slow"}
    line = said(send, make(WORLD), timeout=0.5)
    assert "does not answer within 0.5 s: give more time with --timeout" in line


def test_a_store_that_stays_away(make: Make, send: Send, remote: Any) -> None:
    remote.faults = dict.fromkeys(range(50), 503)
    assert "answers 503" in said(send, make(WORLD))
    assert len(remote.store) == 0
    remote.query_status = 503
    assert "503" in said(send, make(WORLD))


def test_a_request_that_is_too_long_names_the_option(make: Make, send: Send, remote: Any) -> None:
    remote.faults = {1: 413}
    assert "--batch" in said(send, make(WORLD))


def test_nothing_answers(make: Make) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{found.getsockname()[1]}/query"
    transport = Transport(timeout=5, pause=lambda _seconds: None)
    with pytest.raises(RemoteFault, match="connection refused"):
        push(make(WORLD).quads_of, Rules((), []), transport, url)


@pytest.mark.parametrize("url", ["ftp://example.org/", "127.0.0.1:7878", "http://", "http://a b/"])
def test_a_url_that_is_none(url: str, make: Make) -> None:
    with pytest.raises(RemoteFault, match="is no URL"):
        push(make(WORLD).quads_of, Rules((), []), Transport(), url)


def test_urls_of_two_stores(make: Make, send: Send, remote: Any) -> None:
    other = Store()
    written, remote.update = remote.update, other.update
    assert "does not show at" in said(send, make(WORLD), update_url=remote.url + "/update")
    remote.update = written


def test_a_ledger_that_the_store_does_not_give_whole(make: Make, send: Send, remote: Any) -> None:
    send(make(WORLD))
    remote.most_rows = 0
    assert "gives no number" in said(send, make(WORLD))
