"""The law: what stands in the default graph, computed from the named graphs of files and passages.

In this order: what decisions reject is left out; documents are dated; the times told of one thing are
intersected; of a property with one value the register's stands; the rules of `ontology/rules` numbered below
40 say what is told of states; `periods.walk` makes periods of that; the other rules say what follows. Nothing
else decides what stands, for no command and no engine.

Rejected tellings leave their passages while this runs, so that no rule has to know of decisions, and come
back at the end: a passage's graph says what its document said.

What is in `graph:derived` and no rule makes: `pact:spokenFrom`, `pact:spokenBy` and `pact:witness` of
documents, `pact:rejects` of decisions, `pact:disputed` of times and one-valued facts, statements of
derivations that no file makes, and what the walk makes (see there).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal as OneOf
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from ..rdf.namespaces import BOUNDS, DERIVED, OWL, PASSAGE, RDF, XSD, pact
from .decisions import DERIVED_FROM, TYPE, Derivations, Node, Term, derivations, rejected
from .files import in_passage
from .finding import Finding
from .periods import CLASH, walk
from .rules import FOLDER, Rule, run
from .times import Speech, rows, settle, speaking, subjects

Kind = OneOf["time", "fact", "state", "plan"]

_WALK = "40"
"""The rules whose names come before this make tellings, of which the walk makes periods for the others."""

_PREDICATE = NamedNode(RDF + "predicate")
_DATE = NamedNode(XSD + "date")
_DEFAULT = DefaultGraph()
_ALL_TO_DEFAULT = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_STATES = f"SELECT DISTINCT ?property WHERE {{ ?scheme {pact('valuesOf')} ?property }}"
_NO_STATES = f"DELETE {{ ?s ?p ?o }} WHERE {{ ?scheme {pact('valuesOf')} ?p . ?s ?p ?o }}"
_SEVERAL = """SELECT ?thing ?property WHERE { VALUES ?property { %s } ?thing ?property ?value }
GROUP BY ?thing ?property HAVING(COUNT(?value) > 1)"""
_NOT_IN_WORDS = (
    f"DELETE {{ GRAPH {DERIVED} {{ ?s ?p ?o }} }} WHERE {{ {{ ?scheme {pact('valuesOf')} ?p }} "
    f"UNION {{ VALUES ?p {{ {pact('concerns')} <http://www.w3.org/ns/org#memberOf> }} }} "
    f"GRAPH {DERIVED} {{ ?s ?p ?o }} GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {DERIVED}) }}"
)


class Conflict(NamedTuple):
    """Tellings of one thing that cannot all stand: each with its source and the value that it tells.

    The source is the passage, or the graph of the file; of a state that a record tells, the record: a change,
    a period, a signature. Of a time the property is the first of the two bounds, and both are told.
    """

    thing: Node
    property: NamedNode
    tellings: tuple[tuple[Node, Term], ...]
    kind: Kind


class Standing(NamedTuple):
    """What the law decided: the conflicts, and which statement is rejected in which passage.

    `left_out` has the documents that had not spoken by the day asked for, `undated` those of which nothing
    says when they spoke. `faults` are of rules that could not be run.
    """

    conflicts: list[Conflict]
    rejected: frozenset[tuple[NamedNode, Triple]]
    left_out: tuple[NamedNode, ...] = ()
    undated: tuple[NamedNode, ...] = ()
    faults: tuple[Finding, ...] = ()


def stand(store: Store, rules: Sequence[Rule], *, as_of: str | None = None) -> Standing:
    """Fills the default graph and `graph:derived` of `store`, which holds all other named graphs, and
    gives what was decided. With `as_of` (YYYY-MM-DD) only documents that had spoken by that day count; the
    passages of the others are removed from `store`."""
    refused = rejected(store)
    told_by = {quad.graph_name for quad in refused}
    gone = set(refused)
    for quad in gone:
        store.remove(quad)
    lost = {passage for passage in told_by if not any(store.quads_for_pattern(None, None, None, passage))}
    fallen = _fall(store, lost)
    gone |= fallen.gone
    speeches = speaking(store)
    left_out, undated = _unspoken(speeches, as_of)
    if as_of is not None:
        silent = {*_silence(store, {*speeches} - {*left_out, *undated})}
        refused = {quad: by for quad, by in refused.items() if quad.graph_name not in silent}
        gone = {quad for quad in gone if quad.graph_name not in silent}
        fallen = _fall(store, lost | silent)
        gone |= fallen.gone

    added = [statement for statement in fallen.standing if not any(store.quads_for_pattern(*statement))]
    store.extend(Quad(t.subject, t.predicate, t.object, DERIVED) for t in added)
    store.extend(_spoken(speeches))
    store.extend(_rejects(refused))
    store.update(_ALL_TO_DEFAULT)
    for record in fallen.fallen:
        for quad in [*store.quads_for_pattern(record, None, None, _DEFAULT)]:
            store.remove(quad)
    conflicts = [*_times(store), *_facts(store, fallen.standing)]
    store.update(_NO_STATES)
    faults = [*_run(store, (rule for rule in rules if rule.name < _WALK))]
    walk(store)
    faults += _run(store, (rule for rule in rules if rule.name >= _WALK))
    conflicts += [*_states(store), *_plans(store)]
    store.extend(gone)
    store.update(_NOT_IN_WORDS)
    told = frozenset(
        (quad.graph_name, quad.triple) for quad in refused if isinstance(quad.graph_name, NamedNode)
    )
    return Standing(conflicts, told, left_out, undated, tuple(faults))


def _fall(store: Store, lost: Container[object]) -> Derivations:
    """Takes out of the store what falls with some passages, of which nothing is left."""
    found = derivations(store, lost)
    for quad in found.gone:
        store.remove(quad)
    return found


def _unspoken(
    speeches: dict[Node, Speech], as_of: str | None
) -> tuple[tuple[NamedNode, ...], tuple[NamedNode, ...]]:
    """The documents that had not spoken by a day, and those of which no day is known."""
    documents = sorted((d for d in speeches if isinstance(d, NamedNode)), key=lambda document: document.value)
    later, undated = list[NamedNode](), list[NamedNode]()
    for document in documents:
        day = speeches[document].day
        if day is None:
            undated.append(document)
        elif as_of is not None and day.last > as_of:
            later.append(document)
    return tuple(later), tuple(undated)


def _silence(store: Store, speaking: set[Node]) -> Iterator[NamedNode]:
    """Takes out of the store the passages of all documents but these; gives the passages."""
    passages = {
        quad.subject
        for document in speaking
        for quad in store.quads_for_pattern(None, pact("passageOf"), document)
    }
    for graph in [*store.named_graphs()]:
        if isinstance(graph, NamedNode) and graph.value.startswith(PASSAGE) and graph not in passages:
            store.remove_graph(graph)
            yield graph


def _spoken(speeches: dict[Node, Speech]) -> Iterator[Quad]:
    for document, (day, witnesses) in speeches.items():
        yield from (Quad(document, pact("witness"), witness, DERIVED) for witness in witnesses)
        if day is not None:
            yield Quad(document, pact("spokenFrom"), Literal(day.first, datatype=_DATE), DERIVED)
            yield Quad(document, pact("spokenBy"), Literal(day.last, datatype=_DATE), DERIVED)


def _rejects(refused: dict[Quad, set[Node]]) -> Iterator[Quad]:
    for quad, decisions in refused.items():
        for decision in decisions:
            if not isinstance(quad.graph_name, DefaultGraph):
                yield Quad(decision, pact("rejects"), quad.graph_name, DERIVED)


def _times(store: Store) -> Iterator[Conflict]:
    """Conflicts of times, of which the hull is left in the default graph."""
    for thing, bounds in settle(store):
        quads = [quad for bound in bounds for quad in store.quads_for_pattern(thing, bound, None)]
        _dispute(store, thing, bounds)
        yield Conflict(thing, bounds[0], _sorted((quad.graph_name, quad.object) for quad in quads), "time")


def _facts(store: Store, inferred: set[Triple]) -> Iterator[Conflict]:
    """Conflicts of one-valued facts. Where we ourselves state a value, it alone is left to stand; what is
    `inferred` from documents is theirs."""
    others = {*subjects(store, _STATES), *(bound for pair in BOUNDS for bound in pair)}
    functional = store.quads_for_pattern(None, TYPE, NamedNode(OWL + "FunctionalProperty"), _DEFAULT)
    asked = (quad.subject for quad in functional if quad.subject not in others)
    several = rows(store, _SEVERAL % " ".join(str(each) for each in asked if isinstance(each, NamedNode)))
    for thing, predicate in sorted(several, key=str):
        if not isinstance(thing, NamedNode | BlankNode) or not isinstance(predicate, NamedNode):
            continue
        quads = [*store.quads_for_pattern(thing, predicate, None)]
        named = [quad for quad in quads if quad.graph_name != _DEFAULT]
        ours = {q.object for q in named if not in_passage(q) and q.triple not in inferred}
        for quad in quads:
            if ours and quad.graph_name == _DEFAULT and quad.object not in ours:
                store.remove(quad)
        _dispute(store, thing, (predicate,))
        yield Conflict(thing, predicate, _sorted((q.graph_name, q.object) for q in named), "fact")


def _dispute(store: Store, thing: Node, properties: Iterable[NamedNode]) -> None:
    """Says of which thing and properties a conflict is."""
    for each in properties:
        store.extend(Quad(thing, pact("disputed"), each, graph) for graph in (_DEFAULT, DERIVED))


def _run(store: Store, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Lets rules make what they make; gives a finding for each that cannot be run."""
    for rule in rules:
        try:
            run(store, rule)
        except (SyntaxError, ValueError, RuntimeError) as error:
            line = error.lineno if isinstance(error, SyntaxError) else None
            said, remedy = f"the rule cannot be run: {error}", "write a SPARQL CONSTRUCT"
            yield Finding(f"{FOLDER}/{rule.name}.rq", line, None, None, "rule", said, remedy)


