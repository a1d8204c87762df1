"""`pactgraph compare`: two things side by side, in each format and language."""

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


def compare(*arguments: str, root: Path = REPOSITORY) -> Result:
    return CliRunner().invoke(group, ["compare", *arguments, "--workspace", str(root)])


def test_two_regions_share_an_agreement_and_what_they_promised_each_other() -> None:
    told = compare("saxony", "flanders", "--sector", "hydrogen").stdout
    assert told.startswith("Saxony (region:saxony) and Flanders (region:flanders)\n")
    assert "Commitments\n  Shared (3 known)\n    Bring hydrogen technology into use quickly" in told
    assert "; Aim; Intend [passage:saxon-release-2023-09-06_3187-3333]\n" in told
    assert "Strengths\n  Shared: Intend 2, Aspire 1\n  Only Saxony: none\n" in told


def test_nothing_within_the_limits_is_an_answer() -> None:
    result = compare("saxony", "flanders", "--sector", "hydrogen", "--strength", "bind")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == ["  Nothing to compare within what was asked for."]


def test_two_agreements() -> None:
    told = compare(
        "agreement:saxony-flanders-2023-09-06", "agreement:semiconductor-regions-2023-03-06", "--all"
    ).stdout
    regions = told.partition("\nRegions\n")[2].partition("\n\n")[0]
    shared, _, alone = regions.partition("  Only Declaration of intent")
    assert "region:flanders" in shared
    assert "region:saxony" in shared
    assert alone.count("region:") == 11


def test_two_documents_that_retell_one_release() -> None:
    told = compare("saxon-release-2023-09-06", "mz-2023-09").stdout
    assert "  one release: " in told
    assert "document:mz-2023-09: Intend (strength:intend) [passage:mz-2023-09_191-236]" in told


def test_partners_of_the_small_world_are_kept_apart(small_world: Path) -> None:
    document = json.loads(compare("alderland", "eskholt", "-f", "json", root=small_world).stdout)
    sections = {section["name"]: section for section in document["sections"]}

    groups = {entry["name"]: entry for entry in sections["regions"]["entries"]}
    ways = {
        entry["thing"]["curie"]: (entry.get("first", ""), entry.get("second", ""))
        for group in groups.values()
        for entry in group["entries"]
    }
    assert ways["region:corvane"] == ("allied bilateral joint", "joint"), "Eskholt has left"
    assert ways["region:fenwall"] == ("allied", "")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", ("Gemeinsam", "Zusagen", "Stärken", "Wasserstoff")),
        ("nl", ("Gedeeld", "Toezeggingen", "Sterkten", "Waterstof")),
        ("fr", ("En commun", "Engagements", "Forces", "Hydrogène")),
    ],
)
def test_other_languages(lang: str, words: tuple[str, ...]) -> None:
    told = compare("saxony", "flanders", "--lang", lang, "--all").stdout
    assert all(word in told for word in words)


def test_markdown() -> None:
    told = compare("saxony", "bavaria", "-f", "markdown").stdout
    assert told.startswith("# Saxony (region:saxony) and Bavaria (region:bavaria)\n")
    assert "\n## Sectors\n\n- Shared (12 known)\n" in told


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("saxony", "government:saxony", "the two are one"),
        ("saxony", "hydrogen", "(sector:hydrogen) is of the class Concept: compare two of one class"),
        ("saxony", "mz-2023-09", "(document:mz-2023-09) has no such class: compare two of one class"),
        ("mz-2023-09", "mz-2023-09", "the two are one"),
    ],
)
def test_what_cannot_be_compared_is_refused(one: str, other: str, said: str) -> None:
    result = compare(one, other)
    assert result.exit_code == 2
    assert said in result.stderr
