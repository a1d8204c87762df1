"""What a picture is made of: shapes, texts, and groups that can be focused and titled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .boxes import Box
from .metrics import ASCENT, DESCENT, LEADING, widest

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class DrawnText:
    """Lines of text; (x, y) is on the baseline of the first line, `css` names its style, `turned` text reads
    upwards, and further lines of it are to the right."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    css: str = "ink"
    anchor: Anchor = "start"
    bold: bool = False
    turned: bool = False

    @property
    def box(self) -> Box:
        """The rectangle that the lines take."""
        along = widest(self.lines, self.size, bold=self.bold)
        before = {"start": 0.0, "middle": along / 2, "end": along}[self.anchor]
        up = ASCENT * self.size
        down = DESCENT * self.size + (len(self.lines) - 1) * LEADING * self.size
        if self.turned:
            return Box(self.x - up, self.y + before - along, self.x + down, self.y + before)
        return Box(self.x - before, self.y - up, self.x - before + along, self.y + down)


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """An SVG element without content: its name and attributes, numbers in pixels."""

    tag: str
    attributes: Mapping[str, str | float]


@dataclass(frozen=True)
class Group:
    """Elements that belong together. With a `title` it is a thing, which can be focused unless it is part of
    one that can (`focus` false); `iri` is what it is, `key` a name for it in the picture. `shift` moves its
    shapes, which hold no text then."""

    children: tuple[Element, ...]
    css: str = ""
    title: str = ""
    iri: str = ""
    key: str = ""
    shift: tuple[float, float] = (0.0, 0.0)
    focus: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """A part of another plane, seen in a rectangle; what is outside is cut off."""

    box: Box
    view: Box
    children: tuple[Element, ...]


Element = DrawnText | DrawnShape | Group | Window


@dataclass(frozen=True)
class Drawing:
    """A picture in pixels, with its text alternative. `rules` are further CSS rules for screens."""

    width: float
    height: float
    title: str
    description: str
    elements: tuple[Element, ...]
    rules: tuple[str, ...] = field(default=())

    def texts(self) -> Iterator[DrawnText]:
        """All texts, in order."""
        yield from _texts(self.elements)


def _texts(elements: tuple[Element, ...]) -> Iterator[DrawnText]:
    for element in elements:
        if isinstance(element, DrawnText):
            yield element
        elif isinstance(element, Group | Window):
            yield from _texts(element.children)


def rectangle(box: Box, css: str, radius: float = 0) -> DrawnShape:
    """A rectangle, with round corners where a radius is given."""
    attributes: dict[str, str | float] = {"class": css, "x": box.left, "y": box.top}
    attributes |= {"width": box.width, "height": box.height}
    return DrawnShape("rect", attributes | ({"rx": radius} if radius else {}))


def circle(x: float, y: float, radius: float, css: str) -> DrawnShape:
    """A disc or ring."""
    return DrawnShape("circle", {"class": css, "cx": x, "cy": y, "r": radius})


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> DrawnShape:
    """A straight line."""
    return DrawnShape("line", {"class": css, "x1": x1, "y1": y1, "x2": x2, "y2": y2})


def path(data: str, css: str) -> DrawnShape:
    """A path, by SVG path data."""
    return DrawnShape("path", {"class": css, "d": data})


def number(value: float) -> str:
    """A number with at most one decimal, as SVG writes it."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"
