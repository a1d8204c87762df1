"""No message shows a password or a token, however the URL that holds it is written."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from faulty_server import redirect, reply, serving

from pactgraph.cli import group

SECRET = "hunter2"
MALFORMED = [
    "ftp://bob:hunter2@127.0.0.1/x",
    "http://bob:hunter2@127.0.0.1:99999/x",
    "http://bob:hunter2@127.0.0.1/x",
    "bob:hunter2@127.0.0.1/x",
    "//bob:hunter2@127.0.0.1/x",
    "http:/bob:hunter2@127.0.0.1/x",
    "http:bob:hunter2@127.0.0.1/x",
    "HTTP://bob:hunter2@/x",
    "http://bob:hunter2@[::1/x",
    "http://bob:hunter2@127.0.0.1:port/x",
    "http://bob:hunter2/2@127.0.0.1/x",
    "http://bob:hunter2?x@127.0.0.1/x",
    "http://bob:hunter2#x@127.0.0.1/x",
    "http://bob:x@hunter2@127.0.0.1/x",
    "http://bob%3Ahunter2%40127.0.0.1/x",
    "http://bob:hunter2%2540127.0.0.1/x",
    "http://bob:hunter2\uff20127.0.0.1/x",
    "http://bob:hunter2@b\u00fccher.example/x",
    "http://bob:hunter2@a b/x",
    "http://bob:hunter2",
    "\nhttp://bob:hunter2@127.0.0.1/x",
]
WAYS = [
    ("sparql", "ASK {}", "--endpoint"),
    ("push",),
    ("push", "http://127.0.0.1:9/query", "--update-url"),
]


def call(root: Path, *arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(
        group, list(arguments), env={"PACTGRAPH_WORKSPACE": str(root), **environment}, prog_name="pactgraph"
    )


@pytest.mark.parametrize("url", MALFORMED, ids=ascii)
@pytest.mark.parametrize("way", WAYS[:2], ids=" ".join)
def test_a_url_that_is_none_is_shown_without_its_password(
    way: tuple[str, ...], url: str, small_world: Path
) -> None:
    result = call(small_world, *way, url)
    assert result.exit_code == 2
    assert SECRET not in result.output
    assert result.stderr.rstrip("\n").split("\n")[-1].startswith("Error: ")


@pytest.mark.slow
@pytest.mark.parametrize("url", MALFORMED[:2], ids=ascii)
@pytest.mark.parametrize("way", WAYS[2:], ids=" ".join)
def test_nor_are_the_other_urls_of_a_push(way: tuple[str, ...], url: str, small_world: Path) -> None:
    result = call(small_world, *way, url)
    assert result.exit_code == 2
    assert SECRET not in result.output


@pytest.mark.parametrize("url", MALFORMED, ids=ascii)
def test_nor_is_that_of_the_environment(url: str, small_world: Path) -> None:
    result = call(small_world, "show", "alderland", PACTGRAPH_ENDPOINT=url)
    assert result.exit_code == 2
    assert SECRET not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "http://bob:hunter2@127.0.0.1/x"),
        ("diff", "https://bob:hunter2@127.0.0.1/x.git"),
        ("site", "out", "--site-url", "http://bob:hunter2@127.0.0.1"),
        ("site", "out", "--base-iri", "http://bob:hunter2@127.0.0.1"),
        ("describe", "--url", "bob:hunter2@127.0.0.1"),
        ("describe", "--base-iri", "http://bob:hunter2@127.0.0.1"),
        ("export", "--base-iri", "http://bob:hunter2@127.0.0.1"),
        ("queries", "--turtle", "http://bob:hunter2@ 127.0.0.1"),
        ("sparql", "SELECT * { SERVICE <http://bob:hunter2@127.0.0.1:9/x> { ?s ?p ?o } }"),
        ("sparql", "--allow-service", "SELECT * { SERVICE <http://bob:hunter2@127.0.0.1:9/x> { ?s ?p ?o } }"),
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_nor_is_one_that_is_typed_elsewhere(arguments: tuple[str, ...], small_world: Path) -> None:
    result = call(small_world, *arguments)
    assert result.exit_code == 2
    assert SECRET not in result.output


def test_nor_is_one_to_which_an_endpoint_redirects(small_world: Path) -> None:
    with serving(redirect("http://bob:hunter2@127.0.0.1:99999/x")) as server:
        result = call(small_world, "sparql", "ASK {}", "--endpoint", server.url)
    assert result.exit_code == 2
    assert SECRET not in result.output


@pytest.mark.parametrize("status", [200, 400, 401, 403, 500])
def test_a_reply_that_repeats_the_secrets_is_told_without_them(status: int, small_world: Path) -> None:
    pair = base64.b64encode(b"bob:hunter2").decode()
    page = f"<html><title>bob hunter2 {pair}</title></html>".encode()
    asks = {"WWW-Authenticate": 'Basic realm="x"'}
    with serving(reply(b"", 401, None, asks), reply(page, status, "text/html")) as server:
        result = call(
            small_world,
            *("sparql", "ASK {}", "--endpoint", server.url, "--user", "bob"),
            PACTGRAPH_PASSWORD=SECRET,
        )
    assert result.exit_code == 2
    assert SECRET not in result.output
    assert pair not in result.output


def test_a_token_that_is_repeated(small_world: Path) -> None:
    with serving(reply(b"no right: Bearer s3cr3t-token", 500, "text/plain")) as server:
        result = call(
            small_world, "sparql", "ASK {}", "--endpoint", server.url, PACTGRAPH_TOKEN="s3cr3t-token"
        )
    assert result.exit_code == 2
    assert "s3cr3t" not in result.output


def test_a_good_url_is_shown(small_world: Path) -> None:
    result = call(small_world, "sparql", "ASK {}", "--endpoint", "ftp://127.0.0.1:80/query?x=1")
    assert "ftp://127.0.0.1:80/query is no URL of an endpoint" in result.stderr
