"""The dataset for others: exported, described, compared, released, pushed."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .asked import Name
from .core import Core

if TYPE_CHECKING:
    from ..publish.push.push import PushReport, PushSettings
    from ..query.remote.authentication import Credentials
    from .comparing import Difference, Planned
    from .exporting import Description, Export
    from .site_making import SiteOptions

Progress = Callable[[int, int], None]


class Publishing(Core):
    """What a workspace gives to others."""

    def export(
        self,
        *,
        document: str | None = None,
        thing: Name | None = None,
        accepted: bool = False,
        vocabulary: bool = False,
        base_iri: str | None = None,
        progress: Progress | None = None,
    ) -> Export:
        """The dataset, or what a `document` says, or what is said of a `thing`, to be `rendered` in a format,
        or written as `tables`. `accepted` leaves out named graphs, `vocabulary` adds the ontology and its
        schemes, `base_iri` moves our own IRIs; `progress` is told how many of how many files are read.

        Raises PactgraphError for names that mean nothing, and a base that makes no IRIs.
        """
        from .exporting import Export

        node = self._thing(self._engine(), thing) if thing is not None else None
        return Export(
            self._workspace,
            self._caller,
            document=document,
            thing=node,
            accepted=accepted,
            vocabulary=vocabulary,
            base_iri=base_iri,
            progress=progress,
        )

    def describe(self, *, base_iri: str | None = None) -> Description:
        """The dataset in DCAT 3 and VoID, to be `rendered` in a format: counted classes, properties and
        links, licence, citation, version, the documents it rests on, size and checksum of each file; and its
        `digest`.

        Raises PactgraphError for a base that makes no IRIs, and where blank nodes take too long to name.
        """
        from .exporting import Description

        return Description(self._workspace, self._caller, base_iri)

    def diff(self, old: str | os.PathLike[str], new: str | os.PathLike[str] | None = None) -> Difference:
        """What is added, removed and changed from `old` to `new`: RDF files, folders (workspaces or not) or
        git revisions; without `new` the workspace as it is. Raises PactgraphError for what is none."""
        from .comparing import Difference

        second = None if new is None else os.fspath(new)
        return Difference(self._workspace, self._caller, os.fspath(old), second, self.lang)

    def release(
        self, version: str, *, since: str | None = None, date: datetime.date | str | None = None
    ) -> Planned:
        """A version of the dataset, with its entry of the changelog; `write` makes it. It follows `since`, a
        git revision or a workspace, or the tag of the current version.

        Raises PactgraphError where the version does not follow, and NotReleased where the data is not fit:
        a published IRI is gone, a file cannot be read, or the checks find errors.
        """
        from .comparing import planned

        return planned(self._workspace, self._caller, version, since, date)

    def push(
        self,
        url: str,
        settings: PushSettings | None = None,
        *,
        credentials: Credentials | None = None,
        timeout: float = 120.0,
        progress: Progress | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> PushReport:
        """Loads the dataset into a SPARQL store, of which `url` is the query endpoint: the files that have
        changed, and what stands where that has. `timeout` is for each request; `progress` is told statements
        done and in all, `tell` what is worth knowing before it is done.

        Raises PactgraphError where the data cannot be sent, another push is at work, or the store does not do
        what is asked.
        """
        from ..publish.push.push import push
        from ..query.remote.transport import Transport
        from ..workspace.files import source_files

        transport = Transport(credentials, timeout)
        files = source_files(self.root)
        return push(files, self._workspace.rules, transport, url, settings, progress, tell)

    def push_quads(self, *, own_default: bool = True) -> Iterator[bytes]:
        """All that `push` sends, in N-Quads, for the loader of a store: a push into a store that holds it has
        nothing to do. `own_default` says whether the store has a default graph of its own.

        Raises PactgraphError where the data cannot be sent.
        """
        from ..publish.push.loaders import in_quads
        from ..workspace.files import source_files

        return in_quads(source_files(self.root), self._workspace.rules, own_default=own_default)

    def site(
        self,
        folder: str | os.PathLike[str],
        options: SiteOptions | None = None,
        *,
        progress: Progress | None = None,
    ) -> int:
        """Writes the static site of the workspace into `folder`, and gives the number of its files;
        `progress` is told how many of how many are made.

        Raises PactgraphError where an option or the folder is no good, or the extra `web` is not installed.
        """
        from .site_making import SiteOptions, make_site

        return make_site(self._workspace, Path(folder), options or SiteOptions(), self._caller, progress)
