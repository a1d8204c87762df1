"""Where what is printed stands: the passages of statements, and of what derived ones rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..query.engines.engine import Engine
from ..query.evidence.premises import Grounds
from ..query.evidence.statements import SourceGraph
from ..query.evidence.support import Triple, sources_of, support
from ..rdf.namespaces import DERIVED
from ..workspace.rules import Rule


class Sources:
    """Looks up the passages of statements; `rules` are those that make derived ones."""

    def __init__(self, engine: Engine, rules: Sequence[Rule]) -> None:
        self._engine = engine
        self._rules = rules
        self._told: dict[Triple, tuple[SourceGraph, ...]] = {}
        self._known: dict[Triple, tuple[SourceGraph, ...]] = {}

    def told(self, statements: Iterable[Triple]) -> dict[Triple, tuple[SourceGraph, ...]]:
        """For each statement the graphs that make it, passages first; the derived one where only rules do,
        none where nothing does. All are asked for together.

        Raises what `engine.select` raises.
        """
        asked = list(dict.fromkeys(statements))
        new = [row for row in asked if row not in self._told]
        if new:
            self._told |= support(self._engine, new)
        return {row: self._told.get(row, ()) for row in asked}

    def of(self, statements: Iterable[Triple]) -> dict[Triple, tuple[SourceGraph, ...]]:
        """What `told` gives, and for a statement that only rules make the passages of what it rests on. That
        takes some tenths of a second for each rule that is asked backwards.

        Raises what `engine.select` raises.
        """
        told = self.told(statements)
        derived = [row for row, sources in told.items() if [source.graph for source in sources] == [DERIVED]]
        new = [row for row in derived if row not in self._known]
        if new:
            grounds = Grounds(self._engine, self._rules, new)
            for row in new:
                passages = tuple(source for source in grounds.sources(row) or () if source.is_passage)
                self._known[row] = passages or told[row]
        return told | {row: self._known[row] for row in derived}

    def each(self, statements: Iterable[Triple]) -> tuple[SourceGraph, ...]:
        """The sources of several statements together, each once, passages first; the derived graph where
        there is no other."""
        found = self.of(statements)
        return sources_of(found, found)
