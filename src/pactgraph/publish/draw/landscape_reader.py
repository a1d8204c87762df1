"""What pictures show, from the rows of stored questions: nothing is chosen or counted here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from ...prose.texts import Texts
from ...prose.words import Words
from ...query.stored.answering import SEPARATOR
from ...query.stored.questions import Questions, Row, Value
from ...rdf.namespaces import CONCEPT
from ...rdf.table import Term
from . import KINDS
from . import Kind as Picture
from .dates import read_day, span_in_words
from .landscape import Agent, Cell, Kind, Landscape, Meeting, Part, Phase, Sector

MOST_AGENTS = 2
"""How many partners a picture can be asked about at once."""

_PHASES: dict[str, Phase] = {CONCEPT + f"phase/{phase}": phase for phase in ("ahead", "reached", "over")}
_BECOMING: tuple[Phase, ...] = ("", "over", "ahead", "reached")
"""Phases of a partner's part, the one that says most last: a standing says more than a property."""
_POINT = re.compile(
    r"\s*(?:<[^>]*/CRS84>\s*)?POINT\s*\(\s*([-+]?\d+(?:\.\d+)?)\s+([-+]?\d+(?:\.\d+)?)\s*\)\s*", re.IGNORECASE
)


def read_landscape(
    questions: Questions,
    words: Words,
    limits: Mapping[str, Value] = {},
    agents: Sequence[NamedNode] = (),
    as_of: str | None = None,
    pictures: Collection[Picture] = KINDS,
) -> Landscape:
    """What is within limits (the parameters that the questions share: `sector`, `since`, `until`, `strength`,
    `at`) and, where one or two `agents` are given, what they have part in; as far as `pictures` show it.
    `as_of` is the day by which the engine's documents had spoken. Labels are those of `words`.

    Raises what the questions raise.
    """
    return _Reader(questions, words, limits, agents, as_of).read(pictures)


