"""SPARQL in tokens, and what no query may hold."""

from __future__ import annotations

import contextlib

import pytest

from pactgraph.query.faults import QueryFault
from pactgraph.query.sparql.tokens import (
    DEEPEST,
    LONGEST,
    MOST_STEPS,
    form,
    names_graphs,
    refuse_service,
    tokens,
    undeclared_prefixes,
)


def kinds(query: str) -> list[str]:
    return [token.kind for token in tokens(query)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<http://e/é>", "iri"),
        ("<>", "iri"),
        ("<http://e/\\u00e9>", "iri"),
        ("?x", "variable"),
        ("$x1", "variable"),
        ("?été", "variable"),
        ("?का", "variable"),
        ("e:a.b-c", "name"),
        (":", "name"),
        ("e:", "name"),
        ("e:%20\\,x", "name"),
        ("é:é", "name"),
        ("_:b.1", "blank"),
        ("@en-GB", "language"),
        ('"a \\" b"', "string"),
        ("'a'", "string"),
        ('"""a "" \n b"""', "string"),
        ("'''a'b'''", "string"),
        ('""', "string"),
        ("1", "number"),
        ("1.5", "number"),
        (".5", "number"),
        ("1.e9", "number"),
        ("select", "word"),
        ("ENCODE_FOR_URI", "word"),
        ("^^", "mark"),
        ("<=", "mark"),
    ],
)
def test_one_token(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_longest_match_decides() -> None:
    assert [token.text for token in tokens("?a<=?b&&?c!=?d")] == ["?a", "<=", "?b", "&&", "?c", "!=", "?d"]
    assert [token.text for token in tokens("e:a.")] == ["e:a", "."]
    assert [token.text for token in tokens("?s e:p* ?o; a e:C")] == ["?s", "e:p", "*", "?o", ";", "a", "e:C"]


def test_comments_are_no_tokens_and_marks_in_iris_no_comments() -> None:
    assert kinds("ASK {} # SERVICE <x> {\n") == ["word", "mark", "mark"]
    assert kinds("<http://e/#a> # b") == ["iri"]


def test_tokens_know_their_place() -> None:
    query = "ASK {\n  ?s ?p 'x' }"
    assert [query[token.start : token.end] for token in tokens(query)] == [t.text for t in tokens(query)]


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("ASK { ?s ?p 'x }", 1, 13),
        ('ASK {\n ?s ?p "x\n" }', 2, 8),
        ("ASK { ?s ?p § }", 1, 13),
        ("ASK { ?s ?p \\u0041 }", 1, 13),
        ("ASK { ?s ?p “x” }", 1, 13),
        ('ASK { ?s ?p "\\u0022 } #" }', 1, 14),
        ("ASK { } # \\u000A SERVICE <http://e/> {}", 1, 11),
        ("ASK { <http://e/\\u003E> ?p ?o }", 1, 17),
        ("ASK { ?s ?p '\\UFFFFFFFF' }", 1, 14),
        ("ASK { FILTER(?a<?b&&?c>?d) }", 1, 16),
        ("SERV\\u0049CE <http://e/> {}", 1, 5),
    ],
)
def test_faults_name_line_and_column(query: str, line: int, column: int) -> None:
    with pytest.raises(QueryFault) as caught:
        tokens(query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).endswith("^")


def test_caps() -> None:
    with pytest.raises(QueryFault, match="characters"):
        tokens("#" * (LONGEST + 1))
    assert tokens("{" * DEEPEST)
    with pytest.raises(QueryFault, match="nested"):
        tokens("{" * (DEEPEST + 1))
    with pytest.raises(QueryFault, match="operators"):
        tokens("ASK { FILTER(" + "1+" * MOST_STEPS + "1) }")
    assert len(tokens("ASK { VALUES ?x { " + "<http://e/a> " * 20_000 + "} }")) > 20_000


@pytest.mark.parametrize(
    "query", ['"""a' + '"a' * 300_000, "a." * 400_000, "'" * 900_000, '"\\' * 400_000, "é." * 9]
)
def test_reading_is_linear(query: str) -> None:
    with contextlib.suppress(QueryFault):
        tokens(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://e/> { ?s ?p ?o } }",
        "ASK { service SILENT <http://e/> {} }",
        "ASK { # x\n Service?g {} }",
    ],
)
def test_service_is_refused(query: str) -> None:
    with pytest.raises(QueryFault, match="SERVICE"):
        refuse_service(query, tokens(query))


@pytest.mark.parametrize(
    "query", ["ASK { ?s ?p 'SERVICE' }", "ASK {} # SERVICE", "ASK { ?SERVICE <http://e/SERVICE> e:SERVICE }"]
)
def test_service_in_strings_comments_and_names_is_not(query: str) -> None:
    refuse_service(query, tokens(query))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("PREFIX ask: <http://e/> BASE <http://e/> SELECT * {}", "SELECT"),
        ("prefix e: <x> construct {} where {}", "CONSTRUCT"),
        ("DESCRIBE <x>", "DESCRIBE"),
        ("INSERT DATA {}", None),
        ("{}", None),
        ("", None),
    ],
)
def test_form(query: str, expected: str | None) -> None:
    assert form(tokens(query)) == expected


def test_undeclared_prefixes() -> None:
    found = undeclared_prefixes(tokens("PREFIX a: <http://a/> ASK { a:x b:y c:z . b:y a:x 'd:e' }"))
    assert list(found) == ["b", "c"]
    assert found["b"].text == "b:y"


@pytest.mark.parametrize(
    ("query", "does"),
    [
        ("SELECT ?s { GRAPH ?g { ?s ?p ?o } }", True),
        ("select * from<http://e/g> { ?s ?p ?o }", True),
        ("ASK FROM NAMED <http://e/g> { graph<http://e/g> { ?s ?p ?o } }", True),
        ("SELECT ?graph { ?graph e:graph 'GRAPH' , <http://e/graph> } # GRAPH", False),
        ("DESCRIBE <http://e/from>", False),
    ],
)
def test_whether_a_query_speaks_of_graphs(query: str, does: bool) -> None:
    assert names_graphs(tokens(query)) is does
