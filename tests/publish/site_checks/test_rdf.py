"""The RDF of a built site: every file parses, and the pages' files add up to the exported dataset."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from built_site import REPOSITORY, BuiltSite
from pyoxigraph import Quad, RdfFormat, parse

from pactgraph.publish.export import accepted_facts, whole_dataset
from pactgraph.publish.site.site_view import SiteView
from pactgraph.workspace.workspace import Workspace

pytestmark = pytest.mark.slow
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
DESCRIBING = ("questions", "shape", "dataset")
"""Pages whose RDF describes the dataset instead of being part of it."""

_EMBEDDED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def quads_of(site: BuiltSite) -> dict[Path, list[Quad]]:
    """Every RDF file of the site, parsed."""
    return {
        path: list(parse(path.read_bytes(), format=FORMATS[path.suffix], base_iri="https://site.example/"))
        for path in site.files
        if path.suffix in FORMATS
    }


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.open(REPOSITORY)


def beside_pages(site: BuiltSite, quads_of: dict[Path, list[Quad]], suffix: str) -> set[object]:
    """The triples of the files of one format that stand beside a page."""
    return {
        quad.triple
        for path, quads in quads_of.items()
        if path.suffix == suffix
        and (path.with_suffix("") / "index.html").is_file()
        and path.relative_to(site.root).with_suffix("").as_posix() not in DESCRIBING
        for quad in quads
    }


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld"])
def test_the_pages_files_add_up_to_the_dataset(
    site: BuiltSite, workspace: Workspace, quads_of: dict[Path, list[Quad]], suffix: str
) -> None:
    foreign = SiteView(workspace.facts, workspace.prefixes).foreign  # terms of others have no pages
    every = {quad.triple for quad in accepted_facts(workspace.facts, vocabulary=True)}
    expected = {triple for triple in every if triple.subject.value not in foreign}
    found = beside_pages(site, quads_of, suffix)
    assert len(expected) > 3000
    assert sorted(map(str, expected - found)) == []
    assert sorted(map(str, found - expected)) == []


def test_the_whole_dataset_is_there_to_take(
    site: BuiltSite, workspace: Workspace, quads_of: dict[Path, list[Quad]]
) -> None:
    expected = set(whole_dataset(workspace.facts))
    assert any(set(quads) == expected for path, quads in quads_of.items() if path.suffix in (".nq", ".trig"))


def test_the_description_is_at_its_well_known_place(site: BuiltSite) -> None:
    text = (site.root / ".well-known" / "void").read_text(encoding="utf-8")
    assert "http://rdfs.org/ns/void#" in text
    assert list(parse(text, format=RdfFormat.TURTLE))


def test_the_data_in_the_pages_is_json_ld_of_their_things(site: BuiltSite, workspace: Workspace) -> None:
    facts = {quad.triple for quad in accepted_facts(workspace.facts, vocabulary=True)}
    told: set[object] = set()
    for page in site.examples().values():
        for block in _EMBEDDED.findall((site.root / page).read_text(encoding="utf-8")):
            assert "<" not in block, page
            json.loads(block)
            told |= {quad.triple for quad in parse(unescape(block), format=RdfFormat.JSON_LD)}
    assert len(facts & told) > 200
