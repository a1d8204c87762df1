"""`run --at DAY`: what held on a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

LEFT_OUT = "left out (holding), for nothing is told of them for so early a day: "


@pytest.fixture(autouse=True)
def in_small_world(small_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTGRAPH_WORKSPACE", str(small_world))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["run", *arguments, "-f", "csv"])


@pytest.mark.parametrize(("day", "count"), [("2022-09-13", 2), ("2020-11-04", 3)])
def test_it_counts_what_is_not_told_for_so_early_a_day(day: str, count: int) -> None:
    """Paul Essen is minister by 5 November 2020, Maia Orr and Lea Dunn are by 14 September 2022; of nobody
    whose first day is told, nor of anyone who had left, does it say so."""
    result = run("office-holders", "--at", day)
    assert (result.exit_code, result.stderr) == (0, f"{LEFT_OUT}{count}\n")


def test_it_counts_nothing_where_all_is_told() -> None:
    assert run("office-holders", "--at", "2022-09-14").stderr == ""
    assert (
        LEFT_OUT
        not in run("office-holders", "--post", "minister-president-of-alderland", "--at", "2019").stderr
    )
    assert run("office-holders").stderr == ""


def test_both_days_go_together() -> None:
    """Whoever held on a day, by what was known then: Fenwall's membership since 2022 was told in 2024."""
    known = run("members-of", "--alliance", "lantern-league", "--at", "2023-01-01")
    assert "region/fenwall" in known.stdout
    then = run("members-of", "--alliance", "lantern-league", "--at", "2023-01-01", "--as-of", "2023-01-01")
    assert then.exit_code == 0
    assert "region/fenwall" not in then.stdout
    assert then.stdout.count("founding-member") == 3


def test_a_question_about_no_day_refuses_one() -> None:
    result = run("models", "--at", "2022")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Error: models does not ask about a day, so it takes no --at: `pactgraph queries` shows which do\n"
    )
    assert "--at" not in CliRunner().invoke(group, ["run", "models", "--help"]).stdout
