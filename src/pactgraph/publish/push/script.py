"""SPARQL updates in requests of a size that stores take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, Triple

from .store import Graph, data_block, pieces

_DROP_WEIGHT = 10
"""What emptying a graph counts in a request, in statements: Virtuoso takes some 200 of them at once."""


class Script:
    """Operations in the order in which they are to be done, all of them idempotent: a broken request is sent
    again as a whole."""

    def __init__(self, batch: int) -> None:
        self.inserted = 0
        self.deleted = 0
        self._batch = batch
        self._operations: list[tuple[int, str]] = []

    def insert(self, statements: Mapping[Graph, Iterable[Triple]]) -> None:
        """Adds ground statements to graphs."""
        for count, block in self._blocks(statements):
            self._operations.append((count, f"INSERT DATA {block}"))
            self.inserted += count

    def delete(self, statements: Mapping[Graph, Iterable[Triple]]) -> None:
        """Takes ground statements out of graphs, each in an operation of its own: where one names several
        graphs, Virtuoso 7 leaves texts with a language in them."""
        for graph, triples in statements.items():
            for count, block in self._blocks({graph: triples}):
                self._operations.append((count, f"DELETE DATA {block}"))
                self.deleted += count

    def drop(self, graph: Graph) -> None:
        """Empties a graph, whether it is there or not."""
        text = "CLEAR SILENT DEFAULT" if isinstance(graph, DefaultGraph) else f"DROP SILENT GRAPH {graph}"
        self._operations.append((_DROP_WEIGHT, text))

    def requests(self) -> Iterator[str]:
        """The operations, in order, in texts with about `batch` statements each."""
        part, size = list[str](), 0
        for weight, operation in self._operations:
            if part and size + weight > self._batch:
                yield " ;\n".join(part)
                part, size = [], 0
            part.append(operation)
            size += weight
        if part:
            yield " ;\n".join(part)

    def _blocks(self, statements: Mapping[Graph, Iterable[Triple]]) -> Iterator[tuple[int, str]]:
        flat = ((graph, triple) for graph, triples in statements.items() for triple in triples)
        for some in pieces(flat, self._batch):
            by_graph: dict[Graph, list[Triple]] = {}
            for graph, triple in some:
                by_graph.setdefault(graph, []).append(triple)
            yield len(some), data_block(by_graph)
