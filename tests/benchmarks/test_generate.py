"""The generator of workspaces: one call gives the same bytes, and what it writes is valid and verified."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from calls import QUERIES, calls
from click.testing import CliRunner, Result
from generate import generate

from pactgraph.cli import group

GENERATE = Path(__file__).parent / "generate.py"
DOCUMENTS = 60


def pactgraph(root: Path, *arguments: str) -> Result:
    """A command on a workspace, which must answer."""
    done = CliRunner().invoke(group, [*arguments, "--workspace", str(root)])
    assert done.exit_code == 0, done.output
    return done


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "workspace"
    generate(folder, DOCUMENTS)
    return folder


def test_what_it_writes_is_valid_and_canonical(written: Path) -> None:
    assert "no findings" in pactgraph(written, "validate").output


def test_every_passage_holds_in_its_text(written: Path) -> None:
    *_, told = pactgraph(written, "verify", "--sources", str(written / "texts")).output.splitlines()
    found = re.fullmatch(rf"{DOCUMENTS} documents, (\d+) passages: (\d+) hold", told)
    assert found and found[1] == found[2]


def test_a_document_has_about_a_hundred_statements_and_one_of_five_languages(written: Path) -> None:
    files = list((written / "data" / "documents").iterdir())
    nquads = pactgraph(written, "export", "-f", "nq").stdout.splitlines()
    graphs = [line for line in nquads if "/id/passage/" in line.rsplit(" ", 2)[1] or "graph/document" in line]
    assert len(files) == DOCUMENTS
    assert 50 < len(graphs) / DOCUMENTS < 130
    asked = "SELECT DISTINCT ?l { ?d dcterms:language ?l } ORDER BY ?l"
    assert pactgraph(written, "sparql", asked, "-f", "csv").stdout.split() == [
        "l",
        "de",
        "en",
        "es",
        "fr",
        "nl",
    ]


def test_regions_lie_on_all_continents(written: Path) -> None:
    asked = "SELECT ?point { ?region a pact:Region ; dcat:centroid ?point }"
    points = [
        tuple(map(float, line.split("(")[1].split(")")[0].split()))
        for line in pactgraph(written, "sparql", asked, "-f", "tsv").stdout.splitlines()[1:]
    ]
    quarters = {(longitude > 40, longitude < -30, latitude > 0) for longitude, latitude in points}
    assert len(points) >= 20
    assert len(quarters) == 6


@pytest.mark.slow
def test_the_busiest_region_has_a_tenth_of_all_documents_at_any_size(tmp_path: Path) -> None:
    for documents in (100, 1000):
        root = tmp_path / str(documents)
        busiest = generate(root, documents).busiest
        named = sum(
            f"region:{busiest}" in path.read_text() for path in (root / "data" / "documents").iterdir()
        )
        assert 0.05 < named / documents < 0.2


@pytest.mark.slow
def test_every_stored_query_has_rows_but_that_which_looks_for_faults(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    cast = generate(root, 100)
    asked = [call for call in calls() if call.command == "run" and call.way == "files"]
    assert len(asked) >= len(QUERIES)
    places = {name: getattr(cast, name) for name in cast.__slots__} | {"workspace": root}
    answered = set()
    for call in asked:
        done = CliRunner().invoke(group, call.words(places))
        assert done.exit_code == 0, done.output
        if len(done.stdout.splitlines()) > 1:
            answered.add(call.arguments.split()[0])
    assert answered == QUERIES.keys() - {"unsupported"}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(written: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", DOCUMENTS)
    generate(tmp_path / "other", DOCUMENTS, 2)
    assert contents(tmp_path / "again") == contents(written)
    assert contents(tmp_path / "other") != contents(written)


def test_a_folder_that_holds_something_is_refused(written: Path) -> None:
    before = contents(written)
    refused = subprocess.run(
        [sys.executable, str(GENERATE), str(written), "--documents", "3"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert "name a folder that is empty or missing" in refused.stderr
    assert contents(written) == before
