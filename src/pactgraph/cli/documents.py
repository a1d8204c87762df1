"""Documents by name, from the files alone."""

from __future__ import annotations

import click
from pyoxigraph import NamedNode

from ..model.namespaces import DOCUMENT
from ..model.near import nearest
from ..workspace.workspace import Workspace


def resolve_document(workspace: Workspace, typed: str) -> NamedNode:
    """The document that a slug, CURIE or IRI names. Raises click.UsageError with the near or all slugs."""
    slugs = [file.path.stem for file in workspace.dataset.quads_of if file.layer == "documents"]
    slug = typed.strip("<>").removeprefix(DOCUMENT).removeprefix("document:")
    if slug in slugs:
        return NamedNode(DOCUMENT + slug)
    near = nearest(slug, slugs)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(slugs) or 'none'}"
    raise click.UsageError(f"no document is called {typed!r}; {hint}")
