"""What the ontology does not know yet is invented in a copy of the small world: a property that ties, a class
and a kind, with a document that uses them. Everything that tells of records tells them, with their words and
passages, and no line of Python knows of them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group
from pactgraph.workspace import workspace
from pactgraph.workspace.passage import document_digest, passage_digest

PREFIX = """
<https://w3id.org/pactgraph/prefixes#fund>
    a sh:PrefixDeclaration ;
    sh:namespace "https://w3id.org/pactgraph/id/fund/"^^xsd:anyURI ;
    sh:prefix "fund" ;
 .

<https://w3id.org/pactgraph/prefixes> sh:declare <https://w3id.org/pactgraph/prefixes#fund> .
"""

TERMS = """
pact:Fund
    a owl:Class ;
    rdfs:label "Fonds"@de , "Fund"@en , "Fonds"@fr , "Fonds"@nl ;
    skos:definition "money that several put together for a purpose"@en ;
    pact:plural "Geldtöpfe"@de , "Funds"@en , "Cagnottes"@fr , "Fondsen"@nl ;
    pact:rank 17 ;
    rdfs:isDefinedBy <https://w3id.org/pactgraph/def> ;
    rdfs:subClassOf pact:MeetingPoint ;
 .

pact:fedBy
    a owl:ObjectProperty ;
    rdfs:label "gespeist von"@de , "fed by"@en , "alimenté par"@fr , "gevoed door"@nl ;
    skos:definition "relates a fund to whoever pays into it"@en ;
    pact:backPhrase "speist"@de , "feeds"@en , "alimente"@fr , "voedt"@nl ;
    pact:phrase "wird gespeist von"@de , "is fed by"@en , "est alimenté par"@fr , "wordt gevoed door"@nl ;
    rdfs:isDefinedBy <https://w3id.org/pactgraph/def> ;
    rdfs:subPropertyOf pact:involves , pact:ties ;
 .
"""

KIND = """
agreement-kind:tide-pact
    a skos:Concept ;
    skos:prefLabel "Gezeitenpakt"@de , "Tide pact"@en , "Pacte des marées"@fr , "Getijdenpact"@nl ;
    skos:definition "agreement that is made at high tide"@en ;
    skos:inScheme scheme:agreement-kind ;
 .
"""

STATES = "\nscheme:existence pact:statesOf pact:Fund .\n"

ALTERED = "        [ sh:class pact:Fund ]\n"
"""What the shape of things that events change takes beside those that it lists."""

TEXT = """Coast Monitor, 5 May 2024.

On 3 May 2024 Ivorne and Galdry signed a tide pact. It is for the ports.

Harrowe and Ivorne pay into the Tide Fund. The fund was founded on 3 May 2024.
"""

RECORDS = """
agreement:galdry-ivorne-2024-05-03
    a pact:Agreement ;
    rdfs:label "Tides of Galdry and Ivorne, 3 May 2024"@en ;
 .

event:founding-tide-fund
    a pact:Event ;
    rdfs:label "Founding of the Tide Fund, 3 May 2024"@en ;
 .

event:signing-galdry-ivorne-2024-05-03
    a pact:Event ;
    rdfs:label "Signing by Galdry and Ivorne, 3 May 2024"@en ;
 .

fund:tide-fund
    a pact:Fund ;
    rdfs:label "Tide Fund"@en ;
 .

document:tide-news
    a pact:Document ;
    rdfs:label "News of the tides, 5 May 2024"@en ;
    pact:digest "%s" ;
    pact:kind document-kind:news-item ;
    pact:length %d ;
    dcterms:language "en" ;
    dcterms:publisher organisation:coast-monitor ;
 .
"""

PAYS = "Harrowe and Ivorne pay into the Tide Fund"
PAYING = f"tide-news_{TEXT.index(PAYS)}-{TEXT.index(PAYS) + len(PAYS)}"

SAID = {
    "5 May 2024": """
        document:tide-news pact:earliest "2024-05-05"^^xsd:date ; pact:latest "2024-05-05"^^xsd:date .""",
    "Ivorne and Galdry signed a tide pact": """
        agreement:galdry-ivorne-2024-05-03 pact:party region:galdry , region:ivorne ;
            pact:kind agreement-kind:tide-pact ; pact:stage stage:signed .""",
    "On 3 May 2024 Ivorne and Galdry signed": """
        event:signing-galdry-ivorne-2024-05-03 pact:changes agreement:galdry-ivorne-2024-05-03 ;
            pact:kind event-kind:signing ;
            pact:earliest "2024-05-03"^^xsd:date ; pact:latest "2024-05-03"^^xsd:date .""",
    "It is for the ports": "agreement:galdry-ivorne-2024-05-03 pact:sector sector:ports .",
    PAYS: "fund:tide-fund pact:fedBy region:harrowe , region:ivorne .",
    "The fund was founded on 3 May 2024": """
        event:founding-tide-fund pact:changes fund:tide-fund ; pact:kind event-kind:founding ;
            pact:earliest "2024-05-03"^^xsd:date ; pact:latest "2024-05-03"^^xsd:date .""",
}
"""What the words of each passage support."""

PASSAGE = """
passage:tide-news_{start}-{end}
    a pact:Passage ;
    pact:digest "{digest}" ;
    pact:start "{start}"^^xsd:nonNegativeInteger ;
    pact:end "{end}"^^xsd:nonNegativeInteger ;
    pact:passageOf document:tide-news ;
 .
