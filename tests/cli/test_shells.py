"""Shell completion offers nothing that a shell would run, and keeps to what the shells' scripts read."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from pactgraph.cli import group

RUNS = [
    "zq$(id>OWNED)",
    "zq`id>OWNED`",
    "zq;id>OWNED",
    "zq|id>OWNED",
    "zq&id",
    "zq*",
    "zq~",
    "zq'x",
    "zq\\\\x",
]
BREAKS = ["zq\\nplain,zq2", "zq\\tx", "zq,x", "zq\\u001B[2J", "zq\\u202Ex", "zq:x"]
SAFE = "zqueen"
LABELS = [*RUNS, *BREAKS, SAFE]
SPELT = [chr(ord("a") + number) for number in range(len(LABELS))]
"""The letters at the end of the slugs."""


@pytest.fixture(scope="module")
def root(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with a region for each of the labels, and a query with such a name and summary."""
    root = tmp_path_factory.mktemp("labels") / "world"
    shutil.copytree(small_world, root)
    lines = [
        f"<https://w3id.org/pactgraph/id/region/{letter}-x> a <https://w3id.org/pactgraph/def#Region> ; "
        f'<http://www.w3.org/2000/01/rdf-schema#label> "{label}"@en .'
        for letter, label in zip(SPELT, LABELS, strict=True)
    ]
    lines.append(
        "<https://w3id.org/pactgraph/id/region/zqslug$(id)> a <https://w3id.org/pactgraph/def#Region> ; "
        '<http://www.w3.org/2000/01/rdf-schema#label> "zq by its slug"@en .'
    )
    (root / "data/registers/zz.ttl").write_text("\n".join(lines), encoding="utf-8")
    text = """#+ summary: "Which\\tregions:\\u001B[2J are there?"
#+ x-pactgraph:
#+   id: zquery
SELECT ?region { ?region a pact:Region } ORDER BY ?region
"""
    (root / "queries/lookup/zquery.rq").write_text(text, encoding="utf-8")
    (root / "queries/lookup/zq$(id).rq").write_text(text, encoding="utf-8")
    return root


def told(root: Path, shell: str, line: str, word: str) -> str:
    """What the program tells the script of a shell for a line that ends with a word."""
    words = f"{line} {word}"
    environment = {
        "PACTGRAPH_WORKSPACE": str(root),
        "_PACTGRAPH_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": word if shell == "fish" else str(len(line.split())),
    }
    result = CliRunner().invoke(group, [], env=environment, prog_name="pactgraph")
    assert result.stderr == ""
    return result.stdout


def test_bash_gets_values_that_mean_themselves(root: Path) -> None:
    lines = told(root, "bash", "pactgraph run agreements-of --region", "zq").splitlines()
    values = [line.removeprefix("plain,") for line in lines]
    assert sorted(values) == sorted([*(f"{letter}-x" for letter in SPELT[:-1]), SAFE])
    curies = [line.removeprefix("plain,") for line in told(root, "bash", "pactgraph show", "zq").splitlines()]
    assert sorted(curies) == sorted([*(f"region:{letter}-x" for letter in SPELT[:-1]), SAFE])


def test_zsh_gets_three_lines_each(root: Path) -> None:
    lines = told(root, "zsh", "pactgraph show", "zq").rstrip("\n").split("\n")
    assert len(lines) == 3 * len(LABELS)
    assert set(lines[::3]) == {"plain"}
    assert set(lines[1::3]) == {*(f"region\\:{letter}-x" for letter in SPELT[:-1]), SAFE}
    assert "zq\\u001B[2J" in lines[2::3]
    assert "zq plain,zq2" in lines[2::3]
    assert all(lines[2::3])


def test_fish_gets_a_line_each(root: Path) -> None:
    lines = told(root, "fish", "pactgraph show", "zq").rstrip("\n").split("\n")
    values = [line.removeprefix("plain,").split("\t")[0] for line in lines]
    assert sorted(values) == sorted([*(f"region:{letter}-x" for letter in SPELT[:-1]), SAFE])
    assert all(line.count("\t") == 1 and line.replace("\t", "").isprintable() for line in lines)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_names_and_summaries_of_queries(root: Path, shell: str) -> None:
    said = told(root, shell, "pactgraph run", "zq")
    assert "$(id)" not in said
    assert "zquery" in said
    assert "\x1b" not in said


