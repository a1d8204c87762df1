"""One lexical form for one value, whatever the engine: the form that an Oxigraph store keeps."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from ..model.namespaces import RDF, XSD
from ..model.table import Table, Term

_PLAIN = frozenset({XSD + "string", RDF + "langString"})
_VALUE = NamedNode(RDF + "value")


def fold_table(table: Table) -> Table:
    """The table with each literal in the form that the embedded engine gives it: `007` is 7, `1` of
    `xsd:boolean` is true, `xsd:nonNegativeInteger` is `xsd:integer`. So equal values are equal terms."""
    forms = _forms(cell for row in table.rows for cell in row)
    if not forms:
        return table
    rows = tuple(
        tuple(forms.get(cell, cell) if isinstance(cell, Literal) else cell for cell in row)
        for row in table.rows
    )
    return Table(table.columns, rows)


def fold_triples(triples: Iterable[Triple]) -> list[Triple]:
    """The triples with their objects in the form that `fold_table` gives, each once."""
    known = list(triples)
    forms = _forms(triple.object for triple in known)
    return list(
        dict.fromkeys(
            Triple(t.subject, t.predicate, forms.get(t.object, t.object))
            if isinstance(t.object, Literal)
            else t
            for t in known
        )
    )


def _forms(terms: Iterable[Term | None]) -> dict[Literal, Literal]:
    """The stored form of each typed literal that a store writes in another way."""
    typed = {term for term in terms if isinstance(term, Literal) and term.datatype.value not in _PLAIN}
    if not typed:
        return {}
    store = Store()
    nodes = {NamedNode(f"urn:x:{number}"): literal for number, literal in enumerate(typed)}
    store.extend(Quad(node, _VALUE, literal, DefaultGraph()) for node, literal in nodes.items())
    found = {}
    for quad in store:
        literal = nodes[quad.subject]
        if quad.object != literal and isinstance(quad.object, Literal):
            found[literal] = quad.object
    return found
