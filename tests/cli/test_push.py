"""`pactgraph push`: what it says, and how it ends."""

from __future__ import annotations

import base64
import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from loopback_store import LoopbackStore
from pyoxigraph import DefaultGraph

from pactgraph.cli import group
from pactgraph.cli.push import _Bar
from pactgraph.publish.push import push


@pytest.fixture
def remote() -> Iterator[LoopbackStore]:
    found = LoopbackStore()
    yield found
    found.close()


def run(root: Path, *arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(group, ["push", *arguments, "--workspace", str(root)], env=environment)


def test_a_push_and_one_more(remote: LoopbackStore, small_world: Path) -> None:
    would = run(small_world, remote.url, "--dry-run")
    assert (would.exit_code, would.stderr) == (0, "")
    assert f"{remote.url}/query would get " in would.stdout
    assert not remote.changes
    done = run(small_world, remote.url)
    assert (done.exit_code, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"{remote.url}/query: ")
    assert " changed, 0 graphs removed, " in line
    assert " statements sent; it holds " in line
    before = len(remote.changes)
    again = run(small_world, f"{remote.url}/query")
    assert again.exit_code == 0
    assert again.stdout.startswith(f"{remote.url}/query is up to date: ")
    assert len(remote.changes) == before


def test_a_file_for_the_loader_of_the_store(remote: LoopbackStore, small_world: Path, tmp_path: Path) -> None:
    for url, said in (
        (f"{remote.url}/query", "oxigraph load"),
        (f"{remote.url}/sparql", "ld_dir("),
        (f"{remote.url}/repositories/pactgraph", "importrdf"),
    ):
        file = tmp_path / "all.nq"
        done = run(small_world, url, "-o", str(file))
        assert (done.exit_code, done.stdout) == (0, "")
        assert said in done.stderr
        assert "all.nq" in done.stderr
        remote.store.clear()
        remote.store.load(path=str(file))
        own = len(list(remote.store.quads_for_pattern(None, None, None, DefaultGraph())))
        assert (own > 0) == url.endswith("/query")
    remote.store.clear()
    run(small_world, remote.url, "-o", str(tmp_path / "pactgraph.nq"))
    remote.store.load(path=str(tmp_path / "pactgraph.nq"))
    assert "is up to date" in run(small_world, remote.url).stdout
    assert not remote.changes


def test_a_file_is_not_sent(remote: LoopbackStore, small_world: Path, tmp_path: Path) -> None:
    for option in ("--dry-run", "--take-over"):
        refused = run(small_world, remote.url, "-o", str(tmp_path / "all.nq"), option)
        assert refused.exit_code == 2
        assert "leave out --dry-run and --take-over" in refused.stderr
    assert run(small_world, remote.url, "-o", str(tmp_path / "all.nq.gz")).exit_code == 0
    assert gzip.decompress((tmp_path / "all.nq.gz").read_bytes()).startswith(b"<")
    assert not remote.changes


def test_a_large_first_push_names_the_loader(
    remote: LoopbackStore, small_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "ADVISED", 100)
    first, second = run(small_world, remote.url), run(small_world, remote.url)
    assert "the loader of the store" in first.stderr
    assert f"pactgraph push {remote.url}/query -o pactgraph.nq" in first.stderr
    assert second.stderr == ""


def test_a_mark_is_taken_over_when_that_is_asked_for(remote: LoopbackStore, small_world: Path) -> None:
    ledger = "https://w3id.org/pactgraph/push/ledger"
    remote.update(f"INSERT DATA {{ GRAPH <{ledger}> {{ <{ledger}> <{ledger}#mark> 'a - 7 there now' }} }}")
    refused = run(small_world, remote.url)
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (2, 1)
    assert "(process 7 on there, since now)" in refused.stderr
    assert run(small_world, remote.url, "--take-over").exit_code == 0


@pytest.mark.slow
def test_a_password_and_a_token_come_from_the_environment(remote: LoopbackStore, small_world: Path) -> None:
    remote.authorization = "Basic " + base64.b64encode(b"me:secret").decode()
    assert run(small_world, remote.url, "--user", "me", PACTGRAPH_PASSWORD="secret").exit_code == 0
    refused = run(small_world, remote.url, "--user", "me", PACTGRAPH_PASSWORD="other")
    assert refused.exit_code == 2
    assert "refuses the user me" in refused.stderr
    asked = run(small_world, remote.url, "--user", "me")
    assert asked.exit_code == 2
    assert "set $PACTGRAPH_PASSWORD to the password of me" in asked.stderr
    remote.authorization = "Bearer secret"
    assert run(small_world, remote.url, PACTGRAPH_TOKEN="secret").exit_code == 0


def test_what_goes_wrong_is_one_line(remote: LoopbackStore, small_world: Path) -> None:
    remote.takes_updates = False
    done = run(small_world, remote.url)
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: ")
    assert run(small_world, "nowhere").exit_code == 2


def test_a_default_graph_of_others_is_named(remote: LoopbackStore, small_world: Path) -> None:
    remote.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    done = run(small_world, remote.url)
    assert done.exit_code == 0
    assert "--default-graph replace fills it" in done.stderr


def test_with_a_file_that_cannot_be_read_nothing_is_sent(
    remote: LoopbackStore, small_world: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(small_world, tmp_path / "world"))
    (root / "data" / "registers" / "odd.ttl").write_text("<a> <b> .\n", encoding="utf-8")
    done = run(root, remote.url)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: data/registers/odd.ttl:1:")
    assert not remote.changes


def test_a_bar_shows_after_a_second_and_goes_away(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 0.5, 1.5])
    bar = _Bar(lambda: next(times))
    bar.show(10, 100)
    bar.clear()
    assert capsys.readouterr().err == ""
    bar.show(50, 100)
    assert "[###############               ]  50% of 100 statements" in capsys.readouterr().err
    bar.clear()
    assert capsys.readouterr().err == "\r"
