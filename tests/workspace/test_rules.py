"""Rules: read in the order of their names, run as they are written, and nothing else than a CONSTRUCT."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from pactgraph.rdf.namespaces import DERIVED
from pactgraph.workspace.rules import Rule, read_rules, run
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
A, B, P, Q = (NamedNode(f"http://x/{name}") for name in ("a", "b", "p", "q"))
GRAPH = NamedNode("http://x/graph")


@pytest.fixture
def store() -> Store:
    store = Store()
    store.extend([Quad(A, P, B), Quad(A, P, B, GRAPH)])
    return store


def made(store: Store, text: str) -> set[Triple]:
    """What a rule adds: to the default graph and to the derived one alike."""
    before = {quad.triple for quad in store}
    run(store, Rule("rule", text))
    added = {quad.triple for quad in store} - before
    for triple in added:
        assert {quad.graph_name for quad in store.quads_for_pattern(*triple)} == {DefaultGraph(), DERIVED}
    return added


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX x: <http://x/>\nCONSTRUCT { ?b x:q ?a } WHERE { ?a x:p ?b }",
        "# Why; and { how }.\nBASE <http://x/> PREFIX : <#> construct{?b <q> ?a .}where{?a <p> ?b}",
        "PREFIX x: <http://x/> CONSTRUCT {\n?b x:q ?a # }\n} WHERE { GRAPH ?g { ?a x:p ?b FILTER(?a!=?b) } }",
        'PREFIX x: <http://x/> CONSTRUCT { ?b x:q ?a } WHERE { ?a x:p ?b FILTER("};CONSTRUCT {">"}"&&2>1) }',
    ],
)
def test_what_a_rule_makes_stands_and_is_derived(store: Store, text: str) -> None:
    assert made(store, text) == {Triple(B, Q, A)}


@pytest.fixture(scope="module")
def finished(small_world: Path) -> list[Quad]:
    """The small world once the rules have run."""
    return [*Workspace(small_world).store]


@pytest.mark.parametrize("rule", read_rules(REPOSITORY).rules, ids=lambda rule: rule.name)
def test_each_rule_makes_what_its_text_says(rule: Rule, finished: list[Quad]) -> None:
    loaded = Store()
    loaded.extend(finished)
    said = {*loaded.query(rule.text)}
    run(loaded, rule)
    derived = {quad.triple for quad in loaded.quads_for_pattern(None, None, None, DERIVED)}
    assert said <= derived


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1",
        "CONSTRUCT { ?s ?p ?o } FROM <http://x/graph> WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ; DROP ALL",
        "DROP ALL ; CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ; DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?s<?p)};LOAD<http://127.0.0.1:9/>#>",
        "",
    ],
)
def test_what_is_none_is_refused(store: Store, text: str) -> None:
    before = set(store)
    with pytest.raises((SyntaxError, ValueError), match=r"a rule|expected"):
        run(store, Rule("rule", text))
    assert set(store) == before


def test_a_fault_is_told_with_its_place(store: Store) -> None:
    with pytest.raises(SyntaxError, match="5:9"):
        run(store, Rule("rule", "CONSTRUCT {\n ?s ?p\n ?o }\nWHERE {\n ?s ?p }"))
