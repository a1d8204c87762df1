"""Giving out an answer: the options that say how, the choice of a format, and writing it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click
from pyoxigraph import Quad, Triple

from ..model.prefixes import Prefixes
from ..model.table import Table
from ..query.engines.engine import Answer, Engine
from .printing import CallFault, note, on_terminal, out_encoding, terminal_width, write_out

if TYPE_CHECKING:
    from ..workspace.writing import Fill

Command = TypeVar("Command", bound=Callable[..., Any])

TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
RDF_FORMATS = ("turtle", "nt", "jsonld", "rdfxml")
BY_SUFFIX = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".srj": "json",
    ".xml": "xml",
    ".srx": "xml",
    ".md": "markdown",
    ".txt": "table",
    ".ttl": "turtle",
    ".nt": "nt",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
}
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
        from ..publish.packing import inner_name

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
    lang: str

    @classmethod
    def asked(cls, output_format: str | None, output: str | None, labels: bool, lang: str) -> Output:
        """What the options ask for. Raises CallFault for a suffix that is not known, before a query runs."""
        file = None if output is None else Path(output)
        return cls(chosen_format(output_format, file, BY_SUFFIX, "") or None, output, labels, lang)


def output_parameters() -> list[click.Option]:
    """The options `-f`, `-o` and `--labels`, passed as `output_format`, `output` and `labels`."""
    return [
        click.Option(
            ["output_format", "-f", "--format"],
            type=click.Choice([*TABLE_FORMATS, *RDF_FORMATS]),
            metavar="FORMAT",
            help=f"{', '.join(TABLE_FORMATS)} for SELECT and ASK; {', '.join(RDF_FORMATS)} for CONSTRUCT and "
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
    """Adds `-f`, `-o` and `--labels` to a command made with decorators."""
    parameters = getattr(command, "__click_params__", [])
    command.__click_params__ = [*reversed(output_parameters()), *parameters]  # type: ignore[attr-defined]
    return command


def give(answer: Answer, output: Output, engine: Engine, prefixes: Prefixes) -> None:
    """Writes an answer to standard output or the file, and says on standard error when it has no rows.

    Raises CallFault for a format that does not go with the answer, or a file that cannot be written.
    """
    name = _format(answer, output)
    content = _content(answer, name, output, engine, prefixes)
    file = None if output.file is None else Path(output.file)
    put(file, content, "text" if name == "table" else name)
    empty = not answer.rows if isinstance(answer, Table) else answer == []
    if empty:
        what = "rows" if isinstance(answer, Table) else "triples"
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


def _format(answer: Answer, output: Output) -> str:
    name = output.format
    if isinstance(answer, list):
        if name is not None and name not in RDF_FORMATS:
            raise CallFault(f"the answer is triples: -f takes {', '.join(RDF_FORMATS)}, not {name}")
        return name or "turtle"
    if name in RDF_FORMATS:
        raise CallFault(f"the answer is no triples: -f takes {', '.join(TABLE_FORMATS)}, not {name}")
    return name or ("table" if output.file is None and on_terminal() else "tsv")


def _content(answer: Answer, name: str, output: Output, engine: Engine, prefixes: Prefixes) -> bytes:
    from ..query.results import w3c

    if isinstance(answer, list):
        return _triples(answer, name, prefixes)
    if name in ("table", "markdown"):
        return _told(answer, name, output, engine, prefixes)
    if output.labels and isinstance(answer, Table):
        from ..query.results.cells import Cells, with_labels

        answer = with_labels(answer, Cells.of(answer, engine, prefixes, output.lang))
    write = {"csv": w3c.to_csv, "tsv": w3c.to_tsv, "json": w3c.to_json, "xml": w3c.to_xml}[name]
    try:
        return write(answer).encode()
    except w3c.FormatFault as fault:
        raise CallFault(str(fault)) from fault


def _triples(answer: list[Triple], name: str, prefixes: Prefixes) -> bytes:
    from ..publish.export import render

    quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in answer]
    try:
        return render(list(dict.fromkeys(quads)), name, prefixes)
    except ValueError as error:
        raise CallFault(f"this cannot be written as {name}: {error}") from error


def _told(answer: Table | bool, name: str, output: Output, engine: Engine, prefixes: Prefixes) -> bytes:
    from ..query.results.cells import Cells

    if isinstance(answer, bool):
        return b"yes\n" if answer else b"no\n"
    cells = Cells.of(answer, engine, prefixes, output.lang)
    if name == "markdown":
        from ..query.results.markdown import to_markdown

        return to_markdown(answer, cells).encode()
    from ..query.results.terminal import to_terminal

    encoding = "utf-8" if output.file is not None else out_encoding()
    text = to_terminal(
        answer,
        cells,
        terminal_width() if output.file is None else WIDTH_OF_A_FILE,
        colour=output.file is None
        and on_terminal()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb",
        rule="─" if _can_write("─", encoding) else "-",
    )
    return text.encode(encoding, "backslashreplace")


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
