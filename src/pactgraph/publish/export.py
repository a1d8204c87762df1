"""Exports: the dataset, its accepted facts, or one document's account, in an RDF format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from ..rdf.formats import RDF
from ..rdf.namespaces import DERIVED, DOCUMENT, PASSAGE, ROOT, split_passage
from ..rdf.writer import write_trig, write_turtle
from ..workspace.dataset import Dataset
from ..workspace.facts import Facts
from .canonical import has_blanks, relabelled
from .jsonld import write_jsonld
from .rdfxml import write_rdfxml

_DEFAULT = DefaultGraph()


def accepted_facts(facts: Facts, *, vocabulary: bool = False) -> list[Quad]:
    """The computed default graph, as quads of the default graph, each once; with the ontology and its schemes
    where `vocabulary` is true."""
    return [
        Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)
        for triple in facts.default_graph(vocabulary=vocabulary)
    ]


def whole_dataset(facts: Facts, *, vocabulary: bool = False) -> list[Quad]:
    """The computed default graph and every named graph: one per file, one per passage, the derived one."""
    named = (
        quad
        for file, quads in facts.dataset.quads_of.items()
        if vocabulary or file.layer != "vocabulary"
        for quad in quads
    )
    derived = (
        Quad(triple.subject, triple.predicate, triple.object, DERIVED)
        for triple in facts.derived(vocabulary=vocabulary)
    )
    return [*accepted_facts(facts, vocabulary=vocabulary), *dict.fromkeys(named), *derived]


def told_by(dataset: Dataset, document: NamedNode) -> list[Quad]:
    """What one document says: the quads of its passages, rejected statements included, and the quads of its
    file's own graph. Empty where no file holds the document."""
    slug = document.value.removeprefix(DOCUMENT)
    found: list[Quad] = []
    for file, quads in dataset.quads_of.items():
        if file.layer == "documents":
            found += [quad for quad in quads if _tells(quad, file.path.stem, slug)]
    return list(dict.fromkeys(found))


def about(quads: Iterable[Quad], thing: NamedNode | BlankNode) -> list[Quad]:
    """The concise bounded description of a thing: the statements with it as subject, and those of the blank
    nodes that they lead to (W3C member submission CBD, 2005), in each graph for itself."""
    subjects: dict[tuple[object, object], list[Quad]] = {}
    for quad in dict.fromkeys(quads):
        subjects.setdefault((quad.graph_name, quad.subject), []).append(quad)
    found: list[Quad] = []
    for graph in dict.fromkeys(name for name, _ in subjects):
        pending: list[object] = [thing]
        seen: set[object] = set()
        while pending:
            node = pending.pop()
            if node not in seen:
                seen.add(node)
                stated = subjects.get((graph, node), [])
                found += stated
                pending += [quad.object for quad in stated if isinstance(quad.object, BlankNode)]
    return found


def vocabulary_of(dataset: Dataset) -> list[Quad]:
    """The quads of the ontology and its schemes, and how terms of other vocabularies are told."""
    return [q for file, quads in dataset.quads_of.items() if file.layer == "vocabulary" for q in quads]


def _tells(quad: Quad, stem: str, slug: str) -> bool:
    name = quad.graph_name
    if isinstance(name, NamedNode) and name.value.startswith(PASSAGE):
        parts = split_passage(name.value)
        return parts is not None and parts[0] == slug
    return stem == slug


def rebase(quads: Iterable[Quad], base: str) -> Iterator[Quad]:
    """The quads with every IRI of ours moved from Pactgraph's root to `base` (an absolute IRI that ends with
    `/` or `#`). Literals and other people's IRIs stay.

    Raises ValueError where `base` makes an IRI that is none.
    """
    moved: dict[NamedNode, NamedNode] = {}

    def move(term: object) -> object:
        if not isinstance(term, NamedNode) or not term.value.startswith(ROOT):
            return term
        if term not in moved:
            moved[term] = NamedNode(base + term.value[len(ROOT) :])
        return moved[term]

    for quad in quads:
        yield Quad(move(quad.subject), move(quad.predicate), move(quad.object), move(quad.graph_name))  # type: ignore[arg-type]


