"""A statement as pages show it, and the terms in it as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ...rdf.layout import natural
from ...rdf.namespaces import DERIVED

Value = str | Literal


class FactLabel(NamedTuple):
    """A text and its language tag, which is empty for a text without one."""

    text: str
    language: str


@dataclass(slots=True, eq=False)
class Fact:
    """A statement. `value` is an IRI, a blank node as `_:label`, or a literal; `sources` are the graphs that
    make it; it is `accepted` where it stands, and `rejected` where decisions reject it wherever it is told.
    What is neither was told and does not stand: a state that has moved on, a day told less exactly."""

    triple: Triple
    subject: str
    property: str
    value: Value
    sources: list[str] = field(default_factory=list)
    accepted: bool = True
    rejected: bool = False


def is_told(fact: Fact) -> bool:
    """Whether a file or a passage makes a fact, and it does not only follow from others."""
    return fact.sources != [DERIVED.value]


def value_order(fact: Fact) -> tuple[object, ...]:
    """The order of one subject's facts of one property."""
    return (not fact.accepted, natural(str(fact.value)))


def text_of(term: object) -> str:
    """A subject, property or graph as text."""
    return term.value if isinstance(term, NamedNode) else str(term)


def value_of(term: object) -> Value:
    """An object as the value of a fact."""
    return term if isinstance(term, Literal) else text_of(term)


def blank_names(quads: list[Quad], number: int) -> Mapping[object, BlankNode]:
    """Names for the blank nodes of a file by their order in it, the same whenever it is read."""
    found: dict[object, BlankNode] = {}
    for quad in quads:
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, BlankNode) and term not in found:
                found[term] = BlankNode(f"f{number}n{len(found)}")
    return found
