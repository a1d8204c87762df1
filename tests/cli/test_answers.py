"""What an answer looks like when it is empty, and how its days are typed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

EMPTY = ("sparql", "SELECT ?agreement ?bindingness ?counterparty ?earliest { FILTER(false) }", "-f", "table")
COLUMNS = ["agreement", "bindingness", "counterparty", "earliest"]


def call(*arguments: str, **environment: str) -> Result:
    """The program on the shipped data."""
    return CliRunner(env=environment).invoke(group, list(arguments))


@pytest.mark.parametrize("columns", [20, 24, 30, 40, 43, 44, 60, 200])
def test_an_empty_answer_has_a_whole_header_however_narrow(columns: int) -> None:
    result = call(*EMPTY, COLUMNS=str(columns))
    assert result.exit_code == 0
    words = [word for word in result.stdout.split() if set(word) - set("─-")]
    assert words == COLUMNS
    assert all(len(line) <= columns for line in result.stdout.splitlines())
    assert result.stderr.startswith("no rows")


def test_the_name_of_a_column_is_whole_even_where_it_is_wider_than_the_terminal() -> None:
    name = "aVeryLongNameOfAColumnThatFitsNowhere"
    result = call("sparql", f"SELECT ?{name} ?x {{ FILTER(false) }}", "-f", "table", COLUMNS="20")
    assert name in result.stdout.split()


@pytest.mark.parametrize(
    ("typed", "meant"), [("2026", "2026-12-31"), ("2026-02", "2026-02-28"), (" 2026-02-03 ", "2026-02-03")]
)
def test_a_parameter_takes_days_as_the_options_do(typed: str, meant: str) -> None:
    found, wanted = (call("run", "overdue", "--at", day, "-f", "csv") for day in (typed, meant))
    assert (found.exit_code, found.stdout) == (0, wanted.stdout)
    assert wanted.stdout.count("\n") > 1
    told = f"--at {typed} is taken as {meant}\n" if typed.strip() != meant else ""
    assert found.stderr == told


@pytest.mark.parametrize("typed", ["2026-13", "2026-02-30", "26", "soon", "2026-2-3", ""])
def test_what_is_no_day_is_refused_in_the_words_of_the_options(typed: str) -> None:
    result = call("run", "overdue", "--at", typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is no day: write YYYY-MM-DD, YYYY-MM or YYYY" in result.stderr


def test_help_says_which_day_a_month_means() -> None:
    assert "a month or a year means its last day" in " ".join(call("run", "overdue", "--help").stdout.split())
