"""`pactgraph diff`: words, JSON, patch, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group


@pytest.fixture
def edited(small_world: Path, tmp_path: Path) -> Path:
    """The small world with one label changed and one file that cannot be read."""
    root = tmp_path / "edited"
    shutil.copytree(small_world, root)
    register = root / "data" / "registers" / "regions.ttl"
    register.write_text(
        register.read_text(encoding="utf-8").replace('"Corvane"@en', '"Corvania"@en'), encoding="utf-8"
    )
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["diff", "--workspace", str(root), *arguments])


def test_two_folders_in_words(small_world: Path, edited: Path) -> None:
    result = run(small_world, str(small_world), str(edited))
    assert result.exit_code == 0
    assert result.stdout == (
        "Corvane (region:corvane)\n"
        '  ~ name: "Corvane"@en -> "Corvania"@en  [graph:regions]\n'
        "\n"
        "0 facts added, 0 removed, 1 changed\n"
    )
    assert run(edited, str(small_world)).stdout == result.stdout
    assert run(edited, str(small_world), "--exit-code").exit_code == 1
    assert run(edited, str(edited), "--exit-code").exit_code == 0


def test_json_and_patch(small_world: Path, edited: Path) -> None:
    found = json.loads(run(small_world, str(small_world), str(edited), "-f", "json").stdout)
    assert found["counts"] == {"added": 0, "removed": 0, "changed": 1}
    assert found["changes"][0]["new"] == ['"Corvania"@en']
    patch = run(small_world, str(small_world), str(edited), "-f", "patch").stdout.splitlines()
    assert [line[:2] for line in patch] == ["TX", "D ", "D ", "A ", "A ", "TC"]


def test_misuse_is_said(small_world: Path) -> None:
    result = run(small_world, "no-such-revision")
    assert result.exit_code == 2
    assert "no revision" in result.output
    assert "Traceback" not in result.output
