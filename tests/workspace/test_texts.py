"""Source texts: found by digest, read as plain text, web page or PDF, and never a traceback."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pactgraph.workspace import source_texts as module
from pactgraph.workspace.extraction import NoText, readable_text
from pactgraph.workspace.extras import MissingExtra
from pactgraph.workspace.passage import Span, normalise
from pactgraph.workspace.source_texts import SourcesError, SourceTexts

TEXT = "The harbour 𝔸lliance met.\r\nCafé Ölsund hosted it.\n"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "b.txt").write_text("Another text.")
    return tmp_path


def test_a_text_is_found_by_its_digest(folder: Path) -> None:
    texts = SourceTexts(folder)
    known = digest(TEXT.encode())
    assert texts.file(known) == "deep/er/a.txt"
    assert texts.text(known) == TEXT
    assert texts.file("0" * 64) is None
    assert texts.text("0" * 64) is None
    assert texts.findings == []


def test_words_count_code_points_and_line_ends_as_they_are(folder: Path) -> None:
    texts = SourceTexts(folder)
    known = digest(TEXT.encode())
    assert texts.words(known, Span(12, 20)) == "𝔸lliance"
    assert texts.words(known, Span(27, 38)) == "Café Ölsund"
    assert texts.words(known, Span(40, len(TEXT))) is not None
    assert texts.words(known, Span(40, len(TEXT) + 1)) is None
    assert texts.words("0" * 64, Span(0, 1)) is None


def test_each_file_is_read_once_for_its_digest_and_only_as_far_as_needed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []

    def counted(content: bytes) -> str:
        read.append(content)
        return digest(content)

    monkeypatch.setattr(module, "document_digest", counted)
    texts = SourceTexts(folder)
    assert texts.file(digest(b"Another text.")) == "b.txt"
    assert read == [b"Another text."]
    for _ in range(3):
        assert texts.file("0" * 64) is None
    assert len(read) == 2


def test_the_default_folder_is_that_of_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTGRAPH_SOURCES", raising=False)
    assert SourceTexts.default() is None
    monkeypatch.setenv("PACTGRAPH_SOURCES", str(folder / "missing"))
    assert SourceTexts.default() is None
    monkeypatch.setenv("PACTGRAPH_SOURCES", str(folder))
    found = SourceTexts.default()
    assert found is not None
    assert found.folder == folder


def test_a_folder_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(SourcesError, match="is not a folder"):
        SourceTexts(folder / "b.txt")


def test_links_in_a_circle_end(folder: Path) -> None:
    (folder / "deep" / "round").symlink_to(folder)
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    (folder / "again.txt").symlink_to(folder / "b.txt")
    assert [copy.file for copy in SourceTexts(folder).copies()] == ["again.txt", "b.txt", "deep/er/a.txt"]


def test_pipes_and_hidden_files_are_left_alone(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / ".hidden.txt").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "c.txt").write_text("x")
    assert [copy.file for copy in SourceTexts(folder).copies()] == ["b.txt", "deep/er/a.txt"]


def test_copies_leave_out_the_texts_that_are_named(folder: Path) -> None:
    assert [copy.file for copy in SourceTexts(folder).copies({digest(TEXT.encode())})] == ["b.txt"]


def test_too_many_files_are_one_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 1)
    texts = SourceTexts(folder)
    assert len(list(texts.copies())) == 1
    (finding,) = texts.findings
    assert "more than the 1 files" in finding.message


def test_a_large_file_is_one_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 20)
    texts = SourceTexts(folder)
    assert [copy.file for copy in texts.copies()] == ["b.txt"]
    (finding,) = texts.findings
    assert finding.file == str(folder / "deep/er/a.txt")
    assert "too large" in finding.message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)), "binary"),
        ("old.txt", "Café".encode("latin-1"), "no text in UTF-8 (byte 3 is 0xe9)"),
        ("wide.txt", b"\xff\xfea", "UTF-16"),
        ("torn.pdf", b"%PDF-1.7\nnothing of a PDF", "the PDF cannot be read"),
    ],
)
def test_a_file_without_text_is_one_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    texts = SourceTexts(tmp_path)
    assert list(texts.copies()) == []
    assert list(texts.copies()) == []
    (finding,) = texts.findings
    assert finding.file == str(tmp_path / name)
    assert message in finding.message
    assert "\n" not in finding.message + finding.remedy
    assert finding.remedy


def test_a_document_that_is_no_text_has_no_words(tmp_path: Path) -> None:
    content = "Café".encode("latin-1")
    (tmp_path / "old.txt").write_bytes(content)
    texts = SourceTexts(tmp_path)
    assert texts.file(digest(content)) == "old.txt"
    assert texts.words(digest(content), Span(0, 1)) is None
    assert len(texts.findings) == 1


def test_a_file_that_cannot_be_opened_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("x")

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    texts = SourceTexts(tmp_path)
    monkeypatch.setattr(os, "open", refuse)
    assert texts.file("0" * 64) is None
    assert [finding.message for finding in texts.findings] == ["Permission denied"]


def test_utf16_and_a_byte_order_mark_are_no_part_of_a_copys_text() -> None:
    assert readable_text("Öl".encode("utf-16"), "a.txt") == "Öl"
    assert readable_text("Öl".encode("utf-8-sig"), "a.txt") == "Öl"


PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><title>Harbour</title><style>p { color: red }</style>
<script>var a = "The harbours";</script></head>
<body><nav>Home</nav><p>The two <b>har</b>bours &amp; the <a href="/x">caf&eacute;s</a>
   agree.</p><p>Next&nbsp;one &#x1D538;<br>ends<!-- not seen -->.</p>
<table><tr><td>one</td><td>two</td></tr></table></body></html>
"""


