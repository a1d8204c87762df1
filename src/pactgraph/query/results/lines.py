"""A cell as lines of text with styles: its label, and behind or below it, dimmed, what to type for it."""

from __future__ import annotations

from collections.abc import Callable

from ...rdf.printable import width, wrap
from .cells import TermText

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"

Style = Callable[[str, str], str]
"""Gives a text in an ANSI style; `styled` does, `unstyled` leaves it as it is."""

Printed = tuple[str, int]
"""A line as printed, and the terminal columns that it takes."""


def styled(text: str, how: str) -> str:
    """The text in a style: BOLD, DIM or none."""
    return f"{how}{text}{PLAIN}" if how and text else text


def unstyled(text: str, _how: str) -> str:
    """The text as it is."""
    return text


def breadth(cell: TermText) -> int:
    """The terminal columns that a cell takes on one line."""
    return width(cell.text) + (1 + width(cell.note) if cell.note else 0)


def cell_lines(cell: TermText, size: int, style: Style) -> list[Printed]:
    """The cell in lines of at most `size` columns: one where it fits, else the note is below the text."""
    text = wrap(cell.text, size)
    if len(text) == 1 and cell.note and breadth(cell) <= size:
        return [(f"{text[0]} {style(cell.note, DIM)}", breadth(cell))]
    lines = [(part, width(part)) for part in text]
    if cell.note:
        lines += ((style(part, DIM), width(part)) for part in wrap(cell.note, size))
    return lines


def name_lines(name: str, size: int, style: Style) -> list[Printed]:
    """A column's name in lines of at most `size` columns."""
    return [(style(part, BOLD), width(part)) for part in wrap(name, size)]
