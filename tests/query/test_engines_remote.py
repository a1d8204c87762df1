"""The remote engine: what is sent, what is understood, and one line for each thing that can go wrong."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import real_stores
from faulty_server import (
    JSON,
    ONE_ROW,
    Answer,
    Asked,
    cut_off,
    drip,
    hang_up,
    no_http,
    redirect,
    reply,
    serving,
    silence,
)
from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.faults import EngineFault, QueryFault
from pactgraph.query.remote import deadline, parsing, transport
from pactgraph.query.remote.authentication import Credentials
from pactgraph.query.remote.endpoint import RemoteEngine
from pactgraph.rdf.namespaces import ACCEPTED, LEDGER, NEXT, XSD
from pactgraph.rdf.table import Table, Term

SELECT = "SELECT ?x WHERE { ?x ?p ?o }"
X = NamedNode("http://x/1")


def bindings(*cells: object) -> bytes:
    rows = [{} if cell is None else {"x": cell} for cell in cells]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": rows}}).encode()


def sent(asked: Asked) -> dict[str, list[str]]:
    return parse_qs(asked.body.decode() if asked.method == "POST" else urlsplit(asked.path).query)


def selected(answer: Answer) -> list[Term | None]:
    with serving(answer) as server:
        return RemoteEngine(server.url).select(SELECT).column("x")


def fault_of(*answers: Answer, query: str = SELECT, timeout: float = 60) -> str:
    with serving(*answers) as server, pytest.raises(EngineFault) as caught:
        engine = RemoteEngine(server.url, timeout=timeout)
        engine.construct(query) if query.startswith("CONSTRUCT") else engine.select(query)
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(server.url, "URL").replace(server.url.removesuffix("/query"), "HOST")


def test_a_short_query_is_got_and_names_its_default_graph() -> None:
    with serving(reply()) as server:
        engine = RemoteEngine(server.url)
        assert engine.select(SELECT) == Table(("x",), ((X,),))
    asked = server.requests[0]
    assert asked.method == "GET"
    assert sent(asked) == {"query": [SELECT], "default-graph-uri": [ACCEPTED.value]}
    assert asked.headers["accept"].startswith(JSON)
    assert engine.name == server.url


def test_a_long_query_is_posted() -> None:
    query = f"SELECT ?x WHERE {{ ?x ?p {json.dumps('ä' * 2000)} }}"
    with serving(reply()) as server:
        RemoteEngine(server.url).select(query)
    asked = server.requests[0]
    assert asked.method == "POST"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sent(asked) == {"query": [query], "default-graph-uri": [ACCEPTED.value]}


def test_an_endpoint_with_a_query_of_its_own_keeps_it() -> None:
    with serving(reply()) as server:
        RemoteEngine(server.url + "?key=1").select(SELECT)
    assert server.requests[0].path == "/query?key=1"
    assert sent(server.requests[0])["query"] == [SELECT]


def test_a_query_with_graph_says_itself_what_it_asks() -> None:
    with serving(reply()) as server:
        RemoteEngine(server.url).select("SELECT ?x WHERE { ?x a ?c . GRAPH ?g { ?x ?p ?o } }")
    assert sent(server.requests[0]) == {
        "query": [
            f"SELECT ?x WHERE {{ GRAPH <{ACCEPTED.value}> {{ ?x a ?c . GRAPH ?g {{ ?x ?p ?o }} "
            f"FILTER(?g != <{ACCEPTED.value}> && ?g != <{LEDGER.value}> && ?g != <{NEXT.value}>) }} }}"
        ]
    }


def test_credentials_are_sent() -> None:
    with serving(reply()) as server:
        RemoteEngine(server.url, Credentials(token="t")).select(SELECT)
    assert server.requests[0].headers["authorization"] == "Bearer t"


@pytest.mark.parametrize(
    ("cell", "term"),
    [
        (None, None),
        ({"type": "uri", "value": "http://x/ä"}, NamedNode("http://x/ä")),
        ({"type": "literal", "value": "a\u0000b \U0001f600"}, Literal("a\u0000b \U0001f600")),
        ({"type": "literal", "value": "x", "datatype": XSD + "string"}, Literal("x")),
        ({"type": "literal", "value": "Haus", "xml:lang": "de-AT"}, Literal("Haus", language="de-at")),
        ({"type": "literal", "value": "Haus", "lang": "de"}, Literal("Haus", language="de")),
        (
            {"type": "typed-literal", "value": "007", "datatype": XSD + "nonNegativeInteger"},
            Literal("7", datatype=NamedNode(XSD + "integer")),
        ),
        (
            {"type": "literal", "value": "1", "datatype": XSD + "boolean"},
            Literal("true", datatype=NamedNode(XSD + "boolean")),
        ),
        (
            {
                "type": "typed-literal",
                "value": "POINT(4.1961998939514 51.097400665283)",
                "datatype": "http://www.openlinksw.com/schemas/virtrdf#Geometry",
            },
            Literal(
                "POINT(4.1962 51.0974)", datatype=NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
            ),
        ),
    ],
)
def test_terms(cell: object, term: Term | None) -> None:
    assert selected(reply(bindings(cell))) == [term] or term is None


def test_blank_nodes_keep_apart_whatever_they_are_called() -> None:
    cells = [{"type": "bnode", "value": value} for value in ("nodeID://b1", "x y", "nodeID://b1")]
    one, other, again = selected(reply(bindings(*cells)))
    assert isinstance(one, BlankNode)
    assert one == again != other


@pytest.mark.parametrize("kind", [JSON, JSON + "; charset=utf-8", "application/json", "text/plain", None])
def test_results_by_any_name(kind: str | None) -> None:
    assert selected(reply(kind=kind)) == [X]


def test_results_in_xml() -> None:
    body = b"""<?xml version="1.0"?>
