"""The statements of the default and derived graphs, with literals as the files write them.

A store keeps one form of a value (`007` is 7), so what is written for others is taken from the files, and the
store, which the law has filled, says of each statement whether it stands.
"""

from __future__ import annotations

from functools import cached_property

from pyoxigraph import DefaultGraph, Quad, Store, Triple

from ..rdf.namespaces import DERIVED
from .dataset import Dataset
from .finding import Finding
from .law import stand
from .rules import Rules

_DEFAULT = DefaultGraph()


class Facts:
    """The default graph of a dataset and the derived one.

    `store` has all graphs, with the blank nodes of the dataset; `standing` is what the law decided.
    """

    def __init__(self, dataset: Dataset, rules: Rules) -> None:
        self.dataset = dataset
        self.store = Store()
        for quads in dataset.quads_of.values():
            self.store.extend(quads)
        self._default_graphs: dict[bool, list[Triple]] = {}
        self.standing = stand(self.store, rules.rules)
        self.unreadable: list[Finding] = sorted(
            [*rules.unreadable, *dataset.unreadable], key=lambda finding: finding.order
        )

    def stands(self, triple: Triple) -> bool:
        """Whether a statement is in the default graph, in any form of its value."""
        return Quad(triple.subject, triple.predicate, triple.object, _DEFAULT) in self.store

    def derived(self, *, vocabulary: bool = True) -> list[Triple]:
        """The statements of the derived graph; without those about the vocabulary where `vocabulary` is
        false."""
        found = (quad.triple for quad in self.store.quads_for_pattern(None, None, None, DERIVED))
        return [triple for triple in found if vocabulary or triple.subject not in self._vocabulary]

    def default_graph(self, *, vocabulary: bool = True) -> list[Triple]:
        """The default graph, each statement once: those of files in their order, then what no file says;
        without the vocabulary (the ontology and its schemes) where `vocabulary` is false. It is made once,
        for whoever asks: not to be changed."""
        if vocabulary not in self._default_graphs:
            self._default_graphs[vocabulary] = self._default_graph(vocabulary)
        return self._default_graphs[vocabulary]

    def _default_graph(self, vocabulary: bool) -> list[Triple]:
        told = (
            quad.triple
            for file, quads in self.dataset.quads_of.items()
            if vocabulary or file.layer != "vocabulary"
            for quad in quads
        )
        added = filter(self._is_added, self.derived(vocabulary=vocabulary))
        return [*filter(self.stands, dict.fromkeys(told)), *added]

    def _is_added(self, triple: Triple) -> bool:
        graphs = {quad.graph_name for quad in self.store.quads_for_pattern(*triple)}
        return graphs == {_DEFAULT, DERIVED}

    @cached_property
    def _vocabulary(self) -> frozenset[object]:
        files = self.dataset.quads_of.items()
        return frozenset(q.subject for file, quads in files if file.layer == "vocabulary" for q in quads)
