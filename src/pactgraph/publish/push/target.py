"""What a store is to hold: the named graphs of each file, what stands, and what was derived."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from ...rdf.namespaces import ACCEPTED, DERIVED, LEDGER, NEXT
from ...workspace.dataset import Dataset
from ...workspace.facts import Facts
from ...workspace.files import SourceFile, is_blank
from ...workspace.rules import Rules
from .push_faults import PushFault

Graph = NamedNode | DefaultGraph

STANDS, FOLLOWS, OWN_DEFAULT = "accepted", "derived", "default"
"""The units that are of no file: what stands, as a named graph; what follows from other statements; and what
stands as the store's own default graph, a copy of the first."""

_OURS = frozenset({ACCEPTED, DERIVED, LEDGER, NEXT})


@dataclass(frozen=True)
class Unit:
    """What is sent, remembered and removed as one: the graphs of a file, each with its statements as sorted
    lines of N-Triples. `name` is the file's path in the workspace."""

    name: str
    graphs: Mapping[Graph, list[str]]

    @property
    def of_file(self) -> bool:
        """Whether it is one of a file."""
        return self.name not in (STANDS, FOLLOWS, OWN_DEFAULT)

    @property
    def names(self) -> set[str]:
        """The names of its named graphs."""
        return {graph.value for graph in self.graphs if isinstance(graph, NamedNode)}

    @cached_property
    def count(self) -> int:
        """The number of statements."""
        return sum(map(len, self.graphs.values()))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the graphs and their statements, in order."""
        found = hashlib.sha256()
        for graph, lines in sorted(self.graphs.items(), key=lambda item: str(item[0])):
            found.update(f"{graph} {len(lines)}\n".encode())
            found.update("".join(lines).encode())
        return found.hexdigest()

    def misses(self, counts: Mapping[Graph, int]) -> str:
        """What is wrong, in words, with the numbers of statements that a store has in these graphs; nothing
        where they are right. A store may take two forms of a value (`7` and `07`) for one."""
        for graph, lines in self.graphs.items():
            held = counts.get(graph, 0)
            if held != len(lines) and not _folded(lines) <= held < len(lines):
                name = str(graph) if isinstance(graph, NamedNode) else "the default graph"
                return f"{name} holds {held:,} statements, not {len(lines):,}"
        return ""


class Target:
    """The units by name: those of the files, then what stands and, where there is any, what follows. A graph
    that several files fill belongs to the first of them. `names` are those of all their named graphs."""

    def __init__(self, files: Iterable[SourceFile], rules: Rules) -> None:
        """Reads the files. Raises PushFault where a file or a rule cannot be read, for its graphs would be
        taken for gone, where a statement has a blank node, which would be another one at each push, and where
        a file fills one of the graphs that a push keeps for itself."""
        dataset = Dataset(files)
        _check(dataset, rules)
        owners: dict[NamedNode, str] = {}
        told: dict[str, dict[Graph, list[Triple]]] = {}
        for file, quads in dataset.quads_of.items():
            for quad in quads:
                graph = quad.graph_name
                assert isinstance(graph, NamedNode)
                name = owners.setdefault(graph, file.relative)
                told.setdefault(name, {}).setdefault(graph, []).append(quad.triple)
        facts = Facts(dataset, rules)
        self.units = {name: Unit(name, _in_lines(graphs)) for name, graphs in told.items()}
        self.accepted = Unit(STANDS, _in_lines({ACCEPTED: facts.default_graph()}))
        self.units[STANDS] = self.accepted
        if derived := facts.derived():
            self.units[FOLLOWS] = Unit(FOLLOWS, _in_lines({DERIVED: derived}))
        self.names = frozenset(name for unit in self.units.values() for name in unit.names)

    @cached_property
    def own_default(self) -> Unit:
        """What stands, in a store's own default graph."""
        return Unit(OWN_DEFAULT, {DefaultGraph(): self.accepted.graphs[ACCEPTED]})

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the names and digests of all units."""
        known = "".join(f"{name} {unit.digest}\n" for name, unit in sorted(self.units.items()))
        return hashlib.sha256(known.encode()).hexdigest()


def _in_lines(graphs: Mapping[Graph, list[Triple]]) -> dict[Graph, list[str]]:
    return {graph: sorted({f"{triple} .\n" for triple in triples}) for graph, triples in graphs.items()}


def _folded(lines: list[str]) -> int:
    """The number of statements once a store has one form for each value."""
    store = Store()
    store.load("".join(lines).encode(), format=RdfFormat.N_TRIPLES)
    return len(store)


def _check(dataset: Dataset, rules: Rules) -> None:
    for finding in (*dataset.unreadable, *rules.unreadable):
        said = f"{finding.place}: {finding.message}: nothing is sent until it can be read"
        raise PushFault(said, data=True)
    for file, quads in dataset.quads_of.items():
        for quad in quads:
            if said := _unfit(quad):
                raise PushFault(f"{file.relative} {said}", data=True)


def _unfit(quad: Quad) -> str:
    if is_blank(quad) or not isinstance(quad.graph_name, NamedNode):
        return "has a blank node, which would be a new one at each push: give it an IRI"
    if quad.graph_name in _OURS:
        return f"fills {quad.graph_name}, where a push puts statements of its own: rename it"
    return ""
