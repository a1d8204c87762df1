"""Loading files into a store without a Python object for each quad: the short way to a query's answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from ..model.finding import Finding
from ..model.namespaces import PACT, PASSAGE, RDF, ROOT
from .files import LARGEST, SourceFile, UnreadableFile, read_quads

_ALL_TO_DEFAULT = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_REJECTED = (
    f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?decision <{PACT}judgement> <{ROOT}concept/judgement/rejected> ; "
    f"<{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o }}"
)


class Loaded(NamedTuple):
    """A store with a named graph for each file and passage and the computed default graph, and a finding for
    each file that could not be read."""

    store: Store
    unreadable: list[Finding]


def load(files: Iterable[SourceFile]) -> Loaded:
    """The same store as `Dataset(files).store()`, several times as fast; lexical forms are the store's."""
    store = Store()
    unreadable: list[Finding] = []
    curation: list[NamedNode | BlankNode | DefaultGraph] = []
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
    if curation:
        _reject(store, curation)
    return Loaded(store, sorted(unreadable, key=lambda finding: finding.order))


def _load(store: Store, file: SourceFile) -> None:
    """Adds a file to the store: the unnamed part to the file's own graph. Raises UnreadableFile."""
    named = file.format == RdfFormat.TRIG
    try:
        if file.path.stat().st_size > LARGEST:
            read_quads(file)
        store.load(path=file.path, format=file.format, to_graph=None if named else file.graph)
    except (SyntaxError, OSError) as error:
        read_quads(file)
        raise RuntimeError(f"{file.relative} loads in one way and not in the other") from error
    if named:
        own = f"<{file.graph.value}>"
        store.update(f"INSERT {{ GRAPH {own} {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }} ; CLEAR DEFAULT")


def _reject(store: Store, curation: list[NamedNode | BlankNode | DefaultGraph]) -> None:
    """Takes what decisions reject out of the default graph, except what a file states itself."""
    found = store.query(_REJECTED, default_graph=curation)
    if not isinstance(found, QuerySolutions):
        return
    for subject, predicate, value in list(found):
        graphs = [quad.graph_name for quad in store.quads_for_pattern(subject, predicate, value)]
        if all(isinstance(g, DefaultGraph) or g.value.startswith(PASSAGE) for g in graphs):
            store.remove(Quad(subject, predicate, value, DefaultGraph()))
