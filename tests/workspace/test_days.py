"""Days as people write them."""

from __future__ import annotations

import pytest

from pactgraph.workspace.days import day


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2020-02-03", "2020-02-03", "2020-02-03"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        (" 2021 ", "2021-01-01", "2021-12-31"),
    ],
)
def test_a_month_or_a_year_has_a_first_and_a_last_day(written: str, first: str, last: str) -> None:
    assert (day(written, last=False), day(written, last=True)) == (first, last)


@pytest.mark.parametrize("written", ["", "20", "2020-13", "2021-02-29", "2020-1-1", "٢٠٢٠", "May 2020"])
def test_what_is_no_day_is_said(written: str) -> None:
    with pytest.raises(ValueError, match="write YYYY-MM-DD, YYYY-MM or YYYY"):
        day(written, last=True)