<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head><results>
<result><binding name="x"><uri>http://x/1</uri></binding></result></results></sparql>"""
    assert selected(reply(body, kind="application/sparql-results+xml")) == [X]
    assert selected(reply(body, kind="text/xml")) == [X]


def test_a_byte_order_mark_is_no_matter() -> None:
    assert selected(reply(b"\xef\xbb\xbf" + ONE_ROW)) == [X]


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b'{"head": {}, "boolean": true}', True),
        (b'{"boolean": false, "head": {}}', False),
        (
            ONE_ROW.replace(b'"x"', b'"__ASK_RETVAL"').replace(b"uri", b"literal").replace(b"http://x/", b""),
            True,
        ),
    ],
)
def test_ask(body: bytes, answer: bool) -> None:
    with serving(reply(body), reply()) as server:
        assert RemoteEngine(server.url).ask("ASK { ?s ?p ?o }") is answer


def test_construct() -> None:
    body = b'<http://x/1> <http://x/p> "007"^^<http://www.w3.org/2001/XMLSchema#integer> .\n' * 2
    with serving(reply(body, kind="application/n-triples")) as server:
        found = RemoteEngine(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }")
    seven = Literal("7", datatype=NamedNode(XSD + "integer"))
    assert found == [Triple(X, NamedNode("http://x/p"), seven)]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (reply(b"<html><title>Welcome</title></html>", kind="text/html"),
         "URL sends a web page (Welcome) and no results: is it the address of the endpoint itself, such as "
         ".../query or .../sparql?"),
        (reply(b"<!DOCTYPE html><p>Log in", kind=JSON),
         "URL sends a web page (Log in) and no results: is it the address of the endpoint itself, such as "
         ".../query or .../sparql?"),
        (reply(b"%PDF", kind="application/pdf"),
         "URL sends application/pdf and no results: is it a SPARQL endpoint?"),
        (reply(b"", kind=None),
         "URL sends something without a content type and no results: is it a SPARQL endpoint?"),
        (reply(b"", 404, None), "there is no endpoint at URL (404 Not Found): check the URL"),
        (reply(b"no", 403, "text/plain"), "URL does not allow this (403 Forbidden): no"),
        (reply(b"<html><title>Oops</title>", 500, "text/html"),
         "URL answers 500 Internal Server Error: Oops"),
        (no_http, "HOST does not speak HTTP as it should: 220 mail.example ESMTP ready"),
        (redirect("/query"), "URL redirects in a circle"),
        (reply(ONE_ROW, headers={"Content-Encoding": "br"}),
         "URL packs its reply as 'br', which nobody asked for"),
        (reply(ONE_ROW, headers={"X-SQL-State": "S1TAT", "X-SQL-Message": "RC...: Returning incomplete"}),
         "URL stopped before it had all results: RC...: Returning incomplete"),
        (reply(ONE_ROW, 206), "URL stopped before it had all results: status 206"),
        (reply(ONE_ROW, headers={"X-SPARQL-MaxRows": "1"}),
         "URL gives at most 1 rows, so that some may be missing: ask for less with LIMIT, or raise "
         "ResultSetMaxRows in virtuoso.ini"),
    ],
)  # fmt: skip
def test_each_fault_ends_in_one_line(answer: Answer, line: str) -> None:
    assert fault_of(answer) == line


