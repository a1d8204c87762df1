"""Conflicts: what documents tell of one thing and cannot all be, one finding each.

Which they are the law says (`pactgraph.workspace.law`); here they get words, and their places in the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from ..rdf.namespaces import BOUNDS, PASSAGE, pact
from ..rdf.prefixes import Prefixes
from ..workspace.finding import Finding
from ..workspace.law import Conflict
from .lookup import Lookup, Place, StatementInFile, same
from .parsed import TYPE, ParsedFiles
from .shacl.shacl_terms import Term

Slot = tuple[Term, NamedNode]
"""A thing and a property of it."""

_CHANGES = pact("changes")
_DEFAULT = DefaultGraph()
_BOUNDS = {bound: pair for pair in BOUNDS for bound in pair}
_TIMES = dict(zip(BOUNDS, ("time", "begin", "end"), strict=True))
_MOST = 5
"""Other values, and other places of the same value, that a message shows."""


class _Telling(NamedTuple):
    """A telling: its value in words, who tells it (empty for a file in its own graph), and where."""

    words: str
    source: str
    in_passage: bool
    in_register: bool
    place: Place

    @property
    def where(self) -> str:
        """Who tells it, and the place."""
        if not self.source:
            return f"in {self.place}"
        return f"{'in' if self.in_passage else 'by'} {self.source}, {self.place}"


def disputed(found: Iterable[Conflict]) -> frozenset[Slot]:
    """The things and properties that conflicts are about, of a time both bounds."""
    return frozenset(
        (each.thing, bound) for each in found for bound in _BOUNDS.get(each.property, (each.property,))
    )


def conflicts(found: Sequence[Conflict], store: Store, files: ParsedFiles) -> Iterator[Finding]:
    """A finding for each conflict."""
    nodes: set[Term] = {each.thing for each in found}
    nodes.update(source for each in found for source, _ in each.tellings)
    lookup = Lookup(files, store, nodes)
    for each in found:
        tellings = sorted(
            _tellings(each, lookup, files.prefixes),
            key=lambda one: files.rank(one.place.file.source.relative) if one.place.file else (),
        )
        ending = any(
            Quad(value, TYPE, pact("Ending"), _DEFAULT) in store
            for _, value in each.tellings
            if isinstance(value, NamedNode)
        )
        yield _finding(each, tellings, files.prefixes, ending=ending)


def _tellings(each: Conflict, lookup: Lookup, prefixes: Prefixes) -> Iterator[_Telling]:
    """The tellings of a conflict: of a time one for each source, else one for each source and value."""
    pair = _BOUNDS.get(each.property)
    if pair is None:
        for source, value in dict.fromkeys(each.tellings):
            stated = [
                one
                for one in lookup.statements(each.thing, each.property)
                if one.statement.graph_name == source and same(one.statement.object, value)
            ]
            yield from _placed(_written(value, prefixes), source, stated, lookup, prefixes)
        return
    for source in dict.fromkeys(source for source, _ in each.tellings):
        first, last = (
            [one for one in lookup.statements(each.thing, bound) if one.statement.graph_name == source]
            for bound in pair
        )
        words = _interval([_text(one) for one in first], [_text(one) for one in last])
        yield from _placed(words, source, [*first, *last], lookup, prefixes)


def _placed(
    words: str, source: Term, stated: Sequence[StatementInFile], lookup: Lookup, prefixes: Prefixes
) -> Iterator[_Telling]:
    """A telling with its place: at its own statement, else at the record that tells it."""
    in_passage = isinstance(source, NamedNode) and source.value.startswith(PASSAGE)
    name = prefixes.curie(source) if isinstance(source, NamedNode) else ""
    if stated:
        file = stated[0].file.source
        name, register = "" if source == file.graph else name, file.layer == "registers"
        yield _Telling(words, name, in_passage, register, stated[0].place)
        return
    dated = [one for bound in (*_BOUNDS, _CHANGES) for one in lookup.statements(source, bound)]
    place = dated[0].place if dated else lookup.home(source)
    if place.file is not None and place.at is not None:
        yield _Telling(words, name, in_passage, False, place)


def _interval(first: Sequence[str], last: Sequence[str]) -> str:
    if not last:
        return f"{' and '.join(first)} or later"
    if not first:
        return f"{' and '.join(last)} or before"
    return first[0] if first == last else f"{' and '.join(first)} to {' and '.join(last)}"


def _finding(each: Conflict, told: Sequence[_Telling], prefixes: Prefixes, *, ending: bool) -> Finding:
    """The finding about a conflict, at the last telling of a passage."""
    subject = prefixes.curie(each.thing) if isinstance(each.thing, NamedNode) else None
    pair = _BOUNDS.get(each.property)
    what = prefixes.curie(each.property) if pair is None else f"the {_TIMES[pair]}"
    if not told:
        remedy = _remedy(each, register=False, ending=ending)
        return Place().finding(subject, "conflict", f"what is told of {what} cannot all be", remedy)
    ours = {one.words for one in told if one.in_register}
    passages = [one for one in told if one.in_passage]
    here = next(iter([one for one in reversed(passages) if one.words not in ours] or passages[-1:]), told[-1])
    values: dict[str, list[_Telling]] = {}
    for one in told:
        if one is not here:
            values.setdefault(one.words, []).append(one)
    alike = values.pop(here.words, [])
    message = f"{what} is {here.words} here"
    if pair is not None and not values:
        message += ", which begins after its end"
    for first, *others in list(values.values())[:_MOST]:
        more = f" (and {len(others)} times more)" if others else ""
        message += f" and {first.words} {first.where}{more}"
    if len(values) > _MOST:
        message += f" and otherwise {len(values) - _MOST} times more"
    if alike:
        message += f"; also {', '.join(one.where for one in alike[:_MOST])}"
    if len(alike) > _MOST:
        message += f" and {len(alike) - _MOST} times more"
    remedy = _remedy(each, register=here.in_passage and bool(ours), ending=ending)
    return here.place.finding(subject, "conflict", message, remedy)


def _remedy(each: Conflict, *, register: bool, ending: bool) -> str:
    """What to do about a conflict: with a `register`, or of what is told after an `ending`."""
    pair = _BOUNDS.get(each.property)
    if each.kind == "state":
        said = "reject one by a decision in data/curation, or say by one which came later (judgement:later)"
        return f"{said}, or tell the change that brought it" if ending else said
    if register:
        return "reject the passage's telling by a decision in data/curation, or mend the register"
    if pair is None:
        return "reject one by a decision in data/curation, or correct what was misread"
    if len({source for source, _ in each.tellings}) == 1:
        return "correct one of the two"
    bounds = " that gives pact:earliest and pact:latest as told" if pair == BOUNDS[0] else " on its bounds"
    return f"reject one by a decision in data/curation{bounds}, or correct what was misread"


def _text(one: StatementInFile) -> str:
    value = one.statement.object
    return value.value if isinstance(value, Literal) else "no day"


def _written(term: object, prefixes: Prefixes) -> str:
    if isinstance(term, NamedNode):
        return prefixes.curie(term)
    return f'"{term.value}"' if isinstance(term, Literal) else "a blank node"
