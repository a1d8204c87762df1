"""The triples of a CONSTRUCT or DESCRIBE query in an RDF format."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from ...model.prefixes import Prefixes

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


def to_rdf(triples: Iterable[Triple], name: str, prefixes: Prefixes) -> bytes:
    """Triples in the format `name` of `FORMATS`, sorted, in UTF-8; only the prefixes that occur."""
    ordered = sorted(set(triples), key=str)
    text = "\n".join(map(str, ordered))
    used = {prefix: namespace for prefix, namespace in prefixes.items() if namespace in text}
    found = serialize(ordered, format=FORMATS[name], prefixes=used)
    return found or b""
