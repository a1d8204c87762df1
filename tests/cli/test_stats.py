"""`pactgraph stats`: the numbers of the small world, unused terms, uncovered spans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group


def stats(small_world: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["stats", "--workspace", str(small_world), *arguments])


def test_numbers_of_the_small_world(small_world: Path) -> None:
    result = stats(small_world, "--json")
    assert result.exit_code == 0
    numbers = json.loads(result.stdout)
    assert numbers["records"]["pact:Region"] == 11
    assert numbers["records"]["pact:Passage"] == sum(d["passages"] for d in numbers["documents"]) == 160
    assert len(numbers["documents"]) == 11
    assert numbers["witnesses"] == 10
    assert numbers["openConflicts"] == 0
    assert numbers["decisions"] >= numbers["rejected"] > 0
    assert numbers["terms"]["unused"] == []


def test_told_in_words(small_world: Path) -> None:
    result = stats(small_world, "--terms")
    assert result.exit_code == 0
    assert "10 independent witnesses in 11 documents" in result.stdout
    assert "0 open conflicts" in result.stdout
    assert "(100 percent)" in result.stdout


def test_uncovered_spans_with_and_without_the_texts(small_world: Path) -> None:
    bare = stats(small_world, "--uncovered")
    assert bare.exit_code == 0
    assert "offsets only" in bare.stderr
    worded = stats(small_world, "--uncovered", "--sources", str(small_world / "sources"), "--json")
    told = json.loads(worded.stdout)
    assert len(told) == 11
    for document in told:
        assert 0 < document["covered"] <= document["length"]
        assert all(gap["words"].strip() for gap in document["gaps"])


def test_a_folder_that_is_not_there_is_misuse(small_world: Path) -> None:
    result = stats(small_world, "--uncovered", "--sources", str(small_world / "nowhere"))
    assert result.exit_code == 2
    assert "is not a folder" in result.stderr


def test_an_open_conflict_is_counted(small_world: Path, tmp_path: Path) -> None:
    import shutil

    world = tmp_path / "world"
    shutil.copytree(small_world, world)
    (world / "data/curation/decisions.ttl").unlink()
    numbers = json.loads(stats(world, "--json").stdout)
    assert numbers["openConflicts"] > 0


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_has_an_example(option: str) -> None:
    assert "Example: pactgraph stats" in CliRunner().invoke(group, ["stats", option]).stdout
