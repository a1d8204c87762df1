"""Answers as rows, as a table of HTML, and as a DataFrame."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pandas
import pytest

from pactgraph import Iri, OpenWorkspace, PactgraphError, Rows, Text


def rows(graph: OpenWorkspace, query: str) -> Rows:
    found = graph.sparql(query)
    assert isinstance(found, Rows)
    return found


def test_a_row_is_a_tuple_whose_values_go_by_name(graph: OpenWorkspace) -> None:
    row = graph.query("agreements-of", region="alderland")[0]
    assert row.agreement == row["agreement"] == row[0]
    assert list(row.asdict()) == list(row.columns)
    assert isinstance(row.earliest, date)
    assert pickle.loads(pickle.dumps(row)).asdict() == row.asdict()
    with pytest.raises(AttributeError, match="no column is called nothing"):
        row.nothing  # noqa: B018
    with pytest.raises(KeyError, match="the columns are agreement"):
        row["nothing"]


def test_rows_are_a_sequence(graph: OpenWorkspace) -> None:
    found = rows(graph, "SELECT ?x { VALUES ?x { 1 2 3 } } ORDER BY ?x")
    assert [row.x for row in found] == found.column("x") == [1, 2, 3]
    assert [row.x for row in found[1:]] == [2, 3]
    with pytest.raises(KeyError):
        rows(graph, "SELECT ?x { VALUES ?x { } }").column("y")


def test_a_data_frame_has_the_right_dtypes(graph: OpenWorkspace) -> None:
    frame = rows(
        graph,
        "SELECT * { VALUES (?thing ?day ?whole ?number ?true ?plain ?text ?far) {"
        ' (region:alderland "2020-05-01"^^xsd:date 1 1.5 true "a" "b"@de "9999-12-31"^^xsd:date)'
        " (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF) } }",
    ).to_pandas(labels=True)
    dtypes = {name: str(dtype) for name, dtype in frame.dtypes.items()}
    assert dtypes == {
        "thing": "object",
        "thingLabel": "string",
        "day": "datetime64[s]",
        "whole": "Int64",
        "number": "Float64",
        "true": "boolean",
        "plain": "string",
        "text": "object",
        "textLanguage": "string",
        "far": "datetime64[s]",
    }
    first: Any = frame[frame["whole"] == 1].iloc[0]
    assert isinstance(first["thing"], Iri)
    assert first["thingLabel"] == "Alderland"
    assert first["day"].date() == date(2020, 5, 1)
    assert isinstance(first["text"], Text)
    assert first["text"].language == first["textLanguage"] == "de"
    other: Any = frame[frame["whole"].isna()].iloc[0]
    assert all(pandas.isna(value) for value in other)


def test_a_data_frame_without_rows_has_the_columns(graph: OpenWorkspace) -> None:
    frame = rows(graph, "SELECT ?x ?y { VALUES (?x ?y) { } }").to_pandas()
    assert list(frame.columns) == ["x", "y"]
    assert len(frame) == 0


def test_without_pandas_the_remedy_is_named(graph: OpenWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(PactgraphError, match=r"pip install 'pactgraph\[pandas\]'"):
        rows(graph, "SELECT ?x { VALUES ?x { 1 } }").to_pandas()


def test_a_table_of_html_shows_labels_and_languages_and_nothing_acts_as_markup(
    hostile: OpenWorkspace,
) -> None:
    html = rows(
        hostile,
        "SELECT ?region ?text ?plain { VALUES ?region { region:hostile }"
        ' BIND("<b>\'x\'"@de AS ?text) BIND("<img src=x onerror=y>" AS ?plain) }',
    )._repr_html_()
    assert "<script" not in html
    assert "<b>" not in html
    assert "<img" not in html
    assert "\u202e" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\u202E&quot;&#x27;&amp;" in html
    assert '<td title="region:hostile" lang="en">' in html
    assert '<td lang="de">' in html


def test_a_long_answer_is_cut_openly(graph: OpenWorkspace) -> None:
    html = rows(graph, "SELECT * { ?s ?p ?o } LIMIT 150")._repr_html_()
    assert html.count("<tr>") == 101
    assert "150 rows, of which the first 100 are shown" in html
