"""The files of a built site: valid HTML, no dead link, nothing from elsewhere, RDF that adds up."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_site import BuiltSite, invalid, nonconforming

pytestmark = pytest.mark.slow


def test_every_page_conforms_to_html(site: BuiltSite, tools: Path) -> None:
    assert len(site.pages) > 30
    assert not nonconforming(tools, site.root)


def test_each_type_of_page_is_well_written(site: BuiltSite, tools: Path, tmp_path: Path) -> None:
    assert not invalid(tools, tmp_path, [site.root / page for page in site.examples().values()])


def test_the_validators_can_find_something(tools: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!DOCTYPE html><html lang=en><title>x</title><p id=a>1<div></p><p id=a><img src=x></html>\n", "utf-8"
    )
    said = invalid(tools, tmp_path, [page])
    assert "no-dup-id" in said and "close-order" in said
    assert "Duplicate ID" in nonconforming(tools, tmp_path)


def test_no_link_within_the_site_is_dead(site: BuiltSite) -> None:
    dead = list(site.dead_links())
    assert not dead, "\n".join(dead)


def test_pages_load_nothing_from_elsewhere_and_link_to_no_script(site: BuiltSite) -> None:
    foreign = list(site.foreign())
    assert not foreign, "\n".join(foreign)


def test_the_link_check_can_find_something(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "x.css").write_text("p { background: url(y.png) }")
    (tmp_path / "index.html").write_text(
        '<p id="p"><a href="sub/">1</a><a href="none.html">2</a><a href="#q">3</a><a href="#p">4</a>'
        '<a href="/">5</a><a href="../x">6</a><a href=" javascript:x">7</a><a href="https://x.example/">8</a>'
        '<img src="//x.example/i.png" onload="x" style="background: url(http://x.example/)">',
        encoding="utf-8",
    )
    site = BuiltSite(tmp_path)
    dead = [line.rpartition(": ")[2] for line in site.dead_links()]
    assert dead == [
        "a folder", "no such file", "no such element",
        "an address from the root, which no folder on disk has", "outside the site", "no such file",
        "no such file",
    ]  # fmt: skip
    assert len(list(site.foreign())) == 4
