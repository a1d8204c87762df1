"""Questions of all kinds: stored ones, SPARQL, who says a thing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..query.engines.engine import answer
from ..query.faults import EngineFault, QueryFault
from ..query.sparql.tokens import LONGEST, names_graphs, refuse_service, tokens
from ..rdf.fault import PactgraphError
from ..rdf.table import Table
from ..workspace.finding import Finding
from .answer import Answer
from .asked import Day, Name, typed
from .core import ANYTHING, Core

if TYPE_CHECKING:
    from collections.abc import Sequence

    import rdflib

    from ..query.engines.engine import Engine
    from ..query.naming.names import Thing
    from ..query.naming.within import Within
    from ..query.sparql.tokens import Token
    from ..query.stored.catalogue import StoredQuery
    from ..query.stored.parameters import Parameter
    from .evidence import Evidence
    from .rows import Rows

LONGEST_QUERY = LONGEST
"""Characters of the longest query that is read."""


class Asking(Core):
    """The questions that can be put to a workspace."""

    @property
    def queries(self) -> dict[str, str]:
        """What each stored question asks, by its name."""
        return {query.name: query.header.summary for query in self.stored()}

    def stored(self) -> list[StoredQuery]:
        """The stored questions, with all that their headers say; files that are wrong are left out."""
        found = list(self._catalogue.all())
        self._caller.left_out([each for each in found if isinstance(each, Finding)])
        return [each for each in found if not isinstance(each, Finding)]

    def question(self, name: str) -> StoredQuery:
        """One stored question. Raises PactgraphError where there is none of that name, with what is near."""
        return self._catalogue[name]

    @property
    def names_of_questions(self) -> list[str]:
        """The names of the stored questions, by topic; no file is read for them."""
        return list(self._catalogue.paths)

    def query(self, name: str, /, *, as_of: Day | None = None, cite: bool = False, **params: object) -> Rows:
        """The answer to a stored question; `queries` lists them.

        Parameters go by name and are values as a person writes them, dates, numbers or things of other
        answers; one that is None is left out. `as_of` asks what was known by that day; `cite` adds the
        columns `passages` (IRIs, apart by a space), `witnesses` and `disputed`. A question with a yes or no
        gives one row, one that gives statements a row for each.

        Raises PactgraphError for an unknown question or parameter, a value that is missing or does not fit.
        """
        given = {key: None if value is None else typed(value) for key, value in params.items()}
        return self.answer(name, given, as_of=as_of, cite=cite).rows()

    def answer(
        self,
        name: str,
        params: Mapping[str, str | None],
        *,
        as_of: Day | None = None,
        cite: bool = False,
    ) -> Answer:
        """The answer to a stored question as RDF has it: see `query`; `params` are values as a person types
        them."""
        from ..query.stored.answering import answer_stored
        from ..query.stored.parameters import ParameterFault

        stored, engine, start = self._catalogue[name], self._engine(as_of), time.perf_counter()
        if cite and stored.form not in ("SELECT", "ASK"):
            raise PactgraphError(f"{self._caller.option('cite')} goes with queries that answer in rows")
        self._missing_graphs(engine, stored.tokens)
        try:
            found, bound = answer_stored(engine, stored, params, self._names(engine))
            self._say_days(stored, params, bound)
            if isinstance(found, Table):
                self._say_untold(engine, stored, bound, found)
            if cite:
                found = self._cited(engine, stored, bound, found)
        except ParameterFault as fault:
            raise ParameterFault(f"{name}: {self._as_written(str(fault), stored)}") from None
        except QueryFault as fault:
            fault.file = stored.file
            raise
        return Answer(found, engine, self.prefixes, self.lang, time.perf_counter() - start)

    def sparql(
        self, text: str, *, as_of: Day | None = None, allow_service: bool = False
    ) -> Rows | bool | rdflib.Graph:
        """The answer to a SPARQL 1.1 query: rows for SELECT, a truth value for ASK, an rdflib Graph for
        CONSTRUCT and DESCRIBE. Prefixes of the workspace need no declaration; SERVICE, which calls other
        endpoints over the network, is refused unless allowed.

        Raises PactgraphError for a text that is no query, with the place, and where the engine fails.
        """
        told = self.ask(text, as_of=as_of, allow_service=allow_service)
        if isinstance(told.found, bool):
            return told.found
        if isinstance(told.found, Table):
            return told.rows()
        from .graphs import to_graph

        return to_graph(told.found, self.prefixes)

    def ask(self, text: str, *, as_of: Day | None = None, allow_service: bool = False) -> Answer:
        """The answer to a SPARQL query as RDF has it: see `sparql`."""
        from ..query.naming.own_terms import refuse_unknown_terms
        from ..query.sparql.prologue import as_typed

        found, head = self._read(text, allow_service=allow_service)
        engine = self._engine(as_of)
        refuse_unknown_terms(engine, text, found, self.prefixes)
        self._missing_graphs(engine, found)
        start = time.perf_counter()
        try:
            told = answer(engine, head + text, found)
        except QueryFault as fault:
            raise as_typed(fault, head, text) from None
        except EngineFault as fault:
            raise EngineFault(f"the query cannot be answered: {fault}") from fault
        return Answer(told, engine, self.prefixes, self.lang, time.perf_counter() - start)

    def algebra(self, text: str) -> str:
        """How a SPARQL query is read: its algebra, an operator a line."""
        from ..query.sparql.explain import algebra

        _, head = self._read(text, allow_service=True)
        return algebra(head + text)

    def choices(self, within: Within = ANYTHING) -> list[Thing]:
        """The things that a name of these classes and schemes can mean."""
        return self._names(self._engine()).things(within)

    def refuse(self, parameter: Parameter, text: str) -> None:
        """Raises PactgraphError where a value as a person types it does not fit a parameter."""
        from ..query.stored.parameters import value

        value(parameter, text, self._names(self._engine()))

    def completions(self, start: str, within: Within = ANYTHING) -> list[tuple[str, str]]:
        """What can complete the beginning of a name: what to type, and the label that explains it."""
        return self._names(self._engine()).completions(start, within)

    def executables(self, queries: Iterable[StoredQuery], endpoint: str) -> str:
        """Stored questions as sh:SPARQLExecutable in Turtle, each aimed at the URL of an endpoint, for query
        editors that offer examples. Raises PactgraphError for what is no URL."""
        from ..query.stored.executables import PREFIXES, executables
        from ..rdf.urls import shown
        from ..rdf.writer import write_turtle

        try:
            target = NamedNode(endpoint)
        except ValueError:
            raise PactgraphError(f"{shown(endpoint)} is no URL") from None
        triples = executables(queries, target, self._names(self._engine()), self.prefixes)
        return write_turtle(triples, {**self.prefixes, **PREFIXES})

    def rdflib(self) -> rdflib.Dataset:
        """A copy of the dataset for rdflib: a named graph for each file and each passage, and as its default
        graph every accepted statement. Not of an endpoint, but of the workspace's files."""
        from .graphs import to_dataset

        return to_dataset(self._store(), self.prefixes)

    def why(
        self,
        thing: Name,
        property: str | None = None,  # noqa: A002
        *,
        about: bool | None = None,
        as_of: Day | None = None,
    ) -> Evidence:
        """Every passage and file behind the statements about a thing, or that have it as their value; only
        those with `property` (a label, a prefixed name or a local name) where it is given. `about` limits
        them to the statements about the thing, or, where it is False, to those of others.

        What no source says in these words has the rules that make it, and what they start from: with
        `property` all that follows, without it the states of the thing.

        Raises PactgraphError for a name that means nothing or several things, with the candidates.
        """
        from ..query.evidence.statements import statements_of, statements_on
        from ..query.naming.properties import resolve_property
        from .evidence import gathered

        engine = self._engine(as_of)
        node = self._thing(engine, thing)
        limit = None
        if property is not None:
            limit = resolve_property(engine, self.prefixes, typed(property), self.lang)
        found = []
        if about is not False:
            found += statements_of(engine, node, limit, derived=limit is not None)
        if about is not True:
            found += statements_on(engine, node, limit, derived=limit is not None)
        return gathered(engine, self._workspace.rules.rules, self.prefixes, self.lang, node, found)

    def _read(self, text: str, *, allow_service: bool) -> tuple[list[Token], str]:
        from ..query.sparql.prologue import prologue

        found = tokens(text)
        if not allow_service:
            try:
                refuse_service(text, found)
            except QueryFault as fault:
                fault.hint = f"{self._caller.option('allow_service')} allows it"
                raise
        return found, prologue(found, self.prefixes)

    def _missing_graphs(self, engine: Engine, found: Sequence[Token]) -> None:
        """Warns of graphs that a query names and that there are not."""
        if names_graphs(found):
            from ..query.naming.graph_names import missing_graphs

            for told in missing_graphs(engine, found, self.prefixes):
                self._caller.warn(told)

    def _say_days(
        self,
        stored: StoredQuery,
        given: Mapping[str, str | None],
        bound: Mapping[str, NamedNode | Literal],
    ) -> None:
        """Says which day a month or a year was taken to mean."""
        for parameter in stored.parameters:
            text, taken = (given.get(parameter.name) or "").strip(), bound.get(parameter.variable)
            if parameter.kind == "date" and text and taken is not None and taken.value != text:
                self._caller.note(f"{self._caller.option(parameter.name)} {text} is taken as {taken.value}")

    def _say_untold(
        self, engine: Engine, stored: StoredQuery, bound: Mapping[str, NamedNode | Literal], found: Table
    ) -> None:
        """Says how much an answer about a day leaves out for want of a telling."""
        from ..query.stored.untold import untold

        if count := untold(engine, stored, bound, found):
            held = stored.header.held
            self._caller.note(f"left out ({held}), for nothing is told of them for so early a day: {count}")

    def _cited(
        self,
        engine: Engine,
        stored: StoredQuery,
        bound: Mapping[str, NamedNode | Literal],
        found: object,
    ) -> Table:
        from ..query.engines.engine import bounded
        from ..query.sparql.binding import bind
        from ..query.stored.cited_rows import with_citations

        if not isinstance(found, Table):
            raise PactgraphError(f"{self._caller.option('cite')} goes with queries that answer in rows")
        text, lists = bind(stored.text, bound), stored.header.lists
        cited = partial(with_citations, engine, self._workspace.rules.rules, text, found, lists)
        return bounded(engine, cited)

    def _as_written(self, message: str, stored: StoredQuery) -> str:
        """A message with the names of parameters as the caller writes them."""
        for parameter in stored.parameters:
            message = message.replace(f"--{parameter.name}", self._caller.option(parameter.name))
        return message
