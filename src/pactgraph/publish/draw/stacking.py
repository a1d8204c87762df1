"""Columns of a network: which order crosses least, and where blocks come to stand."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

Edge = tuple[str, str]
Keys = tuple[str, ...]
SWEEPS = 12


def crossings(left: Sequence[str], right: Sequence[str], edges: Iterable[Edge]) -> int:
    """How many pairs of edges between two columns cross."""
    places_left = {key: place for place, key in enumerate(left)}
    places_right = {key: place for place, key in enumerate(right)}
    seen: list[int] = []
    found = 0
    for _, place in sorted((places_left[one], places_right[other]) for one, other in edges):
        found += len(seen) - bisect_right(seen, place)
        insort(seen, place)
    return found


@lru_cache(maxsize=8)
def untangled(
    columns: tuple[Keys, tuple[Keys, ...], Keys], left_edges: tuple[Edge, ...], right_edges: tuple[Edge, ...]
) -> tuple[Keys, Keys, Keys]:
    """An order of the columns with few crossings, from the order given: by turns each column is sorted by the
    mean place of the neighbours (Sugiyama), and the best order met is kept. Blocks, of which the middle
    column is made, stay together. Deterministic, and worked out once for the wide and the narrow form of a
    picture, and for languages in which its labels have one order."""
    left, blocks, right = list(columns[0]), [list(block) for block in columns[1]], list(columns[2])

    def middle() -> list[str]:
        return [key for block in blocks for key in block]

    def tally() -> int:
        return crossings(left, middle(), left_edges) + crossings(middle(), right, right_edges)

    def kept() -> tuple[Keys, Keys, Keys]:
        return tuple(left), tuple(middle()), tuple(right)

    best, fewest = kept(), tally()
    for _ in range(SWEEPS):
        if fewest == 0:
            break
        places = _shares(left) | _shares(right)
        means = _means([*left_edges, *((other, one) for one, other in right_edges)], places)
        blocks.sort(key=lambda block: _mean([means[key] for key in block if key in means]))
        places = _shares(middle())
        means = _means([(other, one) for one, other in left_edges], places)
        left.sort(key=lambda key: means.get(key, 0.5))
        means = _means(right_edges, places)
        right.sort(key=lambda key: means.get(key, 0.5))
        if (found := tally()) < fewest:
            best, fewest = kept(), found
    return best


def _shares(keys: Sequence[str]) -> dict[str, float]:
    """The place of each key in its column, from 0 to 1."""
    return {key: (place + 0.5) / len(keys) for place, key in enumerate(keys)}


def _means(edges: Iterable[Edge], places: Mapping[str, float]) -> dict[str, float]:
    """For each edge's second end the mean place of the first ends."""
    found: dict[str, list[float]] = {}
    for one, other in edges:
        found.setdefault(other, []).append(places[one])
    return {key: _mean(values) for key, values in found.items()}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.5


def settled(wanted: Sequence[float], heights: Sequence[float], gap: float, top: float) -> list[float]:
    """The tops of blocks in a column, in order, not overlapping, none above `top`, each as near as may be to
    having its middle where it is wanted (least squares, by pooling neighbours that would collide)."""
    starts, before = [], 0.0
    for middle, height in zip(wanted, heights, strict=True):
        starts.append(middle - height / 2 - before)
        before += height + gap
    pools: list[tuple[float, int]] = []
    for start in starts:
        total, count = start, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            one, many = pools.pop()
            total, count = total + one, count + many
        pools.append((total, count))
    shifts = [max(top, total / count) for total, count in pools for _ in range(count)]
    tops, before = [], 0.0
    for shift, height in zip(shifts, heights, strict=True):
        tops.append(shift + before)
        before += height + gap
    return tops
