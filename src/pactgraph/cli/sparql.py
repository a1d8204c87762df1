"""`pactgraph sparql`: any SPARQL query over the dataset."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from ..model.table import Table
from ..query.engines.engine import Answer, answer
from ..query.fault import EngineFault, QueryFault
from ..query.naming.terms import refuse_unknown_terms
from ..query.sparql.prologue import as_typed, prologue
from ..query.sparql.tokens import LONGEST, refuse_service, tokens
from ..workspace.content import content_of
from ..workspace.workspace import Workspace
from .engine_options import engine_options
from .lookup import open_engine, say_missing_graphs
from .options import as_of_option, as_utf8, lang_option, workspace_option
from .printing import CallFault, call_fault, note, note_lines
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
@lang_option
@engine_options
@workspace_option
def command(
    query: str | None,
    file: str | None,
    explain: bool,
    allow_service: bool,
    output_format: str | None,
    output: str | None,
    labels: bool,
    as_of: str | None,
    lang: str,
    workspace: Workspace,
) -> None:
    """Run any SPARQL 1.1 query: given as QUERY, in a file, or on standard input.

    The default graph holds every accepted statement; GRAPH ?passage { ... } tells what each passage says.
    Prefixes of the workspace need no declaration.

    Example: pactgraph sparql 'SELECT ?region { ?region a pact:Region } ORDER BY ?region'
    """
    given_out = Output.asked(output_format, output, labels, lang)
    text = _query(query, file)
    try:
        found = tokens(text)
        if not allow_service:
            refuse_service(text, found)
        head = prologue(found, workspace.prefixes)
    except QueryFault as fault:
        raise _hint(fault) from fault
    engine = open_engine(workspace, as_of)
    refuse_unknown_terms(engine, text, found, workspace.prefixes)
    say_missing_graphs(engine, found, workspace)
    start = time.perf_counter()
    try:
        told = answer(engine, head + text, found)
    except QueryFault as fault:
        raise call_fault(as_typed(fault, head, text)) from fault
    except EngineFault as fault:
        raise CallFault(f"the query cannot be answered: {fault}") from fault
    took = time.perf_counter() - start
    if explain:
        _explain(head + text, told, took, engine.name)
    give(told, given_out, engine, workspace.prefixes)


def _query(query: str | None, file: str | None) -> str:
    if query is not None and file is not None:
        raise CallFault("give the query as an argument or with --file, not both")
    if query is not None and query != "-":
        return as_utf8(query)
    try:
        if file not in (None, "-"):
            return content_of(Path(str(file)), most=LONGEST * 4).decode("utf-8-sig")
        if sys.stdin is None or sys.stdin.isatty():
            raise CallFault("no query: give one as an argument, with --file FILE or on standard input")
        return sys.stdin.buffer.read(LONGEST * 4 + 1).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CallFault(f"{file or 'standard input'} is not UTF-8 text (byte {error.start})") from error
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise CallFault(f"--file {file} cannot be read: {said}") from error


def _hint(fault: QueryFault) -> CallFault:
    told = call_fault(fault)
    if "SERVICE" in fault.message:
        told.below = (*told.below, "--allow-service allows it")
    return told


def _explain(text: str, told: Answer, took: float, engine: str) -> None:
    """Says how the query is read, as its SPARQL algebra, and what the answer took."""
    from ..query.sparql.explain import algebra

    size = f"{len(told.rows)} rows" if isinstance(told, Table) else "yes or no"
    size = f"{len(told)} triples" if isinstance(told, list) else size
    note_lines(algebra(text))
    note(f"{size} in {took * 1000:.1f} ms by {engine}")
