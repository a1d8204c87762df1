"""Pictures of partnerships, drawn as plain SVG: the rows of stored questions, and no notion of their own.

`landscape_reader` makes a `Landscape` of the rows, `draw` a `Drawing` of that, `to_svg` and `png.to_png` the
file; `graph_formats` writes the network for other tools. What does not fit is cut, and the picture says how
much of it. Not inside: choosing what is drawn, which the questions do, and any notion of our own classes.
"""

from __future__ import annotations

from importlib import import_module
from typing import Literal, get_args

from .drawing import Drawing
from .landscape import Landscape
from .look import Look, NothingToDraw
from .svg import to_svg

Kind = Literal["network", "timeline", "map", "matrix"]
"""The kinds of pictures, each drawn by the module of its name in this package."""

KINDS: tuple[Kind, ...] = get_args(Kind)


def draw(kind: Kind, landscape: Landscape, look: Look = Look()) -> Drawing:  # noqa: B008 - immutable
    """A picture of one kind. Raises NothingToDraw where the landscape has nothing that it could show."""
    module = import_module(f".{kind}", __name__)
    drawing: Drawing = getattr(module, f"draw_{kind}")(landscape, look)
    return drawing


__all__ = ["KINDS", "Drawing", "Kind", "Look", "NothingToDraw", "draw", "to_svg"]
