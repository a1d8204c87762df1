"""Answers of any engine with one lexical form for one value: that of the embedded engine."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, Triple

from ...rdf.folding import stored_forms
from ...rdf.table import Table


def fold_table(table: Table) -> Table:
    """The table with each literal as the embedded engine gives it (see `stored_forms`)."""
    forms = stored_forms(cell for row in table.rows for cell in row if isinstance(cell, Literal))
    if not forms:
        return table
    rows = tuple(
        tuple(forms.get(cell, cell) if isinstance(cell, Literal) else cell for cell in row)
        for row in table.rows
    )
    return Table(table.columns, rows)


def fold_triples(triples: Iterable[Triple]) -> list[Triple]:
    """The triples, each once, with their objects as the embedded engine gives them."""
    known = list(triples)
    forms = stored_forms(triple.object for triple in known if isinstance(triple.object, Literal))
    return list(
        dict.fromkeys(
            Triple(t.subject, t.predicate, forms.get(t.object, t.object))
            if isinstance(t.object, Literal)
            else t
            for t in known
        )
    )
