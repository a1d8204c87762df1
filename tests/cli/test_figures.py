"""`pactgraph figures`: rows by group and format, and what was measured."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group
from pactgraph.query.network.figures import COLUMNS

REPOSITORY = Path(__file__).parents[2]


def figures(*arguments: str, root: Path = REPOSITORY) -> Result:
    return CliRunner().invoke(group, ["figures", *arguments, "--workspace", str(root)])


def rows(*arguments: str, root: Path = REPOSITORY) -> list[dict[str, str]]:
    result = figures(*arguments, "-f", "csv", root=root)
    assert result.exit_code == 0
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_one_row_for_each_partner_the_best_connected_first() -> None:
    found = rows()
    assert tuple(found[0]) == COLUMNS
    assert [row["partner"].rpartition("/")[2] for row in found[:2]] == ["flanders", "saxony"]
    assert found[0]["meetings"] == "2"
    assert found[0]["weight"] == "2.0000"


def test_the_choice_is_explained_below_a_table_and_beside_data() -> None:
    told = figures("-f", "table").stdout
    assert "partners: 13; where they meet: 2; pairs who meet: 78; communities: 2" in told
    assert "(bipartite)" in told
    assert "(projection)" in told
    beside = figures("-f", "csv")
    assert "(bipartite)" not in beside.stdout
    assert "(bipartite)" in beside.stderr


def test_by_year(small_world: Path) -> None:
    found = rows("--by", "year", root=small_world)
    years = [row["year"] for row in found]
    assert years == sorted(years)
    assert {row["partner"].rpartition("/")[2] for row in found if row["year"] == "2022"} == {
        "corvane",
        "dunmere",
    }


def test_by_strength_the_firmer_are_among_the_weaker(small_world: Path) -> None:
    found = rows("--by", "strength", "--through", "commitments", root=small_world)
    by_strength: dict[str, set[str]] = {}
    for row in found:
        by_strength.setdefault(row["strength"].rpartition("/")[2], set()).add(row["partner"])
    assert list(by_strength) == ["aspire", "explore", "intend", "decide"]
    assert by_strength["decide"] <= by_strength["intend"] <= by_strength["aspire"]


def test_by_sector_is_the_same_as_each_sector_alone(small_world: Path) -> None:
    every = rows("--by", "sector", root=small_world)
    alone = rows("--sector", "wind-energy", root=small_world)
    of_sector = [row for row in every if row["sector"].endswith("/wind-energy")]
    assert [{name: row[name] for name in COLUMNS} for row in of_sector] == alone


def test_a_period_without_agreements_has_no_rows() -> None:
    result = figures("--since", "2030", "-f", "csv")
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    assert "no rows" in result.stderr


@pytest.mark.parametrize("lang", ["de", "nl", "fr"])
def test_the_explanation_is_in_the_language(lang: str) -> None:
    words = {"de": "Projektion", "nl": "projectie", "fr": "projection"}
    assert words[lang] in figures("--lang", lang).stderr
