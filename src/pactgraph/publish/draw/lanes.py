"""Greedy lanes: things side by side as long as they have room."""

from __future__ import annotations

from collections.abc import Sequence


def lanes(extents: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """For each extent, from left to right, the first lane in which it overlaps none before it."""
    ends: list[float] = []
    found = []
    for left, right in extents:
        lane = next((place for place, end in enumerate(ends) if end + gap <= left), len(ends))
        if lane == len(ends):
            ends.append(right)
        else:
            ends[lane] = right
        found.append(lane)
    return found
