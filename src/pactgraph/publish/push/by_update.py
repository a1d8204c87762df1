"""Carrying out a plan by SPARQL 1.1 Update: many small graphs in one request, and only what has changed.

The changes come in an order that makes each break harmless. The ledger opens all units that change, for a
graph may move from one to another. Then, for some units at a time, their graphs take what is new, the views
take what is accepted of it and lose what no longer is, and only then do the graphs lose what is old. So
whatever a unit has put into a view stands in its graphs too, where the next push finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from pyoxigraph import NamedNode, Triple

from ...model.namespaces import LEDGER, RDF
from .forms import Forms
from .ledger import DONE, MENDING, OPEN, Change, Ledger
from .plan import Plan, View
from .script import Script
from .store import RemoteStore, pieces
from .target import Target, Unit

_UNITS_AT_ONCE = 100
_STATEMENT = tuple(NamedNode(RDF + name) for name in ("subject", "predicate", "object"))


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
        self._known: dict[str, set[NamedNode]] = {}
        """What the ledger says that units fill that it knows to be whole."""
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
        accepted = len(self._target.accepted), self._target.accepted.digest
        for view in plan.fill:
            self._fill(view, *accepted)
        closing = Change()
        for view in plan.mend:
            closing += self._ledger.mark(view.value, DONE, *accepted)
        self._send(self._marked(closing))

    def _open(self, plan: Plan) -> Change:
        """Opens the units that change, and enters for each the graphs that it takes from another one: at no
        time a graph stands in the store and in no unit."""
        ledger, standing = self._ledger, self._ledger.standing()
        names = [*plan.gone, *(unit.name for unit in plan.changed if unit.name in standing)]
        ledger.read_graphs(names)
        self._known = {
            name: set(ledger.graphs(name))
            for name in names
            if standing[name].state == DONE and name not in plan.afresh
        }
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
        opening, whole = Change(), set[NamedNode]()
        own = dict[NamedNode, dict[Triple, None]]()
        for unit in units:
            graphs = unit.read()
            own |= graphs
            whole |= graphs.keys() - self._known.get(unit.name, set())
            opening += ledger.widen(unit.name, graphs)
            entry = ledger.entries.get(unit.name)
            if entry is None or entry.state != OPEN:
                opening += ledger.mark(unit.name, OPEN, unit.count, unit.digest)
        held = _Held(self._store.statements(set(ledger.graphs_of(names))), self._forms)
        afresh = {graph for unit in units if unit.name in plan.afresh for graph in unit.sizes}

        script = self._marked(opening)
        script.insert({g: held.lacking(g, triples) for g, triples in own.items() if g not in afresh})
        if plan.mend:
            self._mend(script, plan.mend, held, own, whole)
        script.delete({g: held.beyond(g, triples) for g, triples in own.items() if g not in afresh})
        former = self._target.graphs.lacking(ledger.graphs_of(names))
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

    def _mend(
        self,
        script: Script,
        views: list[View],
        held: _Held,
        own: dict[NamedNode, dict[Triple, None]],
        whole: set[NamedNode],
    ) -> None:
        """Adds to the views what is accepted of the graphs `own` and has not been there, and takes out what
        the graphs have held, will not hold any longer and is accepted no longer; of the graphs `whole`
        everything counts as new and as held before. So does a statement that a decision among them speaks
        of."""
        new = [t for g, triples in own.items() for t in (triples if g in whole else held.lacking(g, triples))]
        lost = [t for g in held.graphs for t in held.beyond(g, own[g] if g in own and g not in whole else ())]
        spoken = _spoken_of([*held.all(), *(triple for triples in own.values() for triple in triples)])
        wanted, unwanted = dict[Triple, None](), dict[Triple, None]()
        candidates = [*new, *lost, *spoken]
        fresh = {*new, *spoken}
        about = {t.subject for t in candidates if isinstance(t.subject, NamedNode)}
        told = list(self._target.accepted.about(about))
        known = dict(zip(self._forms.fold(told), told, strict=True))
        for folded, triple in zip(self._forms.fold(candidates), candidates, strict=True):
            accepted = known.get(folded)
            if accepted is None:
                unwanted[triple] = None
            elif triple in fresh:
                wanted[accepted] = None
        self.touched.update(t.subject for t in (*wanted, *unwanted) if isinstance(t.subject, NamedNode))
        script.insert({view.graph: wanted for view in views})
        script.delete({view.graph: unwanted for view in views})

    def _fill(self, view: View, count: int, digest: str) -> None:
        """Fills a view with all accepted statements, in order, from where a broken push has left it."""
        entry = self._ledger.entries.get(view.value)
        sent = entry.sent if entry and entry.digest == digest else 0
        script = Script(self._batch)
        if not sent:
            script = self._marked(self._ledger.mark(view.value, OPEN, count, digest))
            script.drop(view.graph)
        self._progress(sent)
        for some in pieces(self._target.accepted.after(sent), self._batch):
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

    def __init__(self, graphs: dict[NamedNode, list[Triple]], forms: Forms) -> None:
        self._forms = forms
        self.graphs = {
            graph: dict(zip(forms.fold(triples), triples, strict=True)) for graph, triples in graphs.items()
        }

    def all(self) -> list[Triple]:
        """Every statement, with repetitions."""
        return [triple for triples in self.graphs.values() for triple in triples.values()]

    def lacking(self, graph: NamedNode, triples: Iterable[Triple]) -> list[Triple]:
        """Those of the statements that the graph does not hold."""
        sent, held = list(triples), self.graphs.get(graph, {})
        return [
            triple for folded, triple in zip(self._forms.fold(sent), sent, strict=True) if folded not in held
        ]

    def beyond(self, graph: NamedNode, triples: Iterable[Triple]) -> list[Triple]:
        """What the graph holds and is not among the statements."""
        kept = set(self._forms.fold(triples))
        return [triple for folded, triple in self.graphs.get(graph, {}).items() if folded not in kept]


def _spoken_of(triples: Iterable[Triple]) -> list[Triple]:
    """The statements that `rdf:subject`, `rdf:predicate` and `rdf:object` describe; every combination where
    a description has several of a part."""
    parts: dict[object, tuple[list[object], list[object], list[object]]] = {}
    for triple in triples:
        if triple.predicate in _STATEMENT:
            place = _STATEMENT.index(triple.predicate)
            parts.setdefault(triple.subject, ([], [], []))[place].append(triple.object)
    return [
        Triple(*found)  # type: ignore[arg-type]
        for lists in parts.values()
        for found in product(*lists)
        if isinstance(found[0], NamedNode) and isinstance(found[1], NamedNode)
    ]
