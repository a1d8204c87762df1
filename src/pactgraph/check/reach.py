"""Reach: which statements around a focus node the shapes read, and whom a changed statement concerns.

Shapes read along paths. What they read is a tree: at each node the properties looked at, and the paths on
which it goes on from there. Walked forwards, it gathers the data that a focus node needs; walked backwards
from a changed statement, it gives the focus nodes whose results may change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, NamedNode, Triple

from .shacl.names import RDF_TYPE, Term, sh
from .shacl.paths import Alternative, InSequence, Inverse, Path, Predicate, Repeated
from .shacl.shapes_graph import ShapesGraph

_QUERIED = ("sparql", "validator", "nodeValidator", "propertyValidator", "target")
_COMPARED = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_LISTS = ("and", "or", "xone")

Follow = Callable[[Term, NamedNode, bool], Iterable[Term]]
"""The neighbours of a node along a property; backwards where the flag is set."""


@dataclass(slots=True)
class Reads:
    """What is read at a node: properties, properties read backwards, or everything; and where one goes on."""

    forwards: set[NamedNode] = field(default_factory=set)
    backwards: set[NamedNode] = field(default_factory=set)
    everything: bool = False
    onwards: dict[Path, Reads] = field(default_factory=dict)

    def on(self, path: Path) -> Reads:
        """What is read after walking a path."""
        return self.onwards.setdefault(path, Reads())


class Reach:
    """What the shapes of a shapes graph read. `whole` says that some of them ask queries, whose reach is not
    known, or walk paths that cannot be followed step by step: their results may change with any statement."""

    def __init__(self, shapes: Iterable[Triple]) -> None:
        self._graph = ShapesGraph(shapes)
        self.whole = any(self._graph.having(sh(name)) for name in _QUERIED)
        self.reads = Reads()
        for shape in self._graph.targeted():
            self._shape(shape, self.reads)
            self.reads.forwards.update(self._graph.iris(shape, "targetSubjectsOf"))
            self.reads.backwards.update(self._graph.iris(shape, "targetObjectsOf"))
        self.reads.forwards.add(RDF_TYPE)

    def _shape(self, shape: Term, reads: Reads) -> None:
        """Adds what a shape reads of a focus node; one that is deactivated reads nothing (SHACL 2.1.6)."""
        graph = self._graph
        if graph.boolean(shape, "deactivated"):
            return
        head = graph.one(shape, "path")
        values = reads
        if head is not None:
            path = graph.path(head, shape)
            self._path(path, reads)
            values = reads.on(path)
        for name in _COMPARED:
            reads.forwards.update(graph.iris(shape, name))
        if graph.boolean(shape, "closed"):
            values.everything = True
        if graph.values(shape, sh("class")):
            values.forwards.add(RDF_TYPE)
        for name in ("property", "node", "not", "qualifiedValueShape"):
            for inner in graph.values(shape, sh(name)):
                self._shape(inner, values)
        if graph.boolean(shape, "qualifiedValueShapesDisjoint"):
            for parent in graph.subjects(sh("property"), shape):
                for sibling in graph.values(parent, sh("property")):
                    for inner in graph.values(sibling, sh("qualifiedValueShape")):
                        self._shape(inner, values)
        for name in _LISTS:
            for members in graph.values(shape, sh(name)):
                for inner in graph.members(members, f"sh:{name}"):
                    self._shape(inner, values)

    def _path(self, path: Path, reads: Reads) -> None:
        """Adds what walking a path reads."""
        match path:
            case Predicate(iri):
                reads.forwards.add(iri)
            case Inverse(Predicate(iri)):
                reads.backwards.add(iri)
            case Inverse():
                self.whole = True
            case InSequence(parts):
                here = reads
                for part in parts:
                    self._path(part, here)
                    here = here.on(part)
            case Alternative(parts):
                for part in parts:
                    self._path(part, reads)
            case Repeated(inner, mark):
                self._path(inner, reads)
                if mark != "?":
                    self._path(inner, reads.on(path))

    def focus(self, changed: Iterable[Triple], follow: Follow) -> set[Term]:
        """The nodes whose results may differ by the changed triples, as far as `follow` knows the
        statements."""
        subjects: dict[NamedNode, set[Term]] = {}
        objects: dict[NamedNode, set[Term]] = {}
        for triple in changed:
            subjects.setdefault(triple.predicate, set()).add(triple.subject)
            objects.setdefault(triple.predicate, set()).add(triple.object)
        return _readers(self.reads, subjects, objects, follow)

    def gather(
        self, nodes: Iterable[Term], follow: Follow, about: Callable[..., Iterable[Triple]]
    ) -> list[Triple]:
        """The statements that the shapes read around nodes; `about(subject, predicate)` gives those of a
        subject, of all properties where `predicate` is None."""
        found: dict[Triple, None] = {}
        _gather(set(nodes), self.reads, follow, about, found)
        return list(found)


def _readers(
    reads: Reads, subjects: dict[NamedNode, set[Term]], objects: dict[NamedNode, set[Term]], follow: Follow
) -> set[Term]:
    """The nodes from which what is read holds one of the statements with these subjects and objects, by
    property."""
    read = subjects.keys() if reads.everything else subjects.keys() & reads.forwards
    found: set[Term] = set().union(*(subjects[each] for each in read))
    found.update(*(objects[each] for each in objects.keys() & reads.backwards))
    for path, further in reads.onwards.items():
        behind = _readers(further, subjects, objects, follow)
        if behind:
            found |= ends(path, behind, follow, backward=True)
    return found


def _gather(
    nodes: set[Term],
    reads: Reads,
    follow: Follow,
    about: Callable[..., Iterable[Triple]],
    found: dict[Triple, None],
) -> None:
    for node in nodes:
        for predicate in (None,) if reads.everything else reads.forwards:
            found.update(dict.fromkeys(about(node, predicate)))
        for predicate in reads.backwards if isinstance(node, (NamedNode, BlankNode)) else ():
            for subject in follow(node, predicate, True):
                found[Triple(subject, predicate, node)] = None  # type: ignore[arg-type]
    for path, further in reads.onwards.items():
        further_nodes = ends(path, nodes, follow)
        if further_nodes:
            _gather(further_nodes, further, follow, about, found)


def ends(path: Path, nodes: set[Term], follow: Follow, *, backward: bool = False) -> set[Term]:
    """The nodes to which a path leads from any of `nodes`."""
    match path:
        case Predicate(iri):
            return {end for node in nodes for end in follow(node, iri, backward)}
        case Inverse(inner):
            return ends(inner, nodes, follow, backward=not backward)
        case InSequence(parts):
            for part in reversed(parts) if backward else parts:
                nodes = ends(part, nodes, follow, backward=backward)
            return nodes
        case Alternative(parts):
            return {end for part in parts for end in ends(part, nodes, follow, backward=backward)}
        case Repeated(inner, mark):
            step = ends(inner, nodes, follow, backward=backward)
            reached = set(step) if mark == "+" else nodes | step
            while mark != "?" and step:
                step = ends(inner, step, follow, backward=backward) - reached
                reached |= step
            return reached
