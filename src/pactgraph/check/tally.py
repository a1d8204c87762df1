"""What a dataset holds, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..rdf.namespaces import DOCUMENT, PACT, PROV, RDF
from ..workspace.facts import Facts
from ..workspace.files import in_passage

_TYPE = NamedNode(RDF + "type")
_DERIVED = NamedNode(PROV + "wasDerivedFrom")
_DOCUMENT = NamedNode(PACT + "Document")
_DECISION = NamedNode(PACT + "Decision")


@dataclass(frozen=True, slots=True)
class DocumentTally:
    """One document: its passages, the statements that they make, and the releases that it derives from."""

    slug: str
    passages: int
    statements: int
    releases: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of a dataset.

    `classes` counts the records of each class; `default_graph` counts statements and `named_graphs` graphs,
    both without the vocabulary; `witnesses` counts the documents, those of one release once.
    """

    classes: dict[NamedNode, int]
    documents: tuple[DocumentTally, ...]
    default_graph: int
    named_graphs: int
    decisions: int
    rejected: int

    @property
    def witnesses(self) -> int:
        """Independent sources: documents that derive from one release count once."""
        return len({doc.releases or (NamedNode(DOCUMENT + doc.slug),) for doc in self.documents})


def tally(facts: Facts) -> Tally:
    """Counts what the registers, documents and curation of a dataset hold."""
    classes: Counter[NamedNode] = Counter()
    graphs = set()
    documents = []
    for file, quads in facts.dataset.quads_of.items():
        if file.layer == "vocabulary":
            continue
        records = {(quad.subject, quad.object) for quad in quads if quad.predicate == _TYPE}
        classes.update(kind for _, kind in records if isinstance(kind, NamedNode))
        graphs |= {quad.graph_name for quad in quads}
        if file.layer == "documents":
            told = [quad for quad in quads if in_passage(quad)]
            releases = {
                quad.object
                for quad in quads
                if quad.predicate == _DERIVED
                and isinstance(quad.object, NamedNode)
                and (quad.subject, _DOCUMENT) in records
            }
            documents.append(
                DocumentTally(
                    file.path.stem,
                    len({quad.graph_name for quad in told}),
                    len(told),
                    tuple(sorted(releases, key=lambda node: node.value)),
                )
            )
    return Tally(
        dict(sorted(classes.items(), key=lambda pair: (-pair[1], pair[0].value))),
        tuple(documents),
        len(facts.default_graph(vocabulary=False)),
        len(graphs),
        classes[_DECISION],
        len({triple for _, triple in facts.standing.rejected}),
    )
