"""Spans in words and on the axis, and what marks say."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pactgraph.model.landscape import Happening, Landscape, State
from pactgraph.publish.draw import Drawing, draw, to_svg
from pactgraph.publish.draw.dates import read_day, span_in_words, step_for, tick_label, ticks
from pactgraph.publish.draw.words import LANGUAGES, Words


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2023-09-06", "2023-09-06", "6 September 2023"),
        ("2023-09-01", "2023-09-30", "September 2023"),
        ("2024-01-01", "2024-03-31", "1st quarter of 2024"),
        ("2024-07-01", "2024-12-31", "2nd half of 2024"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2021-01-01", "2023-12-31", "2021–2023"),
        ("2023-02-01", "2023-04-30", "1 February 2023 to 30 April 2023"),
        ("2023-02-03", "2023-04-05", "3 February 2023 to 5 April 2023"),
        (None, "2023-04-05", "by 5 April 2023"),
        ("2023-04-05", None, "from 5 April 2023"),
        (None, None, ""),
    ],
)
def test_spans_in_words(first: str | None, last: str | None, said: str) -> None:
    assert span_in_words(day(first), day(last), Words("en")) == said


def test_spans_in_other_languages() -> None:
    quarter = (date(2024, 1, 1), date(2024, 3, 31))
    said = [span_in_words(*quarter, Words(lang)) for lang in LANGUAGES]
    assert said == [
        "1st quarter of 2024",
        "1. Quartal 2024",
        "1e kwartaal van 2024",
        "1er trimestre 2024",
    ]
    assert span_in_words(date(2024, 5, 1), date(2024, 5, 1), Words("fr")) == "1er mai 2024"
    assert span_in_words(date(2024, 3, 6), date(2024, 3, 6), Words("de")) == "6. März 2024"


def test_days_are_read_or_left() -> None:
    assert read_day("2023-09-06") == read_day("2023-09-06Z") == read_day("2023-09-06+02:00")
    for text in (None, "", "2023-02-30", "0000-01-01", "-0044-03-15", "12023-01-01", "soon"):
        assert read_day(text) is None


def test_ticks_cover_the_span_in_even_steps() -> None:
    first, last = date(2022, 1, 1), date(2025, 12, 31)
    step = step_for(first, last, 16)
    assert step == 3
    found = list(ticks(first, last, step))
    assert found[0] == first and len(found) == 16
    assert tick_label(found[1], step, Words("en")) == "Apr 2022"
    assert [tick_label(tick, 12, Words("en")) for tick in ticks(first, last, 12)][-1] == "2025"
    assert list(ticks(date(1, 1, 1), date.max, step_for(date(1, 1, 1), date.max, 20)))


def picture(*things: Happening) -> Drawing:
    return draw("timeline", Landscape(happenings=things))


def thing(first: str | None, last: str | None, state: State = "done") -> Happening:
    return Happening(f"thing:{first}", "Visit", "event", first, last, state)


def test_a_day_is_a_point_and_a_span_is_a_bar() -> None:
    point, bar = (to_svg(picture(thing("2022-03-01", last))) for last in ("2022-03-01", "2022-06-30"))
    assert '<circle class="event target"' in point and 'class="span event target"' not in point
    assert 'class="span event target"' in bar and "some time within the span" in bar


def test_a_bar_is_as_long_as_its_span() -> None:
    """From the first day to the end of the last, on the axis of the picture."""
    svg = to_svg(picture(thing("2022-01-01", "2022-12-31"), thing("2024-01-01", "2024-06-30")))
    widths = re.findall(r'class="span event target"[^>]* width="([\d.]+)"', svg)
    first, second, _legend = map(float, widths)
    assert first / second == pytest.approx(365 / 182, rel=0.01)


def test_an_unknown_end_is_open() -> None:
    svg = to_svg(picture(thing("2022-03-01", None), thing("2021-01-01", "2021-01-01")))
    assert "from 1 March 2022" in svg and "one end not stated" in svg
    assert '<path class="end event"' in svg


def test_what_is_planned_is_hollow_and_what_was_called_off_is_crossed_out() -> None:
    assert 'class="event hollow target"' in to_svg(picture(thing("2022-03-01", "2022-03-01", "planned")))
    off = to_svg(picture(thing("2022-03-01", "2022-03-01", "off")))
    assert 'class="strong strike"' in off and "called off" in off


def test_things_without_a_day_are_left_out_and_none_says_so() -> None:
    told = [line for text in picture(thing(None, "no day")).texts() for line in text.lines]
    assert "Nothing within what was asked for." in told


def test_ends_in_the_wrong_order_still_make_a_span() -> None:
    assert "some time within the span" in to_svg(picture(thing("2022-06-30", "2022-03-01")))
