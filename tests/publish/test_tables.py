"""Tables: a row a thing, a column a property and language, cells exact, plain names."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from pactgraph.publish.export import accepted_facts
from pactgraph.publish.tables import tables
from pactgraph.rdf.layout import natural
from pactgraph.rdf.namespaces import PACT, RDF, XSD, pact
from pactgraph.workspace.workspace import Workspace

TYPE = NamedNode(RDF + "type")
A = NamedNode("https://w3id.org/pactgraph/id/region/a")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_tables_hold_the_accepted_facts_each_once(small_world: Path) -> None:
    workspace = Workspace.open(small_world)
    facts = accepted_facts(workspace.facts, vocabulary=True)
    files = tables(facts, workspace.prefixes)
    assert tables(facts[::-1], workspace.prefixes) == files
    assert {"region.csv", "office-holding.csv"} <= files.keys()
    assert list(rows(files["region.csv"])[0])[:2] == ["id", "rdf:type"]
    found = {(row["id"], head): row[head] for text in files.values() for row in rows(text) for head in row}
    told: dict[tuple[str, str], set[str]] = {}
    for quad in facts:
        subject, value = quad.subject, quad.object
        assert isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal)
        language = (isinstance(value, Literal) and value.language) or ""
        head = f"{workspace.prefixes.curie(quad.predicate)} {language}".rstrip()
        told.setdefault((subject.value, head), set()).add(value.value)
    assert {at: cell for at, cell in found.items() if cell and at[1] != "id"} == {
        at: " | ".join(sorted(values, key=natural)) for at, values in told.items()
    }


@pytest.mark.parametrize("text", ["a|b", "a,b;c\td", 'say "so"', "two\r\nlines", "=1+1", "\u2028", " x "])
def test_cells_are_exact(text: str) -> None:
    quads = [Quad(A, TYPE, pact("Region"), DefaultGraph())]
    quads.append(Quad(A, pact("task"), Literal(text), DefaultGraph()))
    (row,) = rows(tables(quads, {"pact": PACT})["region.csv"])
    assert row["pact:task"] == text


def test_several_values_stand_in_one_cell_and_each_language_in_a_column() -> None:
    values = [Literal("10"), Literal("9"), Literal("9", datatype=NamedNode(XSD + "integer")), A]
    values += [Literal("neun", language="de")]
    quads = [Quad(A, pact("task"), value, DefaultGraph()) for value in values]
    quads.append(Quad(A, pact("task"), BlankNode("x"), DefaultGraph()))
    (row,) = rows(tables(quads, {"pact": PACT})["others.csv"])
    assert row == {"id": A.value, "pact:task": f"9 | 10 | _:b0 | {A.value}", "pact:task de": "neun"}


@pytest.mark.parametrize(
    "iri",
    ["urn:x/../../etc/passwd", "javascript:alert(1)", "http://x/#", "http://x/\u202egpj", "http://x/id"],
)
def test_names_of_files_are_plain(iri: str) -> None:
    node = NamedNode(iri)
    quads = [Quad(A, TYPE, node, DefaultGraph()), Quad(A, node, A, DefaultGraph())]
    quads.append(Quad(A, TYPE, NamedNode(iri + "/" + "x" * 300), DefaultGraph()))
    files = tables(quads, {})
    assert len(files) == 2
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,70}\.csv", name) for name in files), list(files)
    assert all(rows(text)[0]["id"] == A.value for text in files.values())
