"""`pactgraph export`: scopes, formats by suffix, and calls that are at fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from pactgraph.cli import group

Export = Callable[..., Result]


@pytest.fixture
def export(small_world: Path) -> Export:
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(group, ["export", "--workspace", str(small_world), *arguments])

    return call


def test_turtle_is_the_default_and_holds_the_accepted_facts(export: Export) -> None:
    result = export()
    assert result.exit_code == 0
    assert result.stdout.startswith("@prefix ")
    assert "country:corvia" in result.stdout
    triples = list(parse(result.stdout, format=RdfFormat.TURTLE))
    assert not any(str(t.subject).endswith("/corvane>") and "merania" in str(t.object) for t in triples)


def test_the_format_goes_by_the_suffix(export: Export, tmp_path: Path) -> None:
    path = tmp_path / "world.nq"
    result = export("-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(list(parse(path=path, format=RdfFormat.N_QUADS))) > 1000


def test_one_document_holds_what_was_rejected_too(export: Export) -> None:
    result = export("--document", "lantern-kurier-2020", "-f", "trig")
    assert result.exit_code == 0
    assert "pact:country country:merania" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--document", "lantern-kurir-2020"], "did you mean lantern-kurier-2020"),
        (["--base-iri", "https://example.org/x"], "end https://example.org/x with / or #"),
        (["--base-iri", "no base/"], "no valid IRI"),
        (["-o", "world.odd"], "no format is known by the suffix"),
        (["-o", "nowhere/world.ttl"], "cannot write"),
    ],
)
def test_a_call_at_fault_is_one_line_and_exit_2(export: Export, arguments: list[str], words: str) -> None:
    result = export(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_help_has_an_example() -> None:
    assert "Example: pactgraph export" in CliRunner().invoke(group, ["export", "--help"]).stdout
