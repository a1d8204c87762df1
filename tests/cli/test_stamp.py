"""`pactgraph stamp`: completes a file, says what it added, and touches nothing where something disagrees."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group
from pactgraph.workspace.passage import passage_digest

REPOSITORY = Path(__file__).parents[2]
TEXT = "Brinmark and Galdry agree.\n"
DRAFT = """\
@prefix document: <https://w3id.org/pactgraph/id/document/> .
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix passage: <https://w3id.org/pactgraph/id/passage/> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
document:pact a pact:Document .
# the first of the two
passage:pact_0-8 { region:brinmark pact:printedName "Brinmark" . }
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a document file to complete, and its text beside it."""
    (tmp_path / "ontology").mkdir()
    (tmp_path / "queries").mkdir()
    (tmp_path / "data" / "documents").mkdir(parents=True)
    shutil.copy(REPOSITORY / "ontology" / "prefixes.ttl", tmp_path / "ontology")
    (tmp_path / "data" / "documents" / "pact.trig").write_text(DRAFT)
    (tmp_path / "text.txt").write_text(TEXT)
    return tmp_path


def run(
    root: Path, *arguments: str, file: str = "data/documents/pact.trig", text: str = "text.txt"
) -> Result:
    return CliRunner().invoke(
        group, ["stamp", "--workspace", str(root), str(root / file), "--text", str(root / text), *arguments]
    )


ADDED = """\
document:pact  pact:digest, pact:length
passage:pact_0-8  rdf:type, pact:passageOf, pact:start, pact:end, pact:digest
"""


def test_it_says_what_it_added_and_then_has_nothing_to_add(root: Path) -> None:
    file = root / "data/documents/pact.trig"
    file.chmod(0o640)
    result = run(root)
    assert (result.exit_code, result.stdout) == (0, ADDED)
    assert result.stderr == f"{file}: 2 records completed\n"
    written = file.read_text()
    assert passage_digest("Brinmark") in written
    assert "# the first of the two\n" in written
    assert file.stat().st_mode & 0o777 == 0o640
    again = run(root)
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", f"{file}: complete\n")
    assert file.read_text() == written
    assert sorted(path.name for path in file.parent.iterdir()) == ["pact.trig"]


def test_check_changes_nothing(root: Path) -> None:
    result = run(root, "--check")
    assert (result.exit_code, result.stdout) == (1, ADDED)
    assert "2 records to complete" in result.stderr
    assert (root / "data/documents/pact.trig").read_text() == DRAFT
    run(root)
    assert run(root, "--check").exit_code == 0


def test_what_disagrees_is_listed_with_its_line_and_nothing_is_written(root: Path) -> None:
    file = root / "data/documents/pact.trig"
    spoiled = DRAFT + "document:pact pact:length 26 .\npassage:pact_9-99 { region:galdry a pact:Region . }\n"
    file.write_text(spoiled)
    result = run(root)
    assert result.exit_code == 1
    one, two = result.stdout.splitlines()
    assert one.startswith(f"{file}:8:27  document:pact  pact:length is 26, by the text it is 27  -> ")
    assert two.startswith(f"{file}:9:1  passage:pact_9-99  the passage ends at 99, the text at 27  -> ")
    assert "nothing written, 2 to mend first" in result.stderr
    assert file.read_text() == spoiled


@pytest.mark.parametrize(
    ("content", "place"), [(b"document:pact {", ":1:1  "), (DRAFT.encode() + b"# \xff", ":8  byte")]
)
def test_a_file_that_cannot_be_read_is_one_finding(root: Path, content: bytes, place: str) -> None:
    file = root / "data/documents/pact.trig"
    file.write_bytes(content)
    result = run(root)
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"{file}{place}")
    assert file.read_bytes() == content


def test_wrong_calls_say_what_to_do(root: Path) -> None:
    (root / "photo.png").write_bytes(b"\x89PNG")
    result = run(root, text="photo.png")
    assert result.exit_code == 2
    assert "no text in UTF-8" in result.stderr
    assert run(root, text="missing.txt").exit_code == 2
    assert run(root, file="text.txt").exit_code == 2
    (root / "My Pact.trig").write_text(DRAFT)
    result = run(root, file="My Pact.trig")
    assert result.exit_code == 2
    assert "is no slug" in result.stderr


def test_a_full_disk_leaves_the_file_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = run(root)
    assert result.exit_code == 2
    assert "No space left on device; it is left as it was" in result.stderr
    file = root / "data/documents/pact.trig"
    assert file.read_text() == DRAFT
    assert [path.name for path in file.parent.iterdir()] == ["pact.trig"]
