"""A site of hostile data: no label, IRI or slug breaks a page, escapes it, or names a file elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from built_site import Browse, BuiltSite, build, nonconforming

pytestmark = pytest.mark.slow
RUN = "window.escaped = 1"
LABELS = {
    "script": f"</title></script><script>{RUN}</script>",
    "attribute": f'"><img src=x onerror="{RUN}"><b title="',
    "single-quote": f"' onmouseover='{RUN}' x='",
    "comment": f"<!-- --!><svg onload={RUN}>",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} &lt;b&gt; &amp;amp;",
    "right-to-left": "\u202egnp.exe\u202c \u2066\u05d0\u05d1\u2069",
    "emoji": "\U0001f469\u200d\U0001f52c \U0001f1e9\U0001f1ea \U0001d53e",
    "long": "x" * 100_000,
    "control": "a\u0001b\u0000c\x1b[2J",
}
IRIS = (
    "javascript:window.escaped=1",
    "JaVaScRiPt:window.escaped=1",
    "data:text/html,<script>",
    "vbscript:x",
    "https://x.example/'onclick='escaped=1",
)
SLUGS = (
    "../../../../escaped",
    "..%2F..%2Fescaped",
    "a/b/c",
    ".",
    "..",
    "con",
    "index.html",
    "x%00y",
    "-rf",
    "Ä",
)


@pytest.fixture(scope="module")
def hostile(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with hostile regions."""
    root = tmp_path_factory.mktemp("hostile") / "world"
    shutil.copytree(small_world, root)
    lines = [
        "PREFIX pact: <https://w3id.org/pactgraph/def#>",
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>",
    ]
    lines.append("PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>")
    region = "https://w3id.org/pactgraph/id/region/"
    country = "<https://w3id.org/pactgraph/id/country/corvia>"
    for slug, label in LABELS.items():
        text = "".join(f"\\u{ord(c):04X}" if ord(c) < 32 or c in '"\\' else c for c in label)
        named = f'rdfs:label "{text}"@en ; skos:altLabel "{text}"@de'
        lines.append(f"<{region}{slug}> a pact:Region ; {named} ; pact:country {country} .")
    for number, iri in enumerate(IRIS):
        kept = iri.replace("<", "%3C").replace(">", "%3E")
        lines.append(
            f'<{region}iri-{number}> a pact:Region ; rdfs:label "IRI {number}"@en ; pact:country {country} ;'
            f" skos:exactMatch <{kept}> ; rdfs:seeAlso <{kept}> ."
        )
    lines += [
        f'<{region}{slug}> a pact:Region ; rdfs:label "Slug {number}"@en ; pact:country {country} .'
        for number, slug in enumerate(SLUGS)
    ]
    (root / "data" / "registers" / "hostile.ttl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def built(hostile: Path) -> BuiltSite:
    """Its site, in a folder of its own."""
    return build(hostile, hostile.parent / "around" / "site")


def test_every_file_is_inside_and_has_a_plain_name(hostile: Path, built: BuiltSite) -> None:
    around = hostile.parent / "around"
    assert [path.name for path in around.iterdir()] == ["site"]
    assert sorted(path.name for path in hostile.parent.iterdir()) == ["around", "world"]
    assert len(built.files) > 100
    for path in built.files:
        assert not path.is_symlink()
        assert all(part.isascii() and len(part) < 120 for part in path.relative_to(built.root).parts)


def test_links_are_alive_and_no_link_is_a_script(built: BuiltSite) -> None:
    assert list(built.foreign()) == []
    assert list(built.dead_links()) == []


def test_every_page_conforms_to_html(built: BuiltSite, tools: Path) -> None:
    assert not nonconforming(tools, built.root)


def test_nothing_runs_and_nothing_breaks(built: BuiltSite, browse: Browse) -> None:
    told = [built.relative(path) for path in built.pages if "region" in built.relative(path)]
    meant = [path for path in told if any(f"/{slug}/" in path or f"/{slug}." in path for slug in LABELS)]
    meant += [path for path in told if "/iri-" in path]
    lists = [paths[0] for kind, paths in built.types().items() if not kind.endswith("*")]
    assert len(meant) >= len(LABELS) + len(IRIS)
    pages = sorted(path for path in {*meant, *lists} if not path.startswith(("de/", "fr/", "nl/")))
    found = browse(built, pages, thorough=False)
    for page, seen in found.items():
        assert seen["escaped"] is None and seen["dialogs"] == 0, page
        assert seen["faults"] == [] == seen["fileFaults"], page
        assert seen["wide"] == [], page
        assert seen["withoutScript"]["heading"], page
        assert not [each for each in seen["requests"] if not each.startswith((seen["origin"], "data:"))], page
