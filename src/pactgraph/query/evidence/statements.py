"""What stands behind statements: who makes them, where, and what the curation decided.

A statement that only `graph:derived` makes has that graph as its one source: `premises` says what it follows
from. One that a passage makes and that is not in the default graph is either rejected, or agrees with what
stands there: a wider time, a state that held before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from ...rdf.namespaces import DERIVED, DOCUMENT, PACT, PASSAGE, PROV, RDF
from ...rdf.table import Term
from ..engines.engine import Engine
from ..sparql.binding import serialise
from ..sparql.values_block import listed

_PREFIXES = f"PREFIX pact: <{PACT}> PREFIX rdf: <{RDF}> PREFIX dcterms: <http://purl.org/dc/terms/> "
_PUBLISHER = NamedNode("http://purl.org/dc/terms/publisher")
_CREATOR = NamedNode("http://purl.org/dc/terms/creator")
_DERIVED = NamedNode(PROV + "wasDerivedFrom")
_PASSAGE_OF = NamedNode(PACT + "passageOf")
_START, _END = NamedNode(PACT + "start"), NamedNode(PACT + "end")
_DIGEST = NamedNode(PACT + "digest")
_ASKED = ", ".join(map(str, (_PUBLISHER, _CREATOR, _DERIVED, _PASSAGE_OF, _START, _END, _DIGEST)))


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """A graph that makes statements: a passage, a file of a register, a document or the curation, or the
    graph of what the law and its rules make.

    `start` and `end` are code points of the document's text; `digest` is that of the document's bytes.
    `document`, `start`, `end` and `digest` are None where the graph is no passage.
    """

    graph: NamedNode
    document: NamedNode | None = None
    start: int | None = None
    end: int | None = None
    publishers: tuple[Term, ...] = ()
    creators: tuple[Term, ...] = ()
    releases: tuple[NamedNode, ...] = ()
    premises: tuple[NamedNode, ...] = ()
    digest: str | None = None

    @property
    def is_passage(self) -> bool:
        """Whether the graph is a passage of a document."""
        return self.graph.value.startswith(PASSAGE)

    @property
    def order(self) -> tuple[bool, str, int, int, str]:
        """Sort key: passages first, by document and place."""
        document = self.document.value if self.document else ""
        return (not self.is_passage, document, self.start or 0, self.end or 0, self.graph.value)


@dataclass(frozen=True, slots=True)
class DecidedStatement:
    """A decision of the curation on one statement; on a time, on one of its two bounds.

    `judgement` is the last part of its IRI (accepted, rejected, later); `passages` are those in which the
    decision rejects a statement.
    """

    decision: NamedNode
    subject: NamedNode
    property: NamedNode
    value: Term
    rejects: bool
    reason: str = ""
    date: str = ""
    judgement: str = ""
    passages: frozenset[NamedNode] = frozenset()

    def leaves_out(self, value: Term, graph: NamedNode) -> bool:
        """Whether it rejects a value of its property as a graph tells it."""
        accepts = self.judgement == "accepted"
        against = (self.rejects and value == self.value) or (accepts and value != self.value)
        return against and graph in self.passages


@dataclass(frozen=True, slots=True)
class SourcedStatement:
    """One statement with every graph that makes it.

    `accepted` says whether it stands in the default graph, `rejected` whether decisions reject it wherever it
    is told, `refused` in which of its sources they do, `derived` whether nothing but the law and its rules
    makes it, `disputed` whether the graph says that its property is; `rulings` are the decisions on its
    subject and property.
    """

    subject: NamedNode
    property: NamedNode
    value: Term
    accepted: bool
    sources: tuple[SourceGraph, ...]
    rulings: tuple[DecidedStatement, ...] = field(default=())
    rejected: bool = False
    refused: frozenset[NamedNode] = frozenset()
    derived: bool = False
    disputed: bool = False


def statements_of(
    engine: Engine, thing: NamedNode, property_: NamedNode | None = None, *, derived: bool = False
) -> list[SourcedStatement]:
    """The statements with `thing` as their subject, of one property where it is given, sorted by property
    and value. Of those that only the law and its rules make the states of the thing, and all where `derived`.

    Raises what the engine's `select` raises.
    """
    return _statements(engine, thing, property_, outgoing=True, derived=derived)


def statements_on(
    engine: Engine, thing: NamedNode, property_: NamedNode | None = None, *, derived: bool = False
) -> list[SourcedStatement]:
    """The statements with `thing` as their value, sorted by property and subject. See `statements_of`."""
    return _statements(engine, thing, property_, outgoing=False, derived=derived)


def exists(engine: Engine, thing: NamedNode) -> bool:
    """Whether any graph says anything of `thing` or links to it."""
    node = serialise(thing)
    return engine.ask(
        f"ASK {{ {{ GRAPH ?g {{ {node} ?p ?o }} }} UNION {{ GRAPH ?g {{ ?s ?p {node} }} }} "
        f"UNION {{ {node} ?p ?o }} }}"
    )


def _statements(
    engine: Engine, thing: NamedNode, property_: NamedNode | None, *, outgoing: bool, derived: bool
) -> list[SourcedStatement]:
    node = serialise(thing)
    pattern = f"{node} ?property ?other" if outgoing else f"?other ?property {node}"
    limit = f"VALUES ?property {{ {serialise(property_)} }} " if property_ else ""
    told = engine.select(f"SELECT ?property ?other ?source WHERE {{ {limit}GRAPH ?source {{ {pattern} }} }}")
    standing = set(engine.select(f"SELECT ?property ?other WHERE {{ {limit}{pattern} }}").rows)
    disputed = set(
        engine.select(
            f"SELECT ?thing ?property WHERE {{ {limit}{pattern} . {_disputed(node, outgoing)} }}"
        ).rows
    )
    states = {row[0] for row in engine.select(f"SELECT ?p WHERE {{ ?scheme <{PACT}valuesOf> ?p }}").rows}
    graphs: dict[tuple[Term, Term], set[NamedNode]] = {}
    for property_term, other, graph in told.rows:
        if property_term is not None and other is not None and isinstance(graph, NamedNode):
            graphs.setdefault((property_term, other), set()).add(graph)
    shown = {
        pair: found - {DERIVED} or found
        for pair, found in graphs.items()
        if derived or found != {DERIVED} or (outgoing and pair[0] in states)
    }
    sources = describe_sources(engine, {graph for found in shown.values() for graph in found})
    rulings = rulings_about(engine, thing)
    result = []
    for (property_term, other), found in shown.items():
        if not isinstance(property_term, NamedNode):
            continue
        subject, value = (thing, other) if outgoing else (other, thing)
        if not isinstance(subject, NamedNode):
            continue
        accepted = (property_term, other) in standing
        on_it = tuple(r for r in rulings if (r.subject, r.property) == (subject, property_term))
        refused = frozenset(g for g in found if any(r.leaves_out(value, g) for r in on_it))
        result.append(
            SourcedStatement(
                subject,
                property_term,
                value,
                accepted,
                tuple(sorted((sources[graph] for graph in found), key=lambda source: source.order)),
                on_it,
                not accepted and found == refused,
                refused,
                found == {DERIVED},
                (subject, property_term) in disputed,
            )
        )
    return sorted(result, key=lambda s: (s.property.value, not s.accepted, s.subject.value, str(s.value)))


def _disputed(node: str, outgoing: bool) -> str:
    """Patterns that give as `?thing` the subject of a statement whose property is disputed."""
    if outgoing:
        return f"{node} <{PACT}disputed> ?property . BIND({node} AS ?thing)"
    return f"?other <{PACT}disputed> ?property . BIND(?other AS ?thing)"


def describe_sources(engine: Engine, graphs: Iterable[NamedNode]) -> dict[NamedNode, SourceGraph]:
    """Each graph with its document, offsets, publishers, creators, releases and premises."""
    known = sorted(set(graphs), key=lambda graph: graph.value)
    passages = [graph for graph in known if graph.value.startswith(PASSAGE)]
    facts = _facts(engine, passages)
    documents = {
        document
        for graph in passages
        for document in facts.get(graph, {}).get(_PASSAGE_OF, [])
        if isinstance(document, NamedNode)
    }
    facts |= _facts(engine, documents)
    return {graph: _source(graph, facts) for graph in known}


def _facts(engine: Engine, things: Iterable[NamedNode]) -> dict[NamedNode, dict[NamedNode, list[Term]]]:
    found: dict[NamedNode, dict[NamedNode, list[Term]]] = {}
    for some in listed(things):
        table = engine.select(
            f"SELECT ?thing ?property ?value WHERE {{ VALUES ?thing {{ {some} }} ?thing ?property ?value ."
            f" FILTER(?property IN ({_ASKED})) }}"
        )
        for thing, property_term, value in table.rows:
            if isinstance(thing, NamedNode) and isinstance(property_term, NamedNode) and value is not None:
                found.setdefault(thing, {}).setdefault(property_term, []).append(value)
    return found


def _source(graph: NamedNode, facts: dict[NamedNode, dict[NamedNode, list[Term]]]) -> SourceGraph:
    own = facts.get(graph, {})
    document = next((node for node in own.get(_PASSAGE_OF, []) if isinstance(node, NamedNode)), None)
    if document is None:
        return SourceGraph(graph)
    about = facts.get(document, {})
    return SourceGraph(
        graph,
        document,
        _whole(own.get(_START)),
        _whole(own.get(_END)),
        tuple(sorted(about.get(_PUBLISHER, []), key=str)),
        tuple(sorted(about.get(_CREATOR, []), key=str)),
        _nodes(about.get(_DERIVED)),
        _nodes(own.get(_DERIVED)),
        next((term.value for term in about.get(_DIGEST, []) if isinstance(term, Literal)), None),
    )


def _whole(terms: list[Term] | None) -> int | None:
    for term in terms or []:
        if isinstance(term, Literal) and term.value.isdecimal():
            return int(term.value)
    return None


def _nodes(terms: list[Term] | None) -> tuple[NamedNode, ...]:
    return tuple(sorted((t for t in terms or [] if isinstance(t, NamedNode)), key=lambda node: node.value))


def rulings_about(engine: Engine, thing: NamedNode) -> list[DecidedStatement]:
    """The decisions on statements that have `thing` as subject or value, sorted by IRI and property."""
    node = serialise(thing)
    table = engine.select(
        _PREFIXES
        + "SELECT ?decision ?subject ?property ?value ?judgement ?reason ?date ?passage WHERE { "
        + f"{{ SELECT DISTINCT ?decision WHERE {{ {{ ?decision rdf:subject {node} }} "
        f"UNION {{ ?decision rdf:object {node} }} UNION {{ GRAPH ?graph {{ ?about ?as {node} }} "
        "?decision rdf:subject ?about ; rdf:predicate ?as } } } "
        "?decision a pact:Decision ; rdf:subject ?subject ; pact:judgement ?judgement . "
        "{ ?decision rdf:predicate ?property ; rdf:object ?value } UNION "
        "{ ?decision ?property ?value FILTER(?property IN (pact:earliest, pact:latest)) } "
        "OPTIONAL { ?decision dcterms:description ?reason } OPTIONAL { ?decision dcterms:date ?date } "
        "OPTIONAL { ?decision pact:rejects ?passage } }"
    )
    found: dict[tuple[NamedNode, NamedNode], DecidedStatement] = {}
    for decision, subject, property_term, value, judgement, reason, date, passage in table.rows:
        if (
            isinstance(decision, NamedNode)
            and isinstance(subject, NamedNode)
            and isinstance(property_term, NamedNode)
            and value is not None
        ):
            judged = judgement.value.rpartition("/")[2] if isinstance(judgement, NamedNode) else ""
            known = found.get((decision, property_term))
            passages = known.passages if known else frozenset()
            found[decision, property_term] = DecidedStatement(
                decision,
                subject,
                property_term,
                value,
                judged == "rejected",
                _text(reason),
                _text(date),
                judged,
                passages | {passage} if isinstance(passage, NamedNode) else passages,
            )
    return [found[key] for key in sorted(found, key=str)]


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def witnesses(sources: Iterable[SourceGraph]) -> int:
    """How many independent witnesses the passages among `sources` are: documents that derive from one
    release count once (two documents that retell one release are one witness)."""
    found = set()
    for source in sources:
        if source.is_passage:
            found.add(source.releases[0] if source.releases else source.document or source.graph)
    return len(found)


def slug_of(document: NamedNode) -> str:
    """A document's slug, for reading aloud."""
    return document.value.removeprefix(DOCUMENT)
