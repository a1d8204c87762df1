"""`pactgraph validate`: formats, exit codes, and which findings a path asks for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, RdfFormat, parse

from pactgraph.cli.validate import command

TESTS = Path(__file__).parents[1]
SH = "http://www.w3.org/ns/shacl#"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A valid workspace."""
    folder = tmp_path / "workspace"
    shutil.copytree(TESTS / "check" / "tiny", folder)
    shutil.copytree(TESTS.parent / "ontology", folder / "ontology")
    (folder / "queries").mkdir()
    return folder


def run(root: Path, *arguments: str) -> Result:
    """The command on the workspace at `root`."""
    return CliRunner().invoke(command, ["--workspace", str(root), *arguments])


def spoil(root: Path, file: str, old: str, new: str) -> Path:
    """Replaces `old` in a file of the workspace."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


NOTE = "data/documents/note.trig"
REGIONS = "data/registers/regions.ttl"


def test_valid_data_says_so_on_standard_error(root: Path) -> None:
    result = run(root)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no findings\n")


def test_a_finding_in_text_has_place_subject_message_remedy_rule_line_and_caret(root: Path) -> None:
    spoil(root, NOTE, "strength:decide", "strength:decied")
    result = run(root)
    assert result.exit_code == 1
    headline, source, caret = result.stdout.splitlines()
    assert headline == (
        f"{NOTE}:84:23  commitment:ferries  there is no concept strength:decied  "
        "-> did you mean strength:decide? [unknown-concept]"
    )
    assert source == "            pact:strength strength:decied ;"
    assert caret == " " * 26 + "^"
    assert result.stderr == "1 error in 1 file\n"


def test_findings_are_grouped_by_file(root: Path) -> None:
    spoil(root, NOTE, "strength:decide", "strength:decied")
    spoil(root, REGIONS, "org:postIn government:north", "org:postIn government:nord")
    groups = run(root).stdout.split("\n\n")
    assert [group.split(":")[0] for group in groups] == [NOTE, REGIONS]


def test_a_path_asks_for_its_findings_alone(root: Path) -> None:
    spoil(root, NOTE, "strength:decide", "strength:decied")
    assert run(root, str(root / REGIONS)).exit_code == 0
    assert run(root, str(root / NOTE)).exit_code == 1
    assert run(root, str(root / "data" / "documents")).exit_code == 1
    assert run(root, str(root / "data" / "curation")).exit_code == 0


def test_a_path_outside_the_workspace_is_misuse(root: Path, tmp_path: Path) -> None:
    stray = tmp_path / "stray.ttl"
    stray.write_text("", encoding="utf-8")
    result = run(root, str(stray))
    assert result.exit_code == 2
    assert "is not in the workspace" in result.stderr


def test_a_workspace_as_path_is_checked_itself(root: Path) -> None:
    spoil(root, NOTE, "strength:decide", "strength:decied")
    result = CliRunner().invoke(command, [str(root)])
    assert result.exit_code == 1
    assert "strength:decied" in result.stdout


def test_json_has_every_key(root: Path) -> None:
    spoil(root, NOTE, "strength:decide", "strength:decied")
    content = json.loads(run(root, "-f", "json").stdout)
    assert content["version"] == 1
    assert content["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert content["findings"] == [
        {
            "file": NOTE,
            "line": 84,
            "column": 23,
            "subject": "commitment:ferries",
            "rule": "unknown-concept",
            "message": "there is no concept strength:decied",
            "remedy": "did you mean strength:decide?",
            "severity": "error",
        }
    ]


def test_turtle_is_a_validation_report(root: Path) -> None:
    spoil(root, NOTE, "pact:value 20.0", 'pact:value "many"')
    spoil(root, NOTE, "strength:decide", "strength:decied")
    result = run(root, "-f", "turtle")
    triples = list(parse(input=result.stdout.encode(), format=RdfFormat.TURTLE))
    values = {(triple.predicate.value.removeprefix(SH), str(triple.object)) for triple in triples}
    assert ("conforms", '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>') in values
    assert ("sourceShape", "<https://w3id.org/pactgraph/shape/Quantity-value>") in values
    assert ("sourceConstraintComponent", "<https://w3id.org/pactgraph/check/unknown-concept>") in values
    results = [triple for triple in triples if triple.predicate == NamedNode(SH + "result")]
    assert len(results) == 2


def test_turtle_of_valid_data_conforms(root: Path) -> None:
    assert "sh:conforms true" in run(root, "-f", "turtle").stdout


def test_text_that_is_not_canonical_is_a_warning_and_no_error(root: Path) -> None:
    spoil(root, NOTE, "    pact:length 101 ;", "  pact:length 101 ;")
    result = run(root)
    assert result.exit_code == 0
    assert result.stderr == "1 warning in 1 file\n"
    assert f"-> run: pactgraph format {NOTE} [canonical]" in result.stdout
