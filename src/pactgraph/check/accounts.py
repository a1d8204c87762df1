"""Accounts: the accepted statements about given nodes, with the files that make them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from ..workspace.standing import in_passage
from .shacl.names import Term
from .shape_index import Node
from .view import TYPE, View, Written


@dataclass(frozen=True)
class Statement:
    """An accepted statement, with the file it stands in."""

    view: View
    quad: Written


class Account:
    """The accepted statements about the nodes that findings speak of."""

    def __init__(self, views: Iterable[View], nodes: Iterable[Term], rejected: frozenset[Triple]) -> None:
        wanted = frozenset(node for node in nodes if isinstance(node, (NamedNode, BlankNode)))
        self._of: dict[Node, list[Statement]] = {}
        for view in views:
            if wanted.isdisjoint(view.subjects):
                continue
            for quad in view.quads:
                subject = quad.subject
                if subject in wanted and not (rejected and in_passage(quad) and quad.triple in rejected):
                    self._of.setdefault(subject, []).append(Statement(view, quad))

    def statements(
        self, node: Term, path: NamedNode | None = None, value: Term | None = None
    ) -> list[Statement]:
        """The statements about a node, in the order of the files."""
        if not isinstance(node, (NamedNode, BlankNode)):
            return []
        return [
            each
            for each in self._of.get(node, ())
            if (path is None or each.quad.predicate == path) and (value is None or each.quad.object == value)
        ]

    def values(self, node: Term, path: NamedNode) -> list[Term]:
        """The distinct values of a property of a node."""
        return list(dict.fromkeys(each.quad.object for each in self.statements(node, path)))

    def classes(self, node: Term) -> list[Term]:
        """The classes that a node is said to be of."""
        return self.values(node, TYPE)
