"""What is told of the states of things, as the rules made it: tellings, and which values tell which."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store

from ..rdf.namespaces import DERIVED, PROV, RDF, pact
from .decisions import TYPE, Node, Term, later
from .times import FIRST_DAY, LAST_DAY, Interval, rows

Slot = tuple[Node, NamedNode]
"""A thing and the property whose value is its state."""

_TELLINGS = f"""SELECT ?thing ?property ?told ?value ?from ?by ?begun WHERE {{
  ?told {pact("begun")} ?begun ; {pact("stateOf")} ?thing ; <{RDF}predicate> ?property ;
    {pact("holds")} ?value ; {pact("earliest")} ?from ; {pact("latest")} ?by .
}}"""
_RECORDS = f"""SELECT ?told ?record ?from ?by WHERE {{
  ?record a {pact("Period")} . ?told <{PROV}wasDerivedFrom> ?record .
  OPTIONAL {{ ?record {pact("endEarliest")} ?from }} OPTIONAL {{ ?record {pact("endLatest")} ?by }}
}}"""


class Telling(NamedTuple):
    """A value told for a day: `begun` on it, else by it.

    `put` is true if a decision says that the value came after the others. Where documents tell the whole
    period, `record` is it, and `end` its told end; what is not known of an end is the first or the last day.
    """

    node: NamedNode
    value: NamedNode
    day: Interval
    begun: bool
    put: bool = False
    record: NamedNode | None = None
    end: Interval | None = None

    def after(self, other: Telling) -> bool:
        """Whether this is told for a later day: certainly, or because a decision says so."""
        if self.day.first > other.day.last:
            return True
        return self.put and not other.put and self.day.last >= other.day.first

    def overlaps(self, other: Telling) -> bool:
        """Whether the two may be told for one day."""
        return self.day.first <= other.day.last and other.day.first <= self.day.last


class Values:
    """The values of states: which tell which others, and which are endings."""

    def __init__(self, store: Store) -> None:
        endings = store.quads_for_pattern(None, TYPE, pact("Ending"))
        self.endings = {quad.subject for quad in endings if isinstance(quad.subject, NamedNode)}
        implied = store.quads_for_pattern(None, pact("implies"), None, DERIVED)
        self._implied = {(quad.subject, quad.object) for quad in implied}

    def tells(self, value: NamedNode, other: NamedNode) -> bool:
        """Whether a value is the other one or entails it."""
        return value == other or (value, other) in self._implied


def told_states(store: Store) -> dict[Slot, list[Telling]]:
    """What is told of the state of each thing, in the order of the last days."""
    put, records = later(store), _records(store)
    slots = dict[Slot, list[Telling]]()
    for thing, predicate, node, value, first, last, begun in rows(store, _TELLINGS):
        if (
            isinstance(node, NamedNode)
            and isinstance(value, NamedNode)
            and isinstance(predicate, NamedNode)
            and isinstance(thing, NamedNode)
        ):
            day = _between(_text(first) or FIRST_DAY, _text(last) or LAST_DAY)
            was_put = (thing, predicate, value) in put
            telling = Telling(node, value, day, _text(begun) == "true", was_put, *records.get(node, ()))
            slots.setdefault((thing, predicate), []).append(telling)
    for tellings in slots.values():
        tellings.sort(key=lambda telling: (telling.day.last, telling.day.first, telling.node.value))
    return slots


def _records(store: Store) -> dict[Node, tuple[NamedNode, Interval | None]]:
    """The periods that documents tell, by their tellings, each with its told end."""
    found = dict[Node, tuple[NamedNode, Interval | None]]()
    for telling, record, first, last in rows(store, _RECORDS):
        if isinstance(telling, NamedNode) and isinstance(record, NamedNode):
            end = Interval(_text(first) or FIRST_DAY, _text(last) or LAST_DAY)
            found[telling] = record, end if end != Interval() else None
    return found


def _between(first: str, last: str) -> Interval:
    """The days between two; where a time is told the wrong way round, as a conflict says, these two too."""
    return Interval(min(first, last), max(first, last))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""
