"""Hostile data: no name, literal or IRI breaks a page or leaves its folder; few IRIs become links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from pactgraph.publish.site.addresses import (
    Linker,
    digest_slug,
    file_of,
    fragment,
    is_link,
    path_of,
    scheme_path,
)
from pactgraph.publish.site.page_values import embedded, in_one_line, shown
from pactgraph.publish.site.site import Site
from pactgraph.publish.site.site_files import write_site

ID = "https://w3id.org/pactgraph/id/"
HOSTILE = r"""
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .

region:markup a pact:Region ; rdfs:label "</title></script><script>alert(1)</script>"@en ;
    skos:altLabel "\" onmouseover=\"alert(1)"@en , "' onfocus='alert(1)"@en ;
    skos:hiddenLabel "<!-- <svg/onload=alert(1)>"@en ;
    rdfs:seeAlso <javascript:alert(1)> , <JAVASCRIPT:alert(1)> , <data:text/html,%3Cscript%3E> ,
        <https://x.example/'onclick='alert(1)> , <mailto:a@b.example> , <vbscript:x> , <http:///x> .
region:template a pact:Region ; rdfs:label "{{ 7 * 7 }} {% raw %}"@en .
region:bidi a pact:Region ; rdfs:label "\u202Egnp.exe \u2066x"@en .
region:controls a pact:Region ; rdfs:label "a\u0001b\u0000c\u007F\u0085\uFFFF\uFDD0"@en .
region:emoji a pact:Region ; rdfs:label "\U0001F469\u200D\U0001F52C \U0001F1E9\U0001F1EA"@en .
region:long a pact:Region ; rdfs:label "LONG100"@en ; skos:note "NOTE100" .
<https://w3id.org/pactgraph/id/region/../../../escaped> a pact:Region ; rdfs:label "escaped one"@en .
<https://w3id.org/pactgraph/id/region/..%2F..%2Fescaped> a pact:Region ; rdfs:label "escaped two"@en .
<https://w3id.org/pactgraph/id/region/a/b> a pact:Region ; rdfs:label "deep"@en .
<https://w3id.org/pactgraph/id/assets/site> a pact:Region ; rdfs:label "taken"@en .
<https://w3id.org/pactgraph/id/de/region> a pact:Region ; rdfs:label "a language"@en .
<https://w3id.org/pactgraph/id/questions/x> a pact:Region ; rdfs:label "taken too"@en .
<https://w3id.org/pactgraph/id/Region/X> a pact:Region ; rdfs:label "capitals"@en .
<urn:x:y> a pact:Region ; rdfs:label "elsewhere"@en ; pact:country [ rdfs:label "nameless" ] .
[] rdfs:label "nobody" ; rdfs:seeAlso _:two . _:two rdfs:seeAlso [] .
"""


KNOWN = frozenset(
    re.findall(
        "[a-z0-9]+",
        """a article bdi body br button circle code dd desc details div dl dt fieldset figure footer
        form g h1 h2 h3 head header html input label legend li line link main meta nav ol option p
        path pre rect s script section select small span strong summary sup svg table tbody td text
        th thead title tr tspan ul""",
    )
)
"""The elements that pages have."""


@pytest.fixture(scope="module")
def hostile(make_site: Callable[[str], Site]) -> Site:
    return make_site(HOSTILE.replace("LONG100", "x" * 100_000).replace("NOTE100", "word " * 20_000))


@pytest.fixture(scope="module")
def pages(hostile: Site) -> dict[str, str]:
    return {
        file_of(path): (hostile.page(path) or b"").decode("utf-8")
        for path in hostile.paths()
        if path.endswith(("/", ".html"))
    }


class Strict(HTMLParser):
    """Elements and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_no_name_becomes_markup(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for tag, attributes in Strict(text).found:
            assert tag in KNOWN, (name, tag)
            assert not [key for key in attributes if key.startswith("on")], name
            assert tag != "script" or attributes.keys() in ({"src", "defer"}, {"type"}), name
            assert "style" not in attributes
        assert "<script>" not in text and "49" not in re.findall(r"<h1>(.*?)</h1>", text)
    page = pages["region/markup/index.html"]
    assert "&lt;/title&gt;&lt;/script&gt;&lt;script&gt;alert(1)" in page
    assert "{{ 7 * 7 }} {% raw %}" in pages["region/template/index.html"]


def test_only_web_and_mail_addresses_become_links(
    pages: dict[str, str], links: Callable[[str], Iterator[str]]
) -> None:
    for text in pages.values():
        for target in links(text):
            if target == "data:,":
                continue
            scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):", target)
            assert scheme is None or scheme[1].lower() in ("http", "https", "mailto"), target
    page = pages["region/markup/index.html"]
    assert "javascript:alert(1)" in page and 'href="mailto:a@b.example"' in page
    assert "https://x.example/&#x27;onclick=&#x27;alert(1)" in page
    assert not is_link("http:///x") and not is_link("javascript:x") and is_link("HTTPS://x.example")


