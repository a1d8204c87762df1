"""`pactgraph site`: the static site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..query.landscape import read_landscape
from ..query.relations import relation_words
from ..query.ties import read_ties
from ..workspace.workspace import Workspace
from .left_out import name_left_out
from .options import LANGUAGES, workspace_option
from .results import CallFault

if TYPE_CHECKING:
    from ..model.finding import Finding
    from ..publish.diff import Change


@click.command(name="site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--base-iri", metavar="IRI", help="What our own IRIs begin with; it ends with / or #.")
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
    type=click.Choice(LANGUAGES),
    help="A language of the pages; give it several times. The first is at the top. Default: all four.",
)
@click.option(
    "--sources",
    "sources",
    metavar="DIR",
    help="Publish the words of the documents whose texts are in this folder. Without it no word of theirs is "
    "on the site, only where each passage stands: you need the right to publish them.",
)
@click.option(
    "--since", metavar="OLD", help="Tell the changes since this: a file, a folder or a git revision."
)
@click.option("--no-validation", is_flag=True, help="Leave out the validation report, which takes a while.")
@workspace_option
def command(
    folder: Path,
    base_iri: str | None,
    url: str | None,
    languages: tuple[str, ...],
    sources: str | None,
    since: str | None,
    no_validation: bool,
    workspace: Workspace,
) -> None:
    """Make the static site in DIR: a page for each thing with its facts and their passages, lists with
    filters, pictures, the stored questions with their answers, the vocabulary, the dataset's description,
    search; each page's data as Turtle, N-Triples and JSON-LD beside it; and files for hosts.

    It opens from disk, asks nothing of other hosts, and is read with scripts off. The same data gives the
    same bytes. DIR is made, or replaced where pactgraph site made it; anything else is left alone.

    Example: pactgraph site public --site-url https://example.org/pacts/
    """
    from ..model.namespaces import ROOT
    from ..publish.citation import BadCitation, about
    from ..publish.site.material import Material, Settings
    from ..publish.site.site import NoJinja, Site
    from ..publish.site.writing import NotOurs, check_place, write_site
    from ..query.answered import answered
    from ..query.catalogue import Catalogue, CatalogueFault
    from ..query.fault import EngineFault, QueryFault
    from ..query.oxigraph import OxigraphEngine
    from ..workspace.files import UnreadableFile, read_triples
    from ..workspace.texts import SourcesError, Texts

    for option, given in (("--base-iri", base_iri), ("--site-url", url)):
        _check_address(option, given)
    try:
        check_place(folder)
        texts = Texts(sources) if sources is not None else None
        known = about(workspace.root, workspace.dataset)
        shapes = read_triples(workspace.shapes, "ontology/shapes.ttl") if workspace.shapes.exists() else []
    except (NotOurs, SourcesError, BadCitation, UnreadableFile) as fault:
        raise CallFault(str(fault)) from fault
    settings = Settings(base_iri or ROOT, url, languages or LANGUAGES)
    engine = OxigraphEngine(workspace.store)
    ties = read_ties(engine)
    changes = _changes(since, workspace) if since is not None else None
    try:
        questions = tuple(
            answered(
                engine, Catalogue(workspace.queries, workspace.prefixes), workspace.prefixes, settings.base
            )
        )
        site = Site(
            Material(
                workspace.dataset,
                workspace.prefixes,
                known,
                {language: read_landscape(engine, language, ties=ties) for language in settings.languages},
                {language: relation_words(language) for language in settings.languages},
                questions,
                tuple(shapes),
                None if no_validation else _findings(workspace),
                texts.text if texts is not None else None,
                changes,
                since or "",
            ),
            settings,
        )
        count = write_site(site, folder, _progress if sys.stderr.isatty() else None)
    except (NoJinja, NotOurs, CatalogueFault, EngineFault, QueryFault) as fault:
        raise CallFault(str(fault)) from fault
    except OSError as error:
        raise CallFault(f"cannot write {folder}: {error.strerror or error}") from error
    click.echo(f"{count} files in {folder}: open {folder / 'index.html'}", err=True)
    name_left_out(workspace.dataset.unreadable)


def _check_address(option: str, given: str | None) -> None:
    from pyoxigraph import NamedNode

    if given is None:
        return
    ends = ("/", "#") if option == "--base-iri" else ("/",)
    if not given.endswith(ends):
        raise CallFault(f"{option}: end {given} with {' or '.join(ends)}")
    if not given.lower().startswith(("http://", "https://")):
        raise CallFault(f"{option}: begin {given} with https://")
    try:
        NamedNode(given + "x")
    except ValueError as error:
        raise CallFault(f"{option}: {given} makes no valid IRI: {error}") from error


def _findings(workspace: Workspace) -> tuple[Finding, ...]:
    from ..check.checks import Checks

    return tuple(Checks(workspace).findings())


def _changes(since: str, workspace: Workspace) -> tuple[Change, ...]:
    from ..publish.diff import differences
    from ..publish.revisions import NoSide, comparable, read_side, workspace_side

    try:
        before = read_side(since, workspace.root)
    except NoSide as fault:
        raise CallFault(f"--since: {fault}") from fault
    return tuple(differences(*comparable(before, workspace_side(workspace.root))))


def _progress(done: int, total: int) -> None:
    """Draws one line over and over on standard error, and takes it away at the end."""
    if done % 50 and done < total:
        return
    share = done / total if total else 1.0
    line = "" if done >= total else f"writing the site [{'#' * int(share * 30):<30}] {share:4.0%}"
    click.echo(f"\r\x1b[K{line}", nl=False, err=True)
