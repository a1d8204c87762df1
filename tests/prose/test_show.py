"""What is told of a thing: on random worlds what follows from the values; on the small world what a reader
should learn."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from tests.query.random_world import STRENGTHS, World, node, worlds

from pactgraph.prose.outline import Entry, Outline, to_json, to_markdown
from pactgraph.prose.show import show
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.questions import Questions
from pactgraph.rdf.namespaces import CONCEPT
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.workspace.workspace import Workspace

NO_PREFIXES = Prefixes({})


def of(world: World, name: str = "r0", most: int | None = None) -> Outline:
    return show(world.questions(), (), node(name), "en", most=most)


def told(outline: Outline, section: str) -> list[Entry]:
    found = outline.section(section)
    return list(found.entries) if found else []


def leaves(outline: Outline, section: str) -> list[Entry]:
    """The entries of a chapter, out of the groups in which they may be."""
    return [
        entry
        for each in told(outline, section)
        for entry in (each.entries if each.name in ("year", "strength") else (each,))
    ]


def name(entry: Entry) -> str:
    assert entry.thing is not None
    return entry.thing.value.rpartition("/")[2]


def parties(world: World) -> dict[str, set[str]]:
    return {paper.name: {world.region(party) for party in paper.parties} for paper in world.papers}


@given(worlds())
def test_bilateral_partners_are_those_of_agreements_of_just_two(world: World) -> None:
    expected: dict[str, set[str]] = {}
    for paper, meeting in parties(world).items():
        if "r0" in meeting and len(meeting) == 2:
            (other,) = meeting - {"r0"}
            expected.setdefault(other, set()).add(paper)
    entries = told(of(world), "bilateral")
    assert {name(entry): {name(each) for each in entry.entries} for entry in entries} == expected


@given(worlds())
def test_papers_of_several_are_kept_apart(world: World) -> None:
    expected = {paper for paper, meeting in parties(world).items() if "r0" in meeting and len(meeting) > 2}
    assert {name(entry) for entry in told(of(world), "joint")} == expected


@given(worlds())
def test_commitments_are_told_by_strength_the_firmest_first(world: World) -> None:
    groups: dict[str | None, set[str]] = {}
    for pledge in world.pledges:
        if "r0" in map(world.region, (*pledge.committers, *pledge.towards)):
            groups.setdefault(pledge.strength, set()).add(pledge.name)
    entries = told(of(world), "commitments")
    if set(groups) <= {None}:
        assert {name(entry) for entry in leaves(of(world), "commitments")} == groups.get(None, set())
        return
    found = {name(e) if e.thing else None: {name(each) for each in e.entries} for e in entries}
    assert found == groups
    order = [STRENGTHS.index(name(e)) if e.thing else -1 for e in entries if e.name == "strength"]
    assert order == sorted(order, reverse=True)


@given(worlds())
def test_sectors_are_told_with_the_counts_of_the_question_the_most_first(world: World) -> None:
    expected: dict[str, Counter[str]] = {}
    for row in world.questions().ask("sectors-of", thing=node("r0")):
        sector, class_, number = (str(row[column]).strip("<>") for column in ("sector", "class", "things"))
        kind = class_.rpartition("#")[2].lower()
        expected.setdefault(sector.rpartition("/")[2], Counter())[kind] += int(number.split('"')[1])
    entries = told(of(world), "sectors")
    assert {name(e): {kind: int(number) for kind, number in e.facts} for e in entries} == expected
    totals = [sum(int(number) for _, number in entry.facts) for entry in entries]
    assert totals == sorted(totals, reverse=True)


@given(worlds())
def test_what_is_cut_says_how_much_there_is(world: World) -> None:
    everything, cut = of(world), of(world, most=2)
    for section in cut.sections:
        whole = everything.section(section.name)
        assert whole is not None
        assert section.text == whole.text
        for entry, full in zip(section.walk(), whole.walk(), strict=False):
            if entry.count is not None and entry.text == full.text:
                assert entry.count == len(full.entries)
                assert entry.untold == 0 or len(entry.entries) >= 2


@given(worlds())
def test_a_government_has_the_partnerships_of_its_region(world: World) -> None:
    region, government = of(world), of(world, "g0")
    for section in ("agreements", "commitments"):
        assert {name(e) for e in leaves(region, section)} == {name(e) for e in leaves(government, section)}
    for section in ("bilateral", "joint", "sectors"):
        assert region.section(section) == government.section(section)


@pytest.fixture(scope="module")
def workspace(small_world: Path) -> Workspace:
    return Workspace.open(small_world)


def small(
    workspace: Workspace,
    kind: str,
    slug: str,
    at: str | None = None,
    lang: str = "en",
    as_of: str | None = None,
) -> Outline:
    store = workspace.store if as_of is None else workspace.known_by(as_of).store
    questions = Questions(OxigraphEngine(store), Catalogue(workspace.queries, workspace.prefixes))
    thing = workspace.prefixes.expand(f"{kind}:{slug}")
    assert thing is not None
    return show(questions, workspace.rules.rules, thing, lang, at=at, as_of=as_of)


def texts(outline: Outline, section: str) -> list[str]:
    return [entry.text for part in told(outline, section) for entry in part.walk()]


def test_each_section_of_a_region_with_everything(workspace: Workspace) -> None:
    names = [section.name for section in small(workspace, "region", "alderland").sections]
    assert names == [
        "facts",
        "agreements",
        "alliances",
        "bodies",
        "commitments",
        "events",
        "assets",
        "governments",
        "posts",
        "countries",
        "bilateral",
        "joint",
        "allied",
        "sectors",
        "announced",
        "links",
        "accounts",
    ]


def test_what_is_dated_is_told_by_year(workspace: Workspace) -> None:
    outline = small(workspace, "region", "alderland")
    assert [year.text for year in told(outline, "events")] == ["2020", "2021", "2024"]
    assert [year.text for year in told(outline, "bodies")] == ["2020", "without a date"]


def test_posts_are_held_at_the_time(workspace: Workspace) -> None:
    def holders(day: str | None) -> set[str]:
        posts = told(small(workspace, "region", "alderland", day), "posts")
        return {name(each) for post in posts for each in post.entries}

    assert holders(None) == {"mira-aldous", "tom-brandt"}
    assert holders("2021-01-01") == {"mira-aldous"}
    assert holders("2024-02-01") == {"tom-brandt"}


def test_members_on_a_day(workspace: Workspace) -> None:
    def members(day: str | None) -> dict[str, str]:
        entries = told(small(workspace, "alliance", "lantern-league", day), "regions")
        return {name(entry): entry.text.partition(": ")[0] for entry in entries}

    assert "has as a member to be (Signatory of intent; announced" in members("2021-01-01")["corvane"]
    assert members("2022-12-31")["eskholt"] == "has as a member (Founding member; since 2021-05-14)"
    assert "eskholt" not in members("2024-02-01")
    assert members(None)["eskholt"] == "had as a member (Left)"
    assert "fenwall" not in members("2022-06-30")


def test_what_became_of_announcements(workspace: Workspace) -> None:
    found = texts(small(workspace, "region", "alderland"), "announced")
    assert "what became of it: Came late (44 days), 2021-05-14" in found
    assert "what became of it: Partly" in found
    early = texts(small(workspace, "region", "alderland", as_of="2021-01-01"), "announced")
    became = [text for text in early if text.startswith("what became")]
    assert became
    assert set(became) == {"what became of it: not recorded"}


def test_disagreements_are_told_with_their_decision(workspace: Workspace) -> None:
    found = texts(small(workspace, "region", "corvane"), "disagreements")
    assert any("Merania (country:merania): rejected. 2024-03-01 " in text for text in found)
    assert any("Corvia (country:corvia): stands. 2024-03-01 " in text for text in found)


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
    code = small(workspace, "code", "nuts-2024-xv1")
    assert [section.name for section in code.sections] == ["facts", "links"]
    sector = small(workspace, "sector", "energy")
    assert "commitment:tide-laboratories" in str(texts(sector, "commitments"))


def test_the_other_languages_have_their_headings_and_mark_what_falls_back(workspace: Workspace) -> None:
    german = small(workspace, "region", "alderland", lang="de")
    assert "Zusagen (5 bekannt)" in {section.text for section in german.sections}
    assert any("@en" in text for text in texts(german, "commitments"))
    assert any(text.startswith("Windenergie (sector:wind-energy): Ver") for text in texts(german, "sectors"))


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
