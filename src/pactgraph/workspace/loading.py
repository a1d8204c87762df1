"""Loading files into a store without a Python object for each quad: the short way to a query's answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from ..model.finding import Finding
from .files import SourceFile, UnreadableFile, parsed, read_content
from .standing import Rejections, in_passage, mend

_ALL_TO_DEFAULT = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


class Loaded(NamedTuple):
    """A store with a named graph for each file and passage and the computed default graph, and a finding for
    each file that could not be read."""

    store: Store
    unreadable: list[Finding]


def load(files: Iterable[SourceFile]) -> Loaded:
    """The same store as `Dataset(files).store()`, several times as fast; lexical forms are the store's."""
    store = Store()
    unreadable: list[Finding] = []
    curation: list[NamedNode] = []
    # The unnamed part of a TriG file can only be loaded into the default graph: it is moved from there, one
    # file after the other, before anything else comes to stand there.
    for file in sorted(files, key=lambda file: file.format != RdfFormat.TRIG):
        try:
            _load(store, file)
        except UnreadableFile as fault:
            unreadable.append(fault.finding)
        if file.layer == "curation":
            curation.append(file.graph)
    store.update(_ALL_TO_DEFAULT)
    rejected = Rejections(store, curation).all()
    mend(store, rejected, rejected)
    return Loaded(store, sorted(unreadable, key=lambda finding: finding.order))


def load_accepted(files: Iterable[SourceFile]) -> Loaded:
    """The default graph of `load`, in half the time: all that a query without GRAPH and FROM can see.

    Of the named graphs the store has passages alone. What else a file says goes straight to the default
    graph, and is not copied there from a graph of its own.
    """
    store = Store()
    unreadable: list[Finding] = []
    rejected: set[Triple] | None = None
    for file in sorted(files, key=lambda file: file.layer != "curation"):
        if rejected is None and file.layer != "curation":
            rejected = Rejections(store, [DefaultGraph()]).all()
        try:
            _read_into(store, file, None)
        except UnreadableFile as fault:
            unreadable.append(fault.finding)
    held_back = [triple for triple in rejected or () if not _outside_passages(store, triple)]
    store.update(_ALL_TO_DEFAULT)
    for triple in held_back:
        store.remove(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()))
    return Loaded(store, sorted(unreadable, key=lambda finding: finding.order))


def _outside_passages(store: Store, triple: Triple) -> bool:
    """Whether something else than a passage states a triple."""
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
    return not all(in_passage(quad) for quad in found)


def load_many(files: Iterable[SourceFile]) -> Loaded:
    """The same as `load`, in time that grows with the files alone: quicker from 1.5 MB of files on."""
    from .stream import bulk_load, text_of

    store = Store()
    unreadable: list[Finding] = []
    curation: list[NamedNode] = []

    def read() -> Iterator[bytes]:
        for file in files:
            if file.layer == "curation":
                curation.append(file.graph)
            try:
                yield text_of(file, read_content(file)).lines
            except UnreadableFile as fault:
                unreadable.append(fault.finding)

    bulk_load(store, read())
    rejected = Rejections(store, curation).all()
    mend(store, rejected, rejected)
    return Loaded(store, sorted(unreadable, key=lambda finding: finding.order))


def _load(store: Store, file: SourceFile) -> None:
    """Adds a file to the store: the unnamed part to the file's own graph. Raises UnreadableFile."""
    named = file.format == RdfFormat.TRIG
    _read_into(store, file, None if named else file.graph)
    if named:
        own = f"<{file.graph.value}>"
        store.update(f"INSERT {{ GRAPH {own} {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }} ; CLEAR DEFAULT")


def _read_into(store: Store, file: SourceFile, graph: NamedNode | None) -> None:
    """Adds a file to the store, what stands outside any GRAPH block to `graph` or else to the default graph.
    Raises UnreadableFile, with the store as it was."""
    content = read_content(file)
    parsed(file, content, lambda: store.load(content, format=file.format, to_graph=graph))
