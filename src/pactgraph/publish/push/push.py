"""`push`: what a workspace says, brought into a store that others run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from pyoxigraph import DefaultGraph

from ...wire.fault import shown
from ...wire.transport import Transport
from ...workspace.files import SourceFile
from ...workspace.rules import Rules
from .by_graph_store import ByGraphStore
from .by_update import ByUpdate
from .check import Check
from .endpoints import PushProtocol, check_protocol, find_way_in, has_ledger, open_store, shows_all_graphs
from .fault import PushFault
from .forms import Forms
from .ledger import Ledger
from .plan import Plan, make_plan
from .store import RemoteStore
from .target import Target, View

OwnDefault = Literal["auto", "replace", "leave"]

BATCH = 1_000
"""Statements a request: Virtuoso takes some 2,000 in an update."""


@dataclass(frozen=True)
class PushSettings:
    """How to push. `default` says what becomes of the store's own default graph: `auto` fills it where it is
    empty or was filled by a push, `replace` whatever it holds, `leave` never touches it."""

    protocol: PushProtocol = "auto"
    update_url: str | None = None
    data_url: str | None = None
    default: OwnDefault = "auto"
    batch: int = BATCH
    dry_run: bool = False


@dataclass
class PushReport:
    """What a push has done, or would do (`settings.dry_run`). `graphs` and `statements` are those the files
    fill, `accepted` the accepted statements; `changed` and `removed` count graphs, `inserted` and `deleted`
    statements in all graphs (where a graph is sent whole, only `inserted`). `notes` are for people."""

    url: str
    graphs: int
    statements: int
    accepted: int
    digest: str
    way: Literal["update", "gsp"] | None = None
    changed: int = 0
    removed: int = 0
    views: int = 0
    inserted: int = 0
    deleted: int = 0
    unchanged: bool = True
    notes: list[str] = field(default_factory=list)


def push(
    files: Iterable[SourceFile],
    rules: Rules,
    transport: Transport,
    url: str,
    settings: PushSettings | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> PushReport:
    """Makes the store at `url` hold the named graphs of the files, in the graph `ACCEPTED` and in the store's
    own default graph what the law and the `rules` say stands, and in `DERIVED` what they made of it; removes
    the graphs that a push before has put there and that are gone; reads back what it has sent. Where nothing
    has changed it only counts.

    `progress` is told statements done and statements in all. A push that breaks off is taken up by the next.
    Raises PushFault where the data cannot be pushed or reads back otherwise, WireFault where the store does
    not do what is asked.
    """
    settings = settings or PushSettings()
    check_protocol(settings.protocol, settings.update_url, settings.data_url)
    target = Target(files, rules)
    push_ = _Push(target, open_store(transport, url), settings, progress or _unheard)
    push_.run()
    return push_.report


class _Push:
    def __init__(
        self, target: Target, store: RemoteStore, settings: PushSettings, progress: Callable[[int, int], None]
    ) -> None:
        self._target, self._store, self._settings = target, store, settings
        self._forms = Forms()
        self._check = Check(store, target, self._forms)
        self._ledger = Ledger(store)
        self._told = progress
        self._done = self._total = 0
        self.report = PushReport(
            shown(store.query_url), len(target.graphs), target.count, len(target.accepted), target.digest
        )

    def run(self) -> None:
        known = has_ledger(self._store)
        views = [View.ACCEPTED, View.DERIVED, *(self._own_default() if known else ())]
        plan = make_plan(self._target, self._ledger, self._check, views)
        self._tell(plan)
        if self._settings.dry_run or not plan:
            return
        way = find_way_in(
            self._store, self._settings.protocol, self._settings.update_url, self._settings.data_url
        )
        self.report.way = way
        if not known:
            plan.fill += self._own_default()
            self.report.views = len(plan.fill)
        writer = self._writer(way)
        wrong = self._carry_out(writer, plan)
        if wrong:
            plan = self._again(wrong)
            wrong = self._carry_out(writer, plan)
        if wrong:
            writer.reopen(wrong)
            raise PushFault(f"{self.report.url} does not hold what was sent: {next(iter(wrong.values()))}")
        writer.close()
        self.report.inserted, self.report.deleted = writer.inserted, writer.deleted

    def _own_default(self) -> list[View]:
        """The store's own default graph, where it has one and it is to be filled."""
        if self._settings.default == "leave":
            return []
        if shows_all_graphs(self._store):
            if self._settings.default == "replace":
                self.report.notes.append("the store shows all its graphs as the default graph: left as it is")
            return []
        ours = View.DEFAULT.value in self._ledger.standing()
        if self._settings.default == "auto" and not ours and (held := self._store.count(DefaultGraph())):
            self.report.notes.append(
                f"the store's own default graph holds {held:,} statements that no push has put there: "
                "left as it is (--default-graph replace fills it)"
            )
            return []
        return [View.DEFAULT]

    def _writer(self, way: Literal["update", "gsp"]) -> ByUpdate | ByGraphStore:
        if way == "gsp":
            return ByGraphStore(self._store, self._ledger, self._target, self._settings.batch, self._progress)
        return ByUpdate(
            self._store, self._ledger, self._target, self._forms, self._settings.batch, self._progress
        )

    def _tell(self, plan: Plan) -> None:
        report = self.report
        report.unchanged = not plan
        report.changed = sum(len(unit.graphs) for unit in plan.changed)
        names = [*plan.gone, *(unit.name for unit in plan.changed)]
        self._ledger.read_graphs(names)
        report.removed = len(self._target.lacking(self._ledger.graphs_of(names)))
        report.views = len(plan.fill) + len(plan.mend)

    def _carry_out(self, writer: ByUpdate | ByGraphStore, plan: Plan) -> dict[str, str]:
        """Carries out a plan and reads back what it has sent: what is wrong in words, by unit or view."""
        filled = plan.fill if isinstance(writer, ByUpdate) else [*plan.fill, *plan.mend]
        self._done = 0
        self._total = sum(unit.count for unit in plan.changed)
        self._total += sum(len(self._target.held(view)) for view in filled)
        gone = self._target.lacking(self._ledger.graphs_of(plan.gone))
        writer.carry_out(plan)
        wrong = self._check.differing(plan.changed)
        for graph, count in self._check.left(gone).items():
            raise PushFault(f"{self.report.url} has removed {graph} and still holds {count} statements in it")
        for view in (*plan.fill, *plan.mend):
            subjects = None if view in filled else writer.touched
            if said := self._check.differing_view(view, subjects):
                wrong[view.value] = said
        return wrong

    def _again(self, wrong: dict[str, str]) -> Plan:
        """The plan for what has not come out right: with the graphs emptied first."""
        units = [unit for name, unit in self._target.units.items() if name in wrong]
        plan = Plan(changed=units, afresh={unit.name for unit in units})
        for view in View:
            if view.value in wrong:
                plan.fill.append(view)
        return plan

    def _progress(self, statements: int) -> None:
        self._done += statements
        self._told(min(self._done, self._total), self._total)


def _unheard(_done: int, _total: int) -> None:
    """Tells nobody."""
