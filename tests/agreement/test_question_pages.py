"""The pages of questions: each table has the rows that the printed command gives, each cut says how many."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pactgraph.api import Iri

from .conftest import Place
from .reading import Element, read

pytestmark = pytest.mark.slow


def shown(value: object) -> str:
    """How a page tells a value of the Python face."""
    if isinstance(value, Iri):
        return value.label or value.curie.strip("<>")
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_answers_on_pages_are_the_answers(built: list[tuple[Place, Path]]) -> None:
    place, root = built[0]
    pages = sorted((root / "questions").glob("*/index.html"))
    assert {page.parent.name for page in pages} == set(place.face.queries)
    tables = 0
    for page in pages:
        for section in read(page.read_text("utf-8")).all("section"):
            if re.match(r"Answers?\b", section.one("h2").text):
                tables += check(place, section)
    assert tables > 30


def check(place: Place, section: Element) -> int:
    """Compares the answer in a section of a page with that of its command."""
    command = shlex.split(section.one("code").text)
    name, options = command[2], command[3:]
    given = {key.removeprefix("--"): value for key, value in zip(options[::2], options[1::2], strict=True)}
    found = place.face.query(name, **given)
    tables = section.all("table")
    if not tables:
        assert not found or [cell for row in found for cell in row] in ([True], [False]), command
        return 0
    rows = section.table()
    assert [cell.text for cell in section.one("thead").all("th")] == list(found.columns), command
    assert len(rows) == min(len(found), 60), command
    cut = [text for text in (p.text for p in section.all("p")) if re.search(r"\d+ of \d+", text)]
    if len(found) > len(rows):
        assert re.search(rf"\b{len(rows)} of {len(found)}\b", cut[0]), (command, cut)
    else:
        assert not cut, command
    for cells, row in zip(rows, found, strict=False):
        for cell, value, column in zip(cells, row, found.columns, strict=True):
            told = shown(value)
            if isinstance(value, Iri) or re.fullmatch(r"[\d-]*", told):
                assert " ".join(told.split()) in (cell.text, cell.text.rpartition(" ")[0]), (
                    command,
                    column,
                    cell.text,
                    told,
                )
    return 1
