"""`pactgraph trace`: what a reader is told of the links between two things, in each format and language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def without_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTGRAPH_SOURCES", raising=False)


def trace(*arguments: str, root: Path = REPOSITORY) -> Result:
    return CliRunner().invoke(group, ["trace", *arguments, "--workspace", str(root)])


def numbered(result: Result) -> list[str]:
    """The lines of each path's first hop."""
    lines = result.stdout.splitlines()
    return [lines[place + 1].strip() for place, line in enumerate(lines) if line[:1].isdigit()]


def test_the_bilateral_declaration_comes_first_then_the_alliance_paper() -> None:
    result = trace("saxony", "flanders")
    assert result.exit_code == 0
    first, second = numbered(result)[:2]
    assert first.startswith(
        "is a party to: Joint declaration of Saxony and Flanders, 2023 "
        "(agreement:saxony-flanders-2023-09-06) [passage:saxon-release-2023-09-06_25-59, "
    )
    assert "agreement:semiconductor-regions-2023-03-06" in second


def test_each_hop_of_each_path_has_a_source() -> None:
    document = json.loads(trace("saxony", "flanders", "--all", "-f", "json").stdout)
    assert len(document["sections"]) > 30
    for path in document["sections"]:
        for hop in path["entries"]:
            assert any("/passage/" in source["graph"] for source in hop["sources"])


def test_announced_membership_is_said_to_be_not_yet_held() -> None:
    result = trace("basque country", "styria")
    first = result.stdout.partition("2. ")[0]
    assert first.count("(agreement:semiconductor-regions-2023-03-06)") == 1
    assert "membership of Basque Country: Signatory of intent, announced, not yet held" in first
    assert "membership of Styria: Signatory of intent, announced, not yet held" in first


def test_flanders_comes_to_hydrogen_by_the_expert_group_and_commitments_with_their_strength() -> None:
    told = trace("flanders", "hydrogen").stdout
    assert "sets up (through Government of Flanders): Saxon-Flemish expert group on hydrogen" in told
    assert "commits itself to: Bring hydrogen technology into use quickly" in told
    assert "strength: Intend [passage:saxon-release-2023-09-06_3187-3333]" in told


def test_a_held_membership_tells_its_time(small_world: Path) -> None:
    told = trace("alderland", "eskholt", "--all", root=small_world).stdout
    assert "had as a member (Left): Eskholt" in told
    assert "until 2023-12-31" not in told
    then = trace(
        "alderland", "eskholt", "--all", "--since", "2022", "--until", "2022", root=small_world
    ).stdout
    assert "(Founding member; since 2021-05-14; until 2023-12-31)" in then


def test_no_path_is_an_answer(small_world: Path) -> None:
    result = trace("alderland", "ivorne", root=small_world)
    assert result.exit_code == 0
    assert result.stdout == (
        "No path links Alderland (region:alderland) and Ivorne (region:ivorne) "
        "within what was asked for (hops allowed: 6).\n"
    )
    empty = json.loads(trace("alderland", "ivorne", "-f", "json", root=small_world).stdout)
    assert empty["sections"] == []


def test_a_region_and_its_government_are_one_partner() -> None:
    result = trace("saxony", "government:saxony")
    assert result.exit_code == 0
    assert "count as one partner" in result.stdout


def test_one_thing_is_said_to_be_so() -> None:
    result = trace("saxony", "saxony")
    assert result.exit_code == 0
    assert result.stdout == "Saxony (region:saxony) is one thing: name two.\n"


def test_a_membership_is_said_once(small_world: Path) -> None:
    told = trace("alderland", "lantern league", root=small_world).stdout
    assert told.count("is a member of") == 1


def test_what_is_left_out_is_counted() -> None:
    told = trace("saxony", "flanders").stdout
    every = trace("saxony", "flanders", "--all").stdout
    assert f"8 of {sum(line[:1].isdigit() for line in every.splitlines())} paths of this length" in told


def test_longer_paths_are_told_where_their_length_is_asked_for(small_world: Path) -> None:
    def lengths(*options: str) -> set[int]:
        told = json.loads(trace("alderland", "corvane", "-f", "json", *options, root=small_world).stdout)
        return {len(path["entries"]) for path in told["sections"]}

    assert lengths("--all") == {2}
    assert lengths("--all", "--max-hops", "3") == {2, 3}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--since", "2023-13"), "'2023-13' is no day: write YYYY-MM-DD, YYYY-MM or YYYY"),
        (("--since", "2024", "--until", "2023"), "until 2023-12-31 is before since 2024-01-01"),
        (("--sector", "hydrogn"), "did you mean Hydrogen (sector:hydrogen)?"),
        (("--strength", "firm"), 'no strength is called "firm"; there are: '),
        (("--max-hops", "0"), "Invalid value for '--max-hops'"),
    ],
)
def test_a_wrong_call_is_told_what_to_type(options: tuple[str, ...], said: str) -> None:
    result = trace("saxony", "flanders", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_year_means_its_first_and_its_last_day() -> None:
    assert "agreement:semiconductor-regions" in trace("saxony", "flanders", "--until", "2023-03").stdout
    assert "agreement:saxony-flanders" not in trace("saxony", "flanders", "--until", "2023-03").stdout
    assert "agreement:" not in trace("saxony", "flanders", "--since", "2024", "--all").stdout


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "ist Partei von: Joint declaration of Saxony and Flanders, 2023 @en"),
        ("nl", "is partij bij: Joint declaration of Saxony and Flanders, 2023 @en"),
        ("fr", "est partie à : Joint declaration of Saxony and Flanders, 2023 @en"),
    ],
)
def test_relations_and_labels_are_in_the_language_and_fall_back_openly(lang: str, words: str) -> None:
    result = trace("saxony", "flanders", "--lang", lang)
    assert words in result.stdout
    assert result.stderr == ""


def test_a_language_without_headings_is_said_so() -> None:
    result = trace("saxony", "flanders", "--lang", "es")
    assert "is a party to" in result.stdout
    assert result.stderr == "words are in English: there are none in 'es', but in en, de, fr, nl\n"


def test_markdown_has_a_heading_for_each_path() -> None:
    told = trace("flanders", "hydrogen", "-f", "markdown").stdout
    assert told.startswith("# From Flanders (region:flanders) to Hydrogen (sector:hydrogen)\n")
    assert told.count("\n## ") == 4


def test_words_are_quoted_where_the_texts_are_at_hand(
    small_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTGRAPH_SOURCES", str(small_world / "sources"))
    assert (
        "“Alderland (Valdia) and Corvane (Corvia) signed"
        in trace("alderland", "corvane", root=small_world).stdout
    )
