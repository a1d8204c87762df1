"""The PATHs of `format` and `validate`: hidden files are left alone, and what is not looked at is named."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

REPOSITORY = Path(__file__).parents[2]
UNTIDY = """\
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
region:b rdfs:label "B"@en . region:a rdfs:label "A"@en .
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, and the current folder; its one untidy file in the data is `data/registers/untidy.ttl`."""
    folder = tmp_path / "workspace"
    made = CliRunner().invoke(group, ["init", str(folder), "--from", str(REPOSITORY)])
    assert made.exit_code == 0, made.output
    write(folder / "data" / "registers" / "untidy.ttl")
    monkeypatch.chdir(folder)
    return folder


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(UNTIDY, encoding="utf-8")
    return path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def test_format_walks_no_hidden_and_no_installed_folder(root: Path) -> None:
    spared = [
        write(root / name / "x.ttl")
        for name in (".venv/lib", ".git/objects", "data/.cache", "node_modules/a", "data/registers/.old")
    ]
    (root / "env").mkdir()
    (root / "env" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    spared += [write(root / "env" / "lib" / "x.ttl"), write(root / "data" / "registers" / ".#regions.ttl")]
    result = call("format", ".")
    assert (result.exit_code, result.stdout) == (0, "data/registers/untidy.ttl\n"), result.output
    assert {path.read_text(encoding="utf-8") for path in spared} == {UNTIDY}
    assert call("format", "--check").exit_code == 0


@pytest.mark.parametrize("named", [".venv", ".venv/lib", ".venv/lib/x.ttl", ".venv/../.venv", ".x.ttl"])
def test_what_is_hidden_is_refused_by_name(root: Path, named: str) -> None:
    write(root / ".venv" / "lib" / "x.ttl")
    write(root / ".x.ttl")
    for arguments in (["format", named], ["format", "--check", named]):
        result = call(*arguments)
        assert result.exit_code == 2
        assert f"{named} is hidden" in result.stderr
    assert (root / ".x.ttl").read_text(encoding="utf-8") == UNTIDY


def test_a_workspace_in_a_hidden_folder_is_no_hidden_one(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    moved = tmp_path / ".local" / "pacts"
    shutil.move(str(root), str(moved))
    monkeypatch.chdir(moved)
    assert call("format", "data").stdout == "data/registers/untidy.ttl\n"


@pytest.mark.parametrize("named", ["README.md", "queries/time/overdue.rq", "CITATION.cff"])
def test_format_refuses_a_file_of_another_kind(root: Path, named: str) -> None:
    (root / "CITATION.cff").write_text("title: x\n")
    result = call("format", named)
    assert result.exit_code == 2 and f"{named} is not a Turtle or TriG file" in result.stderr


def test_format_says_of_a_folder_that_it_holds_nothing(root: Path) -> None:
    result = call("format", "queries", "data/curation")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "queries holds no Turtle or TriG file" in result.stderr
    assert "data/curation holds no Turtle or TriG file" in result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_format_opens_no_pipe(root: Path) -> None:
    os.mkfifo(root / "data" / "registers" / "pipe.ttl")
    result = call("format", "data")
    assert result.stdout == "data/registers/untidy.ttl\n"
    assert "pipe.ttl is no regular file" in result.stderr
    assert call("format", "data/registers/pipe.ttl").exit_code == 2


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_format_follows_no_link_out_of_the_workspace(root: Path, tmp_path: Path, kind: str) -> None:
    outside = write(tmp_path / "elsewhere" / "theirs.ttl")
    if kind == "file":
        link = root / "data" / "registers" / "theirs.ttl"
        link.symlink_to(outside)
    else:
        (root / "data" / "linked").symlink_to(outside.parent)
        link = root / "data" / "linked" / "theirs.ttl"
    for arguments, code in ((["format"], 0), (["format", "data"], 0), (["format", str(link)], 2)):
        result = call(*arguments)
        assert result.exit_code == code, result.output
        assert outside.read_text(encoding="utf-8") == UNTIDY
    assert call("format", str(outside)).exit_code == 0
    assert outside.read_text(encoding="utf-8") != UNTIDY


@pytest.mark.parametrize(
    "named",
    [
        "README.md",
        ".gitignore",
        "queries",
        "queries/time/overdue.rq",
        "notes",
        ".venv",
        "data/documents/misplaced.ttl",
        "data/pactgraph.ttl",
        "ontology/context.jsonld",
    ],
)
def test_validate_refuses_what_it_does_not_look_at(root: Path, named: str) -> None:
    (root / "notes").mkdir()
    write(root / ".venv" / "x.ttl")
    write(root / "data" / "documents" / "misplaced.ttl")
    write(root / "data" / "pactgraph.ttl")
    for paths in ([named], ["data/registers", named]):
        result = call("validate", *paths)
        assert (result.exit_code, result.stdout) == (2, "")
        last = result.stderr.splitlines()[-1]
        assert f"{named} is not what validate looks at" in last and "data/documents" in last


def test_validate_looks_at_the_workspaces_files_and_folders(root: Path) -> None:
    (root / "data" / "coverage.toml").write_text("")
    for named in (
        ["data", "ontology"],
        ["ontology/schemes/sector.ttl", "ontology/shapes.ttl", "ontology/prefixes.ttl", "data/coverage.toml"],
        ["ontology/checks", str(next((root / "ontology" / "checks").glob("*.rq"))), "data/documents"],
    ):
        result = call("validate", *named)
        assert result.exit_code == (1 if "data" in named else 0), (named, result.output)
        assert ("untidy.ttl" in result.stdout) == ("data" in named)
