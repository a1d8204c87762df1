"""A checkout has the same bytes on every system, also where Git turns line ends into those of Windows."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from pactgraph.cli import group

REPOSITORY = Path(__file__).parents[2]


def git(folder: Path, *arguments: str) -> str:
    """Git without settings of the user's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        cwd=folder,
        env=kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        pytest.fail(f"git {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def check(folder: Path) -> None:
    """Nothing is to format in a workspace, and every text has the line ends that the repository has."""
    result = CliRunner().invoke(group, ["format", "--check", "--workspace", str(folder)])
    assert (result.exit_code, result.stdout) == (0, ""), result.output
    told = [line.split() for line in git(folder, "ls-files", "--eol").splitlines()]
    assert len(told) > 50
    assert [line for line in told if line[0].partition("/")[2] != line[1].partition("/")[2]] == []


def test_a_workspace_of_ones_own(tmp_path: Path) -> None:
    made = CliRunner().invoke(group, ["init", str(tmp_path / "mine"), "--from", str(REPOSITORY)])
    assert made.exit_code == 0, made.output
    assert "mine/.gitattributes" in made.stdout
    call = ["new", "region", "galdry", "--label", "Galdry", "--workspace", str(tmp_path / "mine")]
    assert CliRunner().invoke(group, call).exit_code == 0
    git(tmp_path / "mine", "init", "-q")
    git(tmp_path / "mine", "add", "-A")
    git(tmp_path / "mine", "commit", "-q", "-m", "x")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", "mine", "theirs")
    check(tmp_path / "theirs")


@pytest.mark.slow
def test_the_repository(tmp_path: Path) -> None:
    """The files as they are here, committed anew: a checkout of sources need not be a clone."""
    if not (REPOSITORY / ".git").exists():
        pytest.skip("this is no clone of the repository")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(REPOSITORY), "theirs")
    check(tmp_path / "theirs")
    result = CliRunner().invoke(group, ["validate", "--workspace", str(tmp_path / "theirs")])
    assert result.exit_code == 0 and result.stderr == "no findings\n"
