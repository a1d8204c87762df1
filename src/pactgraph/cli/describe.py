"""`pactgraph describe`: the dataset in DCAT and VoID."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from pyoxigraph import NamedNode, Quad

from ..model.namespaces import ROOT
from ..wire.fault import shown
from ..workspace.workspace import Workspace
from .left_out import name_left_out
from .options import workspace_option
from .printing import say, write_out
from .results import chosen_format, put_into

_SUFFIXES = {".ttl": "turtle", ".nt": "nt", ".jsonld": "jsonld", ".rdf": "rdfxml", ".xml": "rdfxml"}


@click.command(name="describe")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["turtle", "nt", "jsonld", "rdfxml"]),
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
    workspace: Workspace,
) -> None:
    """Describe the dataset in DCAT 3 and VoID: counted classes, properties and links, licence, citation,
    version, the documents it rests on, and the size and checksum of each file. All of it is computed from
    the files; title, authors, licence and version come from CITATION.cff.

    The checksum of the N-Quads is the digest of the canonical dataset (RDFC-1.0, SHA-256): whoever has the
    same statements finds the same number.

    Example: pactgraph describe -o dcat.ttl
    """
    from ..publish.canonical import Poisoned
    from ..publish.citation import BadCitation, about
    from ..publish.description import PREFIXES, describe, distributions, measured
    from ..publish.digest import canonical_file
    from ..publish.export import accepted_facts, rebase, rebase_prefixes, render, vocabulary_of
    from ..publish.packing import packed

    format_name = chosen_format(format_name, output, _SUFFIXES, "turtle", packed=True)
    for option, given in (("--base-iri", base_iri), ("--url", url)):
        try:
            if given is not None and not given.endswith(("/", "#")):
                raise click.UsageError(f"{option}: end {shown(given)} with /")
            NamedNode(f"{given or 'x:'}x")
        except ValueError as error:
            raise click.UsageError(f"{option}: {shown(given or '')} makes no valid IRI: {error}") from error
    try:
        canonical = canonical_file(workspace.facts, base_iri)
    except (Poisoned, ValueError) as fault:
        raise click.UsageError(str(fault)) from fault
    if digest:
        say(canonical.digest)
        name_left_out(workspace.facts.unreadable)
        return
    dataset, prefixes = workspace.dataset, dict(workspace.prefixes)
    accepted, ontology = accepted_facts(workspace.facts), vocabulary_of(dataset)
    if base_iri is not None:
        accepted, ontology = list(rebase(accepted, base_iri)), list(rebase(ontology, base_iri))
        prefixes = rebase_prefixes(prefixes, base_iri)
    try:
        if folder is None:
            files = [canonical, measured("pactgraph.ttl", [render(accepted, "turtle", prefixes)])]
        else:
            found = distributions(folder)
            files = [replace(file, canonical=file.digest == canonical.digest) for file in found]
        known = about(workspace.root, dataset)
        triples = describe(workspace.facts, known, files, url=url, root=base_iri or ROOT)
    except BadCitation as fault:
        raise click.ClickException(str(fault)) from fault
    except (OSError, ValueError) as fault:
        raise click.UsageError(str(fault)) from fault
    quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
    try:
        content = render(quads, format_name, PREFIXES | prefixes, ontology)
    except ValueError as error:
        raise click.UsageError(f"this cannot be written as {format_name}: {error}") from error
    if output is None:
        write_out(content, format_name)
    else:
        put_into(output, packed(output, [content]))
    name_left_out(workspace.facts.unreadable)
