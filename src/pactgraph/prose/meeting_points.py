"""Rows of `meeting-points` in words: when something was made or held, of what kind it is, how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode

from ..query.evidence.support import Period, recorded
from ..query.stored.questions import Questions, Row
from .texts import Texts
from .tie_words import REACHED, listed, node, text
from .words import Words


class Points:
    """Says what rows of `meeting-points` hold, in one line each."""

    def __init__(self, questions: Questions, words: Words, texts: Texts) -> None:
        self._questions = questions
        self._words = words
        self._texts = texts
        self._recorded: dict[NamedNode, Period | None] = {}

    def learn(self, rows: Iterable[Row]) -> None:
        """Asks at once for the words and days that the summaries of some rows want."""
        rows = list(rows)
        self._words.learn(
            term for row in rows for column in ("kinds", "states") for term in self.concepts(row, column)
        )
        undated = {thing for row in rows if (thing := node(row["thing"])) and not _dated(row)}
        new = undated - self._recorded.keys()
        if new:
            found = recorded(self._questions.engine, new)
            self._recorded |= {thing: found.get(thing) for thing in new}

    def concepts(self, row: Row, column: str) -> list[NamedNode]:
        """The concepts that a list column names."""
        return listed(self._questions, row[column])

    def summary(self, row: Row, but: Collection[NamedNode] = ()) -> str:
        """When it was made or held, or since when it is on record; its kinds; how it stands, but for what
        is told elsewhere; when it is due, unless it has come about."""
        self.learn([row])
        return "; ".join(self._parts(row, but))

    def _parts(self, row: Row, but: Collection[NamedNode]) -> Iterator[str]:
        thing = node(row["thing"])
        if _dated(row):
            yield self._texts.period(text(row["earliest"]), text(row["latest"]))
        elif thing is not None and (known := self._recorded[thing]):
            yield self._texts.say("on-record", self._texts.period(*known))
        for column in ("kinds", "states"):
            names = sorted(self._words.label(each) for each in self.concepts(row, column) if each not in but)
            if names:
                yield ", ".join(names)
        first, last = text(row["dueEarliest"]), text(row["dueLatest"])
        if (
            row["phase"] != REACHED
            and (first or last)
            and (first, last) != (text(row["earliest"]), text(row["latest"]))
        ):
            yield self._texts.say("due", self._texts.period(first, last))


def _dated(row: Row) -> bool:
    return bool(text(row["earliest"]) or text(row["latest"]))