def test_a_faulty_query_offers_nothing_and_says_nothing(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "w")
    (tmp_path / "w/queries/lookup/zquery.rq").write_text("SELECT")
    assert told(tmp_path / "w", "bash", "pactgraph run", "zq").strip() == ""


@pytest.mark.parametrize("line", ["pactgraph show", "pactgraph run agreements-of --region"])
def test_names_complete_in_silence_where_a_file_cannot_be_read(root: Path, tmp_path: Path, line: str) -> None:
    shutil.copytree(root, tmp_path / "w")
    (tmp_path / "w/data/registers/broken.ttl").write_text("a b", encoding="utf-8")
    assert SAFE in told(tmp_path / "w", "bash", line, "zq")


@pytest.fixture(scope="module")
def commands(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An environment in which `pactgraph` is this program, with scripts for the shells."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "pactgraph"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from pactgraph.cli import main; main()" "$@"\n')
    program.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PACTGRAPH_WORKSPACE": str(root),
        "HOME": str(folder),
        "TERM": "dumb",
    }
    for shell in ("bash", "zsh", "fish"):
        script = subprocess.run(
            [program, "completion", shell], env=environment, capture_output=True, check=True, timeout=60
        )
        (folder / f"completion.{shell}").write_bytes(script.stdout)
    yield environment | {"SCRIPTS": str(folder)}


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.mark.slow
@needs("bash")
def test_bash_completes_and_runs_nothing(commands: dict[str, str], tmp_path: Path) -> None:
    script = """
    source "$SCRIPTS/completion.bash"
    COMP_WORDS=(pactgraph show zq) COMP_CWORD=2
    _pactgraph_completion pactgraph
    printf '%s\\n' "${COMPREPLY[@]}"
    for value in "${COMPREPLY[@]}"; do
        eval "set -- $value"
        [ "$*" = "$value" ] || echo "changed $value"
    done
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=tmp_path,
        env=commands,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert sorted(done.stdout.split()) == sorted([*(f"region:{letter}-x" for letter in SPELT[:-1]), SAFE])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@needs("fish")
def test_fish_completes_and_runs_nothing(commands: dict[str, str], tmp_path: Path) -> None:
    script = 'source "$SCRIPTS/completion.fish"; complete -C "pactgraph show zq"'
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        cwd=tmp_path,
        env=commands,
        capture_output=True,
        text=True,
        timeout=60,
    )
    values = [line.split("\t")[0] for line in done.stdout.splitlines()]
    assert set(values) <= {*(f"region:{letter}-x" for letter in SPELT[:-1]), SAFE}
    assert SAFE in values
    assert "\x1b" not in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@needs("zsh")
def test_zsh_completes_and_runs_nothing(commands: dict[str, str], tmp_path: Path) -> None:
    """Tab and Enter in a shell on a terminal."""
    ours, theirs = pty.openpty()
    shell = subprocess.Popen(
        ["zsh", "-f", "-i"], cwd=tmp_path, env=commands, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)

    def until(text: bytes, seconds: float = 60) -> bytes:
        seen = b""
        while text not in seen and select.select([ours], [], [], seconds)[0]:
            try:
                seen += os.read(ours, 65_536)
            except OSError:
                break
        return seen

    try:
        os.write(
            ours, b'autoload -Uz compinit && compinit -u -D; source "$SCRIPTS/completion.zsh"; echo rea""dy\n'
        )
        assert b"ready" in until(b"ready")
        os.write(ours, b"pactgraph show zqu\t; echo o''ver\n")
        assert b"zqueen (region:" in until(b"over\r\n")
        os.write(ours, b"pactgraph show zq\t\t")
        assert b"\x1b[2J" not in until(b"zqueen")
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)
    assert list(tmp_path.iterdir()) == []
