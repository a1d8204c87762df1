"""`pactgraph validate`: formats, exit codes, and which findings a path asks for."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, RdfFormat, parse

from pactgraph.cli import group

TESTS = Path(__file__).parents[1]
MAIN = "from pactgraph.cli import main; main()"
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
    return CliRunner().invoke(group, ["validate", "--workspace", str(root), *arguments])


def spoil(root: Path, file: str, old: str, new: str) -> Path:
    """Replaces `old` in a file of the workspace."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    written = path.with_name("written")  # who watches the file never finds half of it
    written.write_text(text.replace(old, new, 1), encoding="utf-8")
    written.replace(path)
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
    result = CliRunner().invoke(group, ["validate", str(root)])
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


def test_sarif_names_rule_level_and_region(root: Path) -> None:
    spoil(root, NOTE, "strength:decide", "strength:decied")
    content = json.loads(run(root, "-f", "sarif").stdout)
    (sarif_run,) = content["runs"]
    (result,) = sarif_run["results"]
    assert content["version"] == "2.1.0"
    assert sarif_run["columnKind"] == "unicodeCodePoints"
    assert (
        sarif_run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
        == result["ruleId"]
        == "unknown-concept"
    )
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": NOTE, "uriBaseId": "WORKSPACE"}
    assert place["region"] == {"startLine": 84, "startColumn": 23}


def test_annotations_escape_what_the_host_would_read(root: Path) -> None:
    spoil(root, NOTE, '"2024-05-01"^^xsd:date', '"100%\\n::error::"^^xsd:date')
    result = run(root, "-f", "github")
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"::error file={NOTE},line=102,col=23,title=literal::event:meeting: ")
    assert "100%25%0A::error::" in line


def test_fail_on_decides_the_exit_code(root: Path) -> None:
    spoil(root, NOTE, "    pact:length 101 ;", "  pact:length 101 ;")
    assert run(root).exit_code == 0
    assert run(root, "--fail-on", "warning").exit_code == 1
    assert run(root, "--fail-on", "info").exit_code == 1


@pytest.mark.slow
def test_both_engines_find_the_same(root: Path) -> None:
    spoil(root, NOTE, "pact:value 20.0", 'pact:value "many"')
    spoil(root, NOTE, "pact:length 101", "pact:length 0")
    own, reference = run(root, "-f", "json"), run(root, "-f", "json", "--engine", "pyshacl")
    assert own.stdout == reference.stdout
    assert json.loads(own.stdout)["counts"]["error"] >= 2


def test_both_engines_tell_the_same_of_shapes_without_a_name(root: Path) -> None:
    (root / "ontology" / "shapes.ttl").write_text(
        """@prefix pact: <https://w3id.org/pactgraph/def#> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        pact:Place sh:targetClass pact:Place ; a sh:NodeShape ;
            sh:property [ sh:path pact:sector ; sh:minCount 2 ; sh:message "A place has two sectors." ] .
        """,
        encoding="utf-8",
    )
    own, reference = run(root, "-f", "json"), run(root, "-f", "json", "--engine", "pyshacl")
    assert own.stdout == reference.stdout
    assert "A place has two sectors: has none, needs at least 2" in own.stdout


def test_fix_shows_the_difference_and_mends(root: Path) -> None:
    before = (root / NOTE).read_text(encoding="utf-8")
    spoil(root, NOTE, "strength:decide", "strength:decied")
    result = run(root, "--fix")
    assert result.exit_code == 0
    assert "+        pact:strength strength:decide ;" in result.stdout
    assert result.stderr == "1 file mended\nno findings\n"
    assert (root / NOTE).read_text(encoding="utf-8") == before


def test_fix_with_nothing_to_mend_says_so(root: Path) -> None:
    spoil(root, REGIONS, "org:postIn government:north", "org:postIn government:nort")
    result = run(root, "--fix")
    assert result.exit_code == 1
    assert "nothing here can be mended without a decision" in result.stderr


def test_watch_reports_on_save(root: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "validate", "--watch", "--workspace", str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None and process.stderr is not None
    limit = threading.Timer(600, process.kill)  # only so that it does not hang for ever
    limit.start()
    try:
        assert process.stderr.readline() == "no findings\n"
        spoil(root, NOTE, "strength:decide", "strength:decied")
        assert process.stderr.readline() == f"{NOTE}: 1 new, 0 gone; 1 error in 1 file\n"
        assert "strength:decied" in process.stdout.readline()
        spoil(root, NOTE, "strength:decied", "strength:decide")
        assert process.stderr.readline() == f"{NOTE}: 0 new, 1 gone; no findings\n"
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
    finally:
        limit.cancel()
        process.kill()
        process.communicate()


def test_watch_mends_nothing_and_writes_no_document(root: Path) -> None:
    assert run(root, "--watch", "--fix").exit_code == 2
    assert run(root, "--watch", "-f", "json").exit_code == 2


@pytest.mark.skipif(sys.platform != "linux", reason="a terminal of Linux")
def test_a_terminal_sees_which_part_is_at_work_and_how_long_it_took(root: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, "validate", "--workspace", str(root)], stderr=theirs, check=False
        )
        told = os.read(ours, 100_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 0
    parts = ["reading the files", "what stands by the law", "shapes", "the other checks"]
    assert [part for part in told.split("\r\x1b[K") if "checking" in part] == [
        f"checking: {part} ..." for part in parts
    ]
    assert re.search(r"\r\x1b\[Kno findings \([0-9]+\.[0-9] s\)\r\n$", told)