class _Reader:
    def __init__(
        self,
        questions: Questions,
        words: Words,
        limits: Mapping[str, Value],
        agents: Sequence[NamedNode],
        as_of: str | None,
    ) -> None:
        self._questions = questions
        self._words = words
        self._limits = limits
        self._agents = agents
        self._agent = agents[0] if agents else None
        self._other = agents[1] if len(agents) > 1 else None
        self._as_of = as_of

    def read(self, pictures: Collection[Picture]) -> Landscape:
        ask: Callable[..., list[Row]] = self._questions.ask_unordered
        pair = {"agent": self._agent, "with": self._other}
        drawn = {*pictures} - {"matrix"}
        points = ask("meeting-points", **pair, **self._limits) if drawn else []
        time = {name: self._limits.get(name) for name in ("since", "until", "at")}
        joined = ask("who-meets", agent=self._agent, **time) if drawn - {"timeline"} else []
        about = ask("in-sectors", agent=self._agent) if "network" in drawn else []
        cells = ask("commitment-matrix", **pair, **self._limits) if "matrix" in pictures else []
        strengths = ask("strengths") if cells else []
        hosts = self._questions.ask("hosts", agent=self._agent) if drawn else []
        things = {row["thing"] for row in points}
        joined = sorted(
            (row for row in joined if row["thing"] in things),
            key=lambda row: (_iri(row["partner"]), _iri(row["standing"])),
        )
        about = [row for row in about if row["thing"] in things]
        partners = _nodes([*(row["partner"] for row in joined), *(row["agent"] for row in cells)])
        sectors = _nodes([*(row["sector"] for row in about), *(row["sector"] for row in cells)])
        places = self._places(partners)
        self._words.learn(
            [
                *partners,
                *sectors,
                *things,
                *(row["standing"] for row in joined),
                *(row["strength"] for row in strengths),
                *(term for row in points for name in ("kinds", "states") for term in self._list(row, name)),
                *(term for row in places.values() for term in (row["country"], row["of"])),
                *self._agents,
            ]
        )
        classes = {row["partner"]: row["partnerClass"] for row in joined}
        parts = self._parts(joined)
        touched: dict[Term | None, list[str]] = {}
        for row in about:
            touched.setdefault(row["thing"], []).append(_iri(row["sector"]))
        above: dict[Term | None, str] = {}
        for row in hosts:
            if row["host"] in things:
                above.setdefault(row["thing"], _iri(row["host"]))
        met = [self._meeting(row, parts, touched, above) for row in points]
        kinds = {row["class"] for row in points}
        return Landscape(
            tuple(
                sorted(
                    (self._agent_of(one, classes.get(one), places.get(one)) for one in partners),
                    key=lambda one: (one.label, one.iri),
                )
            ),
            tuple(
                sorted(
                    (Sector(one.value, self._words.label(one)) for one in sectors),
                    key=lambda one: (one.label, one.iri),
                )
            ),
            tuple(sorted(met, key=lambda one: (one.latest or one.due_latest or "9", one.iri))),
            tuple(
                Kind(kind.iri.value, kind.label, kind.plural)
                for kind in sorted(
                    map(self._words.kind, _nodes(kinds)), key=lambda one: (one.rank, one.iri.value)
                )
            ),
            tuple(sorted(map(self._cell, cells), key=lambda one: (one.agent, one.sector))),
            self._levels(strengths),
            self._about(),
            self._words.lang,
        )

    def _places(self, partners: Iterable[NamedNode]) -> dict[NamedNode, Row]:
        """The row of the first point of each partner that has one, or lies in a country that does."""
        wanted, found = set(partners), dict[NamedNode, Row]()
        for row in self._questions.ask("points") if wanted else []:
            agent = row["agent"]
            if isinstance(agent, NamedNode) and agent in wanted:
                known = found.setdefault(agent, row)
                if known["point"] is None:
                    found[agent] = row
        return found

    def _agent_of(self, agent: NamedNode, kind: Term | None, row: Row | None) -> Agent:
        point = row["point"] if row else None
        place = read_point(point.value) if isinstance(point, Literal) else None
        country, owner = (row["country"], row["of"]) if row else (None, None)
        lent = place is not None and isinstance(owner, NamedNode) and owner != agent
        return Agent(
            agent.value,
            self._words.label(agent),
            self._words.kind(kind).label if isinstance(kind, NamedNode) else "",
            self._words.label(country) if isinstance(country, NamedNode) and country != agent else "",
            place[0] if place else None,
            place[1] if place else None,
            self._words.label(owner) if lent and isinstance(owner, NamedNode) else "",
        )

    def _parts(self, joined: Iterable[Row]) -> dict[Term | None, tuple[Part, ...]]:
        """The parts in each thing, one for each partner: where rows tell several, the one that says most."""
        found: dict[Term | None, dict[str, Part]] = {}
        for row in joined:
            phase = _PHASES.get(_iri(row["phase"]), "")
            standing = row["standing"]
            label = self._words.label(standing) if isinstance(standing, NamedNode) else ""
            part = Part(_iri(row["partner"]), label, phase)
            known = found.setdefault(row["thing"], {})
            before = known.get(part.agent, part)
            if _BECOMING.index(part.phase) >= _BECOMING.index(before.phase):
                known[part.agent] = part
        return {thing: tuple(parts.values()) for thing, parts in found.items()}

    def _meeting(
        self,
        row: Row,
        parts: Mapping[Term | None, tuple[Part, ...]],
        touched: Mapping[Term | None, list[str]],
        above: Mapping[Term | None, str],
    ) -> Meeting:
        thing = row["thing"]
        assert isinstance(thing, NamedNode)
        return Meeting(
            thing.value,
            self._words.label(thing),
            _iri(row["class"]),
            parts.get(thing, ()),
            tuple(sorted(set(touched.get(thing, ())))),
            _text(row["earliest"]),
            _text(row["latest"]),
            _text(row["dueEarliest"]),
            _text(row["dueLatest"]),
            _PHASES.get(_iri(row["phase"]), ""),
            ", ".join(self._words.label(term) for term in self._list(row, "kinds")),
            ", ".join(self._words.label(term) for term in self._list(row, "states")),
            above.get(thing),
        )

    def _list(self, row: Row, column: str) -> list[NamedNode]:
        """The things that a list column names by prefixed names."""
        named = (
            self._questions.prefixes.expand(each) for each in (_text(row[column]) or "").split(SEPARATOR)
        )
        return [each for each in named if each is not None]

    def _cell(self, row: Row) -> Cell:
        commitments = _number(row["commitments"]) or 0
        return Cell(_iri(row["agent"]), _iri(row["sector"]), commitments, _number(row["level"]) or None)

    def _levels(self, strengths: Iterable[Row]) -> dict[int, str]:
        """What the places of the scale of strengths are called."""
        found = {}
        for row in strengths:
            level, strength = _number(row["level"]), row["strength"]
            if level is not None and isinstance(strength, NamedNode):
                found[level] = self._words.label(strength)
        return dict(sorted(found.items()))

    def _about(self) -> tuple[str, ...]:
        """What was asked for, in words."""
        texts, limits = Texts(self._words.lang, "picture"), self._limits
        terms = [*self._agents, limits.get("sector"), limits.get("strength")]
        said = [self._words.label(term) for term in terms if isinstance(term, NamedNode)]
        since, until, at = (limits.get(name) for name in ("since", "until", "at"))
        if since or until:
            said.append("–".join(str(day or "…") for day in (since, until)))
        for name, day in (("at", at), ("as-of", self._as_of)):
            if day:
                read = read_day(str(day))
                said.append(texts.say(name, span_in_words(read, read, texts) or day))
        return tuple(said)


def read_point(text: str) -> tuple[float, float] | None:
    """Longitude and latitude in degrees of a WKT point in CRS84 (GeoSPARQL 1.1, section 8.5.1); None for
    another geometry or for degrees that there are not."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    longitude, latitude = float(match[1]), float(match[2])
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _nodes(terms: Iterable[Term | None]) -> list[NamedNode]:
    """The things among some terms, each once, by their IRIs."""
    return sorted({term for term in terms if isinstance(term, NamedNode)}, key=lambda term: term.value)


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _text(term: Term | None) -> str | None:
    return term.value if isinstance(term, Literal) else None


def _number(term: Term | None) -> int | None:
    return int(term.value) if isinstance(term, Literal) else None
