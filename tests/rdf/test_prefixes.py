"""The prefix table: prefixed names to IRIs and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from pactgraph.rdf.prefixes import Prefixes

TABLE = Prefixes(
    {"region": "https://w3id.org/pactgraph/id/region/", "pact": "https://w3id.org/pactgraph/def#"}
)


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))
def test_there_and_back(slug: str) -> None:
    assert TABLE.expand(TABLE.curie(f"https://w3id.org/pactgraph/id/region/{slug}")) == NamedNode(
        f"https://w3id.org/pactgraph/id/region/{slug}"
    )


def test_an_iri_without_prefix_stands_in_brackets() -> None:
    assert TABLE.curie("http://elsewhere.example/x") == "<http://elsewhere.example/x>"
    assert (
        TABLE.curie("https://w3id.org/pactgraph/id/region/a.") == "<https://w3id.org/pactgraph/id/region/a.>"
    )


@pytest.mark.parametrize(
    "text", ["saxony", "nowhere:saxony", "region:<>", "http://region/saxony", "pact://x"]
)
def test_what_is_no_prefixed_name_has_no_iri(text: str) -> None:
    assert TABLE.expand(text) is None


def test_only_used_prefixes_are_declared() -> None:
    assert TABLE.declarations("SELECT * { region:x ?p ?o }") == (
        "PREFIX region: <https://w3id.org/pactgraph/id/region/>\n"
    )
