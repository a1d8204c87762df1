"""What the pages say: every fact of the graph with its passages, in each language; data that adds up."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from pactgraph.publish.diff import differences
from pactgraph.publish.export import accepted_facts, whole_dataset
from pactgraph.publish.revisions import workspace_side
from pactgraph.publish.site.addresses import file_of
from pactgraph.publish.site.fact import Fact, is_told
from pactgraph.publish.site.material import Settings
from pactgraph.publish.site.search import file_name, words_of
from pactgraph.publish.site.site import Site
from pactgraph.publish.site.site_view import (
    END,
    HOLDS,
    PASSAGE_OF,
    PREMISE,
    START,
    TYPE,
    VOCABULARY,
    PageSubject,
)
from pactgraph.rdf.namespaces import PACT
from pactgraph.workspace.source_texts import SourceTexts

from .conftest import site_of

DEFINED = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
IN_WORDS = {TYPE, PASSAGE_OF, START, END, PREMISE, PACT + "digest"}


def told(site: Site, unit: PageSubject, pages: dict[str, str], prefix: str = "") -> str:
    """The text of all parts of a thing's page."""
    base = prefix + unit.path[1:]
    parts = [pages[base + "index.html"]]
    while (more := pages.get(f"{base}{len(parts) + 1}/index.html")) is not None:
        parts.append(more)
    return unescape("\n".join(parts))


def value_text(site: Site, fact: Fact, language: str = "en") -> str:
    if isinstance(fact.value, Literal):
        return fact.value.value
    return site.view.label(fact.value, language).text.strip("<>")


def test_every_fact_is_on_the_page_of_its_subject(world_site: Site, world_pages: dict[str, str]) -> None:
    view = world_site.view
    checked = 0
    for unit in view.units.values():
        page = told(world_site, unit, world_pages)
        german = told(world_site, unit, world_pages, "de/")
        for subject in unit.subjects:
            for fact in view.of[subject]:
                if subject in view.told_with or (subject in view.spans and fact.property in IN_WORDS):
                    continue
                if unit.path == VOCABULARY and (isinstance(fact.value, Literal) or fact.property == DEFINED):
                    continue  # texts of the page's language only
                if not (is_told(fact) or fact.property in view.used):
                    continue  # what only rules say is told by chapters
                assert value_text(world_site, fact) in page, (unit.path, fact.property)
                assert value_text(world_site, fact, "de") in german, (unit.path, fact.property)
                checked += 1
    assert checked > 3000


def test_the_states_of_a_thing_are_on_its_page(world_site: Site, world_pages: dict[str, str]) -> None:
    view = world_site.view
    periods = [iri for iri in view.told_with if "/period/" in iri]
    assert len(periods) > 10
    for period in periods:
        page = world_pages[f"{view.page[period][1:]}index.html"]
        states = page.partition('id="states"')[2].partition("</section>")[0]
        (value,) = view.nodes(period, HOLDS)
        assert view.label(value, "en").text in unescape(states), period
        assert view.place(period) == f"{view.page[period]}#states"
    league = world_pages["alliance/lantern-league/index.html"]
    assert re.search(r"Established</bdi></a> <small>2021-05-14 – …</small>", league)


def test_every_passage_says_what_its_words_support(world_site: Site, world_pages: dict[str, str]) -> None:
    view = world_site.view
    for document, passages in view.passages.items():
        page = told(world_site, view.units[view.page[document]], world_pages)
        for passage in passages:
            start, end = view.spans[passage]
            section = page.partition(f'<section class="passage" id="p{start}-{end}">')[2].partition(
                "</section>"
            )[0]
            assert f"characters {start} to {end}" in section
            digest = view.text(passage, PACT + "digest")
            assert digest is not None and digest[:12] in section
            for premise in view.nodes(passage, PREMISE):
                first, last = view.spans[premise]
                assert re.search(rf'#p{first}-{last}"><bdi>characters {first} to {last}<', section)
            for fact in view.stated.get(passage, ()):
                assert value_text(world_site, fact) in section
                assert view.label(fact.property, "en").text in section
                assert view.label(fact.subject, "en").text in section


def test_a_fact_leads_to_its_passages(world_site: Site, world_pages: dict[str, str]) -> None:
    view = world_site.view
    checked = 0
    for unit in view.units.values():
        page = told(world_site, unit, world_pages)
        for fact in view.of.get(unit.iri, ()):
            for source in fact.sources:
                if source in view.spans and unit.path != VOCABULARY:
                    start, end = view.spans[source]
                    assert re.search(rf'<li id="s\d+">.*#p{start}-{end}"', page), (unit.path, source)
                    checked += 1
    assert checked > 300


