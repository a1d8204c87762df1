"""`pactgraph format`: canonical text, safely written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

TESTS = Path(__file__).parents[1]
UNTIDY = """\
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
# kept
region:b rdfs:label "B"@en . region:a rdfs:label "A"@en .
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace whose files are canonical."""
    folder = tmp_path / "workspace"
    shutil.copytree(TESTS / "check" / "tiny", folder)
    shutil.copytree(TESTS.parent / "ontology", folder / "ontology")
    (folder / "queries").mkdir()
    return folder


def run(root: Path, *arguments: str) -> Result:
    """The command on the workspace at `root`."""
    return CliRunner().invoke(group, ["format", "--workspace", str(root), *arguments])


def test_canonical_files_are_left_alone(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.t*")}
    result = run(root)
    assert (result.exit_code, result.stdout) == (0, "")
    assert before == {path: path.stat().st_mtime_ns for path in root.rglob("*.t*")}


def test_check_lists_and_changes_nothing(root: Path) -> None:
    path = root / "data" / "registers" / "untidy.ttl"
    path.write_text(UNTIDY, encoding="utf-8")
    result = run(root, "--check")
    assert (result.exit_code, result.stdout) == (1, "data/registers/untidy.ttl\n")
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_format_sorts_and_keeps_comments(root: Path) -> None:
    path = root / "data" / "registers" / "untidy.ttl"
    path.write_text(UNTIDY, encoding="utf-8")
    path.chmod(0o640)
    assert run(root).exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert text.index("region:a") < text.index("# kept") < text.index("region:b\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert run(root, "--check").exit_code == 0
    assert len(list(path.parent.iterdir())) == 2


def test_a_syntax_error_is_a_finding_and_the_file_is_untouched(root: Path) -> None:
    path = root / "data" / "registers" / "broken.ttl"
    path.write_text("<http://example.org/a> <http://example.org/b> .\n", encoding="utf-8")
    result = run(root)
    assert result.exit_code == 1
    assert result.stdout.startswith("data/registers/broken.ttl:1:47  ")
    assert "[syntax]" in result.stdout
    assert path.read_text(encoding="utf-8") == "<http://example.org/a> <http://example.org/b> .\n"


def test_a_file_that_is_no_turtle_is_misuse(root: Path) -> None:
    path = root / "notes.txt"
    path.write_text("", encoding="utf-8")
    assert run(root, str(path)).exit_code == 2
    assert run(root, str(root / "nowhere.ttl")).exit_code == 2


def test_only_the_named_files_are_formatted(root: Path) -> None:
    for name in ("one", "two"):
        (root / "data" / "registers" / f"{name}.ttl").write_text(UNTIDY, encoding="utf-8")
    result = run(root, str(root / "data" / "registers" / "one.ttl"))
    assert (result.exit_code, result.stdout) == (0, "data/registers/one.ttl\n")
    assert (root / "data" / "registers" / "two.ttl").read_text(encoding="utf-8") == UNTIDY
