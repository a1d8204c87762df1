"""The dataset in the formats of RDF, as tables, and described."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from ..publish.citation import about as citation_of
from ..publish.description import PREFIXES, Distribution, describe, distributions, measured
from ..publish.digest import canonical_file
from ..publish.export import (
    about,
    accepted_facts,
    rebase,
    rebase_prefixes,
    render,
    told_by,
    vocabulary_of,
    whole_dataset,
)
from ..query.nearest import nearest
from ..rdf.fault import PactgraphError
from ..rdf.formats import RDF
from ..rdf.namespaces import DOCUMENT, ROOT
from ..rdf.urls import shown
from ..workspace.dataset import Dataset
from ..workspace.facts import Facts
from ..workspace.files import SourceFile, source_files
from ..workspace.workspace import Workspace
from .caller import Caller

Progress = Callable[[int, int], None]


class Export:
    """A part of the dataset to be written: what `document` says, what is said of `thing`, or all; `accepted`
    limits it to what stands in formats with named graphs too, `vocabulary` adds the ontology and its schemes,
    and `base_iri` is what our own IRIs are made to begin with.

    Raises PactgraphError for two scopes, an unknown document, and a base that makes no IRIs.
    """

    def __init__(
        self,
        workspace: Workspace,
        caller: Caller,
        *,
        document: str | None,
        thing: NamedNode | None,
        accepted: bool,
        vocabulary: bool,
        base_iri: str | None,
        progress: Progress | None,
    ) -> None:
        if base_iri is not None:
            check_base(caller.option("base_iri"), base_iri, ("/", "#"))
        facts = _with_progress(workspace, progress) if progress is not None else workspace.facts
        self._facts, self._caller = facts, caller
        self._document = _document(facts.dataset, document) if document is not None else None
        self._thing = thing
        self._accepted = accepted
        self._vocabulary = vocabulary or thing is not None
        self._base = base_iri
        self._prefixes = dict(workspace.prefixes)
        if base_iri is not None:
            self._prefixes = rebase_prefixes(self._prefixes, base_iri)

    def rendered(self, form: str) -> bytes:
        """The text in a format of `pactgraph.rdf.formats.RDF`, the same for the same data. Raises
        PactgraphError where the format cannot hold it."""
        quads = self._quads(form)
        ontology = vocabulary_of(self._facts.dataset)
        if self._base is not None:
            ontology = list(rebase(ontology, self._base))
        try:
            content = render(quads, form, self._prefixes, ontology)
        except ValueError as error:
            raise PactgraphError(f"this cannot be written as {form}: {error}") from error
        self._caller.left_out(self._facts.unreadable)
        return content

    def tables(self, folder: Path) -> list[str]:
        """Writes a table for each class into a folder. Gives what is to be said of files that were in the
        way. Raises PactgraphError for what RDF 1.1 has not."""
        from ..publish.tables import tables
        from ..workspace.owned import OwnedFolder

        try:
            files = tables(self._quads("csv"), self._prefixes)
        except ValueError as error:
            raise PactgraphError(f"this cannot be written as csv: {error}") from error

        def fill(place: Path) -> None:
            for name, text in files.items():
                (place / name).write_bytes(text.encode("utf-8"))

        said = list(OwnedFolder(folder, "pactgraph export", ".pactgraph-tables.json").write(fill))
        self._caller.left_out(self._facts.unreadable)
        return said

    def _quads(self, form: str) -> list[Quad]:
        if self._document is not None:
            quads = told_by(self._facts.dataset, self._document)
        elif self._accepted or form not in RDF or not RDF[form].graphs:
            quads = accepted_facts(self._facts, vocabulary=self._vocabulary)
        else:
            quads = whole_dataset(self._facts, vocabulary=self._vocabulary)
        if self._thing is not None:
            quads = about(quads, self._thing)
        return list(rebase(quads, self._base)) if self._base is not None else quads


class Description:
    """The dataset in DCAT 3 and VoID, with our own IRIs at `base_iri`: see `OpenWorkspace.describe`."""

    def __init__(self, workspace: Workspace, caller: Caller, base_iri: str | None) -> None:
        if base_iri is not None:
            check_base(caller.option("base_iri"), base_iri, ("/", "#"))
        self._workspace, self._caller, self._base = workspace, caller, base_iri
        try:
            self._canonical = canonical_file(workspace.facts, base_iri)
        except ValueError as error:
            raise PactgraphError(str(error)) from error

    @property
    def digest(self) -> str:
        """The digest of the dataset's canonical form (RDFC-1.0, SHA-256)."""
        self._caller.left_out(self._workspace.facts.unreadable)
        return self._canonical.digest

    def rendered(self, form: str, *, folder: Path | None, url: str | None) -> bytes:
        """The description, of the files in `folder` that are published at `url`; without a folder of the
        dataset as Turtle and N-Quads."""
        if url is not None:
            check_base(self._caller.option("url"), url, ("/", "#"))
        workspace = self._workspace
        facts, prefixes = workspace.facts, dict(workspace.prefixes)
        accepted, ontology = accepted_facts(facts), vocabulary_of(workspace.dataset)
        if self._base is not None:
            accepted, ontology = list(rebase(accepted, self._base)), list(rebase(ontology, self._base))
            prefixes = rebase_prefixes(prefixes, self._base)
        try:
            files: list[Distribution] = [
                self._canonical,
                measured("pactgraph.ttl", [render(accepted, "turtle", prefixes)]),
            ]
            if folder is not None:
                files = [
                    replace(file, canonical=file.digest == self._canonical.digest)
                    for file in distributions(folder)
                ]
            known = citation_of(workspace.root, workspace.dataset)
            triples = describe(facts, known, files, url=url, root=self._base or ROOT)
        except (OSError, ValueError) as error:
            raise PactgraphError(str(error)) from error
        quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
        try:
            content = render(quads, form, PREFIXES | prefixes, ontology)
        except ValueError as error:
            raise PactgraphError(f"this cannot be written as {form}: {error}") from error
        self._caller.left_out(facts.unreadable)
        return content


def check_base(option: str, base: str, ends: tuple[str, ...]) -> None:
    """Raises PactgraphError for what our IRIs, or addresses, are to begin with and cannot."""
    if not base.endswith(ends):
        raise PactgraphError(f"{option}: end {shown(base)} with {' or '.join(ends)}")
    try:
        NamedNode(f"{base}x")
    except ValueError as error:
        raise PactgraphError(f"{option}: {shown(base)} makes no valid IRI: {error}") from error


def _with_progress(workspace: Workspace, progress: Progress) -> Facts:
    """What stands, where somebody is told how many of the files are read."""
    files = list(source_files(workspace.root))

    def told() -> Iterator[SourceFile]:
        for number, file in enumerate(files):
            progress(number, len(files))
            yield file
        progress(len(files), len(files))

    return Facts(Dataset(told()), workspace.rules)


def _document(dataset: Dataset, typed: str) -> NamedNode:
    """The document that a slug, CURIE or IRI names. Raises PactgraphError with the near or all slugs."""
    slugs = [file.path.stem for file in dataset.quads_of if file.layer == "documents"]
    slug = os.fspath(typed).strip("<>").removeprefix(DOCUMENT).removeprefix("document:")
    if slug in slugs:
        return NamedNode(DOCUMENT + slug)
    near = nearest(slug, slugs)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(slugs) or 'none'}"
    raise PactgraphError(f"no document is called {typed!r}; {hint}")
