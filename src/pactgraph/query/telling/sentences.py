"""Statements in words: labels for things and properties, values as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode

from ...model.prefixes import Prefixes
from ...model.table import Term
from ..engines.engine import Engine
from ..naming.labels import Label, labels


class Teller:
    """Puts terms in words, in one language with an open fallback. Labels are asked for in one go."""

    def __init__(self, engine: Engine, prefixes: Prefixes, lang: str, terms: Iterable[Term | None]) -> None:
        nodes = {term for term in terms if isinstance(term, NamedNode)}
        self._prefixes = prefixes
        self._lang = lang
        self._labels: dict[NamedNode, Label] = labels(engine, nodes, lang)

    def name(self, node: NamedNode) -> str:
        """The label of a thing, or its prefixed name where it has none."""
        label = self._labels.get(node)
        return label.told(self._lang) if label else self._prefixes.curie(node)

    def thing(self, term: Term) -> str:
        """A thing as label and prefixed name, a literal as its text with what it is besides."""
        if isinstance(term, NamedNode):
            label = self._labels.get(term)
            curie = self._prefixes.curie(term)
            return f"{label.told(self._lang)} ({curie})" if label else curie
        if isinstance(term, Literal):
            if term.language:
                return term.value if term.language == self._lang else f"{term.value} @{term.language}"
            return term.value
        return f"_:{term.value}" if isinstance(term, BlankNode) else str(term)

    def curie(self, node: NamedNode) -> str:
        """The prefixed name of an IRI."""
        return self._prefixes.curie(node)
