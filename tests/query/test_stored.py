"""Answering stored queries: the same rows on every engine, parameters given or not."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.names import Names
from pactgraph.query.sparql.binding import bind
from pactgraph.query.stored.answering import answer_stored, with_sorted_lists
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.parameters import values
from pactgraph.rdf.table import Table
from pactgraph.workspace.workspace import Workspace

ID = "https://w3id.org/pactgraph/id/"


@pytest.fixture
def catalogue(workspace: Workspace) -> Catalogue:
    return Catalogue(workspace.queries, workspace.prefixes)


def slugs(found: object, column: str) -> list[str]:
    assert isinstance(found, Table)
    return [str(getattr(term, "value", "")).rpartition("/")[2] for term in found.column(column)]


@pytest.mark.parametrize("typed", ["northmark", "Nordmark", "XX-NM", "XX1", "Q900001"])
def test_any_name_gives_the_same_rows(
    engine: OxigraphEngine, catalogue: Catalogue, names: Names, typed: str
) -> None:
    found, _ = answer_stored(engine, catalogue["parties"], {"region": typed}, names)
    assert slugs(found, "party") == ["northmark", "southmark"]


def test_an_optional_parameter(engine: OxigraphEngine, catalogue: Catalogue, names: Names) -> None:
    query = catalogue["parties"]
    for on, rows in (("2023-02-28", 2), ("2023-03-01", 0), (None, 2)):
        found, _ = answer_stored(engine, query, {"region": "northmark", "on": on}, names)
        assert isinstance(found, Table)
        assert len(found.rows) == rows


@pytest.mark.parametrize(
    ("sector", "expected"),
    [(None, ["talks", "wind"]), ("hydrogen", ["wind"]), ("energy", ["wind"]), ("chips", [])],
)
def test_optional_sectors_hold_their_narrower_ones_on_both_engines(
    engine: OxigraphEngine,
    store: Store,
    catalogue: Catalogue,
    names: Names,
    sector: str | None,
    expected: list[str],
) -> None:
    import rdflib

    query = catalogue["commitments"]
    found, _ = answer_stored(engine, query, {"sector": sector}, names)
    assert slugs(found, "commitment") == expected
    graph = rdflib.Graph()
    from pyoxigraph import DefaultGraph

    default = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    graph.parse(data=(default or b"").decode(), format="nt")
    rows = list(graph.query(bind(query.text, values(query.parameters, {"sector": sector}, names))))
    assert [str(row[0]).rpartition("/")[2] for row in rows] == expected  # type: ignore[index]


def test_list_columns_are_sorted() -> None:
    cells = (Literal("b | a | b"), Literal("c | b", language="en"), None, NamedNode("http://e/"))
    table = with_sorted_lists(Table(("x", "y"), tuple((cell, cell) for cell in cells)), ["x", "nope"])
    assert table.column("x") == [Literal("a | b"), Literal("b | c", language="en"), None, cells[3]]
    assert table.column("y") == list(cells)


def test_constructs(engine: OxigraphEngine, catalogue: Catalogue, names: Names) -> None:
    found, _ = answer_stored(engine, catalogue["graph"], {}, names)
    assert isinstance(found, list)
    assert len(found) == 2
