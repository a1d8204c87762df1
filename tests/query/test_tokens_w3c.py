"""The tokens of SPARQL against the W3C's syntax tests (git repository w3c/rdf-tests, folder sparql).

They are not part of this repository: $PACTGRAPH_W3C_RDF_TESTS is a folder that holds the folder `sparql`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyoxigraph import Store

from pactgraph.query.faults import QueryFault
from pactgraph.query.sparql.tokens import tokens

SUITE = Path(os.environ.get("PACTGRAPH_W3C_RDF_TESTS", ""), "sparql")
pytestmark = pytest.mark.skipif(
    not (os.environ.get("PACTGRAPH_W3C_RDF_TESTS") and SUITE.is_dir()),
    reason="PACTGRAPH_W3C_RDF_TESTS does not name a folder with the folder sparql",
)

REFUSED = {
    "syntax-general-12.rq": "write a space behind the sign <",
    "syn-bad-26.rq": "write a space behind the sign <",
    "1val1STRING_LITERAL1_with_UTF8_boundaries_escaped.rq": "may not be written as a code",
    "codepoint-esc-08.rq": "may not be written as a code",
    "codepoint-esc-09.rq": "may not be written as a code",
}
"""Legal queries that are refused: engines read them in two ways, or escapes hide what they are."""


def test_every_query_that_the_engine_reads_has_tokens() -> None:
    queries = sorted(SUITE.rglob("*.rq"))
    assert len(queries) > 1_000
    refused = {}
    for path in queries:
        text = path.read_bytes().decode("utf-8", "replace")
        try:
            Store().query(text, base_iri="http://e/")
        except SyntaxError:
            continue
        except (RuntimeError, OSError, ValueError):
            pass
        try:
            found = tokens(text)
        except QueryFault as fault:
            refused[path.name] = fault.message
        else:
            assert all(text[token.start : token.end] == token.text for token in found)
    assert refused.keys() == REFUSED.keys()
    assert all(REFUSED[name] in said for name, said in refused.items())
