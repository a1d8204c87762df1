"""`pactgraph export`: the dataset in an RDF format, or in tables."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..api.opened import OpenWorkspace
from ..rdf.formats import RDF, by_suffix
from ..workspace.packing import packed
from .open_options import workspace_option
from .options import lang_option
from .printing import note, progress, write_out
from .results import chosen_format, put_into


@click.command(name="export")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([*RDF, "csv"]),
    default=None,
    help="Default: by the suffix of --output, else turtle.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file, compressed where it ends with .gz or .zst; with -f csv to this folder.",
)
@click.option("--document", metavar="ID", help="Only what this document says, rejected statements included.")
@click.option("--thing", metavar="THING", help="Only the statements about this thing.")
@click.option("--accepted", is_flag=True, help="Accepted facts only, in a format with named graphs too.")
@click.option(
    "--vocabulary", is_flag=True, help="The ontology and its schemes too, and how terms of others are told."
)
@click.option("--base-iri", metavar="IRI", help="Move every IRI of ours to this base; it ends with / or #.")
@lang_option
@workspace_option
def command(
    format_name: str | None,
    output: Path | None,
    document: str | None,
    thing: str | None,
    accepted: bool,
    vocabulary: bool,
    base_iri: str | None,
    graph: OpenWorkspace,
) -> None:
    """Write the dataset: turtle, nt, rdfxml and csv hold the accepted facts (the default graph); trig, nq and
    jsonld hold them and every named graph, one per file, one per passage, and the one of what follows from
    others. csv is a folder with a table per class, a column per property and language; several values of
    a cell have | between them, and cells are exact: a spreadsheet is to import them as text. The same data
    gives the same bytes; nt and nq are sorted.

    Example: pactgraph export -f trig -o pactgraph.trig.gz
    """
    format_name = chosen_format(format_name, output, by_suffix(RDF), "turtle", packed=True)
    if document is not None and thing is not None:
        raise click.UsageError("--document and --thing are two scopes: give one")
    if format_name == "csv" and output is None:
        raise click.UsageError("csv is a folder of tables: say where with -o DIR")
    export = graph.export(
        document=document,
        thing=thing,
        accepted=accepted,
        vocabulary=vocabulary,
        base_iri=base_iri,
        progress=progress("reading the files") if output is not None and sys.stderr.isatty() else None,
    )
    if output is None:
        write_out(export.rendered(format_name), format_name)
    elif format_name == "csv":
        for line in export.tables(output):
            note(line)
    else:
        put_into(output, packed(output, [export.rendered(format_name)]))
