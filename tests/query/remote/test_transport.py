"""Requests under faults: what is tried again, what is not, and the one line that says why."""

from __future__ import annotations

import hashlib
import re
from email.message import Message
from email.utils import formatdate
from types import SimpleNamespace
from urllib.request import Request

import pytest
from faulty_server import (
    ONE_ROW,
    Answer,
    Handler,
    cut_off,
    cut_off_in_a_chunk,
    drip,
    hang_up,
    no_http,
    redirect,
    reply,
    serving,
    silence,
)

from pactgraph.query.remote import transport
from pactgraph.query.remote.authentication import Credentials
from pactgraph.query.remote.remote_faults import RemoteFault
from pactgraph.query.remote.transport import TRIES, Transport, check_url, retry_after

USER = Credentials("ada", "s3cret")
TOKEN = Credentials(token="t0ken")


class Pauses(list[float]):
    """Remembers pauses, and makes none."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def fault_of(*answers: Answer, timeout: float = 60, tries: int = 3) -> RemoteFault:
    with serving(*answers) as server:
        sending = Transport(timeout=timeout, tries=tries, pause=Pauses())
        with pytest.raises(RemoteFault) as caught:
            sending.send(Request(server.url, b"query"))
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_passing_fault_is_tried_again(status: int) -> None:
    pauses = Pauses()
    with serving(reply(b"later", status, "text/plain"), reply(b"", status, None), reply()) as server:
        found = Transport(pause=pauses).send(Request(server.url, b"query"))
    assert found.body == ONE_ROW
    assert [asked.body for asked in server.requests] == [b"query"] * 3
    assert len(pauses) == 2


@pytest.mark.parametrize("answer", [hang_up, cut_off(), cut_off_in_a_chunk])
def test_a_lost_connection_is_tried_again(answer: Answer) -> None:
    with serving(answer, reply()) as server:
        assert Transport(pause=Pauses()).send(Request(server.url)).body == ONE_ROW
    assert len(server.requests) == 2


def test_pauses_grow_and_end() -> None:
    pauses = Pauses()
    with serving(reply(b"", 503)) as server, pytest.raises(RemoteFault, match="503"):
        Transport(pause=pauses).send(Request(server.url))
    assert len(server.requests) == TRIES == len(pauses) + 1
    for number, pause in enumerate(pauses):
        assert 0.125 * 2**number <= pause <= 0.25 * 2**number


def test_pauses_differ_between_clients() -> None:
    pauses = Pauses()
    with serving(reply(b"", 503)) as server:
        for _ in range(5):
            with pytest.raises(RemoteFault):
                Transport(tries=2, pause=pauses).send(Request(server.url))
    assert len(set(pauses)) > 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 413, 500, 501])
def test_another_fault_is_not_tried_again(status: int) -> None:
    pauses = Pauses()
    with serving(reply(b"no", status, "text/plain"), reply()) as server, pytest.raises(RemoteFault) as caught:
        Transport(pause=pauses).send(Request(server.url))
    assert caught.value.status == status
    assert not pauses


def test_retry_after_is_obeyed() -> None:
    pauses = Pauses()
    with serving(reply(b"", 429, None, {"Retry-After": "3"}), reply()) as server:
        Transport(pause=pauses).send(Request(server.url))
    assert pauses == [3.0]


def test_retry_after_beyond_the_time_limit_is_said_at_once() -> None:
    fault = fault_of(reply(b"busy", 503, "text/plain", {"Retry-After": "120"}), timeout=5)
    assert "asks to wait 120 s" in str(fault)
    assert "the time limit is 5 s" in str(fault)


def test_retry_after_may_be_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_900_000_000
    monkeypatch.setattr(transport, "time", SimpleNamespace(time=lambda: now))
    headers = Message()
    headers["Retry-After"] = formatdate(now + 60, usegmt=True)
    assert retry_after(headers) == 60


@pytest.mark.parametrize("said", ["", "soon", "-5", "1e9", "9999999999"])
def test_a_wrong_retry_after_is_none(said: str) -> None:
    headers = Message()
    headers["Retry-After"] = said
    assert retry_after(headers) is None


@pytest.mark.parametrize("answer", [silence, drip(), drip(from_the_first_byte=True)])
def test_the_time_limit_covers_the_whole_request(answer: Answer) -> None:
    fault = fault_of(answer, timeout=0.5)
    assert "does not answer within 0.5 s" in str(fault)


@pytest.mark.usefixtures("no_pauses")
def test_the_time_limit_covers_retries() -> None:
    with serving(reply(b"", 503)) as server, pytest.raises(RemoteFault, match="time limit is 60 s"):
        Transport(timeout=60, tries=50).send(Request(server.url))
    assert 5 < len(server.requests) < 15


def test_nobody_there() -> None:
    with serving(reply()) as server:
        url = server.url
    pauses = Pauses()
    with pytest.raises(RemoteFault, match="connection refused"):
        Transport(pause=pauses).send(Request(url, b""))
    assert pauses


def test_another_protocol() -> None:
    assert "does not speak HTTP" in str(fault_of(no_http))


def test_words_of_a_web_page() -> None:
    page = b"<!DOCTYPE html><html><head><title>502 Bad\nGateway</title></head><body><h1>x</h1></body></html>"
    assert str(fault_of(reply(page, 500, "text/html"))).endswith("500 Internal Server Error: 502 Bad Gateway")


def test_words_of_a_page_without_title_and_control_characters() -> None:
    page = b"<html><script>var a = 1</script><p>no \x1b[31m room &amp; time</p></html>"
    assert str(fault_of(reply(page, 500, "text/html"))).endswith(": no [31m room & time")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirected_query_is_sent_as_it_is(status: int) -> None:
    with serving(redirect("/sparql", status), reply()) as server:
        assert Transport().send(Request(server.url, b"query")).body == ONE_ROW
    assert [(asked.method, asked.path, asked.body) for asked in server.requests] == [
        ("POST", "/query", b"query"),
        ("POST", "/sparql", b"query"),
    ]


def test_see_other_is_got() -> None:
    with serving(redirect("/result", 303), reply()) as server:
        Transport().send(Request(server.url, b"query", {"Content-Type": "application/sparql-query"}))
    assert (server.requests[1].method, server.requests[1].body) == ("GET", b"")
    assert "content-type" not in server.requests[1].headers


def test_redirects_in_a_circle() -> None:
    assert "in a circle" in str(fault_of(redirect("/other"), redirect("/query")))


def test_endless_redirects() -> None:
    steps = [redirect(f"/{number}") for number in range(20)]
    assert "more than 5 times" in str(fault_of(*steps))


def test_a_redirect_to_a_file() -> None:
    assert "is no URL of an endpoint" in str(fault_of(redirect("file:///etc/passwd")))


def test_a_redirect_to_nowhere() -> None:
    assert "does not say where to" in str(fault_of(reply(b"", 302, None)))


def test_secrets_are_not_taken_to_another_host() -> None:
    with serving(reply(b"", 401, None, {"WWW-Authenticate": 'Basic realm="x"'})) as other:
        with serving(redirect(other.url)) as server, pytest.raises(RemoteFault):
            Transport(TOKEN).send(Request(server.url))
        with serving(redirect(other.url)) as server, pytest.raises(RemoteFault):
            Transport(USER).send(Request(server.url))
    assert server.requests
    assert len(other.requests) == 2
    assert all("authorization" not in asked.headers for asked in other.requests)


def test_bearer() -> None:
    with serving(reply()) as server:
        Transport(TOKEN).send(Request(server.url))
    assert server.requests[0].headers["authorization"] == "Bearer t0ken"


def test_a_password_is_sent_when_it_is_asked_for() -> None:
    challenge = reply(b"", 401, None, {"WWW-Authenticate": 'Basic realm="store, one"'})
    with serving(challenge, reply()) as server:
        transport = Transport(USER)
        for _ in range(2):
            transport.send(Request(server.url, b"query"))
    told = [asked.headers.get("authorization") for asked in server.requests]
    assert told == [None, "Basic YWRhOnMzY3JldA==", "Basic YWRhOnMzY3JldA=="]


def test_digest_is_preferred_and_right() -> None:
    offered = 'Basic realm="r", Digest realm="r, s", nonce="n0nce", qop="auth", algorithm=MD5, opaque="o"'

    def checks(handler: Handler) -> None:
        said = handler.headers["Authorization"]
        assert said.startswith("Digest ")
        parts = dict(re.findall(r'(\w+)="?([^",]+(?:, s)?)"?', said))
        ha1 = hashlib.md5(b"ada:r, s:s3cret").hexdigest()
        ha2 = hashlib.md5(b"POST:/query").hexdigest()
        whole = f"{ha1}:n0nce:{parts['nc']}:{parts['cnonce']}:auth:{ha2}"
        good = parts["response"] == hashlib.md5(whole.encode()).hexdigest()
        reply(b"", 200 if good else 401)(handler)

    with serving(reply(b"", 401, None, {"WWW-Authenticate": offered}), checks) as server:
        Transport(USER).send(Request(server.url, b"query"))
    assert server.requests[1].body == b"query"


def test_a_digest_that_is_not_known() -> None:
    offered = 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-9'
    asks = reply(b"", 401, None, {"WWW-Authenticate": offered})
    with serving(asks) as server, pytest.raises(RemoteFault, match="kind of digest"):
        Transport(USER).send(Request(server.url))


@pytest.mark.parametrize(
    ("who", "remedy"),
    [(None, "give --user NAME"), (USER, "refuses the user ada"), (TOKEN, "refuses the token")],
)
def test_who_is_not_let_in_is_told_what_to_do(who: Credentials | None, remedy: str) -> None:
    asks = reply(b"", 401, None, {"WWW-Authenticate": 'Basic realm="x"'})
    with serving(asks) as server, pytest.raises(RemoteFault, match=re.escape(remedy)) as caught:
        Transport(who).send(Request(server.url))
    assert "s3cret" not in str(caught.value)
    assert "t0ken" not in str(caught.value)


def test_secrets_are_not_shown() -> None:
    assert "s3cret" not in repr(USER)
    assert "t0ken" not in repr(TOKEN)


@pytest.mark.parametrize("user", ["a:b", "a\nb", "a\x00"])
def test_a_user_that_cannot_be_sent(user: str) -> None:
    with pytest.raises(RemoteFault):
        Credentials(user, "x")


def test_a_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(reply()) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/query"))
        monkeypatch.setenv("no_proxy", "")
        assert Transport().send(Request("http://store.example/query")).body == ONE_ROW
    assert proxy.requests[0].path == "http://store.example/query"


def test_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(reply(b"no", 403, "text/plain")) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.removesuffix("/query"))
        monkeypatch.setenv("no_proxy", "")
        with pytest.raises(RemoteFault, match="cannot be reached: Tunnel connection failed"):
            Transport(timeout=5, pause=Pauses()).send(Request("https://store.example/query"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "store",
        "ftp://store/query",
        "file:///etc/passwd",
        "http://",
        "http://store:99999/",
        "http://store:0/",
        "http://user:pass@store/",
        "http://store/a b",
        "http://store/\n",
        "http://störe/query",
        "http://[::1/query",
    ],
)
def test_what_is_no_url_of_an_endpoint(url: str) -> None:
    with pytest.raises(RemoteFault) as caught:
        check_url(url)
    assert "pass@" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:7878/query", "https://store.example/sparql?x=y", "http://[::1]:1/"]
)
def test_urls_of_endpoints(url: str) -> None:
    assert check_url(url) == url
