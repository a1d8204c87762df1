"""Figures of the network: degree, betweenness and communities of partners, by networkx.

Networkx is imported when a figure is asked for: it is an extra, and slow to load.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from ...rdf.fault import Fault
from ...rdf.namespaces import CONCEPT, XSD
from ...rdf.table import Table, Term
from ...workspace.extras import MissingExtra
from ..stored.questions import Questions, Value
from .walk import MEETING_POINT

COLUMNS = ("partner", "meetings", "partners", "weight", "between", "bridging", "community")
"""The columns of figures; in front of them that of the groups, where there are some."""

_REACHED = NamedNode(CONCEPT + "phase/reached")
_TIMES = ("since", "until", "at")

MOST_STEPS = 3_000_000
"""Things times their ties up to which betweenness is exact, some seconds of work; beyond, it is estimated
from the paths of as many things as that allows."""

FEWEST_PIVOTS = 20

Meetings = Mapping[NamedNode, frozenset[NamedNode]]
"""For each meeting point the partners who meet there."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The figures of one partner.

    meetings: meeting points (degree in the bipartite graph).
    partners: others met (degree in the projection).
    weight: for each meeting point with n partners 1/(n-1) for each other (Newman 2001), summed; with that a
    large paper counts as one meeting, not as many ties of two.
    between: share of shortest paths among all things of the bipartite graph that pass through the partner.
    bridging: the same in the projection.
    community: number of its community in the projection, the largest first.
    """

    partner: NamedNode
    meetings: int
    partners: int
    weight: float
    between: float
    bridging: float
    community: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a network, the best connected partner first, and its size.

    `pairs` counts the partners who meet somewhere, by twos. `pivots` is None where betweenness is exact, else
    from the paths of how many things it is estimated.
    """

    rows: tuple[Figure, ...]
    points: int
    pairs: int
    communities: int
    pivots: int | None


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures as rows, of each group where there are some, and what they were made of."""

    table: Table
    figures: tuple[Figures, ...]


def places(questions: Questions) -> dict[str, NamedNode]:
    """The classes of things in which partners meet, by what several are called, in their order."""
    found = {}
    for row in questions.ask("kinds", language="en"):
        class_, plural = row["class"], row["plural"]
        if row["role"] == MEETING_POINT and isinstance(class_, NamedNode) and isinstance(plural, Literal):
            found[plural.value.lower().replace(" ", "-")] = class_
    return found


def measure(
    questions: Questions, limits: Mapping[str, Value], through: Iterable[str] = (), by: str | None = None
) -> Measured:
    """The figures of partners who meet, within limits, in what `through` names as `places` does (where it is
    empty, in the first of these); `by` year, sector or strength, of each that has some.

    Raises Fault for another name or group, MissingExtra where networkx is not there, and what the engine
    raises.
    """
    known = places(questions)
    names = list(dict.fromkeys(through)) or list(known)[:1]
    for name in names:
        if name not in known:
            raise Fault(f"partners do not meet in {name!r}: there are {', '.join(known)}")
    classes = [known[name] for name in names]
    rows: list[tuple[Term | None, ...]] = []
    told = []
    for value, within in _groups(questions, classes, limits, by):
        found = figures(meetings(questions, classes, within))
        told.append(found)
        rows += [(*((value,) if by else ()), *row) for row in _rows(found)]
    return Measured(Table((*((by,) if by else ()), *COLUMNS), tuple(rows)), tuple(told))


def _groups(
    questions: Questions, classes: list[NamedNode], limits: Mapping[str, Value], by: str | None
) -> Iterator[tuple[Term | None, Mapping[str, Value]]]:
    """The limits of each group, with its value; one without a value where there are no groups."""
    if by is None:
        yield None, limits
    elif by == "strength":
        for row in questions.ask("strengths"):
            if isinstance(strength := row["strength"], NamedNode):
                yield strength, {**limits, by: strength}
    elif by == "sector":
        sectors = {row["sector"] for row in questions.ask_unordered("in-sectors")}
        for sector in sorted((each for each in sectors if isinstance(each, NamedNode)), key=_iri):
            yield sector, {**limits, by: sector}
    elif by != "year":
        raise Fault(f"figures are not grouped by {by!r}: take year, sector or strength")
    else:
        days = [
            day.value
            for row in questions.ask_unordered("meeting-points", **limits)
            if row["class"] in classes
            for day in (row["earliest"], row["latest"])
            if isinstance(day, Literal)
        ]
        for year in sorted({day[:4] for day in days}):
            since, until = (limits.get(name) for name in ("since", "until"))
            first, last = f"{year}-01-01", f"{year}-12-31"
            yield (
                Literal(year),
                {**limits, "since": max(first, str(since or "")), "until": min(last, str(until or last))},
            )


def meetings(questions: Questions, classes: Iterable[NamedNode], limits: Mapping[str, Value]) -> Meetings:
    """Where partners meet, in things of some classes, within limits. Who is only to have part, as a member to
    be, is left out."""
    given = {name: value for name, value in limits.items() if value is not None}
    times = {name: value for name, value in given.items() if name in _TIMES}
    counted = {row["thing"] for row in questions.ask_unordered("meeting-points", **given)} if given else None
    found: dict[NamedNode, set[NamedNode]] = {}
    for class_ in classes:
        for row in questions.ask_unordered("who-meets", **{"class": class_}, **times):
            thing, partner = row["thing"], row["partner"]
            counts = row["phase"] in (None, _REACHED) and (counted is None or thing in counted)
            if counts and isinstance(thing, NamedNode) and isinstance(partner, NamedNode):
                found.setdefault(thing, set()).add(partner)
    return {thing: frozenset(partners) for thing, partners in found.items()}


def figures(found: Meetings) -> Figures:
    """The figures of the partners who meet. Raises MissingExtra where the library is not there."""
    try:
        import networkx as nx
    except ImportError as error:
        raise MissingExtra("measuring a network", "network") from error
    partners = sorted({partner for meeting in found.values() for partner in meeting}, key=_iri)
    points = sorted(found, key=_iri)
    # Whole numbers stand for things: their sets have the same order in every process.
    number = {thing: place for place, thing in enumerate((*partners, *points))}
    both, pairs = nx.Graph(), nx.Graph()
    both.add_nodes_from(range(len(number)))
    pairs.add_nodes_from(range(len(partners)))
    for point in points:
        meeting = sorted(number[partner] for partner in found[point])
        both.add_edges_from((one, number[point]) for one in meeting)
        for place, one in enumerate(meeting):
            for other in meeting[place + 1 :]:
                weight = pairs.get_edge_data(one, other, {"weight": 0.0})["weight"]
                pairs.add_edge(one, other, weight=weight + 1 / (len(meeting) - 1))
    between, bridging = _betweenness(nx, both), _betweenness(nx, pairs)
    communities = _communities(nx, pairs)
    rows = [
        Figure(
            partner,
            both.degree(place),
            pairs.degree(place),
            pairs.degree(place, weight="weight"),
            between[place],
            bridging[place],
            communities[place],
        )
        for place, partner in enumerate(partners)
    ]
    rows.sort(key=lambda row: (-row.partners, -row.meetings, row.partner.value))
    return Figures(
        tuple(rows),
        len(points),
        pairs.number_of_edges(),
        len(set(communities.values())),
        min((count for graph in (both, pairs) if (count := _pivots(graph)) is not None), default=None),
    )


def _betweenness(nx: Any, graph: Any) -> dict[int, float]:
    """Betweenness centrality, normalised (Brandes 2001; estimated: Brandes and Pich 2007)."""
    found: dict[int, float] = nx.betweenness_centrality(graph, k=_pivots(graph), seed=0)
    return found


def _pivots(graph: Any) -> int | None:
    """From the paths of how many things betweenness is estimated; None where it is exact."""
    things: int = len(graph)
    ties: int = graph.number_of_edges()
    if things * ties <= MOST_STEPS:
        return None
    return min(things, max(FEWEST_PIVOTS, MOST_STEPS // ties))


def _communities(nx: Any, pairs: Any) -> dict[int, int]:
    """Communities by the Louvain method (Blondel and others 2008) with a fixed seed, numbered from 1: the
    largest first, then by the first of their members."""
    found = nx.community.louvain_communities(pairs, weight="weight", seed=0) if len(pairs) else []
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {member: place for place, members in enumerate(ordered, 1) for member in members}


def _iri(thing: NamedNode) -> str:
    return thing.value


def _rows(found: Figures) -> Iterator[tuple[Term, ...]]:
    """The figures of each partner in the order of `COLUMNS`, numbers with four places."""
    decimal = NamedNode(XSD + "decimal")
    for row in found.rows:
        yield (
            row.partner,
            Literal(row.meetings),
            Literal(row.partners),
            *(
                Literal(f"{number:.4f}", datatype=decimal)
                for number in (row.weight, row.between, row.bridging)
            ),
            Literal(row.community),
        )
