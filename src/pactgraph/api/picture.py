"""A picture that shows itself in a notebook and writes itself in several formats."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from ..publish.draw import KINDS, Kind, Look, draw
from ..publish.draw.graph_formats import FORMATS as GRAPH_FORMATS
from ..publish.draw.graph_formats import to_dot, to_gexf, to_graphml
from ..publish.draw.landscape import Landscape
from ..publish.draw.look import NARROWEST, WIDEST
from ..publish.draw.palette import THEMES, Theme
from ..publish.draw.png import to_png
from ..publish.draw.svg import to_svg
from ..rdf.fault import PactgraphError
from ..workspace.writing import write_output

__all__ = ["FORMATS", "GRAPH_FORMATS", "KINDS", "NARROWEST", "THEMES", "WIDEST", "Kind", "Picture", "Theme"]

FORMATS = ("svg", "png", *GRAPH_FORMATS)
LARGEST = 60_000_000
"""Pixels of the largest PNG."""


class Picture:
    """A picture of partnerships: `svg` is its text, `title` and `description` say in words what it shows;
    `landscape` holds what was drawn. Raises NothingToDraw where that is nothing."""

    def __init__(self, kind: Kind, landscape: Landscape, look: Look, theme: Theme = "auto") -> None:
        self.kind = kind
        self.landscape = landscape
        self.drawing = draw(kind, landscape, look)
        self._theme: Theme = theme
        self.title = self.drawing.title
        self.description = self.drawing.description

    @cached_property
    def svg(self) -> str:
        """The picture as SVG."""
        return to_svg(self.drawing, self._theme)

    def png(self, scale: float = 1.0) -> bytes:
        """The bytes of a PNG, `scale` pixels for each pixel of the width.

        Raises PactgraphError where the extra `png` or a font is missing, and for too many pixels.
        """
        width, height = self.drawing.width * scale, self.drawing.height * scale
        if width * height > LARGEST:
            raise PactgraphError(
                f"the PNG would have {width:.0f} by {height:.0f} pixels: give a smaller scale, or narrow "
                "down what is drawn"
            )
        return to_png(self.drawing, self._theme, scale)

    def written(self, form: str, scale: float = 1.0) -> bytes:
        """The picture in one of `FORMATS`: svg and png, and of a network dot, graphml and gexf, which hold
        what was drawn. Raises PactgraphError as `png` does, and for another kind of picture."""
        if form in GRAPH_FORMATS:
            if self.kind != "network":
                raise PactgraphError(f"{form} holds a network: draw one")
            write = {"dot": to_dot, "graphml": to_graphml, "gexf": to_gexf}[form]
            return write(self.landscape).encode("utf-8")
        return self.png(scale) if form == "png" else self.svg.encode("utf-8")

    def save(self, path: str | os.PathLike[str], scale: float = 1.0) -> Path:
        """Writes the picture to a file, as its suffix says: `.svg` or `.png`. Gives the path.

        Raises PactgraphError for another suffix, where the file cannot be written, or as `png` does.
        """
        file = Path(path)
        suffix = file.suffix.lower()
        if suffix not in (".svg", ".png"):
            raise PactgraphError(f"no picture is saved as {file.name}: end the name with .svg or .png")
        content = self.written(suffix[1:], scale)
        write_output(file, lambda stream: stream.write(content))
        return file

    def __repr__(self) -> str:
        return f"<{self.title}>"

    def _repr_svg_(self) -> str:
        return self.svg
