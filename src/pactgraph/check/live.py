"""The default graph kept up to date: facts as written, a store to ask, and whom a change concerns."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from ..workspace.standing import in_passage
from .corpus import Change, Corpus
from .facts import Facts
from .reach import Follow, Reach, ends
from .rules import Rule
from .shacl import DataGraph
from .shacl.names import RDFS_SUBCLASS, Term
from .shacl.paths import Predicate
from .view import Rejected, View, Written

_DEFAULT = DefaultGraph()


def accepted(view: View, rejected: Rejected) -> list[Written]:
    """The quads of a file whose statements the default graph holds."""
    refused = {quad for quad in view.among(rejected) if in_passage(quad)}
    return [quad for quad in view.quads if quad not in refused] if refused else view.quads


class Live:
    """The default graph of a corpus, which follows its changes; with `named`, the store's named graphs
    too."""

    def __init__(self, corpus: Corpus, store: Store, *, named: bool) -> None:
        self.corpus = corpus
        self.store = store
        self._named = named
        self.facts = Facts()
        self.facts.change((), (q for view in corpus.views.values() for q in view.quads), corpus.rejected)
        self.subclasses = [t for t in self.facts.all() if t.predicate == RDFS_SUBCLASS]

    def apply(self, change: Change, reach: Reach, rules: Iterable[Rule]) -> Concerned:
        """Takes a change in, and tells whom it concerns."""
        gone, come = self.facts.change(change.removed, change.added, self.corpus.rejected)
        moved = [*gone, *come]
        touched = {quad.predicate for quad in (*change.removed, *change.added)}
        concerned = Concerned(moved)
        rules = list(rules)
        concerned.add(self, reach, rules)
        self._write(change, gone, come)
        concerned.add(self, reach, rules)
        concerned.predicates = touched | {triple.predicate for triple in moved}
        return concerned

    def _write(self, change: Change, gone: list[Triple], come: list[Triple]) -> None:
        store = self.store
        for written in change.removed if self._named else ():
            store.remove(written.quad)
        for triple in gone:
            store.remove(_default(triple))
        if self._named:
            store.extend(written.quad for written in change.added)
        store.extend(_default(triple) for triple in come)
        self._restore(change, gone)

    def _restore(self, change: Change, gone: list[Triple]) -> None:
        """Puts back what went with a literal of the same value but another form, or from another file."""
        subjects = {quad.subject for quad in change.removed}
        graphs = {quad.graph_name for quad in change.removed}
        for view in self.corpus.stating(subjects) if subjects and self._named else ():
            if not graphs.isdisjoint(view.graphs):
                kept = (q for q in view.quads if q.subject in subjects and q.graph_name in graphs)
                self.store.extend(written.quad for written in kept)
        for subject, predicate in {(triple.subject, triple.predicate) for triple in gone}:
            self.store.extend(_default(triple) for triple in self.facts.about(subject, predicate))

    def around(self, nodes: Iterable[Term], reach: Reach) -> DataGraph:
        """The data that shapes read of these nodes."""

        def follow(node: Term, predicate: NamedNode, backward: bool) -> Iterable[Term]:
            if backward:
                return neighbours(self.store, node, predicate, True)
            return [triple.object for triple in self.facts.about(node, predicate)]

        return DataGraph([*reach.gather(nodes, follow, self.facts.about), *self.subclasses])


def _default(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)


class Concerned:
    """Whom changed triples concern: focus nodes of shapes, and subjects of rules."""

    def __init__(self, moved: list[Triple]) -> None:
        self.moved = moved
        self.focus: set[Term] = set()
        self.subjects: dict[Rule, set[Term]] = {}
        self.predicates: set[NamedNode] = set()

    def add(self, live: Live, reach: Reach, rules: Iterable[Rule]) -> None:
        """Adds whom they concern by the statements that the store holds now."""

        def follow(node: Term, predicate: NamedNode, backward: bool) -> Iterable[Term]:
            return neighbours(live.store, node, predicate, backward)

        self.focus |= reach.focus(self.moved, follow)
        for rule in rules:
            if rule.reach is not None:
                self.subjects.setdefault(rule, set()).update(_subjects(rule, rule.reach, self.moved, follow))


def _subjects(rule: Rule, reach: int, moved: Iterable[Triple], follow: Follow) -> set[Term]:
    """The subjects whose rows of a rule the triples may change."""
    found: set[Term] = set()
    for triple in moved:
        if rule.reads is not None and triple.predicate.value not in rule.reads:
            continue
        found.add(triple.subject)
        if rule.against is None or triple.predicate.value in rule.against:
            found.add(triple.object)
    found = {node for node in found if not isinstance(node, Literal)}
    step = found
    for _ in range(reach - 1):
        if rule.reads is None:
            break
        step = {
            end
            for name in rule.reads
            for end in ends(Predicate(NamedNode(name)), step, follow, backward=True)
        } - found
        found |= step
        if not step:
            break
    return found


def neighbours(store: Store, node: Term, predicate: NamedNode, backward: bool) -> list[Term]:
    """The neighbours of a node along a property in the default graph of a store."""
    if backward:
        found = store.quads_for_pattern(None, predicate, node, _DEFAULT)
        return [quad.subject for quad in found]
    if not isinstance(node, (NamedNode, BlankNode)):
        return []
    return [quad.object for quad in store.quads_for_pattern(node, predicate, None, _DEFAULT)]
