"""Skeletons: the first lines of a record, a document, a passage or a query, in canonical form.

A skeleton holds what was said of the thing and nothing more; validation then names what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ..rdf.fault import Fault
from ..rdf.namespaces import RDF, RDFS, SLUG, passage_iri, record
from ..rdf.prefixes import Prefixes
from ..rdf.syntax import SyntaxFault, read
from ..rdf.syntax.remarks import remarks
from ..rdf.writer import write_trig, write_turtle
from .assignments import NoFact, text_of

_TYPE, _LABEL = NamedNode(RDF + "type"), NamedNode(RDFS + "label")
_UNNAMED = DefaultGraph()


class NoSkeleton(Fault):
    """A skeleton cannot be made of what was given; the message says what to give."""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: its class as a prefixed name, and the file that its records stand in, relative to the
    workspace; None where they stand in the file of the document that introduces them."""

    class_: str
    file: str | None = None


def _register(class_: str, stem: str, layer: OneOf["registers", "curation"] = "registers") -> RecordKind:
    return RecordKind(class_, f"data/{layer}/{stem}.ttl")


KINDS = {
    "region": _register("pact:Region", "regions"),
    "country": _register("pact:Country", "countries"),
    "place": _register("pact:Place", "places"),
    "government": _register("pact:Government", "governments"),
    "person": _register("foaf:Person", "people"),
    "post": _register("org:Post", "people"),
    "holding": _register("pact:OfficeHolding", "people"),
    "organisation": _register("org:Organization", "organisations"),
    "law": _register("eli:LegalResource", "laws"),
    "code": _register("adms:Identifier", "codes"),
    "release": _register("pact:Release", "releases", "curation"),
    "decision": _register("pact:Decision", "decisions", "curation"),
    "derivation": _register("pact:Derivation", "derivations", "curation"),
    "outcome": _register("pact:Outcome", "outcomes", "curation"),
    "agreement": RecordKind("pact:Agreement"),
    "signature": RecordKind("pact:Signature"),
    "alliance": RecordKind("pact:Alliance"),
    "membership": RecordKind("pact:Membership"),
    "commitment": RecordKind("pact:Commitment"),
    "body": RecordKind("pact:Body"),
    "event": RecordKind("pact:Event"),
    "plan": RecordKind("pact:Plan"),
    "period": RecordKind("pact:Period"),
    "utterance": RecordKind("pact:Utterance"),
    "assessment": RecordKind("pact:Assessment"),
    "asset": RecordKind("pact:Asset"),
    "quantity": RecordKind("pact:Quantity"),
    "group": RecordKind("foaf:Group"),
}
"""The kinds of records, apart from documents and passages."""


def check_slug(slug: str) -> str:
    """The slug as it is. Raises NoSkeleton where it is none, and could so name anything but a file."""
    if not SLUG.fullmatch(slug):
        raise NoSkeleton(f"{slug!r} is no slug: use lower-case ASCII letters, digits and single hyphens")
    return slug


def named(subject: NamedNode, class_: str, labels: Iterable[str], prefixes: Prefixes) -> list[Triple]:
    """The first statements of a record: its class and its labels (`Name`, `Name@de` or `Name@de,nl`; English
    without a tag). Raises NoSkeleton for a class without a prefix of the workspace, or a wrong label."""
    type_ = prefixes.expand(class_)
    if type_ is None:
        raise NoSkeleton(f"{class_} has no prefix of this workspace: see ontology/prefixes.ttl")
    found = [Triple(subject, _TYPE, type_)]
    try:
        return found + [Triple(subject, _LABEL, text) for label in labels for text in _texts(label)]
    except NoFact as fault:
        raise NoSkeleton(str(fault)) from fault


def _texts(text: str) -> list[Literal]:
    """`Name@en,de` is a name in two languages."""
    words, at, languages = text.rpartition("@")
    if not at or not words:
        return [text_of(text)]
    return [text_of(f"{words}@{language}") for language in languages.split(",")]


