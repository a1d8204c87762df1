"""An answer as a table that fits the terminal: nothing is cut, and narrow terminals get a record a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...model.table import Table, Term
from ..width import width, wrap
from .cells import Cell, is_number

GAP = 2
NARROWEST_COLUMN = 12
NARROWEST = 20
WORD = 18

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
Line = tuple[str, str]
"""A line of a cell, and its style."""


def to_terminal(
    table: Table, cell: Callable[[Term | None], Cell], columns: int, *, colour: bool, rule: str = "─"
) -> str:
    """The table in at most `columns` terminal columns (20 or more).

    Columns share the width; where that would leave one of them less than 12 or would cut words of up to 18,
    each row becomes a record with a line or more for each column. `rule` underlines the header; `colour`
    allows ANSI styles.
    """
    columns = max(NARROWEST, columns)
    told = [[cell(term) for term in row] for row in table.rows]
    wanted = [
        max([width(name), *(max(width(row[place].text), width(row[place].note)) for row in told)])
        for place, name in enumerate(table.columns)
    ]
    least = [
        min(WORD, max(NARROWEST_COLUMN, *(_longest_word(row[place]) for row in told)) if told else 0)
        for place in range(len(wanted))
    ]
    widths = _share(wanted, least, columns - GAP * (len(wanted) - 1))
    style = _styled if colour else _unstyled
    if widths is None:
        return _records(table.columns, told, columns, style)
    right = [bool(table.rows) and all(map(is_number, table.column(name))) for name in table.columns]
    lines = _row([[(part, BOLD) for part in wrap(n, w)] for n, w in zip(table.columns, widths, strict=True)],
                 widths, right, style)  # fmt: skip
    lines.append((" " * GAP).join(rule * size for size in widths))
    blocks = [
        _row([_lines(part, size) for part, size in zip(row, widths, strict=True)], widths, right, style)
        for row in told
    ]
    apart = any(len(block) > 1 for block in blocks)
    for number, block in enumerate(blocks):
        if apart and number:
            lines.append("")
        lines += block
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _longest_word(cell: Cell) -> int:
    return max(width(word) for text in (cell.text, cell.note) for word in text.split(" "))


def _share(wanted: list[int], least: list[int], room: int) -> list[int] | None:
    """Widths for the columns: each what it wants where that is at most a fair share, else the share of what
    the others leave. None where a column that wants more would get less than its least width."""
    widths = [0] * len(wanted)
    left = sorted(range(len(wanted)), key=lambda place: wanted[place])
    while left:
        share = room // len(left)
        place = left.pop(0)
        if wanted[place] > share and share < least[place]:
            return None
        widths[place] = max(1, min(wanted[place], share))
        room -= widths[place]
    return widths


def _lines(cell: Cell, size: int) -> list[Line]:
    lines = [(part, "") for part in wrap(cell.text, size)]
    if not cell.note:
        return lines
    last = lines[-1][0]
    if len(lines) == 1 and width(last) + 1 + width(cell.note) <= size:
        return [(last + " ", ""), (cell.note, DIM + "+")]
    return [*lines, *((part, DIM) for part in wrap(cell.note, size))]


def _row(
    cells: Sequence[list[Line]], widths: list[int], right: list[bool], style: Callable[[str, str], str]
) -> list[str]:
    stacked = [_joined(lines, style) for lines in cells]
    height = max((len(lines) for lines in stacked), default=0)
    told = []
    for number in range(height):
        parts = []
        for lines, size, at_right in zip(stacked, widths, right, strict=True):
            text, used = lines[number] if number < len(lines) else ("", 0)
            space = " " * (size - used)
            parts.append(space + text if at_right else text + space)
        told.append((" " * GAP).join(parts))
    return told


def _joined(lines: list[Line], style: Callable[[str, str], str]) -> list[tuple[str, int]]:
    """Lines as printed, each with its width; a line whose style ends with `+` continues the one before."""
    told: list[tuple[str, int]] = []
    for text, how in lines:
        printed = style(text, how.rstrip("+"))
        if how.endswith("+") and told:
            before, used = told.pop()
            told.append((before + printed, used + width(text)))
        else:
            told.append((printed, width(text)))
    return told


def _records(
    names: tuple[str, ...], told: list[list[Cell]], columns: int, style: Callable[[str, str], str]
) -> str:
    """Each row as a record: a column's name, and its value beside it or, on a narrow terminal, below."""
    longest = max(map(width, names), default=0)
    beside = longest <= columns // 3
    size = columns - (longest + GAP if beside else GAP)
    lines = list[str]()
    for number, row in enumerate(told):
        if number:
            lines.append("")
        for name, cell in zip(names, row, strict=True):
            if not cell.text:
                continue
            values = [text for text, _ in _joined(_lines(cell, size), style)]
            if beside:
                lines.append(f"{style(name, BOLD)}{' ' * (longest - width(name) + GAP)}{values[0]}")
                lines += (" " * (longest + GAP) + value for value in values[1:])
            else:
                lines += (style(part, BOLD) for part in wrap(name, columns))
                lines += (" " * GAP + value for value in values)
    if not told:
        lines += (part for name in names for part in wrap(name, columns))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _styled(text: str, how: str) -> str:
    return f"{how}{text}{PLAIN}" if how and text else text


def _unstyled(text: str, _how: str) -> str:
    return text
