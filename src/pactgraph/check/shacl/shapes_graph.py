"""Reading a shapes graph: values, lists and paths, with plain words where they are ill-formed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .paths import REPETITIONS, Alternative, InSequence, Inverse, Path, Predicate, Repeated
from .shacl_terms import (
    FALSE,
    RDF_FIRST,
    RDF_NIL,
    RDF_REST,
    RDF_TYPE,
    RDFS_CLASS,
    RDFS_SUBCLASS,
    SHACL,
    TRUE,
    XSD,
    Term,
    sh,
    shown,
)

_INTEGER = XSD + "integer"
_STRING = XSD + "string"
DEEPEST = 100
TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")


class ShapesFault(ValueError):
    """A shapes graph is ill-formed or recursive, or holds a query that SHACL does not allow. The message is
    one plain line that names the shape and what to change."""


class ShapesGraph:
    """The triples of a shapes graph. Getters raise ShapesFault where SHACL's syntax rules are broken."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(dict.fromkeys(triples))
        self._objects: dict[tuple[Term, NamedNode], list[Term]] = {}
        self._subjects: dict[tuple[NamedNode, Term], list[Term]] = {}
        self._by_predicate: dict[NamedNode, list[Term]] = {}
        for subject, predicate, value in self.triples:
            self._objects.setdefault((subject, predicate), []).append(value)
            self._subjects.setdefault((predicate, value), []).append(subject)
            self._by_predicate.setdefault(predicate, []).append(subject)

    def values(self, subject: Term, predicate: NamedNode) -> Sequence[Term]:
        """The objects of `subject` and `predicate`, in the order they came."""
        return self._objects.get((subject, predicate), ())

    def having(self, predicate: NamedNode) -> Sequence[Term]:
        """The subjects of `predicate`, each once."""
        return tuple(dict.fromkeys(self._by_predicate.get(predicate, ())))

    def subjects(self, predicate: NamedNode, value: Term) -> Sequence[Term]:
        """The subjects that have `value` for `predicate`."""
        return self._subjects.get((predicate, value), ())

    def instances(self, cls: NamedNode) -> list[Term]:
        """The SHACL instances of a class, by the types and subclasses of the shapes graph."""
        classes: dict[Term, None] = {cls: None}
        waiting: list[Term] = [cls]
        while waiting:
            for lower in self.subjects(RDFS_SUBCLASS, waiting.pop()):
                if lower not in classes:
                    classes[lower] = None
                    waiting.append(lower)
        return list(dict.fromkeys(node for each in classes for node in self.subjects(RDF_TYPE, each)))

    @cached_property
    def implicit(self) -> frozenset[NamedNode]:
        """The shapes that are classes too, whose instances are their targets (SHACL 2.1.3.3)."""
        shapes = {*self.instances(sh("NodeShape")), *self.instances(sh("PropertyShape"))}
        classes = self.instances(RDFS_CLASS)
        return frozenset(node for node in classes if node in shapes and isinstance(node, NamedNode))

    def targeted(self) -> list[Term]:
        """The shapes with targets, in the order in which the graph names them first."""
        nodes: set[Term] = {node for name in TARGETS for node in self.having(sh(name))}
        nodes |= self.implicit
        return [subject for subject in dict.fromkeys(t.subject for t in self.triples) if subject in nodes]

    def query_parameters(self) -> Iterator[NamedNode]:
        """The properties that declare constraints of components of the graph's own, which are queries (SHACL
        6.2); those of SHACL itself are built in."""
        for component in self.instances(sh("ConstraintComponent")):
            if not (isinstance(component, NamedNode) and component.value.startswith(SHACL)):
                for parameter in self.values(component, sh("parameter")):
                    yield from self.iris(parameter, "path")

    def one(self, subject: Term, name: str) -> Term | None:
        """The value of `sh:<name>`, None without one; two are a fault."""
        values = self.values(subject, sh(name))
        if len(values) > 1:
            raise ShapesFault(f"{shown(subject)} has {len(values)} values of sh:{name}; keep one")
        return values[0] if values else None

    def iris(self, subject: Term, name: str) -> list[NamedNode]:
        """The values of `sh:<name>`, which must be IRIs."""
        found = []
        for value in self.values(subject, sh(name)):
            if not isinstance(value, NamedNode):
                raise ShapesFault(f"sh:{name} of {shown(subject)} must be an IRI, not {shown(value)}")
            found.append(value)
        return found

    def iri(self, subject: Term, name: str) -> NamedNode | None:
        """The one IRI that is the value of `sh:<name>`, or None."""
        self.one(subject, name)
        return next(iter(self.iris(subject, name)), None)

    def integer(self, subject: Term, name: str) -> int | None:
        """The one `xsd:integer` that is the value of `sh:<name>`, or None."""
        value = self.one(subject, name)
        if value is None:
            return None
        if isinstance(value, Literal) and value.datatype.value == _INTEGER:
            try:
                return int(value.value)
            except ValueError:
                pass
        raise ShapesFault(f"sh:{name} of {shown(subject)} must be an xsd:integer, not {shown(value)}")

    def boolean(self, subject: Term, name: str) -> bool:
        """Whether the value of `sh:<name>` is `true`. Any other boolean, `"1"` too, counts as not."""
        value = self.one(subject, name)
        if value is None or value in (TRUE, FALSE):
            return value == TRUE
        if not isinstance(value, Literal) or value.datatype != TRUE.datatype:
            raise ShapesFault(f"sh:{name} of {shown(subject)} must be true or false, not {shown(value)}")
        return False

    def string(self, subject: Term, name: str) -> Literal | None:
        """The one `xsd:string` that is the value of `sh:<name>`, or None."""
        value = self.one(subject, name)
        if value is None:
            return None
        if not isinstance(value, Literal) or value.datatype.value != _STRING:
            raise ShapesFault(f"sh:{name} of {shown(subject)} must be a plain string, not {shown(value)}")
        return value

    def messages(self, subject: Term) -> tuple[Literal, ...]:
        """The values of `sh:message`: plain or language-tagged strings."""
        found = []
        for value in self.values(subject, sh("message")):
            if not isinstance(value, Literal) or not (value.language or value.datatype.value == _STRING):
                raise ShapesFault(f"sh:message of {shown(subject)} must be a string, not {shown(value)}")
            found.append(value)
        return tuple(found)

    def members(self, head: Term, where: str) -> tuple[Term, ...]:
        """The members of the RDF list at `head`; `where` names it in a fault."""
        found: list[Term] = []
        seen = {head}
        while head != RDF_NIL:
            first, rest = self.values(head, RDF_FIRST), self.values(head, RDF_REST)
            if len(first) != 1 or len(rest) != 1:
                raise ShapesFault(
                    f"{where} must be a list; {shown(head)} lacks one rdf:first and one rdf:rest"
                )
            found.append(first[0])
            head = rest[0]
            if head in seen:
                raise ShapesFault(f"{where} is a list that runs in a circle")
            seen.add(head)
        return tuple(found)

    def listed(self, subject: Term, name: str) -> tuple[Term, ...] | None:
        """The members of the list that is the one value of `sh:<name>`, or None without one."""
        head = self.one(subject, name)
        return None if head is None else self.members(head, f"sh:{name} of {shown(subject)}")

    def path(self, node: Term, shape: Term, above: tuple[Term, ...] = ()) -> Path:
        """The property path at `node`, for the `sh:path` of `shape` (SHACL 2.3.1).

        A node that is a list and something else too is read as the list.
        """
        if isinstance(node, NamedNode) and node != RDF_NIL:
            return Predicate(node)
        if node in above:
            raise ShapesFault(f"sh:path of {shown(shape)} runs in a circle at {shown(node)}")
        if len(above) > DEEPEST:
            raise ShapesFault(f"sh:path of {shown(shape)} nests more than {DEEPEST} paths deep")
        above = (*above, node)
        if self.values(node, RDF_FIRST):
            return InSequence(self._parts(node, shape, above))
        if isinstance(node, BlankNode):
            for value in self.values(node, sh("inversePath")):
                return Inverse(self.path(value, shape, above))
            for value in self.values(node, sh("alternativePath")):
                return Alternative(self._parts(value, shape, above))
            for predicate, mark in REPETITIONS.items():
                for value in self.values(node, predicate):
                    return Repeated(self.path(value, shape, above), mark)
        raise ShapesFault(f"sh:path of {shown(shape)} is not a property path at {shown(node)}")

    def _parts(self, head: Term, shape: Term, above: tuple[Term, ...]) -> tuple[Path, ...]:
        members = self.members(head, f"sh:path of {shown(shape)}")
        if len(members) < 2:
            raise ShapesFault(f"sh:path of {shown(shape)} has a list of fewer than two paths")
        return tuple(self.path(member, shape, above) for member in members)
