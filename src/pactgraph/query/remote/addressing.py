"""Saying in a query which graph is meant by the default graph, so that no setting of a server matters.

A store that others run holds the accepted statements in the named graph `ACCEPTED`. A query without GRAPH is
sent with the protocol's `default-graph-uri`. One with GRAPH is rewritten: with `default-graph-uri` alone it
would see no named graph (SPARQL 1.1 Protocol, section 2.1.4), and naming each of thousands is no way. There
what stands outside GRAPH is asked of the graph `ACCEPTED`; GRAPH with a variable leaves that graph out, and
the books of `pactgraph push` and what it has not finished, which are no sources.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...rdf.namespaces import ACCEPTED, LEDGER, NEXT
from ..sparql.tokens import Token

_ACCEPTED = f"<{ACCEPTED.value}>"


@dataclass(frozen=True)
class Addressed:
    """A query as it is sent, with the graph that `default-graph-uri` names, if it does."""

    query: str
    default_graph: str | None


def addressed(query: str, found: list[Token]) -> Addressed:
    """The query, whose tokens are `found`, as an endpoint is to get it. One that says with FROM what it is
    about stays as it is."""
    words = {token.text.upper() for token in found if token.kind == "word"}
    if "FROM" in words:
        return Addressed(query, None)
    if "GRAPH" not in words:
        return Addressed(query, ACCEPTED.value)
    return Addressed(_inserted(query, _insertions(found)), None)


def _insertions(found: list[Token]) -> list[tuple[int, str]]:
    """What to insert, with the offset where: GRAPH around each outermost group of patterns, and behind the
    group of a GRAPH with a variable a filter."""
    made: list[tuple[int, str]] = []
    closing: list[str] = []
    clause = ""
    for place, token in enumerate(found):
        if token.kind == "word" and not closing:
            clause = token.text.upper()
        if token.kind != "mark" or token.text not in "{}":
            continue
        if token.text == "{":
            is_data = not closing and clause in ("CONSTRUCT", "VALUES")
            if not closing and not is_data:
                made.append((token.end, f" GRAPH {_ACCEPTED} {{"))
                closing.append("}")
            else:
                closing.append("" if is_data else _filter(found, place))
        elif closing:
            end = closing.pop()
            if end == "}":
                made.append((token.start, "} "))
            elif end:
                made.append((token.end, end))
    return made


def _filter(found: list[Token], place: int) -> str:
    """The filter behind the group that opens at `place`: for the group of a GRAPH with a variable."""
    if place < 2:
        return ""
    word, name = found[place - 2], found[place - 1]
    if word.kind != "word" or word.text.upper() != "GRAPH" or name.kind != "variable":
        return ""
    others = " && ".join(f"?{name.text[1:]} != {graph}" for graph in (ACCEPTED, LEDGER, NEXT))
    return f" FILTER({others})"


def _inserted(query: str, insertions: list[tuple[int, str]]) -> str:
    parts, position = list[str](), 0
    for offset, text in insertions:
        parts += (query[position:offset], text)
        position = offset
    return "".join((*parts, query[position:]))
