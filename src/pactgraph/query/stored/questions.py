"""Stored questions asked by other parts of the program, which render their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from ...rdf.namespaces import RDF, XSD
from ...rdf.table import Table, Term
from ...workspace.locate import bundled
from ..engines.engine import Engine, answer
from ..evidence.support import Triple
from ..sparql.binding import bind
from ..sparql.tokens import Token
from .answering import SEPARATOR, with_sorted_lists
from .catalogue import Catalogue, StoredQuery
from .parameters import Parameter

Row = dict[str, Term | None]
"""A row of an answer: the term in each column, None where there is none."""
Value = NamedNode | Literal | str | int | None

_DATATYPES = {"date": XSD + "date", "integer": XSD + "integer"}


class Questions:
    """The stored questions of a workspace, put to one engine; an answer is asked for once."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self.engine = engine
        self.prefixes = catalogue.prefixes
        self._catalogue = catalogue
        self._iris: dict[str, NamedNode] = {}
        self._known: dict[tuple[str, tuple[tuple[str, str], ...], bool], list[Row]] = {}

    def ask(self, name: str, /, **values: Value) -> list[Row]:
        """The rows of the answer to a stored SELECT, in its order. `values` are terms, days (YYYY-MM-DD) or
        numbers by the names of parameters; None stands for one that is not given.

        Raises CatalogueFault for a question that there is not, KeyError for a parameter that it has not, and
        what the engine raises.
        """
        return self._asked(name, values, ordered=True)

    def ask_unordered(self, name: str, /, **values: Value) -> list[Row]:
        """The rows of `ask` in no order: most of the time that a large answer takes goes into its order."""
        return self._asked(name, values, ordered=False)

    def statements(self, name: str, row: Row, /, **values: Value) -> list[Triple]:
        """The statements that a row of `ask(name, **values)` says, by the field `states` of the question: one
        for each part of a cell that is a list, none where a cell has nothing. Not each of them has to stand:
        the field says what can."""
        query = self._query(name)
        given = {
            each.name: _term(each, value) for each in query.parameters if (value := values.get(each.name))
        }
        cells = {**given, **row}
        found: list[Triple] = []
        for words in query.header.states:
            subjects, properties, objects = (self._terms(word, cells, query.header.lists) for word in words)
            found += [
                (subject, property_, value)
                for subject in subjects
                for property_ in properties
                for value in objects
                if isinstance(subject, NamedNode) and isinstance(property_, NamedNode)
            ]
        return found

    def _query(self, name: str) -> StoredQuery:
        """A stored question of the workspace; one that it lacks is the one that came with Pactgraph."""
        if name in self._catalogue.paths:
            return self._catalogue[name]
        return self._shipped[name]

    @cached_property
    def _shipped(self) -> Catalogue:
        return Catalogue(bundled() / "queries", self.prefixes)

    def _terms(self, word: str, cells: Mapping[str, Term | None], lists: Iterable[str]) -> list[Term]:
        """The terms that a word of a statement stands for in a row."""
        if not word.startswith("?"):
            return [NamedNode(RDF + "type") if word == "a" else self._named(word)]
        cell = cells.get(word[1:])
        if isinstance(cell, Literal) and word[1:] in lists:
            return [self._named(part) for part in cell.value.split(SEPARATOR) if part]
        return [] if cell is None else [cell]

    def _named(self, curie: str) -> NamedNode:
        if curie not in self._iris:
            iri = self.prefixes.expand(curie)
            if iri is None:
                raise KeyError(f"{curie} has no prefix that is known")
            self._iris[curie] = iri
        return self._iris[curie]

    def _asked(self, name: str, values: Mapping[str, Value], *, ordered: bool) -> list[Row]:
        given = {key: value for key, value in values.items() if value is not None}
        key = (name, tuple(sorted((each, str(value)) for each, value in given.items())), ordered)
        if key not in self._known:
            query = self._query(name)
            parameters = {each.name: each for each in query.parameters}
            bound = {parameters[key].variable: _term(parameters[key], value) for key, value in given.items()}
            text = query.text if ordered else _without_order(query.text, query.tokens)
            found = answer(self.engine, bind(text, bound), list(query.tokens))
            if not isinstance(found, Table):
                raise TypeError(f"{name} is no SELECT")
            table = with_sorted_lists(found, query.header.lists)
            self._known[key] = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        return self._known[key]


def _without_order(text: str, found: Iterable[Token]) -> str:
    """A query, whose tokens are `found`, without the ORDER BY at its end; as it is where a part of its rows
    is asked for, which the order chooses."""
    depth, start = 0, len(text)
    for token in found:
        depth += (token.text == "{") - (token.text == "}")
        word = token.text.upper() if token.kind == "word" and depth == 0 else ""
        if word in ("LIMIT", "OFFSET"):
            return text
        if word == "ORDER":
            start = token.start
    return text[:start]


def _term(parameter: Parameter, value: NamedNode | Literal | str | int) -> NamedNode | Literal:
    if isinstance(value, NamedNode | Literal):
        return value
    datatype = _DATATYPES.get(parameter.kind)
    return Literal(str(value), datatype=NamedNode(datatype)) if datatype else Literal(str(value))
