"""How things are tied, and how a meeting point stands, in words: the same for one thing, two and a path."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from ..query.evidence.support import Triple, sources_of
from ..query.stored.answering import SEPARATOR
from ..query.stored.questions import Questions, Row
from ..rdf.namespaces import CONCEPT
from ..rdf.table import Term
from .outline import Entry
from .sources import Sources
from .texts import Texts
from .words import Words

AHEAD = NamedNode(CONCEPT + "phase/ahead")
"""What is still to come."""
REACHED = NamedNode(CONCEPT + "phase/reached")
"""What has come about."""

Directed = tuple[Row, bool]
"""A row of `ties`, and whether it is read onward: from its thing to the other."""


def relation(
    words: Words,
    texts: Texts,
    ties: Iterable[Directed],
    at: str | None = None,
    known: Collection[NamedNode] = (),
) -> str:
    """How some ties between two things read from one of them, each relation once with what is to be said of
    it: through which government where not by itself (nor one of those `known`), in what standing, since when;
    on the day `at`, nothing of what ended later."""
    ties = list(ties)
    by_itself = {row["relation"] for row, _ in ties if row["through"] is None}
    told: dict[str, dict[str, None]] = {}
    for row, onward in ties:
        property_ = node(row["relation"])
        if property_ is not None and (row["through"] is None or property_ not in by_itself):
            phrase = words.phrase(property_)
            more = "; ".join(_details(words, texts, row, at, known))
            told.setdefault(more, {})[phrase.onward if onward else phrase.back] = None
    # What is said with a standing or a time need not be said again without.
    for more, phrases in told.items():
        if more:
            for each in phrases:
                told.get("", {}).pop(each, None)
    return ", ".join(
        f"{', '.join(phrases)} ({more})" if more else ", ".join(phrases)
        for more, phrases in told.items()
        if phrases
    )


def _details(
    words: Words, texts: Texts, row: Row, at: str | None, known: Collection[NamedNode]
) -> Iterator[str]:
    through, standing, until = node(row["through"]), node(row["relation"]), text(row["endLatest"])
    ended = bool(until) and (at is None or until <= at)
    if through is not None and through not in known:
        yield texts.say("through", words.label(through))
    if standing is not None and row["phase"] is not None:
        yield words.label(standing)
        if row["phase"] == AHEAD and not ended:
            yield texts.say("not-held")
    yield from days(texts, row, at)


def days(texts: Texts, row: Row, at: str | None = None) -> Iterator[str]:
    """Since when and until when a tie stands; on the day `at`, nothing of what ended later."""
    first, last, until = (text(row[column]) for column in ("beginEarliest", "beginLatest", "endLatest"))
    if first:
        yield texts.say("since", texts.period(first, last or None))
    elif last:
        yield texts.say("since-latest", last)
    if until and (at is None or until <= at):
        yield texts.say("until", until)


def listed(questions: Questions, cell: Term | None) -> list[NamedNode]:
    """The concepts that a list column names."""
    names = text(cell).split(SEPARATOR)
    return [term for name in names if name and (term := questions.prefixes.expand(name)) is not None]


def stating(questions: Questions, row: Row) -> list[Triple]:
    """The statements that say the states of a row of `meeting-points`."""
    states = set(listed(questions, row["states"]))
    return [each for each in questions.statements("meeting-points", row) if each[2] in states]


def states(questions: Questions, words: Words, texts: Texts, sources: Sources, row: Row) -> tuple[Entry, ...]:
    """How firmly a row of `meeting-points` stands, one entry for each of its states, with the passages."""
    said = stating(questions, row)
    known = sources.told(said)
    told = []
    for state in listed(questions, row["states"]):
        rows = [statement for statement in said if statement[2] == state and known[statement]]
        label = words.label(state)
        name = texts.told(words.label(rows[0][1]), label) if rows else label
        told.append(Entry(name, "state", state, sources_of(known, rows)))
    return tuple(told)


def node(term: Term | None) -> NamedNode | None:
    """The term where it is an IRI."""
    return term if isinstance(term, NamedNode) else None


def text(term: Term | None) -> str:
    """What a literal says, nothing where there is none."""
    return term.value if isinstance(term, Literal) else ""
