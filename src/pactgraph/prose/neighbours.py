"""What a thing is tied to, as rows of stored questions tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from ..query.stored.questions import Questions, Row, Value
from ..rdf.namespaces import PACT
from .tie_words import Directed, node, text
from .words import Words

MEETING_POINT, PARTNER, CONTEXT = (NamedNode(PACT + name) for name in ("MeetingPoint", "Partner", "Context"))
"""The roles of classes in the network."""


@dataclass(slots=True)
class Near:
    """A thing and what it is tied to, on a day or now: the ties to each other end, a row of `meeting-points`
    for each meeting point, and the class of whatever is shown under one. `stand_for` are the partners that
    stand for others; `records` stand between two ends.

    `partner` stands for the thing: the territory for a government that has one alone, else the thing itself.
    """

    thing: NamedNode
    partner: NamedNode
    ties: dict[NamedNode, list[Directed]] = field(default_factory=dict)
    points: dict[NamedNode, Row] = field(default_factory=dict)
    classes: dict[NamedNode, NamedNode] = field(default_factory=dict)
    stand_for: dict[NamedNode, NamedNode] = field(default_factory=dict)
    records: set[NamedNode] = field(default_factory=set)

    @property
    def own(self) -> set[NamedNode]:
        """The thing, and what stands for it."""
        return {self.thing, self.partner}

    def by_class(self) -> dict[NamedNode | None, list[NamedNode]]:
        """The other ends by class; those of none that is shown under None."""
        found: dict[NamedNode | None, list[NamedNode]] = {}
        for end in dict.fromkeys((*self.ties, *self.points)):
            if end in self.ties or end not in self.own:
                found.setdefault(self.classes.get(end), []).append(end)
        return found


def read_near(
    questions: Questions,
    words: Words,
    thing: NamedNode,
    partner: NamedNode | None,
    limits: Mapping[str, Value],
    by: str = "thing",
) -> Near:
    """What a thing, and the partner that stands for it, is tied to within limits, which are given by the
    names of the parameters of `meeting-points`. `by` is that for the thing: `agent` leaves out the meeting
    points in which it has no part.

    Raises what `Questions.ask` raises.
    """
    near = Near(thing, partner or thing)
    since, until = limits.get("at", limits.get("since")), limits.get("at", limits.get("until"))
    for row in questions.ask_unordered("things"):
        if (one := node(row["thing"])) and (class_ := node(row["class"])):
            near.classes[one] = class_
            if stands := node(row["partner"]):
                near.stand_for[one] = stands
    rows, ever = list[Row](), list[Row]()
    for each in sorted(near.own, key=str):
        for row in questions.ask_unordered("meeting-points", **{by: each}, **limits):
            if point := node(row["thing"]):
                near.points[point] = row
        ever += questions.ask_unordered("ties", thing=each)
        rows += questions.ask_unordered("ties", thing=each, since=since, until=until)
    timed = {reading for row in ever if row["period"] for reading in _read(words, row)}
    near.records = {record for row in ever if (record := node(row["record"]))}
    for row in sorted(rows, key=_order):
        subject, other = node(row["thing"]), node(row["other"])
        if subject is None or other is None or {subject, other} & near.records:
            continue
        if since is None and until is None:
            if text(row["present"]) != "true":
                continue
        elif _timeless(row) or (row["period"] is None and _read(words, row) & timed):
            continue
        for end in {subject, other} - near.own or {other} - {thing}:
            tie = (row, subject != end)
            class_ = near.classes.get(end)
            meets = class_ is not None and words.kind(class_).role == MEETING_POINT
            if (end in near.points or not meets) and tie not in near.ties.get(end, ()):
                near.ties.setdefault(end, []).append(tie)
    return near


def _read(words: Words, row: Row) -> set[tuple[object, str, object]]:
    """A tie as it reads in both directions: what has a time of its own is not told of a day without it."""
    relation = node(row["relation"])
    phrase = words.phrase(relation) if relation else ("", "")
    return {(row["thing"], phrase[0], row["other"]), (row["other"], phrase[1], row["thing"])}


def _timeless(row: Row) -> bool:
    """Whether a standing has no time: it stands now, and on no other day that is known."""
    return row["phase"] is not None and row["period"] is None


def _order(row: Row) -> tuple[str, ...]:
    return tuple(str(row[column]) for column in ("relation", "through", "thing", "other", "record"))
