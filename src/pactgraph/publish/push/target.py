"""What a store is to hold: the named graphs of each file, and the accepted statements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property

from pyoxigraph import NamedNode, Triple

from ...model.namespaces import ACCEPTED, LEDGER
from ...workspace.dataset import Dataset
from ...workspace.files import SourceFile, is_blank
from .fault import PushFault


class Unit:
    """What is sent, recorded and removed as one: the named graphs that a file fills. `name` is the file's
    path in the workspace."""

    def __init__(self, name: str, graphs: Mapping[NamedNode, Iterable[Triple]]) -> None:
        self.name = name
        self.graphs = {graph: dict.fromkeys(triples) for graph, triples in graphs.items()}

    @cached_property
    def count(self) -> int:
        """Statements in all of the unit's graphs."""
        return sum(map(len, self.graphs.values()))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the statements, one `subject predicate object graph` a line, sorted."""
        return digest(f"{triple} {graph}" for graph, triples in self.graphs.items() for triple in triples)


class Target:
    """The units of a dataset by name, and its accepted statements in a fixed order."""

    def __init__(self, units: Iterable[Unit], accepted: Iterable[Triple]) -> None:
        self.units = {unit.name: unit for unit in units}
        self.accepted = sorted(dict.fromkeys(accepted), key=str)

    @cached_property
    def graphs(self) -> frozenset[NamedNode]:
        """Every named graph of every unit."""
        return frozenset(graph for unit in self.units.values() for graph in unit.graphs)

    @cached_property
    def count(self) -> int:
        """Statements in all of the units."""
        return sum(unit.count for unit in self.units.values())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the digests of all units and of the accepted statements, by name."""
        known = [f"{unit.name} {unit.digest}" for unit in self.units.values()]
        return digest([*known, f"accepted {self.accepted_digest}"])

    @cached_property
    def accepted_digest(self) -> str:
        """SHA-256 of the accepted statements, one a line, sorted."""
        return digest(map(str, self.accepted))


def digest(lines: Iterable[str]) -> str:
    """SHA-256, in hexadecimal, of the lines sorted by code point, in UTF-8, each ended by a line feed."""
    found = hashlib.sha256()
    for line in sorted(lines):
        found.update(line.encode())
        found.update(b"\n")
    return found.hexdigest()


def target_of(dataset: Dataset) -> Target:
    """The target for a dataset. A graph that several files fill belongs to the first of them.

    Raises PushFault where a file could not be read, for its graphs would be taken for gone, where a
    statement has a blank node, which would be another one at each push, and where a file fills one of the
    graphs that a push keeps for itself.
    """
    if dataset.unreadable:
        first = dataset.unreadable[0]
        raise PushFault(f"{first.place}: {first.message}: nothing is sent until it can be read", data=True)
    owner: dict[NamedNode, str] = {}
    units: dict[str, dict[NamedNode, list[Triple]]] = {}
    for file, quads in dataset.quads_of.items():
        for quad in quads:
            graph = quad.graph_name
            if is_blank(quad) or not isinstance(graph, NamedNode):
                raise _blank(file)
            if graph in (ACCEPTED, LEDGER):
                raise PushFault(
                    f"{file.relative} fills {graph}, where a push puts the accepted statements: rename it",
                    data=True,
                )
            unit = owner.setdefault(graph, file.relative)
            units.setdefault(unit, {}).setdefault(graph, []).append(quad.triple)
    return Target((Unit(name, graphs) for name, graphs in units.items()), dataset.default_graph())


def _blank(file: SourceFile) -> PushFault:
    return PushFault(
        f"{file.relative} has a blank node, which would be a new one at each push: give it an IRI", data=True
    )
