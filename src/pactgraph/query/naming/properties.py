"""The property that a person means."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ...rdf.namespaces import OWL, PACT, RDF
from ...rdf.prefixes import Prefixes
from ..engines.engine import Engine
from .names import Names
from .within import Within

_PROPERTIES = Within(
    (
        NamedNode(OWL + "ObjectProperty"),
        NamedNode(OWL + "DatatypeProperty"),
        NamedNode(OWL + "AnnotationProperty"),
        NamedNode(RDF + "Property"),
    )
)


def resolve_property(engine: Engine, prefixes: Prefixes, typed: str, lang: str) -> NamedNode:
    """The property that a typed label, CURIE or local name means. Raises NameFault with near misses."""
    own = NamedNode(PACT + typed) if typed.isidentifier() else None
    if own is not None and engine.ask(f"ASK {{ <{own.value}> ?p ?o }}"):
        return own
    return Names(engine, prefixes, lang).resolve(typed, _PROPERTIES)