def test_a_web_page_gives_what_its_reader_sees() -> None:
    expected = "Harbour\nHome\nThe two harbours & the cafés agree.\nNext one 𝔸\nends.\none\ntwo"
    assert readable_text(PAGE.encode(), "page.html") == expected
    assert readable_text(PAGE.encode(), "page") == expected


def test_a_web_page_says_its_encoding() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>Café</body></html>'
    assert readable_text(page.encode("latin-1"), "page.html") == "Café"


def test_deep_and_broken_pages_are_read() -> None:
    deep = "<div>" * 50_000 + "bottom" + "</p>" * 50_000
    assert readable_text(deep.encode(), "page.html") == "bottom"
    assert readable_text(b"<html><p>open <b>and<p never", "x.html").startswith("open and")
    assert readable_text(b"<!---->" * 400 + b"plain", "note.txt").endswith("plain")


def test_a_pdf_gives_its_text_layer(make_pdf: Callable[[list[str]], bytes]) -> None:
    text = readable_text(make_pdf(["The two harbours and the cafés", "agree (on all)."]), "a.pdf")
    assert normalise(text).strip() == "The two harbours and the cafés agree (on all)."


def test_ligatures_hyphens_and_halves_of_pairs_of_a_pdf_become_plain_characters(
    make_pdf: Callable[[list[str]], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pypdf.PageObject.extract_text", lambda _: "o\ufb03ce of har\u00ad\nbours \ud835 met")
    assert readable_text(make_pdf(["x"]), "a.pdf") == "office of harbours ? met"


def test_a_pdf_of_pictures_says_so(make_pdf: Callable[[list[str]], bytes]) -> None:
    with pytest.raises(NoText, match="no text layer"):
        readable_text(make_pdf([]), "a.pdf")


@pytest.mark.parametrize(
    ("library", "name", "content"), [("bs4", "a.html", b"<p>x"), ("pypdf", "a.pdf", b"%PDF-1.4")]
)
def test_a_missing_library_is_named(
    monkeypatch: pytest.MonkeyPatch, library: str, name: str, content: bytes
) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(MissingExtra, match=r"pactgraph\[texts\]"):
        readable_text(content, name)
