"""What others wrote acts as markup in no file: pictures, networks, Markdown, pages and tables stay what they
are, read by parsers that did not write them."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group
from pactgraph.publish.draw import KINDS

HOSTILE = (
    'a\\u0001\\u001B[2J\\u202E\\uFFFE\\u0085 |`<b>*x*</b> [l](javascript:1) ![i](x) $m$ \\"q\\" \\\\N '
    "</script></text>]]> =1+1 &lt; &#65; #h ~s~ _u_\\n# h2\\n\\n- item"
)
VALUE = (
    'a\x01\x1b[2J\u202e\ufffe\x85 |`<b>*x*</b> [l](javascript:1) ![i](x) $m$ "q" \\N '
    "</script></text>]]> =1+1 &lt; &#65; #h ~s~ _u_\n# h2\n\n- item"
)
FORMULAS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", '=HYPERLINK("http://x/","y")']
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@pytest.fixture(scope="module")
def root(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with a region, a commitment and an agreement of that name."""
    root = tmp_path_factory.mktemp("markup") / "world"
    shutil.copytree(small_world, root)
    (root / "data/registers/zz.ttl").write_text(
        f"""@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix agreement: <https://w3id.org/pactgraph/id/agreement/> .
region:evil a pact:Region ; rdfs:label "{HOSTILE}"@en ;
    pact:country <https://w3id.org/pactgraph/id/country/norvia> .
agreement:evil a pact:Agreement ; rdfs:label "{HOSTILE}"@en ; pact:party region:evil , region:alderland ;
    pact:sector <https://w3id.org/pactgraph/concept/sector/hydrogen> .
<https://w3id.org/pactgraph/id/signature/evil> a pact:Signature ; pact:signs agreement:evil ;
    pact:party region:evil ; pact:earliest "2031-01-01"^^xsd:date ; pact:latest "2031-01-01"^^xsd:date .
<https://w3id.org/pactgraph/id/commitment/evil> a pact:Commitment ; rdfs:label "{HOSTILE}"@en ;
    pact:committer region:evil ; pact:sector <https://w3id.org/pactgraph/concept/sector/hydrogen> .
""",
        encoding="utf-8",
    )
    return root


def call(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), env={"PACTGRAPH_WORKSPACE": str(root)})


def texts_of(document: str) -> list[str]:
    """The texts and attribute values of a well-formed XML document. Raises ExpatError for another one."""
    found = list[str]()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = found.append
    parser.StartElementHandler = lambda _name, attributes: found.extend(attributes.values())
    parser.Parse(document, True)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_well_formed_and_turns_no_text(kind: str, root: Path) -> None:
    region = "region:alderland" if kind == "map" else "region:evil"
    picture = call(root, "draw", kind, "--region", region).stdout
    said = "".join(texts_of(picture))
    assert "javascript" in said or kind == "matrix"
    assert not STEERING.search(said)
    assert "<b>" not in picture


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_network_in_xml_is_well_formed(form: str, root: Path) -> None:
    pytest.importorskip("networkx")
    said = "\n".join(texts_of(call(root, "draw", "network", "-f", form).stdout))
    assert "[l](javascript:1)" in said
    assert '"q" \\N' in said


def test_a_network_in_dot_keeps_strings_closed(root: Path) -> None:
    text = call(root, "draw", "network", "-f", "dot").stdout
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"', text, re.DOTALL)
    rest = re.sub(r'"(?:[^"\\]|\\.)*"', "", text, flags=re.DOTALL)
    assert re.fullmatch(r"[\w\s{}\[\];=,-]*", rest)
    label = next(each for each in strings if "javascript" in each)
    told = label.replace('\\"', '"').replace("\\\\", "\\")
    assert '"q" \\N' in told
    assert "&amp;lt; &amp;#65;" in told
    assert "[2J\\u202E" in told
    assert not STEERING.search(text.replace("\n", ""))


