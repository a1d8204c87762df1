"""What a push has to do: the target, the ledger and the counts of the store compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .check import Check
from .ledger import DONE, MENDING, Ledger
from .target import Target, Unit, View

VIEW_NAMES = frozenset(view.value for view in View)


@dataclass
class Plan:
    """`changed` units are brought to what they should be, `gone` ones (by name) removed. The graphs of those
    `afresh` (by name) are emptied first, and the views to `fill` too, because what they hold is not known.
    `mend` are views in which only what differs has to change. `stale` are views that a push before has
    filled, and this one leaves."""

    changed: list[Unit] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    afresh: set[str] = field(default_factory=set)
    fill: list[View] = field(default_factory=list)
    mend: list[View] = field(default_factory=list)
    stale: list[View] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.changed or self.gone or self.fill or self.mend)


def make_plan(target: Target, ledger: Ledger, check: Check, views: Iterable[View]) -> Plan:
    """The plan that takes the store from what the ledger says to the target. Units and views that the ledger
    says are there are counted.

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
        entry, held = standing.get(view.value), target.held(view)
        if entry is None and view is View.DERIVED and not held:
            continue
        if entry is None or entry.state not in (DONE, MENDING):
            plan.fill.append(view)
        elif entry.state != DONE or entry.digest != held.digest or not check.holds_all(view):
            plan.mend.append(view)
    plan.stale = [view for view in View if view not in views and view.value in standing]
    return plan
