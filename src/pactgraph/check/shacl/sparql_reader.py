"""Reading SPARQL-based constraints and constraint components from a shapes graph (SHACL 5 and 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from pyoxigraph import Literal, NamedNode

from .fault import ShapesFault
from .names import OWL_IMPORTS, SHACL, Term, sh, shown
from .paths import sparql
from .prebinding import Prepared, prepare
from .shape import Constraint, Shape
from .shapes_graph import ShapesGraph
from .sparql_constraints import SHAPES_GRAPH, AskConstraint, SelectConstraint, Source

_RESERVED = frozenset(["this", "shapesGraph", "currentShape", "path", "PATH", "value"])
_LOCAL_NAME = re.compile(r"[^\W\d][\w.\-]*\Z")


@dataclass(frozen=True)
class _Parameter:
    path: NamedNode
    name: str
    optional: bool


class SparqlReader:
    """Reads the SPARQL-based constraints of shapes. Raises ShapesFault where one is ill-formed."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._components: list[tuple[NamedNode, tuple[_Parameter, ...]]] | None = None

    def constraints(self, shape: Shape) -> Iterator[Constraint]:
        """The constraints that `sh:sparql` and the declared components make of `shape`."""
        graph = self._graph
        for node in graph.values(shape.node, sh("sparql")):
            if not graph.boolean(node, "deactivated"):
                prepared = self._prepared(shape, node, "select", {})
                source = Source(node, graph.messages(node), {}, self._triples(prepared))
                yield SelectConstraint(sh("SPARQLConstraintComponent"), prepared, source, node)
        for component, parameters in self._declared():
            for bound in self._bindings(shape, component, parameters):
                yield from self._of_component(shape, component, parameters, bound)

    def _declared(self) -> list[tuple[NamedNode, tuple[_Parameter, ...]]]:
        """The constraint components of the shapes graph; those of SHACL itself are built in."""
        if self._components is None:
            self._components = [
                (node, self._parameters(node))
                for node in self._graph.instances(sh("ConstraintComponent"))
                if isinstance(node, NamedNode) and not node.value.startswith(SHACL)
            ]
        return self._components

    def _parameters(self, component: NamedNode) -> tuple[_Parameter, ...]:
        graph = self._graph
        found = []
        for node in graph.values(component, sh("parameter")):
            path = graph.iri(node, "path")
            local = _LOCAL_NAME.search(path.value) if path else None
            if path is None or local is None or not re.fullmatch(r"\w+", local.group()):
                raise ShapesFault(f"a parameter of {shown(component)} needs a sh:path that ends in a name")
            if local.group() in _RESERVED:
                raise ShapesFault(f"a parameter of {shown(component)} must not be named {local.group()}")
            found.append(_Parameter(path, local.group(), graph.boolean(node, "optional")))
        if len({each.name for each in found}) < len(found):
            raise ShapesFault(f"two parameters of {shown(component)} have the same name")
        if found and all(each.optional for each in found):
            raise ShapesFault(f"{shown(component)} needs a parameter that is not optional")
        return tuple(found)

    def _bindings(
        self, shape: Shape, component: NamedNode, parameters: tuple[_Parameter, ...]
    ) -> Iterator[dict[str, Term]]:
        """The parameter values of each constraint that the shape declares for a component (SHACL 2.1.2)."""
        values = {each.name: self._graph.values(shape.node, each.path) for each in parameters}
        if not parameters or not all(values[each.name] or each.optional for each in parameters):
            return
        if len(parameters) > 1 and any(len(found) > 1 for found in values.values()):
            raise ShapesFault(f"{shown(shape.node)} has two values for one parameter of {shown(component)}")
        given = {name: found for name, found in values.items() if found}
        for row in product(*given.values()):
            yield dict(zip(given, row, strict=True))

    def _of_component(
        self, shape: Shape, component: NamedNode, parameters: tuple[_Parameter, ...], bound: dict[str, Term]
    ) -> Iterator[Constraint]:
        """The constraint of the component's validator for this kind of shape, or none (SHACL 6.2.3)."""
        graph = self._graph
        special = graph.values(component, sh("nodeValidator" if shape.path is None else "propertyValidator"))
        unset = [each.name for each in parameters if each.name not in bound]
        validator = next(iter(special or graph.values(component, sh("validator"))), None)
        if validator is None:
            return
        messages = graph.messages(validator) or graph.messages(component)
        kind = "select" if special else "ask"
        prepared = self._prepared(shape, validator, kind, bound, unset)
        source = Source(validator, messages, bound, self._triples(prepared))
        yield (SelectConstraint if special else AskConstraint)(component, prepared, source, None)

    def _prepared(
        self, shape: Shape, node: Term, kind: str, bound: dict[str, Term], unset: list[str] | None = None
    ) -> Prepared:
        query = self._graph.string(node, kind)
        if query is None:
            raise ShapesFault(f"{shown(node)} needs a sh:{kind}")
        return prepare(
            query.value,
            where=shown(node),
            prefixes=self._prefixes(node),
            variables=("this",) if kind == "select" else ("this", "value"),
            constants={**bound, "shapesGraph": SHAPES_GRAPH, "currentShape": shape.node},
            unset=unset or (),
            path=None if shape.path is None else sparql(shape.path),
        )

    def _triples(self, prepared: Prepared) -> ShapesGraph | None:
        return self._graph if SHAPES_GRAPH.value in prepared.text else None

    def _prefixes(self, node: Term) -> str:
        """PREFIX lines for the declarations that `sh:prefixes` leads to (SHACL 5.2.1)."""
        graph = self._graph
        reached: dict[Term, None] = dict.fromkeys(graph.values(node, sh("prefixes")))
        for ontology in (waiting := list(reached)):
            for imported in graph.values(ontology, OWL_IMPORTS):
                if imported not in reached:
                    reached[imported] = None
                    waiting.append(imported)
        table: dict[str, str] = {}
        for declaration in (each for ontology in reached for each in graph.values(ontology, sh("declare"))):
            prefix, namespace = graph.string(declaration, "prefix"), graph.one(declaration, "namespace")
            if prefix is None or namespace is None or not isinstance(namespace, Literal):
                raise ShapesFault(f"the declaration {shown(declaration)} needs sh:prefix and sh:namespace")
            if table.setdefault(prefix.value, namespace.value) != namespace.value:
                raise ShapesFault(f"the prefix {prefix.value!r} of {shown(node)} stands for two namespaces")
        return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in table.items())
