"""Land and borders of the maps: Natural Earth, projected, as SVG path data. `.ci/land.py` makes the files."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from .boxes import Box

_NUMBER = re.compile(r"-?\d+")


class LandOutline(NamedTuple):
    """A path and the rectangle that it fills, in kilometres from the centre of its projection."""

    data: str
    box: Box


class Land(NamedTuple):
    """What there is within `frame`: land with its coasts, and the borders of states."""

    frame: Box
    land: tuple[LandOutline, ...]
    borders: tuple[LandOutline, ...]

    def seen(self, view: Box) -> tuple[str, str]:
        """The path data of the land and of the borders that reach into a rectangle."""
        return (
            "".join(outline.data for outline in self.land if outline.box.overlaps(view)),
            "".join(outline.data for outline in self.borders if outline.box.overlaps(view)),
        )


@cache
def read_land(name: Literal["land", "world"] = "land") -> Land:
    """The land of Europe, or of the world, that comes with the package."""
    content = json.loads(files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return Land(
        Box(*content["frame"]),
        tuple(LandOutline(data, _extent(data)) for data in content["land"]),
        tuple(LandOutline(data, _extent(data)) for data in content["borders"]),
    )


def _extent(data: str) -> Box:
    """The rectangle around a path of absolute starts and relative steps."""
    xs, ys = list[int](), list[int]()
    for part in data.split("M")[1:]:
        numbers = [int(found) for found in _NUMBER.findall(part)]
        x, y = numbers[:2]
        xs.append(x)
        ys.append(y)
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return Box(min(xs), min(ys), max(xs), max(ys))
