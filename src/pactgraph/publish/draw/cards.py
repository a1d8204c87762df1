"""Cards, and the curves from one to another."""

from __future__ import annotations

from dataclasses import dataclass

from .boxes import Box
from .drawing import DrawnShape, DrawnText, Element, Group, number, path, rectangle
from .landscape import Part
from .look import Look, block_height
from .metrics import ASCENT


@dataclass(frozen=True, slots=True)
class Card:
    """A node: its texts in lines and where it stands."""

    key: str
    iri: str
    css: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    tooltip: str
    size: float
    box: Box

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two cards: left and right, the thing whose it is, its style, the partner's part."""

    left: str
    right: str
    meeting: str
    css: str
    part: Part | None = None


def node(card: Card, look: Look, pad: float) -> Group:
    """A card with its texts, `pad` from its sides."""
    box = card.box
    left = box.left + pad + 4
    parts: list[Element] = [
        rectangle(box, "card", 4),
        rectangle(Box(box.left, box.top, box.left + 4, box.bottom), card.css, 2),
        DrawnText(
            left,
            box.top + pad + ASCENT * card.size,
            card.lines,
            card.size,
            bold=card.css != "sector",
        ),
    ]
    if card.notes:
        top = box.top + pad + block_height(len(card.lines), card.size) + 3
        parts.append(DrawnText(left, top + ASCENT * look.small, card.notes, look.small, "muted"))
    return Group(tuple(parts), "", card.tooltip, card.iri, card.key)


def curves(links: list[Link], cards: dict[str, Card]) -> list[DrawnShape]:
    """Curves from the right side of one card to the left side of another, spread over both."""
    leaving: dict[str, list[Link]] = {}
    coming: dict[str, list[Link]] = {}
    for link in links:
        leaving.setdefault(link.left, []).append(link)
        coming.setdefault(link.right, []).append(link)
    start = {
        link: _port(cards[key].box, place, len(ends))
        for key, ends in leaving.items()
        for place, link in enumerate(sorted(ends, key=lambda link: cards[link.right].middle))
    }
    end = {
        link: _port(cards[key].box, place, len(ends))
        for key, ends in coming.items()
        for place, link in enumerate(sorted(ends, key=lambda link: cards[link.left].middle))
    }
    found = []
    for link in links:
        x1, x2 = cards[link.left].box.right, cards[link.right].box.left
        y1, y2, half = start[link], end[link], number((x1 + x2) / 2)
        curve = f"C{half} {number(y1)} {half} {number(y2)} {number(x2)} {number(y2)}"
        found.append(path(f"M{number(x1)} {number(y1)}{curve}", f"{link.css} {link.left} {link.right}"))
    return found


def _port(box: Box, place: int, count: int) -> float:
    """The height at which one of several lines meets a card's side."""
    return box.top + box.height * (place + 1) / (count + 1)
