"""`pactgraph why`: every passage behind a statement, and what was decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def without_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTGRAPH_SOURCES", raising=False)


def why(*arguments: str, root: Path = REPOSITORY) -> Result:
    return CliRunner().invoke(group, ["why", *arguments, "--workspace", str(root)])


def test_both_values_stand_with_their_passages_and_the_decision() -> None:
    told = why("flanders", "country").stdout
    assert "Belgium (country:belgium)\n    saxon-release-2023-03-06, characters 2417 to 2431" in told
    assert "Netherlands (country:netherlands)  [rejected]\n    mz-2023-09, characters 32 to 67" in told
    assert "(decision:flanders-not-in-the-netherlands)" in told


def test_how_firm_a_commitment_is_and_where_that_is_said() -> None:
    told = why("hydrogen-joint-forces", "strength").stdout
    assert "Intend (strength:intend)\n    mz-2023-09, characters 1514 to 1569" in told
    assert "saxon-release-2023-09-06, characters 3448 to 3492" in told
    assert "independent witnesses: 1" in told


def test_a_derived_statement_is_told_with_rule_and_premises(small_world: Path) -> None:
    told = why("membership:lantern-league-eskholt", "status", root=small_world).stdout
    assert "Left (membership-status:left)\n    by rule 52-left: A membership whose last period" in told
    assert "ends at the latest: 2023-12-31\n      league-review-2024, characters 65 to 116" in told
    told = why("corvane-dunmere-2022-09-14", "involves as party", root=small_world).stdout
    region = told[told.index("Dunmere (region:dunmere)") :]
    assert "by rule 72-territories: " in region
    assert "from Government of Dunmere (government:dunmere): governs: Dunmere (region:dunmere)" in region
    assert "party: Government of Dunmere (government:dunmere)\n      corvane-dunmere-2022" in region


def test_what_the_law_itself_makes_is_told_as_its(small_world: Path) -> None:
    told = why("fenwall", "member of", root=small_world).stdout
    assert "Lantern League (alliance:lantern-league)\n    by rule 55-members: " in told
    assert "by the law: What is told begins a period, unless a value told before still held." in told


def test_a_state_that_moved_on_is_not_rejected_and_has_its_witnesses(small_world: Path) -> None:
    told = why("lantern-league", "existence", root=small_world).stdout
    assert "Announced (existence:announced)  [told for another day]\n" in told
    assert "independent witnesses: 1 (document:lantern-bode-2021)" in told


def test_a_passage_is_rejected_where_the_statement_stands_by_another(small_world: Path) -> None:
    told = why("wind-school", "strength", root=small_world).stdout
    decide, explore = told[: told.index("Explore")], told[told.index("Explore") :]
    assert "Decide (strength:decide)\n" in decide
    assert "lantern-kurier-2020, characters 262 to 353" in decide
    assert decide.count("[rejected]") == 1
    assert "[rejected]" not in explore


def test_what_no_source_says_is_said_to_be_not_stated() -> None:
    result = why("flanders", "bindingness")
    assert result.exit_code == 0
    assert "not stated" in result.stderr


def test_only_statements_of_other_things_about_it(small_world: Path) -> None:
    told = why("corvane", "party", "--of", root=small_world).stdout
    assert "Cooperation agreement of Alderland and Corvane" in told
    assert "Corvane (region:corvane)" in told


def test_words_are_quoted_where_the_texts_are_at_hand(
    small_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTGRAPH_SOURCES", str(small_world / "sources"))
    told = why("alderland-corvane-2020-02-10", "bindingness", root=small_world).stdout
    assert "“It is binding on both regions.”" in told


def test_an_unknown_property_is_refused() -> None:
    result = why("flanders", "colour")
    assert result.exit_code == 2
    assert "colour" in result.stderr
