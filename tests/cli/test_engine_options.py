"""`--endpoint`, `--user` and `--timeout`: who answers, and what does not go together."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from faulty_server import JSON, Answer, hang_up, reply, serving

from pactgraph.cli import group

Call = Callable[..., Result]
QUERY = "SELECT ?x { ?x ?p ?o }"
COMMANDS = (["sparql", QUERY], ["run", "agreements-of", "--region", "alderland"], ["show", "alderland"],
            ["why", "alderland"])  # fmt: skip
NOTHING = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": []}}).encode()


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ENDPOINT", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"PACTGRAPH_{name}", raising=False)


@pytest.fixture
def call(small_world: Path) -> Call:
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(group, [*arguments, "--workspace", str(small_world)])

    return invoke


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_help_names_the_options(call: Call, command: list[str]) -> None:
    told = call(*command, "--help").output
    assert all(option in told for option in ("--endpoint", "--user", "--timeout"))


def test_an_endpoint_answers(call: Call) -> None:
    with serving(reply()) as server:
        done = call("sparql", QUERY, "--endpoint", server.url, "-f", "csv")
    assert (done.exit_code, done.stdout.split()) == (0, ["x", "http://x/1"])


def test_the_endpoint_of_the_environment(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(reply()) as server:
        monkeypatch.setenv("PACTGRAPH_ENDPOINT", server.url)
        assert call("sparql", QUERY, "-f", "csv").stdout.split() == ["x", "http://x/1"]
        assert len(server.requests) == 1
        monkeypatch.setenv("PACTGRAPH_ENDPOINT", "")
        own = call("sparql", "ASK { ?s ?p ?o }")
    assert own.stdout == "true\n"
    assert len(server.requests) == 1


def test_who_asks(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTGRAPH_TOKEN", "t0ken")
    with serving(reply()) as server:
        call("sparql", QUERY, "--endpoint", server.url)
    assert server.requests[0].headers["authorization"] == "Bearer t0ken"
    monkeypatch.setenv("PACTGRAPH_PASSWORD", "s3cret")
    asks = reply(b"", 401, None, {"WWW-Authenticate": 'Basic realm="x"'})
    with serving(asks, reply()) as server:
        call("sparql", QUERY, "--endpoint", server.url, "--user", "ada")
    assert [asked.headers.get("authorization") for asked in server.requests] == [
        None,
        "Basic YWRhOnMzY3JldA==",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--engine", "rdflib"], "No such option"),
        (["--user", "ada"], "--user goes with --endpoint URL"),
        (["--endpoint", "http://127.0.0.1:9/", "--timeout", "0"], "is not in the range"),
        (["--endpoint", "http://127.0.0.1:9/", "--user", "ada"], "set $PACTGRAPH_PASSWORD"),
        (["--endpoint", "nowhere"], "is no URL of an endpoint"),
        (["--endpoint", "http://ada:s3cret@127.0.0.1/"], "not in the URL"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_what_does_not_go_together(call: Call, command: list[str], arguments: list[str], said: str) -> None:
    done = call(*command, *arguments)
    assert done.exit_code == 2, done.output
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("no_pauses")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reply(b"<html><title>Home</title>", kind="text/html"), "sends a web page (Home)"),
        (reply(b"", 404, None), "there is no endpoint at"),
        (reply(b"{", kind=JSON), "sends results that cannot be read"),
        (hang_up, "is lost"),
        (reply(NOTHING), "load the dataset with pactgraph push"),
    ],
    ids=["page", "404", "broken", "lost", "empty"],
)
def test_a_fault_of_an_endpoint_is_one_line(
    call: Call, command: list[str], answer: Answer, said: str
) -> None:
    with serving(answer) as server:
        done = call(*command, "--endpoint", server.url)
    assert done.exit_code == 2, done.output
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert done.stdout == ""
