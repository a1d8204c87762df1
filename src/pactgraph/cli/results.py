"""Giving out an answer: the options that say how, the choice of a format, and writing it."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from ..api.answer import Answer
from ..rdf.formats import RDF, TABLES, by_suffix
from ..rdf.table import Table
from .printing import CallFault, in_colour, note, on_terminal, out_encoding, terminal_width, write_out

if TYPE_CHECKING:
    from ..workspace.writing import Fill

Command = TypeVar("Command", bound=Callable[..., Any])

BY_SUFFIX = by_suffix(RDF) | by_suffix(TABLES)
"""What a suffix of -o means of an answer: of .xml rows, which triples refuse."""

WIDTH_OF_A_FILE = 120


def chosen_format(
    asked: str | None, file: Path | None, known: Mapping[str, str], default: str, *, packed: bool = False
) -> str:
    """The format of what is written to `file`, or to standard output where that is None: the one `asked` for
    with `-f`, whatever the file's name; else by the suffix, as `known` says (the one before .gz or .zst where
    `packed` is true); else, for a name without a suffix, a pipe or a device, `default`.

    Raises CallFault for a suffix that is not known: a name that says what the file does not hold deceives.
    """
    if asked is not None or file is None:
        return asked or default
    suffix = file.suffix
    if packed:
        from ..workspace.packing import inner_name

        suffix = Path(inner_name(file)).suffix
    if not suffix or (file.exists() and not file.is_file() and not file.is_dir()):
        return default
    if suffix.lower() not in known:
        raise CallFault(
            f"no format is known by the suffix {suffix} of {file.name}: end the name with one of "
            f"{', '.join(known)}, or say which format with -f"
        )
    return known[suffix.lower()]


class Output(NamedTuple):
    """How an answer is given out: see `output_options`. `format` is None where the answer decides."""

    format: str | None
    file: str | None
    labels: bool

    @classmethod
    def asked(cls, output_format: str | None, output: str | None, labels: bool) -> Output:
        """What the options ask for. Raises CallFault for a suffix that is not known, before a query runs."""
        file = None if output is None else Path(output)
        return cls(chosen_format(output_format, file, BY_SUFFIX, "") or None, output, labels)


def output_parameters() -> list[click.Option]:
    """The options `-f`, `-o` and `--labels`, passed as `output_format`, `output` and `labels`, of which
    `Output.asked` makes one value."""
    return [
        click.Option(
            ["output_format", "-f", "--format"],
            type=click.Choice([*TABLES, *RDF]),
            metavar="FORMAT",
            help=f"{', '.join(TABLES)} for SELECT and ASK; {', '.join(RDF)} for CONSTRUCT and "
            "DESCRIBE. Default: table on a terminal, tsv in a pipe, by the suffix of -o FILE; turtle for "
            "triples. Cells of csv and tsv are exact: a spreadsheet that imports them as text does not "
            "calculate what begins with =, +, - or @.",
        ),
        click.Option(
            ["-o", "--output"],
            metavar="FILE",
            type=click.Path(),
            help="Write to a file, as a whole or not at all.",
        ),
        click.Option(
            ["--labels"],
            is_flag=True,
            help="Put a column of labels behind each column of IRIs (csv, tsv, json, xml).",
        ),
    ]


def output_options(command: Command) -> Command:
    """Adds `-f`, `-o` and `--labels` to a command made with decorators: passed as one value, `output`."""

    @functools.wraps(command)
    def given_out(
        *arguments: Any, output_format: str | None, output: str | None, labels: bool, **named: Any
    ) -> Any:
        return command(*arguments, output=Output.asked(output_format, output, labels), **named)

    parameters = getattr(command, "__click_params__", [])
    given_out.__click_params__ = [*reversed(output_parameters()), *parameters]  # type: ignore[attr-defined]
    return given_out  # type: ignore[return-value]


def give(answer: Answer, output: Output) -> None:
    """Writes an answer to standard output or the file, and says on standard error when it has no rows.

    Raises Fault for a format that does not go with the answer, or a file that cannot be written.
    """
    name = output.format
    if isinstance(answer.found, list):
        name = name or "turtle"
    else:
        name = name or ("table" if output.file is None and on_terminal() else "tsv")
    file = None if output.file is None else Path(output.file)
    if name == "table":
        put(file, _in_columns(answer, output), "text")
    else:
        put(file, answer.written(name, labels=output.labels), name)
    if answer.empty:
        what = "rows" if isinstance(answer.found, Table) else "triples"
        note(f"no {what}: nothing in the graph states this")


def put(output: Path | None, content: bytes, form: str) -> None:
    """Writes bytes to a file, or to standard output where there is none; `form` is the format of what they
    hold. Raises CallFault where that fails."""
    if output is None:
        write_out(content, form)
    else:
        put_into(output, lambda file: file.write(content))


def put_into(output: Path, fill: Fill) -> None:
    """Writes what `fill` writes to the file that -o names, as `write_output` does. A reader of a pipe who has
    gone ends the program without a word. Raises WriteFault where the file cannot be written.
    """
    from ..workspace.writing import write_output

    if sys.stdout is not None:
        sys.stdout.flush()  # -o may name standard output too
    try:
        write_output(output, fill)
    except BrokenPipeError:
        raise SystemExit(0) from None


def _in_columns(answer: Answer, output: Output) -> bytes:
    encoding = "utf-8" if output.file is not None else out_encoding()
    text = answer.in_columns(
        terminal_width() if output.file is None else WIDTH_OF_A_FILE,
        colour=output.file is None and in_colour(),
        rule="─" if _can_write("─", encoding) else "-",
    )
    return text.encode(encoding, "backslashreplace")


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
