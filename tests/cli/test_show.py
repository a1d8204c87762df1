"""`pactgraph show`: the dossier as text, Markdown and JSON, in four languages, in narrow places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group, page
from pactgraph.rdf.printable import width

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def without_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTGRAPH_SOURCES", raising=False)


def show(*arguments: str, root: Path = REPOSITORY) -> Result:
    return CliRunner().invoke(group, ["show", *arguments, "--workspace", str(root)])


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith(" ")]


def test_saxony_in_order() -> None:
    result = show("saxony")
    assert result.exit_code == 0
    assert headings(result.stdout) == [
        "Saxony (region:saxony)",
        "Facts",
        "Agreements (2 known)",
        "Alliances (3 known)",
        "Bodies (2 known)",
        "Commitments (32 known)",
        "Events (4 known)",
        "Assets (6 known)",
        "Governments (1 known)",
        "Groups (1 known)",
        "People (1 known)",
        "Posts (1 known)",
        "Countries (1 known)",
        "Bilateral partners (1 known)",
        "Partners through papers of several parties (12 known)",
        "Partners through alliances (12 known)",
        "Sectors (37 known)",
        "Announced, and what became of it (4 known)",
        "Where it is named (5 known)",
        "Linked from",
        "What documents say (3 known)",
    ]


def test_long_lists_are_cut_unless_all_is_asked_for() -> None:
    assert "\n  8 of 37 (--all lists all)\n" in show("saxony").stdout
    everything = show("saxony", "--all").stdout
    assert "--all lists all" not in everything
    assert len(everything) > len(show("saxony").stdout)


def test_each_thing_of_a_region_has_a_passage_in_json() -> None:
    document = json.loads(show("flanders", "-f", "json").stdout)
    sections = {section["name"]: section["entries"] for section in document["sections"]}
    for strength in sections["commitments"]:
        for commitment in strength["entries"]:
            assert any("/passage/" in source["graph"] for source in commitment["sources"])


def test_the_disagreement_on_the_country_of_flanders_is_told() -> None:
    told = show("flanders").stdout
    assert (
        "\n  Flanders (region:flanders), country\n    Netherlands (country:netherlands): rejected. " in told
    )
    assert "[passage:mz-2023-09_32-67]" in told


def test_what_stood_on_a_day_by_what_was_known_then(small_world: Path) -> None:
    told = show("alderland", "--at", "2021-01-01", "--as-of", "2021-01-01", root=small_world)
    assert told.stdout.startswith(
        "Alderland (region:alderland), as it stood on 2021-01-01, as known on 2021-01-01\n"
    )
    assert "Founding member" not in told.stdout
    assert "league-review-2024" not in told.stdout
    assert "as of 2021-01-01: " in told.stderr


def test_what_stood_then_by_what_is_known_now(small_world: Path) -> None:
    then = show("lantern-league", "--at", "2022-12-31", root=small_world).stdout
    assert "has as a member (Member; since 2022-07-01): Fenwall" in then
    assert "league-review-2024" in then
    early = show("lantern-league", "--at", "2022-12-31", "--as-of", "2022-12-31", root=small_world).stdout
    assert "has as a member (Member" not in early


def test_a_day_that_is_none_is_refused() -> None:
    result = show("saxony", "--at", "soon")
    assert result.exit_code == 2
    assert "'soon' is no day" in result.stderr


def test_markdown_is_nested_under_headings() -> None:
    told = show("flanders", "-f", "markdown").stdout
    assert told.startswith("# Flanders (region:flanders)\n")
    assert "\n## Commitments (27 known)\n\n- Decide\n  - commits itself to" in told
    assert "`passage:saxon-release-2023-09-06_25-72`" in told


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", ("Vereinbarungen", "Bilaterale Partner", "Wasserstoff (sector:hydrogen)", "Zusagen")),
        ("nl", ("Overeenkomsten", "Bilaterale partners", "Waterstof (sector:hydrogen)", "Toezeggingen")),
        ("fr", ("Accords", "Partenaires bilatéraux", "Hydrogène (sector:hydrogen)", "Engagements")),
    ],
)
def test_headings_and_labels_in_other_languages(lang: str, words: tuple[str, ...]) -> None:
    told = show("saxony", "--lang", lang, "--all").stdout
    assert all(word in told for word in words)


def test_a_language_without_headings_is_said_so() -> None:
    result = show("saxony", "--lang", "hsb")
    assert result.stdout.startswith("Sakska (region:saxony)\n") or "Sakska" in result.stdout
    assert "words are in English" in result.stderr


@pytest.mark.parametrize("columns", [30, 40, 72])
def test_no_line_is_wider_than_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Narrow(page.Page):
        def __init__(self) -> None:
            super().__init__()
            self._columns = columns

    monkeypatch.setattr("pactgraph.cli.account_output.Page", Narrow)
    told = show("saxony", "--all").stdout
    assert max(width(line) for line in told.splitlines()) <= columns
    assert "agreement:saxony-flanders-2023-09-06" in "".join(told.split())


def test_a_slug_of_an_agreement_and_its_release_means_the_agreement_and_says_so() -> None:
    told = show("saxony-flanders-2023-09-06")
    assert told.stdout.startswith("Joint declaration of Saxony and Flanders, 2023 (agreement:")
    assert "there is also Release of" in told.stderr
    assert "(release:saxony-flanders-2023-09-06)" in told.stderr


def test_what_nobody_is_called_is_suggested() -> None:
    result = show("saxonny")
    assert result.exit_code == 2
    assert "did you mean" in result.stderr
    assert "Saxony (region:saxony)" in result.stderr


def test_words_are_quoted_where_the_texts_are_at_hand(
    small_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTGRAPH_SOURCES", str(small_world / "sources"))
    told = show("alderland", root=small_world).stdout
    assert "passage:harbour-accord-2020_156-186 “It is binding on both regions.”" in told
