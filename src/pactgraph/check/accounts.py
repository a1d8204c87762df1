"""Accounts: what the files say of given nodes, and of derived ones, what those were made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from ..model.namespaces import DERIVED, PACT, PROV
from .corpus import Corpus
from .fault import Anchor, AtBlock, AtGraph
from .shacl.names import Term
from .shape_index import Node
from .view import TYPE, View, Written

_PREMISES = tuple(
    NamedNode(iri) for iri in (PROV + "wasDerivedFrom", PACT + "stateOf", PACT + "announcement")
)
"""From a derived record to what it was made of, or is about."""

_DEEPEST = 8
"""Steps from a derived record to one that a file introduces."""


@dataclass(frozen=True)
class Statement:
    """A statement, with the file it stands in."""

    view: View
    quad: Written


class Account:
    """What the files say of the nodes that findings speak of."""

    def __init__(self, corpus: Corpus, store: Store, nodes: Iterable[Term]) -> None:
        self._store = store
        wanted: set[Term] = set(nodes)
        for node in list(wanted):
            wanted.update(self.premises(node))
        self._of: dict[Node, list[Statement]] = {}
        for view in corpus.stating(wanted):
            for quad in view.quads:
                if quad.subject in wanted:
                    self._of.setdefault(quad.subject, []).append(Statement(view, quad))

    def premises(self, node: Term) -> Iterator[Node]:
        """What a derived record was made of, nearest first, then what it is about; nothing for one of the
        files."""
        seen: dict[Term, None] = {node: None}
        for predicates in (_PREMISES[:1], _PREMISES):
            step = [node]
            for _ in range(_DEEPEST):
                step = [
                    quad.object
                    for each in step
                    if isinstance(each, (NamedNode, BlankNode))
                    for predicate in predicates
                    for quad in self._store.quads_for_pattern(each, predicate, None, DERIVED)
                ]
                for each in step:
                    if each not in seen and isinstance(each, (NamedNode, BlankNode)):
                        seen[each] = None
                        yield each

    def statements(
        self, node: Term, path: NamedNode | None = None, value: Term | None = None
    ) -> list[Statement]:
        """The statements about a node, in the order of the files; those that stand before the others."""
        if not isinstance(node, (NamedNode, BlankNode)):
            return []
        found = [
            each
            for each in self._of.get(node, ())
            if (path is None or each.quad.predicate == path) and (value is None or each.quad.object == value)
        ]
        return sorted(found, key=lambda each: each.quad in each.view.fallen)

    def values(self, node: Term, path: NamedNode) -> list[Term]:
        """The distinct values of a property of a node in the default graph, as the files write them; then
        those that are derived."""
        found: list[Term] = [
            each.quad.object for each in self.statements(node, path) if each.quad not in each.view.fallen
        ]
        if isinstance(node, (NamedNode, BlankNode)):
            found += (quad.object for quad in self._store.quads_for_pattern(node, path, None, DERIVED))
        return list(dict.fromkeys(found))

    def classes(self, node: Term) -> list[Term]:
        """The classes that a node is said to be of."""
        return self.values(node, TYPE)

    def home(self, node: Term) -> tuple[str | None, Anchor | None]:
        """Where statements about a node belong: the block that gives its type, else its first one; of a
        derived node the place of the nearest thing it was made of."""
        if not isinstance(node, (NamedNode, BlankNode)):
            return None, None
        for each in (node, *self.premises(node)):
            about = self.statements(each)
            if about:
                break
        else:
            return None, None
        typed = next((each for each in about if each.quad.predicate == TYPE), about[0])
        subject, file = typed.quad.subject, typed.view.file.relative
        if subject != node and subject in typed.view.graphs:
            return file, AtGraph(subject)
        return file, AtBlock(subject, typed.quad.graph_name)


def same(term: object, value: Term) -> bool:
    """Whether a term is the one that a store gave, which may have folded its lexical form."""
    if term == value:
        return True
    if isinstance(term, Literal) and isinstance(value, Literal) and term.language == value.language:
        return term.value.lstrip("+0") == value.value.lstrip("+0")
    return False
