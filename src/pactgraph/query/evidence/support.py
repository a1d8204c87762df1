"""Which graphs make which statements, for many statements at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from ...rdf.namespaces import DERIVED, PACT
from ...rdf.table import Term
from ..engines.engine import Engine
from ..sparql.binding import serialise
from ..sparql.values_block import AT_ONCE, listed
from .statements import SourceGraph, describe_sources

Triple = tuple[NamedNode, NamedNode, Term]
"""Subject, property and value of one accepted statement."""
Period = tuple[str, str]
"""The first and the last day, as YYYY-MM-DD, on which something can have been."""


def support(engine: Engine, statements: Iterable[Triple]) -> dict[Triple, tuple[SourceGraph, ...]]:
    """For each statement the graphs that make it, passages first, and the derived one where no other does.
    Raises what `engine.select` raises."""
    asked = [row for row in dict.fromkeys(statements) if isinstance(row[2], NamedNode | Literal)]
    graphs: dict[Triple, set[NamedNode]] = {}
    for start in range(0, len(asked), AT_ONCE):
        # Virtuoso 7 finds no text with a language by VALUES: values are compared here.
        slots = dict.fromkeys((s, p) for s, p, _ in asked[start : start + AT_ONCE])
        rows = " ".join(f"({serialise(s)} {serialise(p)})" for s, p in slots)
        found = engine.select(
            f"SELECT ?s ?p ?o ?graph WHERE {{ VALUES (?s ?p) {{ {rows} }} GRAPH ?graph {{ ?s ?p ?o }} }}"
        )
        for subject, property_, value, graph in found.rows:
            if (
                isinstance(subject, NamedNode)
                and isinstance(property_, NamedNode)
                and isinstance(graph, NamedNode)
                and value is not None
            ):
                graphs.setdefault((subject, property_, value), set()).add(graph)
    for found_in in graphs.values():
        if len(found_in) > 1:
            found_in.discard(DERIVED)
    known = describe_sources(engine, {graph for found_in in graphs.values() for graph in found_in})
    return {
        row: tuple(sorted((known[graph] for graph in graphs.get(row, ())), key=lambda source: source.order))
        for row in asked
    }


def recorded(engine: Engine, things: Iterable[NamedNode]) -> dict[NamedNode, Period]:
    """When each of the things was first put on record: the days between which the first document that states
    something of it can have appeared. Things of which no dated document does are left out."""
    first: dict[NamedNode, Period] = {}
    for some in listed(things):
        found = engine.select(
            "SELECT DISTINCT ?thing ?earliest ?latest WHERE { "
            f"VALUES ?thing {{ {some} }} GRAPH ?passage {{ ?thing ?property ?value }} "
            f"?passage <{PACT}passageOf> ?document . "
            f"?document <{PACT}earliest> ?earliest ; <{PACT}latest> ?latest }}"
        )
        for thing, earliest, latest in found.rows:
            if isinstance(thing, NamedNode) and isinstance(earliest, Literal) and isinstance(latest, Literal):
                period = (earliest.value, latest.value)
                before = first.get(thing)
                if before is None or (period[1], period[0]) < (before[1], before[0]):
                    first[thing] = period
    return first


def sources_of(
    known: Mapping[Triple, tuple[SourceGraph, ...]], rows: Iterable[Triple]
) -> tuple[SourceGraph, ...]:
    """The sources of several statements, each once, passages first; the derived graph where there is no
    other."""
    found = {source.graph: source for row in rows for source in known.get(row, ())}
    if len(found) > 1:
        found.pop(DERIVED, None)
    return tuple(sorted(found.values(), key=lambda source: source.order))