@pytest.mark.parametrize("answer", [drip(), silence])
def test_a_reply_that_takes_too_long_ends_in_one_line(answer: Answer) -> None:
    said = "HOST does not answer within 0.6 s: give more time with --timeout"
    assert fault_of(answer, timeout=0.6) == said


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        (hang_up, "the connection to HOST is lost; the time limit is 60 s (--timeout)"),
        (cut_off(), "HOST breaks off in the middle of its reply; the time limit is 60 s (--timeout)"),
        (
            reply(b"", 429, None, {"Retry-After": "60"}),
            "URL answers 429 Too Many Requests; it asks to wait 60 s, and the time limit is 60 s (--timeout)",
        ),
    ],
)
def test_a_fault_that_does_not_pass_ends_in_one_line(
    answer: Answer, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "FIRST_PAUSE", 200.0)  # beyond the time limit
    assert fault_of(answer) == start


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        ONE_ROW[:-5],
        b"[]",
        b"null",
        b"{}",
        b'{"head": {"vars": ["x"]}}',
        b'{"head": {"vars": ["x"]}, "results": {"bindings": {"x": 1}}}',
        b'{"head": {"vars": ["x"]}, "results": {"bindings": [[]]}}',
        b'{"boolean": "yes"}',
        b"[" * 100_000,
        b'{"head": ' * 100_000,
        b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x":'
        + b'{"type": "triple", "value": {"subject":' * 50_000,
        b'{"head": {"vars": ["x", "x"]}, "results": {"bindings": []}}',
        b'{"head": {"vars": ["x y"]}, "results": {"bindings": []}}',
        b'{"head": {"vars": [""]}, "results": {"bindings": []}}',
        b'{"head": {"vars": [["x"]]}, "results": {"bindings": []}}',
        b'{"head": {"vars": 7}, "results": {"bindings": []}}',
        b'{"head": {"vars": ["x"]}, "results": {"bindings": 7}}',
        b"\xff\xfe",
        bindings({"type": "uri"}),
        bindings({"type": "uri", "value": "relative"}),
        bindings({"type": "uri", "value": "http://x/a b"}),
        bindings({"type": "uri", "value": 7}),
        bindings({"type": "literal", "value": 7}),
        bindings({"type": "literal", "value": None}),
        bindings({"type": "literal", "value": "x", "xml:lang": "not a tag"}),
        bindings({"type": "literal", "value": "x", "datatype": "not an IRI"}),
        bindings({"type": "thing", "value": "x"}),
        bindings("x"),
        bindings({"type": "triple", "value": {"subject": {"type": "literal", "value": "x"}}}),
    ],
)
def test_results_that_are_none(body: bytes) -> None:
    assert fault_of(reply(body)).startswith("URL sends results that cannot be read: ")


