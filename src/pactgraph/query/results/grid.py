"""Rows side by side in columns. A cell that stands for several rows is written once, beside all of them."""

from __future__ import annotations

from collections.abc import Sequence

from .cells import TermText
from .lines import Printed, Style, cell_lines, name_lines

GAP = 2


class Grid:
    """Cells in columns of at most the given widths. `starts` says for each row how many of its first cells
    repeat those of the row above; they are left blank, and the cell above runs on beside them."""

    def __init__(
        self,
        names: Sequence[str],
        rows: Sequence[Sequence[TermText]],
        starts: Sequence[int],
        widths: Sequence[int],
        style: Style,
    ) -> None:
        self._starts = starts
        self._heads = [name_lines(name, size, style) for name, size in zip(names, widths, strict=True)]
        self._cells = [
            [
                cell_lines(cell, size, style) if place >= start else []
                for place, (cell, size) in enumerate(zip(row, widths, strict=True))
            ]
            for row, start in zip(rows, starts, strict=True)
        ]
        self._widths = [
            max(used for lines in (head, *(row[place] for row in self._cells)) for _, used in lines)
            for place, head in enumerate(self._heads)
        ]
        self._heights = [
            max((len(lines) for place, lines in enumerate(row) if self._last(number, place) == number),
                default=1)
            for number, row in enumerate(self._cells)
        ]  # fmt: skip
        self._loose = max(self._heights, default=1) > 1
        self.wrapped = any(len(lines) > 1 for row in self._cells for lines in row)
        """Whether a cell takes more than one line."""
        for place in range(len(widths) - 2, -1, -1):
            self._make_room(place)

    def lines(self, right: Sequence[bool], rule: str) -> list[str]:
        """The table's lines: the names underlined by `rule`, then the rows; columns in `right` stand at the
        right. Rows are apart by an empty line where that is needed to tell them from each other."""
        lines = [
            self._line([head[number] if number < len(head) else None for head in self._heads], right)
            for number in range(max(map(len, self._heads), default=1))
        ]
        lines.append((" " * GAP).join(rule * size for size in self._widths))
        running: list[list[Printed]] = [[] for _ in self._widths]
        for number, row in enumerate(self._cells):
            for place in range(self._starts[number], len(row)):
                running[place] = list(row[place])
            lines += (
                self._line([part.pop(0) if part else None for part in running], right)
                for _ in range(self._heights[number] + self._gap_within(number))
            )
            if self.wrapped and number + 1 < len(self._cells) and self._starts[number + 1] == 0:
                lines.append("")
        return lines

    def _last(self, number: int, place: int) -> int:
        """The last of the rows that the cell in the row `number` stands for."""
        last = number
        while last + 1 < len(self._starts) and self._starts[last + 1] > place:
            last += 1
        return last

    def _gap_within(self, number: int) -> int:
        """1 where an empty line parts a row from the next one of the same group, else 0."""
        return int(self._loose and number + 1 < len(self._starts) and self._starts[number + 1] > 0)

    def _make_room(self, place: int) -> None:
        """Makes rows taller where a cell of this column takes more lines than the rows it stands for."""
        number = 0
        while number < len(self._cells):
            last = self._last(number, place)
            if last > number:
                room = sum(self._heights[number : last + 1])
                room += sum(self._gap_within(row) for row in range(number, last))
                self._heights[last] += max(0, len(self._cells[number][place]) - room)
            number = last + 1

    def _line(self, parts: Sequence[Printed | None], right: Sequence[bool]) -> str:
        told = []
        for part, size, at_right in zip(parts, self._widths, right, strict=True):
            text, used = part or ("", 0)
            space = " " * (size - used)
            told.append(space + text if at_right else text + space)
        return (" " * GAP).join(told)
