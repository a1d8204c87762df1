"""The part of the network around some things, read without the rest: what is told of a thing is a matter of
its surroundings, however large the network is."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from ...model.collector import paused
from ...model.table import Term
from ..engines.engine import Engine
from ..evidence.support import Triple
from ..relations import BETWEEN, FACTS, MEETING_POINTS, PARTS, RELATIONS
from ..sparql.values import listed
from .reading import Builder, firmness, iris, kinds_of, rows_of
from .ties import Ties

STEPS = 3
"""Ties away from a thing up to which is read. What meets one at a first tie are meeting points and posts; at
the second what these provide for, and what is made under them; at the third who and what meets there."""

_TIED = frozenset((*RELATIONS, *PARTS))
_READ = _TIED | frozenset(FACTS)
_DATING, _STATES = (
    frozenset(iri for iri, name in PARTS.items() if name in names)
    for names in (("signs", "changes", "state-of"), ("state-of",))
)
"""Properties by which records date a thing, and by which periods tell its states."""
_EVERYWHERE = tuple(iri for iri, name in PARTS.items() if name in ("governs", "broader"))
"""Properties that are read whole: there are as many governments and sectors as there are, not documents."""


def ties_around(engine: Engine, things: Iterable[NamedNode], others: Iterable[NamedNode] = ()) -> Ties:
    """The network of the accepted statements as `read_ties` gives it, but for what is far from the things.

    It is whole for the things, the partner that one is (its region or government), the sectors that are
    narrower, and for meeting points and posts less than `STEPS` ties away; for those at that distance it has
    what is accepted of them. `others` are things whose kind is wanted, too. Raises what the engine's `select`
    raises.
    """
    with paused():
        reading = _Reading(engine)
        reading.know(others)
        reading.spread(things)
        return reading.ties()


class _Reading:
    """Statements read so far, each once, and the kinds of things that occur in them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._whole = rows_of(engine, iris("?property", _EVERYWHERE))
        self._rows = dict.fromkeys(self._whole)
        self._asked: set[NamedNode] = set()
        self._kinds: dict[NamedNode, str] = {}
        self._told: set[NamedNode] = set()

    def know(self, things: Iterable[Term]) -> None:
        """Finds out of what kind things are."""
        new = {thing for thing in things if isinstance(thing, NamedNode)} - self._asked
        self._asked.update(new)
        for some in listed(new):
            self._kinds.update(kinds_of(self._engine, f"VALUES ?thing {{ {some} }}"))

    def spread(self, things: Iterable[NamedNode]) -> None:
        """Reads what is tied to the things, step by step."""
        edge = self._partners(things)
        done: set[NamedNode] = set()
        for _ in range(STEPS):
            done |= edge
            found = [*self._tell(edge), *self._lead_to(edge)]
            ends = self._ends(found)
            ends |= self._ends(self._records(ends))
            edge = {end for end in ends if self._kinds.get(end) in (*MEETING_POINTS, "post")} - done
        ends = self._ends(self._tell(edge)) | self._ends(self._select("?value", edge, _DATING))
        self._ends(self._records(ends))
        self._ends(self._tell({end for end in ends if self._kinds.get(end) == "event"}))

    def _partners(self, things: Iterable[NamedNode]) -> set[NamedNode]:
        """The things with what counts as one with them: government and region, a sector and narrower ones."""
        one_with: dict[Term, set[NamedNode]] = {}
        for thing, property_, value in self._whole:
            one_with.setdefault(value, set()).add(thing)
            if PARTS[property_.value] == "governs" and isinstance(value, NamedNode):
                one_with.setdefault(thing, set()).add(value)
        found, new = set[NamedNode](), set(things)
        while new:
            found |= new
            new = {other for thing in new for other in one_with.get(thing, ())} - found
        self.know(found)
        return found

    def _records(self, ends: set[NamedNode]) -> list[Triple]:
        """The statements about the records among some things, and about their periods and plans."""
        found, new = list[Triple](), {end for end in ends if self._kinds.get(end) in BETWEEN}
        while new:
            found += self._tell(new)
            ends = self._ends(found) | self._ends(self._select("?value", new, _STATES))
            new = {end for end in ends if self._kinds.get(end) in BETWEEN} - self._told
        return found

    def _tell(self, things: set[NamedNode]) -> list[Triple]:
        """The statements of the network about things, where they are not read yet."""
        new = things - self._told
        self._told |= new
        return self._select("?thing", new, _READ)

    def _lead_to(self, things: set[NamedNode]) -> list[Triple]:
        """The statements that tie something to the things."""
        return self._select("?value", things, _TIED)

    def _select(self, variable: str, things: set[NamedNode], properties: frozenset[str]) -> list[Triple]:
        found = [
            row
            for some in listed(things)
            for row in rows_of(self._engine, f"VALUES {variable} {{ {some} }}")
            if row[1].value in properties
        ]
        self._rows.update(dict.fromkeys(found))
        return found

    def _ends(self, rows: list[Triple]) -> set[NamedNode]:
        """The things in statements, whose kinds are known then."""
        ends = {end for thing, _, value in rows for end in (thing, value) if isinstance(end, NamedNode)}
        self.know(ends)
        return ends

    def ties(self) -> Ties:
        """The network of what was read."""
        self.know(value for thing, _, value in self._whole if thing in self._kinds)
        builder = Builder(self._kinds)
        for row in self._rows:
            builder.add(row)
        return builder.ties(firmness(self._engine))
