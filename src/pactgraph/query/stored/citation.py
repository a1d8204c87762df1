"""What stands behind the rows of an answer: passages, independent witnesses, and whether it is disputed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ...model.table import Table, Term
from ..engines.engine import Engine
from ..evidence.disputes import Disputes, disputes
from ..evidence.statements import Source, witnesses
from ..evidence.support import Triple, support
from .derivation import Match, matches_of_rows

COLUMNS = ("passages", "witnesses", "disputed")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a row rests on: its passages in order, how many independent witnesses they are (documents that
    derive from one release count once), and whether a passage or a decision contradicts a statement that
    the row rests on."""

    passages: tuple[NamedNode, ...]
    witnesses: int
    disputed: bool


def citations(engine: Engine, query: str, table: Table, lists: Iterable[str] = ()) -> list[Citation]:
    """A citation for each row of `table`, the answer to the SELECT query `query`.

    A row rests on the statements that the query's triple patterns match for it: asked of the default graph,
    accepted ones, with every passage that makes them; asked of a named graph, that graph's own. What a
    property path matches, or a pattern with a blank node, is not told; what MINUS and NOT EXISTS find
    missing rests on nothing. `lists` are the query's list columns. Raises what `engine.select` raises.
    """
    rows = matches_of_rows(engine, query, table, lists)
    matched = {match for groups in rows for group in groups for match in group}
    known = support(engine, dict.fromkeys((match.subject, match.property, match.value) for match in matched))
    found = disputes(engine, known)
    sources = {match: _sources(match, known, found) for match in matched}
    told = []
    for groups in rows:
        rests_on = {match for group in groups if all(sources[match] for match in group) for match in group}
        passages = {s.graph: s for match in rests_on for s in sources[match] if s.is_passage}
        ordered = sorted(passages.values(), key=lambda source: source.order)
        told.append(
            Citation(
                tuple(source.graph for source in ordered),
                witnesses(ordered),
                any((match.subject, match.property, match.value) in found.contradicted for match in rests_on),
            )
        )
    return told


def with_citations(engine: Engine, query: str, table: Table, lists: Iterable[str] = ()) -> Table:
    """The table with three more columns: `passages` (IRIs apart by one space), `witnesses` and `disputed`;
    `citedPassages` and so on where the table has a column of that name. See `citations`."""
    told = citations(engine, query, table, lists)
    cells: tuple[list[Term | None], ...] = (
        [Literal(" ".join(p.value for p in row.passages)) if row.passages else None for row in told],
        [Literal(row.witnesses) for row in told],
        [Literal(row.disputed) for row in told],
    )
    for name, column in zip(COLUMNS, cells, strict=True):
        taken = name in table.columns
        table = table.with_column(f"cited{name.capitalize()}" if taken else name, column)
    return table


def _sources(match: Match, known: dict[Triple, tuple[Source, ...]], found: Disputes) -> list[Source]:
    """The graphs that make a statement where it was asked for; none where it is not there."""
    statement = (match.subject, match.property, match.value)
    sources = known.get(statement, ())
    if match.graph is not None:
        return [source for source in sources if source.graph == match.graph]
    if statement in found.rejected:
        return [source for source in sources if not source.is_passage]
    return list(sources)
