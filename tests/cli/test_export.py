"""`pactgraph export`: scopes, files, compression, tables."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, RdfFormat, parse

from pactgraph.cli import group
from pactgraph.rdf.namespaces import record


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["export", "--workspace", str(root), *arguments])


def test_turtle_is_the_default(small_world: Path) -> None:
    result = run(small_world)
    assert result.exit_code == 0
    assert result.stdout_bytes == run(small_world, "-f", "turtle").stdout_bytes
    assert "\nregion:corvane\n" in result.stdout


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf"])
@pytest.mark.parametrize(
    "packed", ["", *(pytest.param(each, marks=pytest.mark.slow) for each in (".gz", ".zst"))]
)
def test_the_suffix_says_format_and_compression(
    small_world: Path, tmp_path: Path, suffix: str, packed: str
) -> None:
    formats = {".ttl": "turtle", ".rdf": "rdfxml"}
    plain = run(small_world, "-f", formats.get(suffix, suffix[1:])).stdout_bytes
    files = [tmp_path / f"{name}{suffix}{packed}" for name in ("one", "two")]
    for file in files:
        result = run(small_world, "-o", str(file))
        assert result.exit_code == 0, result.output
    content = files[0].read_bytes()
    assert files[1].read_bytes() == content
    if packed == ".gz":
        content = gzip.decompress(content)
    elif packed == ".zst":
        zstandard = pytest.importorskip("zstandard")
        content = zstandard.ZstdDecompressor().decompressobj().decompress(content)
    assert content == plain
    assert sorted(file.name for file in tmp_path.iterdir()) == [file.name for file in files]


def test_one_thing_is_described_in_each_graph(small_world: Path) -> None:
    result = run(small_world, "--thing", "Corvane", "-f", "nq")
    assert result.exit_code == 0, result.output
    quads = list(parse(result.stdout_bytes, format=RdfFormat.N_QUADS))
    assert {quad.subject for quad in quads} == {record("region", "corvane")}
    names = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
    assert any("passage" in name for name in names) and any("graph/" in name for name in names)
    triples = list(parse(run(small_world, "--thing", "Corvane").stdout_bytes, format=RdfFormat.TURTLE))
    assert {quad.triple for quad in triples} < {quad.triple for quad in quads}


def test_tables_go_to_a_folder(small_world: Path, tmp_path: Path) -> None:
    assert run(small_world, "-f", "csv", "-o", str(tmp_path / "new" / "tables")).exit_code == 0
    files = {file.name for file in (tmp_path / "new" / "tables").iterdir()}
    assert {"agreement.csv", "region.csv"} <= files


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-f", "csv"], "-o DIR"),
        (["--base-iri", "https://x.example"], "end https://x.example with / or #"),
        (["--base-iri", "no iri/"], "no valid IRI"),
        (["-o", "nowhere/x.nq"], "cannot write"),
        (["-o", "x.doc"], "no format is known"),
        (["--thing", "corvan"], "did you mean"),
        (["--document", "x", "--thing", "corvane"], "give one"),
    ],
)
def test_misuse_is_one_clear_line(
    small_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(small_world, *arguments)
    assert result.exit_code == 2
    assert said.lower() in result.output.lower()
    assert "Traceback" not in result.output


def test_a_file_that_cannot_be_written_leaves_the_old_one(small_world: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.nq"
    file.write_text("old")
    broken = tmp_path / "x.nq.zst"
    assert run(small_world, "-f", "csv", "-o", str(file)).exit_code == 2
    assert file.read_text() == "old"
    assert not broken.exists()
