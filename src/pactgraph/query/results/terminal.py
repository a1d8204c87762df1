"""An answer as a table that fits the terminal: nothing is cut, and what is too wide becomes records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...rdf.printable import visible, width
from ...rdf.table import Table, Term
from .cells import TermText, is_number
from .grid import GAP, Grid
from .lines import breadth, styled, unstyled
from .records import record_lines

HEADER = 2
"""Lines of names and their rule, which records do without."""

NARROWEST_COLUMN = 12
NARROWEST = 20
WORD = 18


def to_terminal(
    table: Table, cell: Callable[[Term | None], TermText], columns: int, *, colour: bool, rule: str = "─"
) -> str:
    """The table in at most `columns` terminal columns (20 or more).

    Leading cells that repeat those of the row above are shown once, with blanks below; a cell without a
    value then shows a dash, so that no blank means two things. Columns share the width; where one of them
    would get less than 12 columns, or would cut words of up to 18, or where columns take more lines, each
    row becomes a record with a line or more for each column. `rule` underlines the header; `colour` allows
    ANSI styles.
    """
    columns = max(NARROWEST, columns)
    names = [visible(name) for name in table.columns]
    starts = _starts(table.rows)
    nothing = TermText(("–" if rule == "─" else "-") if any(starts) else "")
    rows = [[nothing if term is None else cell(term) for term in row] for row in table.rows]
    style = styled if colour else unstyled
    widths = _widths(names, rows, columns)
    lines = None
    if widths is not None:
        grid = Grid(names, rows, starts, widths, style)
        right = [bool(rows) and all(map(is_number, table.column(name))) for name in table.columns]
        lines = grid.lines(right, rule)
    if lines is None or grid.wrapped:
        records = record_lines(names, rows, starts, columns, style)
        lines = records if lines is None or len(records) < len(lines) - HEADER else lines
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _starts(rows: Sequence[tuple[Term | None, ...]]) -> list[int]:
    """For each row, how many of its first cells repeat those of the row above; never all of them."""
    starts = [0] * len(rows)
    for number in range(1, len(rows)):
        above, row = rows[number - 1], rows[number]
        while starts[number] < len(row) - 1 and row[starts[number]] == above[starts[number]]:
            starts[number] += 1
    return starts


def _widths(names: Sequence[str], rows: Sequence[Sequence[TermText]], columns: int) -> list[int] | None:
    """Widths for the columns, or None where they do not fit."""
    whole, stacked, least = list[int](), list[int](), list[int]()
    for place, name in enumerate(names):
        cells = [row[place] for row in rows]
        size = width(name)
        whole.append(max([size, *map(breadth, cells)]))
        stacked.append(max([size, *(max(width(told.text), width(told.note)) for told in cells)]))
        least.append(min(WORD, max([NARROWEST_COLUMN, *map(_longest_word, cells)])) if cells else size)
    return _share(whole, stacked, least, columns - GAP * (len(names) - 1))


def _longest_word(cell: TermText) -> int:
    return max(width(word) for text in (cell.text, cell.note) for word in text.split(" "))


def _share(whole: list[int], stacked: list[int], least: list[int], room: int) -> list[int] | None:
    """Widths for the columns, from the narrowest on: each what its cells take on one line where that is at
    most a fair share of what is left, else what they take with the note below the text, else the share.
    What then remains goes to columns that it lets stand on one line, and to the widest one.

    None where a column that wants more would get less than its least width.
    """
    order = sorted(range(len(whole)), key=lambda place: whole[place])
    widths = [0] * len(whole)
    for number, place in enumerate(order):
        share = room // (len(order) - number)
        fitting = [size for size in (whole[place], stacked[place]) if size <= share]
        if not fitting and share < least[place]:
            return None
        widths[place] = max(1, fitting[0] if fitting else share)
        room -= widths[place]
    for place in order:
        more = whole[place] - widths[place]
        if more <= room or place == order[-1]:
            widths[place] += max(0, min(more, room))
            room -= max(0, min(more, room))
    return widths
