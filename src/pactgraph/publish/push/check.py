"""Whether a store holds what it should: counts of everything, and the statements of what was sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from pyoxigraph import NamedNode, Triple

from .forms import Forms
from .statements import digest
from .store import Graph, RemoteStore, pieces
from .target import Target, Unit, View

STATEMENTS_AT_ONCE = 2_000
"""Statements read in one query: Virtuoso cuts off results at 10,000 rows, as it is delivered."""

_UNITS_AT_ONCE = 50


class Check:
    """Compares a store with a target. Every method raises WireFault where the store does not answer."""

    def __init__(self, store: RemoteStore, target: Target, forms: Forms) -> None:
        self._store = store
        self._target = target
        self._forms = forms

    def miscounted(self, units: Iterable[Unit]) -> list[Unit]:
        """The units of which a graph has not as many statements as it should."""
        found = list[Unit]()
        for some in pieces(units, _UNITS_AT_ONCE):
            sizes = {unit.name: unit.sizes for unit in some}
            counts = self._store.counts(graph for each in sizes.values() for graph in each)
            odd = [unit for unit in some if any(counts[graph] != n for graph, n in sizes[unit.name].items())]
            found += [unit for unit in odd if not self._fit(counts, unit.graphs)]
        return found

    def holds_all(self, view: View) -> bool:
        """Whether a view has as many statements as it should."""
        return self._fits(view, self._store.count(view.graph))

    def _fits(self, view: View, count: int) -> bool:
        """Whether a store that holds all of a view may have this many statements in it."""
        held = self._target.held(view)
        return count == len(held) or len(held) > count >= held.forms(self._forms)

    def _fit(self, counts: Mapping[NamedNode, int], graphs: Mapping[NamedNode, Collection[Triple]]) -> bool:
        """Whether a store that holds the graphs may have as many statements in them: it may take two forms of
        a value (`7` and `07`) for one."""
        return all(
            len(set(self._forms.fold(triples))) <= counts[graph] <= len(triples)
            for graph, triples in graphs.items()
        )

    def differing(self, units: Iterable[Unit]) -> dict[str, str]:
        """What is wrong, in words, with each unit whose statements do not read back as they were sent."""
        found: dict[str, str] = {}
        for some in _batches(units):
            held = self._store.statements(graph for unit in some for graph in unit.graphs)
            for unit in some:
                for graph, triples in unit.graphs.items():
                    if said := self._difference(graph, triples, held.get(graph, [])):
                        found.setdefault(unit.name, said)
        return found

    def left(self, graphs: Iterable[NamedNode]) -> dict[NamedNode, int]:
        """Of graphs that should be gone, those that hold something."""
        return {graph: count for graph, count in self._store.counts(graphs).items() if count}

    def differing_view(self, view: View, subjects: set[NamedNode] | None) -> str | None:
        """What is wrong, in words, with a view: the number of its statements, or those about `subjects`
        (None: about everything)."""
        graph = view.graph
        count = self._store.count(graph)
        if not self._fits(view, count):
            return f"{_name(graph)} holds {count} statements, not {len(self._target.held(view))}"
        unstated = set() if subjects is None else set(subjects)
        for some in self._by_subject(view, subjects):
            about = dict.fromkeys(_subject(triple) for triple in some)
            unstated.difference_update(about)
            if said := self._difference(graph, some, self._store.statements_of(graph, about)):
                return said
        if unstated and (said := self._difference(graph, [], self._store.statements_of(graph, unstated))):
            return said
        return None

    def _by_subject(self, view: View, subjects: set[NamedNode] | None) -> Iterator[list[Triple]]:
        """The statements of a view about the subjects, in parts that hold all about each of theirs."""
        held, part = self._target.held(view), list[Triple]()
        told = held.after() if subjects is None else held.about(subjects)
        for _, triples in groupby(told, key=_subject):
            part += triples
            if len(part) >= STATEMENTS_AT_ONCE:
                yield part
                part = []
        if part:
            yield part

    def _difference(self, graph: Graph, sent: Iterable[Triple], held: Iterable[Triple]) -> str | None:
        sent, held = set(self._forms.fold(sent)), set(self._forms.fold(held))
        if digest(map(str, sent)) == digest(map(str, held)):
            return None
        missing, more = sorted(map(str, sent - held)), sorted(map(str, held - sent))
        said = f"it lacks {missing[0]}" if missing else f"it also holds {more[0]}"
        return f"{_name(graph)} holds {len(held)} statements, not the {len(sent)} that it should: {said}"


def _batches(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    part, size = list[Unit](), 0
    for unit in units:
        if part and size + unit.count > STATEMENTS_AT_ONCE:
            yield part
            part, size = [], 0
        part.append(unit)
        size += unit.count
    if part:
        yield part


def _subject(triple: Triple) -> NamedNode:
    subject = triple.subject
    if not isinstance(subject, NamedNode):
        raise ValueError("a target has no blank nodes")
    return subject


def _name(graph: Graph) -> str:
    return str(graph) if isinstance(graph, NamedNode) else "the default graph"
