"""Prefixes that a query uses and does not declare."""

from __future__ import annotations

from pactgraph.query.faults import QueryFault
from pactgraph.query.sparql.prologue import as_typed, prologue
from pactgraph.query.sparql.tokens import tokens

PREFIXES = {"a": "http://example.org/a#", "b": "http://example.org/b#"}


def test_only_what_is_used_known_and_undeclared_is_declared() -> None:
    text = "PREFIX b: <http://example.org/other#> ASK { a:x b:y c:z }"
    assert prologue(tokens(text), PREFIXES) == "PREFIX a: <http://example.org/a#>\n"


def test_a_fault_is_placed_in_the_query_as_typed() -> None:
    fault = as_typed(QueryFault("wrong", 3, 7, "whole"), "one\ntwo\n", "typed")
    assert (fault.line, fault.column, fault.query) == (1, 7, "typed")
    nowhere = QueryFault("wrong")
    assert as_typed(nowhere, "one\n", "typed") is nowhere
