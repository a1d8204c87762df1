"""What a view of the network is limited to: one value for what goes together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from ..query.naming.within import Within
from ..rdf.fault import PactgraphError
from ..rdf.namespaces import CONCEPT
from .asked import Day, Name, one_day

if TYPE_CHECKING:
    from ..query.stored.questions import Value

SECTORS = Within((), (NamedNode(CONCEPT + "sector"),))
STRENGTHS = Within((), (NamedNode(CONCEPT + "strength"),))


class Limits(NamedTuple):
    """What counts; without any of these, everything does.

    `sector` is a sector, itself or a narrower one. `since` and `until` are days (of a month or a year the
    first and the last): what was made, held or lasted in that time. `strength` is the least firmness of a
    commitment, and of one that an agreement holds; `at` a day: what may have stood then.
    """

    sector: Name | None = None
    since: Day | None = None
    until: Day | None = None
    strength: Name | None = None
    at: Day | None = None

    def values(self, named: Callable[[Name, Within], NamedNode]) -> dict[str, Value]:
        """The values of the parameters that stored questions of the network share, without those that are not
        given; `named` gives the thing of a name.

        Raises PactgraphError for what is no day, and a time that ends before it begins.
        """
        since, until = one_day(self.since, last=False), one_day(self.until, last=True)
        if since is not None and until is not None and until < since:
            raise PactgraphError(f"until {until} is before since {since}")
        values: dict[str, Value] = {
            "sector": named(self.sector, SECTORS) if self.sector is not None else None,
            "since": since,
            "until": until,
            "strength": named(self.strength, STRENGTHS) if self.strength is not None else None,
            "at": one_day(self.at, last=True),
        }
        return {name: value for name, value in values.items() if value is not None}


NONE = Limits()
"""Everything counts."""
