"""Terms as an Oxigraph store shows them, and back to the terms of the data as they were written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad, Store

from .data_graph import DataGraph
from .names import Term
from .paths import Path, walk

_PLACE = NamedNode("urn:x-shacl:place")


def as_stored(terms: Sequence[Term]) -> list[Term]:
    """The terms as an Oxigraph store gives them back: literals of numbers, dates and the like come in one
    form for each value, all others as they are."""
    store, found = Store(), list(terms)
    store.bulk_extend(
        Quad(NamedNode(f"urn:x-shacl:{at}"), _PLACE, term)
        for at, term in enumerate(terms)
        if isinstance(term, Literal) and not term.language
    )
    for quad in store:
        if isinstance(quad.subject, NamedNode):
            found[int(quad.subject.value.rpartition(":")[2])] = quad.object
    return found


class WrittenTerms:
    """Finds the terms of `data` that a value from its store stands for."""

    def __init__(self, data: DataGraph) -> None:
        self.data = data

    def of(self, value: Term, focus: int, path: Path | None) -> list[int]:
        """The numbers of the terms that the store shows as `value`.

        Looks at the focus node and the values of the path from there (all its objects without a path), where
        several may be meant; then for one literal of the data; else it is `value` itself, say a computed one.
        """
        data = self.data
        if not isinstance(value, Literal) or value.language:
            return [data.number(value)]
        near = [focus]
        if path is None:
            near += [node for predicate in data.predicates for node in data.objects(predicate).get(focus, ())]
        else:
            near += walk(path, data)(focus)
        shown = as_stored([data.terms[node] for node in near])
        same = dict.fromkeys(node for node, term in zip(near, shown, strict=True) if term == value)
        if same:
            return list(same)
        return [data.number(value) if data.holds(value) else self._anywhere.get(value) or data.number(value)]

    @cached_property
    def _anywhere(self) -> dict[Term, int]:
        terms = [term for term in self.data.terms if isinstance(term, Literal)]
        return {shown: self.data.number(term) for shown, term in zip(as_stored(terms), terms, strict=True)}
