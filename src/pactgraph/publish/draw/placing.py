"""Labels of points on a map: next to their point, else at the end of a leader, none over another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import cos, pi, sin

from .boxes import Box, Point, meet

GAP = 2.0
RINGS = (16.0, 26.0, 38.0, 54.0, 74.0, 100.0, 130.0)
DIRECTIONS = 16


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label stands: its box, and the line from its point that leads to it, if it is not beside it."""

    box: Box
    leader: tuple[Point, Point] | None = None


def place(
    points: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    radius: float,
    room: Box,
    lines: Sequence[tuple[Point, Point]] = (),
) -> list[Spot | None]:
    """A spot for the label of each point, in the order of importance; None where there is no room. Points
    beyond the sizes have no label, and are kept clear all the same.

    Labels are of the given widths and heights, within `room`; none is over another, over the disc of a point
    or over a leader. What can stand beside its point does, before leaders take the room away; spots that no
    line of `lines` crosses come first.
    """
    discs = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    taken: list[Spot] = []
    found: list[Spot | None] = [None] * len(sizes)

    def free(number: int) -> Iterator[Spot]:
        point, (width, height) = points[number], sizes[number]
        for spot in _candidates(point, width, height, radius):
            if spot.box.within(room) and _is_free(spot, taken, discs, point):
                yield spot

    def is_clear(spot: Spot) -> bool:
        return not any(spot.box.crosses(*line) for line in lines)

    for beside in (True, False):
        for number in range(len(sizes)):
            if found[number] is not None:
                continue
            spot = _beside(free(number), is_clear) if beside else _anywhere(free(number), is_clear)
            if spot is not None:
                found[number] = spot
                taken.append(spot)
    return found


def _beside(spots: Iterator[Spot], is_clear: Callable[[Spot], bool]) -> Spot | None:
    """The first spot next to its point that is clear of lines."""
    near = takewhile(lambda spot: spot.leader is None, spots)
    return next((spot for spot in near if is_clear(spot)), None)


def _anywhere(spots: Iterator[Spot], is_clear: Callable[[Spot], bool]) -> Spot | None:
    """The first spot next to its point, unless the nearest one at the end of a leader is clear of lines."""
    best: Spot | None = None
    for spot in spots:
        clear = is_clear(spot)
        if clear or best is None:
            best = spot
        if clear or spot.leader is not None:
            break
    return best


def _is_free(spot: Spot, taken: list[Spot], discs: list[Box], own: Point) -> bool:
    box = spot.box.grown(GAP)
    if any(box.overlaps(other.box) for other in taken) or any(box.overlaps(disc) for disc in discs):
        return False
    if any(other.leader is not None and box.crosses(*other.leader) for other in taken):
        return False
    if spot.leader is None:
        return True
    if any(other.box.grown(GAP).crosses(*spot.leader) for other in taken):
        return False
    if any(other.leader is not None and meet(other.leader, spot.leader) for other in taken):
        return False
    return not any(
        disc.crosses(*spot.leader)
        for disc in discs
        if not (disc.left <= own[0] <= disc.right and disc.top <= own[1] <= disc.bottom)
    )


def _candidates(point: Point, width: float, height: float, radius: float) -> Iterator[Spot]:
    """Boxes right, left, above and below a point, then further and further away."""
    x, y = point
    near, level = radius + GAP + 1, height / 2
    side = near * 0.75
    for left, top in (
        (x + near, y - level),
        (x - near - width, y - level),
        (x - width / 2, y - near - height),
        (x - width / 2, y + near),
        (x + side, y - side - height),
        (x + side, y + side),
        (x - side - width, y - side - height),
        (x - side - width, y + side),
        *((x - width * part, y - near - height) for part in (0.25, 0.75, 0.1, 0.9)),
        *((x - width * part, y + near) for part in (0.25, 0.75, 0.1, 0.9)),
    ):
        yield Spot(Box(left, top, left + width, top + height))
    for ring in RINGS:
        for turn in range(DIRECTIONS):
            angle = 2 * pi * turn / DIRECTIONS
            dx, dy = cos(angle), sin(angle)
            end = (x + (radius + ring) * dx, y + (radius + ring) * dy)
            left = end[0] if dx > 0.1 else end[0] - width if dx < -0.1 else end[0] - width / 2
            top = end[1] if dy > 0.1 else end[1] - height if dy < -0.1 else end[1] - level
            start = (x + radius * dx, y + radius * dy)
            yield Spot(Box(left, top, left + width, top + height), (start, end))
