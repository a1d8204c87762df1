"""One lexical form for one value: the form that an Oxigraph store keeps."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from .namespaces import RDF, XSD

_PLAIN = frozenset({XSD + "string", RDF + "langString"})
_VALUE = NamedNode(RDF + "value")


def stored_forms(literals: Iterable[Literal]) -> dict[Literal, Literal]:
    """The form of each typed literal that a store writes in another way: `007` is 7, `1` of `xsd:boolean`
    is true, `xsd:nonNegativeInteger` is `xsd:integer`. So equal values are equal terms."""
    typed = {literal for literal in literals if literal.datatype.value not in _PLAIN}
    if not typed:
        return {}
    store = Store()
    nodes = {NamedNode(f"urn:x:{number}"): literal for number, literal in enumerate(typed)}
    store.extend(Quad(node, _VALUE, literal, DefaultGraph()) for node, literal in nodes.items())
    found: dict[Literal, Literal] = {}
    for quad in store:
        literal = nodes[quad.subject]
        if quad.object != literal and isinstance(quad.object, Literal):
            found[literal] = quad.object
    return found