passage:tide-news_{start}-{end} {{ {said} }}
"""

ONWARD = {"en": "is fed by", "de": "wird gespeist von", "nl": "wordt gevoed door", "fr": "est alimenté par"}
BACK = {"en": "feeds", "de": "speist", "nl": "voedt", "fr": "alimente"}
PLURAL = {"en": "Funds", "de": "Geldtöpfe", "nl": "Fondsen", "fr": "Cagnottes"}
CLASS = {"en": "Fund", "de": "Fonds", "nl": "Fonds", "fr": "Fonds"}
KINDS = {"en": "Tide pact", "de": "Gezeitenpakt", "nl": "Getijdenpact", "fr": "Pacte des marées"}
LANGUAGES = tuple(ONWARD)


@pytest.fixture(scope="module")
def invented(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with what it does not know."""
    root = tmp_path_factory.mktemp("invention") / "world"
    shutil.copytree(small_world, root)
    for name, more in (
        ("prefixes.ttl", PREFIX),
        ("pactgraph.ttl", TERMS),
        ("schemes/agreement-kind.ttl", KIND),
        ("schemes/existence.ttl", STATES),
    ):
        path = root / "ontology" / name
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    shapes = root / "ontology/shapes.ttl"
    text = shapes.read_text(encoding="utf-8")
    changed = re.sub(r"(shape:Altered\n(?:    .*\n)*?        shape:IsEvent\n)", rf"\1{ALTERED}", text)
    assert changed != text
    shapes.write_text(changed, encoding="utf-8")
    known = "".join(f"@prefix {name}: <{space}> .\n" for name, space in _prefixes(root))
    (root / "sources" / "tide-news.txt").write_text(TEXT, encoding="utf-8")
    text = known + RECORDS % (document_digest(TEXT.encode("utf-8")), len(TEXT))
    for words, said in SAID.items():
        start = TEXT.index(words)
        end = start + len(words)
        text += PASSAGE.format(start=start, end=end, digest=passage_digest(words), said=said)
    (root / "data" / "documents" / "tide-news.trig").write_text(text, encoding="utf-8")
    assert call(root, "format").exit_code == 0
    return root


