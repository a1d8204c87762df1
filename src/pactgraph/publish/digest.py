"""The digest of a dataset: the SHA-256 of its canonical N-Quads (RDFC-1.0)."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.finding import Finding
from ..workspace.workspace import Workspace
from .canonical import canonical_in_time
from .description import Distribution, measured
from .export import rebase, whole_dataset
from .lines import LineExport

NAME = "pactgraph.nq"


def canonical_file(workspace: Workspace, base: str | None) -> tuple[Distribution, Iterable[Finding]]:
    """The canonical N-Quads of the whole dataset, measured, and a finding for each file that is not in it;
    our own IRIs begin with `base` where it is given.

    Raises Poisoned where blank nodes are too much alike.
    """
    lines = LineExport(workspace.root, named=True, base=base)
    found = measured(NAME, lines.blocks(), canonical=True)
    if lines.blank:
        quads = whole_dataset(workspace.dataset)
        content = canonical_in_time(quads if base is None else rebase(quads, base))
        found = measured(NAME, [content], canonical=True)
    return found, lines.unreadable.values()
