"""The data files beside a page: the accepted facts about its things, as Turtle, N-Triples and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Quad

from ...model.namespaces import ROOT
from ..export import rebase, rebase_prefixes, render
from ..jsonld import JsonLd
from ..lines import lines_of, ordered

SUFFIXES = {
    ".ttl": ("turtle", "text/turtle", "Turtle"),
    ".jsonld": ("jsonld", "application/ld+json", "JSON-LD"),
    ".nt": ("nt", "application/n-triples", "N-Triples"),
}
"""Suffix to format, media type and name."""


class Writers:
    """Writes statements as data, with our own IRIs moved to `base`."""

    def __init__(self, vocabulary: Iterable[Quad], prefixes: Mapping[str, str], base: str = ROOT) -> None:
        self.base = base
        self._moves = base != ROOT
        vocabulary = list(vocabulary)
        self.prefixes = dict(rebase_prefixes(prefixes, base)) if self._moves else dict(prefixes)
        self._jsonld = JsonLd(rebase(vocabulary, base) if self._moves else vocabulary, self.prefixes)

    def moved(self, quads: Iterable[Quad]) -> list[Quad]:
        """The statements with our own IRIs where they belong."""
        return list(rebase(quads, self.base)) if self._moves else list(quads)

    def iri(self, iri: str) -> str:
        """An IRI where it belongs."""
        return self.base + iri[len(ROOT) :] if self._moves and iri.startswith(ROOT) else iri

    def written(self, quads: Iterable[Quad], format_name: str) -> bytes:
        """Statements of the default graph in a format of `SUFFIXES`, or of any graphs as `nq` or `trig`."""
        found = self.moved(quads)
        if format_name == "jsonld":
            return self._jsonld.text(found).encode("utf-8")
        if format_name == "nt":
            return b"".join(ordered([lines_of(found)]))
        return render(found, format_name, self.prefixes)
