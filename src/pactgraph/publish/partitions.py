"""VoID counts of a dataset: classes, properties, layers, and links to other people's data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from ..rdf.namespaces import RDF, ROOT, XSD
from ..workspace.facts import Facts

VOID = "http://rdfs.org/ns/void#"
_TYPE = NamedNode(RDF + "type")
_TITLE = NamedNode("http://purl.org/dc/terms/title")
_LINKS = re.compile(
    r"http://www\.w3\.org/2004/02/skos/core#\w+Match|http://www\.w3\.org/2002/07/owl#sameAs"
    r"|http://www\.w3\.org/2000/01/rdf-schema#seeAlso"
)


def partitions(facts: Facts, name: NamedNode, root: str) -> Iterator[Triple]:
    """The counts of the accepted facts without the vocabulary, about the void:Dataset `name`; own IRIs begin
    with `root`. A part's IRI is that of the dataset with a fragment made of letters, digits and hyphens."""
    triples = facts.default_graph(vocabulary=False)
    yield _count(name, "triples", len(triples))
    yield _count(name, "distinctSubjects", len({triple.subject for triple in triples}))
    yield _count(name, "distinctObjects", len({triple.object for triple in triples}))
    entities = {t.subject for t in triples if isinstance(t.subject, NamedNode) and _own(t.subject)}
    yield _count(name, "entities", len(entities))
    documents = sum(1 for file in facts.dataset.quads_of if file.layer == "documents")
    yield _count(name, "documents", documents)
    example = min((node.value for node in entities), default=None)
    if example is not None:
        yield Triple(name, _void("exampleResource"), NamedNode(root + example[len(ROOT) :]))
    classes = Counter(t.object for t in triples if t.predicate == _TYPE and isinstance(t.object, NamedNode))
    properties = Counter(triple.predicate for triple in triples)
    yield _count(name, "classes", len(classes))
    yield _count(name, "properties", len(properties))
    used = {_namespace(node.value) for node in (*classes, *properties) if isinstance(node, NamedNode)}
    for namespace in sorted(used):
        yield Triple(name, _void("vocabulary"), NamedNode(_moved(namespace, root)))
    taken: set[str] = set()
    for kind, counted, counting in (("class", classes, "entities"), ("property", properties, "triples")):
        for node in sorted(counted, key=str):
            assert isinstance(node, NamedNode)
            part = _part(name, kind, node.value, taken)
            yield Triple(name, _void(f"{kind}Partition"), part)
            yield Triple(part, _TYPE, _void("Dataset"))
            yield Triple(part, _void(kind), NamedNode(_moved(node.value, root)))
            yield _count(part, counting, counted[node])
    yield from _layers(facts, name)
    yield from _linksets(triples, name, taken)


def _layers(facts: Facts, name: NamedNode) -> Iterator[Triple]:
    sizes: Counter[str] = Counter()
    for file, quads in facts.dataset.quads_of.items():
        sizes[file.layer] += len(set(quads))
    titles = {layer: f"the statements of the {layer}" for layer in ("registers", "documents", "curation")}
    sizes["derived"] = len(facts.derived(vocabulary=False))
    titles["derived"] = "the statements that follow from others"
    for layer, title in titles.items():
        part = NamedNode(f"{name.value}#{layer}")
        yield Triple(name, _void("subset"), part)
        yield Triple(part, _TYPE, _void("Dataset"))
        yield Triple(part, _TITLE, Literal(title, language="en"))
        yield _count(part, "triples", sizes[layer])


def _linksets(triples: Iterable[Triple], name: NamedNode, taken: set[str]) -> Iterator[Triple]:
    links: Counter[tuple[str, str]] = Counter()
    for triple in triples:
        target = triple.object
        if (
            _LINKS.fullmatch(triple.predicate.value)
            and isinstance(target, NamedNode)
            and isinstance(triple.subject, NamedNode)
            and _own(triple.subject)
            and not _own(target)
        ):
            links[triple.predicate.value, _namespace(target.value)] += 1
    for predicate, namespace in sorted(links):
        part = _part(name, "links", f"{predicate}-{namespace}", taken)
        others = _part(name, "data-of", namespace, set())
        yield Triple(name, _void("subset"), part)
        yield Triple(part, _TYPE, _void("Linkset"))
        yield Triple(part, _void("linkPredicate"), NamedNode(predicate))
        yield Triple(part, _void("subjectsTarget"), name)
        yield Triple(part, _void("objectsTarget"), others)
        yield _count(part, "triples", links[predicate, namespace])
        yield Triple(others, _TYPE, _void("Dataset"))
        yield Triple(others, _void("uriSpace"), Literal(namespace))


def _own(node: NamedNode) -> bool:
    return node.value.startswith(ROOT)


def _moved(iri: str, root: str) -> str:
    return root + iri[len(ROOT) :] if iri.startswith(ROOT) else iri


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1]


def _part(name: NamedNode, kind: str, iri: str, taken: set[str]) -> NamedNode:
    words = re.sub(r"[^a-z0-9]+", "-", iri.partition("//")[2].lower() or iri.lower()).strip("-")[-80:]
    fragment, number = f"{kind}-{words.strip('-')}", 1
    while fragment in taken:
        number += 1
        fragment = f"{kind}-{words.strip('-')}-{number}"
    taken.add(fragment)
    return NamedNode(f"{name.value}#{fragment}")


def _count(node: NamedNode, name: str, number: int) -> Triple:
    return Triple(node, _void(name), Literal(str(number), datatype=NamedNode(XSD + "integer")))


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)
