"""References: whatever is named in the workspace's own namespaces exists, as a record with a type."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pyoxigraph import NamedNode

from ..rdf.namespaces import CONCEPT, GRAPH, PASSAGE, ROOT, of_publication
from ..workspace.finding import Finding
from .declared_terms import KnownNames, Vocabulary, did_you_mean, split_iri
from .parsed import TYPE, ParsedFile, ParsedFiles


def own_namespaces(files: ParsedFiles, vocabulary: Vocabulary) -> frozenset[str]:
    """The namespaces of the workspace's records and concepts, beside Pactgraph's."""
    return frozenset(
        split_iri(iri)[0]
        for iri, paths in files.introduced.items()
        if not iri.startswith(ROOT)
        and (iri in vocabulary.concepts or not all(path.startswith("ontology/") for path in paths))
    )


def missing(file: ParsedFile, files: ParsedFiles, own: Collection[str]) -> frozenset[str]:
    """The IRIs in a file's subjects and objects that lie in a namespace of Pactgraph's or in one of `own`,
    and that nothing introduces."""
    iris = {term.value for term in file.subjects | file.objects if isinstance(term, NamedNode)}
    return frozenset(
        iri
        for iri in iris
        if not files.exists(iri)
        and (iri.startswith(ROOT) or (own and split_iri(iri)[0] in own))
        and not iri.startswith(GRAPH)
        and not of_publication(iri)
    )


def references(file: ParsedFile, gone: Collection[str], names: KnownNames) -> Iterator[Finding]:
    """The findings about the IRIs `gone` of a file, which nothing introduces; `names` are those that could be
    meant."""
    told: set[str] = set()
    for each in file.statements if gone else ():
        subject, value = each.subject, each.object
        if isinstance(value, NamedNode) and value.value in gone and each.predicate != TYPE:
            concept = value.value.startswith(CONCEPT)
            what = "concept" if concept else "record"
            otherwise = (
                "add it to its scheme"
                if concept
                else "introduce it with a type and a label, or correct the name"
            )
            yield file.finding(
                each.object_at,
                subject,
                "unknown-concept" if concept else "link",
                f"there is no {what} {file.prefixes.curie(value)}",
                did_you_mean(names.nearest(value.value), file.prefixes) or otherwise,
            )
        if isinstance(subject, NamedNode) and subject.value in gone and subject.value not in told:
            told.add(subject.value)
            if not subject.value.startswith(PASSAGE):
                name = file.prefixes.curie(subject)
                yield file.finding(
                    each.subject_at,
                    subject,
                    "untyped-record",
                    f"{name} has no type: no file introduces it",
                    did_you_mean(names.nearest(subject.value), file.prefixes)
                    or f'add `{name} a CLASS ; rdfs:label "..."@en`',
                )
