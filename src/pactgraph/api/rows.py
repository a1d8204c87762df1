"""The answer to a question: rows of Python values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, overload

from pyoxigraph import Literal

from ..query.engines.engine import Answer
from ..rdf.fault import PactgraphError
from ..rdf.table import Table
from ..workspace.extras import MissingExtra
from .values import Iri, Text, Value, cell, shown

if TYPE_CHECKING:
    import pandas

MOST_SHOWN = 100
"""Rows of an answer that a notebook shows."""


class Row(tuple[Value, ...]):
    """One row: a tuple whose values also go by the name of their column, `row["region"]` or `row.region`."""

    columns: tuple[str, ...]

    def __new__(cls, columns: tuple[str, ...] = (), values: Sequence[Value] = ()) -> Row:
        """The row of `values` under `columns`, which are as many."""
        made = super().__new__(cls, values)
        made.columns = columns
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.columns, tuple(self)

    def __getitem__(self, key: Any) -> Any:
        """The value of a column by its name or place. Raises KeyError for a name that is no column."""
        if isinstance(key, str):
            if key not in self.columns:
                raise KeyError(f"{key}: the columns are {', '.join(self.columns)}")
            return super().__getitem__(self.columns.index(key))
        return super().__getitem__(key)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "columns" or name not in self.columns:
            raise AttributeError(f"no column is called {name}")
        return self[name]

    def asdict(self) -> dict[str, Value]:
        """The values by column."""
        return dict(zip(self.columns, self, strict=True))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self.asdict().items())})"


class Rows(Sequence[Row]):
    """All rows of an answer, in the order of the question. A notebook shows them as a table."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        self.columns = tuple(columns)
        self._rows = tuple(Row(self.columns, row) for row in rows)

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> Rows: ...
    def __getitem__(self, key: int | slice) -> Row | Rows:
        """One row by its place, or some of the rows."""
        return Rows(self.columns, self._rows[key]) if isinstance(key, slice) else self._rows[key]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def column(self, name: str) -> list[Any]:
        """The values of a column, top to bottom. Raises KeyError where there is no such column."""
        return [row[name] for row in self._rows] if self._rows or name in self.columns else Row()[name]

    def to_pandas(self, *, labels: bool = False) -> pandas.DataFrame:
        """The answer as a DataFrame.

        Dates have the dtype `datetime64[s]`, whole numbers `Int64`, others `Float64`, truth values `boolean`,
        text without a language `string`. Things and text with a language stay `Iri` and `Text`; the language
        is also in a column `<name>Language`, and with `labels` each thing's label in one `<name>Label`.
        Raises PactgraphError where pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise PactgraphError(str(MissingExtra("a DataFrame", "pandas"))) from None
        found: dict[str, Any] = {}
        for name in self.columns:
            values = self.column(name)
            found[name] = _series(values)
            if labels and any(isinstance(value, Iri) for value in values):
                called = [value.label if isinstance(value, Iri) else None for value in values]
                found.setdefault(f"{name}Label", _strings(called))
            tags = [value.language if isinstance(value, Text) else None for value in values]
            if any(tags):
                found.setdefault(f"{name}Language", _strings(tags))
        return pandas.DataFrame(found, index=range(len(self)))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{shown(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in self._rows[:MOST_SHOWN])
        count = f"{len(self)} row{'' if len(self) == 1 else 's'}"
        more = f", of which the first {MOST_SHOWN} are shown" if len(self) > MOST_SHOWN else ""
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"{table}<p><small>{count}{more}</small></p>"

    def __repr__(self) -> str:
        return f"<{len(self)} row{'' if len(self) == 1 else 's'}: {', '.join(self.columns)}>"


def as_table(found: Answer) -> Table:
    """An answer of any form as a table: a truth value in the column `answer`, triples by their parts."""
    if isinstance(found, Table):
        return found
    if isinstance(found, bool):
        return Table(("answer",), ((Literal(found),),))
    triples = sorted(((each.subject, each.predicate, each.object) for each in found), key=str)
    return Table(("subject", "property", "value"), tuple(triples))


def _strings(values: Sequence[str | None]) -> Any:
    import pandas

    return pandas.Series([None if value is None else str(value) for value in values], dtype="string")


def _series(values: list[Any]) -> Any:
    """A column with the dtype that fits all its values."""
    import pandas

    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pandas.Series(values, dtype="boolean")
    if kinds == {int} and all(value is None or abs(value) < 2**63 for value in values):
        return pandas.Series(values, dtype="Int64")
    if kinds and kinds <= {int, float, Decimal}:
        numbers = [None if value is None else float(value) for value in values]
        return pandas.Series(numbers, dtype="Float64")
    if kinds == {date}:
        return pandas.Series([None if value is None else value.isoformat() for value in values]).astype(
            "datetime64[s]"
        )
    if kinds == {datetime}:
        zones = {value.tzinfo is None for value in values if value is not None}
        if len(zones) == 1:
            return pandas.to_datetime(pandas.Series(values, dtype=object), utc=zones == {False})
    if kinds == {str}:
        return _strings(values)
    return pandas.Series(values, dtype=object)
