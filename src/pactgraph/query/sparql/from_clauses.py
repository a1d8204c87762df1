"""Which graphs a query speaks of: its dataset clauses (SPARQL 1.1, section 13.2), and GRAPH with a name.

A store that `pactgraph push` has filled holds the accepted statements in the named graph `ACCEPTED`; here
they are the default graph. So that `FROM` that graph means one thing, the engines over files read the clauses
themselves, and take the default graph where they name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .prologue import Iris
from .tokens import Token, tokens


class Clauses(NamedTuple):
    """The dataset clauses of a query: the graphs of FROM and of FROM NAMED, the clauses as written, and the
    query with blanks in their place, so that every other part stands where it stood."""

    default: tuple[str, ...]
    named: tuple[str, ...]
    written: str
    query: str


def clauses(query: str) -> Clauses | None:
    """The dataset clauses of a query, None where it has none. Raises QueryFault as `tokens` does."""
    if "FROM" not in query.upper():
        return None
    found = tokens(query)
    default, named, written = list[str](), list[str](), list[str]()
    rest = query
    iris = Iris(found, {})
    for start, end in _spans(found, iris.start):
        first, last = found[start].start, found[end].end
        (named if end - start == 2 else default).append(iris.of(found[end]))
        written.append(query[first:last])
        rest = rest[:first] + re.sub(r"[^\r\n]", " ", rest[first:last]) + rest[last:]
    return Clauses(tuple(default), tuple(named), " ".join(written), rest) if written else None


def named_graphs(found: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The graphs that a query names, each as the word before it (FROM, FROM NAMED or GRAPH) and its IRI;
    `found` are the query's tokens, `prefixes` those that need no declaration."""
    iris = Iris(found, prefixes)
    for start, end in _spans(found, iris.start):
        yield "FROM NAMED" if end - start == 2 else "FROM", iris.of(found[end])
    for place in range(iris.start, len(found) - 1):
        if found[place].kind == "word" and found[place].text.upper() == "GRAPH":
            iri = iris.of(found[place + 1])
            if iri:
                yield "GRAPH", iri


def _spans(found: Sequence[Token], start: int) -> Iterator[tuple[int, int]]:
    """The places of the first and the last token of each dataset clause."""
    for place in range(start, len(found) - 1):
        if found[place].kind == "word" and found[place].text.upper() == "FROM":
            following = found[place + 1]
            end = place + 1 + (following.kind == "word" and following.text.upper() == "NAMED")
            if end < len(found) and found[end].kind in ("iri", "name"):
                yield place, end
