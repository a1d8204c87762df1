"""`pactgraph describe`: the dataset in DCAT and VoID."""

from __future__ import annotations

from pathlib import Path

import click

from ..api.opened import OpenWorkspace
from ..rdf.formats import RDF, by_suffix
from ..workspace.packing import packed
from .open_options import workspace_option
from .printing import say, write_out
from .results import chosen_format, put_into


@click.command(name="describe")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([*RDF]),
    help="Default: by the suffix of --output, else turtle.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option(
    "--distributions",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder with exported files, to measure them. Default: the dataset as Turtle and N-Quads.",
)
@click.option("--url", metavar="URL", help="Where these files are published; it ends with /.")
@click.option("--base-iri", metavar="IRI", help="What our own IRIs begin with; it ends with / or #.")
@click.option("--digest", is_flag=True, help="Print only the digest of the dataset's canonical form.")
@workspace_option
def command(
    format_name: str | None,
    output: Path | None,
    folder: Path | None,
    url: str | None,
    base_iri: str | None,
    digest: bool,
    graph: OpenWorkspace,
) -> None:
    """Describe the dataset in DCAT 3 and VoID: counted classes, properties and links, licence, citation,
    version, the documents it rests on, and the size and checksum of each file. All of it is computed from
    the files; title, authors, licence and version come from CITATION.cff.

    The checksum of the N-Quads is the digest of the canonical dataset (RDFC-1.0, SHA-256): whoever has the
    same statements finds the same number.

    Example: pactgraph describe -o dcat.ttl
    """
    format_name = chosen_format(format_name, output, by_suffix(RDF), "turtle", packed=True)
    description = graph.describe(base_iri=base_iri)
    if digest:
        say(description.digest)
        return
    content = description.rendered(format_name, folder=folder, url=url)
    if output is None:
        write_out(content, format_name)
    else:
        put_into(output, packed(output, [content]))