def _states(store: Store) -> Iterator[Conflict]:
    """Conflicts of states, as the rules found them: the tellings that clash, each with its sources."""
    found = dict[tuple[Node, NamedNode], list[tuple[Node, Term]]]()
    clashes = [*store.quads_for_pattern(None, CLASH, None, DERIVED)]
    clashing = {node for quad in clashes for node in (quad.subject, quad.object)}
    for telling in clashing:
        if isinstance(telling, Literal):
            continue
        thing, predicate, value, *sources = (
            quad.object
            for part in (pact("stateOf"), _PREDICATE, pact("holds"), DERIVED_FROM)
            for quad in store.quads_for_pattern(telling, part, None, DERIVED)
        )
        if not isinstance(thing, Literal) and isinstance(predicate, NamedNode):
            told = ((source, value) for source in sources if not isinstance(source, Literal))
            found.setdefault((thing, predicate), []).extend(told)
    for (thing, predicate), tellings in sorted(found.items(), key=str):
        yield Conflict(thing, predicate, _sorted(tellings), "state")


def _plans(store: Store) -> Iterator[Conflict]:
    """Conflicts of plans, as the rules found them: each plan that stands, with the passages that tell it."""
    for quad in store.quads_for_pattern(None, pact("disputed"), pact("plan"), DERIVED):
        tellings = [
            (told.graph_name, told.subject)
            for plan in store.quads_for_pattern(quad.subject, pact("plan"), None, DERIVED)
            if isinstance(plan.object, NamedNode)
            for told in store.quads_for_pattern(plan.object, pact("plans"), quad.subject)
        ]
        yield Conflict(quad.subject, pact("plan"), _sorted(tellings), "plan")


def _sorted(tellings: Iterable[tuple[Node | DefaultGraph, Term]]) -> tuple[tuple[Node, Term], ...]:
    named = {(source, value) for source, value in tellings if not isinstance(source, DefaultGraph)}
    return tuple(sorted(named, key=str))