def rebase_prefixes(prefixes: Mapping[str, str], base: str) -> dict[str, str]:
    """The prefix table with Pactgraph's own namespaces moved to `base`."""
    return {
        prefix: base + namespace[len(ROOT) :] if namespace.startswith(ROOT) else namespace
        for prefix, namespace in prefixes.items()
    }


def render(
    quads: list[Quad], format_name: str, prefixes: Mapping[str, str], vocabulary: Iterable[Quad] = ()
) -> bytes:
    """The quads in a format of `pactgraph.rdf.formats.RDF`, UTF-8, the same bytes for the same quads. One
    without named graphs has the statements of all graphs, each once. JSON-LD is compacted by what the
    ontology, `vocabulary`, says of properties.

    Raises ValueError, which names the statement, for what a format cannot hold: RDF 1.1 has no statements
    about statements and no texts with a direction, RDF/XML not all properties and characters.
    """
    refuse_beyond(quads)
    if not RDF[format_name].graphs:
        quads = list(dict.fromkeys(Quad(q.subject, q.predicate, q.object, _DEFAULT) for q in quads))
    if format_name not in ("turtle", "trig") and has_blanks(quads):
        quads = relabelled(quads)
    return _WRITERS[format_name](quads, prefixes, vocabulary)


def refuse_beyond(quads: Iterable[Quad]) -> None:
    """Raises ValueError, which names the statement, for what is beyond RDF 1.1, which the formats hold."""
    for quad in quads:
        if isinstance(quad.object, Triple):
            what = "a statement about a statement"
        elif isinstance(quad.object, Literal) and quad.object.direction is not None:
            what = "a text with a direction"
        else:
            continue
        raise ValueError(f"{quad.predicate} of {quad.subject} is {what}, which RDF 1.1 has not")


def _lines(quads: list[Quad]) -> list[bytes]:
    """A line of canonical N-Quads for each quad (RDF Dataset Canonicalization, appendix A)."""
    file = BytesIO()  # whose lines are found faster than those of bytes, which may end in other ways
    serialize(quads, file, RdfFormat.N_QUADS)
    file.seek(0)
    return file.readlines()


def _line(quad: Quad) -> str:
    statement = f"{quad.subject} {quad.predicate} {quad.object}"
    return statement if isinstance(quad.graph_name, DefaultGraph) else f"{statement} {quad.graph_name}"


def _turtle(quads: list[Quad], prefixes: Mapping[str, str], _: Iterable[Quad]) -> bytes:
    return write_turtle(quads, prefixes).encode("utf-8")


def _trig(quads: list[Quad], prefixes: Mapping[str, str], _: Iterable[Quad]) -> bytes:
    return write_trig(quads, prefixes).encode("utf-8")


def _sorted_lines(quads: list[Quad], _: Mapping[str, str], __: Iterable[Quad]) -> bytes:
    return b"".join(sorted(_lines(quads)))


def _jsonld(quads: list[Quad], prefixes: Mapping[str, str], vocabulary: Iterable[Quad]) -> bytes:
    return write_jsonld(quads, vocabulary, prefixes).encode("utf-8")


def _rdfxml(quads: list[Quad], prefixes: Mapping[str, str], _: Iterable[Quad]) -> bytes:
    return write_rdfxml((quad.triple for quad in sorted(quads, key=_line)), prefixes).encode("utf-8")


_WRITERS: Mapping[str, Callable[[list[Quad], Mapping[str, str], Iterable[Quad]], bytes]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nt": _sorted_lines,
    "nq": _sorted_lines,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
"""A writer for each format of `RDF`: of the quads, the prefix table and the ontology."""
