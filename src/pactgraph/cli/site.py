"""`pactgraph site`: the static site."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model.collector import paused
from ..model.namespaces import ROOT
from ..wire.fault import shown
from ..workspace.workspace import Workspace
from .left_out import name_left_out
from .options import LANGUAGES, workspace_option
from .printing import CallFault, draw_over, note

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
    same bytes. DIR is made, or brought up to date where pactgraph site made it; pactgraph-site.json lists
    the files that it wrote. Other files in DIR, and those that were changed since, are left alone: where one
    is in the way nothing is written. A run that was cut off is finished by the next.

    Example: pactgraph site public --site-url https://example.org/pacts/
    """
    from ..publish.site.material import Settings
    from ..publish.site.site import Site
    from ..publish.site.writing import place_of, write_site
    from ..workspace.texts import Texts
    from .material import gather

    for option, given in (("--base-iri", base_iri), ("--site-url", url)):
        _check_address(option, given)
    settings = Settings(base_iri or ROOT, url, languages or LANGUAGES)
    try:
        place_of(folder).check()
        texts = Texts(sources) if sources is not None else None
        with paused():
            material = replace(
                gather(workspace, settings),
                findings=None if no_validation else _findings(workspace),
                text=None if texts is None else texts.text,
                changes=None if since is None else _changes(since, workspace),
                since=since or "",
            )
            site = Site(material, settings)
        count, left = write_site(site, folder, _progress if sys.stderr.isatty() else None)
    except OSError as error:
        raise CallFault(f"cannot make the site: {error}") from error
    for line in left:
        note(line)
    note(f"{count} files in {folder}: open {folder / 'index.html'}")
    name_left_out(workspace.facts.unreadable)


def _check_address(option: str, given: str | None) -> None:
    from pyoxigraph import NamedNode

    if given is None:
        return
    ends = ("/", "#") if option == "--base-iri" else ("/",)
    if not given.endswith(ends):
        raise CallFault(f"{option}: end {shown(given)} with {' or '.join(ends)}")
    if not given.lower().startswith(("http://", "https://")):
        raise CallFault(f"{option}: begin {shown(given)} with https://")
    try:
        NamedNode(given + "x")
    except ValueError as error:
        raise CallFault(f"{option}: {shown(given)} makes no valid IRI: {error}") from error


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
    now = workspace_side(workspace.root)
    name_left_out([*before.unreadable.values(), *now.unreadable.values()])
    return tuple(differences(*comparable(before, now)))


def _progress(done: int, total: int) -> None:
    """Draws one line over and over on standard error, and takes it away at the end."""
    share = done / total if total else 1.0
    line = "" if done >= total else f"writing the site [{'#' * int(share * 30):<30}] {share:4.0%}"
    draw_over(line)
