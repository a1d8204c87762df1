"""Dossiers: on random worlds what follows from the values; on the small world what a reader should learn."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings

from pactgraph.model.namespaces import CONCEPT, record
from pactgraph.model.prefixes import Prefixes
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.telling.dossier import dossier
from pactgraph.query.telling.outline import Entry, Outline, to_json, to_markdown
from pactgraph.query.telling.wording import SETS, Wording
from pactgraph.workspace.workspace import Workspace

from .random_world import STRENGTHS, World, node, worlds

NO_PREFIXES = Prefixes({})


def of(world: World, name: str = "r0", day: str | None = None) -> Outline:
    return dossier(OxigraphEngine(world.store()), NO_PREFIXES, node(name), day=day)


def told(outline: Outline, section: str) -> list[Entry]:
    found = outline.section(section)
    return list(found.entries) if found else []


def name(entry: Entry) -> str:
    assert entry.thing is not None
    return entry.thing.value.rpartition("/")[2]


def parties(world: World) -> dict[str, set[str]]:
    return {paper.name: {world.region(party) for party in paper.parties} for paper in world.papers}


@settings(deadline=None)
@given(worlds())
def test_bilateral_partners_are_those_of_agreements_of_just_two(world: World) -> None:
    expected: dict[str, set[str]] = {}
    for paper, meeting in parties(world).items():
        if "r0" in meeting and len(meeting) == 2:
            (other,) = meeting - {"r0"}
            expected.setdefault(other, set()).add(paper)
    entries = told(of(world), "bilateral")
    assert {name(entry): {name(each) for each in entry.entries} for entry in entries} == expected


@settings(deadline=None)
@given(worlds())
def test_papers_of_several_are_kept_apart(world: World) -> None:
    expected = {paper for paper, meeting in parties(world).items() if "r0" in meeting and len(meeting) > 2}
    assert {name(entry) for entry in told(of(world), "joint")} == expected


@settings(deadline=None)
@given(worlds())
def test_agreements_are_told_by_year(world: World) -> None:
    days = {paper.name: paper.day for paper in world.papers}
    expected = {
        (paper, (days[paper] or "without a date")[:4] if days[paper] else "without a date")
        for paper, meeting in parties(world).items()
        if "r0" in meeting
    }
    years = told(of(world), "agreements")
    assert {(name(entry), year.text) for year in years for entry in year.entries} == expected
    texts = [year.text for year in years]
    assert texts == sorted(texts, key=lambda text: (not text[0].isdigit(), text))


@settings(deadline=None)
@given(worlds())
def test_commitments_are_told_by_strength_the_firmest_first(world: World) -> None:
    groups: dict[str | None, set[str]] = {}
    addressed = set()
    for pledge in world.pledges:
        if "r0" in map(world.region, pledge.committers):
            groups.setdefault(pledge.strength, set()).add(pledge.name)
        elif "r0" in map(world.region, pledge.towards):
            addressed.add(pledge.name)
    entries = told(of(world), "commitments")
    found = {
        name(entry) if entry.thing else None: {name(each) for each in entry.entries}
        for entry in entries
        if entry.name == "strength"
    }
    assert found == groups
    order = [STRENGTHS.index(name(e)) if e.thing else -1 for e in entries if e.name == "strength"]
    assert order == sorted(order, reverse=True)
    assert {name(e) for entry in entries if entry.name == "addressed" for e in entry.entries} == addressed


@settings(deadline=None)
@given(worlds())
def test_sectors_count_the_meeting_points_about_them(world: World) -> None:
    expected: dict[str, Counter[str]] = {}

    def count(kind: str, sectors: list[str]) -> None:
        for sector in sectors:
            expected.setdefault(sector, Counter())[kind] += 1

    for paper in world.papers:
        if "r0" in parties(world)[paper.name]:
            count("agreement", paper.sectors)
    for pledge in world.pledges:
        if "r0" in map(world.region, (*pledge.committers, *pledge.towards)):
            count("commitment", pledge.sectors)
    for league in world.leagues:
        if any(world.region(member) == "r0" for member, *_ in league.members):
            count("alliance", league.sectors)
    entries = told(of(world), "sectors")
    found = {name(e): {kind: int(number) for kind, number in e.facts} for e in entries}
    assert found == {sector: dict(counts) for sector, counts in expected.items()}
    totals = [sum(int(number) for _, number in entry.facts) for entry in entries]
    assert totals == sorted(totals, reverse=True)


@settings(deadline=None)
@given(worlds())
def test_as_of_a_day_nothing_is_told_that_appeared_later(world: World) -> None:
    day = "2021-07-15"
    known = {thing for thing, printed in world.printed.items() if printed is not None and printed <= day}
    outline = of(world, day=day)
    for entry in told(outline, "agreements"):
        assert {name(each) for each in entry.entries} <= known
    documents = {s.document.value.rpartition("/")[2] for s in outline.sources() if s.document}
    assert documents <= known


@settings(deadline=None)
@given(worlds())
def test_a_government_has_the_partnerships_of_its_region(world: World) -> None:
    region, government = of(world), of(world, "g0")
    for section in ("agreements", "bilateral", "joint", "commitments", "sectors"):
        assert region.section(section) == government.section(section)


@pytest.fixture(scope="module")
def workspace(small_world: Path) -> Workspace:
    return Workspace.open(small_world)


def small(workspace: Workspace, kind: str, slug: str, day: str | None = None, lang: str = "en") -> Outline:
    engine = OxigraphEngine(workspace.store)
    return dossier(engine, workspace.prefixes, record(kind, slug), lang, day)


def texts(outline: Outline, section: str) -> list[str]:
    return [entry.text for part in told(outline, section) for entry in part.walk()]


def test_each_section_of_a_region_with_everything(workspace: Workspace) -> None:
    names = [section.name for section in small(workspace, "region", "alderland").sections]
    assert names == [
        "facts",
        "agreements",
        "bilateral",
        "joint",
        "allied",
        "sectors",
        "commitments",
        "bodies",
        "events",
        "people",
        "announced",
        "links",
        "accounts",
    ]


def test_posts_are_held_at_the_time(workspace: Workspace) -> None:
    def holders(day: str | None) -> set[str]:
        people = told(small(workspace, "region", "alderland", day), "people")
        return {name(each) for entry in people if entry.name == "post" for each in entry.entries}

    assert holders(None) == {"mira-aldous", "tom-brandt"}
    assert holders("2021-01-01") == {"mira-aldous"}
    assert holders("2024-02-01") == {"tom-brandt"}


def test_members_on_a_day(workspace: Workspace) -> None:
    def members(day: str) -> dict[str, str]:
        entries = told(small(workspace, "alliance", "lantern-league", day), "members")
        return {name(entry): entry.text.partition(": ")[2] for entry in entries}

    assert members("2021-01-01")["corvane"].startswith("is a member to be of (Signatory of intent; announced")
    assert members("2022-12-31")["eskholt"] == "is a member of (Founding member; since 2021-05-14)"
    assert members("2024-02-01")["eskholt"] == "was a member of (Left; since 2024-01-01)"
    assert "fenwall" not in members("2022-12-31")


def test_what_became_of_announcements(workspace: Workspace) -> None:
    found = texts(small(workspace, "region", "alderland"), "announced")
    assert "what became of it: Came late (44 days), 2021-05-14" in found
    assert "what became of it: Partly" in found
    early = texts(small(workspace, "region", "alderland", "2021-01-01"), "announced")
    assert [text for text in early if text.startswith("what became")] == [
        "what became of it: not recorded"
    ] * 3


def test_disagreements_are_told_with_their_decision(workspace: Workspace) -> None:
    found = texts(small(workspace, "region", "corvane"), "disagreements")
    assert any("Merania (country:merania): rejected, 2024-03-01." in text for text in found)


def test_a_rejected_statement_is_marked_and_is_no_fact(workspace: Workspace) -> None:
    outline = small(workspace, "region", "corvane")
    assert not any("Merania" in text for text in texts(outline, "facts"))
    (marked,) = {e.text for part in told(outline, "accounts") for e in part.walk() if e.rejected}
    assert marked == "country: Merania (country:merania)"


def test_names_as_printed_have_their_passages(workspace: Workspace) -> None:
    named = told(small(workspace, "alliance", "lantern-league"), "named")
    assert {"Laternenbund @de", "Lantaarnbond @nl", "Lantern League @en"} <= {entry.text for entry in named}
    assert all(source.is_passage for entry in named for source in entry.sources)


def test_a_passage_tells_what_its_words_support(workspace: Workspace) -> None:
    outline = small(workspace, "passage", "lantern-kurier-2020_72-101")
    (said,) = told(outline, "stated")
    assert said.rejected
    assert said.text == "Corvane (region:corvane), country: Merania (country:merania)"


def test_a_code_and_a_concept_are_told_too(workspace: Workspace) -> None:
    engine = OxigraphEngine(workspace.store)
    code = small(workspace, "code", "nuts-2024-xv1")
    assert [section.name for section in code.sections] == ["facts", "links"]
    sector = workspace.prefixes.expand("sector:energy")
    assert sector is not None
    outline = dossier(engine, workspace.prefixes, sector)
    assert "commitment:tide-laboratories" in str(texts(outline, "commitments"))


def test_the_other_languages_have_their_headings_and_mark_what_falls_back(workspace: Workspace) -> None:
    german = small(workspace, "region", "alderland", lang="de")
    assert "Zusagen" in {section.text for section in german.sections}
    assert any("@en" in text for text in texts(german, "commitments"))
    assert texts(german, "sectors")[0].startswith("Erneuerbare Energien (sector:renewable-energy): ")


def test_set_phrases_have_the_same_gaps_in_each_language() -> None:
    for phrase in SETS:
        gaps = {Wording(lang).say(phrase).count("{}") for lang in ("en", "de", "nl", "fr")}
        assert len(gaps) == 1, phrase


def test_a_language_without_phrases_falls_back_to_english() -> None:
    assert Wording("es").falls_back
    assert Wording("es").say("sectors") == "Sectors"
    assert not Wording("de-AT").falls_back


def test_markdown_holds_no_markup_of_the_data() -> None:
    hostile = "<script>alert(1)</script> [x](javascript:x) *b* `c`\n# h"
    entry = Entry(hostile, entries=(Entry("1. one"), Entry("- two")))
    text = to_markdown(Outline(hostile, (), (entry,), (entry,)), NO_PREFIXES)
    assert not re.search(r"(?<!\\)[<\[*]", text)
    assert "\n# h" not in text
    assert "  - 1\\. one\n  - \\- two\n" in text


def test_json_says_what_the_text_says(workspace: Workspace) -> None:
    outline = small(workspace, "region", "alderland")
    values = to_json(outline, workspace.prefixes)
    sections = values["sections"]
    assert isinstance(sections, list)
    assert [section["name"] for section in sections] == [section.name for section in outline.sections]
    assert values["things"] == [{"iri": outline.things[0].value, "curie": "region:alderland"}]


def test_the_strengths_of_the_random_worlds_are_those_of_the_scheme(workspace: Workspace) -> None:
    for strength in STRENGTHS:
        assert workspace.prefixes.expand(f"strength:{strength}") is not None
        assert OxigraphEngine(workspace.store).ask(f"ASK {{ <{CONCEPT}strength/{strength}> ?p ?o }}")
