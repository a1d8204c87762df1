"""The statements of a graph that holds those of many files, in one order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from pyoxigraph import NamedNode, Triple

from .forms import Forms


class Statements:
    """Triples without blank nodes, each once, in the order of their lines of N-Triples, and so by subject.

    `digest` is SHA-256 over them, one `subject predicate object` a line.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        lines = sorted({str(triple): triple for triple in triples}.items())
        self._triples = [triple for _, triple in lines]
        self._about = {
            subject: list(found) for subject, found in groupby(self._triples, key=lambda t: t.subject)
        }
        self.digest = digest(line for line, _ in lines)

    def __len__(self) -> int:
        return len(self._triples)

    def after(self, number: int = 0) -> Iterator[Triple]:
        """The statements in order, without the first `number` of them."""
        return islice(self._triples, number, None)

    def about(self, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
        """The statements about some things, in order."""
        for subject in sorted(set(subjects), key=str):
            yield from self._about.get(subject, ())

    def forms(self, forms: Forms) -> int:
        """How many different statements there are once their forms are made one."""
        return sum(len(set(forms.fold(triples))) for triples in self._about.values())


def digest(lines: Iterable[str]) -> str:
    """SHA-256, in hexadecimal, of the lines sorted by code point, in UTF-8, each ended by a line feed."""
    found = hashlib.sha256()
    for line in sorted(lines):
        found.update(f"{line}\n".encode())
    return found.hexdigest()
