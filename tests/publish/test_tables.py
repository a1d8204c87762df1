"""Tables: their CSVW description turns them back into the triples, and their names hold nothing hostile."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from pactgraph.model.namespaces import RDF, XSD, pact
from pactgraph.publish.export import accepted_facts
from pactgraph.publish.tables import METADATA, tables
from pactgraph.workspace.workspace import Workspace

TYPE = NamedNode(RDF + "type")
A = NamedNode("https://w3id.org/pactgraph/id/region/a")


def read_back(files: dict[str, str]) -> set[Quad]:
    """The triples of tables, by their description (Generating RDF from Tabular Data, minimal mode, for the
    parts of CSVW that are used here)."""
    metadata = json.loads(files[METADATA])
    assert {table["url"] for table in metadata["tables"]} == files.keys() - {METADATA}
    found = set()
    for table in metadata["tables"]:
        columns = table["tableSchema"]["columns"]
        rows = csv.reader(io.StringIO(files[table["url"]], newline=""))
        assert next(rows) == [column["titles"] for column in columns]
        for row in rows:
            for column, cell in zip(columns[1:], row[1:], strict=True):
                if cell == column.get("null", ""):
                    continue
                separator = column.get("separator")
                for value in cell.split(separator) if separator else [cell]:
                    found.add(
                        Quad(
                            NamedNode(row[0]),
                            NamedNode(column["propertyUrl"]),
                            term(value, column),
                            DefaultGraph(),
                        )
                    )
    return found


def term(value: str, column: dict[str, object]) -> NamedNode | Literal:
    if "valueUrl" in column:
        return NamedNode(value)
    if "lang" in column:
        return Literal(value, language=str(column["lang"]))
    datatype = column["datatype"]
    iri = datatype["@id"] if isinstance(datatype, dict) else XSD + str(datatype)
    return Literal(value, datatype=NamedNode(iri))


def test_tables_hold_exactly_the_accepted_facts(small_world: Path) -> None:
    workspace = Workspace.open(small_world)
    facts = accepted_facts(workspace.facts, vocabulary=True)
    files = tables(facts, workspace.prefixes)
    assert read_back(files) == set(facts)
    assert tables(facts[::-1], workspace.prefixes) == files
    assert "region.csv" in files and "office-holding.csv" in files
    header = files["region.csv"].partition("\r\n")[0].split(",")
    assert header[:2] == ["id", "rdf_type"]
    assert {"rdfs_label_en", "pact_country"} <= set(header)


@pytest.mark.parametrize(
    "texts",
    [("a|b", "c"), ("a|b;c", "d"), ("a|b;c\nd", "e"), ("", "x"), ("",), ("-", ""), ('"', "\r\n"), ("=1+1",)],
)
def test_texts_that_hold_separators_come_back(texts: tuple[str, ...]) -> None:
    quads = [Quad(A, TYPE, pact("Region"), DefaultGraph())]
    quads += [Quad(A, pact("task"), Literal(text), DefaultGraph()) for text in texts]
    assert read_back(tables(quads, {})) == set(quads)


def test_mixed_sorts_of_values_have_columns_of_their_own() -> None:
    values = [Literal("1"), Literal("1", language="en"), Literal("1", datatype=NamedNode("urn:t")), A]
    values.append(Literal("1", datatype=NamedNode(XSD + "integer")))
    quads = [Quad(A, pact("task"), value, DefaultGraph()) for value in values]
    assert read_back(tables(quads, {})) == set(quads)


@pytest.mark.parametrize(
    "iri",
    ["urn:x/../../etc/passwd", "javascript:alert(1)", "http://x/#", "http://x/\u202egpj", "http://x/id"],
)
def test_names_of_files_and_columns_are_plain(iri: str) -> None:
    node = NamedNode(iri)
    quads = [Quad(A, TYPE, node, DefaultGraph()), Quad(A, node, A, DefaultGraph())]
    quads.append(Quad(A, TYPE, NamedNode(iri + "/" + "x" * 300), DefaultGraph()))
    files = tables(quads, {})
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,70}\.(csv|json)", name) for name in files), list(files)
    assert read_back(files) == set(quads)
