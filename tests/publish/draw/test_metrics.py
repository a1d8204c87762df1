"""Widths of text, and text in lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactgraph.publish.draw.metrics import (
    LONGEST,
    SMALLEST,
    clean,
    fitting,
    joined,
    text_width,
    wrap,
    wrap_notes,
)

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LABELS = st.text(st.characters(codec="utf-8"), max_size=80)


@given(LABELS, st.floats(20, 300), st.booleans())
def test_lines_fit_and_nothing_is_left_out(text: str, width: float, bold: bool) -> None:
    lines = wrap(text, width, 12, bold=bold)
    for line in lines:
        assert text_width(line, 12, bold=bold) <= width + 1e-9 or len(line.strip()) <= 1
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


def test_lines_break_at_spaces_and_hyphens() -> None:
    assert wrap("Provence-Alpes-Côte d’Azur", 100, 13) == ("Provence-", "Alpes-Côte", "d’Azur")


def test_a_day_stays_with_its_month_and_a_tag_with_its_word() -> None:
    width = text_width("Regions, 6.", 12)
    assert wrap("Regions, 6. March 2023", width, 12) == ("Regions,", "6. March", "2023")
    assert wrap("Regions in 2023 held", text_width("Regions in 2023", 12), 12) == ("Regions in 2023", "held")
    assert wrap("Solar Alliance @en", text_width("Solar Alliance", 12), 12) == ("Solar", "Alliance @en")
    assert wrap("6 September @en", text_width("September", 12), 12) == ("6", "September", "@en")


def test_notes_have_dots_within_lines_only() -> None:
    notes = joined("6 March 2023", "", "2\u00a0parties", "Signed")
    assert notes == "6 March 2023\u00a0· 2\u00a0parties\u00a0· Signed"
    assert wrap_notes(notes, text_width("6 March 2023\u00a0·", 12), 12) == (
        "6 March 2023",
        "2\u00a0parties",
        "Signed",
    )
    assert wrap_notes(notes, 500, 12) == (notes,)
    assert wrap_notes(joined("", ""), 500, 12) == ("",)


def test_a_word_wider_than_a_line_is_cut() -> None:
    lines = wrap("Llanfairpwllgwyngyll", 60, 12)
    assert len(lines) > 1 and "".join(lines) == "Llanfairpwllgwyngyll"


def test_a_label_shrinks_so_that_its_longest_word_fits() -> None:
    width = text_width("Microelectronics", 12) * 0.9
    size = fitting("Microelectronics and more", width, 12)
    assert 12 * SMALLEST <= size < 12
    assert wrap("Microelectronics", width, size) == ("Microelectronics",)
    assert fitting("Microelectronics", width * 0.5, 12) == 12
    assert fitting("Steel", width, 12) == 12


@given(LABELS)
def test_clean_labels_hold_nothing_that_steers_or_hides(text: str) -> None:
    told = clean(text)
    assert not any(ord(char) < 0x20 or char in "\u202e\u2066\ufeff\x7f" for char in told)
    assert clean(told) == told


def test_direction_overrides_and_control_characters_show() -> None:
    assert clean("a\u202eb\x07c\n d") == "a\ufffdb\ufffdc d"


def test_a_label_of_any_length_is_told_to_its_limit() -> None:
    told = clean("x" * 100_000)
    assert len(told) == LONGEST and told.endswith("…")


@pytest.mark.skipif(not DEJAVU.exists(), reason="DejaVu Sans is not installed: fonts-dejavu-core")
def test_the_table_agrees_with_the_font() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib", reason="fonttools is not installed")
    font = ttlib.TTFont(DEJAVU)
    names, advances, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for char in "Saxony–Flanders ÀÉßøłž ΑΩΕλ ЯжІїЄ 0123456789 .,;:()’„“€":
        true = advances[names[ord(char)]][0] / units
        assert true <= text_width(char, 1) <= true + 0.011
