"""The place of things: what a file may hold, and what its name says of it. All of it is decided file by file,
but for the records that two files introduce."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode

from ..model.namespaces import (
    ACCEPTED,
    CONCEPT,
    DERIVED,
    DOCUMENT,
    PACT,
    PASSAGE,
    RDFS,
    SKOS,
    SLUG,
    file_graph,
    split_passage,
)
from ..model.prefixes import Prefixes
from .fault import AtGraph, AtPrefix, AtQuad, Fault, Part
from .view import TYPE, View, Written

_DOCUMENT_CLASS = NamedNode(PACT + "Document")
_PASSAGE_CLASS = NamedNode(PACT + "Passage")
_CONCEPT_CLASS = NamedNode(SKOS + "Concept")
_INTRODUCING = frozenset(
    {
        TYPE,
        NamedNode(RDFS + "label"),
        NamedNode(SKOS + "altLabel"),
        NamedNode(SKOS + "editorialNote"),
    }
)
"""What a document's file says of a record outside its passages: that there is one, and its name."""


def form(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    """The faults of form of one file."""
    yield from _names(view)
    if not view.certain:
        yield from _prefixes(view, prefixes)
    yield from _blanks(view, prefixes)
    if view.file.layer == "documents":
        yield from _document(view, prefixes)
        yield from _graphs(view, prefixes)
        yield from _outside_passages(view, prefixes)
    elif view.file.relative.startswith("ontology/schemes/"):
        yield from _scheme(view, prefixes)
    if view.file.layer in ("registers", "curation"):
        yield from _document_records(view, prefixes)


def _fault(
    view: View, quad: Written, part: Part, rule: str, message: str, remedy: str, prefixes: Prefixes
) -> Fault:
    subject = prefixes.curie(quad.subject) if isinstance(quad.subject, NamedNode) else None
    return Fault(view.file.relative, AtQuad(quad, part), subject, rule, message, remedy)


def _names(view: View) -> Iterator[Fault]:
    stem = view.file.path.stem
    if not SLUG.fullmatch(stem):
        yield Fault(
            view.file.relative,
            None,
            None,
            "file-name",
            f"the file is named {stem!r}",
            "name it with lower-case ASCII letters, digits and hyphens",
        )
    for graph, what in ((ACCEPTED, "accepted statements in a store"), (DERIVED, "derived statements")):
        if view.file.graph == graph:
            yield Fault(
                view.file.relative,
                None,
                None,
                "file-name",
                f"the file is named {stem!r}, and its graph {graph.value} is that of the {what}",
                "rename it",
            )


def _prefixes(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
    for prefix, namespace, _line in view.declared:
        known = prefixes.get(prefix)
        if known == namespace:
            continue
        if known is not None:
            remedy = f"write @prefix {prefix}: <{known}> as ontology/prefixes.ttl has it"
            message = f"the prefix {prefix}: stands for <{namespace}>"
        elif namespace in by_namespace:
            remedy = f"write the prefix {by_namespace[namespace]}: instead"
            message = f"the prefix {prefix}: is not in the prefix table"
        else:
            remedy = f"declare {prefix}: in ontology/prefixes.ttl, or use a prefix that is there"
            message = f"the prefix {prefix}: is not in the prefix table"
        yield Fault(view.file.relative, AtPrefix(prefix), None, "prefix", message, remedy)


def _blanks(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    blanks = {term for term in view.subjects | view.objects if isinstance(term, BlankNode)}
    seen: set[object] = set()
    places: tuple[Part, Part] = ("object", "subject")
    for quad in view.quads if blanks else ():
        for part, term in zip(places, (quad.object, quad.subject), strict=True):
            if isinstance(term, BlankNode) and term not in seen:
                seen.add(term)
                yield _fault(
                    view,
                    quad,
                    part,
                    "blank-node",
                    "a blank node stands here",
                    "give the thing an IRI",
                    prefixes,
                )


def _document(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    stem = view.file.path.stem
    own = DOCUMENT + stem
    if own not in view.typed:
        yield Fault(
            view.file.relative,
            None,
            prefixes.curie(own),
            "misplaced",
            f"the file {stem}.trig does not introduce its document",
            f"add `{prefixes.curie(own)} a pact:Document`, or name the file by the document it holds",
        )
    yield from _document_records(view, prefixes)


def _document_records(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    """Documents and passages that are introduced in a file that is not theirs."""
    stem = view.file.path.stem if view.file.layer == "documents" else None
    for quad in view.types:
        iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        if quad.object == _DOCUMENT_CLASS and iri != f"{DOCUMENT}{stem}":
            yield _fault(
                view,
                quad,
                "subject",
                "misplaced",
                f"the document {prefixes.curie(iri)} is introduced in {view.file.relative}",
                f"move it to data/documents/{iri.removeprefix(DOCUMENT)}.trig",
                prefixes,
            )
        elif quad.object == _PASSAGE_CLASS:
            parts = split_passage(iri)
            if parts is None:
                if iri.startswith(PASSAGE):
                    yield _fault(
                        view,
                        quad,
                        "subject",
                        "passage-name",
                        "the passage's name has not the form DOCUMENT_START-END",
                        "name it by its document's slug, its start and its end",
                        prefixes,
                    )
            elif parts[0] != stem:
                yield _fault(
                    view,
                    quad,
                    "subject",
                    "misplaced",
                    f"a passage of the document {parts[0]} stands in {view.file.relative}",
                    f"move it to data/documents/{parts[0]}.trig, or name it after this file's document",
                    prefixes,
                )


def _graphs(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    own = view.file.graph
    stem = view.file.path.stem
    for graph in sorted(view.graphs - {own}, key=str):
        iri = graph.value
        if isinstance(graph, BlankNode) or not iri.startswith(PASSAGE):
            yield Fault(
                view.file.relative,
                AtGraph(graph),
                prefixes.curie(iri) if isinstance(graph, NamedNode) else None,
                "named-graph",
                "a graph that is no passage",
                "name the graph by the passage whose words support it",
            )
            continue
        parts = split_passage(iri)
        if parts is not None and parts[0] != stem:
            yield Fault(
                view.file.relative,
                AtGraph(graph),
                prefixes.curie(iri),
                "misplaced",
                f"the graph is a passage of the document {parts[0]}",
                f"move it to data/documents/{parts[0]}.trig, or name it after this file's document",
            )


def _outside_passages(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    own = view.file.graph
    records = {quad.subject for quad in view.types if quad.object in (_DOCUMENT_CLASS, _PASSAGE_CLASS)}
    stray = [
        q
        for q in view.quads
        if q.graph_name == own and q.predicate not in _INTRODUCING and q.subject not in records
    ]
    for quad in stray:
        yield _fault(
            view,
            quad,
            "predicate",
            "unsupported",
            "a statement outside any passage: nothing says which words support it",
            "move it into the graph of the passage whose words say it",
            prefixes,
        )
    for quad in view.types:
        if quad.graph_name != own:
            yield _fault(
                view,
                quad,
                "predicate",
                "record-in-passage",
                "a record is introduced inside a passage",
                "move its type and label out of the passage, to the file's own statements",
                prefixes,
            )


def _scheme(view: View, prefixes: Prefixes) -> Iterator[Fault]:
    stem = view.file.path.stem
    for quad in view.types:
        iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        if (
            quad.object == _CONCEPT_CLASS
            and iri.startswith(CONCEPT)
            and not iri.startswith(f"{CONCEPT}{stem}/")
        ):
            scheme = iri.removeprefix(CONCEPT).partition("/")[0]
            yield _fault(
                view,
                quad,
                "subject",
                "misplaced",
                f"a concept of the scheme {scheme} stands in {view.file.relative}",
                f"move it to ontology/schemes/{scheme}.ttl",
                prefixes,
            )


def repeated(iri: str, views: Iterable[View], prefixes: Prefixes) -> Iterator[Fault]:
    """The faults of an IRI that several files introduce: `views`, in their order."""
    first, *others = views
    for view in others:
        quad = next(q for q in view.types if isinstance(q.subject, NamedNode) and q.subject.value == iri)
        yield _fault(
            view,
            quad,
            "subject",
            "repeated-record",
            f"{prefixes.curie(iri)} is introduced in {first.file.relative} already",
            "keep its type and label in one of the two files",
            prefixes,
        )


def stems(views: Iterable[View]) -> Iterator[Fault]:
    """Files that share a name, and so a graph."""
    first: dict[str, View] = {}
    for view in views:
        stem = view.file.path.stem
        other = first.setdefault(stem, view)
        if other is not view:
            yield Fault(
                view.file.relative,
                None,
                None,
                "file-name",
                f"{other.file.relative} has the same name, and so the same graph {file_graph(stem).value}",
                "rename one of the two",
            )
