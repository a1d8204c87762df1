"""The digest of a dataset: the SHA-256 of its canonical N-Quads (RDFC-1.0).

Where no blank node occurs, these are its lines in the order of their code points (section 5).
"""

from __future__ import annotations

from ..workspace.facts import Facts
from .canonical import canonical_in_time, has_blanks
from .description import Distribution, measured
from .export import rebase, render, whole_dataset

NAME = "pactgraph.nq"


def canonical_file(facts: Facts, base: str | None) -> Distribution:
    """The canonical N-Quads of the whole dataset, measured; our own IRIs begin with `base` where it is given.

    Raises Poisoned where blank nodes are too much alike, ValueError for what RDF 1.1 has not.
    """
    quads = whole_dataset(facts)
    if base is not None:
        quads = list(rebase(quads, base))
    content = canonical_in_time(quads) if has_blanks(quads) else render(quads, "nq", {})
    return measured(NAME, [content], canonical=True)
