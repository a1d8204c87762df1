"""What a store is to hold: the named graphs of each file, what stands, and what was derived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from pyoxigraph import DefaultGraph, NamedNode, Triple

from ...model.namespaces import ACCEPTED, DERIVED, LEDGER
from ...workspace.dataset import Dataset
from ...workspace.facts import Facts
from ...workspace.files import SourceFile, is_blank
from ...workspace.rules import Rules
from .fault import PushFault
from .statements import Statements, digest
from .store import Graph

_OURS = frozenset({ACCEPTED, DERIVED, LEDGER})


class View(Enum):
    """A graph that no file fills: all accepted statements, in a named graph and as the store's own default
    graph, and what was derived."""

    ACCEPTED = "accepted"
    DEFAULT = "default"
    DERIVED = "derived"

    @property
    def graph(self) -> Graph:
        """Where the view stands in a store."""
        return {View.ACCEPTED: ACCEPTED, View.DERIVED: DERIVED}.get(self, DefaultGraph())


@dataclass
class Unit:
    """What is sent, recorded and removed as one: the named graphs that a file owns. `name` is the file's path
    in the workspace."""

    name: str
    graphs: dict[NamedNode, dict[Triple, None]]

    @cached_property
    def sizes(self) -> dict[NamedNode, int]:
        """The number of statements of each graph."""
        return {graph: len(triples) for graph, triples in self.graphs.items()}

    @cached_property
    def count(self) -> int:
        """The number of statements."""
        return sum(map(len, self.graphs.values()))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the statements, one `subject predicate object graph` a line, sorted."""
        return digest(f"{triple} {graph}" for graph, triples in self.graphs.items() for triple in triples)


class Target:
    """The units of files by name, the accepted statements, and the derived ones.

    A graph that several files fill belongs to the first of them.
    """

    def __init__(self, files: Iterable[SourceFile], rules: Rules) -> None:
        """Reads the files. Raises PushFault where a file or a rule cannot be read, for its graphs would be
        taken for gone, where a statement has a blank node, which would be another one at each push, and where
        a file fills one of the graphs that a push keeps for itself."""
        dataset = Dataset(files)
        _check(dataset, rules)
        owners: dict[NamedNode, str] = {}
        self.units: dict[str, Unit] = {}
        for file, quads in dataset.quads_of.items():
            for quad in quads:
                graph = quad.graph_name
                assert isinstance(graph, NamedNode)
                name = owners.setdefault(graph, file.relative)
                unit = self.units.get(name)
                if unit is None:
                    unit = self.units[name] = Unit(name, {})
                unit.graphs.setdefault(graph, {})[quad.triple] = None
        self.graphs = owners.keys()
        facts = Facts(dataset, rules)
        self.accepted = Statements(facts.default_graph())
        self.derived = Statements(facts.derived())

    def held(self, view: View) -> Statements:
        """What a view holds."""
        return self.derived if view is View.DERIVED else self.accepted

    def lacking(self, graphs: Iterable[NamedNode]) -> set[NamedNode]:
        """Those of some graphs that no unit has."""
        return set(graphs) - self.graphs

    @cached_property
    def count(self) -> int:
        """Statements in all of the units."""
        return sum(unit.count for unit in self.units.values())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the digests of all units and views, by name."""
        known = [f"{unit.name} {unit.digest}" for unit in self.units.values()]
        return digest([*known, f"accepted {self.accepted.digest}", f"derived {self.derived.digest}"])


def _check(dataset: Dataset, rules: Rules) -> None:
    for finding in (*dataset.unreadable, *rules.unreadable):
        said = f"{finding.place}: {finding.message}: nothing is sent until it can be read"
        raise PushFault(said, data=True)
    for file, quads in dataset.quads_of.items():
        for quad in quads:
            if is_blank(quad) or not isinstance(quad.graph_name, NamedNode):
                raise PushFault(
                    f"{file.relative} has a blank node, which would be a new one at each push: give it an "
                    "IRI",
                    data=True,
                )
            if quad.graph_name in _OURS:
                raise PushFault(
                    f"{file.relative} fills {quad.graph_name}, where a push puts statements of its own: "
                    "rename it",
                    data=True,
                )
