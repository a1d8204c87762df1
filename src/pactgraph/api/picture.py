"""A picture that shows itself in a notebook and saves itself as SVG or PNG."""

from __future__ import annotations

import os
from pathlib import Path

from ..publish.draw.drawing import Drawing
from ..publish.draw.palette import Theme
from ..publish.draw.png import to_png
from ..publish.draw.svg import to_svg
from ..workspace.writing import write_output
from .fault import PactgraphError, one_error


class Picture:
    """A picture of partnerships: `svg` is its text, `title` and `description` say in words what it shows."""

    def __init__(self, drawing: Drawing, theme: Theme = "auto") -> None:
        self._drawing = drawing
        self._theme: Theme = theme
        self.title = drawing.title
        self.description = drawing.description
        self.svg = to_svg(drawing, theme)

    def png(self, scale: float = 1.0) -> bytes:
        """The bytes of a PNG, `scale` pixels for each pixel of the width.

        Raises PactgraphError where the extra `png` or a font is missing.
        """
        with one_error():
            return to_png(self._drawing, self._theme, scale)

    def save(self, path: str | os.PathLike[str], scale: float = 1.0) -> Path:
        """Writes the picture to a file, as its suffix says: `.svg` or `.png`. Gives the path.

        Raises PactgraphError for another suffix, where the file cannot be written, or as `png` does.
        """
        file = Path(path)
        suffix = file.suffix.lower()
        if suffix not in (".svg", ".png"):
            raise PactgraphError(f"no picture is saved as {file.name}: end the name with .svg or .png")
        content = self.svg.encode("utf-8") if suffix == ".svg" else self.png(scale)
        with one_error():
            write_output(file, lambda stream: stream.write(content))
        return file

    def __repr__(self) -> str:
        return f"<{self.title}>"

    def _repr_svg_(self) -> str:
        return self.svg
