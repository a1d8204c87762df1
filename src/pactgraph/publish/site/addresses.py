"""Where things are on the site: from IRIs to paths, from paths to files and links.

A path begins with `/`; one that ends with `/` is the file `index.html` of a folder. Paths are made of slugs
only, so that no name in the data leaves the folder or means something to a file system.
"""

from __future__ import annotations

import re
from hashlib import sha256

from ...rdf.namespaces import CONCEPT, RECORD, SLUG
from ..draw import KINDS

OTHER = "other"
"""The first segment of the paths of things whose IRIs have no kind and slug of ours."""

RESERVED = frozenset(
    {
        OTHER,
        *KINDS,
        "assets",
        "catalogue",
        "changes",
        "compare",
        "concept",
        "data",
        "dataset",
        "def",
        "graph",
        "hosting",
        "id",
        "lists",
        "questions",
        "search",
        "shape",
    }
)
"""First segments that no kind of record may take."""

LONGEST_SLUG = 120
_PARTS = re.compile(rf"({SLUG.pattern})/({SLUG.pattern})")
_LINK = re.compile(r"https?://[^\s/?#]+|mailto:[^\s]+", re.IGNORECASE)
_NO_ID = re.compile(r"[^A-Za-z0-9_-]+")


def path_of(iri: str) -> str:
    """The path of the page of a record or concept: `/region/saxony/`. Any other IRI has a path made of its
    digest."""
    for base in (RECORD, CONCEPT):
        if iri.startswith(base):
            found = _PARTS.fullmatch(iri, len(base))
            if found and _usable(found[1]) and len(found[2]) <= LONGEST_SLUG:
                return f"/{found[1]}/{found[2]}/"
    return f"/{OTHER}/{digest_slug(iri)}/"


def scheme_path(iri: str) -> str | None:
    """The path of the page of a concept scheme, which is the list of its concepts; None for another IRI."""
    slug = iri[len(CONCEPT) :] if iri.startswith(CONCEPT) else ""
    return f"/{slug}/" if SLUG.fullmatch(slug) and _usable(slug) else None


def _usable(kind: str) -> bool:
    return kind not in RESERVED and len(kind) > 2 and len(kind) <= LONGEST_SLUG


def digest_slug(text: str) -> str:
    """A slug that stands for a text of any kind."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def fragment(text: str) -> str:
    """An identifier for a place in a page, made of letters, digits, hyphens and underscores; of a text with
    other characters its digest."""
    return text if text and not _NO_ID.search(text) else digest_slug(text)


def file_of(path: str) -> str:
    """The file of a path, relative to the site's folder."""
    return path[1:] + ("index.html" if path.endswith("/") else "")


class Linker:
    """Makes links between the pages of a site: relative ones that name files, so that the site opens from
    disk and under any address; or, where `root` is given, absolute ones for a server, such as `/`."""

    def __init__(self, root: str | None = None) -> None:
        self._root = root

    def up(self, here: str) -> str | None:
        """The way from the page at the path `here` to the top of the site, where links are relative."""
        return None if self._root is not None else "../" * (here.count("/") - 1)

    def link(self, here: str, target: str) -> str:
        """The link from the page at the path `here` to the path `target`, which may have a fragment."""
        if self._root is not None:
            return self._root + target[1:]
        path, mark, place = target.partition("#")
        if mark and path == here:
            return f"#{place}"
        return f"{self.up(here)}{file_of(path)}{mark}{place}"


def is_link(iri: str) -> bool:
    """Whether an IRI may become a link: only http, https and mailto ones may."""
    return _LINK.match(iri) is not None
