"""Pictures of partnerships, drawn as plain SVG: the rows of stored questions, and no notion of their own.

`reading` makes a `Landscape` of the rows, `draw` a `Drawing` of that, `to_svg` and `png.to_png` the file;
`graphs` writes the network for other tools. What does not fit is cut, and the picture says how much of it.
"""

from __future__ import annotations

from typing import Literal

from .drawing import Drawing
from .landscape import Landscape
from .look import Look, NothingToDraw
from .svg import to_svg

Kind = Literal["network", "timeline", "map", "matrix"]
KINDS: tuple[Kind, ...] = ("network", "timeline", "map", "matrix")


def draw(kind: Kind, landscape: Landscape, look: Look = Look()) -> Drawing:  # noqa: B008 - immutable
    """A picture of one kind. Raises NothingToDraw where the landscape has nothing that it could show."""
    if kind == "network":
        from .network import draw_network

        return draw_network(landscape, look)
    if kind == "timeline":
        from .timeline import draw_timeline

        return draw_timeline(landscape, look)
    if kind == "map":
        from .map import draw_map

        return draw_map(landscape, look)
    from .matrix import draw_matrix

    return draw_matrix(landscape, look)


__all__ = ["KINDS", "Drawing", "Kind", "Look", "NothingToDraw", "draw", "to_svg"]
