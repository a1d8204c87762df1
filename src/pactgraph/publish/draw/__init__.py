"""Pictures of a landscape of partnerships, drawn as plain SVG."""

from __future__ import annotations

from typing import Literal

from ...model.landscape import Landscape
from .drawing import Drawing
from .look import Look
from .svg import to_svg

Kind = Literal["network", "timeline", "map", "matrix"]
KINDS: tuple[Kind, ...] = ("network", "timeline", "map", "matrix")


def draw(kind: Kind, landscape: Landscape, look: Look = Look()) -> Drawing:  # noqa: B008 - immutable
    """A picture of one kind."""
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


__all__ = ["KINDS", "Drawing", "Kind", "Look", "draw", "to_svg"]
