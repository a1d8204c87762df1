"""An opened workspace: questions, evidence, dossiers, pictures, checks."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Literal

from pyoxigraph import NamedNode, Store

from ..model.finding import Finding
from ..model.namespaces import CONCEPT, PACT
from ..model.table import Table, Term
from ..publish.draw import KINDS, Kind, Look, draw
from ..publish.draw.palette import THEMES, Theme
from ..query.engines.engine import Engine, answer
from ..query.engines.limits import DEFAULT_TIMEOUT, endable
from ..query.engines.opening import ENGINES, Choice, open_engine
from ..query.evidence import statements
from ..query.fault import QueryFault
from ..query.naming.graphs import missing_graphs
from ..query.naming.names import Names
from ..query.naming.properties import resolve_property
from ..query.naming.terms import refuse_unknown_terms
from ..query.naming.within import Within
from ..query.network.landscape import read_landscape
from ..query.network.limits import Limits, Sieve
from ..query.network.reading import read_ties
from ..query.network.trace import MOST_HOPS, Tracer
from ..query.sparql.binding import bind
from ..query.sparql.prologue import as_typed, prologue
from ..query.sparql.tokens import names_graphs, refuse_service, tokens
from ..query.stored.answering import answer_stored
from ..query.stored.catalogue import Catalogue, StoredQuery
from ..query.stored.citation import with_citations
from ..query.stored.parameters import ParameterFault
from ..query.telling.contrast import contrast
from ..query.telling.dossier import dossier
from ..query.telling.itinerary import Guide
from ..query.telling.outline import Outline
from ..query.telling.sentences import Teller
from ..workspace.workspace import Workspace
from .account import Account
from .asked import Day, Name, one_day, typed
from .evidence import Evidence, read_evidence, terms_of
from .fault import PactgraphError, one_error
from .picture import Picture
from .rows import Rows, as_table
from .values import Reader
from .words import Words

if TYPE_CHECKING:
    import rdflib

_REGIONS = Within((NamedNode(PACT + "Region"), NamedNode(PACT + "Government")))
_SECTORS = Within((), (NamedNode(CONCEPT + "sector"),))
_STRENGTHS = Within((), (NamedNode(CONCEPT + "strength"),))


def open_workspace(
    path: str | os.PathLike[str] | None = None,
    *,
    engine: Literal["oxigraph", "rdflib"] = "oxigraph",
    endpoint: str | None = None,
    lang: str = "en",
    timeout: float = DEFAULT_TIMEOUT,
) -> OpenWorkspace:
    """Opens the workspace at `path`, the folder that holds `ontology`, `data` and `queries`; without it that
    of $PACTGRAPH_WORKSPACE, the nearest one around the current folder, or the data that came with Pactgraph.

    `engine` answers from the workspace's files; `endpoint` is the URL of a SPARQL endpoint to ask instead.
    `lang` is the language of labels; where one is missing in it, another one is given with its language.
    `timeout` is the seconds that each query may take. Files are read when first needed. Raises PactgraphError
    where there is no workspace, no such engine, or no time.
    """
    if engine not in ENGINES:
        raise PactgraphError(f"there is no engine {engine!r}: take one of {', '.join(ENGINES)}")
    if not 0 < timeout <= 86_400:
        raise PactgraphError(f"timeout={timeout} is none: give seconds, more than 0 and at most 86400")
    with one_error():
        workspace = Workspace.open(path)
        workspace.prefixes  # noqa: B018 - a workspace without a prefix table is said at once
    return OpenWorkspace(workspace, Choice(engine, endpoint, timeout=timeout), lang)


class OpenWorkspace:
    """An opened workspace; `open_workspace` makes one. `lang` is the language of labels."""

    def __init__(self, workspace: Workspace, choice: Choice, lang: str) -> None:
        self._workspace = workspace
        self._choice = choice
        self._known: dict[str, Engine] = {}
        self.lang = lang

    def __repr__(self) -> str:
        return f"<Pactgraph workspace {self._choice.endpoint or self._workspace.root}>"

    @property
    def queries(self) -> dict[str, str]:
        """What each stored question asks, by its name."""
        with one_error():
            stored = list(self._catalogue.all())
            _warn_of([finding for finding in stored if isinstance(finding, Finding)])
            return {query.name: query.header.summary for query in stored if isinstance(query, StoredQuery)}

    def query(self, name: str, /, *, as_of: Day | None = None, cite: bool = False, **params: object) -> Rows:
        """The answer to a stored question; `queries` lists them.

        Parameters go by name and are values as a person writes them, dates, numbers or things of other
        answers; one that is None is left out. `as_of` asks what was known by that day; `cite` adds the
        columns `passages` (IRIs, apart by a space), `witnesses` and `disputed`. A question with a yes or no
        gives one row, one that gives statements a row for each.

        Raises PactgraphError for an unknown question or parameter, a value that is missing or does not fit.
        """
        with one_error():
            engine, stored = self._engine(as_of), self._catalogue[name]
            given = {key: None if value is None else typed(value) for key, value in params.items()}
            try:
                found, bound = answer_stored(engine, stored, given, self._names(engine))
                if cite and isinstance(found, Table):
                    text = bind(stored.text, bound)
                    rules = self._workspace.rules.rules
                    cited = partial(with_citations, engine, rules, text, found, stored.header.lists)
                    found = cited() if engine.timeout is None else endable(cited)
            except ParameterFault as fault:
                message = str(fault)
                for parameter in stored.parameters:
                    message = message.replace(f"--{parameter.name}", parameter.name)
                raise PactgraphError(f"{name}: {message}") from None
            return self._rows(engine, as_table(found))

    def sparql(self, text: str, *, as_of: Day | None = None) -> Rows | bool | rdflib.Graph:
        """The answer to a SPARQL 1.1 query: rows for SELECT, a truth value for ASK, an rdflib Graph for
        CONSTRUCT and DESCRIBE. Prefixes of the workspace need no declaration; SERVICE is refused.

        Raises PactgraphError for a text that is no query, with the place, and where the engine fails.
        """
        with one_error():
            found = tokens(text)
            refuse_service(text, found)
            prefixes = self._workspace.prefixes
            head, engine = prologue(found, prefixes), self._engine(as_of)
            refuse_unknown_terms(engine, text, found, prefixes)
            for message in missing_graphs(engine, found, prefixes) if names_graphs(found) else ():
                warnings.warn(message, stacklevel=2)
            try:
                told = answer(engine, head + text, found)
            except QueryFault as fault:
                raise as_typed(fault, head, text) from None
            if isinstance(told, bool):
                return told
            if isinstance(told, Table):
                return self._rows(engine, told)
            from .graphs import to_graph

            return to_graph(told, prefixes)

    def rdflib(self) -> rdflib.Dataset:
        """A copy of the dataset for rdflib: a named graph for each file and each passage, and as its default
        graph every accepted statement. Not of an endpoint, but of the workspace's files."""
        from .graphs import to_dataset

        with one_error():
            return to_dataset(self._store(), self._workspace.prefixes)

    def validate(self) -> list[Finding]:
        """Every fault of the workspace's files, location first; an empty list where there is none."""
        from ..check.checks import Checks

        with one_error():
            return Checks(self._workspace).findings()

    def why(self, thing: Name, property: str | None = None, *, as_of: Day | None = None) -> Evidence:  # noqa: A002
        """Every passage and file behind the statements about a thing, or that have it as their value; only
        those with `property` (a label, a prefixed name or a local name) where it is given.

        Raises PactgraphError for a name that means nothing or several things, with the candidates.
        """
        with one_error():
            engine = self._engine(as_of)
            node = self._thing(engine, thing)
            limit = (
                resolve_property(engine, self._workspace.prefixes, typed(property), self.lang)
                if property is not None
                else None
            )
            found = [
                *statements.statements_of(engine, node, limit),
                *statements.statements_on(engine, node, limit),
            ]
            return read_evidence(found, self._reader(engine, terms_of(found)), Words())

    def show(self, thing: Name, *, at: Day | None = None) -> Account:
        """The dossier on a thing: who or what it is, its agreements, partners, sectors, commitments, what was
        announced, where sources disagree, and what each document says; as of the day `at` where it is given.

        Raises PactgraphError for a name that means nothing or several things, with the candidates.
        """
        with one_error():
            engine = self._engine()
            node = self._thing(engine, thing)
            return self._account(
                dossier(engine, self._workspace.prefixes, node, self.lang, one_day(at, last=True))
            )

    def compare(
        self,
        first: Name,
        second: Name,
        *,
        sector: Name | None = None,
        since: Day | None = None,
        until: Day | None = None,
        strength: Name | None = None,
    ) -> Account:
        """Two regions, agreements or documents side by side: what they share, what each has alone. `sector`,
        `since`, `until` and `strength` (at least so firm) limit what counts.

        Raises PactgraphError for names that mean nothing, and things that cannot be compared.
        """
        with one_error():
            engine = self._engine()
            one, other = self._thing(engine, first), self._thing(engine, second)
            limits = self._limits(engine, sector, since, until, strength)
            return self._account(contrast(engine, self._workspace.prefixes, one, other, self.lang, limits))

    def trace(
        self,
        start: Name,
        goal: Name,
        *,
        via: Iterable[Name] = (),
        most_hops: int = MOST_HOPS,
        most_paths: int = 8,
        sector: Name | None = None,
        since: Day | None = None,
        until: Day | None = None,
        strength: Name | None = None,
    ) -> Account:
        """How two things are linked by partnership: the shortest paths, each hop with its passages; none is
        longer than `most_hops`. No path is an account without sections. Limits as in `compare`.

        Raises PactgraphError for names that mean nothing.
        """
        with one_error():
            engine, prefixes = self._engine(), self._workspace.prefixes
            begin, end = self._thing(engine, start), self._thing(engine, goal)
            through = tuple(self._thing(engine, name) for name in via)
            ties = read_ties(engine)
            sieve = Sieve.open(engine, ties, self._limits(engine, sector, since, until, strength))
            paths = list(islice(Tracer(ties, sieve, through).paths(begin, end, most_hops), most_paths))
            guide = Guide(engine, ties, prefixes, self.lang)
            teller = Teller(engine, prefixes, self.lang, [begin, end])
            ends = teller.thing(begin), teller.thing(end)
            if paths:
                title = guide.wording.say("paths", *ends)
            elif ties.partner(begin) == ties.partner(end):
                title = guide.wording.say("one-partner", *ends)
            else:
                title = guide.wording.say("no-path", *ends, most_hops)
            return self._account(Outline(title, (begin, end), (), tuple(guide.tell(paths))))

    def draw(
        self,
        kind: Kind,
        region: Name | Iterable[Name] = (),
        *,
        sector: Name | None = None,
        since: Day | None = None,
        until: Day | None = None,
        strength: Name | None = None,
        width: int = 1000,
        theme: Theme = "auto",
    ) -> Picture:
        """A picture of partnerships: `network`, `timeline`, `map` or `matrix`; of what a region has part in,
        or several have together. Limits as in `compare`; `width` is in pixels; the `theme` is auto (as the
        reader's own), light or dark.

        Raises PactgraphError for names that mean nothing, another kind or theme, or a width that is none.
        """
        for asked, known in ((kind, KINDS), (theme, THEMES)):
            if asked not in known:
                raise PactgraphError(f"{asked!r} cannot be drawn: take one of {', '.join(known)}")
        try:
            look = Look(width, self.lang)
        except ValueError as error:
            raise PactgraphError(str(error)) from None
        with one_error():
            engine = self._engine()
            asked_for = [region] if isinstance(region, str | NamedNode) else region
            regions = [self._thing(engine, each, _REGIONS) for each in asked_for]
            limits = self._limits(engine, sector, since, until, strength)
            return Picture(draw(kind, read_landscape(engine, self.lang, limits, regions), look), theme)

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(self._workspace.queries, self._workspace.prefixes)

    def _engine(self, as_of: Day | None = None) -> Engine:
        known = one_day(as_of, last=True) or ""
        if known and self._choice.endpoint is not None:
            raise PactgraphError("as_of is for the workspace's own files: an endpoint knows only today")
        if known not in self._known:
            self._known[known] = open_engine(self._choice, lambda: self._store(known))
        return self._known[known]

    def _store(self, as_of: str = "") -> Store:
        opened = self._workspace.known_by(as_of) if as_of else self._workspace.opened
        _warn_of(opened.unreadable)
        return opened.store

    def _names(self, engine: Engine) -> Names:
        return Names(engine, self._workspace.prefixes, self.lang)

    def _thing(self, engine: Engine, name: Name, within: Within = Within()) -> NamedNode:  # noqa: B008
        return self._names(engine).resolve(typed(name), within)

    def _limits(
        self,
        engine: Engine,
        sector: Name | None,
        since: Day | None,
        until: Day | None,
        strength: Name | None,
    ) -> Limits:
        first, last = one_day(since, last=False), one_day(until, last=True)
        if first is not None and last is not None and last < first:
            raise PactgraphError(f"until {last} is before since {first}")
        return Limits(
            self._thing(engine, sector, _SECTORS) if sector is not None else None,
            first,
            last,
            self._thing(engine, strength, _STRENGTHS) if strength is not None else None,
        )

    def _reader(self, engine: Engine, terms: Iterable[Term | None]) -> Reader:
        return Reader(engine, self._workspace.prefixes, self.lang, terms)

    def _rows(self, engine: Engine, table: Table) -> Rows:
        reader = self._reader(engine, (term for row in table.rows for term in row))
        return Rows(table.columns, [tuple(map(reader, row)) for row in table.rows])

    def _account(self, outline: Outline) -> Account:
        return Account(outline, self._workspace.prefixes, Words())


def _warn_of(findings: Iterable[Finding]) -> None:
    """Warns of what had to be left out."""
    if places := "; ".join(f"{each.place}: {each.message}" for each in findings):
        warnings.warn(f"left out, as they cannot be read: {places}", stacklevel=3)
