"""What two have in common and what each has alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from .texts import Texts


@dataclass(frozen=True, slots=True)
class Sides:
    """Things of one class: of both, of the first or the second alone."""

    shared: tuple[NamedNode, ...]
    first: tuple[NamedNode, ...]
    second: tuple[NamedNode, ...]

    @classmethod
    def of(cls, first: Iterable[NamedNode], second: Iterable[NamedNode]) -> Sides:
        """The sides of two sets of things."""
        one, other = set(first), set(second)
        return cls(*(tuple(sorted(found, key=str)) for found in (one & other, one - other, other - one)))

    def groups(self, texts: Texts, names: Sequence[str]) -> list[tuple[str, str, tuple[NamedNode, ...]]]:
        """Each side that has something: its heading, its name for programs, and the things."""
        found = (
            (texts.say("shared"), "shared", self.shared),
            (texts.say("only", names[0]), "first", self.first),
            (texts.say("only", names[1]), "second", self.second),
        )
        return [
            (texts.say("known", text, len(things)), name, things) for text, name, things in found if things
        ]
