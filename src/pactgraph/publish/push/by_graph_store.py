"""Carrying out a plan by the Graph Store Protocol: each graph of a changed unit is sent whole.

The protocol cannot take single statements out of a graph, so the ledger only grows while a push runs: all
that is going to change is opened first, each unit is closed when it is there, and at the end the ledger is
written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from ...model.namespaces import LEDGER
from .ledger import DONE, GONE, OPEN, Change, Ledger
from .plan import Plan
from .store import Graph, RemoteStore, pieces
from .target import Target, View

_UNITS_AT_ONCE = 50
_LINES_AT_ONCE = 5_000
_LARGER = 10
"""How much more a request holds than one of Update: its body is parsed by line, not compiled."""


class ByGraphStore:
    """Writes to a store that follows the Graph Store Protocol, ten times `batch` statements a request.
    `progress` is told how many statements are dealt with. Every method raises WireFault where the store does
    not take a change."""

    def __init__(
        self,
        store: RemoteStore,
        ledger: Ledger,
        target: Target,
        batch: int,
        progress: Callable[[int], None],
    ) -> None:
        self.inserted = 0
        self.deleted = 0
        self.touched: set[NamedNode] = set()
        self._store, self._ledger, self._target = store, ledger, target
        self._batch, self._progress = batch * _LARGER, progress

    def carry_out(self, plan: Plan) -> None:
        """Sends the changed units, removes those that are gone, and sends the views."""
        former = self._open(plan)
        for some in pieces(plan.changed, _UNITS_AT_ONCE):
            closing = Change()
            for unit in some:
                for graph, triples in unit.graphs.items():
                    sum(self._replace(graph, triples))
                closing += self._ledger.mark(unit.name, DONE, unit.count, unit.digest)
                self._progress(unit.count)
            self._add(closing)
        for graph in sorted(former, key=str):
            self._store.remove(graph)
        closing = Change()
        for name in plan.gone:
            closing += self._ledger.mark(name, GONE, 0, self._ledger.entries[name].digest)
        self._add(closing)
        for view in [*plan.fill, *plan.mend]:
            self._fill(view)

    def reopen(self, names: Iterable[str]) -> None:
        """Enters that units are not as they should be, so that the next push does them again."""
        change = Change()
        for name in names:
            entry = self._ledger.entries[name]
            change += self._ledger.mark(name, OPEN, entry.count, entry.digest)
        self._add(change)

    def close(self) -> None:
        """Writes the ledger anew, without lines that no longer hold."""
        self._ledger.read_graphs(self._ledger.standing())
        for unit in self._target.units.values():
            self._ledger.narrow(unit.name, unit.sizes)
        self._store.put(LEDGER, self._ledger.text())

    def _open(self, plan: Plan) -> set[NamedNode]:
        """Opens all that is going to change; gives the graphs that are going to be gone."""
        ledger, former = self._ledger, set[NamedNode]()
        for some in pieces(plan.changed, _UNITS_AT_ONCE):
            names, opening = [unit.name for unit in some], Change()
            ledger.read_graphs(names)
            former |= self._target.lacking(ledger.graphs_of(names))
            for unit in some:
                opening += ledger.mark(unit.name, OPEN, unit.count, unit.digest)
                opening += ledger.widen(unit.name, unit.sizes)
            self._add(opening)
            ledger.forget(names)
        ledger.read_graphs(plan.gone)
        former |= self._target.lacking(ledger.graphs_of(plan.gone))
        opening = Change()
        for name in [*plan.gone, *(view.value for view in plan.stale)]:
            entry = ledger.entries[name]
            opening += ledger.mark(name, OPEN, entry.count, entry.digest)
        for view in (*plan.fill, *plan.mend):
            if not self._sent(view):
                held = self._target.held(view)
                opening += ledger.mark(view.value, OPEN, len(held), held.digest)
        self._add(opening)
        return former

    def _sent(self, view: View) -> int:
        """How many statements of a view a push that broke off has left there."""
        entry = self._ledger.entries.get(view.value)
        return entry.sent if entry and entry.digest == self._target.held(view).digest else 0

    def _fill(self, view: View) -> None:
        """Sends a view, in order, from where a broken push has left it."""
        held, sent = self._target.held(view), self._sent(view)
        self._progress(sent)
        for size in self._replace(view.graph, held.after(sent), empty=not sent):
            sent += size
            self._add(self._ledger.mark(view.value, f"at:{sent}", len(held), held.digest))
            self._progress(size)
        self._add(self._ledger.mark(view.value, DONE, len(held), held.digest))

    def _replace(self, graph: Graph, triples: Iterable[Triple], *, empty: bool = True) -> Iterator[int]:
        """Sends the statements of a graph, the first of them in place of what it holds unless it is not to be
        emptied; gives, part by part, how many have been sent."""
        parts = pieces(triples, self._batch)
        first = next(parts, [])
        (self._store.put if empty else self._store.add)(graph, first)
        self.inserted += len(first)
        yield len(first)
        for part in parts:
            self._store.add(graph, part)
            self.inserted += len(part)
            yield len(part)

    def _add(self, change: Change) -> None:
        for lines in pieces(change.added, _LINES_AT_ONCE):
            self._store.add(LEDGER, lines)
