"""What cannot be read is never taken for nothing: it is named, the answer says so, the exit code is 1, and
nothing hangs or ends the process."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

Spoil = Callable[[Path], None]
QUESTION = ("sparql", "ASK { ?s a pact:Agreement }")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace of its own, as `pactgraph init` makes it, with one fact."""
    root = tmp_path / "w"
    assert CliRunner().invoke(group, ["init", str(root)]).exit_code == 0
    (root / "data/registers/things.ttl").write_text("<http://e/a> <http://e/p> <http://e/b> .\n")
    return root


def call(root: Path, *arguments: str, text: str | None = None) -> Result:
    result = CliRunner().invoke(group, [*arguments, "--workspace", str(root)], input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def process(root: Path, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Runs a command in a process of its own, which must end by itself."""
    main = "from pactgraph.cli import main; main()"
    return subprocess.run(
        [*before, sys.executable, "-c", main, *arguments, "--workspace", str(root)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def no_folder(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("no folder")


def dangling(path: Path) -> None:
    shutil.rmtree(path)
    path.symlink_to("nowhere")


def circle(path: Path) -> None:
    shutil.rmtree(path)
    path.symlink_to(path.name)


FOLDERS = ["data/documents", "data/registers", "data/curation", "ontology/schemes"]


@pytest.mark.parametrize(
    ("folder", "spoil"),
    [*((folder, circle) for folder in FOLDERS), (FOLDERS[0], no_folder), (FOLDERS[1], dangling)],
)
def test_a_folder_that_cannot_be_listed_is_not_empty(root: Path, folder: str, spoil: Spoil) -> None:
    spoil(root / folder)
    result = call(root, *QUESTION)
    assert result.exit_code == 1
    assert result.stderr.count(f"left out: {folder}: ") == 1
    found = call(root, "validate")
    assert found.exit_code == 1
    assert f"{folder}  " in found.stdout


def test_a_folder_that_is_not_there_is_empty(root: Path) -> None:
    for folder in ("data/documents", "data/curation"):
        shutil.rmtree(root / folder)
    assert call(root, *QUESTION).exit_code == 0


COMMANDS = [
    ("export", "-f", "nt"),
    ("export", "-f", "turtle"),
    ("stats",),
    ("describe",),
    ("describe", "--digest"),
    ("figures",),
    ("index",),
    ("diff", "."),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_that_a_folder_is_left_out(
    root: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    circle(root / "data/documents")
    result = call(root, *command)
    assert result.exit_code == 1
    assert "data/documents: " in result.stderr


@pytest.mark.parametrize(
    "command", [("push", "http://127.0.0.1:9/query"), ("release", "9.0.0", "--dry-run")], ids=" ".join
)
def test_push_and_release_refuse(root: Path, command: tuple[str, ...]) -> None:
    dangling(root / "data/documents")
    result = call(root, *command)
    assert result.exit_code == 1
    assert "data/documents: " in result.stderr
    assert "to write" not in result.stderr


@pytest.mark.slow
def test_a_folder_that_may_not_be_listed_is_not_empty(root: Path) -> None:
    drop = ()
    if os.getuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root lists every folder, and setpriv is not installed")
        drop = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
    folder = root / "data/documents"
    folder.chmod(0)
    try:
        for command in (QUESTION, ("export", "-f", "nt"), ("push", "http://127.0.0.1:9/query")):
            done = process(root, *command, before=drop)
            assert done.returncode == 1
            assert "data/documents: Permission denied" in done.stderr
        done = process(root, "validate", before=drop)
        assert done.returncode == 1
        assert "data/documents  Permission denied" in done.stdout
    finally:
        folder.chmod(0o755)


@pytest.mark.slow
@pytest.mark.parametrize("mode", [0o000, 0o400], ids=["closed", "names alone"])
@pytest.mark.parametrize("folder", ["data/documents", "ontology/schemes"])
def test_format_goes_on_past_a_folder_that_may_not_be_read(root: Path, folder: str, mode: int) -> None:
    drop = ()
    if os.getuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root lists every folder, and setpriv is not installed")
        drop = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
    (root / folder / "a.trig").write_text("<http://e/a> <http://e/p> <http://e/b> .\n")
    (root / "data/registers/untidy.ttl").write_text("<http://e/a>   <http://e/p> <http://e/b>.")
    (root / folder).chmod(mode)
    try:
        done = process(root, "format", "--check", before=drop)
    finally:
        (root / folder).chmod(0o755)
    assert done.returncode == 1
    assert f"left out: {folder}" in done.stderr
    assert ": Permission denied; make it readable" in done.stderr
    assert "Errno" not in done.stderr
    assert "data/registers/untidy.ttl" in done.stdout


LONG = "a" * 300


@pytest.mark.parametrize(
    "command",
    [
        (*QUESTION, "-o", f"{LONG}.csv"),
        ("export", "-o", f"{LONG}.nt"),
        ("format", LONG),
        ("verify", LONG, "--sources", "."),
        ("verify", "--sources", LONG),
    ],
    ids=lambda command: " ".join(command).replace(LONG, "LONG"),
)
@pytest.mark.slow
def test_a_name_that_is_too_long_is_said_in_plain_words(root: Path, command: tuple[str, ...]) -> None:
    done = process(root, *command)
    assert done.returncode == 2
    assert "File name too long" in done.stderr
    assert "Errno" not in done.stderr


def pipe(path: Path) -> None:
    os.mkfifo(path)


def plugged(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def itself(path: Path) -> None:
    path.symlink_to(path.name)


def gone(path: Path) -> None:
    path.symlink_to("nowhere")


def outside(path: Path) -> None:
    other = path.parents[3] / "elsewhere.ttl"
    other.write_text("<http://e/secret> <http://e/p> <http://e/b> .\n")
    path.symlink_to(other)


ODD = {
    pipe: "no regular file",
    plugged: "no regular file",
    device: "no regular file",
    folder: "no regular file",
    itself: "leads to itself",
    gone: "leads nowhere",
    outside: "leads out of the workspace",
}


@pytest.mark.parametrize("spoil", ODD, ids=lambda spoil: spoil.__name__)
def test_what_is_no_file_of_the_workspace_is_left_out(root: Path, spoil: Spoil) -> None:
    place = "data/registers/odd.ttl"
    spoil(root / place)
    result = call(root, "sparql", "SELECT ?s { ?s <http://e/p> ?o }")
    assert result.exit_code == 1
    assert result.stdout.split() == ["?s", "<http://e/a>"]
    assert f"left out: {place}: " in result.stderr
    assert ODD[spoil] in result.stderr
    found = call(root, "validate")
    assert found.exit_code == 1
    assert f"{place}  " in found.stdout
    assert call(root, "export", "-f", "nt").exit_code == 1


@pytest.mark.parametrize("spoil", [pipe, itself], ids=lambda spoil: spoil.__name__)
def test_format_names_what_is_no_file_and_goes_on(root: Path, spoil: Spoil) -> None:
    (root / "data/documents/plain.trig").write_text("<http://e/a>   <http://e/p> <http://e/b>.")
    spoil(root / "data/documents/odd.trig")
    result = call(root, "format", "--check")
    assert result.exit_code == 1
    assert "data/documents/plain.trig" in result.stdout


def test_links_within_the_workspace_and_linked_folders_are_read(root: Path, tmp_path: Path) -> None:
    store = root / "store"
    store.mkdir()
    (store / "more.ttl").write_text("<http://e/c> <http://e/p> <http://e/d> .\n")
    (root / "data/registers/more.ttl").symlink_to("../../store/more.ttl")
    shutil.move(root / "data/registers", tmp_path / "registers")
    (root / "data/registers").symlink_to(tmp_path / "registers")
    (tmp_path / "registers/more.ttl").unlink()
    (tmp_path / "registers/more.ttl").symlink_to(store / "more.ttl")
    result = call(root, "sparql", "SELECT ?s { ?s <http://e/p> ?o } ORDER BY ?s")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.split() == ["?s", "<http://e/a>", "<http://e/c>"]


@pytest.mark.parametrize(
    "file", ["ontology/shapes.ttl", "ontology/checks/circle-of-concepts.rq", "data/released-iris.txt",
             "data/coverage.toml"],
)  # fmt: skip
def test_what_the_checks_read_is_looked_at_too(root: Path, file: str) -> None:
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).unlink(missing_ok=True)
    pipe(root / file)
    result = call(root, "validate")
    assert result.exit_code == 1
    assert file in result.stdout
    assert "no regular file" in result.stdout


@pytest.mark.parametrize("command", [("validate",), QUESTION, ("queries",)], ids=" ".join)
def test_a_prefix_table_that_is_a_pipe_is_data_at_fault(root: Path, command: tuple[str, ...]) -> None:
    (root / "ontology/prefixes.ttl").unlink()
    pipe(root / "ontology/prefixes.ttl")
    result = call(root, *command)
    assert result.exit_code == 1
    assert "ontology/prefixes.ttl: no regular file" in result.stderr


def test_a_citation_file_that_is_a_pipe_is_data_at_fault(root: Path) -> None:
    (root / "CITATION.cff").unlink(missing_ok=True)
    pipe(root / "CITATION.cff")
    result = call(root, "describe")
    assert result.exit_code == 1
    assert "CITATION.cff: no regular file" in result.stderr


@pytest.mark.parametrize("command", [("sparql", "-F"), ("diff",)], ids=" ".join)
def test_a_pipe_that_is_named_is_not_waited_for(root: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    pipe(tmp_path / "named.nt")
    result = call(root, *command, str(tmp_path / "named.nt"))
    assert result.exit_code == 2
    assert "no regular file" in result.stderr


def test_a_text_that_is_a_pipe_is_not_waited_for(root: Path, tmp_path: Path) -> None:
    pipe(tmp_path / "pact.txt")
    result = call(root, "new", "document", "pact", "--label", "Pact", "--text", str(tmp_path / "pact.txt"))
    assert result.exit_code == 2
    assert "no regular file" in result.stderr


@pytest.mark.parametrize("name", ["a b", "a#b", "a?b", "a\x01b", "a%zz", "a[b", "a\udcffb", "a\\b"])
def test_a_name_that_makes_no_iri_is_a_finding(root: Path, name: str) -> None:
    (root / f"data/documents/{name}.trig").write_text("<http://e/c> <http://e/p> <http://e/d> .\n")
    result = call(root, *QUESTION)
    assert result.exit_code == 1
    assert "makes no IRI" in result.stderr
    found = call(root, "validate")
    assert found.exit_code == 1
    assert "makes no IRI" in found.stdout


@pytest.mark.parametrize(
    "name", [".hidden.trig", ".#a.trig", "#a.trig#", "a.trig~", ".a.trig.swp", "~$a.trig"]
)
def test_hidden_files_and_those_of_editors_are_no_data(root: Path, name: str) -> None:
    (root / "data/registers/things.ttl").unlink()
    (root / "data/documents" / name).write_text("no Turtle")
    (root / "queries/lookup" / name.replace(".trig", ".rq")).write_text("no SPARQL")
    assert call(root, *QUESTION).exit_code == 0
    assert call(root, "validate").exit_code == 0
    assert call(root, "queries").exit_code == 0


def test_a_lock_that_is_a_broken_link_is_no_data(root: Path) -> None:
    (root / "data/registers/things.ttl").unlink()
    (root / "data/documents/.#a.trig").symlink_to("someone@somewhere.4711:1700000000")
    assert call(root, *QUESTION).exit_code == 0
    assert call(root, "validate").exit_code == 0


def test_a_git_lfs_pointer_is_named_as_one(root: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"
    (root / "data/registers/large.ttl").write_text(pointer)
    result = call(root, *QUESTION)
    assert result.exit_code == 1
    assert "Git LFS pointer" in result.stderr
    assert "git lfs pull" in result.stderr
    assert "git lfs pull" in call(root, "validate").stdout


@pytest.mark.parametrize("spoil", [circle, no_folder], ids=lambda spoil: spoil.__name__)
def test_a_workspace_with_a_broken_folder_is_not_passed_over(
    root: Path, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    """Outside any workspace the bundled data would answer."""
    spoil(root / "data")
    monkeypatch.chdir(root)
    result = CliRunner().invoke(group, list(QUESTION))
    assert result.exit_code == 1
    assert "left out: data/documents: " in result.stderr


BAD_QUERIES: dict[str, bytes | None] = {
    "no header": b"SELECT * { ?s ?p ?o }\n",
    "a pipe": None,
    "no UTF-8": b"#+ summary: What?\nASK { ?s ?p '\xff' }\n",
    "empty": b"",
}


@pytest.mark.parametrize("kind", BAD_QUERIES)
def test_a_stored_query_that_is_wrong_leaves_the_others(root: Path, kind: str) -> None:
    path = root / "queries/lookup/odd-one.rq"
    content = BAD_QUERIES[kind]
    pipe(path) if content is None else path.write_bytes(content)
    listed = call(root, "queries")
    assert listed.exit_code == 1
    assert "laws-of" in listed.stdout
    assert "queries/lookup/odd-one.rq" in listed.stderr
    assert call(root, "run", "regions-per-country").exit_code == 0
    wrong = call(root, "run", "odd-one")
    assert wrong.exit_code == 1
    assert "queries/lookup/odd-one.rq" in wrong.stderr


def test_two_stored_queries_of_one_name_leave_the_others(root: Path) -> None:
    (root / "queries/other").mkdir()
    shutil.copy(root / "queries/lookup/laws-of.rq", root / "queries/other/laws-of.rq")
    assert call(root, "queries").exit_code == 1
    assert call(root, "run", "regions-per-country").exit_code == 0


def test_queries_that_cannot_be_listed_are_said(root: Path) -> None:
    no_folder(root / "queries")
    (root / "queries").unlink()
    (root / "queries").symlink_to("queries")
    result = call(root, "queries")
    assert result.exit_code == 1
    assert "queries: the link leads to itself" in result.stderr
    checked = call(root, "validate")
    assert checked.exit_code == 1
    assert "queries  the link leads to itself" in checked.stdout


@pytest.mark.parametrize("content", [None, b"\xff"], ids=["pipe", "other bytes"])
def test_a_stored_query_that_cannot_be_read_is_a_finding(root: Path, content: bytes | None) -> None:
    path = root / "queries/lookup/odd-one.rq"
    pipe(path) if content is None else path.write_bytes(content)
    checked = call(root, "validate")
    assert checked.exit_code == 1
    assert "\nqueries/lookup/odd-one.rq  " in checked.stdout
