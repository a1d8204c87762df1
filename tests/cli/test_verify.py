"""`pactgraph verify`: what it prints, which exit code, and what it asks for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group
from pactgraph.workspace.passage import document_digest

TEXT = "Brinmark and Galdry agree on a ferry line between Ålesk and Bode.\n"
SPANS = [(0, 8), (31, 41), (0, 65)]
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path, encode: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one document, and the folder `texts` beside its data."""
    monkeypatch.delenv("PACTGRAPH_SOURCES", raising=False)
    for folder in ("ontology", "queries", "texts"):
        (tmp_path / folder).mkdir()
    shutil.copy(REPOSITORY / "ontology" / "prefixes.ttl", tmp_path / "ontology")
    encode(tmp_path, "ferry", TEXT, SPANS)
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["verify", "--workspace", str(root), *arguments])


def test_everything_holds(root: Path) -> None:
    (root / "texts" / "a.txt").write_text(TEXT)
    result = run(root, "--sources", str(root / "texts"))
    assert result.exit_code == 0
    assert result.stdout == "document:ferry  3 passages: 3 hold  (a.txt)\n"
    assert result.stderr == "1 document, 3 passages: 3 hold\n"


def test_the_folder_is_that_of_the_environment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "texts" / "a.txt").write_text(TEXT)
    monkeypatch.setenv("PACTGRAPH_SOURCES", str(root / "texts"))
    assert run(root).exit_code == 0


def test_a_missing_folder_is_a_wrong_call(root: Path) -> None:
    result = run(root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--sources DIR, or set PACTGRAPH_SOURCES" in result.stderr
    result = run(root, "--sources", str(root / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere is not a folder" in result.stderr


def test_a_lost_and_a_moved_passage_are_told_with_their_words(root: Path) -> None:
    (root / "texts" / "copy.txt").write_text(TEXT.replace("Galdry", "Galdria"))
    result = run(root, "--sources", str(root / "texts"))
    assert result.exit_code == 1
    assert result.stdout == (
        "document:ferry  3 passages: 1 hold, 1 moved, 1 lost  (copy copy.txt)\n"
        "  data/documents/ferry.trig:17:1  passage:ferry_0-65  its words stand nowhere in copy.txt"
        "  -> compare the copy with the text that was encoded [lost-passage]\n"
        "      copy.txt has at 0-65 “Brinmark and Galdria agree on a ferry line between Ålesk and Bode”\n"
        "  data/documents/ferry.trig:12:1  passage:ferry_31-41  info: its words stand in copy.txt at 32-42"
        "  -> nothing, if that file is another copy [moved-passage]\n"
        "      “ferry line”\n"
    )


def test_moved_passages_alone_are_no_fault(root: Path) -> None:
    (root / "texts" / "page.html").write_text(f"<html><body><nav>Home</nav><p>{TEXT}</p></body></html>")
    result = run(root, "--sources", str(root / "texts"))
    assert result.exit_code == 0
    assert "3 moved  (copy page.html)" in result.stdout


def test_without_a_text_it_says_which_and_where_to_put_it(root: Path) -> None:
    (root / "texts" / "photo.png").write_bytes(b"\x89PNG\0\0")
    result = run(root, "--sources", str(root / "texts"))
    assert result.exit_code == 1
    assert "document:ferry  3 passages: 3 unchecked  (no text)" in result.stdout
    assert f"SHA-256 {document_digest(TEXT.encode())}, {len(TEXT)} code points" in result.stdout
    (line,) = [line for line in result.stderr.splitlines() if "photo.png" in line]
    assert "it is a binary file" in line


def test_json_holds_the_same(root: Path) -> None:
    (root / "texts" / "copy.txt").write_text(TEXT.replace("Galdry", "Galdria"))
    (root / "texts" / "photo.png").write_bytes(b"\x89PNG\0\0")
    result = run(root, "--sources", str(root / "texts"), "-f", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["version"], told["sources"]) == (1, str(root / "texts"))
    (document,) = told["documents"]
    assert document["document"] == "https://w3id.org/pactgraph/id/document/ferry"
    assert (document["text"], document["copies"]) == (None, ["copy.txt"])
    assert document["counts"] == {"holds": 1, "moved": 1, "lost": 1, "unchecked": 0}
    lost, moved = document["passages"]
    assert (lost["status"], lost["start"], lost["end"], lost["found"]) == ("lost", 0, 65, None)
    assert lost["reads"]["words"].startswith("Brinmark and Galdria")
    assert (moved["passage"], moved["status"]) == (
        "https://w3id.org/pactgraph/id/passage/ferry_31-41",
        "moved",
    )
    assert moved["found"] == {"file": "copy.txt", "start": 32, "end": 42, "words": "ferry line"}
    assert [finding["rule"] for finding in document["findings"]] == ["lost-passage", "moved-passage"]
    assert [finding["rule"] for finding in told["unreadable"]] == ["source-text"]


def test_a_path_limits_the_report(root: Path, encode: Callable[..., Path], tmp_path: Path) -> None:
    other = encode(root, "other", TEXT + "More.", [(0, 8)])
    (root / "texts" / "a.txt").write_text(TEXT)
    sources = ["--sources", str(root / "texts")]
    assert run(root, *sources).exit_code == 1
    result = run(root, *sources, str(root / "data/documents/ferry.trig"))
    assert (result.exit_code, result.stdout.count("document:")) == (0, 1)
    assert run(root, *sources, str(root / "data")).stdout.count("document:") == 3
    assert run(root, *sources, str(other)).exit_code == 1
    outside = encode(tmp_path / "elsewhere", "draft", TEXT, SPANS)
    result = run(root, *sources, str(outside))
    assert (result.exit_code, result.stdout) == (0, "document:draft  3 passages: 3 hold  (a.txt)\n")


def test_a_path_without_documents_is_a_wrong_call(root: Path) -> None:
    sources = ["--sources", str(root / "texts")]
    assert run(root, *sources, str(root / "ontology")).exit_code == 2
    assert run(root, *sources, str(root / "missing.trig")).exit_code == 2


def test_a_file_that_cannot_be_read_is_one_finding_beside_the_others(root: Path) -> None:
    (root / "texts" / "a.txt").write_text(TEXT)
    (root / "data/documents/broken.trig").write_text("document:broken {")
    result = run(root, "--sources", str(root / "texts"))
    assert result.exit_code == 1
    assert "document:ferry  3 passages: 3 hold" in result.stdout
    assert result.stdout.count("data/documents/broken.trig:1:") == 1
    ferry = str(root / "data/documents/ferry.trig")
    assert run(root, "--sources", str(root / "texts"), ferry).exit_code == 0


def test_words_cannot_steer_the_terminal(root: Path, encode: Callable[..., Path]) -> None:
    text = "Signed \x1b[2J\x1b]0;x\x07 by all of the regions around the inner sea."
    encode(root, "ferry", text, [(0, 20), (22, 50)])
    (root / "texts" / "copy.txt").write_text("- " + text)
    result = run(root, "--sources", str(root / "texts"))
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\\u001B" in result.stdout


def test_the_shipped_documents_verify(sources: Path) -> None:
    result = run(REPOSITORY, "--sources", str(sources))
    assert result.exit_code == 0, result.stdout
    assert result.stderr.startswith("3 documents, ")
