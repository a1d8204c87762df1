"""Skeletons: canonical, complete as far as told, and never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.check.checks import Checks
from pactgraph.cli import group
from pactgraph.draft.skeleton import KINDS
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.rdf.writer import canonical_text
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
HOSTILE = ["../../x", "a/b", "/etc/passwd", "A", "a b", "", ".", "a--b", "\u202ex", "x.trig", "a\nb"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    result = CliRunner().invoke(group, ["init", str(folder), "--from", str(REPOSITORY)])
    assert result.exit_code == 0, result.output
    return folder


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["new", "--workspace", str(root), *arguments])


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_new_workspace_is_valid_and_empty(root: Path) -> None:
    workspace = Workspace.open(root)
    assert Checks(workspace).findings() == []
    assert {file.layer for file in workspace.dataset.quads_of} == {"vocabulary"}


def test_a_workspace_is_not_made_over_something(root: Path, tmp_path: Path) -> None:
    before = files(root)
    (tmp_path / "file").write_text("x")
    for folder in (root, tmp_path / "file"):
        result = CliRunner().invoke(group, ["init", str(folder)])
        assert result.exit_code == 2
        assert "already" in result.output
    assert files(root) == before


def test_every_kind_of_record_is_written_canonically(root: Path) -> None:
    text = root / "text.txt"
    text.write_text("Words of a pact.\n", encoding="utf-8")
    result = run(
        root, "document", "pact", "--label", "Pact", "--with", "dcterms:language=en", "--text", str(text)
    )
    assert result.output == "data/documents/pact.trig\n", result.output
    for kind, meant in KINDS.items():
        where = [] if meant.file else ["--document", "pact"]
        result = run(root, kind, "some-thing", "--label", "Ding@de", "--label", "Thing@en,nl", *where)
        assert result.exit_code == 0, result.output
        assert result.output.strip() == (meant.file or "data/documents/pact.trig")
    prefixes = Workspace.open(root).prefixes
    for path in (root / "data").rglob("*.t*"):
        written = path.read_text(encoding="utf-8")
        assert canonical_text(written, trig=path.suffix == ".trig", prefixes=prefixes) == written
    rules = {finding.rule for finding in Checks(Workspace.open(root)).findings()}
    assert not rules & {"syntax", "undefined-term", "dangling", "canonical"}


@pytest.mark.parametrize("slug", HOSTILE)
@pytest.mark.parametrize("kind", ["region", "document", "passage", "query", "agreement"])
def test_a_slug_names_no_other_file(root: Path, kind: str, slug: str) -> None:
    before = files(root.parent)
    text = str(REPOSITORY / "LICENSE")
    result = run(
        root, kind, "--label", "x", "--text", text, "--words", "MIT", "--says", "pact:a a pact:b",
        "--question", "Is it?", "--document", slug if kind == "agreement" else "x", "--", slug,
    )  # fmt: skip
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert files(root.parent) == before


@pytest.mark.parametrize("topic", HOSTILE)
def test_a_topic_names_no_other_folder(root: Path, topic: str) -> None:
    assert run(root, "query", "mine", "--question", "Is it?", "--topic", topic).exit_code == 2


def test_what_is_there_is_not_written_over_and_comments_stay(root: Path) -> None:
    register = root / "data" / "registers" / "regions.ttl"
    register.write_text(
        "@prefix pact: <https://w3id.org/pactgraph/def#> .\n"
        "@prefix region: <https://w3id.org/pactgraph/id/region/> .\n\n"
        "# the older one\nregion:old\n    a pact:Region ;\n .\n",
        encoding="utf-8",
    )
    assert run(root, "region", "young", "--label", "Young").exit_code == 0
    text = register.read_text(encoding="utf-8")
    assert "# the older one\nregion:old\n" in text and "region:young\n" in text
    result = run(root, "region", "old", "--label", "Old")
    assert result.exit_code == 2 and "already" in result.output
    assert register.read_text(encoding="utf-8") == text
    register.write_text("not Turtle", encoding="utf-8")
    result = run(root, "region", "third", "--label", "x")
    assert result.exit_code == 2 and "regions.ttl:1" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["region", "x"], "--label"),
        (["region", "x", "--label", "X", "--with", "nothing=1"], "property=value"),
        (["region", "x", "--label", "X", "--with", "country"], "property=value"),
        (["region", "x", "--label", "X@no tag"], "language tag"),
        (["region", "x", "--label", "X", "--with", "country=<no iri>"], "no IRI"),
        (["agreement", "x", "--label", "X"], "--document"),
        (["agreement", "x", "--label", "X", "--document", "y"], "new document y"),
        (["document", "x", "--label", "X"], "--text"),
        (["query", "x"], "--question"),
        (["query", "x", "--question", "No question."], "end it with ?"),
        (["query", "bodies", "--question", "Is it?"], "already"),
    ],
)
def test_misuse_says_what_to_give(root: Path, arguments: list[str], said: str) -> None:
    before = files(root)
    result = run(root, *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert files(root) == before


@pytest.mark.parametrize(
    ("words", "says", "said"),
    [
        ("nowhere", "pact:x a pact:Region", "does not have"),
        ("a", "pact:x a pact:Region", "more than once"),
        ("Galdry", "no turtle here", "no statement"),
        ("Galdry", "# nothing", "says something"),
    ],
)
def test_a_passage_needs_its_words_and_a_statement(root: Path, words: str, says: str, said: str) -> None:
    text = root / "text.txt"
    text.write_text("Galdry and Arden.\n", encoding="utf-8")
    assert run(root, "document", "pact", "--label", "P", "--text", str(text)).exit_code == 0
    before = files(root)
    result = run(root, "passage", "pact", "--text", str(text), "--words", words, "--says", says)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert files(root) == before


def test_a_new_query_answers(root: Path) -> None:
    assert run(root, "region", "galdry", "--label", "Galdry").exit_code == 0
    result = run(root, "query", "my-regions", "--topic", "mine", "--question", "Which regions are there?")
    assert result.output == "queries/mine/my-regions.rq\n"
    workspace = Workspace.open(root)
    (query,) = [q for q in Catalogue(workspace.queries, workspace.prefixes) if q.name == "my-regions"]
    found = OxigraphEngine(workspace.store).select(query.text)
    assert [[term.value for term in row] for row in found.rows] == [  # type: ignore[union-attr]
        ["https://w3id.org/pactgraph/id/region/galdry", "Galdry"]
    ]