LAUGHS = b"".join(b'<!ENTITY a%d "&a%d;&a%d;">' % (n + 1, n, n) for n in range(60))
XML_HEAD = (
    b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head><results>'
)
XML_ROW = b'<result><binding name="x"><uri>http://x/1</uri></binding></result>'


@pytest.mark.parametrize(
    "body",
    [
        b"<sparql",
        b"<x/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><sparql>&a;</sparql>',
        b'<!DOCTYPE x [<!ENTITY a0 "b">' + LAUGHS + b"]><sparql>&a60;</sparql>",
        b"<a>" * 1_000_000,
        XML_HEAD + b'<result><binding name="x">' + b"<triple><subject>" * 100_000,
        XML_HEAD.replace(b"<head", b"<head " + b"".join(b'a%d="" ' % n for n in range(200_000))),
        XML_HEAD.replace(b'<variable name="x"/>', b'<variable name="x"/>' * 2) + b"</results></sparql>",
        XML_HEAD.replace(b'"x"', b'"x y"') + b"</results></sparql>",
        XML_HEAD + XML_ROW.replace(b'"x"', b'"y"') + b"</results></sparql>",
    ],
)
def test_xml_results_that_are_none(body: bytes) -> None:
    assert fault_of(reply(body, kind="text/xml")).startswith("URL sends results that cannot be read: ")


TRIPLES = "CONSTRUCT WHERE { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<a> <b> <c>", "text/turtle"),
        (b"<http://x/a> <http://x/b> " + b"[ <http://x/b> " * 100_000, "text/turtle"),
        (b"<http://x/a> <http://x/b> " + b"(" * 100_000, "text/turtle"),
        (
            b"<http://x/a> <http://x/b> " + b"<<( <http://x/a> <http://x/b> " * 100_000,
            "application/n-triples",
        ),
        (b'<!DOCTYPE x [<!ENTITY a0 "b">' + LAUGHS + b"]><x>&a60;</x>", "application/rdf+xml"),
        (b"<a>" * 100_000, "application/rdf+xml"),
    ],
)
def test_triples_that_are_none(body: bytes, kind: str) -> None:
    said = fault_of(reply(body, kind=kind), query=TRIPLES)
    assert said.startswith("URL sends results that cannot be read: ")


