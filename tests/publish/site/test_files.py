"""The files of a site: sizes, the same bytes each time, hosts' files, and where they may be written."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from pactgraph.publish.site import hosting, site_view
from pactgraph.publish.site.addresses import Linker, file_of
from pactgraph.publish.site.material import Settings
from pactgraph.publish.site.site import Site
from pactgraph.publish.site.site_files import MARK, place_of, write_site
from pactgraph.rdf.namespaces import ROOT
from pactgraph.workspace.writing import WriteFault

from .conftest import REPOSITORY, site_of

MOST_PAGE, MOST_WITH_MAP, MOST_SCRIPT = 20_000, 45_000, 5_000
"""Bytes, packed by gzip, that a page, a page with a picture, and the script may have."""


def test_pages_keep_to_the_budget(world_files: dict[str, bytes]) -> None:
    _check_budget(world_files)


@pytest.mark.slow
def test_pages_of_the_shipped_data_keep_to_the_budget() -> None:
    site = site_of(REPOSITORY, Settings())
    _check_budget({file_of(path): site.page(path) or b"" for path in site.paths()})


def _check_budget(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        if path.endswith(".html"):
            most = MOST_WITH_MAP if b"<figure" in content else MOST_PAGE
            assert len(gzip.compress(content)) <= most, path
            assert len(re.findall(rb'<(?:link rel="stylesheet"|script src=|img )', content)) <= 3, path
    assert len(files["assets/site.js"]) <= MOST_SCRIPT


def test_pages_ask_for_nothing_from_elsewhere(
    world_pages: dict[str, str], world_files: dict[str, bytes]
) -> None:
    for text in world_pages.values():
        assert not re.search(r'<(?:link rel="stylesheet"|script|img)[^>]*(?:href|src)="(?:https?:)?//', text)
        assert "<style" not in text and " style=" not in text
    for name in ("site.css", "pictures.css"):
        assert b"url(" not in world_files[f"assets/{name}"]
        assert b"@import" not in world_files[f"assets/{name}"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bytes_do_not_depend_on_the_process(
    seed: str, small_world: Path, tmp_path: Path, world_files: dict[str, bytes]
) -> None:
    code = "from pactgraph.cli import main; main()"
    options = ["--lang", "en", "--lang", "de", "--no-validation", "--workspace", str(small_world)]
    subprocess.run(
        [sys.executable, "-c", code, "site", str(tmp_path / "site"), *options],
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
    )
    for name, content in world_files.items():
        assert (tmp_path / "site" / name).read_bytes() == content, name


def test_the_same_data_gives_the_same_bytes(world_site: Site, world_files: dict[str, bytes]) -> None:
    again = Site(world_site.material, world_site.settings)
    for path in reversed(again.paths()[::15]):
        assert again.page(path) == world_files[file_of(path)], path


def test_a_server_shows_the_same_pages_but_for_links(world_site: Site) -> None:
    server = Site(world_site.material, world_site.settings, Linker("/"))
    without = re.compile(r'href="[^"]*"|src="[^"]*"|id="p[0-9a-f]{8}[-a-z]*"|"p[0-9a-f]{8}-[td]"')
    for path in ("/", "/region/alderland/", "/de/document/harbour-accord-2020/", "/commitment/", "/def/"):
        one, other = ((site.page(path) or b"").decode() for site in (server, world_site))
        assert 'href="/region/"' in one or 'href="/de/region/"' in one
        assert "index.html" not in one
        assert without.sub("", one) == without.sub("", other)
    assert server.page("/region/nowhere/") is None


def test_the_description_is_at_its_places(world_files: dict[str, bytes]) -> None:
    assert world_files[".well-known/void"] == world_files["void.ttl"]
    turtle = {quad.triple for quad in parse(world_files["dcat.ttl"], format=RdfFormat.TURTLE)}
    assert turtle == {quad.triple for quad in parse(world_files["dcat.jsonld"], format=RdfFormat.JSON_LD)}


def test_the_sitemap_has_every_page(
    world_site: Site, world_files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(world_files["sitemap.xml"])
    found = [loc.text or "" for loc in root.iter(f"{space}loc")]
    pages = sorted(path for path in world_site.paths() if path.endswith("/"))
    assert found == ["https://w3id.org/pactgraph" + path for path in pages]
    monkeypatch.setattr(hosting, "MOST_ADDRESSES", 100)
    parts = dict(hosting.pages(world_site, world_site.paths()))
    count = -(-len(pages) // 100)
    assert [path for path in parts if path.startswith("/sitemap-")] == [
        f"/sitemap-{n}.xml" for n in range(1, count + 1)
    ]
    index = ElementTree.fromstring(parts["/sitemap.xml"]())
    assert len(list(index.iter(f"{space}loc"))) == count


def led(rules: bytes, path: str) -> str:
    """Where the rules of Apache lead who asks for a page at a path."""
    pattern, target = next(
        (pattern, target)
        for pattern, target in re.findall(r"^RewriteRule (\S+) (\S+)", rules.decode("utf-8"), re.MULTILINE)
        if target != "-" and re.search(pattern, path) and not target.endswith((".ttl", ".jsonld", ".nt"))
    )
    return re.sub(pattern, re.sub(r"\$(\d)", r"\\\1", target), path)


def test_hosts_are_told_types_and_ways(world_files: dict[str, bytes]) -> None:
    for name in (".htaccess", "_headers", "hosting/nginx.conf"):
        text = world_files[name].decode("utf-8")
        assert "text/turtle" in text and "application/ld+json" in text
        assert "Content-Security-Policy" in text and "unsafe" not in text
    assert " 303\n" in world_files["_redirects"].decode("utf-8")
    assert "hosting/w3id.htaccess" not in world_files
    goes = partial(led, world_files[".htaccess"])
    assert goes("id/region/alderland") == "region/alderland/"
    assert goes("id/passage/harbour-accord-2020_10-20") == "document/harbour-accord-2020/#p10-20"
    assert goes("concept/sector/hydrogen") == "sector/hydrogen/"
    assert goes("shape/Agreement") == "shape/agreement/"
    assert goes("shape/Agreement-bindingness") == "shape/agreement/#Agreement-bindingness"
    assert goes("shape/Nothing") == "shape/"
    assert 'id="Agreement-bindingness"' in world_files["shape/agreement/index.html"].decode("utf-8")
    assert "do not negotiate" in world_files["_redirects"].decode("utf-8")


def test_hosts_lead_each_passage_to_the_part_that_tells_it(
    world_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_view, "MOST_OF_PASSAGES", 25)
    monkeypatch.setattr(hosting, "MOST_SPANS", 2)
    site = Site(world_site.material, world_site.settings)
    rules = site.page("/.htaccess")
    assert rules is not None
    passages = [passage for some in site.view.passages.values() for passage in some]
    parts = {site.view.part_of[passage] for passage in passages}
    assert {1, 2, 3} <= parts
    for passage in passages:
        assert f"/{led(rules, passage.removeprefix(ROOT))}" == site.view.passage_place(passage)


def test_a_site_is_written_where_nobody_has_other_files(tiny_site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    told: list[tuple[int, int]] = []
    count, left = write_site(tiny_site, folder, lambda done, total: told.append((done, total)))
    assert left == []
    assert count == sum(1 for path in folder.rglob("*") if path.is_file())
    assert len(told) > 5 and told == sorted(told) and told[-1] == (count - 1, count - 1)
    (folder / "assets" / "old.html").write_text("old")
    (folder / ".git").mkdir()
    write_site(tiny_site, folder)
    assert (folder / "assets" / "old.html").read_text() == "old"
    assert (folder / ".git").is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    for mark in ("", "[]", '{"made-by": "x", "files": {}}', '{"made-by": "pactgraph site"}'):
        (folder / MARK).write_text(mark)
        with pytest.raises(WriteFault, match="no site of pactgraph"):
            place_of(folder).check()
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteFault, match="not a folder"):
        place_of(tmp_path / "file").check()
    (tmp_path / "empty").mkdir()
    place_of(tmp_path / "empty").check()
    place_of(tmp_path / "missing" / "too").check()


def test_a_site_that_cannot_be_written_leaves_the_old_one(tiny_site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(tiny_site, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def fail(done: int, _total: int) -> None:
        if done >= 300:
            raise OSError("the disk is full")

    with pytest.raises(WriteFault, match="full"):
        write_site(tiny_site, folder, fail)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert json.loads((folder / MARK).read_text())["made-by"] == "pactgraph site"