def test_a_rejected_value_is_struck_out_and_leads_to_its_decision(world_pages: dict[str, str]) -> None:
    page = world_pages["region/corvane/index.html"]
    assert re.search(
        r"<s><a href=[^>]*><bdi>Merania</bdi></a></s> <span class=\"no\"><a href=\"[^\"]*decision/", page
    )
    assert "<s>" not in world_pages["region/alderland/index.html"]


def test_the_data_beside_the_pages_adds_up(world_site: Site, world_files: dict[str, bytes]) -> None:
    whole = {
        quad.triple
        for quad in accepted_facts(world_site.material.facts, vocabulary=True)
        if quad.subject.value not in world_site.view.foreign
    }
    formats = {".nt": RdfFormat.N_TRIPLES, ".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD}
    for suffix, format_ in formats.items():
        found: set[Triple] = set()
        count = 0
        for unit in world_site.view.units.values():
            content = world_files[unit.path.strip("/") + suffix]
            triples = {quad.triple for quad in parse(content, format=format_)}
            count += len(triples)
            found |= triples
        assert found == whole
        assert count == len(whole)


def test_the_files_of_the_dataset_are_the_exports(world_site: Site, world_files: dict[str, bytes]) -> None:
    facts = world_site.material.facts
    quads = set(parse(world_files["data/pactgraph.nq"], format=RdfFormat.N_QUADS))
    assert quads == set(whole_dataset(facts))
    triples = {quad.triple for quad in parse(world_files["data/pactgraph.ttl"], format=RdfFormat.TURTLE)}
    assert triples == {quad.triple for quad in accepted_facts(facts)}


def test_pages_carry_their_data(world_site: Site, world_pages: dict[str, str]) -> None:
    page = world_pages["region/alderland/index.html"]
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert text is not None
    found = {quad.triple for quad in parse(text[1].encode(), format=RdfFormat.JSON_LD)}
    unit = world_site.view.units["/region/alderland/"]
    assert found == {quad.triple for quad in world_site.view.accepted(unit.subjects)}
    for relation in ("cite-as", "alternate", "describedby", "type"):
        assert f'<link rel="{relation}"' in page
    assert json.loads(text[1])["@context"]
    licence = "https://creativecommons.org/licenses/by/4.0/"
    about = replace(world_site.material.about, licence=licence)
    licensed = Site(replace(world_site.material, about=about), world_site.settings)
    page = (licensed.page("/region/alderland/") or b"").decode("utf-8")
    assert f'<link rel="license" href="{licence}">' in page


def test_the_vocabulary_and_the_shapes_are_documented(world_site: Site, world_pages: dict[str, str]) -> None:
    page = world_pages["def/index.html"]
    for subject in world_site.view.units[VOCABULARY].subjects:
        assert f'id="{world_site.view.term_id(subject)}"' in page
    assert 'id="Agreement"' in page and "questions/agreements-of/" in page
    assert "act by which parties" in world_pages["de/shape/agreement/index.html"]
    listed = world_pages["shape/index.html"]
    for quad in world_site.material.shapes:
        if quad.object == NamedNode("http://www.w3.org/ns/shacl#NodeShape") and isinstance(
            quad.subject, NamedNode
        ):
            name = quad.subject.value.rpartition("/")[2].lower()
            assert f"{name}/index.html" in listed


def test_the_questions_have_their_answers(
    world_site: Site, world_files: dict[str, bytes], world_pages: dict[str, str]
) -> None:
    index = world_pages["questions/index.html"]
    for question in world_site.material.answered:
        assert f"{question.name}/index.html" in index
        page = unescape(world_pages[f"questions/{question.name}/index.html"])
        assert question.summary in page and question.text.splitlines()[-1] in page
        for number, example in enumerate(question.examples, 1):
            assert (f"questions/{question.name}/{number}.rq" in world_files) == (example.answer is not None)
    rows = world_files["questions/best-connected/1.csv"].decode("utf-8").splitlines()
    assert rows[0].startswith("region,") and len(rows) > 3
    assert "Corvane" in world_pages["questions/best-connected/index.html"]
    executable = NamedNode("http://www.w3.org/ns/shacl#SPARQLExecutable")
    found = [
        q for q in parse(world_files["questions.ttl"], format=RdfFormat.TURTLE) if q.object == executable
    ]
    assert len(found) > 20


def test_two_regions_are_compared(world_pages: dict[str, str]) -> None:
    page = world_pages["compare/alderland--corvane/index.html"]
    assert "Cooperation agreement of Alderland and Corvane" in page and "Only Alderland" in page
    assert "Nur Alderland" in world_pages["de/compare/alderland--corvane/index.html"]


def test_names_are_in_the_language_of_the_page(world_pages: dict[str, str]) -> None:
    assert (
        "Vereinbarungen" in world_pages["de/index.html"]
        and '<html lang="de">' in world_pages["de/index.html"]
    )
    assert "ist Partei von" in world_pages["de/region/alderland/index.html"]
    assert "is a party to" in world_pages["region/alderland/index.html"]


def test_search_finds_every_thing_by_each_word_of_its_name(
    world_site: Site, world_files: dict[str, bytes]
) -> None:
    starts = re.search(r'data-starts="([^"]*)"', world_files["search/index.html"].decode())
    assert starts is not None
    shards = {}
    for start in starts[1].split(" "):
        text = world_files[f"search/{file_name(start)}.js"].decode("utf-8")
        given, rows = json.loads("[" + text.removeprefix("pactgraph.found(").rstrip().removesuffix(")") + "]")
        assert given == start
        shards[start] = rows
    for units in world_site.view.by_kind.values():
        for unit in units:
            link = f"../{unit.path[1:]}index.html"
            for word in words_of(world_site.view.label(unit.iri, "en").text):
                found = [row for start, rows in shards.items() if word.startswith(start) for row in rows]
                assert any(row[1] == link and word in row[3].split(" ") for row in found), (unit.path, word)


def test_no_word_of_a_document_is_published_unless_asked(small_world: Path, world_site: Site) -> None:
    assert not [path for path in world_site.paths() if path.endswith("/text/")]
    settings = Settings(languages=("en",))
    with_text = Site(replace(world_site.material, text=SourceTexts(small_world / "sources").text), settings)
    path = "/document/brinmark-galdry-declaration-2023/text/"
    page = (with_text.page(path) or b"").decode("utf-8")
    text = (small_world / "sources" / "brinmark-galdry-declaration-2023.txt").read_text(encoding="utf-8")
    shown = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert shown is not None
    assert unescape(re.sub(r"<[^>]*>", "", shown[1])) == text
    assert "brinmark-galdry-declaration-2023/index.html#p" in page
    assert b"text/index.html" in (with_text.page("/document/brinmark-galdry-declaration-2023/") or b"")


def test_identity_and_host_are_two_things(small_world: Path) -> None:
    base, url = "https://pacts.example/", "https://www.example.org/site/"
    site = site_of(small_world, Settings(base, url, ("en",)))
    for path in ("/region/alderland.ttl", "/region/alderland.nt", "/region/alderland.jsonld", "/void.ttl"):
        content = (site.page(path) or b"").decode("utf-8")
        assert base in content and "w3id.org/pactgraph" not in content
    page = (site.page("/region/alderland/") or b"").decode("utf-8")
    assert f'<link rel="cite-as" href="{base}id/region/alderland">' in page
    assert f'<link rel="canonical" href="{url}region/alderland/">' in page
    assert f"{url}$1" in (site.page("/hosting/w3id.htaccess") or b"").decode()
    assert f"Sitemap: {url}sitemap.xml" in (site.page("/robots.txt") or b"").decode()
    assert "w3id.org/pactgraph" not in (site.page("/questions/agreements-of.rq") or b"").decode()
    assert "w3id.org/pactgraph" not in (site.page("/questions/best-connected/1.csv") or b"").decode()


def test_the_changes_are_told(small_world: Path, world_site: Site) -> None:
    quads = workspace_side(small_world).named
    settings = Settings(languages=("en",))
    changes = tuple(differences([*quads][1:], quads))
    site = Site(replace(world_site.material, changes=changes, since="2024"), settings)
    page = (site.page("/changes/") or b"").decode("utf-8")
    assert "Since 2024" in page and "1 fact added" in page


def test_a_file_has_the_name_of_its_path(world_site: Site) -> None:
    files = [file_of(path) for path in world_site.paths()]
    assert len(files) == len(set(files)) == len({name.lower() for name in files})
    for name in files:
        assert re.fullmatch(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*", name) and ".." not in name
