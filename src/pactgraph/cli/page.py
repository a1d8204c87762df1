"""Text for people: titles, headings and indented lines that fit the terminal."""

from __future__ import annotations

import shutil
import sys
from typing import TextIO

import click

from ..rdf.printable import visible, wrap
from .printing import in_colour, out_encoding, write_out

NARROWEST, WIDEST = 30, 100

NO_TEXTS = (
    "The words are not part of Pactgraph. With the documents' texts in a folder, set PACTGRAPH_SOURCES to "
    "that folder to see them."
)
NO_WORDS = (
    "passage:DOCUMENT_START-END: these characters of the document say so; pactgraph why THING tells who "
    f"published it. {NO_TEXTS}"
)
"""What is said where the words of passages are not at hand."""


class Page:
    """Prints to standard output, or to another `stream`, wrapped to the terminal's width (to `WIDEST` columns
    at most; not wrapped at all in a pipe). Titles and headings are bold on a terminal, unless NO_COLOR is
    set."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream
        self._columns: int | None = None
        if (stream or sys.stdout) is not None and (stream or sys.stdout).isatty():
            self._columns = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))

    def title(self, text: str) -> None:
        """The first line."""
        self._print(text, 0, bold=True)

    def heading(self, text: str) -> None:
        """A heading, after an empty line."""
        self._put("")
        self._print(text, 0, bold=True)

    def line(self, text: str, level: int = 0) -> None:
        """A line at a level of indentation, further lines of it one step deeper."""
        self._print(text, level, bold=False)

    def _print(self, text: str, level: int, *, bold: bool) -> None:
        indent = "  " * level
        shown = visible(text)
        lines = [shown] if self._columns is None else wrap(shown, self._columns - len(indent) - 2)
        for number, part in enumerate(lines):
            styled = click.style(part, bold=True) if bold and in_colour() else part
            self._put(indent + ("  " if number else "") + styled)

    def _put(self, line: str) -> None:
        if self._stream is None:
            write_out(f"{line}\n".encode(out_encoding(), "backslashreplace"))
        else:
            self._stream.write(f"{line}\n")
