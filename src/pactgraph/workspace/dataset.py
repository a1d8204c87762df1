"""The dataset of a workspace: a named graph per file and per passage, and the computed default graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from ..model.finding import Finding
from ..model.namespaces import PACT, RDF, ROOT
from .files import SourceFile, UnreadableFile, read_quads
from .standing import in_passage

_JUDGEMENT = NamedNode(PACT + "judgement")
_REJECTED = NamedNode(ROOT + "concept/judgement/rejected")
_PARTS = (NamedNode(RDF + "subject"), NamedNode(RDF + "predicate"), NamedNode(RDF + "object"))
_DEFAULT = DefaultGraph()


def rejected_statements(quads: Iterable[Quad]) -> frozenset[Triple]:
    """The statements that decisions among `quads` reject: `rdf:subject`, `rdf:predicate` and `rdf:object`
    of every decision whose `pact:judgement` is `judgement:rejected`."""
    parts: dict[object, dict[NamedNode, object]] = {}
    rejecting = set()
    for quad in quads:
        if quad.predicate in _PARTS:
            parts.setdefault(quad.subject, {})[quad.predicate] = quad.object
        elif quad.predicate == _JUDGEMENT and quad.object == _REJECTED:
            rejecting.add(quad.subject)
    statements = set()
    for decision in rejecting:
        found = parts.get(decision, {})
        subject, predicate, value = (found.get(part) for part in _PARTS)
        if (
            isinstance(subject, NamedNode | BlankNode)
            and isinstance(predicate, NamedNode)
            and value is not None
        ):
            statements.add(Triple(subject, predicate, value))  # type: ignore[arg-type]
    return frozenset(statements)


def default_graph(
    quads_of: Mapping[SourceFile, list[Quad]], rejected: frozenset[Triple], *, vocabulary: bool = True
) -> Iterator[Triple]:
    """The triples of the default graph: each file's own graph, and each statement of each passage that is
    not in `rejected`. A triple stated several times may come several times."""
    for file, quads in quads_of.items():
        if file.layer == "vocabulary" and not vocabulary:
            continue
        for quad in quads:
            if not rejected or quad.triple not in rejected or not in_passage(quad):
                yield quad.triple


class Dataset:
    """What a workspace's files say, with lexical forms as written.

    `quads_of` takes each readable file to its quads; `unreadable` holds a finding for each other file.
    """

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self.quads_of: dict[SourceFile, list[Quad]] = {}
        self.unreadable: list[Finding] = []
        for file in files:
            try:
                self.quads_of[file] = read_quads(file)
            except UnreadableFile as fault:
                self.unreadable.append(fault.finding)

    @cached_property
    def rejected(self) -> frozenset[Triple]:
        """The statements that the curation rejects."""
        return rejected_statements(
            quad for file, quads in self.quads_of.items() if file.layer == "curation" for quad in quads
        )

    def quads(self) -> Iterator[Quad]:
        """Every quad of every named graph."""
        for quads in self.quads_of.values():
            yield from quads

    def default_graph(self, *, vocabulary: bool = True) -> list[Triple]:
        """The default graph, each triple once, in the order of the files; without the vocabulary (the
        ontology and its schemes) where `vocabulary` is false."""
        return list(dict.fromkeys(default_graph(self.quads_of, self.rejected, vocabulary=vocabulary)))

    def store(self) -> Store:
        """A new store in memory with the named graphs and the default graph."""
        store = Store()
        rejected = self.rejected
        for file, quads in self.quads_of.items():
            accepted: Iterable[Quad] = quads
            if rejected and file.layer == "documents":
                accepted = (quad for quad in quads if not (quad.triple in rejected and in_passage(quad)))
            store.extend(quads)
            store.extend(Quad(q.subject, q.predicate, q.object, _DEFAULT) for q in accepted)
        return store
