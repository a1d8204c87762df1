"""`pactgraph export`: the dataset in an RDF format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..publish.export import (
    FORMATS,
    TRIPLE_FORMATS,
    accepted_facts,
    rebase,
    rebase_prefixes,
    render,
    told_by,
    whole_dataset,
)
from ..workspace.replace import replace_file
from ..workspace.workspace import Workspace
from .documents import resolve_document
from .left_out import name_left_out
from .options import workspace_option


@click.command(name="export")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default=None,
    help="Default: by the suffix of --output, else turtle.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--document", metavar="ID", help="Only what this document says, rejected statements included.")
@click.option("--accepted", is_flag=True, help="Accepted facts only, in a format with named graphs too.")
@click.option("--vocabulary", is_flag=True, help="The ontology and its schemes too.")
@click.option("--base-iri", metavar="IRI", help="Move every IRI of ours to this base; it ends with / or #.")
@workspace_option
def command(
    format_name: str | None,
    output: Path | None,
    document: str | None,
    accepted: bool,
    vocabulary: bool,
    base_iri: str | None,
    workspace: Workspace,
) -> None:
    """Write the dataset: turtle, nt and rdfxml hold the accepted facts (the default graph); trig, nq and
    jsonld hold them and every named graph, one per file and one per passage. The same data gives the same
    bytes.

    Example: pactgraph export -f trig -o pactgraph.trig
    """
    format_name = format_name or _by_suffix(output)
    dataset = workspace.dataset
    if document is not None:
        quads = told_by(dataset, resolve_document(workspace, document))
    elif accepted or format_name in TRIPLE_FORMATS:
        quads = accepted_facts(dataset, vocabulary=vocabulary)
    else:
        quads = whole_dataset(dataset, vocabulary=vocabulary)
    prefixes = dict(workspace.prefixes)
    if base_iri is not None:
        if not base_iri.endswith(("/", "#")):
            raise click.UsageError(f"--base-iri: end {base_iri} with / or #")
        try:
            quads = list(rebase(quads, base_iri))
        except ValueError as error:
            raise click.UsageError(f"--base-iri: {base_iri} makes no valid IRI: {error}") from error
        prefixes = rebase_prefixes(prefixes, base_iri)
    content = render(quads, format_name, prefixes)
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        try:
            replace_file(output, content)
        except OSError as error:
            raise click.UsageError(f"cannot write {output}: {error.strerror}") from error
    name_left_out(dataset.unreadable)


_SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "nt",
    ".nq": "nq",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
}


def _by_suffix(output: Path | None) -> str:
    if output is None:
        return "turtle"
    found = _SUFFIXES.get(output.suffix.lower())
    if found is None:
        raise click.UsageError(
            f"no format is known by the suffix of {output.name}: say -f {'|'.join(FORMATS)}"
        )
    return found
