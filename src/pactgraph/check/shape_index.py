"""What the shapes say of themselves, and of the results that either SHACL engine gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, NamedNode, Triple

from ..model.finding import Severity
from ..model.namespaces import SH
from .shacl import Result
from .shacl.names import Term
from .shacl.paths import Predicate

Node = NamedNode | BlankNode

_SEVERITIES: dict[str, Severity] = {SH + "Violation": "error", SH + "Warning": "warning", SH + "Info": "info"}


def severity(result: Result) -> Severity:
    """The severity of a result as that of a finding; one of a shapes graph's own making is an error."""
    return _SEVERITIES.get(result.severity.value, "error")


def predicate(result: Result) -> NamedNode | None:
    """The property of a result, where its path is one."""
    return result.path.iri if isinstance(result.path, Predicate) else None


def component(result: Result) -> str:
    """The local name of a result's constraint component, such as `MinCount`."""
    return result.component.value.removeprefix(SH).removesuffix("ConstraintComponent")


@dataclass
class ShapeIndex:
    """The shapes graph by subject: what a shape says of itself."""

    of: dict[Term, dict[str, list[Term]]] = field(default_factory=dict)

    @classmethod
    def from_triples(cls, triples: Iterable[Triple]) -> ShapeIndex:
        """The index of a shapes graph."""
        index: dict[Term, dict[str, list[Term]]] = {}
        for subject, predicate, value in triples:
            index.setdefault(subject, {}).setdefault(predicate.value, []).append(value)
        return cls(index)

    def values(self, shape: Term, name: str) -> list[Term]:
        """The values of the SHACL property `name` (without prefix) of a shape."""
        return self.of.get(shape, {}).get(SH + name, [])

    def value(self, shape: Term, name: str) -> Term | None:
        """One value of the SHACL property `name` of a shape, or None."""
        found = self.values(shape, name)
        return found[0] if found else None