def test_a_table_in_markdown_has_its_columns_and_no_markup(root: Path) -> None:
    query = "SELECT ?a ?name { VALUES ?a { region:evil } ?a rdfs:label ?name }"
    lines = call(root, "sparql", query, "-f", "markdown").stdout.splitlines()
    assert len(lines) == 3
    assert lines[2].replace("\\|", "").count("|") == 3
    plain_of_markup(lines[2].removeprefix("| [").replace("](<https://w3id.org", "", 1))


@pytest.mark.parametrize("command", [("show", "region:evil"), ("compare", "region:evil", "alderland")])
def test_an_account_in_markdown(command: tuple[str, ...], root: Path) -> None:
    text = call(root, *command, "-f", "markdown").stdout
    for line in text.splitlines():
        assert re.match(r"(# |## |\s*- |$)", line)
        plain_of_markup(re.sub(r"^(#+|\s*-) ", "", line))


def plain_of_markup(line: str) -> None:
    """Nothing of the hostile text is left without a backslash before it."""
    bare = re.sub(r"\\[^\w\s]", "", line)
    for mark in ("<b", "</", "*x", "[l", "![", "$m", "`<", "~s", "_u_", "&lt", "#h", "# h2"):
        assert mark not in bare
    assert not STEERING.search(line)


def test_a_changelog_has_no_markup_of_labels(root: Path, small_world: Path) -> None:
    result = call(root, "diff", str(small_world))
    assert result.exit_code == 0
    assert not STEERING.search(result.stdout.replace("\n", ""))
    assert "\\u000A# h2" in result.stdout


@pytest.mark.slow
def test_a_release_writes_labels_into_the_changelog_as_text(small_world: Path, tmp_path: Path) -> None:
    shutil.copytree(small_world, tmp_path / "w")
    register = tmp_path / "w/data/registers/regions.ttl"
    text = register.read_text(encoding="utf-8")
    block = re.search(r"^region:alderland\n.*?^ \.\n", text, re.MULTILINE | re.DOTALL)
    assert block is not None
    added = re.sub(r"Alderland|alderland", "zzz", block[0])
    added = re.sub(r"\n    (adms|dcat|skos)[^;]*;|\n        (code|wd):[^;]*;", "", added)
    added = added.replace('"zzz"@', '"zzz <img src=x onerror=1> [l](javascript:1)"@')
    register.write_text(text + "\n" + added, encoding="utf-8")
    result = call(tmp_path / "w", "release", "9.0.0", "--dry-run", "--since", str(small_world))
    named = [line for line in result.output.splitlines() if "onerror" in line and "New of class" in line]
    assert named
    for line in named:
        assert "\\<img" in line
        assert "\\[l\\]" in line


def test_csv_is_exact_and_its_help_says_so(small_world: Path) -> None:
    values = " ".join(f"({json.dumps(text)})" for text in FORMULAS)
    query = f"SELECT ?x {{ VALUES (?x) {{ {values} }} }}"
    stdout = call(small_world, "sparql", query, "-f", "csv").stdout_bytes.decode()
    cells = ("x", "=1+1", "+1", "-1", "@x", "\tx", '"\rx"', '"=HYPERLINK(""http://x/"",""y"")"')
    assert stdout == "".join(f"{cell}\r\n" for cell in cells)
    for command in ("sparql", "export"):
        told = " ".join(call(small_world, command, "--help").stdout.split())
        assert "cells of csv and tsv are exact" in told.lower() or "and cells are exact" in told


class _Page(HTMLParser):
    """The texts of a page, and what stands in its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = list[str]()
        self.tags = set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.texts += (value or "" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.slow
def test_no_page_of_a_site_holds_it_as_markup(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    result = call(root, "site", str(tmp_path / "site"), "--lang", "en", "--no-validation")
    assert result.exit_code == 0
    for path in (tmp_path / "site").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if "javascript:1" not in text:
            continue
        page = _Page()
        page.feed(text)
        page.close()
        assert "b" not in page.tags
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe]", text), path
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>',
        (tmp_path / "site/region/evil/index.html").read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert found is not None
    (told,) = [each for each in json.loads(found[1])["@graph"] if each["id"] == "region:evil"]
    assert told["rdfs:label"]["en"] == VALUE