def test_every_name_of_a_file_is_made_of_slugs(hostile: Site, tmp_path: Path) -> None:
    names = [file_of(path) for path in hostile.paths()]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*", name), name
        assert not {".", ".."} & set(name.split("/")) and max(map(len, name.split("/"))) < 255
    write_site(hostile, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    labels = "\n".join(
        (hostile.page(path) or b"").decode() for path in hostile.paths() if path.startswith("/other/")
    )
    for label in (
        "escaped one",
        "escaped two",
        "deep",
        "taken",
        "a language",
        "taken too",
        "capitals",
        "elsewhere",
    ):
        assert f"<bdi>{label}</bdi>" in labels
    assert "nameless" in labels and "nobody" in labels


def test_no_link_within_the_site_is_dead(
    pages: dict[str, str], hostile: Site, links: Callable[[str], Iterator[str]]
) -> None:
    files = {file_of(path) for path in hostile.paths()}
    ids = {name: set(re.findall(r'\bid="([^"]*)"', text)) for name, text in pages.items()}
    for name, text in pages.items():
        for target in set(links(text)):
            if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
                continue
            path, _, place = target.partition("#")
            parts = name.split("/")[:-1]
            for step in unquote(path).split("/") if path else []:
                if step == "..":
                    parts.pop()
                else:
                    parts.append(step)
            goal = "/".join(parts) if path else name
            assert goal in files, (name, target)
            assert not place or place in ids[goal], (name, target)


def test_long_and_strange_texts_stay_readable(pages: dict[str, str]) -> None:
    assert all(len(text.encode()) < 400_000 for text in pages.values())
    long = pages["region/long/index.html"]
    assert len(long) < 40_000 and "the data has all 100000 characters" in long
    controls = pages["region/controls/index.html"]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\uffff\ufdd0]", controls)
    title = re.search("<title>(.*?)</title>", pages["region/bidi/index.html"])
    assert title is not None and "\u202e" not in title[1]
    assert "\U0001f469\u200d\U0001f52c" in pages["region/emoji/index.html"]


def test_addresses() -> None:
    assert path_of(f"{ID}region/saxony") == "/region/saxony/"
    assert path_of("https://w3id.org/pactgraph/concept/sector/hydrogen") == "/sector/hydrogen/"
    for iri in (f"{ID}region/../x", f"{ID}region/A", f"{ID}region/x/y", f"{ID}de/x", f"{ID}data/x", "urn:x",
                f"{ID}region/{'x' * 200}", f"{ID}region/x?y", f"{ID}region/", f"{ID}region/x\n"):  # fmt: skip
        assert re.fullmatch(r"/other/[0-9a-f]{20}/", path_of(iri)), iri
    assert scheme_path("https://w3id.org/pactgraph/concept/sector") == "/sector/"
    assert scheme_path("https://w3id.org/pactgraph/concept/assets") is None
    assert scheme_path("https://w3id.org/pactgraph/concept/a/b") is None
    assert fragment("Agreement") == "Agreement" and fragment('a"b') == digest_slug('a"b')
    assert Linker().link("/de/region/x/", "/assets/site.css") == "../../../assets/site.css"
    assert Linker().link("/region/x/", "/region/x/#s1") == "#s1"
    assert Linker().link("/region/x/", "/document/y/#p1-2") == "../../document/y/index.html#p1-2"
    assert Linker("/pacts/").link("/region/x/", "/document/y/#p1-2") == "/pacts/document/y/#p1-2"


def test_texts_for_html() -> None:
    assert shown("a\x00b\ufdd0\U0001ffff") == "a\ufffdb\ufffd\ufffd"
    assert in_one_line("a\n  b" + "c" * 300, 10) == "a bcccccc…"
    assert in_one_line("\u202ex") == "\ufffdx"
    assert embedded('{"a": "</script><!-- &"}') == '{"a": "\\u003c/script\\u003e\\u003c!-- \\u0026"}'
