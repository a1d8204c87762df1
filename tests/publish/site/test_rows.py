"""The numbers and lists of the pages are the rows of the stored questions that they render."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from pactgraph.prose.compare import compare
from pactgraph.publish.site.pairs import pair_path, pairs
from pactgraph.publish.site.site import Site
from pactgraph.rdf.namespaces import SKOS
from pactgraph.rdf.table import Term
from pactgraph.workspace.workspace import Workspace

OVER = "https://w3id.org/pactgraph/concept/phase/over"
SIDES = ("shared", "first", "second")
_TAG = re.compile(r"<[^>]*>")


def ask(site: Site, name: str, **values: NamedNode) -> list[dict[str, str]]:
    rows = site.material.questions.ask(name, **values)
    return [{column: text(term) for column, term in row.items()} for row in rows]


def text(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def page_of(site: Site, path: str) -> str:
    return unescape((site.page(path) or b"").decode("utf-8"))


def label(site: Site, iri: str) -> str:
    return site.view.label(iri, "en").text


def test_each_list_has_the_things_of_its_class(world_site: Site) -> None:
    rows = ask(world_site, "things")
    start = page_of(world_site, "/")
    counted = 0
    for class_, number in Counter(row["class"] for row in rows).items():
        kinds = {
            world_site.view.units[world_site.view.page[r["thing"]]].kind for r in rows if r["class"] == class_
        }
        if len(kinds) == 1:  # concepts have a list a scheme
            (kind,) = kinds
            heading = world_site.heading(kind, "en").text
            assert re.search(rf">{re.escape(heading)}</bdi></a> <small>{number}</small>", start), heading
            page = page_of(world_site, f"/{kind}/")
            assert all(label(world_site, row["thing"]) in page for row in rows if row["class"] == class_)
            counted += 1
    assert counted >= 10


def test_each_pair_has_a_page_that_says_what_compare_says(world_site: Site, small_world: Path) -> None:
    questions, rules = world_site.material.questions, Workspace.open(small_world).rules.rules
    partners = {(row["agent"], row["partner"]) for row in ask(world_site, "partners")}
    found = pairs(world_site)
    assert {pair[:2] for pair in found} == {pair for pair in partners if pair[0] < pair[1]} and len(found) > 3
    for pair in found:
        page = page_of(world_site, pair_path(world_site, pair))
        outline = compare(questions, rules, NamedNode(pair.one), NamedNode(pair.other), "en")
        rows = {
            (entry.thing.value, side.name)
            for section in outline.sections
            for side in section.entries
            if side.name in SIDES
            for entry in side.entries
            if entry.thing is not None
        }
        numbers = Counter((group(world_site, thing), side) for thing, side in rows)
        told = [int(each) for each in re.findall(r"<h3>[^<]* <small>(\d+)</small></h3>", page)]
        groups = sorted({group_ for group_, _ in numbers}, key=lambda one: order(world_site, one))
        assert told == [numbers[group_, side] for group_ in groups for side in SIDES]
        assert all(label(world_site, thing) in page for thing, _ in rows)


def group(site: Site, thing: str) -> str:
    return next(iter(site.view.nodes(thing, SKOS + "inScheme")), site.rows.class_of[thing])


def order(site: Site, class_: str) -> tuple[int, str]:
    return (site.wordings["en"].kind(class_).rank, class_)


def test_partners_and_sectors_are_counted_by_their_questions(world_site: Site) -> None:
    partners, sectors = ask(world_site, "partners"), ask(world_site, "sectors-of")
    standing = {row["thing"]: row["partner"] for row in ask(world_site, "things") if row["partner"]}
    pages = {agent: agent for row in partners if (agent := row["agent"]) not in standing}
    pages |= {thing: agent for thing, agent in standing.items() if agent in pages}
    assert len(pages) > 6
    for thing, agent in pages.items():
        page = page_of(world_site, world_site.view.page[thing])
        things = {(row["way"], row["partner"], row["thing"]) for row in partners if row["agent"] == agent}
        numbers = Counter((way, partner) for way, partner, _ in things)
        for (_, partner), number in numbers.items():
            assert f"{label(world_site, partner)}</bdi></a> <small>{number}</small>" in page
        for row in sectors:
            if row["thing"] == agent and agent not in world_site.rows.points:
                assert f"{label(world_site, row['sector'])}</bdi></a> <small>{row['things']}</small>" in page


def test_every_tie_is_on_the_pages_of_its_ends(world_site: Site) -> None:
    wording = world_site.wordings["en"]
    checked = 0
    for row in ask(world_site, "ties"):
        for here, there, back in ((row["thing"], row["other"], False), (row["other"], row["thing"], True)):
            if here not in world_site.view.page or there not in world_site.rows.class_of:
                continue
            path = world_site.view.page[here]
            if path.count("/") == 3:
                page = page_of(world_site, path)
                assert label(world_site, there) in page, (row, back)
                scheme = world_site.view.nodes(there, SKOS + "inScheme")
                heading = wording.kind(scheme[0] if scheme else world_site.rows.class_of[there]).plural
                assert f"<h2><bdi>{heading}</bdi></h2>" in page
                checked += 1
    assert checked > 100


def test_what_a_point_is_said_to_be_is_in_its_row(world_site: Site) -> None:
    prefixes = world_site.material.prefixes
    for row in ask(world_site, "meeting-points"):
        page = _TAG.sub("", page_of(world_site, world_site.view.page[row["thing"]]))
        for day in (row["earliest"], row["latest"]):
            assert day in page
        for name in filter(None, f"{row['kinds']} | {row['states']}".split(" | ")):
            concept = prefixes.expand(name)
            assert concept is not None and label(world_site, concept.value) in page, (row["thing"], name)


@pytest.mark.parametrize("path", ["/", "/network/"])
def test_what_makes_partners_is_listed_with_its_partners(world_site: Site, path: str) -> None:
    page = page_of(world_site, path)
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    lines = [line for line in table.split("<tr>") if line.strip()]
    things = {row["thing"] for row in ask(world_site, "partners")}
    assert len(lines) == min(len(things), 6 if path == "/" else 100)
    met = ask(world_site, "who-meets")
    for thing, line in zip(world_site.papers, lines, strict=False):
        assert label(world_site, thing) in line
        for row in met:
            if row["thing"] == thing and row["phase"] != OVER:
                assert label(world_site, row["partner"]) in line
    if len(lines) < len(things):
        assert f"{len(lines)} of {len(things)} shown" in page
