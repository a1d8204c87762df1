"""The notebook runs from the top, goes from a question to a picture in ten lines, and shows what it gives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pactgraph import Picture

REPOSITORY = Path(__file__).parents[2]
CELLS = [
    cell
    for cell in json.loads((REPOSITORY / "queries" / "first-steps.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ]
    if cell["cell_type"] == "code"
]


def test_ten_lines_lead_from_a_question_to_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY / "queries")
    monkeypatch.delenv("PACTGRAPH_WORKSPACE", raising=False)
    code = ["".join(cell["source"]) for cell in CELLS]
    assert len([line for text in code for line in text.splitlines() if line]) <= 10
    *steps, last = code
    names: dict[str, object] = {}
    for text in steps:
        exec(text, names)
    picture = eval(last, names)
    assert isinstance(picture, Picture)
    assert CELLS[-1]["outputs"][0]["data"]["image/svg+xml"]


def test_every_cell_has_run() -> None:
    assert [cell["execution_count"] for cell in CELLS] == list(range(1, len(CELLS) + 1))
    assert all(output["output_type"] == "execute_result" for cell in CELLS for output in cell["outputs"])


@pytest.mark.slow
def test_it_shows_what_a_kernel_gives() -> None:
    done = subprocess.run(
        [sys.executable, REPOSITORY / ".ci" / "notebook.py", "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
