"""The JSON-LD context of a workspace, made from its prefix table and its ontology.

Prefixes are terms, `id` and `type` stand for the keywords, and each property says how its plain values are
meant: a thing (`@type: @id`), a datatype, or texts by language (`@container: @language`), JSON-LD 1.1,
section 9.15. Keys of properties are prefixed names, so that none meets a prefix of the same spelling; those
of other vocabularies keep their own names, and the context says of them only how values are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from ..rdf.namespaces import OWL, RDF, RDFS, XSD
from ..rdf.prefixes import Prefixes

Context = dict[str, object]

_TYPE, _RANGE = NamedNode(RDF + "type"), NamedNode(RDFS + "range")
_DELIMITERS = tuple(":/?#[]@")
"""Characters after which a term may be a prefix as it stands (JSON-LD 1.1, section 4.4)."""


def context(vocabulary: Iterable[Quad], prefixes: Mapping[str, str]) -> Context:
    """The context of a workspace whose ontology says `vocabulary` and whose prefix table is `prefixes`."""
    table = Prefixes(prefixes)
    found: dict[str, Context] = {}
    ranges: dict[str, str] = {}
    for quad in vocabulary:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode):
            continue
        if quad.predicate == _TYPE and quad.object.value == OWL + "ObjectProperty":
            found[quad.subject.value] = {"@type": "@id"}
        elif quad.predicate == _RANGE:
            ranges[quad.subject.value] = quad.object.value
    for iri, range_ in ranges.items():
        if range_ == RDF + "langString":
            found[iri] = {"@container": "@language"}
        elif range_.startswith(XSD) and range_ != XSD + "string":
            found[iri] = {"@type": table.curie(range_)}
    terms = {table.curie(iri): meant for iri, meant in found.items()}
    return {
        "id": "@id",
        "type": "@type",
        **{prefix: _prefix(namespace) for prefix, namespace in table.items()},
        **{name: terms[name] for name in sorted(terms) if not name.startswith("<")},
    }


def _prefix(namespace: str) -> object:
    return namespace if namespace.endswith(_DELIMITERS) else {"@id": namespace, "@prefix": True}


def context_document(found: Context) -> str:
    """The text of a context document, such as `ontology/context.jsonld`."""
    return json.dumps({"@context": found}, ensure_ascii=False, indent=2) + "\n"
