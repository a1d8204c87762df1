"""Which tellings the decisions of the curation reject, and which inferences (`pact:Derivation`) lose a
premise."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from ..rdf.namespaces import BOUNDS, CITO, OWL, PROV, RDF, ROOT, pact
from .files import in_passage

Node = NamedNode | BlankNode | Triple
Term = Node | Literal

TYPE = NamedNode(RDF + "type")
DERIVED_FROM = NamedNode(PROV + "wasDerivedFrom")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + part) for part in ("subject", "predicate", "object"))
_FUNCTIONAL = NamedNode(OWL + "FunctionalProperty")
_ACCEPTED, _LATER, _REJECTED = (
    NamedNode(f"{ROOT}concept/judgement/{name}") for name in ("accepted", "later", "rejected")
)
_SUPPORTED = NamedNode(CITO + "isSupportedBy")
_TIME = BOUNDS[0]


def rejected(store: Store) -> dict[Quad, set[Node]]:
    """The tellings that decisions reject, each with the decisions: those of a decision's statement in the
    passages that support it, or in all that say the same; where one of several values is accepted, all
    others."""
    found = dict[Quad, set[Node]]()
    for quad in store.quads_for_pattern(None, pact("judgement"), None):
        if quad.object in (_ACCEPTED, _REJECTED) and not in_passage(quad):
            tellings = _accepted if quad.object == _ACCEPTED else _rejected
            for told in tellings(store, quad.subject):
                if in_passage(told):
                    found.setdefault(told, set()).add(quad.subject)
    return found


def _rejected(store: Store, decision: Node) -> Iterator[Quad]:
    passages = {*_values(store, decision, _SUPPORTED)}
    for subject, bounds in _times(store, decision):
        for told in _told_times(store, subject):
            if {(quad.predicate, quad.object) for quad in told} == bounds:
                yield from (quad for quad in told if not passages or quad.graph_name in passages)
    for statement in _statements(store, decision):
        for quad in store.quads_for_pattern(*statement):
            if not passages or quad.graph_name in passages:
                yield quad


def _accepted(store: Store, decision: Node) -> Iterator[Quad]:
    for subject, bounds in _times(store, decision):
        for told in _told_times(store, subject):
            if {(quad.predicate, quad.object) for quad in told} != bounds:
                yield from told
    for subject, predicate, value in _statements(store, decision):
        if any(store.quads_for_pattern(predicate, TYPE, _FUNCTIONAL)):
            yield from (q for q in store.quads_for_pattern(subject, predicate, None) if q.object != value)


def _statements(store: Store, record: Node) -> list[Triple]:
    """The statements that a decision or a derivation is about: one, where it is whole."""
    return [
        Triple(subject, predicate, value)
        for subject in _values(store, record, _SUBJECT)
        if isinstance(subject, NamedNode | BlankNode)
        for predicate in _values(store, record, _PREDICATE)
        if isinstance(predicate, NamedNode)
        for value in _values(store, record, _OBJECT)
    ]


def _times(store: Store, decision: Node) -> Iterator[tuple[Node, set[tuple[NamedNode, Term]]]]:
    """The things whose time a decision is on, with the bounds that it names."""
    bounds = {(bound, value) for bound in _TIME for value in _values(store, decision, bound)}
    for subject in _values(store, decision, _SUBJECT) if bounds else ():
        if isinstance(subject, NamedNode | BlankNode):
            yield subject, bounds


def _told_times(store: Store, subject: Node) -> list[list[Quad]]:
    """The bounds of a thing's time, by the passage that tells them."""
    told = dict[object, list[Quad]]()
    for bound in _TIME:
        for quad in filter(in_passage, store.quads_for_pattern(subject, bound, None)):
            told.setdefault(quad.graph_name, []).append(quad)
    return [*told.values()]


def _values(store: Store, record: Node, part: NamedNode) -> list[Term]:
    found = store.quads_for_pattern(record, part, None)
    return [quad.object for quad in found if not in_passage(quad)]


def later(store: Store) -> set[tuple[Term, Term, Term]]:
    """The statements that a decision with the judgement *later* puts after the other values told of the
    same state."""
    decisions = store.quads_for_pattern(None, pact("judgement"), _LATER)
    return {(*each,) for each in _all(store, [q.subject for q in decisions if not in_passage(q)])}


class Derivations(NamedTuple):
    """The inferences of the curation: `fallen` are records that lost a premise, `gone` the quads that only
    they support, `standing` the statements of the others."""

    fallen: set[Node]
    gone: set[Quad]
    standing: set[Triple]


def derivations(store: Store, lost: Container[object]) -> Derivations:
    """What becomes of the derivations where nothing is left of some passages."""
    found = store.quads_for_pattern(None, TYPE, pact("Derivation"))
    records = {quad.subject for quad in found if not in_passage(quad)}
    premises = {record: {*_values(store, record, DERIVED_FROM)} for record in records}
    fallen = set[Node]()
    while more := {r for r in records - fallen if any(p in lost or p in fallen for p in premises[r])}:
        fallen |= more
    standing = _all(store, records - fallen)
    gone = {
        quad
        for statement in _all(store, fallen) - standing
        for quad in store.quads_for_pattern(*statement)
        if not in_passage(quad)
    }
    return Derivations(fallen, gone, standing)


def _all(store: Store, records: Iterable[Node]) -> set[Triple]:
    return {statement for record in records for statement in _statements(store, record)}
