"""Words: every property and class is declared in the ontology, every value from an open list is a concept."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from ..model.namespaces import ROOT
from ..model.prefixes import Prefixes
from .fault import AtQuad, Fault, Part
from .lexicon import SCHEMA_TERMS, Lexicon
from .names import Names
from .view import TYPE, View


def vocabulary(view: View, lexicon: Lexicon, prefixes: Prefixes) -> Iterator[Fault]:
    """Properties and classes of one file that the ontology does not declare, and values that are not
    concepts."""
    schema = SCHEMA_TERMS if view.file.layer == "vocabulary" else frozenset()
    unknown = {p for p in view.predicates if p.value not in lexicon.properties and p.value not in schema}
    for quad in view.quads if unknown else ():
        if quad.predicate in unknown:
            yield _unknown(view, AtQuad(quad, "predicate"), "property", lexicon.names["property"], prefixes)
    for quad in view.types:
        kind = quad.object
        if not isinstance(kind, NamedNode) or (
            kind.value not in lexicon.classes and kind.value not in schema
        ):
            yield _unknown(view, AtQuad(quad, "object"), "class", lexicon.names["class"], prefixes)
    if view.predicates & lexicon.concept_valued:
        yield from _values(view, lexicon, prefixes)


def _unknown(view: View, anchor: AtQuad, what: str, known: Names, prefixes: Prefixes) -> Fault:
    quad, part = anchor.quad, anchor.part
    term = quad.predicate if part == "predicate" else quad.object
    written = prefixes.curie(term) if isinstance(term, NamedNode) else str(term)
    near = known.nearest(term.value) if isinstance(term, NamedNode) else None
    article = "a " if what == "class" else ""
    return Fault(
        view.file.relative,
        anchor,
        prefixes.curie(quad.subject) if isinstance(quad.subject, NamedNode) else None,
        f"unknown-{what}",
        f"{written} is not {article}{what} of the ontology"
        if article
        else f"{written} is no property of the ontology",
        f"did you mean {prefixes.curie(near)}?"
        if near
        else f"use a {what} of ontology/pactgraph.ttl, or declare it in a file of ontology/",
    )


def _values(view: View, lexicon: Lexicon, prefixes: Prefixes) -> Iterator[Fault]:
    suspects = {
        term
        for term in view.objects
        if not isinstance(term, NamedNode)
        or (term.value not in lexicon.concepts and not term.value.startswith(ROOT + "concept/"))
    }
    part: Part = "object"
    for quad in view.quads if suspects else ():
        if quad.predicate in lexicon.concept_valued and quad.object in suspects and quad.predicate != TYPE:
            value = quad.object
            written = prefixes.curie(value) if isinstance(value, NamedNode) else str(value)
            near = lexicon.names["concept"].nearest(value.value) if isinstance(value, NamedNode) else None
            yield Fault(
                view.file.relative,
                AtQuad(quad, part),
                prefixes.curie(quad.subject) if isinstance(quad.subject, NamedNode) else None,
                "unknown-concept",
                f"{prefixes.curie(quad.predicate)} takes a concept, and {written} is none",
                f"did you mean {prefixes.curie(near)}?"
                if near
                else "choose a concept from ontology/schemes/",
            )
