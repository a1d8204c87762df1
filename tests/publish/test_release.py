"""Releases: stamps, entries, the guard over published IRIs, and migrations that lead to the same answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad, Store

from pactgraph.check.checks import Checks
from pactgraph.cli import group
from pactgraph.publish.iri_changes import migration, replacements
from pactgraph.rdf.namespaces import OWL, ROOT, pact, record
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.workspace.published import published
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
DCTERMS = "http://purl.org/dc/terms/"


@pytest.fixture
def root(small_world: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "world"
    shutil.copytree(small_world, folder)
    (folder / "CHANGELOG.md").write_text("# Changelog\n\nWords.\n\n## 0.1.0\n\n- First.\n")
    shutil.copy(REPOSITORY / "CITATION.cff", folder)
    shutil.rmtree(folder / "ontology/migrations")
    return folder


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        group, ["release", "--workspace", str(root), "--date", "2031-02-03", *arguments]
    )


def texts(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_release_stamps_and_tells_what_changed(root: Path, small_world: Path) -> None:
    edit(root / "data/registers/regions.ttl", '"Corvane"@en', '"Corvania"@en')
    before = texts(root)
    result = run(root, "0.2.0", "--since", str(small_world), "--dry-run")
    assert result.exit_code == 0, result.output
    assert texts(root) == before
    result = run(root, "0.2.0", "--since", str(small_world))
    assert result.exit_code == 0, result.output
    assert result.stdout == "## 0.2.0\n\n### Data\n- 0 facts added, 0 removed, 1 changed.\n"
    changed = {name for name, text in texts(root).items() if before.get(name) != text}
    assert changed == {"CHANGELOG.md", "CITATION.cff", "ontology/pactgraph.ttl", "data/released-iris.txt"}
    changelog = (root / "CHANGELOG.md").read_text()
    assert changelog == f"# Changelog\n\nWords.\n\n{result.stdout}\n## 0.1.0\n\n- First.\n"
    citation = (root / "CITATION.cff").read_text()
    assert "\nversion: 0.2.0\ndate-released: 2031-02-03\n" in citation
    header = (root / "ontology/pactgraph.ttl").read_text(encoding="utf-8").partition("\n .\n")[0]
    assert 'owl:versionInfo "0.2.0"' in header
    assert "owl:versionIRI <https://w3id.org/pactgraph/def/0.2.0>" in header
    assert "owl:priorVersion <https://w3id.org/pactgraph/def/0.1.0>" in header
    assert 'dcterms:issued "2031-02-03"^^xsd:date' in header
    assert 'dcterms:bibliographicCitation "Pactgraph contributors (2031) Pactgraph. Version 0.2.0.' in header
    assert Checks(Workspace.open(root)).findings() == []
    released = published(root).keys()
    assert {record("region", "corvane").value, pact("Region").value} <= released


def test_a_published_iri_may_not_disappear(root: Path) -> None:
    assert run(root, "0.1.0").exit_code == 0
    register = root / "data/registers/regions.ttl"
    edit(register, "region:ivorne\n", "region:ivorna\n")
    before = texts(root)
    result = run(root, "0.2.0")
    assert result.exit_code == 1
    assert "region:ivorne  gone\n" in result.output and "owl:deprecated" in result.output
    assert texts(root) == before
    text = register.read_text(encoding="utf-8")
    prefixes = (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    )
    withdrawn = (
        "region:ivorne a pact:Region ; rdfs:label 'Ivorne'@de, 'Ivorne'@en, 'Ivorne'@fr, 'Ivorne'@nl ;"
        " pact:country country:norvia ; owl:deprecated true ; dcterms:isReplacedBy region:ivorna .\n"
    )
    register.write_text(f"{prefixes}{text}\n{withdrawn}", encoding="utf-8")
    edit(root / "data/registers/governments.ttl", "region:ivorne ;", "region:ivorna ;")
    result = run(root, "0.2.0")
    assert result.exit_code == 0, result.output
    assert record("region", "ivorne").value in published(root)
    file = root / "ontology/migrations/0.2.0.ru"
    assert "(region:ivorne region:ivorna)" in file.read_text(encoding="utf-8")


def test_a_migration_that_somebody_wrote_stays(root: Path) -> None:
    file = root / "ontology/migrations/0.2.0.ru"
    file.parent.mkdir()
    file.write_text("# by hand\n")
    terms = root / "ontology/schemes/hedge.ttl"
    edit(
        terms,
        "hedge:about\n",
        "hedge:about owl:deprecated true ; dcterms:isReplacedBy hedge:exactly .\nhedge:about\n",
    )
    text = terms.read_text(encoding="utf-8")
    heads = "".join(
        f"@prefix {p}: <{n}> .\n"
        for p, n in (("owl", OWL), ("dcterms", DCTERMS))
        if f"@prefix {p}:" not in text
    )
    terms.write_text(heads + text, encoding="utf-8")
    result = run(root, "0.2.0", "--dry-run")
    assert result.exit_code == 0 and "released-iris.txt" in result.output
    assert "migrations" not in result.output
    assert file.read_text() == "# by hand\n"


def test_data_with_errors_is_not_released(root: Path) -> None:
    edit(root / "data/registers/governments.ttl", "region:ivorne ;", "region:nowhere ;")
    before = texts(root)
    for more in ([], ["--dry-run"]):
        result = run(root, "0.2.0", *more)
        assert result.exit_code == 1 and result.stdout == ""
        told = result.stderr.splitlines()[-1]
        assert told.startswith(
            "Error: not released: pactgraph validate finds 1 error; the first: data/registers/gov"
        )
        assert told.endswith("there is no record region:nowhere")
        assert texts(root) == before


@pytest.mark.parametrize("version", ["0.1", "v0.2.0", "0.2.0-rc1", "00.2.0", "0.0.9", "../x"])
def test_what_is_no_later_version_is_refused(root: Path, version: str) -> None:
    before = texts(root)
    assert run(root, version).exit_code == 2
    assert texts(root) == before


def test_a_version_is_released_once(root: Path) -> None:
    assert run(root, "0.1.0").exit_code == 0
    result = run(root, "0.1.0")
    assert result.exit_code == 2 and "not later" in result.output


def test_a_migration_puts_the_new_term_in_every_place() -> None:
    old, new, other = (NamedNode(f"{ROOT}id/region/{name}") for name in ("old", "new", "other"))
    old_property, new_property = pact("was"), pact("isNow")
    graph = NamedNode("https://example.org/g")
    renamed = {old.value: new.value, old_property.value: new_property.value}
    store = Store()
    store.add(Quad(old, old_property, old, graph))
    store.add(Quad(other, old_property, other))
    store.add(Quad(other, NamedNode(DCTERMS + "isReplacedBy"), old))
    store.update(migration(renamed, Prefixes({"region": f"{ROOT}id/region/"})))
    assert set(store) == {
        Quad(new, new_property, new, graph),
        Quad(other, new_property, other),
        Quad(other, NamedNode(DCTERMS + "isReplacedBy"), old),
    }


def test_only_withdrawn_iris_are_replaced() -> None:
    old, new = record("region", "old"), record("region", "new")
    replaced = Quad(old, NamedNode(DCTERMS + "isReplacedBy"), new)
    assert replacements([replaced]) == {}
