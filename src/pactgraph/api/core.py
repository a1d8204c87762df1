"""What all parts of the API share: the query engine, for each day of `as_of`; name lookup; the stored
questions.

Modules are imported where they are needed: what a command does not ask for costs it nothing at the start.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from ..query.naming.names import Names, Thing
from ..query.naming.within import Within
from ..query.opening import Choice, open_engine
from ..query.stored.catalogue import Catalogue
from ..rdf.fault import PactgraphError
from ..rdf.prefixes import Prefixes
from ..workspace.workspace import Workspace
from .asked import Day, Name, one_day, typed
from .caller import Caller

if TYPE_CHECKING:
    from typing import Self

    from ..prose.texts import Texts
    from ..query.engines.engine import Engine
    from ..query.stored.questions import Questions, Value
    from .limits import Limits

ANYTHING = Within()


class Core:
    """A workspace, the engine that answers for it, the language of labels, and who is told what."""

    def __init__(self, workspace: Workspace, choice: Choice, lang: str, caller: Caller) -> None:
        self._workspace = workspace
        self._choice = choice
        self._caller = caller
        self._engines: dict[str, Engine] = {}
        self._asked: dict[str, Questions] = {}
        self.lang = lang

    def asked_of(self, choice: Choice, lang: str) -> Self:
        """The same workspace, asked of another engine and in another language."""
        graph = type(self)(self._workspace, choice, lang, self._caller)
        graph._catalogue = self._catalogue
        return graph

    def __repr__(self) -> str:
        return f"<Pactgraph workspace {self._choice.endpoint or self._workspace.root}>"

    @property
    def root(self) -> Path:
        """The folder of the workspace."""
        return self._workspace.root

    @property
    def prefixes(self) -> Prefixes:
        """The namespaces of the prefixes that need no declaration, by prefix."""
        return self._workspace.prefixes

    def check_writable(self) -> None:
        """Raises PactgraphError for data that must not be written: that which came with Pactgraph."""
        self._workspace.check_writable()

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(self._workspace.queries, self._workspace.prefixes)

    def _engine(self, as_of: Day | None = None) -> Engine:
        """The engine that answers, or one over what was known by a day. Raises PactgraphError for a day of an
        endpoint."""
        day = one_day(as_of, last=True) or ""
        if day and self._choice.endpoint is not None:
            option = self._caller.option("as_of")
            raise PactgraphError(f"{option} is for the workspace's own files: an endpoint knows only today")
        if day not in self._engines:
            self._engines[day] = open_engine(self._choice, lambda: self._store(day))
        return self._engines[day]

    def _questions(self, as_of: Day | None = None) -> Questions:
        """The stored questions, put to the engine of a day; an answer is asked for once."""
        from ..query.stored.questions import Questions

        day = one_day(as_of, last=True) or ""
        if day not in self._asked:
            self._asked[day] = Questions(self._engine(as_of), self._catalogue)
        return self._asked[day]

    def _store(self, as_of: str = "") -> Store:
        if not as_of:
            opened = self._workspace.opened
            self._caller.left_out(opened.unreadable)
            if opened.advice:
                self._caller.note(opened.advice)
            return opened.store
        known = self._workspace.known_by(as_of)
        self._caller.left_out(known.unreadable)
        later, undated = known.standing.left_out, known.standing.undated
        self._caller.note(
            f"as of {as_of}: {len(later)} of {known.documents} documents left out, which spoke later; "
            "decisions are today's"
        )
        for document in undated:
            name = self.prefixes.curie(document)
            self._caller.note(f"left out too: {name}, of which nothing says when it spoke")
        return known.store

    def _names(self, engine: Engine) -> Names:
        return Names(engine, self.prefixes, self.lang, self._chosen)

    def _chosen(self, typed: str, taken: Thing, others: tuple[Thing, ...]) -> None:
        also = ", ".join(map(str, others))
        self._caller.note(f'"{typed}" is taken as {taken}; there is also {also}')

    def _thing(self, engine: Engine, name: Name, within: Within = ANYTHING) -> NamedNode:
        """The thing of a name. Raises NameFault with the candidates, or what is near."""
        return self._names(engine).resolve(typed(name), within)

    def texts(self, part: str = "prose") -> Texts:
        """The set phrases of a part of the interface (prose, picture, site) in the language of labels, or in
        English, of which the caller is told."""
        from ..prose.texts import LANGUAGES, Texts

        texts = Texts(self.lang, part)
        if texts.falls_back:
            listed = ", ".join(LANGUAGES)
            self._caller.note(f"words are in English: there are none in {self.lang!r}, but in {listed}")
        return texts

    def _values(self, limits: Limits, engine: Engine) -> dict[str, Value]:
        """Limits as values of the parameters of stored questions: `questions.ask(name, **values)`."""
        return limits.values(lambda name, within: self._thing(engine, name, within))
