"""Words for what the graph holds, from the ontology: relations, classes, what things are called."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from ..query.naming.labels import Label, all_labels, best
from ..query.stored.questions import Questions, Row
from ..rdf.table import Term

LAST = 1000
"""The rank of classes that have none: after all that do."""


class Phrase(NamedTuple):
    """How a relation reads from its subject to its object, and from its object to its subject."""

    onward: str
    back: str


class ClassWords(NamedTuple):
    """A class as it is shown: where it stands among the others, what one and what several are called.

    `role` says whether partners meet there, are such, or share such: a superclass of ours, or None. `one` and
    `several` are what programs call it: the English words, in every language.
    """

    iri: NamedNode
    role: NamedNode | None
    rank: int
    label: str
    plural: str
    one: str = "thing"
    several: str = "things"


class Words:
    """The words for terms in a language, with an open fallback: English, then another language by its tag.

    Labels that are wanted soon are asked for together by `learn`; another one is asked for where it is named.
    """

    def __init__(self, questions: Questions, lang: str) -> None:
        self._questions = questions
        self.lang = lang
        self._labels: dict[NamedNode, list[Label]] = {}

    def learn(self, terms: Iterable[Term | None]) -> None:
        """Asks for the labels of some terms at once."""
        new = {term for term in terms if isinstance(term, NamedNode) and term not in self._labels}
        if new:
            found = all_labels(self._questions.engine, new)
            self._labels |= {term: found.get(term, []) for term in new}

    def label(self, term: NamedNode) -> str:
        """The label of a thing, or its prefixed name where it has none."""
        self.learn([term])
        known = self._labels[term]
        return best(known, self.lang).told(self.lang) if known else self.curie(term)

    def thing(self, term: Term) -> str:
        """A thing as label and prefixed name, a literal as its text with its language where that is another
        one."""
        if isinstance(term, NamedNode):
            label, curie = self.label(term), self.curie(term)
            return label if label == curie else f"{label} ({curie})"
        if isinstance(term, Literal):
            return f"{term.value} @{term.language}" if term.language not in (None, self.lang) else term.value
        return f"_:{term.value}" if isinstance(term, BlankNode) else str(term)

    def curie(self, node: NamedNode) -> str:
        """The prefixed name of an IRI."""
        return self._questions.prefixes.curie(node)

    def listed(self, things: Iterable[NamedNode]) -> str:
        """The labels of some things, in order, each once."""
        things = list(things)
        self.learn(things)
        return ", ".join(sorted(set(map(self.label, things))))

    def has_phrase(self, relation: NamedNode, *, back: bool = False) -> bool:
        """Whether the ontology says how a relation reads onward, as of each that ties, or back."""
        found = self._phrases.get(relation)
        return found is not None and bool(found.back if back else found.onward)

    def phrase(self, relation: NamedNode) -> Phrase:
        """How a relation, or the standing of a membership, reads in both directions; its label where nothing
        says so."""
        onward, back = self._phrases.get(relation, ("", ""))
        return Phrase(onward or self.label(relation), back or self.label(relation))

    def kind(self, class_: NamedNode) -> ClassWords:
        """A class as it is shown; one without words goes last, by its label."""
        found = self.kinds.get(class_)
        return found or ClassWords(class_, None, LAST, *[self.label(class_)] * 2)

    @cached_property
    def kinds(self) -> dict[NamedNode, ClassWords]:
        """The classes that are shown, by rank."""
        found = []
        for class_, rows in self._by(self._questions.ask("kinds"), "class").items():
            row = rows[0]
            role, rank = row["role"], row["rank"]
            found.append(
                ClassWords(
                    class_,
                    role if isinstance(role, NamedNode) else None,
                    int(rank.value) if isinstance(rank, Literal) else LAST,
                    self._text(rows, "label", self.lang) or self.label(class_),
                    self._text(rows, "plural", self.lang) or self.label(class_),
                    *(_name(self._text(rows, column, "en")) for column in ("label", "plural")),
                )
            )
        return {kind.iri: kind for kind in sorted(found, key=lambda kind: (kind.rank, kind.iri.value))}

    @cached_property
    def _phrases(self) -> dict[NamedNode, Phrase]:
        """The phrases that there are, empty in a direction that has none."""
        return {
            relation: Phrase(*(self._text(rows, column, self.lang) or "" for column in ("onward", "back")))
            for relation, rows in self._by(self._questions.ask("relations"), "relation").items()
        }

    @staticmethod
    def _by(rows: list[Row], column: str) -> dict[NamedNode, list[Row]]:
        found: dict[NamedNode, list[Row]] = {}
        for row in rows:
            term = row[column]
            if isinstance(term, NamedNode):
                found.setdefault(term, []).append(row)
        return found

    @staticmethod
    def _text(rows: list[Row], column: str, lang: str) -> str | None:
        """The words of one column in a language, with the fallback of labels."""
        known = []
        for row in rows:
            words, language = row[column], row["language"]
            if isinstance(words, Literal):
                tag = language.value if isinstance(language, Literal) else words.language or ""
                known.append(Label(words.value, tag))
        return best(known, lang).told(lang) if known else None


def _name(words: str | None) -> str:
    return (words or "").lower().replace(" ", "-")
