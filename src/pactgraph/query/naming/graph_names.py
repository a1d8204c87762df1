"""Graphs that a query names and that do not exist: nothing is asked there, and nobody would notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from ...rdf.namespaces import ACCEPTED
from ...rdf.prefixes import Prefixes
from ..engines.engine import Engine
from ..nearest import nearest
from ..sparql.binding import BindingFault, serialise
from ..sparql.from_clauses import named_graphs
from ..sparql.tokens import Token


def missing_graphs(engine: Engine, found: Sequence[Token], prefixes: Prefixes) -> list[str]:
    """What to say of each graph that FROM, FROM NAMED or GRAPH names and that holds nothing, with what is
    near.

    `found` are the query's tokens, `prefixes` those that need no declaration. Raises what the engine raises.
    """
    told: list[str] = []
    named = list(named_graphs(found, prefixes))
    from_accepted = any(word.startswith("FROM") and iri == ACCEPTED.value for word, iri in named)
    for iri in dict.fromkeys(iri for _, iri in named):
        if from_accepted and iri == ACCEPTED.value:
            continue
        try:
            there = engine.ask(f"ASK {{ GRAPH {serialise(NamedNode(iri))} {{ ?s ?p ?o }} }}")
        except (BindingFault, ValueError):
            continue  # no absolute IRI: the engine says so
        if not there:
            told.append(_told(engine, iri, prefixes))
    return told


def _told(engine: Engine, iri: str, prefixes: Prefixes) -> str:
    name = prefixes.curie(iri)
    if iri == ACCEPTED.value:
        return f"{name} is the default graph here: ask it with FROM {name}, or without GRAPH"
    found = engine.select("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }")
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    beside: Mapping[str, str] = {
        row[0].value[cut:]: row[0].value
        for row in found.rows
        if isinstance(row[0], NamedNode) and row[0].value.startswith(iri[:cut])
    }
    near = [prefixes.curie(beside[close]) for close in nearest(iri[cut:], beside)]
    return f"there is no graph {name}" + (f"; did you mean {' or '.join(near)}?" if near else "")
