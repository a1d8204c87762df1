"""The stored queries as RDF, for the example lists of other people's query editors.

Each is a `sh:SPARQLExecutable` (SHACL 1.0, section 5; SHACL Advanced Features, section 5.1) in the form of
the SIB's collection of examples: query, question in `rdfs:comment`, keywords, and the endpoint in
`schema:target`.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from ...rdf.namespaces import RDF, RDFS, ROOT, SH, XSD
from ...rdf.prefixes import Prefixes
from ..naming.names import Names
from ..sparql.binding import bind
from .catalogue import StoredQuery
from .parameters import ParameterFault, values

SCHEMA = "https://schema.org/"
SPEX = "https://purl.expasy.org/sparql-examples/ontology#"
QUESTION = ROOT + "query/"
PREFIXES = {"question": QUESTION, "schema": SCHEMA, "sh": SH, "spex": SPEX}
"""The prefixes of the terms used here, and of the queries."""

_DECLARED = NamedNode(ROOT + "prefixes")
_TYPE = NamedNode(RDF + "type")
_FORMS = {
    "SELECT": (SH + "SPARQLSelectExecutable", SH + "select"),
    "ASK": (SH + "SPARQLAskExecutable", SH + "ask"),
    "CONSTRUCT": (SH + "SPARQLConstructExecutable", SH + "construct"),
    "DESCRIBE": (SPEX + "SPARQLDescribeExecutable", SPEX + "describe"),
}


def executables(
    queries: Iterable[StoredQuery], target: NamedNode | None, names: Names, prefixes: Prefixes
) -> Iterator[Triple]:
    """The triples that say what each query asks, of which endpoint where there is one, with the prefixes that
    they use.

    The text of a query is its file's, without the header; its first example's values stand for parameters,
    where the names in them mean something here.
    """
    used = set[str]()
    for query in queries:
        subject = NamedNode(QUESTION + query.name)
        kind, property_ = _FORMS[query.form]
        text, example = _example(query, names)
        asked = query.header.summary + (f" (for example {example})" if example else "")
        used |= {token.text.partition(":")[0] for token in query.tokens if token.kind == "name"}
        yield Triple(subject, _TYPE, NamedNode(SH + "SPARQLExecutable"))
        yield Triple(subject, _TYPE, NamedNode(kind))
        yield Triple(subject, NamedNode(property_), Literal(text))
        yield Triple(subject, NamedNode(RDFS + "comment"), Literal(asked, language="en"))
        for language, title in query.header.title.items():
            yield Triple(subject, NamedNode(RDFS + "label"), Literal(title, language=language))
        for tag in query.header.tags:
            yield Triple(subject, NamedNode(SCHEMA + "keywords"), Literal(tag))
        if target is not None:
            yield Triple(subject, NamedNode(SCHEMA + "target"), target)
        yield Triple(subject, NamedNode(SH + "prefixes"), _DECLARED)
    for prefix in sorted(used & prefixes.keys()):
        declaration = NamedNode(f"{_DECLARED.value}#{prefix}")
        namespace = Literal(prefixes[prefix], datatype=NamedNode(XSD + "anyURI"))
        yield Triple(_DECLARED, NamedNode(SH + "declare"), declaration)
        yield Triple(declaration, NamedNode(SH + "prefix"), Literal(prefix))
        yield Triple(declaration, NamedNode(SH + "namespace"), namespace)


def _example(query: StoredQuery, names: Names) -> tuple[str, str]:
    """The text of a query without its header, and the words of the example whose values were put into it."""
    text, words = query.text, ""
    if query.header.examples:
        told = shlex.split(query.header.examples[0])
        typed = {word.removeprefix("--"): value for word, value in zip(told[::2], told[1::2], strict=True)}
        try:
            text = bind(query.text, values(query.parameters, typed, names))
            words = query.header.examples[0]
        except ParameterFault:
            pass  # another workspace has other things
    lines = [line for line in text.split("\n") if not line.startswith("#+")]
    return "\n".join(lines).strip() + "\n", words
