"""The analyst's commands say the same on rdflib as on the embedded engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pactgraph.cli import LazyGroup, group


@pytest.mark.slow
@pytest.mark.parametrize(
    "call",
    [
        "trace alderland dunmere",
        "trace corvane wind-energy --all --since 2020",
        "show corvane --all",
        "show lantern-league --at 2021-06 --lang nl",
        "compare alderland corvane -f json",
        "compare lantern-release-2020 lantern-kurier-2020 --all",
        "figures --through agreements --through commitments -f csv",
    ],
)
def test_rdflib_says_the_same(call: str, small_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTGRAPH_SOURCES", raising=False)
    assert isinstance(group, LazyGroup)
    results = [
        CliRunner().invoke(group, [*call.split(), "--engine", engine, "--workspace", str(small_world)])
        for engine in ("oxigraph", "rdflib")
    ]
    assert [result.exit_code for result in results] == [0, 0]
    assert results[0].stdout
    assert results[0].stdout == results[1].stdout
