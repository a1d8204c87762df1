"""SPARQL 1.1, section 18, where rdflib leaves it, or where it takes the square of the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import rdflib
import rdflib.plugins.sparql
from rdflib.paths import Path
from rdflib.plugins.sparql.aggregates import Aggregator
from rdflib.plugins.sparql.evaluate import evalPart
from rdflib.plugins.sparql.evalutils import _ebv, _eval, _val
from rdflib.plugins.sparql.parserutils import CompValue, value
from rdflib.plugins.sparql.sparql import FrozenBindings, QueryContext, SPARQLError

from ...model.unlogged import unlogged

Row = FrozenBindings


@contextmanager
def rules() -> Iterator[None]:
    """Sets what rdflib keeps for the whole process, and sets it back: the rules of this module hold, `FROM`
    fetches no file and no URL, and literals that rdflib cannot read are not logged."""
    with unlogged():
        sparql: Any = rdflib.plugins.sparql
        loads = sparql.SPARQL_LOAD_GRAPHS
        sparql.SPARQL_LOAD_GRAPHS = False
        sparql.CUSTOM_EVALS["pactgraph"] = _evaluate
        try:
            yield
        finally:
            sparql.SPARQL_LOAD_GRAPHS = loads
            del sparql.CUSTOM_EVALS["pactgraph"]


def _evaluate(context: QueryContext, part: CompValue) -> Iterator[Row] | list[Row]:
    """The solutions of one operator of the algebra. NotImplementedError leaves it to rdflib."""
    if part.name == "AggregateJoin" and part.p.expr is not None:
        return _groups(context, part)
    if part.name == "Graph":
        return _graph(context, part)
    if part.name == "Join":
        bare = _bare(part)
        if bare is not part:
            return cast(list[Row], evalPart(context, bare))
        return _narrowing(context, part) if _simple(part.p2) else _join(context, part)
    if part.name == "LeftJoin" and not _simple(part.p2):
        return _left_join(context, part)
    if part.name == "Minus":
        return _minus(context, part)
    if part.name == "OrderBy":
        return _ordered(context, part)
    raise NotImplementedError


def _groups(context: QueryContext, part: CompValue) -> list[Row]:
    """GROUP BY (section 18.5.1): no solutions make no group; rdflib makes one."""
    groups: dict[tuple[Any, ...], Aggregator] = {}
    for row in evalPart(context, part.p):
        key = tuple(_eval(expression, row, False) for expression in part.p.expr)
        if key not in groups:
            groups[key] = Aggregator(aggregations=part.A)
        groups[key].update(row)
    return [Row(context, group.get_bindings()) for group in groups.values()]


def _graph(context: QueryContext, part: CompValue) -> Iterator[Row]:
    """GRAPH (section 18.6): what is outside it is asked of the graph outside; rdflib may go on with the one
    inside, in an EXISTS for instance."""
    dataset: Any = context.dataset
    name = context[part.term]
    if name is not None:
        for row in _inside(context, dataset.get_context(name), part):
            yield Row(context, row.items())
        return
    for identifier in _candidates(context, part.p):
        for row in _inside(context, dataset.get_context(identifier), part):
            known = row.get(part.term)
            if known is None or known == identifier:
                yield Row(context, {**row, part.term: identifier})


def _candidates(context: QueryContext, part: Any) -> list[Any]:
    """The named graphs in which a pattern can hold: those with its most bound triple, else all."""
    dataset: Any = context.dataset
    part = _bare(part)
    triples = part.triples if part.name == "BGP" else []
    patterns = [[context[term] for term in triple] for triple in triples if not isinstance(triple[1], Path)]
    best = min(patterns, key=lambda terms: terms.count(None), default=[None])
    if all(term is None for term in best):
        graphs = dataset.graphs()
    else:
        graphs = (graph for _, holders in dataset.store.triples(tuple(best)) for graph in holders)
    own = dataset.default_graph.identifier
    found = dict.fromkeys(graph if graph is None else graph.identifier for graph in graphs)
    return [identifier for identifier in found if identifier is not None and identifier != own]


def _inside(context: QueryContext, graph: Any, part: CompValue) -> list[Row]:
    within = context.clone()
    within.graph = graph
    return list(evalPart(within, part.p))


def _narrowing(context: QueryContext, part: CompValue) -> Iterator[Row]:
    """Join (section 18.5) with a basic graph pattern, which each row narrows."""
    for row in evalPart(context, part.p1):
        for other in evalPart(context.thaw(row), part.p2):
            yield Row(context, {**other, **row})


def _join(context: QueryContext, part: CompValue) -> Iterator[Row]:
    """Join (section 18.5), with an index on the variables that both sides bind in every row."""
    left, right = list(evalPart(context, part.p1)), list(evalPart(context, part.p2))
    matching = _Index(left, right)
    for row in left:
        for other in matching(row):
            yield row.merge(other)


def _left_join(context: QueryContext, part: CompValue) -> Iterator[Row]:
    """OPTIONAL (section 18.5): the optional part is evaluated once and by itself."""
    left, right = list(evalPart(context, part.p1)), list(evalPart(context, part.p2))
    matching = _Index(left, right)
    for row in left:
        merged = [row.merge(other) for other in matching(row)]
        kept = [both for both in merged if _ebv(part.expr, both.forget(context))]
        yield from kept or [row]


def _minus(context: QueryContext, part: CompValue) -> Iterator[Row]:
    """MINUS (section 18.5): drops rows that agree with a row of the other side on a variable of both."""
    left, right = list(evalPart(context, part.p1)), list(evalPart(context, part.p2))
    matching = _Index(left, right)
    for row in left:
        if all(row.disjointDomain(other) for other in matching(row)):
            yield row


def _ordered(context: QueryContext, part: CompValue) -> list[Row]:
    """ORDER BY (section 15.1): what has no value, for want of a binding or by an error, comes first; rdflib
    compares an error with nothing."""
    rows = list(evalPart(context, part.p))
    for condition in reversed(part.expr):
        rows.sort(key=lambda row: _rank(row, condition.expr), reverse=condition.order == "DESC")
    return rows


def _rank(row: Row, expression: Any) -> tuple[int, Any]:
    found = value(row, expression, variables=True)
    return (0, "") if isinstance(found, SPARQLError | rdflib.Variable) else _val(found)


class _Index:
    """Finds the rows of one side of a join that are compatible with a row of the other."""

    def __init__(self, left: list[Row], right: list[Row]) -> None:
        self._variables = sorted(_in_every(left) & _in_every(right))
        self._rows: dict[tuple[Any, ...], list[Row]] = {}
        for row in right:
            self._rows.setdefault(self._key(row), []).append(row)

    def __call__(self, row: Row) -> Iterator[Row]:
        return (other for other in self._rows.get(self._key(row), ()) if row.compatible(other))

    def _key(self, row: Row) -> tuple[Any, ...]:
        return tuple(row[variable] for variable in self._variables)


def _in_every(rows: list[Row]) -> set[Any]:
    """The variables that every row binds."""
    return set.intersection(*(set(row) for row in rows)) if rows else set()


def _simple(part: Any) -> bool:
    """Whether an operand is a basic graph pattern, in a graph or not: rdflib then asks for each row what its
    bindings leave open, which is quick and right."""
    part = _bare(part)
    while part.name == "Graph":
        part = _bare(part.p)
    return bool(part.name == "BGP")


def _bare(part: Any) -> Any:
    """An operand without joins to nothing, which rdflib leaves in the patterns of EXISTS."""
    while part.name == "Join" and part.p1.name == "BGP" and not part.p1.triples:
        part = part.p2
    return part
