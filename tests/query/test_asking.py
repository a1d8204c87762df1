"""Stored questions asked by other parts of the program: in order or not, the rows are the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.questions import Questions, Row
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def questions() -> Questions:
    workspace = Workspace.open(REPOSITORY)
    return Questions(OxigraphEngine(workspace.store), Catalogue(workspace.queries, workspace.prefixes))


def sorted_rows(rows: list[Row]) -> list[str]:
    return sorted(map(str, rows))


def test_without_their_order_rows_are_the_same(questions: Questions) -> None:
    asked = questions.ask("ties")
    assert len(asked) > 500
    assert sorted_rows(questions.ask_unordered("ties")) == sorted_rows(asked)
    saxony = NamedNode("https://w3id.org/pactgraph/id/region/saxony")
    some = questions.ask_unordered("ties", thing=saxony)
    assert sorted_rows(some) == sorted_rows(questions.ask("ties", thing=saxony))
    assert len(some) < len(asked)


def test_an_answer_is_asked_for_once(questions: Questions) -> None:
    assert questions.ask("ties") is questions.ask("ties")
    assert questions.ask_unordered("ties") is questions.ask_unordered("ties")


def test_a_parameter_that_a_question_has_not_is_refused(questions: Questions) -> None:
    with pytest.raises(KeyError):
        questions.ask("ties", flavour="x")


def test_a_row_says_the_statements_of_its_cells_that_have_something(questions: Questions) -> None:
    rows = questions.ask("ties", thing=NamedNode("https://w3id.org/pactgraph/id/region/saxony"))
    standing = next(row for row in rows if row["phase"] is not None)
    said = questions.statements("ties", standing)
    assert (
        standing["period"],
        NamedNode("https://w3id.org/pactgraph/def#holds"),
        standing["relation"],
    ) in said
    assert all(term is not None for statement in said for term in statement)
    plain = next(row for row in rows if row["record"] is None and row["through"] is None)
    assert questions.statements("ties", plain) == [(plain["thing"], plain["relation"], plain["other"])]
