"""`pactgraph export`: the dataset in an RDF format, or in tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from pyoxigraph import NamedNode, Quad

from ..publish.export import (
    FORMATS,
    TRIPLE_FORMATS,
    about,
    accepted_facts,
    rebase,
    rebase_prefixes,
    render,
    told_by,
    vocabulary_of,
    whole_dataset,
)
from ..publish.packing import packed
from ..wire.fault import shown
from ..workspace.dataset import Dataset
from ..workspace.files import SourceFile, source_files
from ..workspace.workspace import Workspace
from .documents import resolve_document
from .left_out import name_left_out
from .options import lang_option, workspace_option
from .printing import CallFault, draw_over, note, write_out
from .results import chosen_format, put_into


@click.command(name="export")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([*FORMATS, "csv"]),
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
@click.option("--vocabulary", is_flag=True, help="The ontology and its schemes too.")
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
    lang: str,
    workspace: Workspace,
) -> None:
    """Write the dataset: turtle, nt, rdfxml and csv hold the accepted facts (the default graph); trig, nq and
    jsonld hold them and every named graph, one per file and one per passage. csv is a folder with a table per
    class and csv-metadata.json, which describes them (CSVW); its cells are exact: a spreadsheet is to import
    them as text. The same data gives the same bytes; nt and nq are sorted, and take no more memory for a
    larger dataset.

    Example: pactgraph export -f trig -o pactgraph.trig.gz
    """
    format_name = chosen_format(format_name, output, _SUFFIXES, "turtle", packed=True)
    if document is not None and thing is not None:
        raise click.UsageError("--document and --thing are two scopes: give one")
    if format_name == "csv" and output is None:
        raise click.UsageError("csv is a folder of tables: say where with -o DIR")
    if base_iri is not None:
        _check_base(base_iri)
    if document is None and thing is None and format_name in ("nt", "nq"):
        try:
            _write_lines(workspace, output, format_name == "nq" and not accepted, vocabulary, base_iri)
        except ValueError as error:
            raise click.UsageError(f"this cannot be written as {format_name}: {error}") from error
        return
    dataset = _dataset(workspace) if output is not None and sys.stderr.isatty() else workspace.dataset
    if document is not None:
        quads = told_by(dataset, resolve_document(workspace, document))
    elif accepted or format_name in (*TRIPLE_FORMATS, "csv"):
        quads = accepted_facts(dataset, vocabulary=vocabulary or thing is not None)
    else:
        quads = whole_dataset(dataset, vocabulary=vocabulary or thing is not None)
    if thing is not None:
        quads = about(quads, _resolve(workspace, thing, lang))
    ontology = vocabulary_of(dataset)
    prefixes = dict(workspace.prefixes)
    if base_iri is not None:
        quads, ontology = list(rebase(quads, base_iri)), list(rebase(ontology, base_iri))
        prefixes = rebase_prefixes(prefixes, base_iri)
    try:
        if format_name == "csv":
            assert output is not None
            _write_tables(output, quads, prefixes)
        else:
            _write(output, [render(quads, format_name, prefixes, ontology)], format_name)
    except ValueError as error:
        raise click.UsageError(f"this cannot be written as {format_name}: {error}") from error
    name_left_out(dataset.unreadable)


def _dataset(workspace: Workspace) -> Dataset:
    """What the files say, read with a bar of progress."""
    files = list(source_files(workspace.root))

    def told() -> Iterator[SourceFile]:
        for number, file in enumerate(files):
            _progress(number, len(files))
            yield file
        _progress(len(files), len(files))

    return Dataset(told())


def _resolve(workspace: Workspace, thing: str, lang: str) -> NamedNode:
    from .lookup import open_engine, resolve_thing

    return resolve_thing(open_engine(workspace), workspace, thing, lang)


def _check_base(base: str) -> None:
    if not base.endswith(("/", "#")):
        raise click.UsageError(f"--base-iri: end {shown(base)} with / or #")
    try:
        NamedNode(base + "x")
    except ValueError as error:
        raise click.UsageError(f"--base-iri: {shown(base)} makes no valid IRI: {error}") from error


def _write_lines(
    workspace: Workspace, output: Path | None, named: bool, vocabulary: bool, base: str | None
) -> None:
    from ..publish.lines import LineExport

    told = _progress if output is not None and sys.stderr.isatty() else None
    export = LineExport(workspace.root, named=named, vocabulary=vocabulary, base=base, told=told)
    _write(output, export.blocks(), "nq" if named else "nt")
    name_left_out(export.unreadable.values())


def _write_tables(folder: Path, quads: list[Quad], prefixes: dict[str, str]) -> None:
    from ..publish.tables import tables
    from ..workspace.owned import OwnedFolder
    from ..workspace.writing import WriteFault

    files = tables(quads, prefixes)

    def fill(place: Path) -> None:
        for name, text in files.items():
            (place / name).write_bytes(text.encode("utf-8"))

    try:
        told = OwnedFolder(folder, "pactgraph export", ".pactgraph-tables.json").write(fill)
    except WriteFault as fault:
        raise CallFault(str(fault)) from fault
    for line in told:
        note(line)


def _write(output: Path | None, blocks: Iterable[bytes], format_name: str) -> None:
    if output is not None:
        put_into(output, packed(output, blocks))
        return
    for block in blocks:
        write_out(block, format_name)


def _progress(done: int, total: int) -> None:
    """Draws one line over and over on standard error, and takes it away at the end."""
    share = done / total if total else 1.0
    line = "" if done >= total else f"reading the files [{'#' * int(share * 30):<30}] {share:4.0%}"
    draw_over(line)


_SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "nt",
    ".nq": "nq",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
}
