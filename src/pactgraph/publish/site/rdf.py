"""The data files beside a page: the accepted facts about its things, as Turtle, N-Triples and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from ...rdf.namespaces import ROOT
from ...rdf.writer import write_turtle
from ..context import Context
from ..export import rebase, rebase_prefixes, render
from ..jsonld import JsonLd

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
        self._by_namespace = {namespace: prefix for prefix, namespace in self.prefixes.items()}
        self._jsonld = JsonLd(rebase(vocabulary, base) if self._moves else vocabulary, self.prefixes)

    def moved(self, quads: Iterable[Quad]) -> list[Quad]:
        """The statements with our own IRIs where they belong."""
        return list(rebase(quads, self.base)) if self._moves else list(quads)

    def iri(self, iri: str) -> str:
        """An IRI where it belongs."""
        return self.base + iri[len(ROOT) :] if self._moves and iri.startswith(ROOT) else iri

    def written(self, quads: Iterable[Quad], format_name: str) -> bytes:
        """Statements of the default graph in a format of `SUFFIXES`."""
        found = self.moved(quads)
        if format_name == "jsonld":
            return self._jsonld.text(found).encode("utf-8")
        if format_name == "nt":
            return render(found, "nt", {})
        return write_turtle(found, self._used(found)).encode("utf-8")

    def document(self, quads: Iterable[Quad]) -> Context:
        """Statements of the default graph as an object of JSON-LD."""
        return self._jsonld.document(self.moved(quads))

    def _used(self, quads: Iterable[Quad]) -> dict[str, str]:
        """The prefixes that some statements may use: a short table is read faster than the whole one."""
        iris = set()
        for quad in quads:
            value = quad.object.datatype if isinstance(quad.object, Literal) else quad.object
            iris |= {
                term.value for term in (quad.subject, quad.predicate, value) if isinstance(term, NamedNode)
            }
        used = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris} & self._by_namespace.keys()
        return {self._by_namespace[namespace]: namespace for namespace in sorted(used)}
