"""`pactgraph site`: the static site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..api import LANGUAGES
from ..api.opened import OpenWorkspace
from ..rdf.namespaces import ROOT
from .open_options import workspace_option
from .printing import note, progress


@click.command(name="site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--base-iri", metavar="IRI", default=ROOT, help="What our own IRIs begin with; it ends with / or #."
)
@click.option(
    "--site-url",
    "url",
    metavar="URL",
    help="Where the site will be on the web; it ends with /. Links do not need it.",
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    default=["en"],
    type=click.Choice(LANGUAGES),
    help="A language of the pages; give it several times. The first is at the top. Default: en.",
)
@click.option(
    "--sources",
    "sources",
    metavar="DIR",
    type=click.Path(),
    help="Publish the words of the documents whose texts are in this folder. Without it no word of theirs is "
    "on the site, only where each passage stands: you need the right to publish them.",
)
@click.option(
    "--since",
    metavar="OLD",
    type=click.Path(),
    help="Tell the changes since this: a file, a folder or a git revision.",
)
@click.option("--no-validation", is_flag=True, help="Leave out the validation report, which takes a while.")
@workspace_option
def command(
    folder: Path,
    base_iri: str,
    url: str | None,
    languages: tuple[str, ...],
    sources: str | None,
    since: str | None,
    no_validation: bool,
    graph: OpenWorkspace,
) -> None:
    """Make the static site in DIR: a page for each thing with its facts and their passages, lists with
    filters, pictures, the stored questions with their answers, the vocabulary, the dataset's description,
    search; each page's data as Turtle, N-Triples and JSON-LD beside it; and files for hosts.

    It opens from disk, asks nothing of other hosts, and is read with scripts off. The same data gives the
    same bytes. DIR is made, or brought up to date where pactgraph site made it; pactgraph-site.json lists
    the files that it wrote. Other files in DIR, and those that were changed since, are left alone: where one
    is in the way nothing is written. A run that was cut off is finished by the next.

    Example: pactgraph site public --site-url https://example.org/pacts/
    """
    from ..api.site_making import SiteOptions

    options = SiteOptions(base_iri, url, languages, sources, since, not no_validation)
    count = graph.site(
        folder, options, progress=progress("writing the site") if sys.stderr.isatty() else None
    )
    note(f"{count} files in {folder}: open {folder / 'index.html'}")
