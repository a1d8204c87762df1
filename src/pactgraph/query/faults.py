"""Faults of a query or of a call: what is wrong, where, and what to write instead."""

from __future__ import annotations

from ..rdf.fault import Fault

LONGEST_EXCERPT = 100


class QueryFault(Fault):
    """A query that cannot run. `line` and `column` are 1-based (columns in code points), or None; `file` is
    that of a stored query; `hint` says what would let it run."""

    file = ""
    hint = ""

    def __init__(
        self, message: str, line: int | None = None, column: int | None = None, query: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.query = query

    def __str__(self) -> str:
        """The place and the message, then the line of the query with a caret below the place."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        from ..rdf.printable import visible

        message = f"{self.file}: " if self.file else ""
        below: list[str] = []
        if self.line is not None and self.column is not None:
            message += f"line {self.line}, column {self.column}: "
            below += _excerpt(self.query, self.line, self.column)
        return [message + visible(self.message), *below, *([self.hint] if self.hint else [])]


class EngineFault(Fault):
    """An engine could not answer a query that is well-formed; the message says why."""


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column (1-based, columns in code points) of a code point offset."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def fault_at(message: str, text: str, offset: int) -> QueryFault:
    """The fault at a code point offset of the query `text`."""
    line, column = place(text, offset)
    return QueryFault(message, line, column, text)


def _excerpt(query: str, line: int, column: int) -> list[str]:
    # Imported here: it loads the tables of Unicode, which a query without fault does not need.
    from ..rdf.printable import width, written_out

    lines = query.split("\n")
    if not 1 <= line <= len(lines):
        return []
    shown = lines[line - 1].rstrip("\r").replace("\t", " ")
    start = max(0, column - 1 - LONGEST_EXCERPT // 2) if len(shown) > LONGEST_EXCERPT else 0
    margin = f"{line:>4} | "
    before = written_out(shown[start : column - 1])
    after = written_out(shown[max(start, column - 1) : start + LONGEST_EXCERPT])
    return [(margin + before + after).rstrip(), f"{' ' * (len(margin) - 2)}| {' ' * width(before)}^"]
