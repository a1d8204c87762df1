"""`pactgraph stamp`: the digests and lengths of a document file, computed from its text."""

from __future__ import annotations

from pathlib import Path

import click

from ..api.opened import OpenWorkspace
from .open_options import workspace_option
from .printing import note, say


@click.command("stamp")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--text",
    "text",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The document's text, plain and in UTF-8: the file whose characters the passages count.",
)
@click.option("--check", is_flag=True, help="Change nothing; say what is missing.")
@workspace_option
@click.pass_context
def command(context: click.Context, file: Path, text: Path, check: bool, graph: OpenWorkspace) -> None:
    """Complete a document file from its text.

    FILE is a document file such as data/documents/SLUG.trig. Its document gets the digest and the length of
    the text, each graph passage:SLUG_START-END its record: type, document, start, end, digest. What FILE
    records already is compared; where anything disagrees all of it is listed and nothing is written. The
    file is written in canonical form, comments kept.

    Exit code 0: complete; 1: something disagrees, or with --check something is missing.

    Example: pactgraph stamp data/documents/pact-2031.trig --text texts/pact-2031.txt
    """
    completed = graph.stamp(file, text, check=check)
    if completed.findings:
        for finding in completed.findings:
            say(finding.headline)
        note(f"{file}: nothing written, {len(completed.findings)} to mend first")
        context.exit(1)
    records, curie = completed.records, graph.prefixes.curie
    for subject, properties in records.items():
        say(f"{curie(subject)}  {', '.join(map(curie, properties))}")
    verb = "to complete" if check else "completed"
    note(f"{file}: {len(records)} records {verb}" if records else f"{file}: complete")
    context.exit(1 if check and records else 0)
