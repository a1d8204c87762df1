"""What holds for the call of any command: single options come once, no path is empty, names of files do not
deceive."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

TESTS = Path(__file__).parents[1]
SELECT = "SELECT ?s { ?s a pact:Region } ORDER BY ?s LIMIT 1"
CONSTRUCT = "CONSTRUCT { ?s a pact:Region } WHERE { ?s a pact:Region }"


def call(*arguments: str) -> Result:
    """The program on the shipped data."""
    return CliRunner().invoke(group, list(arguments))


def refused(result: Result, *said: str) -> None:
    assert result.exit_code == 2, result.output
    assert result.stdout == "" and "Traceback" not in result.stderr
    last = result.stderr.splitlines()[-1]
    for text in said:
        assert text in last


def commands() -> list[str]:
    return group.list_commands(click.Context(group))


def single_options() -> list[tuple[str, str]]:
    """Each option with one value of each command."""
    found = []
    for name in commands():
        command = group.get_command(click.Context(group), name)
        assert command is not None
        found += [
            (name, option.opts[-1])
            for option in command.params
            if isinstance(option, click.Option) and not option.is_flag and not option.multiple
        ]
    return found


@pytest.mark.parametrize(("name", "option"), single_options())
def test_a_single_option_is_given_once(
    name: str, option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = group.get_command(click.Context(group), name)
    assert command is not None
    told = next(o for o in command.params if option in o.opts)
    value = told.type.choices[0] if isinstance(told.type, click.Choice) else "1"
    refused(call(name, option, str(value), option, str(value)), "given twice", "--")


@pytest.mark.parametrize(
    "arguments",
    [
        ["agreements-of", "--region", "saxony", "--region", "flanders"],
        ["agreements-of", "--region=saxony", "--region=flanders"],
        ["agreements-of", "--region", "saxony", "-f", "csv", "--format", "json"],
        ["agreements-of", "--region", "saxony", "--lang", "de", "--lang", "de"],
        ["agreements-of", "--region", "saxony", "--endpoint", "http://x/", "--endpoint", "http://y/"],
        ["overdue", "--at", "2024", "--at", "2025"],
        ["--workspace", ".", "agreements-of", "--workspace", ".", "--region", "saxony"],
    ],
)
def test_a_parameter_of_a_stored_query_is_given_once(arguments: list[str]) -> None:
    refused(call("run", *arguments), "was given twice")


def test_options_that_may_come_several_times_still_do() -> None:
    assert call("figures", "--through", "agreements", "--through", "alliances").exit_code == 0
    assert call("draw", "matrix", "--region", "saxony", "--region", "flanders").exit_code == 0
    assert call("sparql", "--labels", "--labels", "ASK {}").exit_code == 0
    assert call("run", "agreements-of", "--region", "x", "--region", "y", "--help").exit_code == 0


def test_flags_that_exclude_each_other_are_refused() -> None:
    refused(call("index", "--status", "--drop"), "--status", "--drop")


@pytest.mark.parametrize(
    "arguments",
    [
        ["format", ""],
        ["format", "--check", "", "data"],
        ["validate", ""],
        ["verify", "--sources", "x", ""],
        ["verify", "--sources", ""],
        ["stats", "--workspace", ""],
        ["run", "bodies", "--workspace", ""],
        ["run", "agreements-of", "--region", "saxony", "-o", ""],
        ["sparql", "ASK {}", "-o", ""],
        ["sparql", "--file", ""],
        ["export", "-o", ""],
        ["describe", "--output="],
        ["describe", "--distributions", ""],
        ["draw", "map", "-o", ""],
        ["site", ""],
        ["site", "x", "--sources", ""],
        ["init", ""],
        ["stamp", "", "--text", "x"],
        ["new", "document", "x", "--label", "X", "--text", ""],
        ["diff", ""],
        ["diff", "HEAD", ""],
        ["release", "1.0.0", "--since", ""],
    ],
)
def test_an_empty_path_is_refused(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused(call(*arguments), "is empty")
    assert not list(tmp_path.iterdir())


WRITERS = [
    ["run", "agreements-of", "--region", "saxony"],
    ["sparql", SELECT],
    ["sparql", CONSTRUCT],
    ["figures"],
    ["export"],
    ["export", "--document", "mz-2023-09"],
    ["describe"],
    ["draw", "map"],
]


@pytest.mark.parametrize("arguments", WRITERS, ids=" ".join)
@pytest.mark.parametrize("suffix", ["xlsx", "html", "ods", "doc", "2024", "TXT1"])
def test_an_unknown_suffix_is_refused(arguments: list[str], suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"x.{suffix}"
    result = call(*arguments, "-o", str(file))
    refused(result, f"the suffix .{suffix} of x.{suffix}", ".nt" if "draw" not in arguments else ".svg", "-f")
    assert not file.exists()
    file.write_text("mine", encoding="utf-8")
    assert call(*arguments, "-o", str(file)).exit_code == 2
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_query_is_not_answered_in_a_compressed_file(tmp_path: Path) -> None:
    refused(call("sparql", SELECT, "-o", str(tmp_path / "x.csv.gz")), "the suffix .gz of x.csv.gz")
    refused(call("export", "-o", str(tmp_path / "x.docx.gz")), "the suffix .docx of x.docx.gz")


@pytest.mark.parametrize(
    ("arguments", "begin"),
    [
        (["sparql", SELECT, "-f", "csv"], b"s\r\n"),
        (["export", "-f", "nt"], b"<http"),
        (["describe", "-f", "nt"], b"<http"),
        (["draw", "map", "-f", "svg"], b"<svg"),
    ],
)
def test_a_format_that_was_asked_for_counts_more_than_the_name(
    arguments: list[str], begin: bytes, tmp_path: Path
) -> None:
    for name in ("x.html", "x.png" if "draw" in arguments else "x.ttl"):
        result = call(*arguments, "-o", str(tmp_path / name))
        assert result.exit_code == 0, result.output
        assert (tmp_path / name).read_bytes().startswith(begin)


@pytest.mark.parametrize(
    ("arguments", "begin"),
    [
        (["sparql", SELECT], b"?s\n"),
        (["sparql", CONSTRUCT], b"PREFIX"),
        (["export"], b"PREFIX"),
        (["describe"], b"PREFIX"),
        (["draw", "map"], b"<svg"),
    ],
)
def test_a_name_without_a_suffix_has_the_usual_format(
    arguments: list[str], begin: bytes, tmp_path: Path
) -> None:
    result = call(*arguments, "-o", str(tmp_path / "x"))
    assert result.exit_code == 0, result.output
    written = (tmp_path / "x").read_bytes()
    assert written.replace(b"@prefix", b"PREFIX").startswith(begin), written[:40]


@pytest.mark.parametrize(("name", "begin"), [("x.nt", b"<http"), ("x.rdf", b"<?xml"), ("x.jsonld", b"{")])
def test_a_description_is_what_its_name_says(name: str, begin: bytes, tmp_path: Path) -> None:
    assert call("describe", "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(begin)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_the_name_of_a_pipe_says_nothing_of_its_format(tmp_path: Path) -> None:
    pipe = tmp_path / "answers.pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    result = call("sparql", SELECT, "-o", str(pipe))
    reader.join(timeout=60)
    assert result.exit_code == 0, result.output
    assert read and read[0].startswith(b"?s\n")
