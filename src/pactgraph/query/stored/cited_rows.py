"""What stands behind the rows of an answer: passages, independent witnesses, and whether it is disputed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ...rdf.namespaces import DERIVED
from ...rdf.table import Table, Term
from ...workspace.rules import Rule
from ..engines.engine import Engine
from ..evidence.disputes import disputes
from ..evidence.matching import Match
from ..evidence.premises import Grounds
from ..evidence.statements import SourceGraph, witnesses
from ..evidence.support import Triple
from .derivation import matches_of_rows

COLUMNS = ("passages", "witnesses", "disputed")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a row rests on: its passages in order, how many independent witnesses they are (documents that
    derive from one release count once), and whether a passage or a decision contradicts a statement that
    the row rests on."""

    passages: tuple[NamedNode, ...]
    witnesses: int
    disputed: bool


def citations(
    engine: Engine, rules: Sequence[Rule], query: str, table: Table, lists: Iterable[str] = ()
) -> list[Citation]:
    """A citation for each row of `table`, the answer to the SELECT query `query`.

    A row rests on the statements that the query's triple patterns match for it: asked of the default graph,
    those that stand, with every passage that makes them, or for one that a rule makes, the passages of what
    it follows from; asked of a named graph, that graph's own. What a property path other than a choice
    matches, or a pattern with a blank node, is not told; what MINUS and NOT EXISTS find missing rests on
    nothing.
    `lists` are the query's list columns. Raises what `engine.select` raises.
    """
    rows = matches_of_rows(engine, query, table, lists)
    matched = {match for groups in rows for group in groups for match in group}
    known = Grounds(engine, rules, (match.statement() for match in matched))
    told = {match: _told(match, known) for match in matched}
    found = disputes(engine, {row for pairs in told.values() for row, _ in pairs or ()})
    cited = []
    for groups in rows:
        there = (group for group in groups if all(told[match] is not None for match in group))
        pairs = {(match.graph, pair) for group in there for match in group for pair in told[match] or ()}
        passages = {
            source.graph: source
            for asked, (row, source) in pairs
            if source.is_passage and (asked == source.graph or source.graph not in found.rejected[row])
        }
        ordered = sorted(passages.values(), key=lambda source: source.order)
        disputed = any(row in found.contradicted for _, (row, _) in pairs)
        cited.append(Citation(tuple(source.graph for source in ordered), witnesses(ordered), disputed))
    return cited


def with_citations(
    engine: Engine, rules: Sequence[Rule], query: str, table: Table, lists: Iterable[str] = ()
) -> Table:
    """The table with three more columns: `passages` (IRIs apart by one space), `witnesses` and `disputed`;
    `citedPassages` and so on where the table has a column of that name. See `citations`."""
    told = citations(engine, rules, query, table, lists)
    cells: tuple[list[Term | None], ...] = (
        [Literal(" ".join(p.value for p in row.passages)) if row.passages else None for row in told],
        [Literal(row.witnesses) for row in told],
        [Literal(row.disputed) for row in told],
    )
    for name, column in zip(COLUMNS, cells, strict=True):
        taken = name in table.columns
        table = table.with_column(f"cited{name.capitalize()}" if taken else name, column)
    return table


def _told(match: Match, known: Grounds) -> list[tuple[Triple, SourceGraph]] | None:
    """The statements on which a statement rests where it was asked for, each with a graph that makes it; None
    where it is not there."""
    found = known.told(match.statement())
    if found is None or match.graph in (None, DERIVED):
        return found
    return [pair for pair in found if pair[1].graph == match.graph and pair[0] == match.statement()] or None
