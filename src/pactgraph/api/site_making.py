"""The static site of a workspace, made whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

from ..check.checks import Checks
from ..publish.diff import Change, differences
from ..publish.revisions import NoSide, comparable, read_side, workspace_side
from ..publish.site.gathering import gather
from ..publish.site.material import Settings
from ..publish.site.site import Site
from ..publish.site.site_files import place_of, write_site
from ..rdf.fault import PactgraphError
from ..rdf.namespaces import ROOT
from ..rdf.urls import shown
from ..workspace.source_texts import SourceTexts
from ..workspace.workspace import Workspace
from .caller import Caller
from .exporting import check_base


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """How a site is made: `base` is what our own IRIs begin with, `url` where the site will be on the web;
    the first of the `languages` is at the top. `sources` is a folder with the texts of documents, whose words
    are published then; `since` a file, a folder or a git revision since which changes are told; `validated`
    whether the validation report is among the pages."""

    base: str = ROOT
    url: str | None = None
    languages: tuple[str, ...] = ("en",)
    sources: str | PathLike[str] | None = None
    since: str | PathLike[str] | None = None
    validated: bool = True


def make_site(
    workspace: Workspace,
    folder: Path,
    options: SiteOptions,
    caller: Caller,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Writes the site into `folder` and gives the number of its files; `progress` is told how many of how
    many are made. Raises PactgraphError where an option or the folder is no good."""
    _check(caller.option("base_iri"), options.base, ("/", "#"))
    if options.url is not None:
        _check(caller.option("site_url"), options.url, ("/",))
    settings = Settings(options.base, options.url, options.languages)
    try:
        place_of(folder).check()
        texts = SourceTexts(options.sources) if options.sources is not None else None
        material = replace(
            gather(workspace, settings),
            findings=tuple(Checks(workspace).findings()) if options.validated else None,
            text=None if texts is None else texts.text,
            changes=None if options.since is None else _changes(str(options.since), workspace, caller),
            since="" if options.since is None else str(options.since),
        )
        site = Site(material, settings)
        count, left = write_site(site, folder, progress)
    except OSError as error:
        raise PactgraphError(f"cannot make the site: {error}") from error
    for line in left:
        caller.note(line)
    caller.left_out(workspace.facts.unreadable)
    return count


def _check(option: str, given: str, ends: tuple[str, ...]) -> None:
    if not given.lower().startswith(("http://", "https://")):
        raise PactgraphError(f"{option}: begin {shown(given)} with https://")
    check_base(option, given, ends)


def _changes(since: str, workspace: Workspace, caller: Caller) -> tuple[Change, ...]:
    try:
        before, now = read_side(since, workspace.root), workspace_side(workspace.root)
    except NoSide as fault:
        raise PactgraphError(f"{caller.option('since')}: {fault}") from fault
    caller.left_out([*before.unreadable.values(), *now.unreadable.values()])
    return tuple(differences(*comparable(before, now)))
