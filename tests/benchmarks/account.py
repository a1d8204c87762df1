"""One generated document: its text, what stands outside its passages, and its passages with their records."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from atlas import Statement
from phrases import PAUSES, phrase
from pyoxigraph import Literal, NamedNode

from pactgraph.workspace.passage import document_digest, passage_digest

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE, _COUNT, _INTEGER = (NamedNode(_XSD + name) for name in ("date", "nonNegativeInteger", "integer"))


def day(value: date) -> Literal:
    """A day as a literal."""
    return Literal(value.isoformat(), datatype=_DATE)


def english(text: str) -> Literal:
    """A text in English."""
    return Literal(text, language="en")


@dataclass(slots=True)
class Fact:
    """What one passage says: `kind` names its phrase, `about` fills it."""

    kind: str
    about: str
    statements: list[Statement]


@dataclass(slots=True)
class Account:
    """`text` is the document's text so far, `outside` what stands outside the passages; `passages` has the
    name and the statements of each."""

    slug: str
    language: str
    text: str = ""
    outside: list[Statement] = field(default_factory=list)
    passages: list[tuple[str, list[Statement]]] = field(default_factory=list)

    def introduce(self, record: str, kind: str, label: str) -> None:
        """Adds a record with its type and label."""
        self.outside += [(record, "a", kind), (record, "rdfs:label", english(label))]

    def tell(self, chance: random.Random, fact: Fact, premise: str | None = None) -> str:
        """Adds the words of a fact to the text and its statements as a passage; gives the passage's name.
        `premise` is a passage that gives the day. Printed names get the document's language."""
        pause = chance.choice(PAUSES[self.language]) if self.text else ""
        self.text += f"{pause} " if pause else ""
        start, words = len(self.text), phrase(self.language, fact.kind, fact.about)
        self.text += words
        name = f"passage:{self.slug}_{start}-{len(self.text)}"
        self.text += " "
        self.outside += [
            (name, "a", "pact:Passage"),
            (name, "pact:passageOf", f"document:{self.slug}"),
            (name, "pact:start", Literal(str(start), datatype=_COUNT)),
            (name, "pact:end", Literal(str(start + len(words)), datatype=_COUNT)),
            (name, "pact:digest", Literal(passage_digest(words))),
        ]
        if premise:
            self.outside += [
                (name, "prov:wasDerivedFrom", premise),
                (name, "pact:inference", "inference:relative-day"),
            ]
        self.passages.append((name, [self._printed(statement) for statement in fact.statements]))
        return name

    def _printed(self, statement: Statement) -> Statement:
        subject, predicate, value = statement
        if predicate == "pact:printedName" and isinstance(value, Literal):
            return subject, predicate, Literal(value.value, language=self.language)
        return statement

    def finish(self) -> None:
        """Ends the text, and records its digest and its length."""
        self.text = self.text.rstrip() + "\n"
        record = f"document:{self.slug}"
        self.outside += [
            (record, "pact:digest", Literal(document_digest(self.text.encode("utf-8")))),
            (record, "pact:length", Literal(str(len(self.text)), datatype=_INTEGER)),
        ]
