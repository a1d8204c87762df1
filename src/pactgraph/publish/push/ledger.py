"""The books that a push keeps in the store itself: what it put there, and how far it came.

The graph `LEDGER` holds, for each unit (a file's graphs, or a graph of accepted statements), what state it is
in, as `"SEQUENCE STATE COUNT DIGEST"`, and the names of the graphs it has filled. A unit is opened before its
first change and closed after its last one, so that a push that breaks off leaves it open, and the next one
does it again. The line with the highest sequence holds: a store without Update can only add lines, until
the whole ledger is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Triple

from ...model.namespaces import LEDGER
from ...wire.fault import WireFault
from .store import RemoteStore, pieces

OPEN, DONE, MENDING, GONE = "open", "done", "mending", "gone"
"""States: changes are under way; all is there; all but single statements that change is there; it is no
longer there."""

_UNIT = LEDGER.value + "#unit/"
_STATE = NamedNode(LEDGER.value + "#state")
_GRAPH = NamedNode(LEDGER.value + "#graph")
_LINE = re.compile(r"([0-9]+) (open|done|mending|gone|at:[0-9]+) ([0-9]+) ([0-9a-f]{64})")
_UNITS_AT_ONCE = 200


@dataclass
class Entry:
    """A unit in the books. `lines` are all of its state lines in the store, the current one included."""

    state: str
    count: int
    digest: str
    sequence: int = 0
    lines: set[str] = field(default_factory=set)

    @property
    def sent(self) -> int:
        """How many statements of a graph that is filled in order are there."""
        return int(self.state[3:]) if self.state.startswith("at:") else 0


@dataclass
class Change:
    """Lines of the ledger to add and to take away."""

    added: list[Triple] = field(default_factory=list)
    removed: list[Triple] = field(default_factory=list)

    def __iadd__(self, other: Change) -> Change:
        self.added += other.added
        self.removed += other.removed
        return self


class Ledger:
    """The ledger of a store, read when it is made. Marks change it here and give what to change there."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store
        self.entries: dict[str, Entry] = {}
        self._graphs: dict[str, set[NamedNode]] = {}
        for unit, line in store.rows(("?u", "?l"), f"GRAPH {LEDGER} {{ ?u {_STATE} ?l }}"):
            match = _LINE.fullmatch(line.value) if isinstance(line, Literal) else None
            if match is None or not isinstance(unit, NamedNode):
                raise WireFault(f"the graph {LEDGER} in the store is no ledger of this version: drop it")
            self._enter(_name(unit), match)
        for name, entry in list(self.entries.items()):
            if entry.state == GONE:
                self._graphs[name] = set()

    def _enter(self, name: str, match: re.Match[str]) -> None:
        sequence, state, count, digest = int(match[1]), match[2], int(match[3]), match[4]
        entry = self.entries.setdefault(name, Entry(state, count, digest, sequence))
        entry.lines.add(match[0])
        if sequence >= entry.sequence:
            entry.state, entry.count, entry.digest, entry.sequence = state, count, digest, sequence

    def standing(self) -> dict[str, Entry]:
        """The entries of units that are, or may be in part, in the store."""
        return {name: entry for name, entry in self.entries.items() if entry.state != GONE}

    def read_graphs(self, names: Iterable[str]) -> None:
        """Reads which graphs the units have filled, where it is not known yet."""
        unknown = [name for name in names if name in self.entries and name not in self._graphs]
        for some in pieces(unknown, _UNITS_AT_ONCE):
            self._graphs.update((name, set()) for name in some)
            values = " ".join(str(_node(name)) for name in some)
            where = f"VALUES ?u {{ {values} }} GRAPH {LEDGER} {{ ?u {_GRAPH} ?g }}"
            for unit, graph in self._store.rows(("?u", "?g"), where):
                if isinstance(unit, NamedNode) and isinstance(graph, Literal):
                    self._graphs[_name(unit)].add(NamedNode(graph.value))

    def forget(self, names: Iterable[str]) -> None:
        """Lets the graphs of units go, which a corpus has by the million: `read_graphs` reads them anew."""
        for name in names:
            self._graphs.pop(name, None)

    def graphs(self, name: str) -> set[NamedNode]:
        """The graphs that a unit has filled; `read_graphs` has been called for it."""
        return self._graphs.get(name, set())

    def graphs_of(self, names: Iterable[str]) -> Iterator[NamedNode]:
        """The graphs that several units have filled."""
        for name in names:
            yield from self.graphs(name)

    def mark(self, name: str, state: str, count: int, digest: str) -> Change:
        """Enters a state of a unit."""
        entry = self.entries.get(name)
        sequence = entry.sequence + 1 if entry else 1
        line = f"{sequence} {state} {count} {digest}"
        node = _node(name)
        removed = [Triple(node, _STATE, Literal(old)) for old in sorted(entry.lines)] if entry else []
        self.entries[name] = Entry(state, count, digest, sequence, {line})
        return Change([Triple(node, _STATE, Literal(line))], removed)

    def widen(self, name: str, graphs: Iterable[NamedNode]) -> Change:
        """Enters graphs that a unit is going to fill."""
        new = set(graphs) - self.graphs(name)
        self._graphs.setdefault(name, set()).update(new)
        return Change(_graph_lines(name, new))

    def narrow(self, name: str, graphs: Iterable[NamedNode]) -> Change:
        """Enters that a unit fills no other graphs than these."""
        gone = self.graphs(name) - set(graphs)
        self._graphs[name] = self.graphs(name) - gone
        return Change([], _graph_lines(name, gone))

    def erase(self, name: str) -> Change:
        """Takes a unit out of the books."""
        entry = self.entries.pop(name)
        node = _node(name)
        change = self.narrow(name, ())
        change.removed += [Triple(node, _STATE, Literal(line)) for line in sorted(entry.lines)]
        return change

    def text(self) -> list[Triple]:
        """All lines of the units that stand, anew; `read_graphs` has been called for all of them."""
        lines = [Triple(LEDGER, NamedNode(LEDGER.value + "#version"), Literal("1"))]
        for name, entry in self.standing().items():
            line = f"{entry.sequence} {entry.state} {entry.count} {entry.digest}"
            lines.append(Triple(_node(name), _STATE, Literal(line)))
            lines += _graph_lines(name, self.graphs(name))
        return lines


def _graph_lines(name: str, graphs: Iterable[NamedNode]) -> list[Triple]:
    node = _node(name)
    return [Triple(node, _GRAPH, Literal(graph.value)) for graph in sorted(graphs, key=str)]


def _node(name: str) -> NamedNode:
    return NamedNode(_UNIT + quote(name, safe="/"))


def _name(unit: NamedNode) -> str:
    return unquote(unit.value.removeprefix(_UNIT))
