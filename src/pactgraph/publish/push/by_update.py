"""Carrying out a plan by SPARQL 1.1 Update: many small graphs in one request, and only what has changed.

The ledger opens all units and views that change before anything does, for a graph may move from one unit to
another, and closes each when it is as it should be. What a view holds is read from the store: what stands may
change far from the statement that is new, so that no other way to know it is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from ...model.namespaces import LEDGER
from .forms import Forms
from .ledger import DONE, MENDING, OPEN, Change, Ledger
from .plan import Plan
from .script import Script
from .store import Graph, RemoteStore, pieces
from .target import Target, Unit, View

_UNITS_AT_ONCE = 100


class ByUpdate:
    """Writes to a store that takes updates, `batch` statements a request. `progress` is told how many
    statements are dealt with. Every method raises WireFault where the store does not take a change."""

    def __init__(
        self,
        store: RemoteStore,
        ledger: Ledger,
        target: Target,
        forms: Forms,
        batch: int,
        progress: Callable[[int], None],
    ) -> None:
        self.inserted = 0
        self.deleted = 0
        self.touched: set[NamedNode] = set()
        """Subjects of statements that have been put into mended views or taken out of them."""
        self._store, self._ledger, self._target = store, ledger, target
        self._forms, self._batch, self._progress = forms, batch, progress

    def carry_out(self, plan: Plan) -> None:
        """Brings the changed units, removes those that are gone, and mends or fills the views."""
        opening = self._open(plan)
        for views, state in ((plan.stale, OPEN), (plan.mend, MENDING)):
            for view in views:
                entry = self._ledger.entries[view.value]
                if entry.state != state:
                    opening += self._ledger.mark(view.value, state, entry.count, entry.digest)
        self._send(self._marked(opening))
        for names in pieces(plan.gone, _UNITS_AT_ONCE):
            self._bring([], names, plan)
        for units in self._groups(plan.changed):
            self._bring(units, [], plan)
        for view in plan.fill:
            self._fill(view)
        for view in plan.mend:
            self._mend(view)

    def _open(self, plan: Plan) -> Change:
        """Opens the units that change, and enters for each the graphs that it takes from another one: at no
        time a graph stands in the store and in no unit."""
        ledger, standing = self._ledger, self._ledger.standing()
        names = [*plan.gone, *(unit.name for unit in plan.changed if unit.name in standing)]
        ledger.read_graphs(names)
        filled = set(ledger.graphs_of(names))
        change = self._opened(names)
        for unit in plan.changed:
            if taken := filled.intersection(unit.sizes if filled else ()) - ledger.graphs(unit.name):
                change += ledger.widen(unit.name, taken)
                if unit.name not in standing:
                    change += ledger.mark(unit.name, OPEN, unit.count, unit.digest)
        return change

    def reopen(self, names: Iterable[str]) -> None:
        """Enters that units are not as they should be, so that the next push does them again."""
        self._send(self._marked(self._opened(names)))

    def _opened(self, names: Iterable[str]) -> Change:
        change = Change()
        for name in names:
            entry = self._ledger.entries[name]
            if entry.state != OPEN:
                change += self._ledger.mark(name, OPEN, entry.count, entry.digest)
        return change

    def close(self) -> None:
        """Leaves the ledger in order, which it is."""

    def _groups(self, units: Iterable[Unit]) -> Iterator[list[Unit]]:
        part, size = list[Unit](), 0
        for unit in units:
            if part and (size + unit.count > self._batch or len(part) == _UNITS_AT_ONCE):
                yield part
                part, size = [], 0
            part.append(unit)
            size += unit.count
        if part:
            yield part

    def _bring(self, units: list[Unit], gone: list[str], plan: Plan) -> None:
        """Brings some units to what they should be, and removes those that are gone (by name)."""
        ledger, names = self._ledger, [*(unit.name for unit in units), *gone]
        ledger.read_graphs(names)
        opening = Change()
        own = dict[NamedNode, dict[Triple, None]]()
        for unit in units:
            own |= unit.graphs
            opening += ledger.widen(unit.name, unit.graphs)
            entry = ledger.entries.get(unit.name)
            if entry is None or entry.state != OPEN:
                opening += ledger.mark(unit.name, OPEN, unit.count, unit.digest)
        held = _Held(self._store.statements(set(ledger.graphs_of(names))).items(), self._forms)
        afresh = {graph for unit in units if unit.name in plan.afresh for graph in unit.sizes}

        script = self._marked(opening)
        script.insert({g: held.lacking(g, triples) for g, triples in own.items() if g not in afresh})
        script.delete({g: held.beyond(g, triples) for g, triples in own.items() if g not in afresh})
        former = self._target.lacking(ledger.graphs_of(names))
        for graph in sorted(former | afresh, key=str):
            script.drop(graph)
        script.insert({graph: own[graph] for graph in own if graph in afresh})
        closing = Change()
        for unit in units:
            closing += ledger.narrow(unit.name, unit.sizes)
            closing += ledger.mark(unit.name, DONE, unit.count, unit.digest)
        for name in gone:
            closing += ledger.erase(name)
        script.insert({LEDGER: closing.added})
        script.delete({LEDGER: closing.removed})
        self._send(script)
        ledger.forget(names)
        self.inserted += script.inserted - len(opening.added) - len(closing.added)
        self.deleted += script.deleted - len(opening.removed) - len(closing.removed)
        self._progress(sum(unit.count for unit in units))

    def _mend(self, view: View) -> None:
        """Adds to a view what it lacks, and takes out what is beyond it."""
        wanted = self._target.held(view)
        held = _Held([(view.graph, self._store.all(view.graph))], self._forms)
        lacking = held.lacking(view.graph, wanted.after())
        beyond = held.beyond(view.graph, wanted.after())
        self.touched.update(t.subject for t in (*lacking, *beyond) if isinstance(t.subject, NamedNode))
        script = Script(self._batch)
        script.insert({view.graph: lacking})
        script.delete({view.graph: beyond})
        self._send(script)
        self.inserted += len(lacking)
        self.deleted += len(beyond)
        self._send(self._marked(self._ledger.mark(view.value, DONE, len(wanted), wanted.digest)))

    def _fill(self, view: View) -> None:
        """Fills a view, in order, from where a broken push has left it."""
        held, entry = self._target.held(view), self._ledger.entries.get(view.value)
        count, digest = len(held), held.digest
        sent = entry.sent if entry and entry.digest == digest else 0
        script = Script(self._batch)
        if not sent:
            script = self._marked(self._ledger.mark(view.value, OPEN, count, digest))
            script.drop(view.graph)
        self._progress(sent)
        for some in pieces(held.after(sent), self._batch):
            sent += len(some)
            script.insert({view.graph: some})
            change = self._ledger.mark(view.value, f"at:{sent}", count, digest)
            self._add_marks(script, change)
            self._send(script)
            self.inserted += len(some)
            self._progress(len(some))
            script = Script(self._batch)
        self._add_marks(script, self._ledger.mark(view.value, DONE, count, digest))
        self._send(script)

    def _marked(self, change: Change) -> Script:
        script = Script(self._batch)
        self._add_marks(script, change)
        return script

    def _add_marks(self, script: Script, change: Change) -> None:
        script.insert({LEDGER: change.added})
        script.delete({LEDGER: change.removed})

    def _send(self, script: Script) -> None:
        for request in script.requests():
            self._store.update(request)


class _Held:
    """What graphs of the store hold, compared by folded forms and given in the store's own."""

    def __init__(self, graphs: Iterable[tuple[Graph, list[Triple]]], forms: Forms) -> None:
        self._forms = forms
        self._graphs = {
            graph: dict(zip(forms.fold(triples), triples, strict=True)) for graph, triples in graphs
        }

    def lacking(self, graph: Graph, triples: Iterable[Triple]) -> list[Triple]:
        """Those of the statements that the graph does not hold."""
        sent, held = list(triples), self._graphs.get(graph, {})
        return [
            triple for folded, triple in zip(self._forms.fold(sent), sent, strict=True) if folded not in held
        ]

    def beyond(self, graph: Graph, triples: Iterable[Triple]) -> list[Triple]:
        """What the graph holds and is not among the statements."""
        kept = set(self._forms.fold(triples))
        return [triple for folded, triple in self._graphs.get(graph, {}).items() if folded not in kept]
