"""`pactgraph export`: the dataset in an RDF format, or in tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
from ..workspace.facts import Facts
from ..workspace.files import SourceFile, source_files
from ..workspace.workspace import Workspace
from .documents import resolve_document
from .left_out import name_left_out
from .options import lang_option, workspace_option
from .printing import draw_over, note, write_out
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
    jsonld hold them and every named graph, one per file, one per passage, and the one of what follows from
    others. csv is a folder with a table per class and csv-metadata.json, which describes them (CSVW); its
    cells are exact: a spreadsheet is to import them as text. The same data gives the same bytes; nt and nq
    are sorted.

    Example: pactgraph export -f trig -o pactgraph.trig.gz
    """
    format_name = chosen_format(format_name, output, _SUFFIXES, "turtle", packed=True)
    if document is not None and thing is not None:
        raise click.UsageError("--document and --thing are two scopes: give one")
    if format_name == "csv" and output is None:
        raise click.UsageError("csv is a folder of tables: say where with -o DIR")
    if base_iri is not None:
        _check_base(base_iri)
    facts = _facts(workspace) if output is not None and sys.stderr.isatty() else workspace.facts
    if document is not None:
        quads = told_by(facts.dataset, resolve_document(workspace, document))
    elif accepted or format_name in (*TRIPLE_FORMATS, "csv"):
        quads = accepted_facts(facts, vocabulary=vocabulary or thing is not None)
    else:
        quads = whole_dataset(facts, vocabulary=vocabulary or thing is not None)
    if thing is not None:
        quads = about(quads, _resolve(workspace, thing, lang))
    ontology = vocabulary_of(facts.dataset)
    prefixes = dict(workspace.prefixes)
    if base_iri is not None:
        quads, ontology = list(rebase(quads, base_iri)), list(rebase(ontology, base_iri))
        prefixes = rebase_prefixes(prefixes, base_iri)
    try:
        if format_name == "csv":
            assert output is not None
            _write_tables(output, quads, prefixes)
        else:
            _write(output, render(quads, format_name, prefixes, ontology), format_name)
    except ValueError as error:
        raise click.UsageError(f"this cannot be written as {format_name}: {error}") from error
    name_left_out(facts.unreadable)


def _facts(workspace: Workspace) -> Facts:
    """What stands, the files read with a bar of progress."""
    files = list(source_files(workspace.root))

    def told() -> Iterator[SourceFile]:
        for number, file in enumerate(files):
            _progress(number, len(files))
            yield file
        _progress(len(files), len(files))

    return Facts(Dataset(told()), workspace.rules)


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


def _write_tables(folder: Path, quads: list[Quad], prefixes: dict[str, str]) -> None:
    from ..publish.tables import tables
    from ..workspace.owned import OwnedFolder

    files = tables(quads, prefixes)

    def fill(place: Path) -> None:
        for name, text in files.items():
            (place / name).write_bytes(text.encode("utf-8"))

    for line in OwnedFolder(folder, "pactgraph export", ".pactgraph-tables.json").write(fill):
        note(line)


def _write(output: Path | None, content: bytes, format_name: str) -> None:
    if output is None:
        write_out(content, format_name)
    else:
        put_into(output, packed(output, [content]))


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
