"""What was published or recorded stays."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pactgraph.check.coverage import record
from pactgraph.check.parsed import ParsedFiles
from pactgraph.cli import group
from pactgraph.workspace.published import FILE as RELEASED
from pactgraph.workspace.published import list_text, published
from pactgraph.workspace.workspace import Workspace

COVERAGE = "data/coverage.toml"


@pytest.fixture(scope="module")
def files(_tiny_master: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What `--record` writes for the tiny workspace, by path."""
    root = Path(shutil.copytree(_tiny_master, tmp_path_factory.mktemp("recorded") / "workspace"))
    result = CliRunner().invoke(group, ["validate", "--workspace", str(root), "--record"])
    assert result.exit_code == 0
    return {name: (root / name).read_text(encoding="utf-8") for name in (RELEASED, COVERAGE)}


@pytest.fixture
def recorded(tiny: Any, files: dict[str, str]) -> Any:
    """The tiny workspace with both files."""
    for name, text in files.items():
        (tiny.root / name).write_text(text, encoding="utf-8")
    return tiny


def test_what_is_recorded_is_there(recorded: Any) -> None:
    assert recorded.findings() == []
    assert "https://w3id.org/pactgraph/id/region/north\n" in (recorded.root / RELEASED).read_text()
    assert '"note" = { passages = 4, statements = 23 }' in (recorded.root / COVERAGE).read_text()


def test_an_iri_that_is_gone_is_found(recorded: Any) -> None:
    text = recorded.path("regions.ttl").read_text(encoding="utf-8")
    start = text.index("country:valin\n")
    recorded.path("regions.ttl").write_text(text[:start] + text[text.index("government:north\n") :], "utf-8")
    found = {finding.rule: finding for finding in recorded.findings()}
    assert found.keys() == {"disappeared", "coverage"}
    assert found["disappeared"].subject == "country:valin"
    assert found["disappeared"].line == recorded.line("released-iris.txt", "country/valin")
    assert found["coverage"].message == "1 records, at least 2 are expected"
    assert found["coverage"].line == recorded.line("coverage.toml", "pact:Country")


def test_an_iri_that_is_withdrawn_is_not_found_and_stays_published(recorded: Any) -> None:
    text = recorded.path("regions.ttl").read_text(encoding="utf-8")
    start = text.index("country:valin\n")
    rest = text[text.index("government:north\n") :]
    owl = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    for added in ("country:valin owl:deprecated false .\n", "country:valin owl:deprecated true .\n"):
        recorded.path("regions.ttl").write_text(f"{owl}{text[:start]}{rest}\n{added}", encoding="utf-8")
        gone = [finding.subject for finding in recorded.findings() if finding.rule == "disappeared"]
        assert gone == (["country:valin"] if "false" in added else [])


def test_recording_again_takes_nothing_out_of_the_list(recorded: Any) -> None:
    before = published(recorded.root)
    path = recorded.root / RELEASED
    path.write_text(path.read_text(encoding="utf-8") + "https://w3id.org/pactgraph/id/region/lost\n", "utf-8")
    assert (
        CliRunner().invoke(group, ["validate", "--workspace", str(recorded.root), "--record"]).exit_code == 2
    )
    files = ParsedFiles(recorded.root, Workspace.open(recorded.root).prefixes)
    assert record(files)[RELEASED] == list_text([*before, "https://w3id.org/pactgraph/id/region/lost"])


def test_a_withdrawn_iri_that_stays_is_not(recorded: Any) -> None:
    recorded.edit(
        "regions.ttl",
        "country:valin\n    a pact:Country ;",
        'country:valin\n    a pact:Country ;\n    skos:editorialNote "withdrawn"@en ;',
    )
    assert recorded.findings() == []


def test_a_document_that_shrinks_is_found(recorded: Any) -> None:
    recorded.edit(
        "note.trig", '        pact:printedName "North"@en ;\n', "        pact:country country:arda ;\n"
    )
    recorded.edit(
        "note.trig",
        "@prefix dcterms:",
        "@prefix country: <https://w3id.org/pactgraph/id/country/> .\n@prefix dcterms:",
    )
    assert recorded.findings() == []
    recorded.edit("note.trig", "        pact:place place:harbour ;\n", "")
    (finding,) = recorded.findings()
    assert (finding.rule, finding.subject) == ("coverage", "document:note")
    assert finding.message == "22 statements, at least 23 are expected"


def test_a_document_that_grows_is_not(recorded: Any) -> None:
    recorded.edit("note.trig", "pact:place place:harbour", "pact:place place:harbour , region:north")
    assert recorded.findings() == []


def test_nothing_is_recorded_over_errors(tiny: Any) -> None:
    tiny.edit("note.trig", "strength:decide", "strength:decied")
    result = CliRunner().invoke(group, ["validate", "--workspace", str(tiny.root), "--record"])
    assert result.exit_code == 2
    assert not (tiny.root / RELEASED).exists()


@pytest.mark.parametrize("text", ["[documents", "documents = " + "[" * 100_000], ids=["cut", "nested"])
def test_a_coverage_file_that_is_no_toml_is_a_finding(text: str, tiny: Any) -> None:
    (tiny.root / COVERAGE).write_text(text, encoding="utf-8")
    assert [finding.rule for finding in tiny.findings()] == ["coverage"]
