"""Terms of our own namespaces in the text of a query: one that does not exist is a slip, and is named as such
instead of being answered with no rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode

from ...rdf.namespaces import CONCEPT, PACT
from ...rdf.prefixes import Prefixes
from ..engines.engine import Engine
from ..faults import fault_at
from ..nearest import nearest
from ..sparql.binding import serialise
from ..sparql.prologue import Iris
from ..sparql.tokens import Token, form
from ..sparql.values_block import listed

MOST_LISTED = 20
"""Concepts of a scheme that are named where none is near."""


def refuse_unknown_terms(engine: Engine, query: str, found: list[Token], prefixes: Prefixes) -> None:
    """Raises QueryFault, with the place and what is near, where a query names a class, property or concept of
    ours that the engine's vocabulary does not define and no statement uses.

    `found` are the tokens of the text `query`; `prefixes` those that need no declaration. What CONSTRUCT
    makes and what SERVICE asks of others may have any name. A text that is no query, and a store without a
    vocabulary, are not judged.
    """
    if form(found) is None:
        return
    used: dict[NamedNode, Token] = {}
    for iri, token in _own_terms(found, prefixes):
        used.setdefault(iri, token)
    unknown = [term for term in used if term not in _said(engine, used)] if used else []
    unknown = [term for term in unknown if not _in_use(engine, term)]
    if not unknown:
        return
    terms = _terms(engine)
    if terms:
        told = "; ".join(_told(term, terms, prefixes) for term in unknown)
        raise fault_at(told, query, used[unknown[0]].start)


def _own_terms(found: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[NamedNode, Token]]:
    """The IRIs of the patterns and conditions that are in one of our namespaces, with their tokens."""
    iris = Iris(found, prefixes)
    place = iris.start
    while place < len(found):
        token = found[place]
        word = token.text.upper() if token.kind == "word" else ""
        if word == "SERVICE" or (
            word == "CONSTRUCT" and [each.text for each in found[place + 1 : place + 2]] == ["{"]
        ):
            place = _behind_group(found, place)
            continue
        iri = iris.of(token)
        if iri.startswith((PACT, CONCEPT)) and not iri.endswith(("#", "/")):
            yield NamedNode(iri), token
        place += 1


def _behind_group(found: Sequence[Token], place: int) -> int:
    """The place behind the next group in braces."""
    depth = 0
    while place < len(found):
        if found[place].kind == "mark":
            depth += (found[place].text == "{") - (found[place].text == "}")
            if found[place].text == "}" and depth == 0:
                return place + 1
        place += 1
    return place


def _said(engine: Engine, terms: Iterable[NamedNode]) -> set[object]:
    """Those of the terms of which something is stated."""
    return {
        row[0]
        for some in listed(terms)
        for row in engine.select(
            f"SELECT DISTINCT ?term WHERE {{ VALUES ?term {{ {some} }} ?term ?said ?something }}"
        ).rows
    }


def _in_use(engine: Engine, term: NamedNode) -> bool:
    """Whether a statement anywhere has the term, defined or not: who looks for such statements finds them."""
    iri = serialise(term)
    patterns = (f"?s {iri} ?o", f"?s ?p {iri}", f"{iri} ?p ?o")
    groups = [*patterns, *(f"GRAPH ?g {{ {pattern} }}" for pattern in patterns)]
    return any(engine.ask(f"ASK {{ {group} }}") for group in groups)


def _terms(engine: Engine) -> list[str]:
    """Every term and concept of ours that the vocabulary has."""
    found = engine.select(
        f'SELECT DISTINCT ?term WHERE {{ ?term a ?kind FILTER(STRSTARTS(STR(?term), "{PACT}") || '
        f'STRSTARTS(STR(?term), "{CONCEPT}")) }}'
    )
    return sorted(row[0].value for row in found.rows if isinstance(row[0], NamedNode))


def _told(term: NamedNode, terms: Iterable[str], prefixes: Prefixes) -> str:
    """What is wrong with a term, and what is near it among those with the same namespace."""
    cut = max(term.value.rfind("/"), term.value.rfind("#")) + 1
    space, local = term.value[:cut], term.value[cut:]
    beside = {iri[cut:]: iri for iri in terms if iri.startswith(space) and "/" not in iri[cut:]}
    folded: dict[str, list[str]] = {}
    for name in beside:
        folded.setdefault(name.lower(), []).append(name)
    near = [beside[name] for close in nearest(local.lower(), folded) for name in folded[close]]
    start = f"{prefixes.curie(term)} is not in the ontology"
    if near:
        return f"{start}; did you mean {' or '.join(map(prefixes.curie, near[:3]))}?"
    if space != PACT and 0 < len(beside) <= MOST_LISTED:
        return f"{start}; there are: {', '.join(map(prefixes.curie, beside.values()))}"
    return f"{start}: ontology/pactgraph.ttl and ontology/schemes/ define what there is"
