"""Blank nodes in exports: labels that come from the graph alone, and the canonical form of a dataset.

The canonical form is that of RDF Dataset Canonicalization (RDFC-1.0). Some graphs of blank nodes take it for
ever, so it is computed in a process of its own that is ended when its time is up (section 7.1, dataset
poisoning).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from ..rdf.fault import Fault
from ..rdf.syntax.blanks import Blanks
from ..rdf.syntax.reading import Graph

SECONDS = 60
"""How long the canonical form of a dataset may take."""


class Poisoned(Fault):
    """The canonical form of a dataset takes too long: its blank nodes are too much alike."""


def relabelled(quads: list[Quad], prefix: str = "") -> list[Quad]:
    """The quads with labels `<prefix>b0`, `<prefix>b1` ... for their blank nodes. They follow from the graph:
    they are the same in whatever order and with whatever labels it came."""
    graphs: dict[Graph, dict[object, dict[NamedNode, dict[object, None]]]] = {}
    for quad in quads:
        facts = graphs.setdefault(quad.graph_name, {}).setdefault(quad.subject, {})
        facts.setdefault(quad.predicate, {})[quad.object] = None
    found = Blanks(graphs).labels()  # type: ignore[arg-type]
    new = {node: BlankNode(prefix + label) for node, label in found.items()}

    def named(term: object) -> object:
        return new[term] if isinstance(term, BlankNode) else term

    return [Quad(named(q.subject), q.predicate, named(q.object), named(q.graph_name)) for q in quads]  # type: ignore[arg-type]


def has_blanks(quads: Iterable[Quad]) -> bool:
    """Whether a blank node occurs."""
    return any(isinstance(term, BlankNode) for q in quads for term in (q.subject, q.object, q.graph_name))


def canonical(
    quads: Iterable[Quad], algorithm: CanonicalizationAlgorithm = CanonicalizationAlgorithm.RDFC_1_0
) -> bytes:
    """The canonical N-Quads of quads, in any time it takes."""
    dataset = Dataset(quads)
    dataset.canonicalize(algorithm)
    lines = (serialize(dataset, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return b"".join(sorted(lines))


def canonical_in_time(quads: Iterable[Quad], seconds: float = SECONDS) -> bytes:
    """The canonical N-Quads of quads. Raises Poisoned where that takes longer than `seconds`."""
    given = serialize(quads, format=RdfFormat.N_QUADS) or b""
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__], input=given, capture_output=True, timeout=seconds, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise Poisoned(
            f"its canonical form takes longer than {seconds:g} seconds: give its blank nodes IRIs"
        ) from error
    return done.stdout


if __name__ == "__main__":
    sys.stdout.buffer.write(canonical(parse(sys.stdin.buffer.read(), format=RdfFormat.N_QUADS)))
