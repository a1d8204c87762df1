"""A picture as PNG, through resvg."""

from __future__ import annotations

from ...rdf.fault import Fault
from ...workspace.extras import MissingExtra
from .drawing import Drawing, DrawnText
from .palette import Theme
from .svg import to_svg


class NoPng(Fault):
    """There is no font to write with; the message says what to install."""


def to_png(drawing: Drawing, theme: Theme = "light", scale: float = 1.0) -> bytes:
    """The bytes of a PNG, `scale` pixels for each pixel of the drawing, with the colours of a light page
    unless `theme` is `dark`.

    Raises MissingExtra where the package resvg_py is not installed, and NoPng where it finds no font to
    write with.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise MissingExtra("a PNG", "png") from error

    def rendered(text: str) -> bytes:
        return bytes(svg_to_bytes(svg_string=text, zoom=scale))

    fixed: Theme = "dark" if theme == "dark" else "light"
    blank, written = (
        to_svg(Drawing(20, 20, "", "", (DrawnText(2, 16, (letter,), 14),)), fixed) for letter in (" ", "M")
    )
    if rendered(blank) == rendered(written):
        raise NoPng("there is no font to write with: install one such as DejaVu Sans (fonts-dejavu-core)")
    return rendered(to_svg(drawing, fixed))
