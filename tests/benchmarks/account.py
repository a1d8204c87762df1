"""One generated document: what stands outside its passages, and its passages with their records."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from atlas import Statement
from pyoxigraph import Literal, NamedNode

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE, _COUNT = NamedNode(_XSD + "date"), NamedNode(_XSD + "nonNegativeInteger")


def day(value: date) -> Literal:
    """A day as a literal."""
    return Literal(value.isoformat(), datatype=_DATE)


def english(text: str) -> Literal:
    """A text in English."""
    return Literal(text, language="en")


@dataclass(slots=True)
class Account:
    """`outside` is what stands outside the passages; `passages` has the name and the statements of each."""

    slug: str
    outside: list[Statement] = field(default_factory=list)
    passages: list[tuple[str, list[Statement]]] = field(default_factory=list)
    length: int = 0

    def introduce(self, record: str, kind: str, label: str) -> None:
        """Adds a record with its type and label."""
        self.outside += [(record, "a", kind), (record, "rdfs:label", english(label))]

    def tell(self, chance: random.Random, statements: list[Statement], premise: str | None = None) -> str:
        """Adds a passage behind the last one; gives its name. `premise` is a passage that gives the day."""
        start = self.length + chance.randint(1, 40)
        end = start + chance.randint(20, 180)
        self.length = end
        name = f"passage:{self.slug}_{start}-{end}"
        self.outside += [
            (name, "a", "pact:Passage"),
            (name, "pact:passageOf", f"document:{self.slug}"),
            (name, "pact:start", Literal(str(start), datatype=_COUNT)),
            (name, "pact:end", Literal(str(end), datatype=_COUNT)),
            (name, "pact:digest", Literal(sha256(name.encode()).hexdigest())),
        ]
        if premise:
            self.outside += [
                (name, "prov:wasDerivedFrom", premise),
                (name, "pact:inference", "inference:relative-day"),
            ]
        self.passages.append((name, statements))
        return name
