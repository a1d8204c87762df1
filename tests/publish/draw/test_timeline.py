"""Spans in words and on the axis, and what marks say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from pactgraph.prose.texts import Texts
from pactgraph.publish.draw import Drawing, NothingToDraw, draw, to_svg
from pactgraph.publish.draw.dates import read_day, span_in_words, step_for, tick_label, ticks
from pactgraph.publish.draw.landscape import Kind, Landscape, Meeting, Phase


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
    assert span_in_words(day(first), day(last), Texts("en", "picture")) == said


def test_spans_in_other_languages() -> None:
    quarter = (date(2024, 1, 1), date(2024, 3, 31))
    said = [span_in_words(*quarter, Texts(lang, "picture")) for lang in ("en", "de", "nl", "fr")]
    assert said == [
        "1st quarter of 2024",
        "1. Quartal 2024",
        "1e kwartaal van 2024",
        "1er trimestre 2024",
    ]
    assert span_in_words(date(2024, 5, 1), date(2024, 5, 1), Texts("fr", "picture")) == "1er mai 2024"
    assert span_in_words(date(2024, 3, 6), date(2024, 3, 6), Texts("de", "picture")) == "6. März 2024"


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
    assert tick_label(found[1], step, Texts("en", "picture")) == "Apr 2022"
    assert [tick_label(tick, 12, Texts("en", "picture")) for tick in ticks(first, last, 12)][-1] == "2025"
    assert list(ticks(date(1, 1, 1), date.max, step_for(date(1, 1, 1), date.max, 20)))


KINDS = (
    Kind("kind:agreement", "Agreement", "Agreements"),
    Kind("kind:commitment", "Commitment", "Commitments"),
    Kind("kind:event", "Event", "Events"),
)


def picture(*things: Meeting) -> Drawing:
    return draw("timeline", Landscape(meetings=things, kinds=KINDS))


def thing(first: str | None, last: str | None, phase: Phase = "reached") -> Meeting:
    return Meeting(f"thing:{first}", "Visit", "kind:event", earliest=first, latest=last, phase=phase)


def told(drawing: Drawing) -> str:
    return " ".join(line for text in drawing.texts() for line in text.lines)


def test_a_day_is_a_point_and_a_span_is_a_bar() -> None:
    point, bar = (to_svg(picture(thing("2022-03-01", last))) for last in ("2022-03-01", "2022-06-30"))
    assert '<circle class="k2 target"' in point and 'class="span k2 target"' not in point
    assert 'class="span k2 target"' in bar and "some time within the span" in bar


def test_a_bar_is_as_long_as_its_span() -> None:
    """From the first day to the end of the last, on the axis of the picture."""
    svg = to_svg(picture(thing("2022-01-01", "2022-12-31"), thing("2024-01-01", "2024-06-30")))
    widths = re.findall(r'class="span k2 target"[^>]* width="([\d.]+)"', svg)
    first, second = map(float, widths)
    assert first / second == pytest.approx(365 / 182, rel=0.01)


def test_an_unknown_end_is_open() -> None:
    svg = to_svg(picture(thing("2022-03-01", None), thing("2021-01-01", "2021-01-01")))
    assert "from 1 March 2022" in svg and "one end not stated" in svg
    assert '<path class="end k2"' in svg


def test_what_is_to_come_is_hollow_and_what_is_over_is_crossed_out() -> None:
    assert 'class="k2 hollow target"' in to_svg(picture(thing("2022-03-01", "2022-03-01", "ahead")))
    off = to_svg(picture(thing("2022-03-01", "2022-03-01", "over")))
    assert 'class="strong strike"' in off and "called off" in off


def test_things_without_a_day_are_counted_and_none_at_all_is_refused() -> None:
    assert "without a known time: 1 Event" in told(picture(thing(None, None), thing("2022-01-01", None)))
    with pytest.raises(NothingToDraw, match=r"^nothing with a time is known: ask for "):
        picture(thing(None, "no day"))


def test_ends_in_the_wrong_order_still_make_a_span() -> None:
    assert "some time within the span" in to_svg(picture(thing("2022-06-30", "2022-03-01")))


def test_what_has_but_the_time_of_what_it_belongs_to_is_counted_with_it() -> None:
    day = "2022-03-01"
    pact = Meeting("thing:pact", "Pact", "kind:agreement", earliest=day, latest=day)
    same = Meeting("thing:1", "Promise", "kind:commitment", earliest=day, latest=day, host="thing:pact")
    due = Meeting(
        "thing:2",
        "Delivery",
        "kind:commitment",
        earliest=day,
        latest=day,
        due_earliest="2024-01-01",
        due_latest="2024-12-31",
        host="thing:pact",
    )
    drawing = picture(pact, same, due)
    said = told(drawing).replace("\xa0", " ")
    assert "with 2 Commitments" in said and "Promise" not in said
    assert "Commitments, when due or planned" in said and "Delivery" in said and "2024" in said


def test_a_plan_is_not_drawn_twice() -> None:
    planned = Meeting(
        "thing:p", "Fair", "kind:event", (), (), "2024-05-01", "2024-05-01", "2024-05-01", "2024-05-01"
    )
    assert told(picture(planned)).count("Fair") == 1


def test_many_are_counted_by_year() -> None:
    days = [f"{2000 + number % 3}-01-{1 + number // 3:02}" for number in range(90)]
    visits = [replace(thing(day, day), iri=f"thing:{number}") for number, day in enumerate(days)]
    unsure = thing("2001-06-01", "2002-06-30")
    drawing = picture(*visits, unsure, thing("2002-01-01", None))
    said = told(drawing)
    assert "number by year: 92 are too many to name" in said
    assert "Events: 92" in said and "end not known: 1" in said
    titles = re.findall("<title>(.*?)</title>", to_svg(drawing))
    assert "Events, 2000: 30" in titles and "Events, 2001: 30" in titles
    assert "Events, 2002: 31 (1 of them in that year or before)" in titles
    assert "Visit" not in said
