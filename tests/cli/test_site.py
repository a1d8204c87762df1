"""`pactgraph site`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def tiny_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one document, in which commands run."""
    root = tmp_path / "workspace"
    shutil.copytree(Path(__file__).parents[1] / "check" / "tiny" / "data", root / "data")
    shutil.copytree(REPOSITORY / "ontology", root / "ontology")
    shutil.copytree(REPOSITORY / "queries", root / "queries")
    monkeypatch.setenv("PACTGRAPH_WORKSPACE", str(root))
    monkeypatch.chdir(tmp_path)
    return root


def call(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["site", *arguments])


@pytest.mark.slow
def test_pages_are_in_one_language_unless_more_are_asked_for(tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    made = {}
    for folder, options in {"one": [], "two": ["--lang", "en", "--lang", "de"]}.items():
        assert call(folder, "--no-validation", *options).exit_code == 0
        pages = {path.relative_to(tmp_path / folder) for path in (tmp_path / folder).rglob("*.html")}
        made[folder] = {path.as_posix() for path in pages}
    assert '<html lang="en">' in (tmp_path / "one" / "index.html").read_text(encoding="utf-8")
    assert {page for page in made["two"] if page.startswith("de/")} == {
        f"de/{page}" for page in made["one"] if page != "404.html"
    }
    assert made["two"] >= made["one"]


def test_makes_a_site_and_says_where(tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    done = call("out/site", "--lang", "fr", "--site-url", "https://example.org/pacts/")
    assert (done.exit_code, done.stdout) == (0, ""), done.output
    site = tmp_path / "out" / "site"
    assert "open out/site/index.html" in done.stderr
    assert f"{sum(1 for each in site.rglob('*') if each.is_file())} files in out/site" in done.stderr
    assert '<html lang="fr">' in (site / "index.html").read_text(encoding="utf-8")
    assert "Tous les contrôles" in (site / "dataset" / "index.html").read_text(encoding="utf-8")
    assert "https://example.org/pacts/" in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert not (site / "de").exists()
    again = call("out/site", "--lang", "de", "--no-validation", "--since", str(tmp_path / "workspace"))
    assert again.exit_code == 0, again.output
    assert "nicht geprüft" in (site / "dataset" / "index.html").read_text(encoding="utf-8")
    assert "no differences" in (site / "changes" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing argument 'DIR'"),
        (["workspace"], "is no site of pactgraph"),
        (["workspace/data/documents/note.trig"], "is not a folder"),
        (["x", "--lang", "es"], "'es' is not one of"),
        (["x", "--site-url", "https://example.org"], "end https://example.org with /"),
        (["x", "--site-url", "ftp://example.org/"], "begin ftp://example.org/ with https://"),
        (["x", "--base-iri", "https://exa mple.org/"], "makes no valid IRI"),
        (["x", "--sources", "nowhere"], "nowhere is not a folder"),
        (["x", "--since", "nowhere"], "--since: nowhere"),
    ],
)
def test_a_wrong_call_is_told_what_to_do(arguments: list[str], said: str, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    done = call(*arguments, *(["--no-validation"] if arguments else []))
    assert done.exit_code == 2 and said in done.output
    assert "Traceback" not in done.output and not (tmp_path / "x").exists()


def test_a_wrong_file_of_the_workspace_is_named(tiny_world: Path) -> None:
    pytest.importorskip("jinja2")
    (tiny_world / "queries" / "topic").mkdir()
    (tiny_world / "queries" / "topic" / "x.rq").write_text("SELECT", encoding="utf-8")
    done = call("out")
    assert done.exit_code == 2 and "queries/topic/x.rq" in done.output


def test_a_data_file_that_cannot_be_read_is_left_out(tiny_world: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    (tiny_world / "data" / "registers" / "broken.ttl").write_text("region:", encoding="utf-8")
    done = call("out", "--lang", "en", "--no-validation")
    assert done.exit_code == 1 and "left out: data/registers/broken.ttl" in done.stderr
    assert (tmp_path / "out" / "index.html").exists()
