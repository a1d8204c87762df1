"""The answer to a query as RDF has it: rows of terms, yes or no, or triples; to be read, or written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..rdf.fault import PactgraphError
from ..rdf.formats import RDF, TABLES
from ..rdf.table import Table, Term

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from ..query.engines.engine import Engine
    from ..query.results.cells import TermText
    from ..rdf.prefixes import Prefixes
    from .rows import Rows


class Answer:
    """What a query gave: `found` is a table of terms, a truth value or triples; `seconds` is what that took,
    `engine` the name of what answered."""

    def __init__(
        self,
        found: Table | bool | list[Triple],
        engine: Engine,
        prefixes: Prefixes,
        lang: str,
        seconds: float = 0.0,
    ) -> None:
        self.found = found
        self.seconds = seconds
        self.engine = engine.name
        self._engine = engine
        self._prefixes = prefixes
        self._lang = lang

    @property
    def empty(self) -> bool:
        """Whether there are no rows or no triples."""
        return not self.found.rows if isinstance(self.found, Table) else self.found == []

    @property
    def size(self) -> str:
        """How much it is, in words."""
        if isinstance(self.found, Table):
            return f"{len(self.found.rows)} rows"
        return f"{len(self.found)} triples" if isinstance(self.found, list) else "yes or no"

    def rows(self) -> Rows:
        """The answer as rows of Python values: a truth value is one row, triples are a row each."""
        from .rows import Rows, as_table
        from .values import Reader

        table = as_table(self.found)
        terms = (term for row in table.rows for term in row)
        reader = Reader(self._engine, self._prefixes, self._lang, terms)
        return Rows(table.columns, [tuple(map(reader, row)) for row in table.rows])

    def refuse(self, form: str) -> None:
        """Raises PactgraphError for a format that does not go with the answer: triples are no rows."""
        triples = isinstance(self.found, list)
        known = RDF if triples else TABLES
        if form not in known:
            what = "triples" if triples else "no triples"
            raise PactgraphError(f"the answer is {what}: -f takes {', '.join(known)}, not {form}")

    def written(self, form: str, *, labels: bool = False) -> bytes:
        """The answer in a format but `table`, in UTF-8; with `labels` behind each column of things one of
        their labels. Raises PactgraphError for a format that does not go with it, or cannot hold it."""
        from ..query.results.writers import EXACT

        self.refuse(form)
        found = self.found
        if isinstance(found, list):
            return self._triples(found, form)
        if form not in EXACT:
            return self._in_words(found, form)
        if labels and isinstance(found, Table):
            from ..query.results.cells import Cells, with_labels

            found = with_labels(found, Cells.of(found, self._engine, self._prefixes, self._lang))
        return EXACT[form](found).encode()

    def in_columns(self, width: int, *, colour: bool = False, rule: str = "─") -> str:
        """The answer as a table for people, in at most `width` columns of a terminal, things by their labels;
        `rule` underlines the names."""
        from ..query.results.cells import Cells
        from ..query.results.terminal import to_terminal

        self.refuse("table")
        if not isinstance(self.found, Table):
            return _yes(self.found)
        cells = Cells.of(self.found, self._engine, self._prefixes, self._lang)
        return to_terminal(self.found, cells, width, colour=colour, rule=rule)

    def _in_words(self, found: Table | bool, form: str) -> bytes:
        from ..query.results.cells import Cells
        from ..query.results.writers import IN_WORDS

        if not isinstance(found, Table):
            return _yes(found).encode()
        cells = Cells.of(found, self._engine, self._prefixes, self._lang)
        return IN_WORDS[form](found, cells).encode()

    def _triples(self, found: list[Triple], form: str) -> bytes:
        from pyoxigraph import Quad

        from ..publish.export import render

        quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in found]
        try:
            return render(list(dict.fromkeys(quads)), form, self._prefixes)
        except ValueError as error:
            raise PactgraphError(f"this cannot be written as {form}: {error}") from error


def in_columns(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, colour: bool) -> str:
    """Rows of text as a table for people: see `Answer.in_columns`."""
    from pyoxigraph import Literal

    from ..query.results.cells import TermText
    from ..query.results.terminal import to_terminal

    def cell(term: Term | None) -> TermText:
        return TermText(term.value if isinstance(term, Literal) else "")

    table = Table(tuple(columns), tuple(tuple(Literal(text) for text in row) for row in rows))
    return to_terminal(table, cell, width, colour=colour)


def _yes(answer: object) -> str:
    return "yes\n" if answer else "no\n"
