"""The answer to a SELECT query: columns and rows of RDF terms."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
"""What a cell of an answer can hold."""


class Table(NamedTuple):
    """Columns by name (without `?`) and rows of as many cells; None is a cell without a value."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def column(self, name: str) -> list[Term | None]:
        """The cells of one column, top to bottom. Raises ValueError where there is no such column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def with_column(self, name: str, cells: list[Term | None], after: str | None = None) -> Table:
        """A table with one more column, behind the column `after` or else last.

        Raises ValueError where the cells are not as many as the rows.
        """
        if len(cells) != len(self.rows):
            raise ValueError(f"{len(cells)} cells for {len(self.rows)} rows")
        place = len(self.columns) if after is None else self.columns.index(after) + 1
        return Table(
            (*self.columns[:place], name, *self.columns[place:]),
            tuple((*row[:place], cell, *row[place:]) for row, cell in zip(self.rows, cells, strict=True)),
        )
