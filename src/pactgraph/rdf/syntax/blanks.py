"""Which blank nodes can be written in brackets, and labels for the others, from the graph's structure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from pyoxigraph import BlankNode, Literal, NamedNode

from pactgraph.rdf.syntax.reading import Graph, Subject
from pactgraph.rdf.syntax.terms import RDF_FIRST, RDF_NIL, RDF_REST

Value = NamedNode | BlankNode | Literal
Statements = Mapping[Subject, Mapping[NamedNode, Mapping[Value, None]]]
Place = tuple[Graph, Subject, NamedNode]
_Sign = tuple[bytes, tuple[BlankNode, ...]]

DEEPEST = 60
"""How many brackets the canonical text writes within each other; deeper nodes get a label."""

_EFFORT = 400_000
"""How many quads may be looked at to tell blank nodes apart, before their labels decide."""

_DIGITS = re.compile(r"([0-9]+)")


class Blanks:
    """The blank nodes of a dataset, sorted by how they are written.

    A node is nested (in brackets) when it is the object of exactly one triple and has all its own triples in
    the same graph; without a label (`[]`) when it is the object of none; else it has a label `b0`, `b1` ...
    Labels come from the structure around the nodes; only where that cannot tell two nodes apart, or would
    take too long, do the labels they came with decide, in natural order.
    """

    def __init__(self, graphs: Mapping[Graph, Statements]) -> None:
        self._graphs = graphs
        self._homes: dict[BlankNode, list[Graph]] = {}
        self._places: dict[BlankNode, list[Place]] = {}
        self._survey()
        names = {graph for graph in graphs if isinstance(graph, BlankNode)}
        self._nested: dict[BlankNode, Place] = {}
        unlabelled: set[BlankNode] = set()
        for node, places in self._places.items():
            homes = self._homes.get(node, [])
            if node in names or len(homes) > 1 or len(places) > 1:
                continue
            if not places:
                unlabelled.add(node)
            elif not homes or homes[0] == places[0][0]:
                self._nested[node] = places[0]
        self._cells = self._list_cells()
        self._keep_reachable_and_shallow()
        labelled = [node for node in self._places if node not in self._nested and node not in unlabelled]
        self._labels = self._named(labelled)

    def nested(self, node: BlankNode) -> bool:
        """Says whether a node is written in brackets where it is used."""
        return node in self._nested

    def label(self, node: BlankNode) -> str:
        """Gives the text of a node that is not nested: its label, or empty brackets where it needs none."""
        return self._labels.get(node, "[]")

    def members(self, node: BlankNode) -> list[tuple[BlankNode, Value]] | None:
        """Gives the cells and members of the collection at a nested node; None where there is none."""
        if node not in self._cells or node not in self._nested:
            return None
        found: list[tuple[BlankNode, Value]] = []
        cell: Value = node
        while isinstance(cell, BlankNode):
            facts = self._graphs[self._nested[cell][0]][cell]
            found.append((cell, next(iter(facts[RDF_FIRST]))))
            cell = next(iter(facts[RDF_REST]))
        return found

    def labels(self) -> dict[BlankNode, str]:
        """Gives every blank node, nested or not, a label `b0`, `b1` ... of its own."""
        return {node: label[2:] for node, label in self._named(list(self._places)).items()}

    def _survey(self) -> None:
        for graph, statements in self._graphs.items():
            if isinstance(graph, BlankNode):
                self._places.setdefault(graph, [])
            for subject, facts in statements.items():
                if isinstance(subject, BlankNode):
                    self._homes.setdefault(subject, []).append(graph)
                    self._places.setdefault(subject, [])
                for predicate, values in facts.items():
                    for value in values:
                        if isinstance(value, BlankNode):
                            self._places.setdefault(value, []).append((graph, subject, predicate))

    def _list_cells(self) -> set[BlankNode]:
        """The cells of well-formed collections, found from their ends backwards."""
        cells: set[BlankNode] = set()
        for node, (graph, _, _) in self._nested.items():
            if self._rest(node, graph) != RDF_NIL:
                continue
            cell = node
            while True:
                cells.add(cell)
                _, before, predicate = self._nested[cell]
                if predicate != RDF_REST or not isinstance(before, BlankNode) or before not in self._nested:
                    break
                if self._rest(before, graph) != cell:
                    break
                cell = before
        return cells

    def _rest(self, node: BlankNode, graph: Graph) -> Value | None:
        """The rest of a cell that has one first, one rest and nothing else."""
        facts = self._graphs[graph].get(node, {})
        if len(facts) != 2 or any(len(facts.get(part, ())) != 1 for part in (RDF_FIRST, RDF_REST)):
            return None
        return next(iter(facts[RDF_REST]))

    def _keep_reachable_and_shallow(self) -> None:
        """Takes from the nested nodes those in a circle, and those below DEEPEST."""
        pending = [
            (graph, subject, 0)
            for graph, statements in self._graphs.items()
            for subject in statements
            if not isinstance(subject, BlankNode) or subject not in self._nested
        ]
        kept: dict[BlankNode, Place] = {}
        while pending:
            graph, subject, depth = pending.pop()
            for predicate, values in self._graphs[graph].get(subject, {}).items():
                for value in values:
                    if not isinstance(value, BlankNode) or value not in self._nested:
                        continue
                    deeper = depth if predicate == RDF_REST and subject in self._cells else depth + 1
                    if deeper <= DEEPEST:
                        kept[value] = self._nested[value]
                        pending.append((graph, value, deeper))
                    else:
                        pending.append((graph, value, 0))
        self._nested = kept

    def _named(self, labelled: list[BlankNode]) -> dict[BlankNode, str]:
        if not labelled:
            return {}
        order = self._in_order(labelled)
        return {node: f"_:b{number}" for number, node in enumerate(order)}

    def _in_order(self, labelled: list[BlankNode]) -> list[BlankNode]:
        """Orders nodes by colours, refined until they differ, or no more can be told, or the effort is spent.

        Nodes that stay alike are parted by putting one first, in natural order of the labels, and refining
        again; so nodes that came with the labels of an earlier canonical text keep their order.
        """
        order = sorted(labelled, key=lambda node: _natural(node.value))
        ranks: dict[BlankNode, list[tuple[bytes, bool]]] = {node: [] for node in order}
        signs = self._signs()
        work = len(signs) + sum(map(len, signs.values()))
        colours = dict.fromkeys(self._places, b"")
        effort = _EFFORT
        while True:
            kinds = len(set(colours.values()))
            while effort > 0:
                effort -= work
                colours = {node: _refined(colours, node, signs[node]) for node in colours}
                if len(set(colours.values())) == kinds:
                    break
                kinds = len(set(colours.values()))
            counts = Counter(colours[node] for node in order)
            alike = [node for node in order if counts[colours[node]] > 1]
            chosen = min(alike, key=colours.__getitem__, default=None)
            for node in order:
                ranks[node].append((colours[node], node != chosen))
            if chosen is None or effort <= 0:
                return sorted(order, key=ranks.__getitem__)
            colours[chosen] = _digest([b"chosen", colours[chosen]])

    def _signs(self) -> dict[BlankNode, list[_Sign]]:
        """For each node its quads: what is fixed about them, and the other blank nodes in them."""
        signs: dict[BlankNode, list[_Sign]] = {node: [] for node in self._places}
        for graph, statements in self._graphs.items():
            for subject, facts in statements.items():
                for predicate, values in facts.items():
                    for value in values:
                        quad = (graph, subject, predicate, value)
                        blank = tuple(term for term in quad if isinstance(term, BlankNode))
                        for node in set(blank):
                            shape = [_shown(term, node) for term in quad]
                            signs[node].append(("\n".join(shape).encode(), blank))
        return signs


def _shown(term: object, node: BlankNode) -> str:
    if isinstance(term, BlankNode):
        return "this" if term == node else "_"
    return str(term)


def _refined(colours: Mapping[BlankNode, bytes], node: BlankNode, signs: list[_Sign]) -> bytes:
    around = sorted(_digest([shape, *(colours[other] for other in blank)]) for shape, blank in signs)
    return _digest([colours[node], *around])


def _digest(parts: Sequence[bytes]) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=16).digest()


def _natural(label: str) -> list[object]:
    parts: list[object] = list(_DIGITS.split(label))
    parts[1::2] = [(len(str(part)), str(part)) for part in parts[1::2]]
    return parts
