"""What a person sees of a term: a label and a prefixed name, or a literal's text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ...rdf.namespaces import PASSAGE
from ...rdf.prefixes import Prefixes
from ...rdf.printable import visible
from ...rdf.table import Table, Term
from ..engines.engine import Engine
from ..naming.labels import Label, labels

_NUMBERS = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")
)


class TermText(NamedTuple):
    """A cell in words, and what to type for it where that is something else."""

    text: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.note})" if self.note else self.text


class Cells:
    """Puts the terms of a table in words: labels in a language, with another language's tag where the
    label is only there in that one."""

    def __init__(self, prefixes: Prefixes, called: Mapping[NamedNode, Label], lang: str) -> None:
        self._prefixes = prefixes
        self._called = called
        self._lang = lang

    @classmethod
    def of(cls, table: Table, engine: Engine, prefixes: Prefixes, lang: str) -> Cells:
        """The words for one table, its labels asked for in one query."""
        nodes = {term for row in table.rows for term in row if isinstance(term, NamedNode)}
        return cls(prefixes, labels(engine, nodes, lang), lang)

    def label(self, term: Term | None) -> str | None:
        """The label of an IRI, with its language where it is another one; None where there is none."""
        label = self._called.get(term) if isinstance(term, NamedNode) else None
        return label.told(self._lang) if label else None

    def __call__(self, term: Term | None) -> TermText:
        """A term in words, safe to show on a terminal."""
        if term is None:
            return TermText("")
        if isinstance(term, NamedNode):
            curie = visible(self._prefixes.curie(term))
            label = self.label(term)
            return TermText(visible(label), curie) if label else TermText(curie)
        if isinstance(term, Literal):
            value = visible(term.value)
            if value.startswith(PASSAGE):
                value = " ".join(self._prefixes.curie(part) for part in value.split(" "))
            return TermText(f"{value} @{term.language}" if term.language not in (None, self._lang) else value)
        return TermText(visible(str(term)))


def with_labels(table: Table, cells: Cells) -> Table:
    """The table with a column `<column>Label` behind each column that holds an IRI, unless there is one."""
    for name in table.columns:
        column = table.column(name)
        label = f"{name}Label"
        if label not in table.columns and any(isinstance(term, NamedNode) for term in column):
            texts = [cells.label(term) for term in column]
            table = table.with_column(
                label, [None if text is None else Literal(text) for text in texts], name
            )
    return table


def is_number(term: Term | None) -> bool:
    """Whether a term is a literal of a numeric datatype."""
    return isinstance(term, Literal) and term.datatype.value in _NUMBERS
