"""Where engines are known to differ: each trap in a form that gives one answer on all of them, and the stored
queries kept to such forms."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path

import pytest
import real_stores
from attacks import ATTACKS
from each_engine import engine_over
from faulty_server import reply, serving
from plain_rdflib import PlainRdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from pactgraph.query.engines.engine import Engine
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.faults import QueryFault
from pactgraph.query.remote.endpoint import RemoteEngine
from pactgraph.query.sparql.binding import bind
from pactgraph.query.sparql.tokens import tokens

QUERIES = sorted((Path(__file__).parents[2] / "queries").glob("*/*.rq"))
slow = pytest.mark.slow
REAL = [pytest.param(name, marks=slow) for name in real_stores.NAMES]

DATA = """
@prefix : <http://x/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :p :b . :b :p :c . :c :p :b . :a :q :b .
:a :date "2023-03-06"^^xsd:date . :b :date "2022-12-31"^^xsd:date .
:a :moment "2023-03-06T24:00:00Z"^^xsd:dateTime .
:a :number "007"^^xsd:integer . :b :number "7"^^xsd:nonNegativeInteger . :c :number "10"^^xsd:integer .
:a :price "1.50"^^xsd:decimal .
:a :flag "1"^^xsd:boolean .
:a :name "Ä"@de , "Ä"@fr , "B" , "a" , "Z"@en .
:one { :a :p :b . :a :said "x" }
:two { :a :p :b . :a :said "y" }
"""
"""Two graphs state what the default graph states once."""

FAULTS_OF_RDFLIB = {
    "what an error leaves without a value comes first": None,
    "and last when the order is turned": None,
    "no group of nothing, in a SELECT of its own": ["a", "b", "c"],
}
"""By trap: the rows that plain rdflib gives; None where it raises a TypeError, as it compares an error with a
value."""

PREFIXES = "PREFIX : <http://x/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "


@pytest.fixture(scope="module")
def trap_store() -> Store:
    store = Store()
    store.load(DATA, format=RdfFormat.TRIG)
    return store


@pytest.fixture(
    scope="module",
    params=["embedded", "rdflib", *REAL],
)
def each(request: pytest.FixtureRequest, trap_store: Store, stores: real_stores.Stores) -> Engine:
    """Each engine over the data of the traps."""
    return engine_over(request.param, trap_store, stores)


def rows(engine: Engine, query: str) -> list[str]:
    """Rows as text: IRIs by their local name, literals with language or the name of their datatype."""

    def cell(term: object) -> str:
        text = re.sub(r"<http://x/(\w*)>", r"\1", str(term))
        return "-" if term is None else re.sub(r"\^\^<.*#(\w+)>", r" \1", text).replace('"', "")

    return [", ".join(map(cell, row)) for row in engine.select(PREFIXES + query).rows]


@pytest.mark.parametrize(
    ("trap", "query", "expected"),
    [
        ("a statement of several graphs counts once",
         "SELECT (COUNT(*) AS ?n) { :a :p ?o }", ["1 integer"]),
        ("and once in each graph that makes it",
         "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { :a :p :b } }", ["2 integer"]),
        ("the default graph is no source",
         "SELECT ?g { GRAPH ?g { :a :p ?o } } ORDER BY ?g", ["one", "two"]),
        ("the default graph is no union",
         "SELECT ?o { :a :said ?o }", []),
        ("default graph and named graphs in one query",
         "SELECT ?o ?s { :a :q ?o . GRAPH ?g { :a :p ?o ; :said ?s } } ORDER BY ?s", ["b, x", "b, y"]),
        ("integers have one form",
         "SELECT ?s ?n { ?s :number ?n } ORDER BY ?n ?s", ["a, 7 integer", "b, 7 integer", "c, 10 integer"]),
        ("decimals have one form", "SELECT ?n { :a :price ?n }", ["1.5 decimal"]),
        ("truth values have one form", "SELECT ?n { :a :flag ?n }", ["true boolean"]),
        ("midnight has one form", "SELECT ?t { :a :moment ?t }", ["2023-03-07T00:00:00Z dateTime"]),
        ("dates compare as text",
         'SELECT ?s { ?s :date ?d FILTER(STR(?d) < "2023-01-01") }', ["b"]),
        ("the year of a date is its first four characters",
         "SELECT ?y { ?s :date ?d BIND(SUBSTR(STR(?d), 1, 4) AS ?y) } ORDER BY ?y", ["2022", "2023"]),
        ("no group of nothing",
         "SELECT ?s (COUNT(?o) AS ?n) { ?s :none ?o } GROUP BY ?s", []),
        ("no group of nothing, in a SELECT of its own",
         "SELECT ?s { { SELECT ?s (MAX(?o) AS ?n) { ?s :none ?o } GROUP BY ?s } "
         "?s :number ?x } ORDER BY ?s", []),
        ("the count of nothing is 0",
         "SELECT (COUNT(?o) AS ?n) { ?s :none ?o }", ["0 integer"]),
        ("a path gives each end once",
         "SELECT DISTINCT ?o { :a :p+ ?o } ORDER BY ?o", ["b", "c"]),
        ("a union gives each row once",
         "SELECT DISTINCT ?s { { ?s :p :b } UNION { ?s :q :b } } ORDER BY ?s", ["a", "c"]),
        ("equal text in two languages has an order",
         "SELECT ?n { :a :name ?n FILTER(LANG(?n) != '' && STR(?n) != 'Z') } ORDER BY (STR(?n)) (LANG(?n))",
         ["Ä@de", "Ä@fr"]),
        ("what is not bound comes first",
         "SELECT ?s ?d { ?s :number ?n OPTIONAL { ?s :date ?d } } ORDER BY ?d ?s",
         ["c, -", "b, 2022-12-31 date", "a, 2023-03-06 date"]),
        ("what an error leaves without a value comes first",
         "SELECT ?s ?d { { ?s :price ?n } UNION { ?s :date ?d } } ORDER BY (STR(?d)) ?s",
         ["a, -", "b, 2022-12-31 date", "a, 2023-03-06 date"]),
        ("and last when the order is turned",
         "SELECT ?s ?d { { ?s :price ?n } UNION { ?s :date ?d } } ORDER BY DESC(STR(?d)) ?s",
         ["a, 2023-03-06 date", "b, 2022-12-31 date", "a, -"]),
        ("truth is written as such",
         'SELECT ?t { :a :price ?n BIND(STRDT(IF(?n > 1, "true", "false"), xsd:boolean) AS ?t) }',
         ["true boolean"]),
        ("a filter of what is not there drops the row",
         "SELECT ?s { ?s :number ?n OPTIONAL { ?s :none ?x } FILTER(?x > 1) }", []),
        ("an anti-join by a flag",
         "SELECT ?s { ?s :number ?n OPTIONAL { SELECT DISTINCT ?s ?known { ?s :date ?d BIND(1 AS ?known) } } "
         "FILTER(!BOUND(?known)) }", ["c"]),
        ("a list of nothing, gathered beside others, is an empty text",
         'SELECT ?s (GROUP_CONCAT(DISTINCT COALESCE(?n, ""); separator="|") AS ?l) { ?s :number ?x '
         'OPTIONAL { ?s :none ?m . BIND(STRAFTER(STR(?m), "/") AS ?n) } } GROUP BY ?s ORDER BY ?s',
         ["a, ", "b, ", "c, "]),
        ("what an OPTIONAL within an OPTIONAL does not find is told by COALESCE, not by BOUND",
         'SELECT ?s ?c { ?s :number ?n OPTIONAL { ?s :p ?o . OPTIONAL { ?o :date ?d } } '
         'BIND(COALESCE(STR(?d), "none") AS ?c) } ORDER BY ?s',
         ["a, 2022-12-31", "b, none", "c, 2022-12-31"]),
        ("a graph that is named by a bound variable",
         "SELECT ?g ?o { { SELECT DISTINCT ?g { GRAPH ?g { ?s :said 'y' } } } GRAPH ?g { :a :said ?o } }",
         ["two, y"]),
        ("what no graph says",
         "SELECT ?s ?o { ?s :p ?o FILTER NOT EXISTS { GRAPH ?g { ?s :p ?o } } } ORDER BY ?s",
         ["b, c", "c, b"]),
    ],
)  # fmt: skip
def test_one_answer(each: Engine, trap: str, query: str, expected: list[str]) -> None:
    if each.name == "rdflib" and trap in FAULTS_OF_RDFLIB:
        with pytest.raises(TypeError) if FAULTS_OF_RDFLIB[trap] is None else nullcontext():
            assert rows(each, query) == FAULTS_OF_RDFLIB[trap] != expected
    else:
        assert rows(each, query) == expected, trap


def test_construct_gives_each_triple_once(each: Engine) -> None:
    found = each.construct(PREFIXES + "CONSTRUCT { :x :y :z } WHERE { ?s :p ?o }")
    assert len(found) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s :p ?o } GROUP BY ?s",
        "SELECT (?s AS ?o) { ?s :p ?o }",
        "SELECT ?s { BIND(1 AS ?s) ?s :p ?o . BIND(2 AS ?o) }",
        "SELECT ?s { ?s none:p ?o }",
        "SELECT ?s { ?s :p ?o ",
        "DELETE WHERE { ?s ?p ?o }",
    ],
)
@pytest.mark.parametrize("each", ["embedded", *REAL], indirect=True)
def test_illegal_queries_are_refused_alike(each: Engine, query: str) -> None:
    with pytest.raises(QueryFault):
        each.select(PREFIXES + query)


def test_rdflib_reads_no_file(tmp_path: Path) -> None:
    file = tmp_path / "secret.ttl"
    file.write_text("<http://x/secret> <http://x/p> 1 .")
    engine = PlainRdflib([])
    for clause in (f"FROM <{file.as_uri()}>", f"FROM NAMED <{file.as_uri()}>"):
        query = f"SELECT ?s {clause} WHERE {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        assert engine.select(query).rows == ()


def test_rdflib_fetches_nothing() -> None:
    with serving(reply(b"<http://x/s> <http://x/p> 1 .", kind="text/turtle")) as server:
        assert PlainRdflib([]).select(f"SELECT ?s FROM <{server.url}> WHERE {{ ?s ?p ?o }}").rows == ()
    assert server.requests == []


def test_rdflib_keeps_lexical_forms() -> None:
    store = Store()
    store.load(
        '<http://x/s> <http://x/p> "2023-03-06Z"^^<http://www.w3.org/2001/XMLSchema#date> ,'
        ' "none"^^<http://www.w3.org/2001/XMLSchema#boolean> , "2023-99-99"^^'
        "<http://www.w3.org/2001/XMLSchema#date> .",
        format=RdfFormat.TURTLE,
    )
    query = "SELECT ?o { ?s ?p ?o }"
    assert set(PlainRdflib(store).select(query).rows) == set(OxigraphEngine(store).select(query).rows)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_stored_queries_keep_to_what_engines_agree_on(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = tokens(text)
    words = {token.text.upper() for token in found if token.kind == "word"}
    dated = {"YEAR", "MONTH", "DAY", "HOURS", "NOW", "TIMEZONE", "TZ"}
    by_chance = {"RAND", "UUID", "STRUUID", "SAMPLE", "BNODE", "REDUCED"}
    abroad = {"FROM", "SERVICE", "DESCRIBE"}
    assert not words & (dated | by_chance | abroad | {"AVG", "SUM", "LIMIT", "OFFSET", "MINUTES"})
    assert "/" not in {token.text for token in found if token.kind == "mark"} or "BIND" not in words
    if "SELECT" in words and "CONSTRUCT" not in words:
        assert "ORDER" in words
    for name in re.findall(r"GROUP_CONCAT\(.* AS \?(\w+)\)", text):  # in no order that engines agree on
        is_looked_into = text.count(f"CONTAINS(?{name},") == len(re.findall(rf"\?{name}\b", text)) - 1
        assert is_looked_into or re.search(rf"#\+   lists: \[.*\b{name}\b", text), name


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_no_stored_query_asks_for_the_graph_inside_it(path: Path) -> None:
    """Oxigraph 0.5 lets the variable of GRAPH into its group, where SPARQL has it unbound."""
    found = [t for t in tokens(path.read_text(encoding="utf-8")) if t.kind in ("word", "variable", "mark")]
    for place, token in enumerate(found):
        if token.text.upper() == "GRAPH" and found[place + 1].kind == "variable":
            depth, inside = 0, set()
            for part in found[place + 2 :]:
                depth += {"{": 1, "}": -1}.get(part.text, 0)
                inside.add(part.text)
                if depth == 0:
                    break
            assert found[place + 1].text not in inside


@slow
def test_no_attack_changes_how_an_engine_reads_a_query(each: Engine) -> None:
    """A text that tries to end its string comes back whole from every engine, and brings no row with it."""
    assert len(set(ATTACKS)) > 200
    for attack in ATTACKS:
        if isinstance(each, RemoteEngine) and "\x00" in attack:
            continue  # no store keeps a text with NUL
        query = bind(
            "SELECT ?value ?s WHERE { ?s <http://x/q> ?o . BIND(?_x AS ?value) }", {"_x": Literal(attack)}
        )
        assert each.select(query).rows == ((Literal(attack), NamedNode("http://x/a")),), attack
