"""What was known and held on a day: documents that had spoken, ties that stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from ...model.namespaces import PACT
from ..engines.engine import Engine
from ..evidence.statements import Source, Statement
from ..network.ties import Tie


class AsOf:
    """A view on a day (YYYY-MM-DD), or without one on everything.

    On a day, a document counts once it had spoken (`pact:spokenBy`, as for --as-of); one without a day never
    does. What registers and the curation state counts always.
    """

    def __init__(self, engine: Engine, day: str | None) -> None:
        self.day = day
        self._spoke: set[NamedNode] = set()
        if day is not None:
            found = engine.select(
                f"SELECT ?document ?by {{ ?document a <{PACT}Document> ; <{PACT}spokenBy> ?by }}"
            )
            self._spoke = {
                document
                for document, latest in found.rows
                if isinstance(document, NamedNode) and isinstance(latest, Literal) and latest.value <= day
            }

    def sources(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """Those of some sources that count."""
        if self.day is None:
            return tuple(sources)
        return tuple(s for s in sources if s.document is None or s.document in self._spoke)

    def statements(self, statements: Iterable[Statement]) -> list[Statement]:
        """Those of some statements that a source which counts makes, with these sources."""
        told = []
        for statement in statements:
            sources = self.sources(statement.sources)
            if sources:
                told.append(replace(statement, sources=sources))
        return told

    def stands(self, tie: Tie) -> bool:
        """Whether a tie with days of its own stands on the day, and a membership without one in its present
        standing; one without days always stands."""
        if self.day is None or not (tie.since or tie.until):
            return tie.present
        return (tie.since or "") <= self.day <= (tie.until or "9999-12-31")
