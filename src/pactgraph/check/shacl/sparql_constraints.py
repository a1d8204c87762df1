"""Constraints whose validator is a SPARQL query, run on the data's store for all focus nodes at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from .data_graph import DataGraph
from .fault import ShapesFault
from .names import TRUE, Term, shown
from .paths import Predicate
from .prebinding import TABLE, Prepared, column
from .shape import Batch, Constraint, Run, Shape, Violation
from .shapes_graph import ShapesGraph
from .stored_terms import WrittenTerms, as_stored

SHAPES_GRAPH = NamedNode("urn:x-shacl:shapes")
_TABLE = NamedNode(TABLE)
_BLOCK = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True)
class Source:
    """What a query belongs to: the node that states it, its messages, parameter values by name, and the
    shapes graph when the query reads it."""

    node: Term
    messages: tuple[Literal, ...]
    parameters: Mapping[str, Term]
    shapes: ShapesGraph | None


class QueryConstraint(Constraint):
    """A constraint with a prepared query."""

    def __init__(
        self, component: NamedNode, query: Prepared, source: Source, constraint: Term | None
    ) -> None:
        self.component = component
        self._query = query
        self._source = source
        self._constraint = constraint

    def _solutions(self, data: DataGraph, rows: Sequence[tuple[int, ...]]) -> Iterator[dict[str, Term]]:
        """The solutions with the query's variables bound to `rows` of term numbers, in their order."""
        store = data.store
        if self._source.shapes is not None:
            triples = self._source.shapes.triples
            store.extend(Quad(t.subject, t.predicate, t.object, SHAPES_GRAPH) for t in triples)
        try:
            for table in [rows] if self._query.whole else [[row] for row in rows]:
                store.bulk_extend(self._table(data, table))
                solutions = store.query(self._query.text)
                assert isinstance(solutions, QuerySolutions)
                names = [variable.value for variable in solutions.variables]
                found = [dict(zip(names, solution, strict=True)) for solution in solutions]
                store.remove_graph(_TABLE)
                for row in found:
                    yield {name: term for name, term in row.items() if term is not None}
        finally:
            store.remove_graph(_TABLE)
            store.remove_graph(SHAPES_GRAPH)

    def _table(self, data: DataGraph, rows: Sequence[tuple[int, ...]]) -> Iterator[Quad]:
        columns = [column(name) for name in self._query.variables]
        fixed = [(column(name), term) for name, term in self._query.fixed]
        for at, row in enumerate(rows):
            node = NamedNode(f"urn:x-shacl:row{at}")
            for predicate, number in zip(columns, row, strict=True):
                yield Quad(node, predicate, data.terms[number], _TABLE)
            for predicate, term in fixed:
                yield Quad(node, predicate, term, _TABLE)

    def _messages(self, bound: Mapping[str, Term]) -> tuple[Literal, ...] | None:
        """The source's messages with `{?name}` and `{$name}` filled in (SHACL 5.3.2); None without any."""

        def filled(block: re.Match[str]) -> str:
            term = bound.get(block.group(1), self._source.parameters.get(block.group(1)))
            return block.group() if term is None else plain(term)

        found = []
        for message in self._source.messages:
            text = _BLOCK.sub(filled, message.value)
            found.append(Literal(text, language=message.language) if message.language else Literal(text))
        return tuple(found) or None


def plain(term: Term) -> str:
    """A term in a message: a literal's text, an IRI without brackets, a blank node's label."""
    return term.value if isinstance(term, (NamedNode, Literal)) else str(term)


class SelectConstraint(QueryConstraint):
    """`sh:sparql` and SELECT-based validators (SHACL 5.3, 6.3): one result for each solution."""

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """The results of the query with `$this` bound to the focus nodes."""
        data = run.data
        focus_nodes = [focus for focus, _ in batch.pairs]
        by_stored: dict[Term, list[int]] = {}
        stored = as_stored([data.terms[each] for each in focus_nodes])
        for focus, term in zip(focus_nodes, stored, strict=True):
            by_stored.setdefault(term, []).append(focus)
        written = WrittenTerms(data)
        for bound in self._solutions(data, [(focus,) for focus in focus_nodes]):
            if bound.get("failure") == TRUE:
                at = bound.get("this")
                raise ShapesFault(f"the query of {shown(self._source.node)} reports a failure at {at}")
            for focus in by_stored.get(bound["this"], ()) if "this" in bound else ():
                yield from self._results(written, shape, focus, bound)

    def _results(
        self, written: WrittenTerms, shape: Shape, focus: int, bound: dict[str, Term]
    ) -> Iterator[tuple[int, Violation]]:
        terms = written.data.terms
        step, message = bound.get("path"), bound.get("message")
        path = Predicate(step) if isinstance(step, NamedNode) else shape.path
        messages = (message,) if isinstance(message, Literal) else None
        values: list[int] | list[None] = [None]
        if "value" in bound:
            values = list(written.of(bound["value"], focus, path))
        elif shape.path is None:
            values = [focus]
        for value in values:
            told = {**bound, "this": terms[focus]}
            if value is not None:
                told["value"] = terms[value]
            yield (
                focus,
                Violation(
                    focus,
                    value,
                    path,
                    shape,
                    self.component,
                    self._constraint,
                    messages or self._messages(told),
                ),
            )


class AskConstraint(QueryConstraint):
    """ASK-based validators (SHACL 6.3): one result for each value node the query is not true for."""

    def check(self, run: Run, shape: Shape, batch: Batch) -> Iterator[tuple[int, Violation]]:
        """The results of the query with `$value`, and `$this` if it is used, bound."""
        data = run.data
        places = [("this", "value").index(name) for name in self._query.variables]
        pairs = [(focus, value) for focus, values in batch.pairs for value in values]
        if not pairs:
            return
        rows = list(dict.fromkeys(tuple(pair[place] for place in places) for pair in pairs))
        numbers = list(dict.fromkeys(number for row in rows for number in row))
        stored = dict(zip(numbers, as_stored([data.terms[number] for number in numbers]), strict=True))
        true = {
            tuple(solution.get(name) for name in self._query.variables)
            for solution in self._solutions(data, rows)
        }
        for focus, value in pairs:
            row = tuple(stored[(focus, value)[place]] for place in places)
            if row not in true:
                told = {"this": data.terms[focus], "value": data.terms[value]}
                yield (
                    focus,
                    Violation(focus, value, shape.path, shape, self.component, None, self._messages(told)),
                )
