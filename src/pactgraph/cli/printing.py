"""Everything that reaches a person: lines on standard output, notes and faults on standard error.

Labels, names of files, what was typed and what others' programs say stand in them. They go out with control
and direction characters written as escapes, and notes and faults without the passwords of URLs. What is for
programs goes out as it is; only on a terminal it has escapes too, those of its format where it has any.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from ..rdf.printable import escaped, visible, written_out

_JSON = frozenset({"json", "jsonld", "sarif"})
_XML = frozenset({"xml", "rdfxml", "svg", "graphml", "gexf"})


class CallFault(click.ClickException):
    """The call is at fault: the message says what to type instead. `below` are lines under it: the part of a
    query where the fault is."""

    exit_code = 2

    def __init__(self, message: str, below: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.below = below


def shown(fault: click.ClickException) -> click.ClickException:
    """A fault that says the same in lines that are safe to show, and ends the command as it does."""
    if isinstance(fault, click.exceptions.NoArgsIsHelpError):
        return fault
    lines = [_line(fault.format_message())]
    if isinstance(fault, CallFault):
        lines += (_kept(line) for line in fault.below)
    text = "\n".join(lines)
    if isinstance(fault, click.UsageError):
        return click.UsageError(text, fault.ctx)
    return CallFault(text) if fault.exit_code == CallFault.exit_code else click.ClickException(text)


def note(text: str = "") -> None:
    """A line on standard error, which is not part of the answer."""
    click.echo(_line(text), err=True)


def note_lines(text: str) -> None:
    """Lines on standard error, in which each line break is ours."""
    click.echo(_kept(text.removesuffix("\n")), err=True)


def draw_over(line: str) -> None:
    """Shows how far something has come on standard error, which is a terminal: in the place of what was shown
    last, and without a line at all at the end."""
    click.echo(f"\r\x1b[K{line}", nl=False, err=True)


def progress(what: str) -> Callable[[int, int], None]:
    """What draws how many of how many are done, in one line over and over, and takes it away at the end."""

    def draw(done: int, total: int) -> None:
        share = done / total if total else 1.0
        draw_over("" if done >= total else f"{what} [{'#' * int(share * 30):<30}] {share:4.0%}")

    return draw


def say(text: str = "") -> None:
    """A line of an answer for people, on standard output."""
    say_lines(visible(text) or "\n")


def say_lines(text: str) -> None:
    """Lines of an answer for people, in which each line break is ours."""
    if text:
        shown = _lines(text.removesuffix("\n"))
        write_out(f"{shown}\n".encode(out_encoding(), "backslashreplace"))


def write_text(text: str, form: str) -> None:
    """Writes what is for programs in UTF-8; names of files that are none have escapes, as JSON has them."""
    write_out(text.encode("utf-8", "backslashreplace"), form)


def give_json(value: object) -> None:
    """Writes a value as one JSON document."""
    import json

    write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "json")


def write_out(content: bytes, form: str = "text") -> None:
    """Writes bytes to standard output; `form` is the format of what they hold in UTF-8. What cannot be
    written ends the command: see `streams`."""
    if form != "text" and on_terminal():
        escape = _in_json if form in _JSON else _in_xml if form in _XML else escaped
        shown = _lines(content.decode("utf-8", "replace").replace("\r\n", "\n"), escape)
        content = shown.encode(out_encoding(), "backslashreplace")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def in_colour() -> bool:
    """Whether standard output shows colour: on a terminal, unless NO_COLOR is set."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def out_encoding() -> str:
    """The encoding of text on standard output."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def terminal_width() -> int:
    """The columns of the terminal: $COLUMNS, else what the terminal says, else 80."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        return 80


def _line(text: str) -> str:
    """A message on one line."""
    from ..rdf.urls import without_passwords

    return visible(without_passwords(text))


def _kept(text: str) -> str:
    """A message with its line breaks."""
    from ..rdf.urls import without_passwords

    return _lines(without_passwords(text))


def _lines(text: str, escape: Callable[[str], str] = escaped) -> str:
    """A text with its line breaks and tabs as they are and the other characters that steer a terminal written
    out."""
    return "\n".join(
        "\t".join(written_out(part, escape) for part in line.split("\t")) for line in text.split("\n")
    )


def _in_json(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))


def _in_xml(char: str) -> str:
    return f"&#x{ord(char):X};"
