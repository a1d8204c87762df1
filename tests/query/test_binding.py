"""Putting values into queries: whole tokens, never text."""

from __future__ import annotations

import pytest
from attacks import ATTACKS
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from pactgraph.query.sparql.binding import BindingFault, bind, serialise
from pactgraph.query.sparql.tokens import tokens

QUERY = """\
# ?_x in a comment, "and a quote
PREFIX e: <http://e/>
SELECT ?s ("?_x" AS ?text) ('''?_x " '''  AS ?long) WHERE {
  VALUES ?p { e:_x <http://e/?q=_x> }
  { ?s ?p ?_x } UNION { ?s ?p ?_xx } FILTER(?o = $_x)
}
"""


def test_replaces_whole_tokens_only() -> None:
    bound = bind(QUERY, {"_x": NamedNode("http://e/it")})
    assert bound.count("<http://e/it>") == 2
    assert '("?_x" AS ?text)' in bound
    assert "'''?_x \" '''" in bound
    assert "?_xx" in bound
    assert bound.startswith("# ?_x in a comment")


def test_without_values_the_query_stays() -> None:
    assert bind(QUERY, {}) == QUERY


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (NamedNode("http://e/é?a=b#c"), "<http://e/é?a=b#c>"),
        (Literal('a"b\\c\nd'), '"a\\"b\\\\c\\nd"'),
        (Literal("x", language="de-at"), '"x"@de-at'),
        (
            Literal("2023-01-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")),
            '"2023-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        ),
    ],
)
def test_serialises_terms(term: NamedNode | Literal, text: str) -> None:
    assert serialise(term) == text


def test_a_blank_node_is_no_value() -> None:
    with pytest.raises(BindingFault):
        serialise(BlankNode("b"))  # type: ignore[arg-type]


def test_there_are_enough_attacks() -> None:
    assert len(set(ATTACKS)) > 200


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_text_stays_a_text(attack: str) -> None:
    bound = bind("SELECT (?_x AS ?value) WHERE { }", {"_x": Literal(attack)})
    rows = list(Store().query(bound))  # type: ignore[arg-type]
    assert [row["value"].value for row in rows] == [attack]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_an_iri_is_refused_or_stays_an_iri(attack: str) -> None:
    try:
        iri = NamedNode("http://e/" + attack)
    except ValueError:
        return
    try:
        bound = bind("SELECT (?_x AS ?value) WHERE { }", {"_x": iri})
    except BindingFault:
        return
    assert [row["value"] for row in Store().query(bound)] == [iri]  # type: ignore[union-attr]


def shape(value: str) -> str:
    """rdflib's reading of a query with a text in two places, TEXT in its place."""
    from rdflib import Literal as RdflibLiteral
    from rdflib.plugins.sparql.parser import parseQuery

    query = "SELECT ?s WHERE { ?s ?p ?o FILTER(?o = ?_x) . ?s ?p ?_x }"
    read = parseQuery(bind(query, {"_x": Literal(value)}))
    values: list[str] = []

    def visit(node: object) -> object:
        if isinstance(node, RdflibLiteral):
            values.append(str(node))
            return "TEXT"
        if isinstance(node, dict):
            return {key: visit(part) for key, part in sorted(node.items())}
        if isinstance(node, (str, type(None))):
            return node
        return [visit(part) for part in node]  # type: ignore[attr-defined]

    told = str(visit(read))
    assert set(values) == {value}
    return told


@pytest.fixture(scope="module")
def plain() -> str:
    return shape("plain")


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_algebra_keeps_its_shape(attack: str, plain: str) -> None:
    """rdflib's reading of the query with an attack is that of the query with a plain text."""
    assert shape(attack) == plain


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    bound = bind("SELECT (?_x AS ?value) WHERE { }", {"_x": Literal(text)})
    rows = list(Store().query(bound))  # type: ignore[arg-type]
    assert rows[0]["value"].value == text


@given(st.text(), st.sampled_from(["en", "de-at"]))
def test_a_text_with_language_is_two_tokens(text: str, language: str) -> None:
    kinds = [token.kind for token in tokens(serialise(Literal(text, language=language)))]
    assert kinds == ["string", "language"]
