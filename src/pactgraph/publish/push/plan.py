"""What a push has to do: the target, the ledger and the counts of the store compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from pyoxigraph import DefaultGraph

from ...model.namespaces import ACCEPTED
from .check import Check
from .ledger import DONE, MENDING, Ledger
from .store import Graph
from .target import Target, Unit


class View(Enum):
    """A graph with all accepted statements: the named one, and the store's own default graph."""

    ACCEPTED = "accepted"
    DEFAULT = "default"

    @property
    def graph(self) -> Graph:
        """Where the view stands in a store."""
        return ACCEPTED if self is View.ACCEPTED else DefaultGraph()


VIEW_NAMES = frozenset(view.value for view in View)


@dataclass
class Plan:
    """`changed` units are brought to what they should be, `gone` ones (by name) removed. The graphs of those
    `afresh` (by name) are emptied first, and the views to `fill` too, because what they hold is not known.
    `mend` are views in which only what the units change has to change. `stale` are views that a push before
    has filled, and this one leaves."""

    changed: list[Unit] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    afresh: set[str] = field(default_factory=set)
    fill: list[View] = field(default_factory=list)
    mend: list[View] = field(default_factory=list)
    stale: list[View] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.changed or self.gone or self.fill)


def make_plan(target: Target, ledger: Ledger, check: Check, views: Iterable[View]) -> Plan:
    """The plan that takes the store from what the ledger says to the target. Units that the ledger says are
    there are counted; so are the views, where no unit changes.

    Raises WireFault where the store does not answer.
    """
    plan, same = Plan(), list[Unit]()
    standing = ledger.standing()
    for name, unit in target.units.items():
        entry = standing.get(name)
        there = entry is not None and entry.state == DONE and entry.digest == unit.digest
        (same if there else plan.changed).append(unit)
    plan.gone = [name for name in standing if name not in target.units and name not in VIEW_NAMES]
    wrong = check.miscounted(same)
    plan.changed += wrong
    plan.afresh = {unit.name for unit in wrong}
    views = list(views)
    for view in views:
        entry = standing.get(view.value)
        if entry is None or entry.state not in (DONE, MENDING):
            plan.fill.append(view)
        elif plan.changed or plan.gone:
            plan.mend.append(view)
        elif entry.digest != target.accepted.digest or entry.state != DONE or not check.holds_all(view.graph):
            plan.fill.append(view)
    plan.stale = [view for view in View if view not in views and view.value in standing]
    return plan
