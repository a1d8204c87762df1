"""What changed between two datasets, and releases, which follow from it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..check.checks import Checks
from ..publish.diff import Change, ChangeWords, as_json, as_patch, differences, told
from ..publish.export import vocabulary_of
from ..publish.release import Release, current_version, plan
from ..publish.revisions import NoSide, Side, comparable, patchable, read_side, revision_side, workspace_side
from ..rdf.fault import PactgraphError
from ..workspace.content import reason, remedy
from ..workspace.finding import Finding
from ..workspace.workspace import Workspace
from .caller import Caller


class Difference:
    """What is added, removed and changed from one dataset to another: RDF files, folders or git revisions;
    without the second the workspace as it is. Raises PactgraphError for what is none."""

    def __init__(self, workspace: Workspace, caller: Caller, old: str, new: str | None, lang: str) -> None:
        root = workspace.root
        self._workspace, self._lang = workspace, lang
        self._before = read_side(old, root)
        self._after = workspace_side(root) if new is None else read_side(new, root)
        self.changes: list[Change] = differences(*comparable(self._before, self._after))
        self.unreadable = [*self._before.unreadable.values(), *self._after.unreadable.values()]
        caller.left_out(self.unreadable)

    def __len__(self) -> int:
        return len(self.changes)

    @cached_property
    def text(self) -> str:
        """The changes in words, a line each."""
        known = [*vocabulary_of(self._workspace.dataset), *self._before.named, *self._after.named]
        return told(self.changes, ChangeWords(known, self._workspace.prefixes, self._lang))

    @property
    def json(self) -> str:
        """The changes as one document of JSON."""
        return as_json(self.changes)

    @property
    def patch(self) -> str:
        """The changes as RDF Patch."""
        return as_patch(*patchable(self._before, self._after))


class NotReleased(PactgraphError):
    """The data is not fit for a release: published IRIs are gone, a file cannot be read, or the checks find
    errors. The message says which."""

    exit_code = 1


@dataclass(frozen=True)
class Planned:
    """A release that can be made: `release` holds its entry of the changelog and the files it writes."""

    workspace: Workspace
    release: Release

    @property
    def entry(self) -> str:
        """The entry of the changelog."""
        return self.release.entry

    @property
    def files(self) -> list[str]:
        """The files that are to be written."""
        return [name for name, (old, new) in self.release.files.items() if old != new]

    def write(self) -> Iterator[str]:
        """Writes the release; gives the name of each file. Raises PactgraphError where one changed
        meanwhile."""
        with self.workspace.writing() as files:
            yield from self.release.write(files, self.workspace.root)


def planned(
    workspace: Workspace, caller: Caller, version: str, since: str | None, day: datetime.date | str | None
) -> Planned:
    """The release of a version that follows `since`, on a day, today where none is given.

    Raises PactgraphError for no day, for a last release that cannot be read, a version that does not follow,
    and NotReleased.
    """
    written = datetime.date.today().isoformat() if day is None else str(day)
    try:
        on = datetime.date.fromisoformat(written).isoformat()
    except ValueError as error:
        raise PactgraphError(f"{caller.option('date')} {day} is no day: write 2026-11-30") from error
    now = workspace_side(workspace.root)
    before = _last(workspace, caller, since)
    unreadable: list[Finding] = [
        *now.unreadable.values(),
        *(before.unreadable.values() if before else ()),
    ]
    if unreadable:
        for finding in unreadable:
            caller.note(f"{finding.place}: {finding.message}")
        count = len(unreadable)
        raise NotReleased(f"not released: {count} file{'' if count == 1 else 's'} cannot be read")
    try:
        release = plan(workspace, version, on, now, before)
    except OSError as error:
        name = os.fsdecode(error.filename)
        raise PactgraphError(f"{name}: {reason(error)}: {remedy(error)}") from error
    if errors := [each for each in Checks(workspace).findings() if each.severity == "error"]:
        first = errors[0]
        raise NotReleased(
            f"not released: pactgraph validate finds {len(errors)} error{'' if len(errors) == 1 else 's'}; "
            f"the first: {first.place}: {first.message}"
        )
    return Planned(workspace, release)


def _last(workspace: Workspace, caller: Caller, since: str | None) -> Side | None:
    """The release that the next one follows, None where no earlier one is known."""
    if since is not None:
        try:
            return read_side(since, workspace.root)
        except NoSide as fault:
            raise PactgraphError(f"{caller.option('since')}: {fault}") from fault
    try:
        return revision_side(f"v{current_version(workspace)}", workspace.root)
    except NoSide as fault:
        if not fault.unknown:
            raise PactgraphError(f"the last release cannot be read: {fault}") from fault
        caller.note("no earlier release is known: the entry says so; name one with --since")
    return None