def added(
    written: str, statements: Sequence[Triple | Quad], prefixes: Prefixes, file: str, *, trig: bool
) -> str:
    """The canonical text of a file with statements more; comments are kept.

    Raises NoSkeleton where the file is not well-formed (`file` is its name), or tells of one of the subjects
    outside any passage already.
    """
    try:
        reading = read(written, trig=trig)
    except SyntaxFault as fault:
        raise NoSkeleton(
            f"{file}:{fault.line}:{fault.column}: {fault.message}; mend the file first"
        ) from fault
    quads = [placed.quad for placed in reading.quads]
    there = {quad.subject for quad in quads if quad.graph_name == _UNNAMED}
    for statement in statements:
        own = not isinstance(statement, Quad) or statement.graph_name == _UNNAMED
        if own and statement.subject in there:
            name = prefixes.curie(str(statement.subject).strip("<>"))
            raise NoSkeleton(f"{name} is in {file} already")
    write = write_trig if trig else write_turtle
    return write([*quads, *statements], prefixes, remarks(reading))


def passage(
    document: str, text: str, words: str, said: Sequence[str], prefixes: Prefixes
) -> tuple[NamedNode, list[Quad]]:
    """The passage of a document's text that has these words, and the statements it makes, in Turtle syntax
    without prefix lines and final full stop.

    Raises NoSkeleton where the words do not occur exactly once, or a statement is not well-formed.
    """
    start = text.find(words) if words else -1
    if start < 0:
        raise NoSkeleton(f"the text does not have the words {words!r}: copy them as they stand there")
    if text.find(words, start + 1) >= 0:
        raise NoSkeleton(f"the words {words!r} stand in the text more than once: give more of them")
    name = passage_iri(check_slug(document), start, start + len(words))
    quads: list[Quad] = []
    for statement in said:
        try:
            triples = list(parse(f"{prefixes.declarations()}{statement} .", format=RdfFormat.TURTLE))
        except SyntaxError as error:
            raise NoSkeleton(f"{statement!r} is no statement in Turtle: {error.msg}") from error
        quads += [Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]
    if not quads:
        raise NoSkeleton("a passage says something: give what its words support")
    return name, quads


GOLDEN_ANSWER = b"#\nthing\tlabel\n"
"""The golden answer of a new query: the line of its parameters, of which it has none, and its columns."""


def query(name: str, summary: str, class_: str, prefixes: Prefixes) -> str:
    """The text of a stored query that lists the things of one class, to go on from.

    Raises NoSkeleton where the question has no question mark, or the class no prefix of the workspace.
    """
    summary = " ".join(summary.split())
    if not summary.endswith("?") or '"' in summary or "\\" in summary:
        raise NoSkeleton(f"{summary!r} is no question: end it with ?, without quotation marks")
    prefix, _, _ = class_.partition(":")
    if prefixes.expand(class_) is None:
        raise NoSkeleton(f"{class_} is no class with a prefix of this workspace, such as pact:Region")
    title = check_slug(name).replace("-", " ").capitalize()
    return f"""\
#+ summary: "{summary}"
#+ description: "Each thing with its English label."
#+ tags: [lookup]
#+ x-pactgraph:
#+   id: {name}
#+   title: {{en: "{title}"}}
#+   grain: one row per thing
#+   columns:
#+     thing: "the thing"
#+     label: "its English label"
#+   examples: [""]
#+   view: table
#+   answers: []

PREFIX {prefix}: <{prefixes[prefix]}>
PREFIX rdfs: <{RDFS}>

SELECT ?thing ?label
WHERE {{
  ?thing a {class_} .
  OPTIONAL {{ ?thing rdfs:label ?label FILTER(LANG(?label) = "en") }}
}}
ORDER BY ?thing ?label
"""


def record_iri(kind: str, slug: str) -> NamedNode:
    """The IRI of a record. Raises NoSkeleton where `slug` is none."""
    return record(kind, check_slug(slug))
