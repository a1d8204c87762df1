"""`push`: what a workspace says, brought into a store that others run.

Each file is one update, which empties the graphs of the file and fills them anew; only what is longer than a
store takes at once is cut into several. What stands, which is long and is what questions read, is gathered
beside and then copied to its place, so that no question meets half of it. It is sent whole wherever it has
changed: what stands may change far from the statement that is new, and to find out what would mean to read
all of it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from pyoxigraph import NamedNode

from ...query.remote.transport import Transport
from ...rdf.namespaces import ACCEPTED, DERIVED, LEDGER, NEXT
from ...rdf.urls import shown
from ...workspace.files import SourceFile
from ...workspace.rules import Rules
from . import ledger
from .ledger import Ledger
from .loaders import ADVISED, advice
from .push_faults import PushFault
from .stores import RemoteStore, pieces
from .target import OWN_DEFAULT, Graph, Target, Unit

OwnDefault = Literal["auto", "replace", "leave"]

BATCH = 1_000
"""Statements a request: Virtuoso takes some 2,000 in an update."""

_DROP = 5
"""What emptying a graph counts in a request, in statements: Virtuoso takes some 200 of them at once."""

Operation = tuple[int, str]
"""An operation of an update, and what it counts in a request, in statements. Each may be done twice."""


@dataclass(frozen=True)
class PushSettings:
    """How to push. `default` says what becomes of the store's own default graph: `auto` fills it where it is
    empty or was filled by a push, `replace` whatever it holds, `leave` never touches it. `take_over` goes on
    where another push has left its mark."""

    update_url: str | None = None
    default: OwnDefault = "auto"
    batch: int = BATCH
    dry_run: bool = False
    take_over: bool = False


@dataclass
class PushReport:
    """What a push has done, or would do (`settings.dry_run`). `graphs` and `statements` are those the files
    fill, `accepted` the accepted statements; `changed` and `removed` count graphs of files, `sent` the
    statements that were sent. `notes` are for people."""

    url: str
    graphs: int
    statements: int
    accepted: int
    digest: str
    changed: int = 0
    removed: int = 0
    sent: int = 0
    unchanged: bool = True
    notes: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """`changed` units are brought to what they should be, `gone` ones (by name) removed; `digests` are those
    in the store; `why` says of the first changed one whose digest is right what is wrong with it."""

    changed: list[Unit]
    gone: list[str]
    digests: dict[str, set[str]]
    why: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.changed or self.gone)


def push(
    files: Iterable[SourceFile],
    rules: Rules,
    transport: Transport,
    url: str,
    settings: PushSettings | None = None,
    progress: Callable[[int, int], None] | None = None,
    tell: Callable[[str], None] | None = None,
) -> PushReport:
    """Makes the store at `url` hold the named graphs of the files, in the graph `ACCEPTED` and in the store's
    own default graph what the law and the `rules` say stands, and in `DERIVED` what they made of it; removes
    the graphs that a push before has put there and that are gone. What has the right digest in the store, and
    as many statements as it should, is left as it is.

    `progress` is told statements done and statements in all, `tell` what is worth knowing before it is done.
    A push that breaks off is taken up by the next. Raises PushFault where the data cannot be pushed, another
    push is at work or the store then holds something else; RemoteFault where it does not do what is asked.
    """
    settings = settings or PushSettings()
    target = Target(files, rules)
    run = _Push(target, RemoteStore.at(transport, url), settings, progress or _unheard, tell or _unheard)
    run.run()
    return run.report


class _Push:
    def __init__(
        self,
        target: Target,
        store: RemoteStore,
        settings: PushSettings,
        progress: Callable[[int, int], None],
        tell: Callable[[str], None],
    ) -> None:
        self._target, self._store, self._settings = target, store, settings
        self._ledger = Ledger(store)
        self._progress, self._tell = progress, tell
        files = [unit for unit in target.units.values() if unit.of_file]
        self.report = PushReport(
            shown(store.query_url),
            sum(len(unit.graphs) for unit in files),
            sum(unit.count for unit in files),
            target.accepted.count,
            target.digest,
        )

    def run(self) -> None:
        report, known = self.report, self._ledger.exists()
        units = self._units() if known else self._target.units
        plan = self._plan(units)
        report.unchanged = not plan
        report.changed = sum(len(unit.graphs) for unit in plan.changed if unit.of_file)
        report.removed = self._left_over(plan) if plan else 0
        if self._settings.dry_run or not plan:
            return
        if not known and report.statements > ADVISED:
            self._tell(advice(self._store.query_url))
        with self._ledger.marked(self._settings.update_url, take_over=self._settings.take_over):
            units = units if known else self._units()
            self._carry_out(self._plan(units))  # another push may have ended meanwhile
            if left := self._plan(units):
                raise PushFault(f"{report.url} does not hold what was sent: {left.why or 'push again'}")

    def _units(self) -> dict[str, Unit]:
        """The units that the store is to hold, its own default graph too where it has one to be filled."""
        units, settings, notes = dict(self._target.units), self._settings, self.report.notes
        if settings.default == "leave":
            return units
        if self._ledger.shows_in_default():
            if settings.default == "replace":
                notes.append("the store shows all its graphs as the default graph: left as it is")
            return units
        ours = OWN_DEFAULT in self._ledger.digests()
        if settings.default == "auto" and not ours and (held := self._store.number("?s ?p ?o")):
            notes.append(
                f"the store's own default graph holds {held:,} statements that no push has put there: "
                "left as it is (--default-graph replace fills it)"
            )
            return units
        return {**units, OWN_DEFAULT: self._target.own_default}

    def _plan(self, units: Mapping[str, Unit]) -> Plan:
        """What there is to do. Raises RemoteFault where the store does not answer."""
        digests = self._ledger.digests()
        there = [name for name, unit in units.items() if digests.get(name) == {unit.digest}]
        counts = self._store.counts(graph for name in there for graph in units[name].graphs)
        gone = [name for name in sorted(digests) if name not in units and name != OWN_DEFAULT]
        plan = Plan([], gone, digests)
        same = set(there)
        for name, unit in units.items():
            said = unit.misses(counts) if name in same else ""
            plan.why = plan.why or said
            if said or name not in same:
                plan.changed.append(unit)  # in their order: the last is a copy of what stands
        return plan

    def _left_over(self, plan: Plan) -> int:
        """How many graphs units of files have filled and none is to fill any more."""
        filled, names = self._ledger.graphs(), [*plan.gone, *(unit.name for unit in plan.changed)]
        over = {graph for name in names for graph in filled.get(name, ())} - self._target.names
        return len(over - {DERIVED.value})

    def _carry_out(self, plan: Plan) -> None:
        """Does what the plan says. Raises RemoteFault where the store does not take it."""
        filled = self._ledger.graphs()
        self._send(self._opening(plan, filled))
        self._send(each for name in plan.gone for each in self._removal(name, filled.get(name, set())))
        done, total = 0, sum(unit.count for unit in plan.changed if unit.name != OWN_DEFAULT)
        for unit in plan.changed:
            former = filled.get(unit.name, set())
            self._send([*self._filling(unit, former), *self._closing(unit, former, plan.digests)])
            if unit.name != OWN_DEFAULT:
                done += unit.count
                self._progress(done, total)
        self.report.sent = done

    def _opening(self, plan: Plan, filled: Mapping[str, set[str]]) -> Iterator[Operation]:
        """Enters of all units that they are being changed, and what graphs they are going to fill, before
        anything is: a graph may move from one unit to another, and is to belong to one at any time."""
        lines = [ledger.state(name, ledger.OPEN) for name in plan.gone]
        for unit in plan.changed:
            lines.append(ledger.state(unit.name, ledger.OPEN))
            lines += ledger.filled(unit.name, unit.names - filled.get(unit.name, set()))
        yield from _emptying([NEXT.value])
        yield from self._inserting({LEDGER: lines})

    def _removal(self, name: str, former: set[str]) -> Iterator[Operation]:
        yield from _emptying(former - self._target.names)
        yield 1, f"DELETE WHERE {{ GRAPH {LEDGER} {{ {ledger.node(name)} ?p ?o }} }}"

    def _filling(self, unit: Unit, former: set[str]) -> Iterator[Operation]:
        if unit.name == OWN_DEFAULT:
            yield _DROP, f"COPY GRAPH {ACCEPTED} TO DEFAULT" if unit.count else "CLEAR SILENT DEFAULT"
            return
        yield from _emptying(former - self._target.names)
        graphs = unit.graphs
        if unit.of_file or unit.count <= self._settings.batch:
            yield from _emptying(unit.names)
            yield from self._inserting(graphs)
            return
        ((place, lines),) = graphs.items()
        yield from self._inserting({NEXT: lines})
        # Alone in its request: were it sent again behind the next one, it would copy a graph that is gone.
        yield self._settings.batch, f"COPY GRAPH {NEXT} TO GRAPH {place}"
        yield from _emptying([NEXT.value])

    def _closing(self, unit: Unit, former: set[str], digests: Mapping[str, set[str]]) -> Iterator[Operation]:
        yield from self._inserting({LEDGER: [ledger.state(unit.name, unit.digest)]})
        states = {*digests.get(unit.name, ()), ledger.OPEN} - {unit.digest}
        over = [ledger.state(unit.name, state) for state in sorted(states)]
        over += ledger.filled(unit.name, former - unit.names)
        for some in pieces(over, self._settings.batch):
            yield len(some), f"DELETE DATA {{ GRAPH {LEDGER} {{\n{''.join(some)}}} }}"

    def _inserting(self, graphs: Mapping[Graph, Iterable[str]]) -> Iterator[Operation]:
        flat = ((graph, line) for graph, lines in graphs.items() for line in lines)
        for some in pieces(flat, self._settings.batch):
            blocks = (
                f"GRAPH {graph} {{\n{''.join(line for _, line in lines)}}}"
                for graph, lines in groupby(some, key=lambda each: each[0])
            )
            yield len(some), f"INSERT DATA {{ {' '.join(blocks)} }}"

    def _send(self, operations: Iterable[Operation]) -> None:
        """Sends operations in order, in requests of about as many statements as a store takes at once."""
        request, size = list[str](), 0
        for weight, operation in operations:
            if request and size + weight > self._settings.batch:
                self._store.update(" ;\n".join(request))
                request, size = [], 0
            request.append(operation)
            size += weight
        if request:
            self._store.update(" ;\n".join(request))


def _emptying(graphs: Iterable[str]) -> Iterator[Operation]:
    for graph in sorted(graphs):
        yield _DROP, f"DROP SILENT GRAPH {NamedNode(graph)}"


def _unheard(*_told: object) -> None:
    """Tells nobody."""
