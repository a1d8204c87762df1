"""The place of things: what a file may hold, and what its name says of it. All of it is decided file by file,
but for the records that two files introduce, and names that two files share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode

from ..rdf.namespaces import (
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
from ..workspace.finding import Finding
from .parsed import TYPE, ParsedFile, ParsedFiles

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


def placement(file: ParsedFile) -> Iterator[Finding]:
    """The findings about what one file holds."""
    yield from _file_name(file)
    yield from _prefixes(file)
    yield from _blank_nodes(file)
    if file.source.layer == "documents":
        own = NamedNode(DOCUMENT + file.source.path.stem)
        if own.value not in file.typed:
            said = f"the file {file.source.path.stem}.trig does not introduce its document"
            record = f"{file.prefixes.curie(own)} a pact:Document"
            remedy = f"add `{record}`, or name the file by the document it holds"
            yield file.finding(None, own, "misplaced", said, remedy)
        yield from _graphs(file)
        yield from _outside_passages(file)
    elif file.source.relative.startswith("ontology/schemes/"):
        yield from _concepts(file)
    if file.source.layer in ("documents", "registers", "curation"):
        yield from _documents(file)


def _file_name(file: ParsedFile) -> Iterator[Finding]:
    stem = file.source.path.stem
    if not SLUG.fullmatch(stem):
        remedy = "name it with lower-case ASCII letters, digits and hyphens"
        yield file.finding(None, None, "file-name", f"the file is named {stem!r}", remedy)
    for graph, what in ((ACCEPTED, "accepted statements in a store"), (DERIVED, "derived statements")):
        if file.source.graph == graph:
            said = f"the file is named {stem!r}, and its graph {graph.value} is that of the {what}"
            yield file.finding(None, None, "file-name", said, "rename it")


def _prefixes(file: ParsedFile) -> Iterator[Finding]:
    prefixes = file.prefixes
    by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
    for declared in file.declared:
        prefix, namespace = declared.prefix, declared.namespace
        known = prefixes.get(prefix)
        if known == namespace:
            continue
        message = f"the prefix {prefix}: is not in the prefix table"
        if known is not None:
            remedy = f"write @prefix {prefix}: <{known}> as ontology/prefixes.ttl has it"
            message = f"the prefix {prefix}: stands for <{namespace}>"
        elif namespace in by_namespace:
            remedy = f"write the prefix {by_namespace[namespace]}: instead"
        else:
            remedy = f"declare {prefix}: in ontology/prefixes.ttl, or use a prefix that is there"
        yield file.finding(declared.name.start, None, "prefix", message, remedy)


def _blank_nodes(file: ParsedFile) -> Iterator[Finding]:
    seen: set[object] = set()
    for each in file.statements if _has_blank_nodes(file) else ():
        for term, at in ((each.object, each.object_at), (each.subject, each.subject_at)):
            if isinstance(term, BlankNode) and term not in seen:
                seen.add(term)
                said = "a blank node stands here"
                yield file.finding(at, each.subject, "blank-node", said, "give the thing an IRI")


def _has_blank_nodes(file: ParsedFile) -> bool:
    return any(isinstance(term, BlankNode) for term in file.subjects | file.objects)


def _documents(file: ParsedFile) -> Iterator[Finding]:
    """Documents and passages that are introduced in a file that is not theirs."""
    stem = file.source.path.stem if file.source.layer == "documents" else None
    here = f"stands in {file.source.relative}"
    for each in file.types:
        iri = each.subject.value if isinstance(each.subject, NamedNode) else ""
        at, parts = each.subject_at, split_passage(iri)
        if each.object == _DOCUMENT_CLASS and iri != f"{DOCUMENT}{stem}":
            said = f"the document {file.prefixes.curie(iri)} is introduced in {file.source.relative}"
            remedy = f"move it to data/documents/{iri.removeprefix(DOCUMENT)}.trig"
            yield file.finding(at, each.subject, "misplaced", said, remedy)
        elif each.object != _PASSAGE_CLASS:
            continue
        elif parts is not None and parts[0] != stem:
            said = f"a passage of the document {parts[0]} {here}"
            yield file.finding(at, each.subject, "misplaced", said, _where_passages_go(parts[0]))
        elif parts is None and iri.startswith(PASSAGE):
            said = "the passage's name has not the form DOCUMENT_START-END"
            remedy = "name it by its document's slug, its start and its end"
            yield file.finding(at, each.subject, "passage-name", said, remedy)


def _where_passages_go(document: str) -> str:
    return f"move it to data/documents/{document}.trig, or name it after this file's document"


def _graphs(file: ParsedFile) -> Iterator[Finding]:
    for graph in sorted(file.graphs - {file.source.graph}, key=str):
        at, parts = file.graph_at(graph), split_passage(graph.value)
        if isinstance(graph, BlankNode) or not graph.value.startswith(PASSAGE):
            remedy = "name the graph by the passage whose words support it"
            yield file.finding(at, graph, "named-graph", "a graph that is no passage", remedy)
        elif parts is not None and parts[0] != file.source.path.stem:
            said = f"the graph is a passage of the document {parts[0]}"
            yield file.finding(at, graph, "misplaced", said, _where_passages_go(parts[0]))


def _outside_passages(file: ParsedFile) -> Iterator[Finding]:
    own = file.source.graph
    records = {each.subject for each in file.types if each.object in (_DOCUMENT_CLASS, _PASSAGE_CLASS)}
    for each in file.statements:
        if each.graph_name == own and each.predicate not in _INTRODUCING and each.subject not in records:
            yield file.finding(
                each.predicate_at,
                each.subject,
                "unsupported",
                "a statement outside any passage: nothing says which words support it",
                "move it into the graph of the passage whose words say it",
            )
    for each in file.types:
        if each.graph_name != own:
            yield file.finding(
                each.predicate_at,
                each.subject,
                "record-in-passage",
                "a record is introduced inside a passage",
                "move its type and label out of the passage, to the file's own statements",
            )


def _concepts(file: ParsedFile) -> Iterator[Finding]:
    for each in file.types:
        iri = each.subject.value if isinstance(each.subject, NamedNode) else ""
        scheme = iri.removeprefix(CONCEPT).partition("/")[0]
        if each.object == _CONCEPT_CLASS and iri.startswith(CONCEPT) and scheme != file.source.path.stem:
            said = f"a concept of the scheme {scheme} stands in {file.source.relative}"
            remedy = f"move it to ontology/schemes/{scheme}.ttl"
            yield file.finding(each.subject_at, each.subject, "misplaced", said, remedy)


def repeated_records(files: ParsedFiles) -> Iterator[Finding]:
    """The records that several files introduce, in all of them but the first."""
    for iri, paths in files.introduced.items():
        first, *others = sorted(paths, key=files.rank)
        for file in (files.of[path] for path in others):
            each = next(one for one in file.types if one.subject == NamedNode(iri))
            said = f"{files.prefixes.curie(iri)} is introduced in {first} already"
            remedy = "keep its type and label in one of the two files"
            yield file.finding(each.subject_at, each.subject, "repeated-record", said, remedy)


def shared_names(files: Iterable[ParsedFile]) -> Iterator[Finding]:
    """The files that share a name, and so a graph, with one before."""
    first: dict[str, ParsedFile] = {}
    for file in files:
        stem = file.source.path.stem
        other = first.setdefault(stem, file).source.relative
        if other != file.source.relative:
            said = f"{other} has the same name, and so the same graph {file_graph(stem).value}"
            yield file.finding(None, None, "file-name", said, "rename one of the two")
