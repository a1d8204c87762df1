"""What is odd to ask of the views: each gives a sensible answer or one clear line, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group
from pactgraph.publish.draw import KINDS
from pactgraph.rdf.printable import width

NOTHING = 1
CALL = 2
NOWHERE = "http://127.0.0.1:9/sparql"
PROGRAM = (sys.executable, "-c", "from pactgraph.cli import main; main()")


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTGRAPH_SOURCES", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


def of(root: Path) -> dict[str, str]:
    """The environment of a program that is to open a workspace."""
    return {**os.environ, "PACTGRAPH_WORKSPACE": str(root), "COLUMNS": "60"}


def call(*arguments: str, root: Path) -> Result:
    found = CliRunner().invoke(group, [*arguments, "--workspace", str(root)])
    assert found.exception is None or isinstance(found.exception, SystemExit), (arguments, found.exc_info)
    assert "Traceback" not in found.output
    return found


REFUSED = (
    ("compare", "alderland", "alderland"),
    ("compare", "alderland", "government:alderland"),
    ("compare", "alderland", "document:harbour-accord-2020"),
    ("compare", "document:harbour-accord-2020", "alderland"),
    ("compare", "document:harbour-accord-2020", "document:harbour-accord-2020"),
    ("compare", "alderland", "agreement:alderland-corvane-2020-02-10"),
    ("compare", "alderland", "corvane", "--sector", "nosuchsector"),
    ("compare", "alderland", "corvane", "--strength", "nosuchstrength"),
    ("compare", "alderland", "corvane", "--since", "2023", "--until", "2020"),
    ("compare", "alderland", "corvane", "--at", "yesterday"),
    ("compare", "alderland", "corvane", "--as-of", "2022", "--endpoint", NOWHERE),
    ("compare", "alderland", "nosuchregion"),
    ("show", "nosuchthing"),
    ("show", "alderland", "--as-of", "2022", "--endpoint", NOWHERE),
    ("trace", "alderland", "nosuchthing"),
    ("trace", "alderland", "corvane", "--as-of", "2022", "--endpoint", NOWHERE),
    ("trace", "alderland", "corvane", "--sector", "nosuchsector"),
    ("trace", "alderland", "corvane", "--max-hops", "0"),
    ("draw", "network", "--region", "nosuchregion"),
    ("draw", "network", "--sector", "nosuchsector"),
    ("draw", "network", "--as-of", "2022", "--endpoint", NOWHERE),
    ("draw", "nosuchpicture"),
    ("figures", "--as-of", "2022", "--endpoint", NOWHERE),
    ("figures", "--strength", "nosuchstrength"),
)


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_is_refused_in_one_line(arguments: tuple[str, ...], small_world: Path) -> None:
    found = call(*arguments, root=small_world)
    assert found.exit_code == CALL, found.output
    assert found.stdout == ""
    told = [line for line in found.stderr.splitlines() if not line.startswith(("Usage:", "Try ")) and line]
    assert len(told) == 1, told
    assert told[0].startswith("Error: ")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "limits", [("--at", "0001-01-01"), ("--strength", "bind", "--as-of", "1900")], ids=" ".join
)
def test_an_empty_picture_is_refused_in_one_line(
    kind: str, limits: tuple[str, ...], small_world: Path
) -> None:
    found = call("draw", kind, *limits, root=small_world)
    assert found.exit_code == NOTHING, found.output[:300]
    assert found.stdout == ""
    told = [line for line in found.stderr.splitlines() if not line.startswith(("as of", "left out"))]
    assert len(told) == 1, told


EMPTY = (
    ("compare", "alderland", "corvane", "--at", "0001-01-01"),
    ("compare", "alderland", "corvane", "--until", "1900"),
    ("compare", "alderland", "corvane", "--as-of", "1900"),
    ("compare", "sector:ports", "sector:museums", "--until", "1900"),
    ("trace", "alderland", "corvane", "--at", "0001-01-01"),
    ("trace", "alderland", "corvane", "--as-of", "1900"),
    ("trace", "alderland", "alderland"),
    ("trace", "alderland", "government:alderland"),
    ("trace", "alderland", "country:merania"),
    ("trace", "alderland", "strength:intend"),
    ("show", "alderland", "--at", "0001-01-01"),
    ("show", "alderland", "--as-of", "1900"),
    ("show", "strength:intend"),
    ("show", "sector:ports"),
    ("show", "country:merania"),
    ("show", "pact:party"),
    ("figures", "--at", "0001-01-01"),
    ("figures", "--until", "1900"),
    ("figures", "--as-of", "1900"),
)


@pytest.mark.parametrize("arguments", EMPTY, ids=" ".join)
def test_has_an_answer(arguments: tuple[str, ...], small_world: Path) -> None:
    found = call(*arguments, root=small_world)
    assert found.exit_code == 0, found.output[:400]
    assert found.stdout.strip() or found.stderr.strip()


@pytest.mark.parametrize("language", ["fr", "de", "nl", "xx"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "alderland"),
        ("show", "alliance:lantern-league"),
        ("compare", "alderland", "corvane"),
        ("trace", "alderland", "corvane"),
        ("figures",),
        ("draw", "timeline"),
        ("draw", "matrix"),
    ],
    ids=" ".join,
)
def test_speaks_every_language(language: str, arguments: tuple[str, ...], small_world: Path) -> None:
    found = call(*arguments, "--lang", language, root=small_world)
    assert found.exit_code == 0, found.output[:400]
    if language != "xx" and arguments != ("figures",):
        assert found.stdout != in_english(arguments, small_world)


@cache
def in_english(arguments: tuple[str, ...], root: Path) -> str:
    return call(*arguments, root=root).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "alderland", "--all"),
        ("show", "sector:ports"),
        ("compare", "alderland", "corvane", "--all"),
        ("trace", "alderland", "corvane", "--all"),
    ],
    ids=" ".join,
)
def test_fits_sixty_columns(arguments: tuple[str, ...], small_world: Path) -> None:
    seen, terminal = os.openpty()
    running = subprocess.Popen([*PROGRAM, *arguments], stdout=terminal, stderr=terminal, env=of(small_world))
    os.close(terminal)
    told = b""
    with suppress(OSError):  # the end of a terminal
        while part := os.read(seen, 65_536):
            told += part
    os.close(seen)
    assert running.wait() == 0
    long = [line for line in told.decode().splitlines() if width(line) > 60 and " " in line.strip()]
    assert not long


@pytest.mark.parametrize(
    "arguments",
    [("show", "alderland", "--all"), ("compare", "alderland", "corvane", "--all"), ("draw", "network")],
    ids=" ".join,
)
def test_a_closed_pipe_is_quiet(arguments: tuple[str, ...], small_world: Path) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([*PROGRAM, *arguments], stdout=pipe, stderr=pipe, env=of(small_world)) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


@pytest.mark.slow
def test_every_thing_can_be_shown(small_world: Path) -> None:
    import pactgraph

    graph = pactgraph.open_workspace(small_world)
    classes = graph.sparql(
        "SELECT DISTINCT ?class (SAMPLE(?thing) AS ?one) { ?thing a ?class } GROUP BY ?class"
    )
    for row in classes:
        for view in (graph.show(row.one), graph.trace(row.one, "region:alderland")):
            assert view.title, row
            assert view.to_markdown()
