"""What no passage covers: with the words where the text is at hand, else by offsets."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactgraph.check.uncovered import Gap, Uncovered, gaps_between, uncovered
from pactgraph.rdf.namespaces import record
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.files import source_files
from pactgraph.workspace.passage import Span
from pactgraph.workspace.source_texts import SourceTexts

TEXT = "Pact 𝔸. The ferry,\n “Galdry”: sails on - today.\n"


@pytest.fixture
def dataset(tmp_path: Path, encode: Callable[..., Path]) -> Dataset:
    encode(tmp_path, "ferry", TEXT, [(8, 17), (12, 17), (21, 27), (30, 38)])
    return Dataset(source_files(tmp_path))


def test_with_the_text_gaps_without_a_word_are_left_out(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "a.txt").write_text(TEXT)
    assert uncovered(dataset, SourceTexts(tmp_path / "t")) == [
        Uncovered(
            record("document", "ferry"),
            len(TEXT),
            23,
            True,
            (Gap(Span(0, 7), "Pact 𝔸."), Gap(Span(39, 47), "- today.")),
        )
    ]


@pytest.mark.parametrize("with_folder", [False, True])
def test_without_the_text_every_gap_is_given_by_offsets(
    dataset: Dataset, tmp_path: Path, with_folder: bool
) -> None:
    (found,) = uncovered(dataset, SourceTexts(tmp_path) if with_folder else None)
    assert not found.at_hand
    assert found.length == len(TEXT)
    assert [(gap.span.start, gap.span.end, gap.words) for gap in found.gaps] == [
        (0, 8, None),
        (17, 21, None),
        (27, 30, None),
        (38, len(TEXT), None),
    ]


def test_without_a_length_the_last_passage_ends_the_text(tmp_path: Path, encode: Callable[..., Path]) -> None:
    path = encode(tmp_path, "ferry", TEXT, [(8, 17)])
    path.write_text(path.read_text().replace(f" ; pact:length {len(TEXT)}", ""))
    (found,) = uncovered(Dataset(source_files(tmp_path)))
    assert (found.length, found.covered) == (None, 9)
    assert found.gaps == (Gap(Span(0, 8), None),)


@given(
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))),
)
def test_gaps_are_what_is_left_of_the_text(length: int, spans: list[Span]) -> None:
    gaps = list(gaps_between(spans, length))
    covered = {n for span in spans for n in range(span.start, span.end)}
    left = [n for gap in gaps for n in range(gap.start, gap.end)]
    assert left == [n for n in range(length) if n not in covered]
    assert all(one.end < two.start for one, two in pairwise(gaps))


def test_the_words_of_the_shipped_documents_that_no_passage_covers_are_few(sources: Path) -> None:
    repository = Path(__file__).parents[2]
    dataset = Dataset(file for file in source_files(repository) if file.layer == "documents")
    for document in uncovered(dataset, SourceTexts(sources)):
        assert document.at_hand
        assert document.length is not None
        assert document.covered > 0.8 * document.length
