"""Which things a name may mean: those of some classes, those in some concept schemes, or any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode

from ...rdf.namespaces import CONCEPT, RDF, SKOS
from ...rdf.prefixes import Prefixes
from ..sparql.binding import serialise


class Within(NamedTuple):
    """The things of `classes` (and their subclasses) and in `schemes`; without either, all things."""

    classes: tuple[NamedNode, ...] = ()
    schemes: tuple[NamedNode, ...] = ()

    @classmethod
    def named(cls, classes: tuple[str, ...], schemes: tuple[str, ...], prefixes: Prefixes) -> Within:
        """From the CURIEs of a stored query's header; a scheme may go by its bare name.

        Raises ValueError for a name whose prefix is unknown.
        """
        return cls(
            tuple(_expand(name, prefixes) for name in classes),
            tuple(_expand(name, prefixes) if ":" in name else NamedNode(CONCEPT + name) for name in schemes),
        )

    def groups(self, kinds: Iterable[NamedNode]) -> list[str]:
        """SPARQL groups, each of which holds for some of the things within, as `?thing`: those of one of
        `kinds` (the classes and their subclasses), and those in one of the schemes. None where all are meant.
        """
        listed = " ".join(map(serialise, kinds))
        parts = [f"VALUES ?kind {{ {listed} }} ?thing <{RDF}type> ?kind"] if self.classes else []
        if self.schemes:
            schemes = " ".join(map(serialise, self.schemes))
            parts.append(f"VALUES ?scheme {{ {schemes} }} ?thing <{SKOS}inScheme> ?scheme")
        return parts

    @property
    def noun(self) -> str:
        """What one of the things is called in a message: `region`, `sector or alliance`, `thing`."""
        ends = [iri.value.rstrip("/#") for iri in (*self.classes, *self.schemes)]
        words = [end[max(end.rfind("/"), end.rfind("#")) + 1 :] for end in ends]
        spaced = ["".join(f" {c.lower()}" if c.isupper() else c for c in word).strip() for word in words]
        return " or ".join(word.replace("-", " ") for word in spaced) or "thing"


def _expand(name: str, prefixes: Prefixes) -> NamedNode:
    found = prefixes.expand(name)
    if found is None:
        raise ValueError(f"{name} is not a prefixed name of ontology/prefixes.ttl")
    return found
