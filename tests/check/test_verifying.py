"""Verifying: what holds, what moved, what is lost, and that one changed character is noticed exactly."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import parse

from pactgraph.check.verifying import Status, VerifiedDocument, verify
from pactgraph.rdf.namespaces import split_passage
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.files import SourceFile, source_files
from pactgraph.workspace.passage import document_digest, passage_digest
from pactgraph.workspace.source_texts import SourceTexts

REPOSITORY = Path(__file__).parents[2]
PREFIXES = Prefixes.from_triples(q.triple for q in parse(path=REPOSITORY / "ontology/prefixes.ttl"))

TEXT = """\
Brinmark and Galdry renew their pact 𝔸

Ålesk, 3 May 2031. The two governments agreed on a shared harbour 𝔹 school & a ferry line.
Jorun Ålvik, Premier of Brinmark: “Our piers stand closer than our maps admit.”
A café in Ålesk hosted the evening.
"""


def spans_of(text: str, *quotes: str) -> list[tuple[int, int]]:
    return [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]


QUOTES = (
    "Brinmark and Galdry renew their pact 𝔸",
    "renew",
    "Ålesk, 3 May 2031",
    "The two governments agreed on a shared harbour 𝔹 school & a ferry line.",
    "harbour 𝔹 school",
    "Premier of Brinmark",
    "Our piers stand closer than our maps admit.",
    "line.\nJorun Ålvik",
    "A café in Ålesk",
)
SPANS = spans_of(TEXT, *QUOTES)

Encode = Callable[..., Path]


def report(workspace: Path, folder: Path, only: set[str] | None = None) -> list[VerifiedDocument]:
    dataset = Dataset(source_files(workspace))
    files = None if only is None else {file for file in dataset.quads_of if file.path.stem in only}
    return list(verify(dataset, SourceTexts(folder), PREFIXES, files))


def statuses(document: VerifiedDocument) -> list[tuple[int, int, Status]]:
    return [(p.span.start, p.span.end, p.status) for p in document.passages if p.span]


@pytest.fixture
def workspace(tmp_path: Path, encode: Encode) -> Path:
    encode(tmp_path / "w", "pact-2031", TEXT, SPANS)
    (tmp_path / "texts").mkdir()
    return tmp_path / "w"


@pytest.fixture
def folder(workspace: Path) -> Path:
    return workspace.parent / "texts"


def test_everything_holds_in_the_text_itself(workspace: Path, folder: Path) -> None:
    (folder / "any-name.txt").write_text(TEXT)
    (document,) = report(workspace, folder)
    assert document.text == "any-name.txt"
    assert document.copies == ()
    assert document.count("holds") == len(SPANS)
    assert document.sound
    assert document.findings == ()


def test_without_a_text_it_says_which_and_how_to_get_it(workspace: Path, folder: Path) -> None:
    data = workspace / "data/documents/pact-2031.trig"
    data.write_text(
        data.read_text().replace(
            "a pact:Document ;",
            "a pact:Document ; <http://purl.org/dc/terms/source> <https://example.org/pact> ;",
        )
    )
    (folder / "other.txt").write_text("Nothing of the kind: Brinmark and Galdry renew nothing.")
    (document,) = report(workspace, folder)
    assert not document.sound
    assert document.count("unchecked") == len(SPANS)
    (finding,) = document.findings
    assert finding.rule == "no-text"
    assert document_digest(TEXT.encode()) in finding.message
    assert str(folder) in finding.message
    assert f"{len(TEXT)} code points" in finding.message
    assert "https://example.org/pact" in finding.remedy
    assert (finding.file, finding.subject) == ("data/documents/pact-2031.trig", "document:pact-2031")
    assert finding.line == 6


def covers(start: int, end: int, position: int) -> bool:
    return start <= position < end


def test_changing_any_one_character_of_a_copy_changes_exactly_the_passages_that_cover_it(
    workspace: Path, folder: Path
) -> None:
    copy = folder / "copy.txt"
    for position, char in enumerate(TEXT):
        changed = "z" if char != "z" else "y"
        copy.write_text(TEXT[:position] + changed + TEXT[position + 1 :])
        (document,) = report(workspace, folder)
        assert document.copies == ("copy.txt",)
        for start, end, status in statuses(document):
            assert (status == "lost") == covers(start, end, position), (position, start, end)
            assert status in ("lost", "holds")
        told = {finding.subject for finding in document.findings if finding.rule == "lost-passage"}
        assert len(told) == sum(covers(start, end, position) for start, end in SPANS)
        assert document.sound == (not told)


def test_a_passage_that_stands_twice_moves_to_the_other_place(tmp_path: Path, encode: Encode) -> None:
    text = "The ferry line runs daily. The ferry line of Galdry is the older one by far, people say."
    encode(tmp_path / "w", "ferry", text, [(4, 14), (31, 41), (45, 51), *spans_of(text, "is the older one")])
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "copy.txt").write_text(text.replace("The ferry", "The fairy", 1))
    (document,) = report(tmp_path / "w", tmp_path / "t")
    assert statuses(document) == [(4, 14, "moved"), (31, 41, "holds"), (45, 51, "holds"), (52, 68, "holds")]
    found = document.passages[0].found
    assert found is not None
    assert (found.file, found.span.start, found.span.end, found.words) == ("copy.txt", 31, 41, "ferry line")
    (finding,) = document.findings
    assert (finding.rule, finding.severity) == ("moved-passage", "info")
    assert "copy.txt at 31-41" in finding.message
    assert document.sound


@pytest.mark.parametrize("inserted", ["!", "A line above.\n\n"])
def test_what_is_put_in_front_moves_everything_by_as_much(
    workspace: Path, folder: Path, inserted: str
) -> None:
    (folder / "copy.txt").write_text(inserted + TEXT)
    (document,) = report(workspace, folder)
    assert document.count("moved") == len(SPANS)
    for passage in document.passages:
        assert passage.found is not None
        assert passage.span is not None
        assert passage.found.span.start == passage.span.start + len(inserted)
    assert document.sound


def test_of_several_places_the_one_is_taken_where_the_neighbours_went(tmp_path: Path, encode: Encode) -> None:
    text = "Ålesk. The pact holds. Ålesk. The ferry sails on. Ålesk. The school opens."
    places = [n for n in range(len(text)) if text.startswith("Ålesk", n)]
    spans = [(n, n + 5) for n in places] + spans_of(text, "The pact holds", "The ferry sails", "The school")
    encode(tmp_path / "w", "places", text, spans)
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "copy.txt").write_text("Seen in Ålesk: " + text)
    (document,) = report(tmp_path / "w", tmp_path / "t")
    assert [(p.found.span.start - p.span.start) for p in document.passages if p.found and p.span] == [15] * 6


def page(text: str) -> str:
    paragraphs = "".join(
        f"<p>{part.replace('&', '&amp;').replace('é', '&eacute;').replace('harbour', '<b>har</b>bour')}</p>\n"
        for part in text.split("\n")
    )
    head = "<head><title>News</title><script>x</script></head>"
    return f"<!doctype html><html>{head}<body>{paragraphs}</body></html>"


def test_copies_of_every_kind_hold_every_passage(
    workspace: Path, folder: Path, make_pdf: Callable[[list[str]], bytes]
) -> None:
    copies = {
        "apart.txt": unicodedata.normalize("NFD", TEXT).encode(),
        "crlf.txt": TEXT.replace("\n", "\r\n").encode(),
        "marked.txt": TEXT.encode("utf-8-sig"),
        "wide.txt": TEXT.encode("utf-16"),
        "page.html": page(TEXT).encode(),
    }
    for name, content in copies.items():
        (folder / name).write_bytes(content)
        (document,) = report(workspace, folder)
        assert document.copies == (name,)
        assert document.count("lost") == 0, name
        assert document.sound
        for passage, (_, quote) in zip(
            document.passages, sorted(zip(SPANS, QUOTES, strict=True)), strict=True
        ):
            assert passage.found is not None
            assert passage.found.words == " ".join(quote.split())
        (folder / name).unlink()
    plain = TEXT.replace("𝔸", "A").replace("𝔹", "B")
    (folder / "print.pdf").write_bytes(make_pdf(plain.split("\n")))
    (document,) = report(workspace, folder)
    lost = [
        QUOTES[SPANS.index((start, end))] for start, end, status in statuses(document) if status == "lost"
    ]
    assert lost == [QUOTES[0], QUOTES[3], QUOTES[4]]


def test_a_text_with_runs_of_white_space_and_loose_accents_is_found_in_a_tidy_copy(
    tmp_path: Path, encode: Encode
) -> None:
    text = "Minutes  of the\r\n\r\n meeting in A\u030alesk,  and nothing more than that."
    whole = "of the\r\n\r\n meeting in A\u030alesk"
    spans = spans_of(text, "Minutes  of the", whole, "A\u030alesk,  and nothing more than that.", "meeting")
    encode(tmp_path / "w", "minutes", text, spans)
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "tidy.txt").write_text("Minutes of the meeting in Ålesk, and nothing more than that.")
    (document,) = report(tmp_path / "w", tmp_path / "t")
    assert document.count("lost") == 0
    assert document.sound


def test_a_passage_within_a_word_is_found_in_another_copy(tmp_path: Path, encode: Encode) -> None:
    text = "The harbourmasters of both shores have agreed on one tide table."
    encode(tmp_path / "w", "tides", text, [(4, 11), (0, 60), (22, 40)])
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "copy.txt").write_text("+ " + text)
    (document,) = report(tmp_path / "w", tmp_path / "t")
    assert document.count("moved") == 3


def test_the_text_of_another_document_is_no_copy(tmp_path: Path, encode: Encode) -> None:
    encode(tmp_path / "w", "pact-2031", TEXT, SPANS)
    other = TEXT + "More.\n"
    encode(tmp_path / "w", "retold", other, SPANS)
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "retold.txt").write_text(other)
    one, two = report(tmp_path / "w", tmp_path / "t")
    assert not one.sound
    assert one.count("unchecked") == len(SPANS)
    assert two.sound
    (two,) = report(tmp_path / "w", tmp_path / "t", {"retold"})
    assert two.sound


def test_a_name_in_another_text_makes_it_no_copy(workspace: Path, folder: Path) -> None:
    (folder / "novel.txt").write_text("The Premier of Brinmark would renew nothing.")
    (document,) = report(workspace, folder)
    assert document.copies == ()


def test_a_wrong_offset_or_digest_in_the_data_is_an_error_in_the_text_itself(
    workspace: Path, folder: Path
) -> None:
    data = workspace / "data/documents/pact-2031.trig"
    start, end = SPANS[6]
    wrong = data.read_text().replace(f"_{start}-{end}", f"_{start + 1}-{end + 1}")
    wrong = wrong.replace(f'"{start}"^^', f'"{start + 1}"^^').replace(f'"{end}"^^', f'"{end + 1}"^^')
    data.write_text(wrong.replace(passage_digest(QUOTES[1]), "0" * 64))
    (folder / "text.txt").write_text(TEXT)
    (document,) = report(workspace, folder)
    assert not document.sound
    assert {(f.rule, f.severity) for f in document.findings} == {
        ("moved-passage", "error"),
        ("lost-passage", "error"),
    }
    lost = next(p for p in document.passages if p.status == "lost")
    assert lost.reads is not None
    assert lost.reads.words == "renew"
    assert all(finding.line for finding in document.findings)


def test_a_length_that_differs_and_records_that_lack_something_are_said(
    workspace: Path, folder: Path
) -> None:
    data = workspace / "data/documents/pact-2031.trig"
    text = data.read_text().replace(f"pact:length {len(TEXT)}", "pact:length 7")
    start, end = SPANS[1]
    text = text.replace(f'pact:digest "{passage_digest("renew")}"', 'pact:digest "none"')
    data.write_text(text)
    (folder / "text.txt").write_text(TEXT)
    (document,) = report(workspace, folder)
    assert {finding.rule for finding in document.findings} == {"text-length", "passage-record"}
    assert document.count("unchecked") == 1
    assert [(p.span.start, p.span.end) for p in document.passages if p.span and p.status == "unchecked"] == [
        (start, end)
    ]
    assert not document.sound


def test_a_document_without_digest_is_found_by_its_passages_and_told(workspace: Path, folder: Path) -> None:
    data = workspace / "data/documents/pact-2031.trig"
    data.write_text(data.read_text().replace(f'pact:digest "{document_digest(TEXT.encode())}" ; ', ""))
    (folder / "text.txt").write_text(TEXT)
    (document,) = report(workspace, folder)
    assert document.count("holds") == len(SPANS)
    assert [finding.rule for finding in document.findings] == ["document-record"]
    assert "pactgraph stamp data/documents/pact-2031.trig" in document.findings[0].remedy


@pytest.mark.slow
def test_what_has_moved_is_found_in_a_large_page(tmp_path: Path, encode: Encode) -> None:
    words = [f"{'ab' * (n % 5)}{n * 7919 % 10_007}" for n in range(60_000)]
    text = " ".join(words[:900])
    spans = [(n * 14, n * 14 + 20 + n % 90) for n in range(300)]
    encode(tmp_path / "w", "long", text, spans)
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "copy.txt").write_text("x " + text)
    (document,) = report(tmp_path / "w", tmp_path / "t")
    assert document.count("moved") == 300
    (tmp_path / "t" / "copy.txt").write_text(" ".join(words[5_000:40_000]) + " " + text)
    (document,) = report(tmp_path / "w", tmp_path / "t")
    assert document.count("moved") == 300


def test_the_small_world_holds_and_its_moved_copies_say_so(small_world: Path, tmp_path: Path) -> None:
    for document in report(small_world, small_world / "sources"):
        assert document.sound, document.findings
        assert document.count("holds") == len(document.passages)
    moved = [d for d in report(small_world, small_world / "sources-moved") if d.copies]
    assert moved
    assert any(document.count("moved") for document in moved)


SHIPPED = REPOSITORY / "data"


def shipped() -> Dataset:
    return Dataset(file for file in source_files(REPOSITORY) if file.layer == "documents")


def test_the_shipped_passages_hold_in_the_real_texts(sources: Path) -> None:
    for document in verify(shipped(), SourceTexts(sources), PREFIXES):
        assert document.sound, document.findings
        assert document.count("holds") == len(document.passages) > 0


@pytest.mark.parametrize("step", [499, pytest.param(97, marks=pytest.mark.slow)])
def test_one_changed_character_of_a_real_text_changes_what_covers_it(
    sources: Path, tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pactgraph.check.verifying.subject_places", lambda _: {})
    dataset, texts = shipped(), SourceTexts(sources)
    for document in list(verify(dataset, texts, PREFIXES)):
        assert document.text is not None
        text = (sources / document.text).read_bytes().decode()
        folder = tmp_path / str(document.iri.value.rpartition("/")[2])
        folder.mkdir()
        only = [file for file in dataset.quads_of if file.relative == document.file]
        for position in range(0, len(text), step):
            changed = text[:position] + "\u2603" + text[position + 1 :]
            (folder / "copy.txt").write_bytes(changed.encode())
            (found,) = verify(dataset, SourceTexts(folder), PREFIXES, only)
            for passage in found.passages:
                assert passage.span is not None
                covered = covers(passage.span.start, passage.span.end, position)
                assert (passage.status != "holds") == covered, (passage.iri, position)
        shutil.rmtree(folder)


def test_a_document_file_outside_the_workspace_is_verified_too(
    workspace: Path, folder: Path, encode: Encode, tmp_path: Path
) -> None:
    path = encode(tmp_path / "elsewhere", "draft", TEXT, SPANS[:2])
    (folder / "text.txt").write_text(TEXT)
    file = SourceFile(path, str(path), "documents")
    (document,) = verify(Dataset([file]), SourceTexts(folder), PREFIXES)
    assert document.sound
    assert [split_passage(p.iri.value) for p in document.passages] == [
        ("draft", *span) for span in sorted(SPANS[:2])
    ]
