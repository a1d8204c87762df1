"""From a shapes graph to compiled shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from pyoxigraph import BlankNode, Literal, NamedNode

from .patterns import compiled
from .set_constraints import (
    ClosedConstraint,
    CountConstraint,
    DisjointConstraint,
    EqualsConstraint,
    HasValueConstraint,
    LessThanConstraint,
    UniqueLangConstraint,
)
from .shacl_terms import RDF_TYPE, Term, sh, shown
from .shape import Constraint, Shape, Targets
from .shape_constraints import (
    ListConstraint,
    NodeConstraint,
    NotConstraint,
    PropertyConstraint,
    QualifiedConstraint,
)
from .shapes_graph import DEEPEST, ShapesFault, ShapesGraph
from .value_constraints import (
    NODE_KINDS,
    ClassConstraint,
    DatatypeConstraint,
    InConstraint,
    LanguageConstraint,
    LengthConstraint,
    NodeKindConstraint,
    PatternConstraint,
    RangeConstraint,
)

_PROPERTY_ONLY = (
    "minCount",
    "maxCount",
    "uniqueLang",
    "lessThan",
    "lessThanOrEquals",
    "qualifiedValueShape",
)
_RANGES = (("minExclusive", ">"), ("minInclusive", ">="), ("maxExclusive", "<"), ("maxInclusive", "<="))


class ShapesReader:
    """Reads the shapes of one shapes graph, each once. Raises ShapesFault at the first fault it meets.

    Only shapes that have targets, and those they refer to, are read: what validation never reaches may be
    ill-formed (SHACL 3.4.3 leaves such graphs undefined).
    """

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._read: dict[Term, Shape] = {}
        self._reading: list[Term] = []
        self._query_parameters = frozenset(graph.query_parameters())
        self.with_queries: set[Term] = set(graph.having(sh("target")))
        """The shapes read so far that reach a query (SHACL sections 5 and 6, SHACL-AF section 3): a
        constraint or a target that is one, of their own or of a shape that they refer to. Such constraints
        are not compiled."""

    def targeted(self) -> list[Shape]:
        """The shapes with targets, in the order the shapes graph names them first."""
        return [self.shape(node) for node in self._graph.targeted()]

    def shape(self, node: Term) -> Shape:
        """The shape at `node`. A shape that refers to itself, directly or not, is a fault: SHACL 3.4.3 leaves
        recursion undefined."""
        found = self._read.get(node)
        if found is None:
            found = self._read[node] = self._new(node)
        if node in self.with_queries:
            self.with_queries.update(self._reading)
        return found

    def _new(self, node: Term) -> Shape:
        if isinstance(node, Literal):
            raise ShapesFault(f"{shown(node)} stands where a shape should; a shape is an IRI or a blank node")
        if node in self._reading:
            circle = " -> ".join(map(shown, [*self._reading[self._reading.index(node) :], node]))
            raise ShapesFault(f"shapes must not refer to themselves: {circle}")
        if len(self._reading) > DEEPEST:
            raise ShapesFault(
                f"shapes refer to each other more than {DEEPEST} deep, from {shown(self._reading[0])}"
            )
        self._reading.append(node)
        found = self._compile(node)
        self._reading.pop()
        return found

    def _compile(self, node: Term) -> Shape:
        graph = self._graph
        stated = graph.one(node, "path")
        path = None if stated is None else graph.path(stated, node)
        if path is None:
            self._refuse_property_parameters(node)
        shape = Shape(
            node=node,
            path=path,
            targets=self._targets(node),
            severity=graph.iri(node, "severity") or sh("Violation"),
            messages=graph.messages(node),
            deactivated=graph.boolean(node, "deactivated"),
            constraints=(),
        )
        if not shape.deactivated:
            object.__setattr__(shape, "constraints", tuple(self._core(node)))
            if self._has_query(node):
                self.with_queries.add(node)
        return shape

    def _has_query(self, node: Term) -> bool:
        graph = self._graph
        queries = graph.values(node, sh("sparql"))
        return any(not graph.boolean(query, "deactivated") for query in queries) or any(
            graph.values(node, parameter) for parameter in self._query_parameters
        )

    def _refuse_property_parameters(self, node: Term) -> None:
        graph = self._graph
        if sh("PropertyShape") in graph.values(node, RDF_TYPE):
            raise ShapesFault(f"the property shape {shown(node)} has no sh:path")
        for name in _PROPERTY_ONLY:
            if graph.values(node, sh(name)):
                raise ShapesFault(f"sh:{name} needs a property shape, but {shown(node)} has no sh:path")

    def _targets(self, node: Term) -> Targets:
        graph = self._graph
        for value in graph.values(node, sh("targetNode")):
            if isinstance(value, BlankNode):
                raise ShapesFault(f"sh:targetNode of {shown(node)} must be an IRI or a literal")
        classes = graph.iris(node, "targetClass")
        if node in graph.implicit:
            classes = [*classes, node]  # type: ignore[list-item]
        return Targets(
            nodes=tuple(graph.values(node, sh("targetNode"))),
            classes=tuple(dict.fromkeys(classes)),
            subjects_of=tuple(graph.iris(node, "targetSubjectsOf")),
            objects_of=tuple(graph.iris(node, "targetObjectsOf")),
        )

    def _core(self, node: Term) -> Iterator[Constraint]:
        yield from self._of_values(node)
        yield from self._of_texts(node)
        yield from self._of_sets(node)
        yield from self._of_shapes(node)

    def _of_values(self, node: Term) -> Iterator[Constraint]:
        graph = self._graph
        yield from map(ClassConstraint, graph.iris(node, "class"))
        if datatype := graph.iri(node, "datatype"):
            yield DatatypeConstraint(datatype)
        if kind := graph.iri(node, "nodeKind"):
            if kind not in NODE_KINDS:
                raise ShapesFault(
                    f"sh:nodeKind of {shown(node)} is {shown(kind)}, not one of SHACL's six kinds"
                )
            yield NodeKindConstraint(kind)
        for name, sign in _RANGES:
            limit = graph.one(node, name)
            if limit is not None:
                if not isinstance(limit, Literal):
                    raise ShapesFault(f"sh:{name} of {shown(node)} must be a literal, not {shown(limit)}")
                yield RangeConstraint(sh(f"{name[0].upper()}{name[1:]}ConstraintComponent"), sign, limit)
        members = graph.listed(node, "in")
        if members is not None:
            yield InConstraint(members)

    def _of_texts(self, node: Term) -> Iterator[Constraint]:
        graph = self._graph
        for name, longest in (("minLength", False), ("maxLength", True)):
            limit = graph.integer(node, name)
            if limit is not None:
                yield LengthConstraint(limit, longest=longest)
        pattern, flags = graph.string(node, "pattern"), graph.string(node, "flags")
        if pattern is not None:
            try:
                yield PatternConstraint(compiled(pattern.value, flags.value if flags else ""))
            except ValueError as fault:
                raise ShapesFault(f"sh:pattern of {shown(node)}: {fault}") from None
        ranges = graph.listed(node, "languageIn")
        if ranges is not None:
            literals = tuple(each for each in ranges if isinstance(each, Literal))
            if len(literals) < len(ranges):
                raise ShapesFault(f"sh:languageIn of {shown(node)} must list strings")
            yield LanguageConstraint(literals)
        if graph.boolean(node, "uniqueLang"):
            yield UniqueLangConstraint()

    def _of_sets(self, node: Term) -> Iterator[Constraint]:
        graph = self._graph
        for name, most in (("minCount", False), ("maxCount", True)):
            limit = graph.integer(node, name)
            if limit is not None:
                yield CountConstraint(limit, most=most)
        yield from map(HasValueConstraint, graph.values(node, sh("hasValue")))
        yield from map(EqualsConstraint, graph.iris(node, "equals"))
        yield from map(DisjointConstraint, graph.iris(node, "disjoint"))
        yield from map(partial(LessThanConstraint, or_equals=False), graph.iris(node, "lessThan"))
        yield from map(partial(LessThanConstraint, or_equals=True), graph.iris(node, "lessThanOrEquals"))
        ignored = graph.listed(node, "ignoredProperties") or ()
        if graph.boolean(node, "closed"):
            for each in ignored:
                if not isinstance(each, NamedNode):
                    raise ShapesFault(
                        f"sh:ignoredProperties of {shown(node)} must list IRIs, not {shown(each)}"
                    )
            yield ClosedConstraint(frozenset([*self._own_predicates(node), *ignored]))  # type: ignore[list-item]

    def _own_predicates(self, node: Term) -> Iterator[NamedNode]:
        for inner in self._graph.values(node, sh("property")):
            for path in self._graph.values(inner, sh("path")):
                if isinstance(path, NamedNode):
                    yield path

    def _of_shapes(self, node: Term) -> Iterator[Constraint]:
        graph = self._graph
        single: tuple[tuple[str, Callable[[Shape], Constraint]], ...]
        single = (("not", NotConstraint), ("node", NodeConstraint))
        for name, constraint in single:
            for value in graph.values(node, sh(name)):
                yield constraint(self.shape(value))
        for name in ("and", "or", "xone"):
            for head in graph.values(node, sh(name)):
                members = graph.members(head, f"sh:{name} of {shown(node)}")
                yield ListConstraint(name, tuple(map(self.shape, members)))
        for value in graph.values(node, sh("property")):
            inner = self.shape(value)
            if inner.path is None:
                raise ShapesFault(
                    f"sh:property of {shown(node)} leads to {shown(value)}, which has no sh:path"
                )
            yield PropertyConstraint(inner)
        yield from self._qualified(node)

    def _qualified(self, node: Term) -> Iterator[Constraint]:
        graph = self._graph
        value = graph.one(node, "qualifiedValueShape")
        disjoint = graph.boolean(node, "qualifiedValueShapesDisjoint")
        counts = [(graph.integer(node, f"qualified{name}Count"), name == "Max") for name in ("Min", "Max")]
        if value is None:
            return
        inner = self.shape(value)
        siblings = tuple(map(self.shape, self._siblings(node, value))) if disjoint else ()
        for limit, most in counts:
            if limit is not None:
                yield QualifiedConstraint(inner, siblings, limit, most=most)

    def _siblings(self, node: Term, own: Term) -> list[Term]:
        graph = self._graph
        found: dict[Term, None] = {}
        for parent in graph.subjects(sh("property"), node):
            for child in graph.values(parent, sh("property")):
                found.update(dict.fromkeys(graph.values(child, sh("qualifiedValueShape"))))
        found.pop(own, None)
        return list(found)
