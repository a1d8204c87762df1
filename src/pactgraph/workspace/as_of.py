"""The dataset as it was known on a day: without the documents that appeared later."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ..model.namespaces import DOCUMENT, pact
from .files import SourceFile, source_files
from .index.listing import Listing
from .loading import load, load_many
from .workspace import Workspace, index_from

_LATEST = pact("latest")


class Known(NamedTuple):
    """What was known on a day: a store as `loading.load` makes it, and the slugs, sorted, of the documents
    left out of it: those that appeared later, and those of which nothing accepted says when they appeared.
    `documents` is the number of all documents."""

    store: Store
    later: tuple[str, ...]
    undated: tuple[str, ...]
    documents: int


def known_by(workspace: Workspace, day: str) -> Known:
    """What was known by a day (YYYY-MM-DD, included).

    A document counts where the last day on which it can have appeared, its accepted `pact:latest`, is that
    day or before; else its whole file is left out, with its passages. Registers, vocabulary and curation
    stay, and decisions apply as they do now. The files are read into memory, whatever their size.
    """
    kept = list[SourceFile]()
    later, undated, documents = list[str](), list[str](), 0
    for file in source_files(workspace.root):
        if file.layer != "documents" or file.fault is not None:
            kept.append(file)
            continue
        documents += 1
        slug = file.path.stem
        appeared = _last_day(workspace.store, slug)
        if appeared is None:
            undated.append(slug)
        elif appeared > day:
            later.append(slug)
        else:
            kept.append(file)
    large = Listing(workspace.root).bytes >= index_from()
    return Known((load_many if large else load)(kept).store, tuple(later), tuple(undated), documents)


def _last_day(store: Store, slug: str) -> str | None:
    """The last of the days by which the document has appeared, as YYYY-MM-DD."""
    found = store.quads_for_pattern(NamedNode(DOCUMENT + slug), _LATEST, None, DefaultGraph())
    days = [quad.object.value[:10] for quad in found if isinstance(quad.object, Literal)]
    return max(days, default=None)
