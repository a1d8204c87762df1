"""Each row as a record: a line or more for each column, for what is too wide to stand in columns."""

from __future__ import annotations

from collections.abc import Sequence

from ...rdf.printable import width, wrap
from .cells import TermText
from .lines import BOLD, Style, cell_lines

GAP = 2


def record_lines(
    names: Sequence[str],
    rows: Sequence[Sequence[TermText]],
    starts: Sequence[int],
    columns: int,
    style: Style,
) -> list[str]:
    """The rows as records in at most `columns` terminal columns: a column's name, and its value beside it
    or, on a narrow terminal, below. Cells without a text are left out. Without rows, the names, each whole on
    a line of its own.

    `starts` says for each row how many of its first cells repeat those of the record above: they are left
    out, and where only the last column differs, its values make one list.
    """
    if not rows:
        return list(names)
    longest = max(map(width, names), default=0)
    beside = longest <= columns // 3
    indent = " " * (longest + GAP if beside else GAP)
    end = len(names) - 1
    lines = list[str]()
    for number, (row, start) in enumerate(zip(rows, starts, strict=True)):
        listed = start == end > 0
        if number and not listed:
            lines.append("")
        for place in range(start, len(row)):
            if not row[place].text:
                continue
            more = place == end and (listed or (number + 1 < len(rows) and starts[number + 1] == end > 0))
            values = _values(row[place], columns - len(indent), style, hanging=more)
            if listed:
                lines += (indent + value for value in values)
            elif beside:
                name = names[place]
                lines.append(f"{style(name, BOLD)}{' ' * (longest - width(name) + GAP)}{values[0]}")
                lines += (indent + value for value in values[1:])
            else:
                lines += (style(part, BOLD) for part in wrap(names[place], columns))
                lines += (indent + value for value in values)
    return lines


def _values(cell: TermText, size: int, style: Style, *, hanging: bool) -> list[str]:
    """The lines of a value; in a list further lines of one value stand deeper."""
    lines = [text for text, _ in cell_lines(cell, size, style)]
    if len(lines) > 1 and hanging:
        first, *others = (text for text, _ in cell_lines(cell, size - GAP, style))
        return [first, *(" " * GAP + other for other in others)]
    return lines
