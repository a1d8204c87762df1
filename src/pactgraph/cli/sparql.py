"""`pactgraph sparql`: any SPARQL query over the dataset."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..api.asking import LONGEST_QUERY
from ..api.opened import OpenWorkspace
from ..workspace.content import content_of
from .open_options import graph_options
from .options import as_of_option, as_utf8
from .printing import CallFault, note, note_lines
from .results import Output, give, output_options


@click.command("sparql")
@click.argument("query", required=False)
@click.option(
    "--file",
    "-F",
    "file",
    metavar="FILE",
    type=click.Path(),
    help="Read the query from a file (- for standard input).",
)
@click.option(
    "--explain", is_flag=True, help="Tell on standard error how the query is read and what it took."
)
@click.option("--allow-service", is_flag=True, help="Let SERVICE call other endpoints over the network.")
@as_of_option
@output_options
@graph_options
def command(
    query: str | None,
    file: str | None,
    explain: bool,
    allow_service: bool,
    as_of: str | None,
    output: Output,
    graph: OpenWorkspace,
) -> None:
    """Run any SPARQL 1.1 query: given as QUERY, in a file, or on standard input.

    The default graph holds every accepted statement; GRAPH ?passage { ... } tells what each passage says.
    Prefixes of the workspace need no declaration.

    Example: pactgraph sparql 'SELECT ?region { ?region a pact:Region } ORDER BY ?region'
    """
    text = _query(query, file)
    answer = graph.ask(text, as_of=as_of, allow_service=allow_service)
    if explain:
        note_lines(graph.algebra(text))
        note(f"{answer.size} in {answer.seconds * 1000:.1f} ms by {answer.engine}")
    give(answer, output)


def _query(query: str | None, file: str | None) -> str:
    if query is not None and file is not None:
        raise CallFault("give the query as an argument or with --file, not both")
    if query is not None and query != "-":
        return as_utf8(query)
    try:
        if file not in (None, "-"):
            return content_of(Path(str(file)), most=LONGEST_QUERY * 4).decode("utf-8-sig")
        if sys.stdin is None or sys.stdin.isatty():
            raise CallFault("no query: give one as an argument, with --file FILE or on standard input")
        return sys.stdin.buffer.read(LONGEST_QUERY * 4 + 1).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CallFault(f"{file or 'standard input'} is not UTF-8 text (byte {error.start})") from error
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise CallFault(f"--file {file} cannot be read: {said}") from error
