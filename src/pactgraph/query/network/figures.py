"""Figures of the network: degree, betweenness and communities of partners, by networkx.

Networkx is imported when a figure is asked for: it is an extra, and slow to load.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from ...model.extras import MissingExtra
from .limits import Sieve
from .ties import Ties

THROUGH = {
    "agreements": ("agreement", ("party", "signed")),
    "alliances": ("alliance", ("member",)),
    "commitments": ("commitment", ("committer", "towards")),
}
"""At what partners can meet: the kind of the meeting point, and the relations by which they meet there."""

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


def meetings(ties: Ties, sieve: Sieve, through: Iterable[str] = ("agreements",)) -> Meetings:
    """Where partners meet, within limits. In alliances those count who are members, not who are to be."""
    found: dict[NamedNode, frozenset[NamedNode]] = {}
    for name in through:
        kind, relations = THROUGH[name]
        for point in ties.things(kind):
            if sieve.counts(point):
                partners = frozenset(
                    tie.object
                    for tie in ties.of(point, *relations)
                    if tie.subject == point and sieve.stands(tie)
                )
                if partners:
                    found[point] = partners
    return found


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