@pytest.fixture(autouse=True)
def loaded_once(once: Any, invented: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands find it loaded already."""
    once.folders.add(invented)
    monkeypatch.setattr(workspace, "load", once)


def _prefixes(root: Path) -> Iterator[tuple[str, str]]:
    text = (root / "ontology/prefixes.ttl").read_text(encoding="utf-8")
    for space, name in re.findall(r'sh:namespace "([^"]+)".*?sh:prefix "([^"]+)"', text, re.DOTALL):
        yield name, space


def call(root: Path, *arguments: str) -> Result:
    """Calls a command on a workspace."""
    return CliRunner().invoke(group, [*arguments, "--workspace", str(root)])


def said(root: Path, *arguments: str) -> str:
    """What a command prints on standard output."""
    result = call(root, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def told(root: Path, *arguments: str) -> Any:
    """What a command gives programs."""
    return json.loads(said(root, *arguments, "-f", "json"))


def entries(node: Any) -> Iterator[dict[str, Any]]:
    """Every entry of an outline, at any depth."""
    for section in node.get("sections", ()):
        yield from entries(section)
    for entry in node.get("entries", ()):
        yield entry
        yield from entries(entry)


def section(outline: Any, thing: str) -> Any:
    """The section of an outline about a class."""
    (found,) = (each for each in outline["sections"] if each.get("thing", {}).get("curie") == thing)
    return found


def graphs(node: Any) -> set[str]:
    """The passages that an outline or an entry names as sources."""
    return set(re.findall(r"https://w3id.org/pactgraph/id/passage/[\w-]+", json.dumps(node)))


def test_the_world_stays_well_formed(invented: Path) -> None:
    assert said(invented, "validate").strip() in ("", "no findings")
    said(invented, "verify", "--sources", str(invented / "sources"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_one_who_pays_tells_the_fund_and_the_relation(invented: Path, lang: str) -> None:
    outline = told(invented, "show", "harrowe", "--lang", lang)
    funds = section(outline, "pact:Fund")
    assert funds["text"].startswith(PLURAL[lang])
    (entry,) = (each for each in entries(funds) if each.get("thing", {}).get("curie") == "fund:tide-fund")
    assert re.match(rf"{BACK[lang]}\s?: Tide Fund", entry["text"])
    assert any(PAYING in graph for graph in graphs(entry))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_the_fund_tells_its_class_and_who_pays(invented: Path, lang: str) -> None:
    text = said(invented, "show", "fund:tide-fund", "--lang", lang)
    assert CLASS[lang] in text
    for region in ("Harrowe", "Ivorne"):
        assert re.search(rf"{ONWARD[lang]}\b.*{region}", text)
    assert PAYING in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_a_party_tells_the_kind(invented: Path, lang: str) -> None:
    assert KINDS[lang] in said(invented, "show", "galdry", "--lang", lang)
    assert KINDS[lang] in said(invented, "show", "agreement:galdry-ivorne-2024-05-03", "--lang", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_path_leads_through_the_fund(invented: Path, small_world: Path, lang: str) -> None:
    before = call(small_world, "trace", "harrowe", "ivorne")
    assert "Tide Fund" not in before.output
    outline = told(invented, "trace", "harrowe", "ivorne", "--lang", lang)
    onward, back = outline["sections"][0]["entries"]
    assert BACK[lang] in onward["text"] and "Tide Fund" in onward["text"]
    assert ONWARD[lang] in back["text"] and "Ivorne" in back["text"]
    for hop in (onward, back):
        assert any(PAYING in graph for graph in graphs(hop))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_who_pay_share_the_fund(invented: Path, lang: str) -> None:
    outline = told(invented, "compare", "harrowe", "ivorne", "--lang", lang)
    assert PLURAL[lang] in json.dumps(outline, ensure_ascii=False)
    shared = [entry for entry in entries(outline) if "Tide Fund" in entry["text"]]
    assert shared
    assert any(PAYING in graph for entry in shared for graph in graphs(entry))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_parties_share_an_agreement_of_the_kind(invented: Path, lang: str) -> None:
    outline = told(invented, "compare", "ivorne", "galdry", "--lang", lang)
    assert any(KINDS[lang] in entry["text"] for entry in entries(outline))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("picture", ["network", "timeline"])
def test_pictures_have_the_fund_and_its_words(invented: Path, picture: str, lang: str) -> None:
    svg = said(invented, "draw", picture, "--region", "ivorne", "--lang", lang)
    words = re.sub(r"<[^>]+>", " ", svg)
    assert "Tide Fund" in words
    assert PLURAL[lang] in words or CLASS[lang] in words
    assert KINDS[lang] in words


@pytest.fixture(scope="module")
def pages(invented: Path) -> dict[str, str]:
    """The text of each page of the site in English and German, without marks."""
    pytest.importorskip("jinja2")
    from pactgraph.publish.site.gathering import gather
    from pactgraph.publish.site.material import Settings
    from pactgraph.publish.site.site import Site
    from pactgraph.workspace.workspace import Workspace

    settings = Settings(languages=("en", "de"))
    site = Site(gather(Workspace.open(invented), settings), settings)
    told = {path: (site.page(path) or b"").decode("utf-8") for path in site.paths() if path.endswith("/")}
    return {path: " ".join(re.sub(r"<[^>]+>", " ", page).split()) for path, page in told.items()}


@pytest.mark.parametrize(("lang", "prefix"), [("en", ""), ("de", "/de")])
def test_pages_tell_the_fund_the_relation_and_the_kind(pages: dict[str, str], lang: str, prefix: str) -> None:
    fund, payer = pages[f"{prefix}/fund/tide-fund/"], pages[f"{prefix}/region/harrowe/"]
    assert CLASS[lang] in fund
    assert f"{ONWARD[lang]} Harrowe" in fund
    assert PLURAL[lang] in payer
    assert f"{BACK[lang]} Tide Fund" in payer
    assert KINDS[lang] in pages[f"{prefix}/agreement/galdry-ivorne-2024-05-03/"]
    assert "Tide Fund" in pages[f"{prefix}/fund/"]
    vocabulary = pages[f"{prefix}/def/"]
    assert "pact:Fund" in vocabulary
    assert "pact:fedBy" in vocabulary