MANY = 600
ENDLESS = {
    "rows": (b'{"head":{"vars":["x"]},"results":{"bindings":[' + b"{}," * MANY + b"{}]}}", JSON),
    "columns": (
        json.dumps({"head": {"vars": [f"x{n}" for n in range(MANY)]}, "results": {"bindings": [{}] * 2}}),
        JSON,
    ),
    "names": (b'{"head":{"vars":[' + b'"x",' * 2 * MANY, JSON),
    "xml": (XML_HEAD + XML_ROW * 2 * MANY + b"</results></sparql>", "text/xml"),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_results_without_end(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MOST", 1_000)
    body, media = ENDLESS[kind]
    content = body if isinstance(body, bytes) else body.encode()
    assert fault_of(reply(content, kind=media)).startswith("URL sends more than 1,000 values: ask for less")


def test_triples_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MOST", 1_000)
    body = b"".join(b"<http://x/%d> <http://x/p> <http://x/o> .\n" % n for n in range(1_001))
    said = fault_of(reply(body, kind="application/n-triples"), query=TRIPLES)
    assert said.startswith("URL sends more than 1,000 values")


@pytest.mark.parametrize(
    ("body", "kind", "query"),
    [
        (bindings(*[{"type": "uri", "value": "http://x/1"}] * 2_000), JSON, SELECT),
        (XML_HEAD + XML_ROW * 2_000 + b"</results></sparql>", "text/xml", SELECT),
        (b"<http://x/s> <http://x/p> <http://x/o> .\n" * 2_000, "text/turtle", TRIPLES),
    ],
)
def test_the_time_limit_covers_what_is_read(
    body: bytes, kind: str, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(number / 10 for number in range(100_000))
    monkeypatch.setattr(deadline, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    said = "HOST does not answer within 60 s: give more time with --timeout"
    assert fault_of(reply(body, kind=kind), query=query) == said


def test_results_of_another_kind() -> None:
    query = TRIPLES
    assert fault_of(reply(), query=query) == f"URL sends {JSON} and no triples: is it a SPARQL endpoint?"


def test_rows_for_ask_and_truth_for_select() -> None:
    with serving(reply()) as server, pytest.raises(EngineFault, match="answers an ASK query with rows"):
        RemoteEngine(server.url).ask("ASK { ?s ?p ?o }")
    assert fault_of(reply(b'{"boolean": true}')) == "URL answers a SELECT query with yes or no"


def test_a_passing_fault_is_waited_for() -> None:
    with serving(reply(b"", 503), hang_up, reply()) as server:
        assert RemoteEngine(server.url).select(SELECT).rows == ((X,),)


def test_a_query_that_is_wrong_is_told_with_its_place() -> None:
    with serving(reply()) as server, pytest.raises(QueryFault) as caught:
        RemoteEngine(server.url).select("SELECT ?x WHERE {\n  FILTRE(?x)\n}")
    assert (caught.value.line, caught.value.column) == (2, 3)
    assert "did you mean FILTER?" in caught.value.message
    assert not server.requests


def test_a_query_that_only_the_endpoint_calls_wrong() -> None:
    said = fault_of(reply(b"I know no\nsuch function", 400, "text/plain"))
    assert said == "URL answers 400 Bad Request: I know no such function"


def test_a_store_without_the_accepted_statements_is_told_once() -> None:
    said = fault_of(reply(bindings()))
    assert said.endswith(f"(the graph <{ACCEPTED.value}> is empty): load the dataset with pactgraph push")
    with serving(reply(bindings()), reply(), reply(bindings())) as server:
        engine = RemoteEngine(server.url)
        assert [engine.select(SELECT).rows for _ in range(3)] == [(), (), ()]
    assert len(server.requests) == 4


@pytest.mark.parametrize("url", ["nowhere", "ftp://store/", "http://user:pass@store/query"])
def test_a_url_that_is_none(url: str) -> None:
    with pytest.raises(EngineFault):
        RemoteEngine(url)


def test_a_query_of_another_form() -> None:
    engine = RemoteEngine("http://127.0.0.1:9/")
    for call, query in ((engine.select, "ASK {}"), (engine.ask, SELECT), (engine.construct, SELECT)):
        with pytest.raises(QueryFault):
            call(query)


@pytest.mark.slow
def test_a_virtuoso_that_cuts_answers_is_caught(tmp_path: Path, store: Store) -> None:
    with real_stores.running("virtuoso", tmp_path, most_rows=5) as server:
        server.load(store)
        engine = RemoteEngine(server.query)
        assert len(engine.select("SELECT ?s { ?s ?p ?o } LIMIT 4").rows) == 4
        with pytest.raises(EngineFault, match="gives at most 5 rows"):
            engine.select("SELECT ?s { ?s ?p ?o }")


@pytest.mark.slow
def test_digest_with_a_real_virtuoso(tmp_path: Path, store: Store) -> None:
    with real_stores.running("virtuoso", tmp_path) as server:
        server.load(store)
        for password, works in (("dba", True), ("wrong", False)):
            engine = RemoteEngine(server.update, Credentials("dba", password))
            if works:
                assert engine.ask("ASK { ?s ?p ?o }")
            else:
                with pytest.raises(EngineFault, match="refuses the user dba"):
                    engine.ask("ASK { ?s ?p ?o }")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--union-default-graph",)])
def test_no_setting_of_a_server_matters(arguments: tuple[str, ...], tmp_path: Path, store: Store) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with real_stores.running("oxigraph", tmp_path, *arguments) as server:
        server.load(store)
        assert RemoteEngine(server.query).select(query) == OxigraphEngine(store).select(query)
