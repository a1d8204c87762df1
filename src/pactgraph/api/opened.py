"""An opened workspace: questions, accounts, pictures, checks, publishing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..query.engines.query_limits import DEFAULT_TIMEOUT
from ..query.opening import Choice
from ..rdf.fault import PactgraphError
from ..workspace.workspace import Workspace
from .asked import Day, Name, one_day
from .asking import Asking
from .caller import Caller
from .checking import Checking
from .limits import NONE, Limits
from .publishing import Publishing

if TYPE_CHECKING:
    from ..prose.outline import Outline
    from ..prose.trace import Trace
    from ..publish.draw import Kind
    from ..publish.draw.palette import Theme
    from .account import Account
    from .answer import Answer
    from .picture import Picture
    from .rows import Rows
    from .skeletons import Skeletons


def open_workspace(
    path: str | os.PathLike[str] | None = None,
    *,
    endpoint: str | None = None,
    lang: str = "en",
    timeout: float = DEFAULT_TIMEOUT,
) -> OpenWorkspace:
    """Opens the workspace at `path`, the folder that holds `ontology`, `data` and `queries`; without it that
    of $PACTGRAPH_WORKSPACE, the nearest one around the current folder, or the data that came with Pactgraph.

    `endpoint` is the URL of a SPARQL endpoint to ask instead of the workspace's files. `lang` is the
    language of labels; where one is missing in it, another one is given with its language.
    `timeout` is the seconds that each query may take. Files are read when first needed. Raises PactgraphError
    where there is no workspace, or no time.
    """
    if not 0 < timeout <= 86_400:
        raise PactgraphError(f"timeout={timeout} is none: give seconds, more than 0 and at most 86400")
    graph = opened(path, Choice(endpoint, timeout=timeout), lang, Caller())
    graph.prefixes  # noqa: B018 - a workspace without a prefix table is said at once
    return graph


def make_workspace(folder: str | os.PathLike[str], source: str | os.PathLike[str] | None = None) -> list[str]:
    """Makes a workspace in an empty or new folder: the ontology and the queries of the one at `source`, or
    those that came with Pactgraph, and folders for data. Gives the paths that it made, relative to `folder`.

    Raises PactgraphError where `source` is no workspace, or the folder holds something or cannot be written.
    """
    from ..draft.new_workspace import make_workspace
    from ..workspace.locate import bundled, is_workspace

    if source is not None and not is_workspace(Path(source)):
        raise PactgraphError(f"{os.fspath(source)} is not a workspace, with ontology, data and queries")
    return make_workspace(Path(folder), bundled() if source is None else Path(source))


def opened(path: str | os.PathLike[str] | None, choice: Choice, lang: str, caller: Caller) -> OpenWorkspace:
    """The workspace at `path`, or the one found without it, for a caller; no file is read yet. Raises
    PactgraphError where there is none."""
    return OpenWorkspace(Workspace.open(path), choice, lang, caller)


class OpenWorkspace(Asking, Checking, Publishing):
    """An opened workspace; `open_workspace` makes one. `lang` is the language of labels."""

    def new(self) -> Skeletons:
        """Writes skeletons: `record`, `document`, `passage`, `query`. Raises PactgraphError for data that
        must not be written."""
        from .skeletons import Skeletons

        return Skeletons(self._workspace, self._caller)

    def show(
        self, thing: Name, *, at: Day | None = None, as_of: Day | None = None, most: int | None = None
    ) -> Account:
        """What the graph tells of a thing: who or what it is, its agreements, partners, sectors, commitments,
        what was announced, where sources disagree, and what each document says; of what stood on the day
        `at`, and as it was known by the day `as_of`, where they are given. Of long lists no more than `most`
        entries are told, with how many there are.

        Raises PactgraphError for a name that means nothing or several things, with the candidates.
        """
        from ..prose import show
        from ..query.engines.engine import bounded

        engine = self._engine(as_of)
        node = self._thing(engine, thing)
        day, known = one_day(at, last=True), one_day(as_of, last=True)
        asked = (self._questions(as_of), self._workspace.rules.rules, node, self.lang)
        told = partial(show.show, *asked, at=day, as_of=known, most=most)
        return self._account(bounded(engine, told))

    def compare(
        self,
        first: Name,
        second: Name,
        limits: Limits = NONE,
        *,
        as_of: Day | None = None,
        most: int | None = None,
    ) -> Account:
        """Two regions, agreements or documents side by side: what they share, what each has alone, within
        `limits`, as it was known by the day `as_of`. Of long lists no more than `most` entries are told, with
        how many there are.

        Raises PactgraphError for names that mean nothing, and things that cannot be compared.
        """
        from ..prose.compare import compare
        from ..query.engines.engine import bounded

        engine = self._engine(as_of)
        one, other = self._thing(engine, first), self._thing(engine, second)
        questions, rules = self._questions(as_of), self._workspace.rules.rules
        values = self._values(limits, engine)
        told = partial(compare, questions, rules, one, other, self.lang, values, most=most)
        return self._account(bounded(engine, told))

    def trace(
        self,
        start: Name,
        goal: Name,
        limits: Limits = NONE,
        *,
        via: Iterable[Name] = (),
        most_hops: int | None = None,
        most_paths: int | None = 8,
        as_of: Day | None = None,
    ) -> Account:
        """How two things are linked by partnership: the shortest paths within `limits`, each hop with its
        passages; as it was known by the day `as_of`. No path is an account without sections. Of the shortest
        no more than `most_paths` are told; where that is None, all of them, and where `most_hops` is given
        too, the longer ones with so many hops as well.

        Raises PactgraphError for names that mean nothing.
        """
        from ..query.engines.engine import bounded

        paths = self.paths(
            start, goal, limits, via=via, most_hops=most_hops, most_paths=most_paths, as_of=as_of
        )
        return self._account(bounded(self._engine(as_of), paths.outline))

    def paths(
        self,
        start: Name,
        goal: Name,
        limits: Limits = NONE,
        *,
        via: Iterable[Name] = (),
        most_hops: int | None = None,
        most_paths: int | None = 8,
        as_of: Day | None = None,
    ) -> Trace:
        """What `trace` tells, path by path: each is sought as it is taken, of many the first at once."""
        from ..prose.trace import trace

        engine = self._engine(as_of)
        ends = self._thing(engine, start), self._thing(engine, goal)
        return trace(
            self._questions(as_of),
            self._workspace.rules.rules,
            ends,
            self.lang,
            self._values(limits, engine),
            via=tuple(self._thing(engine, name) for name in via),
            most_hops=most_hops,
            most_paths=most_paths,
        )

    def draw(
        self,
        kind: Kind,
        agents: Name | Iterable[Name] = (),
        limits: Limits = NONE,
        *,
        width: int = 1000,
        theme: Theme = "auto",
        as_of: Day | None = None,
    ) -> Picture:
        """A picture of partnerships: `network`, `timeline`, `map` or `matrix`; of what an agent has part in,
        or several have together, within `limits`, as it was known by the day `as_of`. `width` is in pixels;
        the `theme` is auto (as the reader's own), light or dark.

        Raises PactgraphError for names that mean nothing, another kind or theme, or a width that is none.
        """
        from ..prose.words import Words
        from ..publish.draw import KINDS, Look
        from ..publish.draw.landscape_reader import MOST_AGENTS, read_landscape
        from ..publish.draw.palette import THEMES
        from ..query.engines.engine import bounded
        from ..query.naming.within import Within
        from ..rdf.namespaces import PACT
        from .picture import Picture

        within = Within((NamedNode(PACT + "Partner"),))
        for asked, known in ((kind, KINDS), (theme, THEMES)):
            if asked not in known:
                raise PactgraphError(f"{asked!r} cannot be drawn: take one of {', '.join(known)}")
        try:
            look = Look(width, self.lang)
        except ValueError as error:
            raise PactgraphError(str(error)) from None
        engine = self._engine(as_of)
        self.texts("picture")
        asked_for = [agents] if isinstance(agents, str | NamedNode) else agents
        partners = [self._thing(engine, each, within) for each in asked_for]
        if len(partners) > MOST_AGENTS:
            raise PactgraphError(f"a picture is drawn of at most {MOST_AGENTS} partners, not {len(partners)}")
        questions = self._questions(as_of)
        day, values = one_day(as_of, last=True), self._values(limits, engine)
        words = Words(questions, self.lang)
        landscape = bounded(engine, partial(read_landscape, questions, words, values, partners, day, (kind,)))
        return Picture(kind, landscape, look, theme)

    def figures(
        self,
        limits: Limits = NONE,
        *,
        through: Iterable[str] = (),
        by: str | None = None,
        as_of: Day | None = None,
    ) -> Rows:
        """How partners are connected, the best connected first, by networkx, within `limits`, as it was known
        by the day `as_of`. `through` says in what they meet: agreements, or what other meeting points are
        called; `by` is year, sector or strength, for the figures of each.

        Raises PactgraphError where the extra `network` is not installed, or partners do not meet in such.
        """
        return self.measured(limits, through=through, by=by, as_of=as_of)[0].rows()

    def measured(
        self,
        limits: Limits = NONE,
        *,
        through: Iterable[str] = (),
        by: str | None = None,
        as_of: Day | None = None,
    ) -> tuple[Answer, list[str]]:
        """What `figures` gives, and in a sentence each how large the network is, what was measured and why;
        no sentence where there is nothing."""
        from ..query.network.figures import measure
        from .answer import Answer

        texts, engine = self.texts(), self._engine(as_of)
        found = measure(self._questions(as_of), self._values(limits, engine), through, by)
        said = []
        if by is None:
            (whole,) = found.figures
            size = len(whole.rows), whole.points, whole.pairs, whole.communities
            said.append(texts.say("figures-size", *size))
        said.append(texts.say("figures-why"))
        pivots = [each.pivots for each in found.figures if each.pivots is not None]
        if pivots:
            said.append(texts.say("figures-estimated", min(pivots)))
        return Answer(found.table, engine, self.prefixes, self.lang), said if found.table.rows else []

    def _account(self, outline: Outline) -> Account:
        from .account import Account
        from .quotations import Quotations

        return Account(outline, self.prefixes, Quotations().quoted)
