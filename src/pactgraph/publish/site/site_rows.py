"""Rows of stored questions that pages show: each question is asked whole, once, and its rows kept by thing.

A site has a page for everything, so asking a question for each thing would cost more than its whole answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from ...query.stored.questions import Questions, Row
from ...rdf.namespaces import CONCEPT
from ...rdf.table import Term

OVER = NamedNode(CONCEPT + "phase/over")
SEPARATOR = " | "
"""What is between the values of a list column."""


class Point(NamedTuple):
    """A row of `meeting-points`: when it was made or held, its kinds and its states on the day."""

    thing: str
    class_: str
    earliest: str
    latest: str
    concepts: tuple[str, ...]


class TieRow(NamedTuple):
    """A row of `ties` as one of its ends reads it: backwards, from the `other` thing, where `back`; through
    which government; first and last day of its begin and of its end."""

    relation: str
    back: bool
    other: str
    through: str
    begin: tuple[str, str]
    end: tuple[str, str]
    row: Row


class Partner(NamedTuple):
    """A row of `partners`: who else has part in a thing, in which way."""

    partner: str
    way: str
    thing: str


class PartRow(NamedTuple):
    """A row of `who-meets`: who has part in a thing, in what standing or by which property, and whether that
    is over."""

    thing: str
    partner: str
    standing: str
    is_over: bool


class Touched(NamedTuple):
    """A row of `sectors-of`: how many things of a class next to a thing touch a sector."""

    class_: str
    sector: str
    things: int


class SiteRows:
    """The rows of stored questions, by thing. Raises CatalogueFault where a question is missing, and what the
    engine raises."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        things = self._all("things")
        self.class_of = {_text(row["thing"]): _text(row["class"]) for row in things}
        """The class, the first by rank, of each thing of a class that is shown."""
        self.partner_of = {_text(row["thing"]): _text(row["partner"]) for row in things if row["partner"]}
        """What stands for a thing where partners meet: for a government its territory."""
        self.points = {point.thing: point for point in map(self._point, self._all("meeting-points"))}
        self.ties: dict[str, list[TieRow]] = {}
        for row in self._all("ties"):
            for thing, tie in _ends(row):
                self.ties.setdefault(thing, []).append(tie)
        self.partners: dict[str, list[Partner]] = {}
        for row in self._all("partners"):
            found = Partner(_text(row["partner"]), _text(row["way"]), _text(row["thing"]))
            self.partners.setdefault(_text(row["agent"]), []).append(found)
        self.touched: dict[str, list[Touched]] = {}
        for row in self._all("sectors-of"):
            touched = Touched(_text(row["class"]), _text(row["sector"]), int(_text(row["things"])))
            self.touched.setdefault(_text(row["thing"]), []).append(touched)
        self.sectors: dict[str, list[str]] = {}
        self.touching: dict[str, list[str]] = {}
        """The sectors that each meeting point touches, and the meeting points that touch each sector."""
        for row in self._all("in-sectors"):
            thing, sector = _text(row["thing"]), _text(row["sector"])
            self.sectors.setdefault(thing, []).append(sector)
            self.touching.setdefault(sector, []).append(thing)
        self.around: dict[str, set[str]] = {}
        """What `shared` compares: to what an agent is tied, and in what it has part."""
        for row in self._all("surroundings"):
            self.around.setdefault(_text(row["agent"]), set()).add(_text(row["thing"]))
        self.parts: dict[str, list[PartRow]] = {}
        """Who has part in a meeting point, and in what a partner has part."""
        for row in self._all("who-meets"):
            thing, partner, standing = (_text(row[name]) for name in ("thing", "partner", "standing"))
            part = PartRow(thing, partner, standing, row["phase"] == OVER)
            for end in (part.thing, part.partner):
                self.parts.setdefault(end, []).append(part)

    def stated(self, ties: Iterable[TieRow]) -> Iterator[Triple]:
        """The statements that say some ties; not each of them has to stand."""
        return (Triple(*terms) for tie in ties for terms in self._questions.statements("ties", tie.row))

    def partners_in(self, thing: str) -> list[str]:
        """The partners who have part in a meeting point, each once."""
        return sorted(
            {part.partner for part in self.parts.get(thing, ()) if part.thing == thing and not part.is_over}
        )

    def _all(self, name: str) -> list[Row]:
        return self._questions.ask_unordered(name)

    def _point(self, row: Row) -> Point:
        named = [
            name for column in ("kinds", "states") for name in _text(row[column]).split(SEPARATOR) if name
        ]
        concepts = tuple(iri.value for iri in map(self._questions.prefixes.expand, named) if iri)
        days = _text(row["earliest"]), _text(row["latest"])
        return Point(_text(row["thing"]), _text(row["class"]), *days, concepts)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _ends(row: Row) -> Iterator[tuple[str, TieRow]]:
    """The ends of a tie, each with how it reads from there; a government that stands between them is one."""
    thing, relation, other, through = (_text(row[name]) for name in ("thing", "relation", "other", "through"))
    begin, end = ((_text(row[f"{name}Earliest"]), _text(row[f"{name}Latest"])) for name in ("begin", "end"))
    yield thing, TieRow(relation, False, other, through, begin, end, row)
    back = TieRow(relation, True, thing, through, begin, end, row)
    yield other, back
    if through:
        yield through, back._replace(through="")
